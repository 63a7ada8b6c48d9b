"""Changes that projects suggest: kept until staff take or decline them, or the project withdraws them.

Each is one document, changed by compare-and-set on its revision. Docs: docs/decisions/0033-suggesting-upstream.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils import timezone
from pymongo.errors import DuplicateKeyError

from factory import selectors, trail
from factory.actions import EDITORS, CatalogueError, Kind, Staff, save_draft
from factory.drafts import MODELS
from factory.models import CatalogueDocument, Suggestion, SuggestionState
from omnia.dialogue.canonical import canonical_bytes, content_hash, normalised
from omnia.dialogue.merge import Conflict, Decision, three_way
from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from omnia.infra.units import Entry, Unit
from omnia.mongo.stamped import collection_of, document_of, stored

Body = dict[str, Any]

MOST_OPEN = 20
"""Suggestions of one project that wait for staff."""

MOST_NOTE = 1_000
MOST_REASON = 1_000
MOST_BYTES = 1024 * 1024
"""Of a suggested document, as canonical JSON."""

MOST_LISTED = 50
"""Suggestions of one copy that its project is shown, the newest first."""

MOST_OF_PROJECT = 100
"""Suggestions of all copies that a project is shown, the newest first."""

MOST_WAITING = 500
"""Suggestions of all projects that a command lists, the oldest first."""

MOST_CREDIT = 120
"""Characters of a person's and of a project's name in the note of the save that takes their change."""


class SuggestionRefused(CatalogueError):  # noqa: N818
    """A suggestion that is not received; the sentence says why."""


class StaleSuggestion(CatalogueError):  # noqa: N818
    """Someone decided on the suggestion, or it was withdrawn, meanwhile; nothing was written."""

    def __init__(self) -> None:
        super().__init__("This suggestion was decided on or withdrawn meanwhile. The page shows how it stands now.")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who suggests something: all that the factory is told of them."""

    actor: Actor
    project: str
    project_name: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A change as a project sends it; `body` is the published version `base_version` with the suggested places."""

    document: Kind
    key: str
    copy_key: str
    base_version: int
    body: Body
    place_count: int
    note: str


def receive(sender: Sender, suggested: Suggested, identifier: str = "") -> Suggestion:
    """Keep a suggestion for staff to decide on, under an id that the sender may choose.

    Raises `SuggestionRefused`: too many wait, or it is too long.
    """
    body = normalised(suggested.body)
    text, digest = canonical_bytes(body), content_hash(body)
    _refuse_unfit(sender, suggested, text, digest)
    row = Suggestion(
        id=identifier or new_id(),
        document=suggested.document,
        key=suggested.key,
        copy_key=suggested.copy_key,
        base_version=suggested.base_version,
        body=text.decode(),
        hash=digest,
        place_count=suggested.place_count,
        note=suggested.note.strip(),
        project=sender.project,
        project_name=sender.project_name,
        person=str(sender.actor),
        at=timezone.now(),
    )
    told = _entry("suggestion.received", row, base=row.base_version, places=row.place_count)
    with trail.unit(sender.actor, told.action, Suggestion, row.pk) as unit:
        _seat(row, unit, told)
    return Suggestion.objects.get(pk=row.pk)


def _refuse_unfit(sender: Sender, suggested: Suggested, text: bytes, digest: str) -> None:
    if len(text) > MOST_BYTES:
        raise SuggestionRefused(f"The document is over {MOST_BYTES // 1024} KiB with this change. Suggest fewer places.")
    if len(suggested.note) > MOST_NOTE:
        raise SuggestionRefused(f"The note is over {MOST_NOTE} characters. Make it shorter.")
    waiting = (SuggestionState.OPEN, SuggestionState.TAKING)
    same = {"project": sender.project, "document": suggested.document, "key": suggested.key, "hash": digest}
    if Suggestion.objects.filter(**same, base_version=suggested.base_version, state__in=waiting).exists():
        raise SuggestionRefused("You have suggested just this already, and it waits for an answer.")


def _seat(row: Suggestion, unit: Unit, told: Entry) -> None:
    """Write a suggestion in a free seat of its project: the unique index decides, also when two are sent at once."""
    taken = set(Suggestion.objects.filter(project=row.project, seat__startswith=f"{row.project}:").values_list("seat", flat=True))
    for number in range(MOST_OPEN):
        row.seat = f"{row.project}:{number}"
        if row.seat in taken:
            continue
        try:
            unit.insert(collection_of(Suggestion), document_of(row), told)
        except DuplicateKeyError:
            continue
        return
    raise SuggestionRefused(f"{MOST_OPEN} suggestions of this project wait for an answer. Withdraw one, or wait.")


def of_copy(project: str, document: str, copy_key: str) -> list[Suggestion]:
    """What a project suggested from one of its copies, the newest first."""
    rows = Suggestion.objects.filter(project=project, document=document, copy_key=copy_key).defer("body")
    return list(rows.order_by("-at")[:MOST_LISTED])


def of_project(project: str) -> list[Suggestion]:
    """What a project suggested from all of its copies, the newest first."""
    return list(Suggestion.objects.filter(project=project).defer("body").order_by("-at")[:MOST_OF_PROJECT])


def withdraw(actor: Actor, project: str, suggestion_id: str) -> Suggestion:
    """Take a suggestion back that its project has made. Raises `LookupError` if it has none of this id, `StaleSuggestion`."""
    row = Suggestion.objects.filter(pk=suggestion_id, project=project).first()
    if row is None:
        raise LookupError("There is no such suggestion.")
    if row.state != SuggestionState.OPEN:
        raise StaleSuggestion
    return _decide(actor, row, {"state": SuggestionState.WITHDRAWN}, _entry("suggestion.withdrawn", row))


def forget_project(project: str) -> None:
    """Keep nothing that a project suggested; for a project that is erased."""
    Suggestion.objects.filter(project=project).delete()


@dataclass(frozen=True, slots=True)
class Merge:
    """A suggestion merged into the draft as it is now; of conflicts that are not decided the draft's side is kept."""

    revision: int
    """Of the draft."""
    base: Body
    suggested: Body
    draft: Body
    merged: Body
    conflicts: tuple[Conflict, ...]


def merge(suggestion: Suggestion, decisions: Mapping[str, Decision] | None = None) -> Merge:
    """What taking a suggestion would make of the draft, without writing. Raises `CatalogueError` if the document has gone."""
    head = _head(suggestion)
    base = selectors.version(suggestion.document, suggestion.key, suggestion.base_version)
    if base is None:
        raise CatalogueError(f"The catalogue has no version {suggestion.base_version} of “{suggestion.key}”.")
    before, suggested = orjson.loads(base.body), orjson.loads(suggestion.body)
    merged = three_way(before, head.draft, suggested, decisions=decisions)
    return Merge(head.revision, before, suggested, head.draft, merged.document, merged.conflicts)


def take(
    staff: Staff, suggestion_id: str, *, seen: int, base_revision: int, decisions: Mapping[str, Decision] | None = None
) -> Suggestion:
    """Merge a suggestion into the draft as its next save, which names the project and the person.

    It is claimed first, so that nobody declines or withdraws what is being written. Who is killed in between leaves it claimed;
    taking it again finishes that: the draft, which has the change by then, is not changed twice.

    Args:
        staff: who takes it; must be an editor.
        suggestion_id: which one.
        seen: its revision that the person has seen.
        base_revision: the revision of the draft that they have seen it merged into.
        decisions: what becomes of conflicts, by address; of the others the draft's side is kept.

    Raises `NotAllowed`, `LookupError`, `StaleSuggestion`, `StaleDraft`, `InvalidDocument`, and `CatalogueError` if the
    draft would not change.
    """
    staff.require(EDITORS)
    row = _open(suggestion_id, seen)
    is_resumed = row.state == SuggestionState.TAKING
    merged = merge(row, decisions)
    if not is_resumed and content_hash(normalised(merged.merged)) == content_hash(merged.draft):
        raise CatalogueError("The draft would not change: it has all of this, or its own side is kept everywhere.")
    claimed = _change(row, {"state": SuggestionState.TAKING})
    try:
        saved = save_draft(staff, _kind(row), row.key, merged.merged, base_revision=base_revision, note=_credit(row))
    except CatalogueError:
        _change(claimed, {"state": SuggestionState.OPEN})
        raise
    told = {"state": SuggestionState.TAKEN, "taken_as": saved.revision}
    return _decide(staff.actor, claimed, told, _entry("suggestion.taken", row, revision=saved.revision))


def decline(staff: Staff, suggestion_id: str, *, seen: int, reason: str) -> Suggestion:
    """Say no to a suggestion, and why. Raises `NotAllowed`, `LookupError`, `StaleSuggestion`; `CatalogueError` without a why."""
    staff.require(EDITORS)
    row, reason = _open(suggestion_id, seen), reason.strip()
    if not reason:
        raise CatalogueError("Say why: the project reads the reason.")
    if len(reason) > MOST_REASON:
        raise CatalogueError(f"The reason is over {MOST_REASON} characters. Make it shorter.")
    change = {"state": SuggestionState.DECLINED, "reason": reason}
    return _decide(staff.actor, row, change, _entry("suggestion.declined", row))


def waiting() -> list[Suggestion]:
    """Suggestions that wait for staff, without their documents, the oldest first."""
    rows = Suggestion.objects.filter(state__in=(SuggestionState.OPEN, SuggestionState.TAKING)).defer("body")
    return list(rows.order_by("at")[:MOST_WAITING])


def open_count() -> int:
    """How many suggestions wait for staff."""
    return Suggestion.objects.filter(state__in=(SuggestionState.OPEN, SuggestionState.TAKING)).count()


def _open(suggestion_id: str, seen: int) -> Suggestion:
    row = Suggestion.objects.filter(pk=suggestion_id).first()
    if row is None:
        raise LookupError("There is no such suggestion.")
    if not row.is_open or row.revision != seen:
        raise StaleSuggestion
    return row


def _head(suggestion: Suggestion) -> CatalogueDocument:
    head = MODELS[suggestion.document].objects.filter(key=suggestion.key).first()
    if head is None:
        raise CatalogueError(f"The catalogue has no {suggestion.document} “{suggestion.key}” any more.")
    return head


def _kind(row: Suggestion) -> Kind:
    return "flow" if row.document == "flow" else "template"


def _credit(row: Suggestion) -> str:
    return f"Suggested by {row.person[:MOST_CREDIT]}, {row.project_name[:MOST_CREDIT]}"


def _decide(actor: Actor, row: Suggestion, change: Mapping[str, Any], told: Entry) -> Suggestion:
    """Write what became of a suggestion, as a unit of work. Raises `StaleSuggestion`."""
    decided = {"seat": row.pk, "decided_by": str(actor), "decided_at": timezone.now()}
    values = stored(Suggestion, **change, **decided, revision=row.revision + 1)
    with trail.unit(actor, told.action, Suggestion, row.pk) as unit:
        if not unit.change(collection_of(Suggestion), {"id": row.pk, "revision": row.revision}, {"$set": values}, told):
            raise StaleSuggestion
    return Suggestion.objects.get(pk=row.pk)


def _change(row: Suggestion, change: Mapping[str, Any]) -> Suggestion:
    changed = Suggestion.objects.filter(pk=row.pk, revision=row.revision).update(**change, revision=row.revision + 1)
    if not changed:
        raise StaleSuggestion
    return Suggestion.objects.get(pk=row.pk)


def _entry(action: str, row: Suggestion, **details: Any) -> Entry:
    return Entry(action, f"{row.document}:{row.key}", {"suggestion": row.pk, "project": row.project, **details})
