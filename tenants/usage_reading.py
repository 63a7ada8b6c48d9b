"""What a project used in a month, as pages, files and commands tell it."""

import csv
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any, NamedTuple

from omnia.mongo.clusters import database
from tenants.control.models import Project
from tenants.project import quotas, usage
from tenants.project.quotas import Level, Quota
from tenants.project.usage import KINDS, STORAGE, Day, Numbers

MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
COLUMNS = ("day", *KINDS)
BYTES = frozenset(("egress", STORAGE))
"""The kinds that are bytes."""


class Used(NamedTuple):
    """A month of a project: its days, their sums, the quota, and how far that is used now."""

    month: str
    days: list[Day]
    total: Numbers
    quota: Quota
    levels: dict[str, Level]


def today() -> date:
    """The day of now, as usage counts days."""
    return datetime.now(UTC).date()


def month_named(text: str) -> date | None:
    """The first day of a month that is written as 2026-11; None for anything else."""
    return date.fromisoformat(f"{text}-01") if MONTH.fullmatch(text) else None


def months_before(day: date, count: int) -> list[str]:
    """A day's month and those before it, the newest first."""
    months = [divmod(day.year * 12 + day.month - 1 - back, 12) for back in range(count)]
    return [f"{year:04}-{month + 1:02}" for year, month in months]


def read(project: Project, day: date) -> Used:
    """What a project used in a day's month; of the present one the days that have begun."""
    first, last = usage.first_of(day), min(usage.last_of(day), max(today(), usage.first_of(day)))
    days = usage.days(project.ref, first, last)
    quota, total = quotas.read(project.ref), usage.total(days)
    is_now = first == usage.first_of(today())
    return Used(quotas.month_of(day), days, total, quota, quotas.levels_of(quota, total) if is_now else {})


def rows(days: Iterable[Day]) -> list[dict[str, Any]]:
    """A row a day, by the names of `COLUMNS`; of the storage None where nothing was measured."""
    return [{"day": each.day.isoformat(), **each.counted, STORAGE: each.storage} for each in days]


def as_csv(days: Iterable[Day]) -> str:
    """The days as CSV."""
    file = StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows(days))
    return file.getvalue()


def measure(project: Project) -> int:
    """Measure the project's database and note it for today; returns the bytes of its documents and indexes."""
    told = database(project.ref).command("dbStats")
    size = int(told["dataSize"]) + int(told["indexSize"])
    usage.measured(project.ref, today(), size)
    return size
