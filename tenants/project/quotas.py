"""How much a project may use in a month: what staff allow, how far it is used, and what is refused once it is used up.

The quota lies beside the days in the project's database. What is used up lies among the API keys, where the runtime looks
anyway, so that asking costs a request nothing. Docs: docs/decisions/0066-metered-usage.md.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal, NamedTuple

import msgspec

from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from omnia.structs import build
from tenants.project import usage
from tenants.project.collections import API_KEYS, USAGE
from tenants.project.standing import USED_UP
from tenants.project.usage import KINDS

ID = "quota"
WARNED, FULL = 80, 100
"""Percent from which on people are warned, and from which on something is refused."""

BEGINS = ("conversations", "turns", "egress", "storage")
"""What no conversation begins for once it is used up; those that run go on to their end."""

READ = ("reads", "egress")
"""What is not read for once it is used up, if the quota says so."""

TRIES = 3
"""Times that somebody looks again who was overtaken."""

Level = Literal[0, 80, 100]


class Quota(NamedTuple):
    """What may be used in a month, by kind; of a kind without a limit any number. `refuses_reads`: also reads end with it."""

    limits: Mapping[str, int]
    refuses_reads: bool = False


class Reached(NamedTuple):
    """A level that one kind has just come to."""

    kind: str
    level: Level


class UsedUp(msgspec.Struct, frozen=True):
    """What is used up in a month, as far as it is refused for: new conversations, and reads."""

    month: str
    begins: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()

    def holds(self, today: date) -> bool:
        """Whether it is about the present month."""
        return self.month == month_of(today)


build(UsedUp)

NO_QUOTA = Quota({})


def read(project: ProjectRef) -> Quota:
    """The quota of a project."""
    return _quota(_row(project))


def levels(project: ProjectRef, today: date) -> dict[str, Level]:
    """How far each kind was used when that was last looked at, of those that came to a level this month."""
    return levels_and_refusal(project, today)[0]


def levels_and_refusal(project: ProjectRef, today: date) -> tuple[dict[str, Level], bool]:
    """The same, and whether something is refused for it."""
    row = _row(project)
    found = _levels(row, "reached", today)
    ending = (*BEGINS, *(READ if row.get("refuses_reads") else ()))
    return found, any(level == FULL and kind in ending for kind, level in found.items())


def untold(project: ProjectRef, today: date) -> dict[str, Level]:
    """The kinds that came to a level this month of which people were not told by mail, nor of a higher one."""
    row = _row(project)
    before = _levels(row, "warned", today)
    return {kind: level for kind, level in _levels(row, "reached", today).items() if level > before.get(kind, 0)}


def told(project: ProjectRef, today: date) -> dict[str, Level]:
    """The highest level of each kind of which people were told by mail this month."""
    return _levels(_row(project), "warned", today)


def judge(project: ProjectRef, today: date) -> list[Reached]:
    """Look how far the quota is used and note it, for people and for the runtime; returns the levels that are new.

    Of several who look at once one is told of each level. Who was overtaken, by another or by a new quota, has told the runtime
    what is true no more, and looks again.
    """
    for attempt in range(TRIES):
        row = _row(project)
        quota, before = _quota(row), row.get("reached") or {}
        found = levels_of(quota, usage.total(usage.month(project, today))) if quota.limits else {}
        noted = {"month": month_of(today), "levels": found, "refuses_reads": quota.refuses_reads}
        if not attempt and (not row or before == noted or (not found and not before.get("levels"))):
            return []
        # Refused first: whoever is killed before it is noted does it again.
        _note_used_up(project, quota, found, today)
        as_it_was = {"_id": ID, "reached": row.get("reached"), "limits": row.get("limits")}
        if database(project)[USAGE].update_one(as_it_was, {"$set": {"reached": noted}}).matched_count:
            earlier = before.get("levels", {}) if before.get("month") == noted["month"] else {}
            return [Reached(kind, level) for kind, level in found.items() if level > earlier.get(kind, 0)]
    return []


def levels_of(quota: Quota, used: Mapping[str, int]) -> dict[str, Level]:
    """The kinds of which 80 % or all is used."""
    found: dict[str, Level] = {}
    for kind, limit in quota.limits.items():
        if used[kind] * 100 >= limit * WARNED:
            found[kind] = FULL if used[kind] >= limit else WARNED  # type: ignore[assignment]  # literals
    return found


def among(rows: list[dict[str, Any]]) -> UsedUp | None:
    """What a project's API keys say of what is used up."""
    row = next((row for row in rows if row["_id"] == USED_UP), None)
    return UsedUp(row["month"], tuple(row["begins"]), tuple(row["reads"])) if row is not None else None


def month_of(day: date) -> str:
    """A day's month, as it is written."""
    return f"{day:%Y-%m}"


def _row(project: ProjectRef) -> dict[str, Any]:
    return database(project)[USAGE].find_one({"_id": ID}) or {}


def _levels(row: Mapping[str, Any], name: str, today: date) -> dict[str, Level]:
    """The levels that a field of the quota's document has for a day's month."""
    held = row.get(name) or {}
    return dict(held.get("levels", {})) if held.get("month") == month_of(today) else {}


def _quota(row: Mapping[str, Any]) -> Quota:
    limits = row.get("limits") or {}
    return Quota({kind: limits[kind] for kind in KINDS if kind in limits}, bool(row.get("refuses_reads")))


def _note_used_up(project: ProjectRef, quota: Quota, found: Mapping[str, Level], today: date) -> None:
    full = [kind for kind, level in found.items() if level == FULL]
    begins = [kind for kind in full if kind in BEGINS]
    reads = [kind for kind in full if kind in READ] if quota.refuses_reads else []
    held = database(project)[API_KEYS]
    if not begins and not reads:
        held.delete_one({"_id": USED_UP})
        return
    told = {"month": month_of(today), "begins": begins, "reads": reads}
    # What any row of this collection has: an earlier release takes it for a key that nobody holds.
    unused: dict[str, Any] = {
        "hash": USED_UP,
        "name": "",
        "scopes": [],
        "channels": [],
        "last_four": "",
        "expires_at": None,
        "revoked_at": None,
    }
    fixed = {**unused, "created_at": datetime.now(UTC), "created_by": ""}
    held.update_one({"_id": USED_UP}, {"$set": told, "$setOnInsert": fixed}, upsert=True)
