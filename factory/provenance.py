"""Who wrote each part of a catalogue draft last: the published version, or a person and a day since it was published."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
import orjson
from django.utils import timezone

from factory.models import CatalogueDocument, CatalogueVersion
from omnia.dialogue.provenance import Note, noted
from omnia.documents.writers import FieldWriters

Body = dict[str, Any]
Stored = list[Mapping[str, Any]]


def of_new(by: str) -> Stored:
    """What the head of a new document says of its writers."""
    return _stored((Note("", by, _moment(timezone.now())),))


def after_save(document: str, head: CatalogueDocument, after: Body, *, by: str, at: datetime) -> Stored:
    """What a head says of its writers once `after` is saved.

    Args:
        document: its kind.
        head: as it was before.
        after: the draft that is saved.
        by: who saves.
        at: when.
    """
    published = published_body(document, head)
    return _stored(noted(_notes(head, published), head.draft, after, original=published, by=by, at=_moment(at)))


def notes(document: str, head: CatalogueDocument) -> tuple[Note, ...]:
    """Who wrote what differs from the published version, or all of a draft that was never published."""
    return _notes(head, published_body(document, head))


def field_writers(document: str, head: CatalogueDocument) -> FieldWriters:
    """Who wrote each field of a draft last, to be asked by address. One published version is read for it, and no save."""
    published = published_body(document, head)
    # A version that was published since the last save has what is noted there.
    standing = noted(_notes(head, published), head.draft, head.draft, original=published, by="", at="")
    return FieldWriters(head.draft, standing, head.published)


def _notes(head: CatalogueDocument, published: Body | None) -> tuple[Note, ...]:
    """The notes of a draft; of one that was saved before notes were kept, what is not published is its last author's."""
    if head.written is not None:
        return tuple(msgspec.convert(head.written, list[Note]))
    by, at = head.updated_by, _moment(head.updated_at)
    if published is None:
        return (Note("", by, at),)
    return noted((), published, head.draft, original=published, by=by, at=at)


def published_body(document: str, head: CatalogueDocument) -> Body | None:
    """What projects get; None before the first version."""
    version = CatalogueVersion.objects.filter(id=f"{document}:{head.key}:{head.published}").only("body").first()
    found: Body | None = orjson.loads(version.body) if version is not None else None
    return found


def _stored(notes: tuple[Note, ...]) -> Stored:
    return [msgspec.to_builtins(note) for note in notes]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
