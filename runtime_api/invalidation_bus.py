"""The thread that hears announcements of moved heads and changed keys, started with a process's first request.

Without Redis it does not exist, and nothing is missing but speed: heads and keys are read again each second anyway.
"""

from django.conf import settings

from omnia.infra import background, bus
from omnia.infra.invalidation import HEADS, HUB, KEYS, Change


def ensure_started() -> None:
    """Start the thread if Redis is configured and it does not run yet."""
    if settings.OMNIA_REDIS_URL:
        _thread.ensure_started()


def on_message(message: bus.HeadMoved) -> None:
    """A project's head moved, or its keys changed: the next request asks again."""
    if message.channel == "keys":
        HUB.publish(KEYS, Change(message.project))
    else:
        HUB.publish(HEADS, Change(message.project, message.channel, message.sequence))


def on_reconnect() -> None:
    """The connection was lost and is back: anything may have changed meanwhile."""
    HUB.publish_gap()


_thread = background.BackgroundThread("omnia-bus", lambda thread: bus.listen(on_message, on_reconnect, thread))
