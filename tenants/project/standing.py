"""What a project's own database says of whether it is served there: closed for good soon, suspended, archived, held still, moved.

The runtime has no control database, so this lies where it looks anyway: as one row among the API keys, which is told of and
looked at again like them. A project that is simply served has none.
"""

from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from omnia.infra import bus
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from omnia.structs import build
from tenants.project.collections import API_KEYS

ID = "!standing"
"""The row's id, which comes before those of all keys."""

State = Literal["closed", "frozen", "moved", "suspended", "archived"]
USED_UP = "!used-up"
"""The id of the other row that is no key: what of the project's quota is used up (`tenants.project.quotas`)."""

NO_KEYS = (ID, USED_UP)
ANY_KEY: dict[str, Any] = {"_id": {"$nin": NO_KEYS}}
"""Finds the keys alone."""


class Standing(msgspec.Struct, frozen=True):
    """How a project stands in a database: `moved` says where `to`, `frozen` until when at the latest nothing is written.

    `turn` rises with each move: of two databases that point to each other the one that was turned last is believed.
    """

    state: State
    to: str = ""
    until: datetime | None = None
    turn: int = 0

    def is_frozen(self, now: datetime) -> bool:
        """Whether nothing may be written here now."""
        return self.state == "frozen" and self.until is not None and now < self.until


build(Standing)


def among(rows: list[dict[str, Any]]) -> Standing | None:
    """What a project's API keys say of its standing."""
    return next((_standing(row) for row in rows if row["_id"] == ID), None)


def read(held: "Database[dict[str, Any]]") -> Standing | None:
    """How a project stands in a database."""
    row = held[API_KEYS].find_one({"_id": ID})
    return _standing(row) if row is not None else None


def read_of(project: ProjectRef) -> Standing | None:
    """How a project stands where its reference leads."""
    return read(database(project))


def write(project: ProjectRef, standing: Standing) -> None:
    """Say how a project stands where its reference leads, and tell all processes to look again."""
    database(project)[API_KEYS].replace_one({"_id": ID}, _row(standing), upsert=True)
    bus.announce_keys(project)


def freeze(project: ProjectRef, frozen: Standing) -> bool:
    """Hold a project still that is served as usual, or was held still before; False, and nothing changed, for any other."""
    try:
        database(project)[API_KEYS].replace_one({"_id": ID, "state": "frozen"}, _row(frozen), upsert=True)
    except DuplicateKeyError:
        return False
    bus.announce_keys(project)
    return True


def turn(project: ProjectRef, before: Standing, after: Standing) -> bool:
    """Change how a project stands in one step; False, and nothing changed, if it does not stand as it did before."""
    changed = database(project)[API_KEYS].replace_one(_same(before), _row(after)).modified_count == 1
    if changed:
        bus.announce_keys(project)
    return changed


def _row(standing: Standing) -> dict[str, Any]:
    return {
        "_id": ID,
        # What any row of this collection has: an earlier release takes it for a key that nobody holds.
        "hash": ID,
        "name": "",
        "scopes": [],
        "channels": [],
        "last_four": "",
        "expires_at": None,
        "revoked_at": None,
        "created_at": datetime.now(UTC),
        "created_by": "",
        "state": standing.state,
        "to": standing.to,
        "until": standing.until,
        "turn": standing.turn,
    }


def clear(project: ProjectRef, before: Standing | None = None) -> bool:
    """Have a project served where its reference leads, as usual; if `before` is given, only if it stands so.

    Whether something was changed.
    """
    same = _same(before) if before is not None else {"_id": ID}
    changed = database(project)[API_KEYS].delete_one(same).deleted_count == 1
    if changed:
        bus.announce_keys(project)
    return changed


def _same(before: Standing) -> dict[str, Any]:
    return {"_id": ID, "state": before.state, "until": before.until, "turn": before.turn}


def _standing(row: dict[str, Any]) -> Standing:
    until = row.get("until")
    aware = until.replace(tzinfo=UTC) if until is not None and until.tzinfo is None else until
    return Standing(row["state"], row.get("to") or "", aware, row.get("turn") or 0)
