"""Whether a page can be made here and what is typed in it kept."""

from collections.abc import Callable
from functools import partial

from django.db import connections
from pymongo.errors import PyMongoError

from omnia.infra.readiness import Readiness, Recent
from omnia.mongo import clusters, outages, write_check

_started = {"database": False}


def readiness() -> Readiness:
    """Whether the control database takes a write: without it nobody is signed in."""
    answer = _control()
    return Readiness(answer == "ok", "ready" if answer == "ok" else "unavailable", {"control": answer})


def has_started() -> bool:
    """Whether the control database was reached once."""
    return _started["database"] or _control() == "ok"


def servers() -> dict[str, Callable[[], object]]:
    """The servers that pages need, by address, with how to ask each."""
    uris = [*_own_uris(), *map(clusters.cluster_uri, clusters.known())]
    return {uri: partial(_ping, uri) for uri in uris}


def needed() -> list[str]:
    """The addresses without which no page can be made."""
    return _own_uris()[:1]


def _own_uris() -> list[str]:
    return [str(connections.settings[alias]["HOST"]) for alias in ("default", "factory")]


def _ping(uri: str) -> None:
    clusters.unguarded_client(uri).admin.command("ping")


def _look_at_control() -> str:
    uri, name = str(connections.settings["default"]["HOST"]), connections.settings["default"]["NAME"]
    try:
        with outages.asking():
            write_check.write_once(clusters.unguarded_client(uri), name)
    except PyMongoError:
        return "down"
    _started["database"] = True
    return "ok"


_control = Recent(_look_at_control)
