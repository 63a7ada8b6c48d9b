"""Texts of several drafts of the catalogue changed together, and taken back together."""

from collections.abc import Sequence
from typing import Any

from factory.actions import EDITORS, CatalogueError, Staff, StaleDraft, restore_save, save_draft
from factory.drafts import MODELS
from omnia.dialogue.edits import applied
from omnia.documents.texts import Reworded, Rewording


def replace_texts(staff: Staff, wanted: Sequence[Rewording], *, note: str) -> list[Reworded]:
    """Change the texts of several drafts; each gets one save.

    The factory's server need not have transactions: all drafts are looked at before one is saved, and where somebody saves one of
    them in between, those that were changed already get back what they said.

    Raises:
        NotAllowed: the person is no editor.
        StaleDraft: somebody saved one of the drafts since it was seen; all of them say what they said.
        CatalogueError, EditError: a draft or a text is gone.
    """
    staff.require(EDITORS)
    bodies = [applied(_seen(row), row.edits) for row in wanted]
    done: list[Reworded] = []
    try:
        for row, body in zip(wanted, bodies, strict=True):
            saved = save_draft(staff, row.document, row.key, body, base_revision=row.base_version, note=note)
            if saved.revision != row.base_version:
                done.append(Reworded(row.document, row.key, row.base_version, saved.revision))
    except CatalogueError:
        for each in reversed(done):
            restore_save(staff, each.document, each.key, each.before, base_revision=each.after)
        raise
    return done


def take_back_texts(staff: Staff, changed: Sequence[Reworded]) -> None:
    """Bring back what the drafts said before; raises as `replace_texts`, before anything is written."""
    staff.require(EDITORS)
    for each in changed:
        _seen(Rewording(each.document, each.key, each.after, ()))
    for each in changed:
        restore_save(staff, each.document, each.key, each.before, base_revision=each.after)


def _seen(row: Rewording) -> dict[str, Any]:
    """What a draft says, if it is the save that was seen."""
    held = MODELS[row.document].objects.filter(key=row.key).first()
    if held is None:
        raise CatalogueError(f"The catalogue has no {row.document} “{row.key}” any more.")
    if held.revision != row.base_version:
        raise StaleDraft("Someone else saved one of these drafts meanwhile. Nothing was changed.")
    body: dict[str, Any] = held.draft
    return body
