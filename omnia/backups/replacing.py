"""A database's collections replaced by restored ones: staged and verified beside them, then renamed; the old are kept meanwhile.

A process may be killed at any point. Until `begin` was called, what is staged is nobody's and is thrown away by whoever comes
next; from then on a document says which restoring is under way, and they finish it. Each step may be done again, by one process
at a time.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from pymongo.database import Database

from omnia.backups.loading import load
from omnia.backups.manifest import Manifest
from omnia.backups.vault import Vault
from omnia.mongo.clusters import Document

STAGED, OLD = "restored:", "replaced:"
UNDER_WAY = "restoring"
KEY = "restoring"


class Replacement(msgspec.Struct, frozen=True):
    """A replacement that is under way: which moment's, and which collections."""

    moment: str
    names: tuple[str, ...]
    facts: dict[str, Any] = {}
    """What whoever finishes it must know."""


def under_way(held: "Database[Document]") -> Replacement | None:
    """The replacement that was begun and is not finished, or None."""
    row = held[UNDER_WAY].find_one({"_id": KEY})
    return msgspec.convert(row["replacement"], Replacement) if row is not None else None


def stage(held: "Database[Document]", manifest: Manifest, vault: Vault, names: Iterable[str], keep: Callable[[], None]) -> None:
    """Write collections of a backup beside those that stand, and verify them.

    Args:
        held: the database.
        manifest: the backup's.
        vault: where it is.
        names: which collections.
        keep: called before what is staged is dropped; raises if another process has taken over, whose it is then.

    Raises:
        BackupError: the backup is not what was written.
    """
    keep()
    _drop(held, STAGED)
    try:
        load(held, manifest, vault, only=names, prefix=STAGED)
    except BaseException:
        keep()
        _drop(held, STAGED)
        raise


def discard(held: "Database[Document]") -> None:
    """Drop what is staged: nobody puts it in place."""
    _drop(held, STAGED)


def begin(held: "Database[Document]", replacement: Replacement) -> None:
    """Note that what is staged is to stand."""
    held[UNDER_WAY].insert_one({"_id": KEY, "replacement": msgspec.to_builtins(replacement)})


def switch(held: "Database[Document]", names: Sequence[str], keep: Callable[[], None]) -> None:
    """Put what is staged in the place of what stands, which is kept; `keep` is as in `stage`, before each collection."""
    for name in names:
        keep()
        present = set(held.list_collection_names())
        if STAGED + name not in present:
            continue
        if name in present and OLD + name not in present:
            held[name].rename(OLD + name)
        elif name in present:
            # The old one is aside already: somebody wrote in the moment when there was none.
            held[name].drop()
        held[STAGED + name].rename(name)


def end(held: "Database[Document]") -> None:
    """Drop what was replaced, and the note."""
    _drop(held, OLD)
    _drop(held, STAGED)
    held[UNDER_WAY].drop()


def _drop(held: "Database[Document]", prefix: str) -> None:
    for name in held.list_collection_names():
        if name.startswith(prefix):
            held[name].drop()
