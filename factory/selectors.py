"""Reads of the catalogue that cross its boundary."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

import orjson

from factory.models import (
    CatalogueDocument,
    CatalogueVersion,
    Flow,
    Industry,
    Rollout,
    RolloutState,
    Template,
)
from factory.reviews import class_of
from factory.waves import reaches, reaches_everybody, seen
from omnia.dialogue.change_class import CLASSES, ChangeClass
from omnia.dialogue.references import acquired_templates

MODELS: dict[str, type[CatalogueDocument]] = {"template": Template, "flow": Flow}


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A published version of a catalogue document."""

    key: str
    version: int
    hash: str
    body: dict[str, Any]
    text: str
    """The body as canonical JSON."""


class Seen(NamedTuple):
    """What somebody sees of a document of the catalogue."""

    version: int
    """The newest version that is out to them; 0 if none is."""
    deprecated: bool
    withdrawn: frozenset[int]
    """The versions that were taken back."""


NOTHING = Seen(0, True, frozenset())


def given(document: str) -> list[CatalogueDocument]:
    """The heads of what new projects may get, whatever their industries, by key."""
    rows = MODELS[document].objects.filter(published__gt=0, deprecated=False)
    return list(rows.only("key", "label").order_by("key"))


_kept_rollouts: ContextVar[list[Rollout] | None] = ContextVar("kept_rollouts", default=None)
"""What was read of the rollouts while they are read once; else None."""


@contextmanager
def rollouts_read_once() -> Iterator[None]:
    """Read the rollouts once for all that is asked meanwhile: a page shows them as they were at one moment."""
    token = _kept_rollouts.set(list(Rollout.objects.exclude(state=RolloutState.DONE)))
    try:
        yield
    finally:
        _kept_rollouts.reset(token)


def _waves(document: str) -> dict[str, dict[int, Rollout]]:
    """The rollouts of documents' versions that are not out to all, by key and number."""
    kept = _kept_rollouts.get()
    rows = Rollout.objects.filter(document=document).exclude(state=RolloutState.DONE) if kept is None else kept
    found: dict[str, dict[int, Rollout]] = defaultdict(dict)
    for row in rows:
        if row.document == document:
            found[row.key][row.number] = row
    return found


def _reached(recipient: str | None) -> Callable[[Rollout], bool]:
    """What is out to a project, or to everybody if none is named."""
    return reaches_everybody if recipient is None else lambda row: reaches(row, recipient)


def published_heads(document: str, industries: Sequence[str], recipient: str | None = None) -> list[CatalogueDocument]:
    """The heads of what projects of these industries get, by key, without their drafts.

    `published` of each is the version that `recipient`, the id of a project, sees; without one that which is out to all, which
    new projects copy.
    """
    fields = ("key", "scope", "industry", "published", "label")
    rows = MODELS[document].objects.filter(published__gt=0, deprecated=False).only(*fields).order_by("key")
    fitting = [row for row in rows if row.scope == "universal" or row.industry in industries]
    waves, is_reached = _waves(document), _reached(recipient)
    for row in fitting:
        row.published = seen(row.published, waves.get(row.key, {}), is_reached)
    return [row for row in fitting if row.published]


def _published(document: str, industries: Sequence[str], recipient: str | None = None) -> list[PublishedDocument]:
    ids = [f"{document}:{row.key}:{row.published}" for row in published_heads(document, industries, recipient)]
    versions = CatalogueVersion.objects.filter(id__in=ids).order_by("key")
    return [PublishedDocument(row.key, row.number, row.hash, orjson.loads(row.body), row.body) for row in versions]


def published_templates(industries: Sequence[str]) -> list[PublishedDocument]:
    """All universal templates and those of the industries, as published, by key."""
    return _published("template", industries)


def published_flows(industries: Sequence[str], recipient: str | None = None) -> list[PublishedDocument]:
    """The starter flows for the industries, as published, by key; `recipient` as in `published_heads`."""
    return _published("flow", industries, recipient)


def industries() -> dict[str, dict[str, str]]:
    """Industry key to its label by locale."""
    return {row.key: row.label for row in Industry.objects.all()}


def published_versions(
    document: Literal["template", "flow"], recipient: str | None, keys: Sequence[str] | None = None
) -> dict[str, Seen]:
    """Key of a template or flow, of all or of some, to what a project sees of it, to compare its copies with."""
    rows = MODELS[document].objects.only("key", "published", "deprecated")
    rows = rows if keys is None else rows.filter(key__in=list(keys))
    waves, is_reached = _waves(document), _reached(recipient)
    return {row.key: _seen(row, waves.get(row.key, {}), is_reached) for row in rows}


def _seen(row: CatalogueDocument, waves: Mapping[int, Rollout], is_reached: Callable[[Rollout], bool]) -> Seen:
    withdrawn = frozenset(number for number, rollout in waves.items() if rollout.state == RolloutState.WITHDRAWN)
    return Seen(seen(row.published, waves, is_reached), row.deprecated, withdrawn)


def rollouts(document: str, key: str, published: int) -> list[Rollout]:
    """The rollouts that decide on which version of a document a project sees, the newest first; none if all see `published`."""
    waves: Mapping[int, Rollout] = _waves(document).get(key, {})
    found, number = [], published
    while (row := waves.get(number)) is not None:
        found.append(row)
        number = row.before
    return found


def under_way(limit: int) -> list[Rollout]:
    """The rollouts that run or are paused, and that some project still sees a version by; the newest first."""
    open_ones = Rollout.objects.filter(state__in=(RolloutState.RUNNING, RolloutState.PAUSED)).order_by("-started_at")
    found = []
    for row in open_ones[:limit]:
        head = MODELS[row.document].objects.filter(key=row.key).only("published").first()
        if head is not None and row.pk in {each.pk for each in rollouts(row.document, row.key, head.published)}:
            found.append(row)
    return found


def successors(document: Literal["template", "flow"]) -> dict[str, str]:
    """Key of each deprecated template or flow to the key of what succeeds it, or an empty text."""
    return {row.key: row.successor for row in MODELS[document].objects.filter(deprecated=True).only("key", "successor")}


def version(document: str, key: str, number: int) -> CatalogueVersion | None:
    """One version of a document, or None."""
    return CatalogueVersion.objects.filter(document=document, key=key, number=number).first()


def declared_class(document: str, key: str, after: int, upto: int) -> ChangeClass | None:
    """How much the versions after one, up to another, ask together, as staff said; None if of one of them nobody did."""
    rows = CatalogueVersion.objects.filter(document=document, key=key, number__gt=after, number__lte=upto)
    classes = [each for each in map(class_of, rows.values_list("change_class", flat=True)) if each is not None]
    return max(classes, key=CLASSES.index) if classes and len(classes) == upto - after else None


def notes_of(document: str, versions: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What staff said of versions when they published them, by key and number; of one that is not there nothing."""
    if not versions:
        return {}
    rows = CatalogueVersion.objects.filter(id__in=[f"{document}:{key}:{number}" for key, number in sorted(versions)])
    return {(key, number): note for key, number, note in rows.values_list("key", "number", "note")}


def first_since(document: str, key: str, at: datetime) -> int:
    """The number of the first version of a document that was published at a time or after it; 0 if none was."""
    rows = CatalogueVersion.objects.filter(document=document, key=key, at__gte=at).order_by("number")
    return rows.values_list("number", flat=True).first() or 0


def versions(document: str, key: str) -> list[CatalogueVersion]:
    """All versions of a document, newest first."""
    return list(CatalogueVersion.objects.filter(document=document, key=key))


def flows_running(template: str) -> list[Flow]:
    """The starter flows, as new projects get them or as drafted, that run a template."""
    return [flow for flow in Flow.objects.filter(deprecated=False) if template in acquired_templates(flow.draft)]


def heads(document: str) -> list[CatalogueDocument]:
    """The heads of all templates or flows, by key, without their drafts."""
    return list(MODELS[document].objects.defer("draft", "words", "written").order_by("key"))
