"""A database read as of one moment, as far as its server can: its documents in the order of their ids, and its indexes."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from bson import json_util
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import ConfigurationError, OperationFailure
from pymongo.read_concern import ReadConcern

from omnia.backups.manifest import Chunk, Consistency, StoredCollection
from omnia.backups.vault import Vault
from omnia.mongo.clusters import Document
from omnia.mongo.write_check import DATABASE as PROBE_DATABASE

RAW: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument)
READ_AT_ONCE = 500
LEAST_CHUNK, MOST_CHUNK = 2**18, 2**22
"""Bytes of documents: a chunk ends at a document between them whose id says so, hence at the same places next time."""

CUT = 63
"""A chunk of enough bytes ends at one document in so many, told by its id."""

PROBE = "backup_probe"
CANNOT = frozenset({20, 72, 246, 263})
"""MongoDB's codes of servers without transactions or snapshots: IllegalOperation, InvalidOptions, SnapshotUnavailable, …"""


def consistency_of(client: "MongoClient[Document]") -> Consistency:
    """How a server lets a database be read as of one moment: tried, for some take the option and do not keep to it."""
    held = client[PROBE_DATABASE][PROBE]
    for level in ("snapshot", "transaction"):
        # One document of its own: a write that conflicts with the reading would say nothing.
        held.delete_many({})
        held.insert_one({"_id": "before"})
        try:
            with reading(client, level) as session:
                list(held.find(session=session))
                held.insert_one({"_id": "after"})
                if len(list(held.find(session=session))) == 1:
                    return level
        except (OperationFailure, ConfigurationError) as error:
            if isinstance(error, OperationFailure) and error.code not in CANNOT:
                raise
        finally:
            held.drop()
    return "none"


@contextmanager
def reading(client: "MongoClient[Document]", level: Consistency) -> Iterator[ClientSession | None]:
    """A session whose reads are all as of one moment; None where there is no such thing."""
    if level == "none":
        yield None
        return
    if level == "snapshot":
        with client.start_session(snapshot=True) as session:
            yield session
        return
    with client.start_session() as session:
        session.start_transaction(read_concern=ReadConcern("snapshot"))
        try:
            yield session
        finally:
            if session.in_transaction:
                session.abort_transaction()


def rows(held: "Database[Document]", name: str, session: ClientSession | None = None) -> Iterator[RawBSONDocument]:
    """All documents of a collection as their bytes, in the order of their ids."""
    collection = held.get_collection(name, codec_options=RAW)
    yield from collection.find(sort=[("_id", 1)], batch_size=READ_AT_ONCE, session=session)


def hash_of(held: "Database[Document]", name: str) -> tuple[str, int]:
    """SHA-256 over a collection's documents in the order of their ids, and how many they are."""
    digest, count = hashlib.sha256(), 0
    for row in rows(held, name):
        digest.update(row.raw)
        count += 1
    return digest.hexdigest(), count


def indexes_of(held: "Database[Document]", name: str) -> dict[str, str]:
    """A collection's indexes by their names, each as canonical JSON; without what differs between servers."""
    found = {}
    for index, facts in held[name].index_information().items():
        spec: dict[str, Any] = {key: value for key, value in facts.items() if key not in ("v", "ns", "background")}
        spec["key"] = [list(each) for each in spec["key"]]
        found[index] = json_util.dumps(spec, json_options=json_util.CANONICAL_JSON_OPTIONS, sort_keys=True)
    return found


def store(
    held: "Database[Document]", names: Iterable[str], vault: Vault, level: Consistency
) -> tuple[list[StoredCollection], int]:
    """Put collections into a vault, all as of one moment; returns them and how many bytes were written.

    What the vault has already is not written again. Names of collections that are not there are left out.
    """
    present = set(held.list_collection_names())
    wanted = [name for name in names if name in present]
    # Indexes first: a transaction lets no list of them be read.
    indexes = {name: indexes_of(held, name) for name in wanted}
    stored, written = [], 0
    with reading(held.client, level) as session:
        for name in wanted:
            collection, size = _store_one(held, name, indexes[name], vault, session)
            stored.append(collection)
            written += size
    return stored, written


def _store_one(
    held: "Database[Document]", name: str, indexes: dict[str, str], vault: Vault, session: ClientSession | None
) -> tuple[StoredCollection, int]:
    digest, count, written, chunks = hashlib.sha256(), 0, 0, []
    for documents in _cut(rows(held, name, session)):
        content = b"".join(documents)
        digest.update(content)
        count += len(documents)
        kept, size = vault.put_chunk(content)
        written += size
        chunks.append(Chunk(kept, len(content), len(documents)))
    return StoredCollection(name, count, digest.hexdigest(), tuple(chunks), indexes), written


def _cut(found: Iterable[RawBSONDocument]) -> Iterator[list[bytes]]:
    """Documents in runs whose ends hang on the documents there, so that one that is added moves no end but its own."""
    gathered: list[bytes] = []
    size = 0
    for row in found:
        gathered.append(bytes(row.raw))
        size += len(row.raw)
        if size >= MOST_CHUNK or (size >= LEAST_CHUNK and zlib.crc32(repr(row["_id"]).encode()) & CUT == 0):
            yield gathered
            gathered, size = [], 0
    if gathered:
        yield gathered
