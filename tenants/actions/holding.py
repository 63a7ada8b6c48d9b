"""Suspending and archiving projects, by the platform's operators, and taking that back; nothing of a project is lost by either.

Suspended: its people see why and nothing else, and its API keys are answered `project-suspended`. Archived: it is read, and not
changed; its keys read what is published, running conversations go on to their end, and new ones are answered `project-archived`.
The registry's row decides. The runtime, which has no control database, reads it off the project's own database.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from omnia.infra import units
from omnia.infra.audit import Actor
from omnia.infra.units import Entry, Intent
from omnia.mongo.stamped import collection_of, row_query, stored
from tenants.actions import trail
from tenants.actions.clusters import require_operator
from tenants.audit_chains import books_of
from tenants.control.models import Hold, Project, ProjectStatus
from tenants.placement import settle
from tenants.project import standing
from tenants.project.standing import Standing

RIGHT = "manage_projects"
SHORTEST_REASON, LONGEST_REASON = 10, 300


class HoldError(Exception):
    """A project that cannot be suspended, archived or opened as it is; the sentence says why."""


def suspend(actor: Actor, project: Project, *, reason: str) -> None:
    """Let nobody in but support sessions, neither people nor API keys, until it is opened again.

    Args:
        actor: an operator.
        project: which one.
        reason: in words that the project's people read.

    Raises:
        Forbidden: the actor is no operator.
        HoldError: it is suspended already, is not ready, or the reason says too little.
    """
    _hold(actor, project, Hold.SUSPENDED, "project.suspended", reason)


def archive(actor: Actor, project: Project, *, reason: str) -> None:
    """Have it read and not changed until it is opened again. Arguments and refusals are those of `suspend`."""
    _hold(actor, project, Hold.ARCHIVED, "project.archived", reason)


def open_again(actor: Actor, project: Project) -> None:
    """Take suspending or archiving back. Raises `Forbidden`, `HoldError`."""
    require_operator(actor, RIGHT)
    project.refresh_from_db()
    if not project.hold:
        raise HoldError(_("This project is neither suspended nor archived."))
    _write(actor, project, "", "", Entry("project.reopened", project.pk, {"before": project.hold}))


def _hold(actor: Actor, project: Project, hold: Hold, event: str, reason: str) -> None:
    reason = check(actor, project, hold, reason)
    _write(actor, project, hold, reason, Entry(event, project.pk, {"before": project.hold}))


def check(actor: Actor, project: Project, hold: Hold, reason: str) -> str:
    """The reason without spare blanks; refuses what `suspend` and `archive` would, before anybody is asked about it."""
    require_operator(actor, RIGHT)
    settle(project)
    project.refresh_from_db()
    if project.status != ProjectStatus.ACTIVE:
        raise HoldError(_("This project is not ready, or is to be erased: there is nothing to stop in it."))
    if project.hold == hold:
        raise HoldError(_("This project is so already."))
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        told = _("Give the reason in %(least)d to %(most)d characters: the project's people read it.")
        raise HoldError(told % {"least": SHORTEST_REASON, "most": LONGEST_REASON})
    return reason


def _write(actor: Actor, project: Project, hold: str, reason: str, told: Entry) -> None:
    began = timezone.now()
    as_seen = row_query(project) | stored(Project, hold=project.hold, status=ProjectStatus.ACTIVE)
    values = stored(Project, hold=hold, hold_reason=reason)
    with trail.unit_of(books_of(project.ref), actor, told, project) as unit:
        if not unit.change(collection_of(Project), as_seen, {"$set": values}, told):
            raise HoldError(_("Someone else changed this project just now. Look at it again."))
        tell_runtime(project)
        _tell_platform(actor, began, told)
    project.refresh_from_db()


def tell_runtime(project: Project) -> None:
    """Have the project's own database say what the registry says."""
    hold = Project.objects.filter(pk=project.pk).values_list("hold", flat=True).first()
    held = standing.read_of(project.ref)
    if held is not None and held.state not in Hold.values:
        # Closed, held still or moved: what that is about decides, and says this anew when it ends.
        return
    if hold:
        standing.write(project.ref, standing_of(hold))
    else:
        standing.clear(project.ref)


def standing_of(hold: str) -> Standing:
    """How a project stands in its own database that is suspended or archived."""
    return Standing("suspended") if hold == Hold.SUSPENDED else Standing("archived")


def _tell_platform(actor: Actor, since: datetime, told: Entry) -> None:
    trail.note_platform_once(actor, since, action=told.action, subject=told.subject, **told.facts)


@units.finishes("project.suspended")
@units.finishes("project.archived")
@units.finishes("project.reopened")
def _finish(intent: Intent, entries: Sequence[Entry]) -> None:
    """Tell the runtime and the platform's log, where whoever did it was killed before that."""
    for told in entries:
        project = Project.objects.filter(pk=told.subject).first()
        if project is not None:
            tell_runtime(project)
        _tell_platform(intent.actor, intent.at, told)
