"""Announcements between processes over Redis pub/sub: an accelerator, never what correctness rests on."""

from collections.abc import Callable

import msgspec
import redis

from omnia.infra.background import BackgroundThread
from omnia.infra.redis import client
from omnia.infra.telemetry import log, note_outage
from omnia.mongo.context import ProjectRef
from omnia.structs import build

CHANNEL = "omnia:heads"
RECONNECT_SECONDS = 1.0

logger = log(__name__)


class HeadMoved(msgspec.Struct):
    """A channel of a project points to another release, or its keys changed; caches may look again at once."""

    project: str
    channel: str
    release: int
    sequence: int


build(HeadMoved)


def announce_head(project: ProjectRef, channel: str, release: int, sequence: int) -> None:
    """Tell all processes that a head moved; without Redis, or when it is down, they see it at their next look."""
    _publish(HeadMoved(project.id, channel, release, sequence))


def announce_keys(project: ProjectRef) -> None:
    """Tell all processes that a project's API keys changed."""
    _publish(HeadMoved(project.id, "keys", 0, 0))


def _publish(message: HeadMoved) -> None:
    try:
        connection = client()
        if connection is not None:
            connection.publish(CHANNEL, msgspec.json.encode(message))
    except redis.RedisError as error:
        note_outage(logger, "redis", "bus.publish_failed", error=type(error).__name__)


def listen(on_message: Callable[[HeadMoved], None], on_reconnect: Callable[[], None], thread: BackgroundThread) -> None:
    """Hand every announcement to `on_message` until its thread is to end.

    After a lost connection `on_reconnect` is called, since announcements may have been missed.
    """
    while not thread.is_stopping:
        try:
            connection = client()
            if connection is None:
                return
            with connection.pubsub(ignore_subscribe_messages=True) as subscription:
                subscription.subscribe(CHANNEL)
                on_reconnect()
                while not thread.is_stopping:
                    message = subscription.get_message(timeout=RECONNECT_SECONDS)
                    if message and message.get("type") == "message":
                        on_message(msgspec.json.decode(message["data"], type=HeadMoved))
        except (redis.RedisError, msgspec.DecodeError) as error:
            note_outage(logger, "redis", "bus.connection_lost", error=type(error).__name__)
            thread.sleep(RECONNECT_SECONDS)
