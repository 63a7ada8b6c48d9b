"""Texts of several documents changed together, in one unit of work, and taken back as one."""

from collections.abc import Sequence

from omnia.dialogue.edits import applied
from omnia.documents.texts import Reworded, Rewording
from omnia.documents.versions import Saved
from omnia.infra.audit import Actor
from omnia.mongo import transactions
from tenants.access import authorise
from tenants.actions.editing import EditingError, Source, StaleVersion, finish_started, save_document
from tenants.control.models import Project
from tenants.selectors import Missing, draft, version_body

MAX_DOCUMENTS = 200
"""Documents that are changed in one unit of work."""


def replace_texts(actor: Actor, project: Project, wanted: Sequence[Rewording], *, note: str) -> list[Reworded]:
    """Change the texts of several documents, all of them or none; each document gets one version.

    Raises:
        Forbidden, Absent: the actor may not.
        StaleVersion: somebody saved one of the documents since it was seen.
        EditingError: a text is gone, or there are too many documents.
    """
    authorise(actor, project, "edit_texts")
    if len(wanted) > MAX_DOCUMENTS:
        raise EditingError(f"At most {MAX_DOCUMENTS} documents are changed at once. Choose fewer.")
    if not wanted:
        return []
    finish_started(project)
    saved = transactions.together(project.ref, lambda: [_reword(actor, project, row, note) for row in wanted])
    return [
        Reworded(row.document, row.key, row.base_version, made.number)
        for row, made in zip(wanted, saved, strict=True)
        if made.number != row.base_version
    ]


def _reword(actor: Actor, project: Project, row: Rewording, note: str) -> Saved:
    try:
        held = draft(project, row.document, row.key)
    except Missing as error:
        raise EditingError(f"This project has no {row.document} “{row.key}” any more.") from error
    if held.version != row.base_version:
        raise StaleVersion(row.base_version, held.version, held.updated_by, held.body, [])
    body = applied(held.body, row.edits)
    return save_document(actor, project, row.document, row.key, body, base_version=row.base_version, message=note)


def take_back_texts(actor: Actor, project: Project, changed: Sequence[Reworded], *, note: str) -> list[Saved]:
    """Bring back all documents of a unit of work as they were before it, or none of them.

    Raises:
        Forbidden, Absent: the actor may not.
        StaleVersion: somebody saved one of the documents since.
    """
    authorise(actor, project, "edit_texts")
    finish_started(project)
    return transactions.together(project.ref, lambda: [_take_back(actor, project, row, note) for row in changed])


def _take_back(actor: Actor, project: Project, row: Reworded, note: str) -> Saved:
    body = version_body(project, row.document, row.key, row.before)
    return save_document(
        actor, project, row.document, row.key, body, base_version=row.after, message=note, source=Source(row.before)
    )
