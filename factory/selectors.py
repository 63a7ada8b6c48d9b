"""Reads of the catalogue that cross its boundary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from factory.models import CatalogueDocument, CatalogueVersion, DocumentStatus, Flow, Industry, Template
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


def given(document: str) -> list[CatalogueDocument]:
    """The heads of what new projects may get, whatever their industries, by key."""
    rows = MODELS[document].objects.filter(published__gt=0, deprecated=False)
    return list(rows.only("key", "label").order_by("key"))


def published_heads(document: str, industries: Sequence[str]) -> list[CatalogueDocument]:
    """The heads of what projects of these industries get, by key, without their drafts."""
    fields = ("key", "scope", "industry", "published", "label")
    rows = MODELS[document].objects.filter(published__gt=0, deprecated=False).only(*fields).order_by("key")
    return [row for row in rows if row.scope == "universal" or row.industry in industries]


def _published(document: str, industries: Sequence[str]) -> list[PublishedDocument]:
    ids = [f"{document}:{row.key}:{row.published}" for row in published_heads(document, industries)]
    versions = CatalogueVersion.objects.filter(id__in=ids).order_by("key")
    return [PublishedDocument(row.key, row.number, row.hash, orjson.loads(row.body), row.body) for row in versions]


def published_templates(industries: Sequence[str]) -> list[PublishedDocument]:
    """All universal templates and those of the industries, as published, by key."""
    return _published("template", industries)


def published_flows(industries: Sequence[str]) -> list[PublishedDocument]:
    """The starter flows for the industries, as published, by key."""
    return _published("flow", industries)


def industries() -> dict[str, dict[str, str]]:
    """Industry key to its label by locale."""
    return {row.key: row.label for row in Industry.objects.all()}


def published_versions(document: Literal["template", "flow"]) -> dict[str, tuple[int, bool]]:
    """Key of a template or flow to (published version, deprecated), to compare copies with."""
    rows = MODELS[document].objects.only("key", "published", "deprecated")
    return {row.key: (row.published, row.deprecated) for row in rows}


def successors(document: Literal["template", "flow"]) -> dict[str, str]:
    """Key of each deprecated template or flow to the key of what succeeds it, or an empty text."""
    return {row.key: row.successor for row in MODELS[document].objects.filter(deprecated=True).only("key", "successor")}


def version(document: str, key: str, number: int) -> CatalogueVersion | None:
    """One version of a document, or None."""
    return CatalogueVersion.objects.filter(document=document, key=key, number=number).first()


def versions(document: str, key: str) -> list[CatalogueVersion]:
    """All versions of a document, newest first."""
    return list(CatalogueVersion.objects.filter(document=document, key=key))


def flows_running(template: str) -> list[Flow]:
    """The starter flows, as new projects get them or as drafted, that run a template."""
    return [flow for flow in Flow.objects.filter(deprecated=False) if template in acquired_templates(flow.draft)]


def status_counts(model: type[CatalogueDocument]) -> dict[str, int]:
    """How many documents there are of each status, by the status's value."""
    held = [row.status.value for row in model.objects.only("published", "deprecated", "draft_hash", "published_hash")]
    return {status.value: held.count(status.value) for status in DocumentStatus}


def waiting(model: type[CatalogueDocument], limit: int) -> list[CatalogueDocument]:
    """The documents whose draft says something that projects do not get, the latest change first."""
    rows = model.objects.defer("draft").filter(deprecated=False).order_by("-updated_at")
    return [row for row in rows if row.status in (DocumentStatus.NEW, DocumentStatus.AHEAD)][:limit]
