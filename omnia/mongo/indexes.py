"""Declared collections and indexes, ensured idempotently in a project's database."""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import IndexModel
from pymongo.errors import CollectionInvalid

from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef

MAX_COLLECTIONS = 14
MAX_INDEXES = 30


def ensure_collections(project: ProjectRef, declared: Mapping[str, Sequence[IndexModel]]) -> dict[str, list[str]]:
    """Create what is missing of the declared collections and indexes; what exists is left alone.

    Returns the names of the indexes by collection. WiredTiger pays per file, hence the bounds on both numbers.
    """
    indexes = sum(len(models) + 1 for models in declared.values())
    if len(declared) > MAX_COLLECTIONS or indexes > MAX_INDEXES:
        bounds = f"A project may have {MAX_COLLECTIONS} collections and {MAX_INDEXES} indexes"
        raise ValueError(f"{bounds}; {len(declared)} and {indexes} are declared.")
    held = database(project)
    present = set(held.list_collection_names())
    made: dict[str, list[str]] = {}
    for name, models in declared.items():
        if name not in present:
            with contextlib.suppress(CollectionInvalid):  # another process was quicker
                held.create_collection(name)
        made[name] = held[name].create_indexes(list(models)) if models else []
    return made


def index_facts(project: ProjectRef) -> dict[str, dict[str, Any]]:
    """The indexes that exist, by collection."""
    held = database(project)
    return {name: dict(held[name].index_information()) for name in sorted(held.list_collection_names())}
