"""The counts of the last days, added up: what was added up once is kept, and taken as long as none of its days has changed.

A window of days is one document of the project's collection of counts: the sums of its days but the last two, and the stamps
that these had before they were read (`tenants.project.rollups.STAMP`). Whoever counts a conversation moves the stamp of its day
in the same transaction. So stamps that are still the same mean counts that are still the same, however late a record comes and
whoever is killed while a window is written; where one has moved, the days are added up anew from their documents, which stay what
is true. Docs: docs/decisions/0030-counted-conversations.md.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.utils import timezone
from pymongo.errors import PyMongoError

from omnia.dialogue.funnel import Counts, add
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from tenants.project import collections, rollups

DIMENSIONS = ("release", "locale", "channel", "pointer")
"""By what the counts can be told apart."""

FRESH = 2
"""Days, the present one among them, that are read from their own documents each time: conversations are still counted in them."""

PERIODS = (7, 30, 90)
"""Days of the windows that are kept ready, for pages offer them."""

KEPT = timedelta(days=100)
"""How long a window is kept that nobody moves on."""

MAX_BYTES = 4 * 1024 * 1024
"""Of a window that is kept; a larger one is added up each time."""

Sort = tuple[int, str, str, str]
Stamps = dict[int, dict[str, int]]
"""By day, as its proleptic ordinal: how often each of its documents was written."""


class Sum(msgspec.Struct):
    """The counts of one sort of conversations, and those of each of their data."""

    numbers: Counts
    data: dict[str, Counts]


Sums = dict[Sort, Sum]


class Window(msgspec.Struct, frozen=True):
    """Days that were added up: `first` and those after it, before `end`."""

    first: int
    end: int
    stamps: Stamps
    sums: list[tuple[Sort, Sum]]

    @property
    def days(self) -> frozenset[int]:
        """The days."""
        return frozenset(range(self.first, self.end))


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Window)


def read(project: ProjectRef, days: int, now: datetime) -> Sums:
    """The counts of the last days, the present one included, by sort."""
    tomorrow = now.astimezone(UTC).toordinal() + 1
    fresh = tomorrow - FRESH
    past = _past(project, days, tomorrow - days, fresh)
    for sort, present in _of_days(project, fresh, None).items():
        _change(past, sort, present, 1)
    return past


def prepare(project: ProjectRef, now: datetime) -> None:
    """Add the usual windows up, so that whoever reads them next finds it done; what is done already is not done again."""
    tomorrow = now.astimezone(UTC).toordinal() + 1
    for days in PERIODS:
        _past(project, days, tomorrow - days, tomorrow - FRESH)


def _past(project: ProjectRef, days: int, first: int, end: int) -> Sums:
    """The sums of the days before an end, from the window that was kept if it still holds; kept for the next time."""
    kept = _kept(project, days)
    # Before anything else is read: what is counted after that moves a stamp which the window has otherwise.
    stamps = _stamps(project, min(first, kept.first) if kept is not None else first)
    sums = _moved(project, kept, stamps, first, end) if kept is not None else None
    if sums is None:
        sums = _of_days(project, first, end)
    elif kept is not None and (kept.first, kept.end) == (first, end):
        return sums
    if not sums and kept is None:
        return sums
    _keep(project, days, Window(first, end, _within(stamps, first, end), list(sums.items())))
    return sums


def _moved(project: ProjectRef, kept: Window, stamps: Stamps, first: int, end: int) -> Sums | None:
    """The window that was kept, moved to other days; None if one of its days has changed, or adding up anew is less work."""
    wanted = frozenset(range(first, end))
    coming, going = wanted - kept.days, kept.days - wanted
    if kept.stamps != _within(stamps, kept.first, kept.end) or len(coming) + len(going) >= len(wanted):
        return None
    sums = dict(kept.sums)
    for days, sign in ((coming, 1), (going, -1)):
        for run_first, run_end in _runs(days):
            for sort, held in _of_days(project, run_first, run_end).items():
                _change(sums, sort, held, sign)
    return {sort: held for sort, held in sums.items() if held.numbers}


def _runs(days: Iterable[int]) -> list[tuple[int, int]]:
    """Days as stretches of neighbours, each with the day after its last."""
    found: list[tuple[int, int]] = []
    for day in sorted(days):
        if found and found[-1][1] == day:
            found[-1] = (found[-1][0], day + 1)
        else:
            found.append((day, day + 1))
    return found


def _change(sums: Sums, sort: Sort, by: Sum, sign: int) -> None:
    """Add counts to those of a sort, or take them away again; what comes to nothing is not there."""
    held = sums.setdefault(sort, Sum({}, {}))
    _count(held.numbers, by.numbers, sign)
    for name, counts in by.data.items():
        _count(held.data.setdefault(name, {}), counts, sign)
        if not held.data[name]:
            del held.data[name]


def _count(total: Counts, counts: Mapping[str, int], sign: int) -> None:
    for name, number in counts.items():
        total[name] = total.get(name, 0) + sign * number
        if not total[name]:
            del total[name]


def _of_days(project: ProjectRef, first: int, end: int | None) -> Sums:
    """The counts of the days from one on, to the end if there is one, from their own documents."""
    at = {"$gte": _midnight(first)} | ({"$lt": _midnight(end)} if end is not None else {})
    return added_up(database(project)[collections.INSIGHT].find({"kind": rollups.DAY, "at": at}))


def added_up(rows: Iterable[dict[str, Any]]) -> Sums:
    """Documents of counts by what they can be told apart by."""
    found: Sums = {}
    for row in rows:
        sort: Any = tuple(row.pop(name) for name in DIMENSIONS)
        held = found.setdefault(sort, Sum({}, {}))
        for name, counts in row.pop("data", {}).items():
            add(held.data.setdefault(name, {}), counts)
        add(held.numbers, {name: value for name, value in row.items() if type(value) is int})
    return found


def _stamps(project: ProjectRef, first: int) -> Stamps:
    """How often the documents of each day were written, from one day on."""
    since = _midnight(first).replace(day=1)
    found: Stamps = {}
    for row in database(project)[collections.INSIGHT].find({"kind": rollups.STAMP, "at": {"$gte": since}}):
        month = row["at"].toordinal() - 1
        for day, number in row["days"].items():
            found.setdefault(month + int(day), {})[row["_id"]] = number
    return found


def _within(stamps: Stamps, first: int, end: int) -> Stamps:
    return {day: held for day, held in stamps.items() if first <= day < end}


def _kept(project: ProjectRef, days: int) -> Window | None:
    row = database(project)[collections.INSIGHT].find_one({"_id": f"{rollups.WINDOW}:{days}"})
    try:
        return _decoder.decode(row["content"]) if row is not None else None
    except msgspec.MsgspecError:
        # Another version of the product wrote it.
        return None


def _keep(project: ProjectRef, days: int, window: Window) -> None:
    content = _encoder.encode(window)
    if len(content) > MAX_BYTES:
        return
    row = {"kind": rollups.WINDOW, "content": content, "expires_at": timezone.now() + KEPT}
    # What was read is read, whether it can be kept or not.
    with suppress(PyMongoError):
        database(project)[collections.INSIGHT].replace_one({"_id": f"{rollups.WINDOW}:{days}"}, row, upsert=True)


def _midnight(day: int) -> datetime:
    return datetime.fromordinal(day).replace(tzinfo=UTC)
