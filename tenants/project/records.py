"""Finished conversations as they are stored: what is of the caller is sealed with the project's data key, the rest is not.

A sealed record is bound to its project, its collection and its id. The caller's external id is found by a mark: a keyed hash
under the same data key, so whoever destroys that key has taken the way to find it too. Records that an earlier release left open
are read as they are. Docs: docs/decisions/0045-what-is-known-of-a-person.md.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import bson
from bson import Binary

from omnia.infra.envelope import EnvelopeError
from omnia.infra.telemetry import log
from omnia.mongo import data_keys
from omnia.mongo.clusters import Document
from omnia.mongo.context import ProjectRef
from tenants.project.collections import CONVERSATIONS, INSIGHT

SEALED: Final = "sealed"
PERSON: Final = "person"
"""The mark of the external id, by which a person's conversations are found."""

ERASED: Final = "erased_at"
"""When the words of a record were erased; it then stays without them, so that nothing brings them back."""

PRIVATE: Final[Mapping[str, tuple[str, ...]]] = {CONVERSATIONS: ("external_id", "turns", "values"), INSIGHT: ("text",)}
"""The fields that are sealed, by collection."""

logger = log(__name__)


def sealed_fields(project: ProjectRef, collection: str, key: str, private: bytes, external_id: str | None) -> Document:
    """What stands in a record for its private fields.

    Args:
        project: whose record.
        collection: where it is.
        key: its id.
        private: the private fields as BSON.
        external_id: the caller's, if there is one.

    Raises:
        Unreachable, EnvelopeError: the project's key is not to be had.
    """
    found: Document = {SEALED: Binary(data_keys.seal(project, private, f"{collection}:{key}"))}
    return found | ({PERSON: Binary(data_keys.mark(project, external_id, PERSON))} if external_id else {})


def closed(project: ProjectRef, collection: str, row: Mapping[str, Any]) -> Document:
    """A record as it is stored; one without private fields, and one that is sealed already, as it is. Raises as above."""
    private = {name: row[name] for name in PRIVATE[collection] if name in row}
    if not private or SEALED in row:
        return dict(row)
    rest = {name: value for name, value in row.items() if name not in private}
    return rest | sealed_fields(project, collection, str(row["_id"]), bson.encode(private), private.get("external_id"))


def opened(project: ProjectRef, collection: str, row: Mapping[str, Any]) -> Document:
    """A record with its private fields; one that was stored open as it is. Raises `Unreachable`, `EnvelopeError`."""
    if SEALED not in row:
        return dict(row)
    rest = {name: value for name, value in row.items() if name not in (SEALED, PERSON)}
    private: Document = bson.decode(data_keys.unseal(project, bytes(row[SEALED]), f"{collection}:{row['_id']}"))
    return rest | private


def readable(project: ProjectRef, collection: str, row: Mapping[str, Any]) -> Document:
    """A record with its private fields, or without them and with `unreadable` where the key is not the one, or was destroyed.

    Raises `Unreachable`.
    """
    try:
        return opened(project, collection, row)
    except EnvelopeError as error:
        logger.error("record.unreadable", collection=collection, record=str(row["_id"]), error=type(error).__name__)  # noqa: TRY400
        rest = {name: value for name, value in row.items() if name not in (SEALED, PERSON)}
        return rest | {"unreadable": True}


def fields_of(collection: str) -> tuple[str, ...]:
    """The fields of a stored record in which something of the caller is, sealed or open."""
    return (SEALED, PERSON, *PRIVATE[collection])


def without_words(collection: str, row: Mapping[str, Any]) -> Document:
    """A record of which nothing of the caller is left."""
    rest = {name: value for name, value in row.items() if name not in fields_of(collection)}
    return rest | {ERASED: row.get(ERASED) or datetime.now(UTC)}


def marks_of(project: ProjectRef, external_id: str) -> list[Binary]:
    """The marks that records of an external id may bear: one for each of the project's keys."""
    return [Binary(each) for each in data_keys.marks(project, external_id, PERSON)]
