"""Hears of each command that a request sends to MongoDB and Redis: which one, of what collection, how long; not its content."""

import re
from collections.abc import Callable
from typing import Any

import redis
from pymongo import monitoring
from redis.cluster import ClusterPipeline, RedisCluster

from omnia.infra import redis as product_redis
from omnia.tracing.calls import now, running

WORD = re.compile(r"[A-Za-z]{1,24}")
COLLECTION = re.compile(r"[a-z_][a-z0-9_.]{0,59}")
"""What the product's own collections are called; anything else is not told."""

_is_heard = False


def hear() -> None:
    """Hear of what clients ask that are opened from now on; once for a process."""
    global _is_heard  # noqa: PLW0603
    if _is_heard:
        return
    _is_heard = True
    monitoring.register(Commands())
    product_redis.watch(_timed)
    for client in (redis.Redis, RedisCluster):
        client.execute_command = _timed_method(client.execute_command, None)  # type: ignore[method-assign]
    for pipeline in (redis.client.Pipeline, ClusterPipeline):
        pipeline.execute = _timed_method(pipeline.execute, "PIPELINE")  # type: ignore[method-assign]


class Commands(monitoring.CommandListener):
    """Notes MongoDB's commands under the request whose thread sends them."""

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Keep which collection it is about, for the end does not tell."""
        call = running()
        if call is not None:
            named = event.command.get("collection" if event.command_name == "getMore" else event.command_name)
            call.asked[event.request_id] = named if isinstance(named, str) and COLLECTION.fullmatch(named) else ""

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Note it."""
        _note_command(event, "")

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Note it, and the code of the error."""
        code = event.failure.get("code")
        _note_command(event, str(code) if isinstance(code, int) else "failed")


def _note_command(event: Any, error: str) -> None:
    call = running()
    if call is None:
        return
    collection, command = call.asked.pop(event.request_id, ""), _word(event.command_name)
    about = {"db.system.name": "mongodb", "db.operation.name": command}
    if collection:
        about["db.collection.name"] = collection
    call.note(f"{command} {collection}".rstrip(), now() - event.duration_micros * 1000, about, error)


def _timed(ask: Callable[..., Any]) -> Callable[..., Any]:
    """A way to ask Redis, from a command's parts to its answer, that is noted."""

    def timed(parts: Any) -> Any:
        return _note_asking(parts[0], ask, parts)

    return timed


def _timed_method(ask: Callable[..., Any], name: str | None) -> Callable[..., Any]:
    """A method of the library's that is noted; under a name, or under the command that it is given."""

    def timed(client: Any, *parts: Any, **options: Any) -> Any:
        return _note_asking(name or parts[0], ask, client, *parts, **options)

    return timed


def _note_asking(name: object, ask: Callable[..., Any], *parts: Any, **options: Any) -> Any:
    call = running()
    if call is None or call.is_timed:
        # Below the product's own way lies the library's, and one of its clients below another: it is one question.
        return ask(*parts, **options)
    began, error = now(), ""
    call.is_timed = True
    try:
        return ask(*parts, **options)
    except BaseException as failure:
        error = type(failure).__name__
        raise
    finally:
        call.is_timed = False
        command = _word(name).upper()
        call.note(command, began, {"db.system.name": "redis", "db.operation.name": command}, error)


def _word(name: object) -> str:
    """The first word of a command, if it looks like one."""
    text = name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)
    found = WORD.match(text)
    return found[0] if found else "other"
