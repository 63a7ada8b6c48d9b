"""What a project uses, day by day, in its own database: a document a day, to which each source of counts brings its own numbers.

A source (a process's file, a project's hash in Redis) only ever counts on, and its number is stored by taking the larger one. So
it does not matter who stores it, how often, or who is killed over it: what was counted once stands there once.
Docs: docs/decisions/0066-metered-usage.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from pymongo import UpdateOne
from pymongo.client_session import ClientSession

from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from tenants.project.collections import USAGE

COUNTED = ("conversations", "turns", "reads", "egress")
"""What is counted while it happens."""

STORAGE = "storage"
"""What is measured: the bytes of the project's database."""

KINDS = (*COUNTED, STORAGE)
DAY = "day"
KEPT = timedelta(days=800)
DATABASE = "database"
"""The source of what conversations in the project's own database count for: added in the transaction that takes it off them."""

Numbers = dict[str, int]


class Day(NamedTuple):
    """What was used on a day; `storage` is what was measured last, None if nothing was."""

    day: date
    counted: Numbers
    storage: int | None = None


def stored(project: ProjectRef, day: date, source: str, counts: Mapping[str, int]) -> None:
    """Have a day's document hold at least these numbers of a source."""
    most = {f"sources.{source}.{kind}": number for kind, number in counts.items()}
    change = {"$max": most, "$setOnInsert": _fixed(day)}
    database(project)[USAGE].update_one({"_id": day.isoformat()}, change, upsert=True)


def added(project: ProjectRef, day: date, counts: Mapping[str, int], session: ClientSession) -> None:
    """Add numbers to the source `DATABASE`, in the transaction that takes them from where they were noted."""
    more = {f"sources.{DATABASE}.{kind}": number for kind, number in counts.items()}
    change = UpdateOne({"_id": day.isoformat()}, {"$inc": more, "$setOnInsert": _fixed(day)}, upsert=True)
    database(project)[USAGE].bulk_write([change], session=session)


def measured(project: ProjectRef, day: date, size: int) -> None:
    """Note the size of the project's database."""
    change = {"$set": {STORAGE: size}, "$setOnInsert": _fixed(day)}
    database(project)[USAGE].update_one({"_id": day.isoformat()}, change, upsert=True)


def days(project: ProjectRef, first: date, last: date) -> list[Day]:
    """What was used on each of the days, those without anything included."""
    found = database(project)[USAGE].find({"_id": {"$gte": first.isoformat(), "$lte": last.isoformat()}})
    held = {row["_id"]: row for row in found}
    between = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [_day(day, held.get(day.isoformat(), {})) for day in between]


def month(project: ProjectRef, day: date) -> list[Day]:
    """The days of a day's month."""
    return days(project, first_of(day), last_of(day))


def total(used: Iterable[Day]) -> Numbers:
    """The sums of days; of the storage, what was measured last."""
    found = dict.fromkeys(KINDS, 0)
    for each in used:
        for kind, number in each.counted.items():
            found[kind] += number
        if each.storage is not None:
            found[STORAGE] = each.storage
    return found


def first_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_of(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _fixed(day: date) -> dict[str, Any]:
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return {"kind": DAY, "at": at, "expires_at": at + KEPT}


def _day(day: date, row: Mapping[str, Any]) -> Day:
    counted = dict.fromkeys(COUNTED, 0)
    sources: Sequence[Mapping[str, int]] = list(row.get("sources", {}).values())
    for numbers in sources:
        for kind, number in numbers.items():
            counted[kind] += number
    return Day(day, counted, row.get(STORAGE))
