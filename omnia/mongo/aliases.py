"""Django's aliases of project databases, registered when they are used and bounded in number."""

import contextlib
import threading
from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.connection import ConnectionDoesNotExist

from omnia.mongo.clusters import cluster_uri
from omnia.mongo.context import ProjectRef, is_project_alias

ENGINE = "omnia.mongo.backend"

_lock = threading.Lock()
_recent: "OrderedDict[str, str]" = OrderedDict()
"""Registered alias to the address it was registered with, least recently used first."""


class _Opened(threading.local):
    """The project aliases that a thread holds a wrapper of, oldest first."""

    def __init__(self) -> None:
        self.aliases: OrderedDict[str, None] = OrderedDict()


_opened = _Opened()


def database_settings(uri: str, name: str) -> dict[str, Any]:
    """Django's settings for one database."""
    return {"ENGINE": ENGINE, "HOST": uri, "NAME": name, "OPTIONS": {}}


def register(project: ProjectRef) -> str:
    """Make the project's alias known to Django and return it; the least recently used ones are forgotten.

    A project that has moved to another cluster gets its new address. Raises `UnknownCluster`.
    """
    alias, uri = project.alias, cluster_uri(project.cluster)
    with _lock:
        known = _recent.get(alias)
        _recent[alias] = uri
        _recent.move_to_end(alias)
        if known != uri or alias not in connections.settings:
            _publish(alias, database_settings(uri, project.database_name))
    if known is not None and known != uri:
        forget_wrapper(alias)
    return alias


def _publish(alias: str, entry: dict[str, Any]) -> None:
    """Swap in a changed copy of Django's table: other threads may be iterating over the one in place."""
    table = dict(connections.settings)
    table[alias] = connections.configure_settings({"default": {}, alias: entry})[alias]
    while len(_recent) > settings.OMNIA_MAX_ALIASES:
        forgotten, _uri = _recent.popitem(last=False)
        table.pop(forgotten, None)
    connections.settings = table


def note_wrapper(alias: str) -> None:
    """Called when this thread opens a wrapper: beyond the bound, the thread's oldest ones go (they hold no socket)."""
    if not is_project_alias(alias):
        return
    held = _opened.aliases
    held[alias] = None
    held.move_to_end(alias)
    for oldest in list(held)[: max(0, len(held) - settings.OMNIA_MAX_ALIASES)]:
        forget_wrapper(oldest)


def forget_wrapper(alias: str) -> None:
    """Drop this thread's wrapper of an alias, unless a transaction is open on it."""
    if alias not in _opened.aliases:
        return
    with contextlib.suppress(ConnectionDoesNotExist):
        wrapper: Any = connections[alias]
        if wrapper.in_atomic_block_mongo:
            return
        del connections[alias]
    del _opened.aliases[alias]
