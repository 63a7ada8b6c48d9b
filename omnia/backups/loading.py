"""Collections of a backup written into a database, and compared with what the manifest says of them."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bson import json_util
from bson.raw_bson import RawBSONDocument
from pymongo.database import Database
from pymongo.errors import CollectionInvalid

from omnia.backups.errors import BackupError, DamagedError
from omnia.backups.manifest import Chunk, Manifest, StoredCollection
from omnia.backups.reading import RAW, hash_of, indexes_of
from omnia.backups.vault import Vault
from omnia.mongo.clusters import Document

LENGTH_BYTES, LEAST_DOCUMENT = 4, 5


@dataclass(frozen=True, slots=True)
class Difference:
    """A collection that is not what its manifest says; the sentence tells in what."""

    collection: str
    sentence: str


class NotEqualError(BackupError):
    """What was restored is not what was backed up."""

    def __init__(self, differences: Iterable[Difference]) -> None:
        found = list(differences)
        told = " ".join(f"{each.collection}: {each.sentence}" for each in found[:5])
        super().__init__(f"What was restored is not what was backed up, and was not put in place. {told}")


def load(
    held: "Database[Document]", manifest: Manifest, vault: Vault, *, only: Iterable[str] | None = None, prefix: str = ""
) -> None:
    """Write collections of a backup under their names with a prefix, where there are none yet or empty ones; then verify them.

    Raises:
        BackupError: a file of the backup is missing, or not what was written.
        NotEqualError: the server holds something else than what it was given.
    """
    wanted = None if only is None else set(only)
    differences = []
    for stored in manifest.collections:
        if wanted is None or stored.name in wanted:
            _write(held, stored, vault, prefix)
            differences += verify(held, stored, prefix)
    if differences:
        raise NotEqualError(differences)


def clear(held: "Database[Document]") -> None:
    """Make room in a database for another backup: nothing is left but empty collections without indexes of their own.

    Those are emptied, for dropping and making a collection is the slowest of all that a server does here.
    """
    for name in held.list_collection_names():
        if len(held[name].index_information()) > 1:
            held[name].drop()
        else:
            held[name].delete_many({})


def verify(held: "Database[Document]", stored: StoredCollection, prefix: str = "") -> list[Difference]:
    """Compare a collection's documents and indexes with what its manifest says.

    Indexes by which documents expire are made after the documents were compared, for they delete some at once.
    """
    name = prefix + stored.name
    digest, count = hash_of(held, name)
    if (digest, count) != (stored.hash, stored.count):
        return [
            Difference(stored.name, f"{count} documents of hash {digest[:12]} in place of {stored.count} of {stored.hash[:12]}.")
        ]
    if _expires(stored):
        _make_indexes(held, stored, name)
    made = indexes_of(held, name)
    odd = sorted(each for each in made.keys() | stored.indexes.keys() if made.get(each) != stored.indexes.get(each))
    if not odd:
        return []
    return [Difference(stored.name, f"the indexes {', '.join(odd)} differ.")]


def _write(held: "Database[Document]", stored: StoredCollection, vault: Vault, prefix: str) -> None:
    name = prefix + stored.name
    if not _expires(stored):
        # On an empty collection they cost a tenth.
        _make_indexes(held, stored, name)
    collection = held.get_collection(name, codec_options=RAW)
    for chunk in stored.chunks:
        documents = list(_documents(chunk, vault.get_chunk(chunk.name, chunk.size)))
        collection.insert_many(documents, ordered=False)


def _documents(chunk: Chunk, content: bytes) -> Iterator[RawBSONDocument]:
    at = count = 0
    while at < len(content):
        length = int.from_bytes(content[at : at + LENGTH_BYTES], "little")
        if length < LEAST_DOCUMENT or at + length > len(content):
            raise DamagedError(f"The chunk {chunk.name[:12]} does not consist of whole documents.")
        yield RawBSONDocument(content[at : at + length], RAW)
        at += length
        count += 1
    if count != chunk.count:
        raise DamagedError(f"The chunk {chunk.name[:12]} has {count} documents in place of {chunk.count}.")


def _expires(stored: StoredCollection) -> bool:
    """Whether there are documents, and an index by which they may expire."""
    return stored.count > 0 and any("expireAfterSeconds" in text for text in stored.indexes.values())


def _make_indexes(held: "Database[Document]", stored: StoredCollection, name: str) -> None:
    specs: list[dict[str, Any]] = []
    for index, text in stored.indexes.items():
        spec: dict[str, Any] = json_util.loads(text)
        if index != "_id_":
            specs.append({**spec, "key": dict(spec["key"]), "name": index})
    if specs:
        held.command({"createIndexes": name, "indexes": specs})
    else:
        with contextlib.suppress(CollectionInvalid):
            held.create_collection(name)
