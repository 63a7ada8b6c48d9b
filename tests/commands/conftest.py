"""Commands called as `manage.py` calls them, in this process: what they print, their exit status, and what the databases hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import patience
import pytest
from django.db import connections

from omnia import command_line
from omnia.mongo import clusters

NOWHERE = "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=150"


@dataclass(frozen=True, slots=True)
class Called:
    """What a command did."""

    status: int
    out: str
    err: str


Manage = Callable[..., Called]


@pytest.fixture
def manage(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Manage:
    """Calls a command with its arguments."""
    # The process of a command bounds no operation; this one may have answered pages, with clients that try until their bound.
    monkeypatch.setattr(clusters, "_bounds", {})

    def call(*arguments: str) -> Called:
        capfd.readouterr()
        try:
            command_line.run(["manage.py", *arguments])
            status = 0
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capfd.readouterr()
        return Called(status, out, err)

    return call


@pytest.fixture
def away(migrated: str, settings, bounds: patience.Bounds) -> Iterator[None]:
    """No database server answers, and none is waited for longer than the product does."""
    bounds.own(patience.MONGODB)
    settings.OMNIA_CLUSTERS = {"default": NOWHERE}
    _turn_to(NOWHERE)
    yield
    _turn_to(migrated)


def _turn_to(uri: str) -> None:
    for alias in ("default", "factory"):
        connections.settings[alias]["HOST"] = uri
        connections[alias].close_pool()


def everything_stored() -> dict[str, Any]:
    """Every document of every database on the tests' server."""
    client = clusters.client_for_uri(connections.settings["default"]["HOST"])
    return {
        f"{name}.{collection}": sorted(map(repr, client[name][collection].find()))
        for name in client.list_database_names()
        if name not in {"admin", "config", "local"}
        for collection in client[name].list_collection_names()
    }
