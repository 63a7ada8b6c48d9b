"""Set by language: what the product reaches, and what the best library reaches on the same cases in the same run."""

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.extraction.cases import Case, is_right, normal, read_cases
from bench.extraction.peers import peers
from bench.servers import BenchError
from omnia.dialogue.parsing import parse_text

PRODUCT = "OMNIA"
FILE = Path("../shared/yardsticks/cases.jsonl")
"""Where the outside cases are taken from if no file is named."""

Asked = Callable[[Case], list[Any]]


@dataclass(slots=True)
class Tally:
    """How one recogniser did on the cases of a set in a language; `seconds` holds one figure a case."""

    right: int = 0
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)
    misses: list[tuple[Case, list[str]]] = field(default_factory=list)

    @property
    def percent(self) -> float:
        """Cases that were right, in hundredths."""
        return 100 * self.right / max(len(self.seconds), 1)

    def add(self, case: Case, found: list[str], seconds: float) -> None:
        """Count a case."""
        good = is_right(case, found)
        self.right += good
        self.wrong += bool(found) and not good
        self.seconds.append(seconds)
        if not good:
            self.misses.append((case, found))


def product(case: Case) -> list[Any]:
    """What `POST /parse` answers, without the way there."""
    answer = parse_text(
        case.kind, case.text, locale=case.locale, now=case.reference, region=case.region, alternatives=case.alternatives
    )
    return [match["value"] for match in answer.matches]


def measure(cases: Path = FILE, misses: int = 0, only: str = "", locale: str = "") -> dict[str, Any]:
    """A line for each set and language, and one for the time that a recogniser takes over all.

    Args:
        cases: A file with one JSON object a line: `set`, `kind`, `locale`, `text`, `accept`, and where it matters `reference`,
            `region`, `alternatives`.
        misses: How many misses of each line are told on the error output.
        only: The beginning of the names of the sets.
        locale: The beginning of the locale.

    Raises:
        BenchError: there is no such file, or it holds no such case.
    """
    if not cases.exists():
        raise BenchError(f"There is no file {cases}; name one with --cases.")
    tallies = _tallies(read_cases(cases, prefix=only, locale=locale))
    if not tallies:
        raise BenchError(f"{cases} holds no case that was asked for.")
    for tally in (told[PRODUCT] for told in tallies.values()):
        _tell(tally.misses[:misses])
    lines = {f"{name} {language}": _line(told) for (name, language), told in sorted(tallies.items())}
    return {**lines, **_together([told[PRODUCT] for told in tallies.values()])}


def _tallies(cases: Iterable[Case]) -> dict[tuple[str, str], dict[str, Tally]]:
    tallies: dict[tuple[str, str], dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for case in cases:
        for name, ask in _asked(case):
            tallies[case.set, case.language][name].add(case, *_timed(ask, case))
    return tallies


def _asked(case: Case) -> Iterator[tuple[str, Asked]]:
    yield PRODUCT, product
    yield from peers(case.kind).items()


def _timed(ask: Asked, case: Case) -> tuple[list[str], float]:
    """What is found and the seconds that it took; a first call does not count, so that no data is loaded in the time."""
    if (ask, case.kind, case.language) not in _warm:
        _warm.add((ask, case.kind, case.language))
        _safely(ask, case)
    began = time.perf_counter()
    values = _safely(ask, case)
    spent = time.perf_counter() - began
    return [form for value in values if (form := normal(case.kind, value))], spent


_warm: set[tuple[Asked, str, str]] = set()


def _safely(ask: Asked, case: Case) -> list[Any]:
    try:
        return ask(case)
    except Exception as error:
        if ask is product:
            raise
        # A library that fails over a sentence, or does not know the language, has found nothing.
        if (ask, case.language) not in _failed:
            _failed.add((ask, case.language))
            print(f"{ask.__name__} fails in {case.locale}: {type(error).__name__}", file=sys.stderr)
        return []


_failed: set[tuple[Asked, str]] = set()


def _tell(misses: list[tuple[Case, list[str]]]) -> None:
    for case, found in misses:
        print(f"miss {case.set} {case.locale} {case.text[:200]!r} want {list(case.accept)} found {found[:3]}", file=sys.stderr)


def _line(told: dict[str, Tally]) -> str:
    own = told[PRODUCT]
    line = f"{own.right:4}/{len(own.seconds):<4} {own.percent:5.1f} %  wrong {own.wrong:3}  {_milliseconds(own.seconds):6.2f} ms"
    others = {name: tally for name, tally in told.items() if name != PRODUCT}
    if not others:
        return line
    best = max(others, key=lambda name: (others[name].right, -others[name].wrong))
    tally = others[best]
    return f"{line}   {best} {tally.percent:.1f} %  wrong {tally.wrong}  {_milliseconds(tally.seconds):.2f} ms"


def _milliseconds(seconds: list[float]) -> float:
    return 1000 * statistics.median(seconds)


def _together(tallies: list[Tally]) -> dict[str, str]:
    right, wrong = sum(tally.right for tally in tallies), sum(tally.wrong for tally in tallies)
    ordered = sorted(spent for tally in tallies for spent in tally.seconds)
    missed = len(ordered) - right
    slow = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return {
        "all": f"{right}/{len(ordered)} {100 * right / len(ordered):.1f} %  wrong values {wrong} of {missed} misses",
        "a recogniser, median / 99th percentile": f"{_milliseconds(ordered):.2f} ms / {1000 * slow:.2f} ms",
    }
