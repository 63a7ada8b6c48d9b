"""Who wrote each part of a project's document last, kept in the document's head (`written`) by each save."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.utils import timezone

from omnia.dialogue.provenance import Note, noted
from omnia.mongo.context import ProjectRef
from tenants.project.versions import get_body

Body = dict[str, Any]
Head = Mapping[str, Any]


def notes_of(project: ProjectRef, head: Head, body: Body) -> tuple[Note, ...]:
    """The notes of a document as it stands.

    A head that was written before notes were kept has none: what differs from its original is then its last author's.
    """
    kept = head.get("written")
    if kept is not None:
        return tuple(msgspec.convert(kept, list[Note]))
    by, at = head["updated_by"], moment(head["updated_at"])
    origin = head.get("origin")
    if not origin:
        return (Note("", by, at),)
    if origin["hash"] == head["hash"]:
        return ()
    original = get_body(project, origin["hash"])
    return noted((), original, body, original=original, by=by, at=at)


def after_save(
    project: ProjectRef, head: Head, before: Body, after: Body, *, by: str, at: datetime, original: str | None = None
) -> list[Mapping[str, Any]]:
    """What the head says of the writers once `after` is saved.

    Args:
        project: whose document.
        head: as it was before.
        before: the document before.
        after: the document that is saved.
        by: who saves.
        at: when.
        original: hash of the factory's document that was merged in with this save, if one was.
    """
    digest = original or (head["origin"]["hash"] if head.get("origin") else None)
    body = get_body(project, digest) if digest is not None else None
    notes = noted(notes_of(project, head, before), before, after, original=body, by=by, at=moment(at))
    return _stored(notes)


def of_own(by: str) -> list[Mapping[str, Any]]:
    """What the head of a new document of the project's own says."""
    return _stored((Note("", by, moment(timezone.now())),))


def _stored(notes: Sequence[Note]) -> list[Mapping[str, Any]]:
    return [msgspec.to_builtins(note) for note in notes]


def moment(at: datetime) -> str:
    """A time to the second. MongoDB's come without a zone and mean UTC."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")
