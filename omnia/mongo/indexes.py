"""Declared collections and indexes, ensured idempotently in a project's database."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import IndexModel
from pymongo.database import Database
from pymongo.errors import OperationFailure

from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef

MAX_COLLECTIONS = 14
MAX_INDEXES = 30
NAMESPACE_EXISTS = 48
"""What MongoDB answers to who creates a collection that is there ("Error Codes", MongoDB manual)."""


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
            _create(held, name)
        made[name] = held[name].create_indexes(list(models)) if models else []
    return made


def _create(held: "Database[dict[str, Any]]", name: str) -> None:
    try:
        # Which ones exist was asked once for all: the driver would ask for each.
        held.create_collection(name, check_exists=False)
    except OperationFailure as error:
        if error.code != NAMESPACE_EXISTS:  # another process was quicker
            raise
