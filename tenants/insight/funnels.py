"""What the pages of the counts show: shares, bars and reprompts. Pure: from counts to numbers that are ready to be drawn."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from omnia.dialogue.engine.tallying import MAX_LEVEL
from omnia.dialogue.funnel import ATTEMPTS, Counts
from tenants.insight.counts import Counted, Totals

ENDS = ("captured", "given_up", "left")
"""The ways in which a datum ends in a conversation; each ends in one of them."""


class Segment(NamedTuple):
    """A piece of a bar: what it stands for, how many, and where it lies, as percentages for SVG."""

    name: str
    number: int
    start: str
    width: str
    percent: float


class Bar(NamedTuple):
    """A row of a chart."""

    label: str
    total: int
    segments: tuple[Segment, ...]

    @property
    def first(self) -> Segment:
        """The piece that the row is about."""
        return self.segments[0]


def percent(part: int, whole: int) -> float:
    """A share in percent; 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def bar(label: str, total: int, parts: Mapping[str, int]) -> Bar:
    """A row whose pieces lie one after the other in a bar of the total."""
    segments, start = [], 0.0
    for name, count in parts.items():
        share = percent(count, total)
        segments.append(Segment(name, count, f"{start:.2f}%", f"{share:.2f}%", share))
        start += share
    return Bar(label, total, tuple(segments))


def begun(counts: Counts) -> int:
    """Conversations in which a datum was asked for or given."""
    return sum(counts.get(end, 0) for end in ENDS)


def ends(label: str, counts: Counts) -> Bar:
    """How a datum ended."""
    return bar(label, begun(counts), {end: counts.get(end, 0) for end in ENDS})


def steps(counts: Counts, labels: Mapping[str, str]) -> list[Bar]:
    """The funnel of a datum: of all that began it, how many came to each step; in the order of the labels."""
    return [bar(label, begun(counts), {name: counts.get(name, 0)}) for name, label in labels.items()]


def reprompts(counts: Counts, labels: Mapping[str, str]) -> list[Bar]:
    """What each reprompt rescues: of the times that it was played, those after which the datum was understood."""
    return [
        bar(f"{label} {level}", played, {"rescued": counts.get(f"rescued_{step}_{level}", 0)})
        for step, label in labels.items()
        for level in range(1, MAX_LEVEL + 1)
        if (played := counts.get(f"played_{step}_{level}", 0))
    ]


def by_template(totals: Totals) -> dict[str, dict[str, Counts]]:
    """Counts of each node by template, those with the most conversations first."""
    found: dict[str, dict[str, Counts]] = {}
    for (template, node), counts in totals.data.items():
        found.setdefault(template, {})[node] = counts
    return dict(sorted(found.items(), key=lambda item: (-max(begun(counts) for counts in item[1].values()), item[0])))


def columns() -> list[str]:
    """The numbers of a datum that are exported, in their order."""
    understood = [f"understood_{number}" for number in range(1, ATTEMPTS + 1)]
    reached = [f"reached_{number}" for number in range(2, ATTEMPTS + 1)]
    return ["asked", "early", *understood, *reached, "read_back", "confirmed", "corrected", *ENDS]


def exported(counted: Counted) -> Iterator[tuple[str, str, str, Any, Counts]]:
    """Template, node, dimension, its value and the counts: for each datum in all, and for each value of each dimension."""
    places = [("all", "", counted.totals)]
    places += [(name, value, totals) for name, values in counted.by.items() for value, totals in values.items()]
    for by, value, totals in places:
        for (template, node), held in sorted(totals.data.items()):
            yield template, node, by, value, {column: held.get(column, 0) for column in columns()}
