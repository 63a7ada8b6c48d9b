"""Deciding on what projects suggest: the catalogue's action, and an entry in the project's own log beside the catalogue's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from factory import suggestions
from factory.actions import EDITORS, Staff
from factory.models import Suggestion, SuggestionState
from omnia.dialogue.merge import Decision
from omnia.infra import units
from omnia.infra.units import Entry, Intent
from tenants.audit_chains import books_of
from tenants.control.models import Project, ProjectStatus

DECIDED = "suggestion decided"
OPEN = (SuggestionState.OPEN, SuggestionState.TAKING)


def take(
    staff: Staff, suggestion_id: str, *, seen: int, base_revision: int, decisions: Mapping[str, Decision] | None = None
) -> Suggestion:
    """Merge a suggestion into the draft; arguments and errors as `factory.suggestions.take`."""
    staff.require(EDITORS)
    with _told_to_project(staff, suggestion_id, "suggestion.taken"):
        return suggestions.take(staff, suggestion_id, seen=seen, base_revision=base_revision, decisions=decisions)


def decline(staff: Staff, suggestion_id: str, *, seen: int, reason: str) -> Suggestion:
    """Say no to a suggestion; arguments and errors as `factory.suggestions.decline`."""
    staff.require(EDITORS)
    with _told_to_project(staff, suggestion_id, "suggestion.declined"):
        return suggestions.decline(staff, suggestion_id, seen=seen, reason=reason)


@contextmanager
def _told_to_project(staff: Staff, suggestion_id: str, action: str) -> Iterator[None]:
    """Decide on a suggestion in the block, as a unit of work on the project: its log says so too. An erased one has no log."""
    row = Suggestion.objects.filter(pk=suggestion_id, state__in=OPEN).first()
    project = Project.objects.filter(pk=row.project).exclude(status=ProjectStatus.ERASED).first() if row is not None else None
    if row is None or project is None:
        yield
        return
    told = Entry(action, f"{row.document}:{row.copy_key}", {"suggestion": row.pk})
    with units.begun(books_of(project.ref), staff.actor, action, None, row.pk, told=[told], probe=DECIDED) as unit:
        yield
        unit.stamp(told)


@units.probes(DECIDED)
def _is_decided(intent: Intent) -> bool:
    """Whether the catalogue's own unit of the same decision was done."""
    wanted = SuggestionState.TAKEN if intent.action == "suggestion.taken" else SuggestionState.DECLINED
    return Suggestion.objects.filter(pk=intent.key, state=wanted).exists()
