"""What is known of the review of a draft: who asked for it, who decided, and whether the draft may be published by it."""

from typing import Any

import msgspec
from django.conf import settings

from factory import provenance
from factory.models import CatalogueDocument, ReviewState
from omnia.dialogue.change_class import CLASSES, ChangeClass, classify
from omnia.structs import build

FIRST: ChangeClass = "safe"
"""The class of a first version: nobody has a copy that it could change."""

NONE: dict[str, Any] = {"review_state": "", "review_hash": "", "review": None}
"""The fields of a head whose draft nobody asked about."""


class Review(msgspec.Struct, frozen=True):
    """A review of one draft, as its head keeps it."""

    asked_by: str
    """Id of the person; names may change."""
    asked_name: str
    asked_at: str
    note: str
    """What is new: the note of the version that it becomes."""
    change_class: ChangeClass
    decided_by: str = ""
    decided_name: str = ""
    decided_at: str = ""
    reason: str = ""
    """Why it was sent back."""
    is_alone: bool = False
    """Whether who approved it also wrote it or asked."""


build(Review)


def read(row: CatalogueDocument) -> Review | None:
    """The review of a head's draft; None if nobody asked for one since the last version, or the draft was changed since."""
    return msgspec.convert(row.review, Review) if row.review is not None and row.in_review is not None else None


def needs_second_person() -> bool:
    """Whether drafts are published only once somebody else has approved them."""
    return bool(settings.OMNIA_CATALOGUE_REVIEW == "second_person")


def is_approved(row: CatalogueDocument) -> bool:
    """Whether this very draft was approved."""
    return row.in_review == ReviewState.APPROVED


def writers(document: str, row: CatalogueDocument) -> frozenset[str]:
    """The names of those who wrote what differs from the published version."""
    return frozenset(note.by for note in provenance.notes(document, row) if note.by)


def proposed_class(document: str, row: CatalogueDocument) -> ChangeClass:
    """The class of the draft, from what differs from the published version."""
    published = provenance.published_body(document, row)
    return FIRST if published is None else classify(published, row.draft)


def class_of(text: Any) -> ChangeClass | None:
    """A class by its name; None if there is no such."""
    return next((each for each in CLASSES if each == text), None)
