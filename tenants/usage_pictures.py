"""What a project used, as pages of the studio and of the staff's admin show it: figures beside the quota, and a bar a day."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.project.usage import KINDS, STORAGE, Day
from tenants.usage_reading import BYTES, Used

NAMES: Final[dict[str, Promise]] = {
    "conversations": _("Conversations"),
    "turns": _("Turns"),
    "reads": _("Reads"),
    "egress": _("Sent"),
    "storage": _("Stored"),
}
"""What the kinds are called."""

EXPLAINED: Final[dict[str, Promise]] = {
    "conversations": _("with the first turn of each"),
    "turns": _("each once, also if it is sent again"),
    "reads": _("of templates, flows and releases"),
    "egress": _("bytes of the API's answers"),
    "storage": _("bytes of the project's database now"),
}

WIDTH, HEIGHT, GAP = 20, 120, 4
"""Of a bar with its gap, of the picture, and of the gap, in the picture's own units."""


class Figure(NamedTuple):
    """A kind with what was used of it; `percent` is None without a quota, `bar` is it up to a hundred."""

    kind: str
    name: Promise
    explained: Promise
    number: str
    limit: str
    percent: int | None
    bar: int
    level: int


class Bar(NamedTuple):
    """A day of the picture."""

    x: int
    y: int
    height: int
    title: str


class Chart(NamedTuple):
    """A kind by day: the picture's size, its bars, and the number that the highest stands for."""

    width: int
    height: int
    bars: list[Bar]
    most: str


def figures(used: Used) -> list[Figure]:
    """The month's sums, beside the quota."""
    return [_figure(used, kind) for kind in KINDS]


def chart(days: Sequence[Day], kind: str) -> Chart:
    """A bar a day; a day with anything has one that can be seen."""
    numbers = [(each.storage or 0) if kind == STORAGE else each.counted[kind] for each in days]
    most = max([*numbers, 1])
    bars = []
    for place, (each, number) in enumerate(zip(days, numbers, strict=True)):
        height = max(2, round(number / most * HEIGHT)) if number else 0
        bars.append(Bar(place * WIDTH, HEIGHT - height, height, f"{each.day.isoformat()}: {in_words(kind, number)}"))
    return Chart(len(days) * WIDTH, HEIGHT, bars, in_words(kind, most) if any(numbers) else "")


def table(days: Sequence[Day]) -> list[dict[str, Any]]:
    """A row a day, the newest first, with its cells in words in the order of `NAMES`."""
    return [{"day": each.day, "cells": _cells(each)} for each in reversed(days)]


def in_words(kind: str, number: int) -> str:
    """A number of a kind, for people."""
    return filesizeformat(number) if kind in BYTES else number_format(number, force_grouping=True)


def _cells(day: Day) -> list[tuple[Promise, str]]:
    counted = [(NAMES[kind], in_words(kind, number)) for kind, number in day.counted.items()]
    stored = "—" if day.storage is None else in_words(STORAGE, day.storage)
    return [*counted, (NAMES[STORAGE], stored)]


def _figure(used: Used, kind: str) -> Figure:
    number, limit = used.total[kind], used.quota.limits.get(kind)
    percent = number * 100 // limit if limit is not None else None
    return Figure(
        kind,
        NAMES[kind],
        EXPLAINED[kind],
        in_words(kind, number),
        in_words(kind, limit) if limit is not None else "",
        percent,
        min(percent or 0, 100),
        used.levels.get(kind, 0),
    )
