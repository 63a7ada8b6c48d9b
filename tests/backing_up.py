"""What the tests of backups ask of databases."""

from pathlib import Path
from typing import Any

from django.db import connections

from omnia.mongo.clusters import client_for_uri, database

OWN = {"audit", "platform_audit", "omnia_readiness"}
"""Collections in which each command leaves an entry, or a probe its last word."""


def contents(held: Any, *, without: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    """Every document and index of a database."""
    return {
        name: (sorted(map(repr, held[name].find())), sorted(held[name].index_information()))
        for name in sorted(held.list_collection_names())
        if name not in without
    }


def everything(cast: Any, *, without: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    """Every document and index of the platform's databases and of the two projects."""
    found = {alias: contents(platform(alias), without=without) for alias in ("default", "factory")}
    return found | {project.pk: contents(database(project.ref), without=without) for project in (cast.project, cast.foreign)}


def platform(alias: str) -> Any:
    """The control or the factory database."""
    entry = connections.settings[alias]
    return client_for_uri(entry["HOST"])[entry["NAME"]]


def files(folder: Path) -> list[Path]:
    """The files of a backup, without its lock."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
