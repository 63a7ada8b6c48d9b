"""The collections of the control database in which dry runs are kept.

- `blast_radius`: `{_id: "<document>:<key>", run, document, key, label, hash, revision, next_version, published, body, by, status,
  started_at, ended_at, cursor, total, numbers, places}`: the last run of each document
- `blast_radius_projects`: `{_id: "<run>:<project>", run, project, name, state, outcome, …}`: what a run found in each project
- `leases`: `{_id, holder, until}`: which process works on something
"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from pymongo import ASCENDING

from omnia.infra import units
from omnia.mongo.clusters import client_for_uri

if TYPE_CHECKING:
    from pymongo.collection import Collection

Row = dict[str, Any]


def held(name: str) -> "Collection[Row]":
    """A collection of the control database."""
    control = settings.DATABASES["default"]
    return client_for_uri(control["HOST"])[control["NAME"]][name]


def runs() -> "Collection[Row]":
    """The runs."""
    return held("blast_radius")


def found() -> "Collection[Row]":
    """What they found, a row a project."""
    return held("blast_radius_projects")


def leases() -> "Collection[Row]":
    """Who works on what."""
    return held("leases")


def intents() -> "Collection[Row]":
    """Units of work that are not settled."""
    return held(units.NAME)


def ensure_indexes() -> None:
    """Make what runs are looked up by; with the first run, since a process that only starts makes nothing in a database."""
    found().create_index([("run", ASCENDING), ("outcome", ASCENDING), ("name", ASCENDING)], name="by_outcome")
    runs().create_index([("status", ASCENDING), ("started_at", ASCENDING)], name="by_status")
