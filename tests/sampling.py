"""What is only exhaustive runs in full by `make test-all`, and by `make test` as a sample that changes each day and is printed.

Every case is in one of the samples: as many days in a row as there are parts run them all. `OMNIA_TEST_SAMPLE=<number>` runs a
printed sample again; `OMNIA_TEST_EXHAUSTIVE=1`, which `make test-all` sets, runs everything.
"""

import os
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

Case = TypeVar("Case")

EXHAUSTIVE = "OMNIA_TEST_EXHAUSTIVE"
SAMPLE = "OMNIA_TEST_SAMPLE"


def is_exhaustive() -> bool:
    """Whether everything runs."""
    return os.environ.get(EXHAUSTIVE, "") not in ("", "0")


def choose_sample() -> int:
    """The number of this run's sample; written to the environment, so that every process of the run takes the same."""
    return int(os.environ.setdefault(SAMPLE, str(datetime.now(UTC).toordinal())))


def sampled(cases: Iterable[Case], parts: int) -> list[Case]:
    """The cases of this run: all of them, or the one of `parts` equal parts that the sample's number names.

    Args:
        cases: in a fixed order, and different from each other as text.
        parts: how many samples make up the whole; 1 takes everything.
    """
    held = list(cases)
    if is_exhaustive():
        return held
    # Mixed first: a grid of templates and languages must not always lose the same language.
    mixed = sorted(range(len(held)), key=lambda place: (zlib.crc32(repr(held[place]).encode()), place))
    chosen = set(mixed[choose_sample() % parts :: parts])
    return [case for place, case in enumerate(held) if place in chosen]


def taken_in_turn(cases: Sequence[Case], days: int) -> Sequence[Case]:
    """One of the cases, and after so many days the next one; all of them where everything runs.

    Args:
        cases: in a fixed order.
        days: for how long one is taken: as many parts as what it is tried with is drawn in, so that each meets each.
    """
    return cases if is_exhaustive() else [cases[choose_sample() // days % len(cases)]]


def examples(full: int, parts: int = 4) -> int:
    """How many examples a property is tried with: `full` of them, or a part (hypothesis draws others each time)."""
    return full if is_exhaustive() else max(full // parts, 10)


def header() -> str:
    """What a run says of itself at its start."""
    if is_exhaustive():
        return "sample: none, everything runs"
    number = choose_sample()
    return f"sample: {number} of what is only exhaustive ({SAMPLE}={number} repeats it; `make test-all` runs everything)"
