"""The lease of a move: one process works on it at a time, and one that was overtaken while it was halted goes no further.

Docs: docs/decisions/0047-one-customer-out-in-elsewhere-gone.md.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from pymongo.errors import DuplicateKeyError

from omnia.infra.crypto import new_id
from omnia.mongo.clusters import client_for_uri

if TYPE_CHECKING:
    from pymongo.collection import Collection

NAME = "moves"
"""The collection of the control database: one row for each project that moves or has moved."""

DURATION = timedelta(seconds=20)
SILENT = "The one that was moving it fell silent, or was overtaken: this process may not go on. Move it once more."


class MoveError(Exception):
    """A move that cannot be made, or did not come to its end; the sentence says what to do."""


class MoveLease:
    """One process's right to work on a project's move; each one taken has a holder of its own, also in one process."""

    def __init__(self, project: str) -> None:
        self._project = project
        self.mine: dict[str, Any] = {"_id": project, "holder": new_id()}
        """Finds the row as long as nobody has taken over."""

    def __enter__(self) -> "MoveLease":
        self.take()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.let_go()

    def take(self) -> None:
        """Be the one that works on the move; raises `MoveError` while another one does."""
        now = timezone.now()
        free = {"_id": self._project, "$or": [{"until": {"$lte": now}}, {"until": None}]}
        try:
            moves().update_one(free, {"$set": {"holder": self.mine["holder"], "until": now + DURATION}}, upsert=True)
        except DuplicateKeyError:
            wait = f"If it was killed, wait {int(DURATION.total_seconds())} seconds"
            raise MoveError(f"Another process works on the move of this project. {wait}, and call once more.") from None

    def require(self, **facts: Any) -> None:
        """Go on holding it, and write these facts down; raises `MoveError`, and nothing is written, if another has taken over."""
        change = {"$set": {**facts, "until": timezone.now() + DURATION}}
        if not moves().update_one(self.mine, change).matched_count:
            raise MoveError(SILENT)

    def let_go(self) -> None:
        """Let another process go on at once."""
        moves().update_one(self.mine, {"$set": {"until": timezone.now()}})


def moves() -> "Collection[dict[str, Any]]":
    """Where moves are written down."""
    control = settings.DATABASES["default"]
    return client_for_uri(control["HOST"])[control["NAME"]][NAME]
