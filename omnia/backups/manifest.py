"""What a backup of a database at one moment consists of."""

from typing import Any, Literal

import msgspec
import orjson

from omnia.backups.errors import DamagedError, NewerFormatError
from omnia.backups.vault import FORMAT, MAX_CHUNK, Vault

Consistency = Literal["snapshot", "transaction", "none"]
"""How the collections were read: all as of one moment (by snapshot read concern, or in a transaction), or one after the other."""


class Chunk(msgspec.Struct, frozen=True):
    """A run of documents, one after the other in BSON: its name in the vault, its bytes and how many documents they are."""

    name: str
    size: int
    count: int


class StoredCollection(msgspec.Struct, frozen=True):
    """A collection: its documents in the order of their ids, SHA-256 over all of them, and its indexes by name."""

    name: str
    count: int
    hash: str
    chunks: tuple[Chunk, ...]
    indexes: dict[str, str]
    """Each index's specification in canonical extended JSON, without its name."""


class Manifest(msgspec.Struct, frozen=True):
    """A database at a moment."""

    format: int
    scope: str
    moment: str
    consistency: Consistency
    about: dict[str, Any]
    """What else is to be known of what was stored: of a project its name, cluster and languages."""
    collections: tuple[StoredCollection, ...]

    @property
    def documents(self) -> int:
        """How many documents it has."""
        return sum(each.count for each in self.collections)


def write(vault: Vault, manifest: Manifest) -> None:
    """Keep a manifest in its vault."""
    vault.put_manifest(manifest.moment, msgspec.json.encode(manifest))


def read(vault: Vault, moment: str) -> Manifest:
    """The manifest of a moment.

    Raises:
        MissingFileError: there is none.
        DamagedError: it is not what was written.
        NewerFormatError: a later release wrote it.
    """
    content = vault.get_manifest(moment)
    try:
        number = orjson.loads(content)["format"]
        if number > FORMAT:
            raise NewerFormatError(f"The backup of {vault.scope} has format {number}; this release reads up to {FORMAT}.")
        found = msgspec.json.decode(content, type=Manifest)
    except (ValueError, KeyError, TypeError, msgspec.MsgspecError) as error:
        raise DamagedError(f"The manifest of {vault.scope} at {moment} cannot be read.") from error
    sizes = [chunk.size for each in found.collections for chunk in each.chunks]
    if (found.scope, found.moment) != (vault.scope, moment) or any(not 0 < size <= MAX_CHUNK for size in sizes):
        raise DamagedError(f"The manifest of {vault.scope} at {moment} says what cannot be.")
    return found
