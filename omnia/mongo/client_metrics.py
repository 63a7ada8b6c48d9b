"""What MongoDB clients are doing, for Prometheus: connections, and how long each kind of operation takes, by cluster.

The labels are bounded: the clusters of the configuration, and the kinds of operation that are named here.
"""

from typing import Any

from django.conf import settings
from pymongo import MongoClient, monitoring

from omnia.infra import metrics

OPERATIONS = frozenset(
    {"find", "getMore", "aggregate", "insert", "update", "delete", "findAndModify", "count", "distinct", "commitTransaction"}
)
"""Commands that are told apart; all others are `other`."""

OWN = {"default": "control", "factory": "factory"}
"""How the servers of the portal's own databases are called, by Django's alias."""


def label_of(uri: str) -> str:
    """The name of a server: its cluster's key, or what the portal keeps there, or `other`."""
    for key, address in settings.OMNIA_CLUSTERS.items():
        if address == uri:
            return str(key)
    for alias, name in OWN.items():
        if settings.DATABASES.get(alias, {}).get("HOST") == uri:
            return name
    return "other"


def listeners(uri: str) -> list[Any]:
    """What a new client for an address, as it is configured, is watched by."""
    label = label_of(uri)
    return [_Pool(label), _Operations(label)]


def note_limit(uri: str, client: "MongoClient[Any]") -> None:
    """Tell how many connections a client may have to each server; nothing where that is not bounded."""
    most = client.options.pool_options.max_pool_size
    if most:
        metrics.CONNECTIONS_LIMIT.labels(label_of(uri)).set(most)


class _Pool(monitoring.ConnectionPoolListener):
    """Counts connections that are open, and those in use."""

    def __init__(self, cluster: str) -> None:
        self._open = metrics.CONNECTIONS.labels(cluster)
        self._in_use = metrics.CONNECTIONS_IN_USE.labels(cluster)
        self._failures = metrics.CHECKOUT_FAILURES.labels(cluster)

    def connection_created(self, _event: object) -> None:
        self._open.inc()

    def connection_closed(self, _event: object) -> None:
        self._open.dec()

    def connection_checked_out(self, _event: object) -> None:
        self._in_use.inc()

    def connection_checked_in(self, _event: object) -> None:
        self._in_use.dec()

    def connection_check_out_failed(self, _event: object) -> None:
        self._failures.inc()

    def pool_created(self, _event: object) -> None:
        """Nothing to count."""

    def pool_ready(self, _event: object) -> None:
        """Nothing to count."""

    def pool_cleared(self, _event: object) -> None:
        """Nothing to count."""

    def pool_closed(self, _event: object) -> None:
        """Nothing to count."""

    def connection_ready(self, _event: object) -> None:
        """Nothing to count."""

    def connection_check_out_started(self, _event: object) -> None:
        """Nothing to count."""


class _Operations(monitoring.CommandListener):
    """Times operations, and counts those that fail."""

    def __init__(self, cluster: str) -> None:
        names = [*OPERATIONS, "other"]
        self._seconds = {name: metrics.OPERATION_SECONDS.labels(cluster, name) for name in names}
        self._failures = {name: metrics.OPERATION_FAILURES.labels(cluster, name) for name in names}

    def started(self, _event: object) -> None:
        """Nothing to count."""

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        self._seconds[_kind(event.command_name)].observe(event.duration_micros / 1_000_000)

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        self._failures[_kind(event.command_name)].inc()


def _kind(command: str) -> str:
    return command if command in OPERATIONS else "other"
