"""What a database holds, declared once: indexes, retention, personal data and where they are, what is backed up and handed on.

The set-up, backups, restoring and the record of processing all read these declarations, so they cannot disagree; what is stored
and not declared is found by `undeclared`, which the suite calls on projects that have lived.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pymongo import IndexModel
from pymongo.database import Database

ANY = "*"
"""In a path: any names, at any depth below."""

Restoring = Literal["replaced", "continued", "merged"]
"""What restoring in place does with a collection. What the backup holds takes its place (`replaced`), also where what came since
and may not be undone is carried over (`merged`); or what stands goes on, and the backup's is taken only where nothing stands
(`continued`)."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field, by its path from the top of a document; lists are passed through, a last `*` is whatever is below."""

    path: str
    personal: str = ""
    """What personal data are in it, of whom; empty for none."""


@dataclass(frozen=True, slots=True)
class DeclaredCollection:
    """A collection and all that is to be known of it."""

    name: str
    purpose: str
    """What it holds and what for, for people."""
    fields: tuple[Field, ...]
    retention: str
    """How long a document stays, for people."""
    indexes: tuple[IndexModel, ...] = ()
    is_backed_up: bool = True
    is_handed_on: bool = True
    """Whether its documents mean something outside of their project: what another project may be given, and an export holds."""
    restoring: Restoring = "replaced"
    project: str = ""
    """Of a collection outside of projects: the field with the id of the project that a document is of, and is erased with."""

    @property
    def personal(self) -> tuple[Field, ...]:
        """The fields with personal data."""
        return tuple(field for field in self.fields if field.personal)

    @property
    def expires(self) -> bool:
        """Whether the database itself deletes documents when their time has come."""
        return any("expireAfterSeconds" in index.document for index in self.indexes)


def fields(plain: str, /, **personal: str) -> tuple[Field, ...]:
    """Declare fields: those without personal data in one text, and each other one with what it holds.

    A path that is no Python name is written with `__` for a full stop and `_any` for a last `.*`.
    """
    written = {re.sub(r"_any$", f".{ANY}", name.replace("__", ".")): what for name, what in personal.items()}
    return (*(Field(path) for path in plain.split()), *(Field(path, what) for path, what in written.items()))


def undeclared_fields(row: Mapping[str, Any], declared: DeclaredCollection) -> list[str]:
    """The paths of a document that its collection's declaration does not have."""
    paths = frozenset(field.path for field in declared.fields)
    return [path for path in _paths(row) if not _is_declared(path, paths)]


def undeclared(held: "Database[dict[str, Any]]", declared: Iterable[DeclaredCollection]) -> list[str]:
    """The collections and fields that a database holds and nobody declared, as `collection.path`."""
    known = {each.name: each for each in declared}
    found: set[str] = set()
    for name in held.list_collection_names():
        if name not in known:
            found.add(name)
            continue
        paths = frozenset(field.path for field in known[name].fields)
        for row in held[name].find():
            found.update(f"{name}.{path}" for path in _paths(row) if not _is_declared(path, paths))
    return sorted(found)


def _paths(value: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """The paths of all fields, those of documents in lists without their places."""
    for name, item in value.items():
        path = f"{above}{name}"
        yield path
        for inner in item if isinstance(item, list) else [item]:
            if isinstance(inner, Mapping):
                yield from _paths(inner, f"{path}.")


def _is_declared(path: str, paths: frozenset[str]) -> bool:
    """Whether a path is declared, or something above it as a whole, or something below it."""
    parts = path.split(".")
    if ANY in paths or path in paths or any(".".join([*parts[:count], ANY]) in paths for count in range(1, len(parts) + 1)):
        return True
    return any(each.startswith(f"{path}.") for each in paths)
