"""Reading the counts: small documents by time, added up; never a conversation."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.utils import timezone

from omnia.dialogue.funnel import Counts, add
from omnia.mongo.clusters import database
from tenants.control.models import Project
from tenants.insight import windows
from tenants.insight.sequential import Arm, Stratum
from tenants.insight.windows import DIMENSIONS, Sort, Sums
from tenants.project import collections, records, rollups
from tenants.project.channels import CANARY

HOURS_FOR = 2
"""Days up to which hours are added up."""

MAX_DAYS = 366
MOST_MISSES = 500


class Selection(msgspec.Struct, frozen=True):
    """Which conversations: of the last days, and of one release, locale, channel or pointer where it is given."""

    days: int = 90
    release: int | None = None
    locale: str = ""
    channel: str = ""
    pointer: str = ""

    def holds(self, sort: Sort) -> bool:
        """Whether conversations of a sort are among them."""
        wanted = (self.release, self.locale, self.channel, self.pointer)
        return all(not one or one == other for one, other in zip(wanted, sort, strict=True))


class Totals(msgspec.Struct):
    """Counts of conversations, and those of their data by template and node."""

    conversations: Counts
    data: dict[tuple[str, str], Counts]


class Counted(msgspec.Struct):
    """What was counted: in all, and by each value of a dimension."""

    totals: Totals
    by: dict[str, dict[Any, Totals]]


def read(project: Project, selection: Selection) -> Counted:
    """The counts of a selection, in all and by each dimension."""
    counted = Counted(Totals({}, {}), {name: {} for name in DIMENSIONS})
    for sort, summed in _sums(project, selection.days).items():
        if not selection.holds(sort):
            continue
        data = {rollups.split_name(name): counts for name, counts in summed.data.items()}
        places = [counted.by[name].setdefault(value, Totals({}, {})) for name, value in zip(DIMENSIONS, sort, strict=True)]
        for totals in (counted.totals, *places):
            _add(totals, summed.numbers, data)
    return counted


def values(project: Project, days: int) -> dict[str, list[Any]]:
    """The values of each dimension that were counted in the last days."""
    sorts = _sums(project, days)
    return {name: sorted({sort[place] for sort in sorts}) for place, name in enumerate(DIMENSIONS)}


def _sums(project: Project, days: int) -> Sums:
    """The counts of the last days, by what they can be told apart by: by the hour for the last day or two, else by the day."""
    now = timezone.now()
    if days > HOURS_FOR:
        return windows.read(project.ref, days, now)
    since = {"$gt": now - timedelta(days=days)}
    return windows.added_up(database(project.ref)[collections.INSIGHT].find({"kind": rollups.HOUR, "at": since}))


def _add(totals: Totals, numbers: Mapping[str, int], data: Mapping[tuple[str, str], Counts]) -> None:
    add(totals.conversations, numbers)
    for name, counts in data.items():
        add(totals.data.setdefault(name, {}), counts)


def strata(project: Project, trial: str, measure: str) -> list[Stratum]:
    """Both sides of a canary, by the weight that it had; `measure` is `captured` or `completed`."""
    rows = database(project.ref)[collections.INSIGHT].find({"kind": rollups.TRIAL, "trial": trial})
    sides: dict[tuple[int, bool], Arm] = {}
    for row in rows:
        place = (row["weight"], row["arm"] == CANARY)
        sides[place] = Arm(*(sum(pair) for pair in zip(sides.get(place, Arm()), _arm(row, measure), strict=True)))
    weights = sorted({weight for weight, _canary in sides})
    return [Stratum(sides.get((weight, False), Arm()), sides.get((weight, True), Arm())) for weight in weights]


def _arm(row: Mapping[str, Any], measure: str) -> Arm:
    if measure == "completed":
        return Arm(row.get("conversations", 0), row.get("outcome_completed", 0))
    return Arm(row.get("asking", 0), row.get("whole", 0))


class Missed(msgspec.Struct, frozen=True):
    """Words that did not help with a datum, as often as they were said."""

    template: str
    node: str
    locale: str
    text: str
    times: int
    last_at: datetime
    session: str


def missed(project: Project, template: str, selection: Selection) -> list[Missed]:
    """The newest words that did not help with a template's data, the most frequent first; private ones were never kept."""
    since = timezone.now() - timedelta(days=selection.days)
    query: dict[str, Any] = {"kind": rollups.MISS, "template": template, "at": {"$gt": since}}
    query |= {name: value for name in DIMENSIONS if (value := getattr(selection, name))}
    found = database(project.ref)[collections.INSIGHT].find(query, sort=[("at", -1)], limit=MOST_MISSES)
    opened = (records.readable(project.ref, collections.INSIGHT, row) for row in found)
    rows = [row for row in opened if "text" in row]
    return sorted(_grouped(rows), key=lambda each: (-each.times, each.text))


def _grouped(rows: Iterable[Mapping[str, Any]]) -> list[Missed]:
    found: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["node"], row["locale"], " ".join(row["text"].casefold().split())), []).append(row)
    return [
        Missed(
            rows[0]["template"], node, locale, rows[0]["text"], len(rows), rows[0]["at"].replace(tzinfo=UTC), rows[0]["session"]
        )
        for (node, locale, _text), rows in found.items()
    ]
