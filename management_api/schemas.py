"""The shapes of the management API: what it takes and what it answers."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Kind = Literal["template", "flow"]
Status = Literal["current", "customised", "update_available", "customised_and_update_available", "local", "orphaned"]
Texts = dict[str, str]
Next = Annotated[str | None, Field(description="Give it as `cursor` for the next page; null on the last.")]
MAX_NUMBER = 2**31 - 1


class Asked(Schema):
    """A body; a field that no call knows is refused, since it is a mistake."""

    model_config = ConfigDict(extra="forbid")


class DocumentRow(Schema):
    """A template or flow of the drafts."""

    key: str
    label: Texts
    kind: str = Field(description="Kind of the datum of a template, `group` for several; empty for a flow.")
    version: int
    hash: str = Field(description="SHA-256 of the canonical document.")
    etag: str = Field(description="What `If-Match` takes.")
    status: Status = Field(description="How the copy stands to the factory's document.")
    release_state: Literal["live", "changed", "unreleased"]
    updated_at: datetime
    updated_by: str


class DocumentPage(Schema):
    """A page of documents, in the order of their keys."""

    items: list[DocumentRow]
    next_cursor: Next


class FindingRow(Schema):
    """One thing that is wrong (`error`) or could be better (`warning`)."""

    severity: Literal["error", "warning"]
    code: str
    pointer: str = Field(description="JSON pointer into the document.")
    message: str
    locale: str = Field(description="The language that it is about, or empty.")


class ReleaseFindingRow(FindingRow):
    """A finding, with the document it is about."""

    document: Kind
    key: str


class SavedAnswer(Schema):
    """The version that a save made, and what lint says of it."""

    document: Kind
    key: str
    version: int
    hash: str
    etag: str
    findings: list[FindingRow]


class Validation(Schema):
    """What speaks against a document."""

    valid: bool = Field(description="Whether it has no error.")
    findings: list[FindingRow]


class DraftValidation(Schema):
    """What speaks against publishing the drafts: lint, compilation, and the documents' own tests."""

    publishable: bool
    draft: str = Field(description="The state of the drafts that was checked; give it as `draft` when publishing.")
    missing_texts: dict[str, int] = Field(description="How many spoken texts each enabled language lacks, by locale.")
    findings: list[ReleaseFindingRow]


class VersionRow(Schema):
    """One save."""

    version: int
    hash: str
    author: str
    at: datetime | None
    message: str
    restored_from: int | None


class VersionList(Schema):
    """The latest saves of a document, newest first."""

    items: list[VersionRow]


class WrittenRow(Schema):
    """A place that a person wrote last."""

    address: str = Field(description="The place by the ids of the items around it, which outlast a change of order.")
    pointer: str = Field(description="JSON pointer into the document as it is now.")
    by: str
    at: datetime


class ProvenanceAnswer(Schema):
    """Who wrote each part of a document last."""

    factory_key: str = Field(description="The factory's document that the copy came from; empty for one of the project's own.")
    factory_version: int = Field(description="The version that everything is from that is not in `written`; 0 without one.")
    written: list[WrittenRow]


class RestoreBody(Asked):
    """Which version the draft shall equal again."""

    version: int = Field(ge=1, le=MAX_NUMBER)


class ImportRow(Schema):
    """What an import makes of one document."""

    document: Kind
    key: str
    what: Literal["added", "changed", "unchanged", "deleted", "kept"] = Field(
        description="`kept`: the archive does not have it, and it stays as it is."
    )
    version: int = Field(description="Its version before; 0 for a new one.")
    change_count: int
    changes: list["ChangeRow"] = Field(description="The first 50 of them.")


class ImportAnswer(Schema):
    """What an import did, or would do."""

    dry_run: bool
    valid: bool = Field(description="Whether nothing speaks against it; an import that is not valid is refused.")
    draft: str = Field(description="The state of the drafts: before, for a trial; after, for what was imported.")
    documents: list[ImportRow]
    findings: list[ReleaseFindingRow] = Field(description="Errors that the documents would be left with.")


class ChangeRow(Schema):
    """One difference between two documents."""

    model_config = ConfigDict(populate_by_name=True)

    pointer: str
    operation: Literal["added", "removed", "changed", "moved"]
    before: Any = Field(alias="from")
    after: Any = Field(alias="to")
    place: str = Field(description="The place for people.")


class ConflictRow(Schema):
    """A place that both the project and the factory changed; a side that is left out has nothing there."""

    address: str = Field(description="Names the place in `decisions`.")
    kind: str
    sides: dict[str, Any] = Field(description="`base`, `mine` and `theirs`.")


class OfferRow(Schema):
    """A version of the factory that a copy has not taken."""

    model_config = ConfigDict(populate_by_name=True)

    document: Kind
    key: str
    label: Texts
    taken: int = Field(alias="from", description="The factory's version that the copy took last.")
    offered: int = Field(alias="to")
    note: str
    change_class: Literal["wording", "safe", "meaning", "breaking"] = Field(alias="class")
    safe: int = Field(description="Changes that the copy would get.")
    conflicts: int


class OrphanRow(Schema):
    """A copy whose original the factory has deprecated or does not have any more."""

    document: Kind
    key: str
    label: Texts
    successor: str = Field(description="Key of what takes its place; empty if nothing does.")
    has_successor: bool = Field(description="Whether the project has that already.")


class OfferList(Schema):
    """What the factory offers, and what it has taken back."""

    items: list[OfferRow]
    orphaned: list[OrphanRow] = Field(description="Copies that get no newer versions, and what takes their place.")


class UpdatePreview(OfferRow):
    """What taking an offer would make of the copy: made by the code that saves it."""

    etag: str = Field(description="The draft that it was merged into; give it as `If-Match` when taking.")
    sound: bool = Field(description="Whether the merge has no errors and passes its own tests.")
    changes: list[ChangeRow]
    open_conflicts: list[ConflictRow] = Field(description="Conflicts in which the copy keeps its side, unless it is decided.")
    findings: list[FindingRow]
    merged: dict[str, Any] = Field(description="The document as it would be saved.")


class JobItem(Schema):
    """An update, and why it was not taken."""

    document: Kind
    key: str
    offered: int
    why: str


class JobAnswer(Schema):
    """How far taking all safe updates is."""

    total: int
    left: int = Field(description="Call again until it is 0.")
    taken: list[JobItem]
    refused: list[JobItem]


class SetAsideRow(Schema):
    """A copy that the project keeps from updates."""

    document: Kind
    key: str
    label: Texts
    taken: int
    published: int
    declined: int | None = Field(description="The version that the project does not want.")
    pinned: int | None = Field(description="The version beyond which nothing is offered.")


class SetAsideList(Schema):
    """Copies that the project keeps from updates."""

    items: list[SetAsideRow]


class OrphanList(Schema):
    """Copies whose original the factory has deprecated or does not have any more."""

    items: list[OrphanRow]


class NewDocumentRow(Schema):
    """A document of the factory that the project never had."""

    document: Kind
    key: str
    label: Texts
    version: int
    missing: list[str] = Field(description="Templates that a flow runs and the project lacks; add them first.")


class NewDocumentList(Schema):
    """What the factory has for the project's industries and the project never had."""

    items: list[NewDocumentRow]


class DeclineBody(Asked):
    """Which version is not wanted."""

    offered: int = Field(ge=1, le=MAX_NUMBER)


class PinBody(Asked):
    """At which version of the factory the copy stays."""

    version: int = Field(ge=1, le=MAX_NUMBER)


class DecisionBody(Asked):
    """What becomes of a conflict."""

    choice: Literal["mine", "theirs", "edited"]
    value: Any = Field(default=None, description="With `edited`: what shall stand there.")


class TakeBody(Asked):
    """Which version is taken, and what becomes of conflicts; those that are not decided keep the copy's side."""

    offered: int = Field(ge=1, le=MAX_NUMBER, description="The factory's version that was looked at.")
    decisions: dict[Annotated[str, Field(max_length=1000)], DecisionBody] = Field(default={}, max_length=1000)


class PreviewBody(Asked):
    """What would become of conflicts."""

    decisions: dict[Annotated[str, Field(max_length=1000)], DecisionBody] = Field(default={}, max_length=1000)
