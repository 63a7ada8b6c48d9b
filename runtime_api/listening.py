"""The thread that hears announcements of moved heads and changed keys, started with a process's first request.

Without Redis it does not exist, and nothing is missing but speed: heads and keys are read again each second anyway.
"""

import os
import threading

from django.conf import settings

from omnia.infra import bus

_lock = threading.Lock()
_thread: threading.Thread | None = None


def ensure_started() -> None:
    """Start the thread if Redis is configured and it does not run yet."""
    global _thread  # noqa: PLW0603  # one thread a process
    if not settings.OMNIA_REDIS_URL or (_thread is not None and _thread.is_alive()):
        return
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_listen, name="omnia-bus", daemon=True)
            _thread.start()


def _listen() -> None:
    bus.listen(heard, missed_some, threading.Event())


def heard(message: bus.HeadMoved) -> None:
    """A project's head moved, or its keys changed: the next request asks again."""
    from runtime_api import auth, store  # auth starts this thread, so it imports this module

    if message.channel == "keys":
        auth.expire(message.project)
    else:
        store.announced(message.project, message.channel, message.sequence)


def missed_some() -> None:
    """The connection was lost and is back: anything may have changed meanwhile."""
    from runtime_api import auth, store

    auth.expire_all()
    store.expire_all()


def _forget_after_fork() -> None:
    global _thread, _lock
    _thread, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_forget_after_fork)
