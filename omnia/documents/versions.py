"""One protocol of versioned documents: a draft whose every save is a version, kept by the factory or by a project.

Both adapters behave alike, so that one editor, one history and one merge serve both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from omnia.dialogue.lint import Finding

Body = dict[str, Any]


class StaleVersionError(Exception):
    """Someone else saved meanwhile; nothing was written."""


@dataclass(frozen=True, slots=True)
class Head:
    """The draft as it is now."""

    version: int
    hash: str
    body: Body
    author: str


@dataclass(frozen=True, slots=True)
class Version:
    """One save of the draft, without its body."""

    number: int
    hash: str
    author: str
    at: datetime | None
    note: str = ""
    restored_from: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The version that a save made, and everything that lint has to say of it."""

    document: Literal["template", "flow"]
    key: str
    number: int
    hash: str
    findings: tuple[Finding, ...]


class VersionedDocument(Protocol):
    """A document in the hands of a person, whose rights each call asks for anew."""

    def head(self) -> Head:
        """The draft; raises `LookupError` if the document has gone."""

    def body(self, number: int) -> Body:
        """What a version says; raises `LookupError` if there is no such version."""

    def history(self) -> Sequence[Version]:
        """The versions, newest first."""

    def save(self, body: Body, *, base_version: int, note: str = "", is_named: bool = False) -> Saved:
        """Write the next version, if nobody saved since `base_version`.

        A save that changes nothing writes nothing, unless its note is to name what is there (`is_named`). Raises
        `StaleVersionError`, and what the side refuses documents with.
        """

    def restore(self, number: int, *, base_version: int) -> Saved:
        """Save what version `number` says as the next, which also undoes a save. Raises as `save`, also if it is not there."""
