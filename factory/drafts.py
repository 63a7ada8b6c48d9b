"""The drafts of the catalogue as versioned documents: every save is kept, with who made it, when and why."""

from typing import Any

import orjson
from django.db import IntegrityError

from factory.models import CatalogueDocument, DraftVersion, Flow, Template
from omnia.dialogue.canonical import canonical_bytes
from omnia.documents.versions import Version

MODELS: dict[str, type[CatalogueDocument]] = {"template": Template, "flow": Flow}
MOST_ROWS = 200
"""Saves that a history lists."""


def keep(row: CatalogueDocument, *, note: str = "", restored_from: int | None = None) -> None:
    """Keep the draft of a head as the version that its revision says, if it is not kept yet."""
    version = DraftVersion(
        id=DraftVersion.name_of(document_of(row), row.key, row.revision),
        document=document_of(row),
        key=row.key,
        number=row.revision,
        hash=row.draft_hash,
        body=canonical_bytes(row.draft).decode(),
        note=note,
        author=row.updated_by,
        at=row.updated_at,
        restored_from=restored_from,
    )
    try:
        version.save(force_insert=True)
    except IntegrityError:
        return


def document_of(row: CatalogueDocument) -> str:
    """What kind of document a head is of."""
    return next(document for document, model in MODELS.items() if isinstance(row, model))


def history(document: str, key: str) -> list[Version]:
    """The saves of a draft, newest first."""
    rows = DraftVersion.objects.filter(document=document, key=key).defer("body")[:MOST_ROWS]
    return [Version(row.number, row.hash, row.author, row.at, row.note, row.restored_from) for row in rows]


def body(document: str, key: str, number: int) -> dict[str, Any]:
    """What a draft said after a save; raises `LookupError` if that save is not kept."""
    row = DraftVersion.objects.filter(id=DraftVersion.name_of(document, key, number)).first()
    if row is None:
        raise LookupError(f"There is no save {number} of “{key}”.")
    held: dict[str, Any] = orjson.loads(row.body)
    return held
