"""Conversations and answers are sealed with their project's key before they are kept anywhere.

A sealed conversation is bound to its project, its id and its version: moved elsewhere, or put back later, it cannot be opened.
Conversations that a release before this one left unsealed are read as they are, and sealed with their next turn.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from omnia.infra.cache import Unreachable
from omnia.infra.envelope import EnvelopeError, RingKeyError, is_sealed
from omnia.infra.telemetry import log
from omnia.mongo.context import ProjectRef
from omnia.mongo.data_keys import seal, unseal
from runtime_api.conversations.sessions import NOTHING, Counted, Gone, SessionStore, StoredSession, StoreUnavailable
from tenants.project.running import sealed_claim, sealed_session

T = TypeVar("T")
logger = log(__name__)


class SealedStore:
    """A store in front of another, which sees nothing but sealed data."""

    def __init__(self, inner: SessionStore) -> None:
        """Seal for a store."""
        self._inner = inner

    def create(
        self,
        project: ProjectRef,
        session: str,
        data: bytes,
        seconds: float,
        *,
        finished: bool = False,
        counted: Counted = NOTHING,
    ) -> None:
        """Keep a new conversation."""
        sealed = _sealed(project, data, sealed_session(session, 1))
        self._inner.create(project, session, sealed, seconds, finished=finished, counted=counted)

    def load(self, project: ProjectRef, session: str) -> StoredSession | None:
        """A conversation, or None; raises `Gone`, for one that cannot be opened too."""
        held = self._inner.load(project, session)
        if held is None or not is_sealed(held.data):
            return held
        try:
            return StoredSession(_opened(project, held.data, sealed_session(session, held.version)), held.version)
        except EnvelopeError as error:
            logger.error("session.unreadable", session=session)  # noqa: TRY400  # where it was raised tells nothing
            raise Gone from error

    def replace(
        self,
        project: ProjectRef,
        session: str,
        version: int,
        data: bytes,
        seconds: float,
        *,
        finished: bool = False,
        counted: Counted = NOTHING,
    ) -> bool:
        """Keep the next version."""
        sealed = _sealed(project, data, sealed_session(session, version + 1))
        return self._inner.replace(project, session, version, sealed, seconds, finished=finished, counted=counted)

    def recorded(self, project: ProjectRef, sessions: Sequence[str]) -> list[str]:
        """Note whose records are written, and hear of those that are overdue."""
        return self._inner.recorded(project, sessions)

    def remove(self, project: ProjectRef, session: str, version: int) -> bool:
        """Forget a conversation's contents."""
        return self._inner.remove(project, session, version)

    def claim(self, project: ProjectRef, name: str, value: bytes, seconds: float) -> bytes | None:
        """Put a value under a free name; it holds nothing but hashes and is compared later, so it is not sealed."""
        there = self._inner.claim(project, name, value, seconds)
        if there is None or not is_sealed(there):
            return there
        try:
            return _opened(project, there, sealed_claim(name))
        except EnvelopeError as error:
            logger.error("claim.unreadable")  # noqa: TRY400
            raise StoreUnavailable from error

    def settle(self, project: ProjectRef, name: str, before: bytes, after: bytes | None, seconds: float) -> bool:
        """Replace a claim's value by an answer, sealed, or free its name."""
        sealed = None if after is None else _sealed(project, after, sealed_claim(name))
        return self._inner.settle(project, name, before, sealed, seconds)


def _sealed(project: ProjectRef, data: bytes, name: str) -> bytes:
    return _with_keys(lambda: seal(project, data, name))


def _opened(project: ProjectRef, data: bytes, name: str) -> bytes:
    return _with_keys(lambda: unseal(project, data, name))


def _with_keys(work: Callable[[], T]) -> T:
    """Work with a project's keys; raises the problem `unavailable` where they cannot be had just now."""
    try:
        return work()
    except (Unreachable, RingKeyError) as error:
        logger.warning("data_key.unavailable", error=type(error).__name__)
        raise StoreUnavailable from error
