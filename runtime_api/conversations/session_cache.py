"""Conversations as this process left them, so that a turn need not read what it is about to compare and replace.

A copy is only ever a guess: the store takes what follows from it only if its version is still the stored one, and nothing is
answered from a copy alone. Docs: docs/decisions/0013-turns-in-one-round-trip.md.
"""

from django.conf import settings

from omnia.infra.cache import Cache
from omnia.mongo.context import ProjectRef
from runtime_api.conversations.sessions import StoredSession

PART = 0.05
SECONDS = 300.0
"""How long the words of a conversation stay in memory that nobody asks for again."""

_held: Cache[StoredSession] = Cache("sessions", lambda: int(settings.OMNIA_CACHE_BYTES * PART))


def remember(project: ProjectRef, session: str, held: StoredSession) -> None:
    """Keep what was just stored."""
    _held.drop_older_than(SECONDS)
    _held.keep((project.id, session), held, len(held.data))


def peek(project: ProjectRef, session: str) -> StoredSession | None:
    """What this process stored last, if it still has it."""
    return _held.peek((project.id, session))


def forget(project: ProjectRef, session: str) -> None:
    """Drop a copy that was wrong, or whose conversation is over."""
    _held.drop((project.id, session))
