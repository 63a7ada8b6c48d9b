"""A database made like another one on another server, while that is served: what differs is written, what is gone removed.

Each call looks at everything and writes only differences, so that it may be killed and called again, and a last call that wrote
nothing has seen that both are the same.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bson import Binary, ObjectId
from bson.raw_bson import RawBSONDocument
from pymongo import DeleteOne, ReplaceOne
from pymongo.collection import Collection
from pymongo.database import Database

from omnia.backups.errors import BackupError
from omnia.backups.reading import RAW, READ_AT_ONCE, indexes_of
from omnia.mongo.clusters import Document

Write = ReplaceOne[Any] | DeleteOne
Alive = Callable[[], object]
"""Called before each batch is written; raises if this process may not write any more."""


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What became of one collection."""

    name: str
    documents: int
    hash: str
    """SHA-256 over the source's documents in the order of their ids."""
    written: int
    """How many documents were written or removed."""


def mirror(source: "Database[Document]", target: "Database[Document]", name: str, alive: Alive, *, without: str = "") -> Mirrored:
    """Make a collection like its source.

    Args:
        source: the database that is served.
        target: the one that is to be like it.
        name: the collection.
        alive: see `Alive`.
        without: the id of a document that is left alone on both sides.

    Raises:
        BackupError: the collection has ids of a kind that is not known here.
        PyMongoError: a server does not answer; the next call goes on from there.
    """
    digest, count, written = hashlib.sha256(), 0, 0
    batch: list[Write] = []
    for ours, theirs in _pairs(_rows(source, name, without), _rows(target, name, without)):
        if ours is not None:
            digest.update(ours.raw)
            count += 1
        write = _write(ours, theirs)
        batch += [write] if write is not None else []
        if len(batch) >= READ_AT_ONCE:
            written += _flush(target, name, batch, alive)
            batch = []
    written += _flush(target, name, batch, alive)
    return Mirrored(name, count, digest.hexdigest(), written)


def hash_without(held: "Database[Document]", name: str, without: str) -> tuple[str, int]:
    """SHA-256 over a collection's documents in the order of their ids but for one, and how many they are."""
    digest, count = hashlib.sha256(), 0
    for row in _rows(held, name, without):
        digest.update(row.raw)
        count += 1
    return digest.hexdigest(), count


def mirror_indexes(source: "Database[Document]", target: "Database[Document]", name: str) -> list[str]:
    """Make the indexes that a source has and its mirror lacks; returns the names of those that differ there all the same."""
    wanted = source[name].index_information()
    present = target[name].index_information()
    specs = [
        {
            **{key: value for key, value in facts.items() if key not in ("v", "ns", "background")},
            "key": dict(facts["key"]),
            "name": index,
        }
        for index, facts in wanted.items()
        if index not in present
    ]
    if specs:
        target.command({"createIndexes": name, "indexes": specs})
    elif name not in target.list_collection_names():
        target.create_collection(name)
    ours, theirs = indexes_of(source, name), indexes_of(target, name)
    return sorted(index for index in ours if ours[index] != theirs.get(index))


def _rows(held: "Database[Document]", name: str, without: str) -> Iterator[RawBSONDocument]:
    collection = held.get_collection(name, codec_options=RAW)
    found = collection.find({"_id": {"$ne": without}} if without else {}, sort=[("_id", 1)], batch_size=READ_AT_ONCE)
    yield from found


def _pairs(
    ours: Iterator[RawBSONDocument], theirs: Iterator[RawBSONDocument]
) -> Iterator[tuple[RawBSONDocument | None, RawBSONDocument | None]]:
    """Both sides' documents by their ids, in order; None where one has none."""
    left, right = next(ours, None), next(theirs, None)
    while left is not None or right is not None:
        if right is None or (left is not None and _order(left) < _order(right)):
            yield left, None
            left = next(ours, None)
        elif left is None or _order(right) < _order(left):
            yield None, right
            right = next(theirs, None)
        else:
            yield left, right
            left, right = next(ours, None), next(theirs, None)


def _order(row: RawBSONDocument) -> tuple[int, Any]:
    """Where a document stands in the order of ids, as MongoDB has it (BSON comparison order)."""
    identifier = row["_id"]
    match identifier:
        case bool():
            raise BackupError("A collection has an id that is neither a number, a text nor an id.")
        case int() | float():
            return 1, identifier
        case str():
            return 2, identifier.encode()
        case Binary() | bytes():
            return 3, (len(identifier), bytes(identifier))
        case ObjectId():
            return 4, identifier.binary
    raise BackupError("A collection has an id that is neither a number, a text nor an id.")


def _write(ours: RawBSONDocument | None, theirs: RawBSONDocument | None) -> Write | None:
    """What makes the mirror's document like the source's; None if it is."""
    if ours is None:
        return DeleteOne({"_id": theirs["_id"]}) if theirs is not None else None
    if theirs is not None and theirs.raw == ours.raw:
        return None
    return ReplaceOne({"_id": ours["_id"]}, ours, upsert=True)


def _flush(target: "Database[Document]", name: str, batch: list[Write], alive: Alive) -> int:
    if not batch:
        return 0
    alive()
    collection: Collection[Any] = target.get_collection(name, codec_options=RAW)
    collection.bulk_write(batch, ordered=False)
    return len(batch)
