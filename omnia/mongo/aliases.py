"""Django's aliases of project databases, registered when they are used and bounded in number."""

import threading
from collections import OrderedDict

from django.conf import settings
from django.db import connections

from omnia.mongo.clusters import cluster_uri
from omnia.mongo.context import ALIAS_PREFIX, ProjectRef

ENGINE = "omnia.mongo.backend"

_lock = threading.Lock()
_recent: "OrderedDict[str, None]" = OrderedDict()


def database_settings(uri: str, name: str) -> dict[str, object]:
    """Django's settings for one database."""
    return {"ENGINE": ENGINE, "HOST": uri, "NAME": name, "OPTIONS": {}}


def register(project: ProjectRef) -> str:
    """Make the project's alias known to Django and return it; the least recently used ones are forgotten."""
    alias = project.alias
    with _lock:
        if alias in _recent:
            _recent.move_to_end(alias)
            return alias
        entry = database_settings(cluster_uri(project.cluster), project.database_name)
        connections.databases[alias] = connections.configure_settings({"default": {}, alias: entry})[alias]
        _recent[alias] = None
        while len(_recent) > settings.OMNIA_MAX_ALIASES:
            forgotten, _nothing = _recent.popitem(last=False)
            connections.databases.pop(forgotten, None)
            # The wrapper of this thread goes too; those of other threads hold no socket of their own.
            if hasattr(connections._connections, forgotten):  # noqa: SLF001  # Django offers no public way to drop one
                del connections[forgotten]
    return alias


def is_project_alias(alias: str) -> bool:
    """Whether an alias names a project's database."""
    return alias.startswith(ALIAS_PREFIX)
