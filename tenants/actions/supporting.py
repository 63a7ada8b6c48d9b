"""Support sessions, and what an owner allows them: each is an entry of the project's own audit log before anything is seen."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from omnia.infra import units
from omnia.infra.audit import Actor
from omnia.infra.units import Entry, Intent
from omnia.mongo.stamped import collection_of, row_query, stored
from tenants.access import Absent, Forbidden, authorise
from tenants.actions import trail
from tenants.audit_chains import books_of
from tenants.control.models import Project, ProjectStatus, SupportLevel, SupportSession, User
from tenants.support import is_operator, running

MINUTES = (15, 30, 60, 120)
"""How long a session may be; who needs longer gives a reason again."""

ENDED = "This session has ended already."
SHORTEST_REASON, LONGEST_REASON = 10, 300


class SupportError(Exception):
    """A session that cannot begin or end, or a level that there is not; the sentence says why."""


def open_support(actor: Actor, project: Project, *, reason: str, minutes: int) -> SupportSession:
    """Let an operator see a customer's project for a time.

    The project's audit log says so before there is a session: one that nobody can read of lets nobody in.

    Args:
        actor: the operator.
        project: whose.
        reason: in words that the project's owners read.
        minutes: one of `MINUTES`.

    Raises:
        Absent: the project is erased.
        Forbidden: the actor is no operator.
        SupportError: the reason says too little, the time is none of those, or a session runs.
    """
    user = _operator(actor)
    reason = " ".join(reason.split())
    if project.status == ProjectStatus.ERASED:
        raise Absent
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise SupportError(f"Give the reason in {SHORTEST_REASON} to {LONGEST_REASON} characters: the project's owners read it.")
    if minutes not in MINUTES:
        raise SupportError(f"A session is for {', '.join(map(str, MINUTES[:-1]))} or {MINUTES[-1]} minutes.")
    if running(project).filter(user=user).exists():
        raise SupportError("You have a session in this project. End it before you begin another.")
    now = timezone.now()
    made = SupportSession(user=user, project=project, reason=reason, opened_at=now, expires_at=now + timedelta(minutes=minutes))
    told = {"support": made.pk, "minutes": minutes, "level": project.support_level}
    trail.note(project.ref, actor, action="support.opened", subject=project.pk, reason=reason, **told)
    trail.note_platform(actor, action="support.opened", subject=project.pk, **told)
    made.save(force_insert=True)
    return made


def end_support(actor: Actor, project: Project, *, support: str) -> None:
    """End a session: the operator's own, or any of the project by an owner. Raises `Absent`, `Forbidden`, `SupportError`."""
    held = running(project).filter(pk=support).first()
    is_own = held is not None and actor.kind == "user" and actor.id == str(held.user_id)
    if not is_own:
        authorise(actor, project, "manage_project")
    if held is None:
        raise SupportError(ENDED)
    now, told = timezone.now(), Entry("support.ended", project.pk, {"support": support})
    # Ended in one step: of several at once, one is noted.
    running_yet = row_query(held) | {"ended_at": None, "expires_at": {"$gt": now}}
    change = {"$set": stored(SupportSession, ended_at=now, ended_by=str(actor)[:120])}
    with trail.unit_of(books_of(project.ref), actor, told, held) as unit:
        if not unit.change(collection_of(SupportSession), running_yet, change, told):
            raise SupportError(ENDED)
        trail.note_platform_once(actor, now, action=told.action, subject=told.subject, **told.facts)


@units.finishes("support.ended")
def _tell_platform(intent: Intent, entries: Sequence[Entry]) -> None:
    """Tell the platform's log too, where whoever ended the session was killed before that."""
    for told in entries:
        trail.note_platform_once(intent.actor, intent.at, action=told.action, subject=told.subject, **told.facts)


def allow_support(actor: Actor, project: Project, *, level: str) -> None:
    """Say what support sessions may do in the project, those that run included. Raises `Absent`, `Forbidden`, `SupportError`."""
    authorise(actor, project, "manage_project")
    if level not in SupportLevel.values:
        raise SupportError(f"There is no level “{level[:20]}”. Choose among: {', '.join(SupportLevel.values)}.")
    if Project.objects.filter(pk=project.pk, support_level=level).exists():
        return
    told = Entry("support.allowed", project.pk, {"level": level, "before": project.support_level})
    with trail.unit_of(books_of(project.ref), actor, told, project) as unit:
        another = row_query(project) | {"support_level": {"$ne": level}}
        unit.change(collection_of(Project), another, {"$set": stored(Project, support_level=level)}, told)
    project.support_level = level


def _operator(actor: Actor) -> User:
    user = User.objects.filter(pk=actor.id).first() if actor.kind == "user" else None
    if user is None or not is_operator(user):
        raise Forbidden("support_customers", holder="Your account")
    return user
