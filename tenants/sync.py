"""Between the factory and projects: the only module of the tenants package that may see the factory."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from factory import models as factory_models
from factory import selectors as factory_selectors
from factory import suggestions as factory_suggestions
from omnia.dialogue.canonical import canonical_bytes
from omnia.dialogue.change_class import ChangeClass
from omnia.dialogue.positions import FIELD, meaning
from omnia.dialogue.references import acquired_templates
from omnia.infra.audit import Actor

Document = Literal["template", "flow"]

Seen = factory_selectors.Seen
NOTHING = factory_selectors.NOTHING
rollouts_read_once = factory_selectors.rollouts_read_once


@dataclass(frozen=True, slots=True)
class Original:
    """A published catalogue document, ready to be copied."""

    document: str
    key: str
    version: int
    hash: str
    body: dict[str, Any]
    text: str

    @property
    def text_of_meaning(self) -> str:
        """What projects store under its hash."""
        return canonical_bytes(meaning(self.body)).decode() if FIELD in self.body else self.text


_kept: dict[tuple[str, ...], list[Original]] | None = None
"""What was read of the catalogue, by industries, while it is read once; else None."""


@contextmanager
def reading_once() -> Iterator[None]:
    """Read the catalogue once for all projects that this process makes meanwhile: that is most of the work of making one.

    What is published meanwhile is offered to them as an update.
    """
    global _kept  # noqa: PLW0603  # the threads of a command share it
    _kept = {}
    try:
        yield
    finally:
        _kept = None


def originals_for(industries: Sequence[str]) -> list[Original]:
    """What a new project of these industries gets: templates, and the starter flows whose templates all come along.

    Of versions that are given out in waves none is among them before it is out to all.
    """
    kept, key = _kept, tuple(industries)
    if kept is None:
        return _read_originals(industries)
    if key not in kept:
        kept[key] = _read_originals(industries)
    return kept[key]


def _read_originals(industries: Sequence[str]) -> list[Original]:
    templates = [
        Original("template", row.key, row.version, row.hash, row.body, row.text)
        for row in factory_selectors.published_templates(industries)
    ]
    keys = {row.key for row in templates}
    flows = [
        Original("flow", row.key, row.version, row.hash, row.body, row.text)
        for row in factory_selectors.published_flows(industries)
        if acquired_templates(row.body) <= keys
    ]
    return [*templates, *flows]


@dataclass(frozen=True, slots=True)
class Available:
    """A published catalogue document that a project may copy, without its body."""

    key: str
    label: dict[str, str]
    version: int
    runs: frozenset[str]
    """The templates that a flow runs."""


def available(document: Document, industries: Sequence[str], project_id: str) -> list[Available]:
    """What a project of these industries may copy, by key, in the versions that it is offered."""
    rows = factory_selectors.published_heads(document, industries, project_id)
    runs = (
        {row.key: acquired_templates(row.body) for row in factory_selectors.published_flows(industries, project_id)}
        if document == "flow"
        else {}
    )
    return [Available(row.key, row.label, row.published, frozenset(runs.get(row.key, ()))) for row in rows]


def industry_labels() -> dict[str, dict[str, str]]:
    """The industries that a project may choose, with their label by locale."""
    return factory_selectors.industries()


def published_versions(document: Document, project_id: str, keys: Sequence[str] | None = None) -> dict[str, Seen]:
    """Key of a template or flow, of all or of some, to what the project sees of it in the factory."""
    return factory_selectors.published_versions(document, project_id, keys)


def successors(document: Document) -> dict[str, str]:
    """Key of each template or flow that the factory has deprecated to what succeeds it, or an empty text."""
    return factory_selectors.successors(document)


def original(document: Document, key: str, number: int) -> Original | None:
    """One version of a catalogue document, or None if the factory has no such version."""
    row = factory_selectors.version(document, key, number)
    if row is None:
        return None
    return Original(document, row.key, row.number, row.hash, orjson.loads(row.body), row.body)


def declared_class(document: Document, key: str, after: int, upto: int) -> ChangeClass | None:
    """How much a step over versions of the factory asks of who takes it, as staff said; None if they did not of each."""
    return factory_selectors.declared_class(document, key, after, upto)


def version_notes(document: Document, versions: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What staff said of versions when they published them, by key and number; of one that is not there nothing."""
    return factory_selectors.notes_of(document, versions)


Suggestion = factory_models.Suggestion
SuggestionRefused = factory_suggestions.SuggestionRefused
StaleSuggestion = factory_suggestions.StaleSuggestion
MAX_NOTE = factory_suggestions.MOST_NOTE


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a copy, on its way to the factory; `body` is the version that it is one of, with the suggested places."""

    document: Document
    key: str
    """The factory's."""
    copy_key: str
    base_version: int
    body: dict[str, Any]
    place_count: int
    note: str


def suggest(actor: Actor, project_id: str, project_name: str, change: Change, suggestion_id: str) -> Suggestion:
    """Hand a change to the factory's staff, under an id; raises `SuggestionRefused`."""
    sender = factory_suggestions.Sender(actor, project_id, project_name)
    suggested = factory_suggestions.Suggested(
        document=change.document,
        key=change.key,
        copy_key=change.copy_key,
        base_version=change.base_version,
        body=change.body,
        place_count=change.place_count,
        note=change.note,
    )
    return factory_suggestions.receive(sender, suggested, suggestion_id)


def suggestions_of(project_id: str, document: Document, copy_key: str) -> list[Suggestion]:
    """What a project suggested from a copy and what became of it, without the documents, the newest first."""
    return factory_suggestions.of_copy(project_id, document, copy_key)


def latest_suggestions(project_id: str) -> list[Suggestion]:
    """What a project suggested last, from all of its copies, without the documents, the newest first."""
    return factory_suggestions.of_project(project_id)


def told_suggestion(row: Suggestion) -> dict[str, Any]:
    """A suggestion and what became of it, in plain data, without the document."""
    return {
        "suggestion": row.pk,
        "document": row.document,
        "key": row.copy_key,
        "factory_key": row.key,
        "base_version": row.base_version,
        "places": row.place_count,
        "note": row.note,
        "person": row.person,
        "at": row.at,
        "state": str(row.state),
        "reason": row.reason,
        "decided_at": row.decided_at,
        "published_with": published_with(row),
    }


def published_with(suggestion: Suggestion) -> int:
    """The first version that was published after a suggestion was taken; 0 if none was, or it was not taken."""
    if suggestion.state != factory_models.SuggestionState.TAKEN or suggestion.decided_at is None:
        return 0
    return factory_selectors.first_since(suggestion.document, suggestion.key, suggestion.decided_at)


def withdraw_suggestion(actor: Actor, project_id: str, suggestion_id: str) -> Suggestion:
    """Take back what a project suggested; raises `LookupError` if it is not its own, `StaleSuggestion` if it is decided."""
    return factory_suggestions.withdraw(actor, project_id, suggestion_id)


def is_suggested(project_id: str, suggestion_id: str) -> bool:
    """Whether the factory has a suggestion of a project."""
    return factory_models.Suggestion.objects.filter(pk=suggestion_id, project=project_id).exists()


def is_withdrawn(project_id: str, suggestion_id: str) -> bool:
    """Whether a suggestion of a project was withdrawn."""
    state = factory_models.SuggestionState.WITHDRAWN
    return factory_models.Suggestion.objects.filter(pk=suggestion_id, project=project_id, state=state).exists()


def suggestion(project_id: str, suggestion_id: str) -> Suggestion | None:
    """A suggestion of a project, without the document; None if it has made no such one."""
    return factory_models.Suggestion.objects.filter(pk=suggestion_id, project=project_id).defer("body").first()


def forget_suggestions(project_id: str) -> None:
    """Keep nothing that a project suggested."""
    factory_suggestions.forget_project(project_id)
