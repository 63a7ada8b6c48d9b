"""One MongoClient per cluster and process, shared by every alias and by the runtime's direct access."""

import threading
from typing import Any

from django.conf import settings
from pymongo import MongoClient
from pymongo.database import Database

from omnia.infra import background
from omnia.mongo import client_metrics, embedded_access, outages
from omnia.mongo.addresses import without_contradiction
from omnia.mongo.context import ProjectRef

Document = dict[str, Any]

_bounds: dict[str, Any] = {}
_clients: dict[str, "MongoClient[Document]"] = {}
_closings = 0
_lock = threading.Lock()


class UnknownCluster(LookupError):  # noqa: N818
    """A cluster key that OMNIA_CLUSTERS does not name."""

    def __init__(self, cluster: str) -> None:
        super().__init__(f"The cluster “{cluster}” is not configured. Add it to OMNIA_CLUSTERS as {cluster}=<uri>.")


def known() -> list[str]:
    """The clusters that are configured."""
    return list(settings.OMNIA_CLUSTERS)


def cluster_uri(cluster: str) -> str:
    """The address of a cluster; raises `UnknownCluster`."""
    uri = settings.OMNIA_CLUSTERS.get(cluster)
    if not uri:
        raise UnknownCluster(cluster)
    return str(uri)


def bound_operations() -> None:
    """Give each operation of this process up after `OMNIA_MONGODB_OPERATION_MS`, for the clients that are opened from now on.

    For processes that answer requests: a command may take its time.
    """
    _bounds["timeoutMS"] = settings.OMNIA_MONGODB_OPERATION_MS


def client_for_uri(uri: str, **options: Any) -> "MongoClient[Document]":
    """The process's client for an address; raises `ServerDownError` while its server is known not to answer."""
    outages.check(uri)
    return unguarded_client(uri, **options)


def unguarded_client(uri: str, **options: Any) -> "MongoClient[Document]":
    """The process's client for an address, made at first use and so always after a fork.

    Raises:
        EmbeddedServerError: no server is configured, and the embedded one cannot be reached.
    """
    with _lock:
        client = _clients.get(uri)
        if client is None:
            found = embedded_access.ACCESS.address() if uri == embedded_access.EMBEDDED else uri
            fitting = without_contradiction(found, {**settings.OMNIA_MONGODB_OPTIONS, **_bounds})
            # Whoever listens by the settings goes on hearing.
            heard = [*fitting.get("event_listeners", ()), *client_metrics.listeners(uri)]
            client = MongoClient(found, **{**fitting, "event_listeners": heard, **options})
            client_metrics.note_limit(uri, client)
            _clients[uri] = client
        return client


def client(cluster: str = "default") -> "MongoClient[Document]":
    """The process's client for a cluster; raises `UnknownCluster`."""
    return client_for_uri(cluster_uri(cluster))


def database(project: ProjectRef) -> "Database[Document]":
    """A project's database, for direct access with pymongo."""
    return client(project.cluster)[project.database_name]


def close_all() -> None:
    """Close every client of this process; the next access opens new ones, whichever thread makes it."""
    global _closings  # noqa: PLW0603
    with _lock:
        for opened in _clients.values():
            opened.close()
        _clients.clear()
        _closings += 1


def closings() -> int:
    """How often this process has closed its clients: one that was taken before the last time is of no use any more."""
    return _closings


@background.after_fork
def _forget_clients() -> None:
    # A MongoClient must not cross a fork: the child forgets its parent's and opens its own.
    global _lock  # noqa: PLW0603
    _lock = threading.Lock()
    _clients.clear()
