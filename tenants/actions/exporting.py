"""Taking a project's documents out as files: the drafts, and who wrote each part of them last."""

from dataclasses import dataclass
from typing import Any

import msgspec

from omnia.dialogue.canonical import content_hash
from tenants.actions.release_check import read_drafts
from tenants.control.models import Project
from tenants.document_files import Body, Files, Place, files_of
from tenants.project import provenance


@dataclass(frozen=True, slots=True)
class Exported:
    """All drafts of a project as they were at one moment."""

    documents: dict[Place, Body]
    provenance: dict[Place, Body]
    draft: str
    """The name of the state that the drafts are in, which an import may ask for."""

    @property
    def files(self) -> Files:
        """The files that hold them."""
        return files_of(self.documents, self.provenance)

    @property
    def name(self) -> str:
        """The name of all that the files say: the drafts may be what they were, and written by somebody else."""
        told = {f"{kind}:{key}": body for (kind, key), body in self.provenance.items()}
        return f"{self.draft}.{content_hash(told)[:16]}"


def draft_named(name: str) -> str:
    """The state of the drafts in the name of an export; what names a state alone is returned as it is."""
    return name.partition(".")[0]


def export_documents(project: Project) -> Exported:
    """Read all drafts of a project, and who wrote them."""
    drafts = read_drafts(project)
    documents: dict[Place, Body] = {("template", key): body for key, body in drafts.templates.items()}
    documents |= {("flow", key): body for key, body in drafts.flows.items()}
    written = {place: _written(project, drafts.heads[place], body) for place, body in documents.items()}
    return Exported(documents, written, drafts.digest)


def _written(project: Project, head: Any, body: Body) -> Body:
    """What is told of one document: the factory's version behind what nobody wrote here, and what people wrote."""
    origin = head.get("origin") or {}
    notes = provenance.notes_of(project.ref, head, body)
    return {
        "factory_key": origin.get("factory_key", ""),
        "factory_version": origin.get("version", 0),
        "written": [msgspec.to_builtins(note) for note in notes],
    }
