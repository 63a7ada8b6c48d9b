"""Which MongoDB servers are known not to answer, so that pages need not find it out one by one.

Whoever meets a failure reports it; the servers are then asked, and those that do not answer are left alone until a thread in the
background has heard from them. Meanwhile everything that needs them is refused at once.
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

import pymongo
from pymongo.errors import AutoReconnect, ConnectionFailure, PyMongoError

from omnia.infra import background
from omnia.infra.cache import Unreachable
from omnia.infra.telemetry import log, note_outage

ASK_SECONDS = 0.8
"""Seconds within which a server must answer a question that costs nothing."""

PAUSE_SECONDS = 0.5
"""Seconds between two questions to a server that does not answer."""

MAX_CAUSES = 10

logger = log(__name__)
_lock = threading.Lock()
_down: dict[str, Callable[[], object]] = {}
"""Addresses of the servers that do not answer, each with how to ask it."""


class ServerDownError(AutoReconnect):
    """The server did not answer a moment ago, and is not asked again yet."""


def check(uri: str) -> None:
    """Refuse to ask a server that is known not to answer; raises `ServerDownError`."""
    if uri in _down:
        raise ServerDownError("The database server did not answer a moment ago.")


def is_known(uris: Iterable[str]) -> bool:
    """Whether one of these servers is known not to answer."""
    return any(uri in _down for uri in uris)


def is_outage(error: BaseException | None) -> bool:
    """Whether an error says, itself or by its causes, that a server did not answer or not in time."""
    for _step in range(MAX_CAUSES):
        if error is None:
            return False
        if isinstance(error, ConnectionFailure | Unreachable) or (isinstance(error, PyMongoError) and error.timeout):
            return True
        error = error.__cause__ or error.__context__
    return False


def report(servers: dict[str, Callable[[], object]]) -> None:
    """Ask servers, each by its address and how it is asked; those that do not answer are left alone until they do."""
    for uri, ask in servers.items():
        if uri not in _down and not _answers(ask):
            with _lock:
                _down[uri] = ask
            note_outage(logger, "pages", "database.down")
    if _down:
        _thread.ensure_started()
        _thread.wake()


def asking() -> AbstractContextManager[None]:
    """The time within which a question to a server must be answered."""
    return pymongo.timeout(ASK_SECONDS)


def _answers(ask: Callable[[], object]) -> bool:
    try:
        with asking():
            ask()
    except PyMongoError:
        return False
    return True


def _ask_again(thread: background.BackgroundThread) -> None:
    while not thread.is_stopping:
        thread.sleep(PAUSE_SECONDS if _down else None)
        for uri, ask in list(_down.items()):
            if _answers(ask):
                with _lock:
                    _down.pop(uri, None)
                logger.info("database.back")


_thread = background.BackgroundThread("omnia-outages", _ask_again)
background.on_reset(_down.clear)


@background.after_fork
def _renew_lock() -> None:
    global _lock  # noqa: PLW0603
    _lock = threading.Lock()
