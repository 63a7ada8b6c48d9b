"""A draft of a project in the hands of a person, as `omnia.documents.versions` has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from omnia.documents.versions import Body, Head, Saved, Version
from omnia.infra.audit import Actor
from tenants import selectors
from tenants.actions.editing import Document, Source, restore_document, save_document
from tenants.control.models import Project


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A template or flow of a project."""

    actor: Actor
    project: Project
    document: Document
    key: str

    def head(self) -> Head:
        """The draft; raises `LookupError` if the project has it no more."""
        row = selectors.draft(self.project, self.document, self.key)
        return Head(row.version, row.hash, row.body, row.updated_by)

    def body(self, number: int) -> Body:
        """What a version says; raises `LookupError`."""
        return selectors.version_body(self.project, self.document, self.key, number)

    def history(self) -> Sequence[Version]:
        """The versions, newest first."""
        return selectors.versions(self.project, self.document, self.key)

    def save(self, body: Body, *, base_version: int, note: str = "", is_named: bool = False) -> Saved:
        """Write the next version; raises `EditingError`, as `StaleVersion` if someone else saved meanwhile."""
        actor, project = self.actor, self.project
        return save_document(
            actor,
            project,
            self.document,
            self.key,
            body,
            base_version=base_version,
            message=note,
            source=Source(is_named=is_named),
        )

    def restore(self, number: int, *, base_version: int) -> Saved:
        """Make a version the draft again, as a new version."""
        actor, project = self.actor, self.project
        return restore_document(actor, project, self.document, self.key, number, base_version=base_version)
