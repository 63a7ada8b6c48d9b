"""Between the factory and projects: the only module of the tenants package that may see the factory's selectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from factory import selectors as factory_selectors
from omnia.dialogue.references import acquired_templates

Document = Literal["template", "flow"]


@dataclass(frozen=True, slots=True)
class Original:
    """A published catalogue document, ready to be copied."""

    document: str
    key: str
    version: int
    hash: str
    body: dict[str, Any]
    text: str


def originals_for(industries: Sequence[str]) -> list[Original]:
    """What a project of these industries gets: templates, and the starter flows whose templates all come along."""
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


def available(document: Document, industries: Sequence[str]) -> list[Available]:
    """What a project of these industries may copy, by key."""
    rows = factory_selectors.published_heads(document, industries)
    runs = (
        {row.key: acquired_templates(row.body) for row in factory_selectors.published_flows(industries)}
        if document == "flow"
        else {}
    )
    return [Available(row.key, row.label, row.published, frozenset(runs.get(row.key, ()))) for row in rows]


def industry_labels() -> dict[str, dict[str, str]]:
    """The industries that a project may choose, with their label by locale."""
    return factory_selectors.industries()


def published_versions(document: Document = "template") -> dict[str, tuple[int, bool]]:
    """Key of a template or flow to (published version in the factory, deprecated)."""
    return factory_selectors.published_versions(document)


def successors(document: Document) -> dict[str, str]:
    """Key of each template or flow that the factory has deprecated to what succeeds it, or an empty text."""
    return factory_selectors.successors(document)


def original(document: Document, key: str, number: int) -> Original | None:
    """One version of a catalogue document, or None if the factory has no such version."""
    row = factory_selectors.version(document, key, number)
    if row is None:
        return None
    return Original(document, row.key, row.number, row.hash, orjson.loads(row.body), row.body)


def version_note(document: Document, key: str, number: int) -> str:
    """What staff said of a version when they published it."""
    row = factory_selectors.version(document, key, number)
    return row.note if row is not None else ""
