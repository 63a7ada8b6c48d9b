"""Before a draft is published: a review is asked for, and another person approves the draft or sends it back."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from factory import reviews, trail
from factory.actions import (
    EDITORS,
    MAX_NOTE,
    PUBLISHERS,
    CatalogueError,
    FailingTests,
    InvalidDocument,
    Kind,
    NotAllowed,
    Staff,
    StaleDraft,
    check,
    failing_tests,
)
from factory.drafts import MODELS
from factory.models import CatalogueDocument, DocumentStatus, ReviewState
from factory.reviews import Review
from omnia.dialogue.change_class import ChangeClass
from omnia.infra.units import Entry
from omnia.mongo.stamped import collection_of, stored

MAX_REASON = 1000


def ask_review(
    staff: Staff, document: Kind, key: str, *, base_revision: int, note: str, change_class: ChangeClass | None = None
) -> None:
    """Ask that somebody else looks at a draft before it is published; asked again, the later note and class count.

    Args:
        staff: who asks.
        document: its kind.
        key: which one.
        base_revision: the revision of the draft that the person has seen.
        note: what is new, in a sentence.
        change_class: how much it asks of who takes it; what the difference says if None.

    Raises:
        NotAllowed: the person is neither editor nor publisher.
        StaleDraft: somebody saved it meanwhile.
        InvalidDocument: lint finds an error.
        CatalogueError: there is nothing to publish, or the note is empty.
    """
    staff.require(EDITORS, PUBLISHERS)
    row = _seen(document, key, base_revision)
    if row.status == DocumentStatus.PUBLISHED:
        raise CatalogueError(_("There is nothing to review: the draft is what is published."))
    if not (note := note.strip()[:MAX_NOTE]):
        raise CatalogueError(_("Say in a sentence what is new: whoever reviews it, and the projects, read it."))
    findings = check(document, row.draft)
    if any(finding.severity == "error" for finding in findings):
        raise InvalidDocument(findings)
    review = Review(
        asked_by=staff.actor.id,
        asked_name=str(staff.actor),
        asked_at=_moment(),
        note=note,
        change_class=change_class or reviews.proposed_class(document, row),
    )
    told = Entry("catalogue.review_asked", f"{document}:{key}", _facts(row) | {"class": review.change_class})
    _write(staff, document, row, ReviewState.ASKED, review, told)


def approve(staff: Staff, document: Kind, key: str, *, base_revision: int) -> None:
    """Approve a draft in the review that was asked for: it may be published, by whoever publishes.

    Raises:
        NotAllowed: the person is no publisher, or wrote part of the draft, or asked.
        StaleDraft: somebody saved it meanwhile.
        FailingTests: its own tests do not pass.
        CatalogueError: no review of it was asked for.
    """
    staff.require(PUBLISHERS)
    row, review = _asked(document, key, base_revision)
    is_alone = not is_second_person(staff, document, row, review)
    if is_alone and reviews.needs_second_person():
        raise NotAllowed(_("You wrote part of this draft, or asked for its review. Somebody else has to approve it."))
    failing = failing_tests(document, row.draft)
    if failing:
        raise FailingTests(failing)
    decided = _decided(staff, review, is_alone=is_alone)
    facts = _facts(row) | ({"alone": True} if is_alone else {})
    told = Entry("catalogue.review_approved", f"{document}:{key}", facts)
    _write(staff, document, row, ReviewState.APPROVED, decided, told)


def send_back(staff: Staff, document: Kind, key: str, *, base_revision: int, reason: str) -> None:
    """Send a draft back that is in review or approved; who asked may take it back alike.

    Raises:
        NotAllowed: the person is no publisher, and did not ask.
        StaleDraft: somebody saved it meanwhile.
        CatalogueError: no review of it was asked for, or there is no reason.
    """
    row, review = _asked(document, key, base_revision)
    if review.asked_by != staff.actor.id:
        staff.require(PUBLISHERS)
    else:
        staff.require(EDITORS, PUBLISHERS)
    if not (reason := reason.strip()[:MAX_REASON]):
        raise CatalogueError(_("Say why it is sent back: whoever asked reads it."))
    told = Entry("catalogue.review_returned", f"{document}:{key}", _facts(row))
    _write(staff, document, row, ReviewState.RETURNED, _decided(staff, review, reason=reason), told)


def is_second_person(staff: Staff, document: Kind, row: CatalogueDocument, review: Review) -> bool:
    """Whether somebody neither asked for a review nor wrote anything of what it is of."""
    return review.asked_by != staff.actor.id and str(staff.actor) not in reviews.writers(document, row)


def _seen(document: Kind, key: str, base_revision: int) -> CatalogueDocument:
    row = MODELS[document].objects.filter(key=key).first()
    if row is None:
        raise CatalogueError(f"The catalogue has no {document} “{key[:80]}”.")
    if row.revision != base_revision:
        raise StaleDraft(_("Someone saved this draft while you were reading it. What it is now is shown below."))
    return row


def _asked(document: Kind, key: str, base_revision: int) -> tuple[CatalogueDocument, Review]:
    row = _seen(document, key, base_revision)
    review = reviews.read(row)
    if review is None or row.in_review == ReviewState.RETURNED:
        raise CatalogueError(_("No review of this draft is asked for. Somebody may have sent it back, or published it."))
    return row, review


def _decided(staff: Staff, review: Review, **more: Any) -> Review:
    by = {"decided_by": staff.actor.id, "decided_name": str(staff.actor), "decided_at": _moment()}
    return msgspec.structs.replace(review, **by, **more)


def _write(staff: Staff, document: Kind, row: CatalogueDocument, state: ReviewState, review: Review, told: Entry) -> None:
    """Give a head its review, unless the draft, or its review, was changed since it was read."""
    model = MODELS[document]
    values = stored(model, review_state=state, review_hash=row.draft_hash, review=msgspec.to_builtins(review))
    same = {"key": row.key, "revision": row.revision, **_as_read(model, row)}
    with trail.unit(staff.actor, told.action, model, row.key) as unit:
        if not unit.change(collection_of(model), same, {"$set": values}, told):
            raise StaleDraft(_("Someone changed this draft or its review while you were reading. What it is now is shown below."))


def _as_read(model: type[CatalogueDocument], row: CatalogueDocument) -> Mapping[str, Any]:
    return stored(model, review_state=row.review_state, review_hash=row.review_hash, published=row.published)


def _facts(row: CatalogueDocument) -> dict[str, Any]:
    return {"hash": row.draft_hash, "revision": row.revision}


def _moment() -> str:
    return timezone.now().astimezone(UTC).isoformat(timespec="seconds")
