"""Inviting people to a project: an owner asks, the person answers. Nobody learns from it who has an account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils import timezone

from omnia.infra.audit import Actor
from omnia.infra.crypto import new_secret
from omnia.infra.email_addresses import normalise_email
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.people import STAFF_SENTENCE, PeopleError, known_role, write_membership
from tenants.control.models import Invitation, Membership, Project, ProjectStatus, User

MOST_OPEN = 50
"""Open invitations of a project; each may be a mail to somebody who did not ask for it."""

RESEND_SECONDS = 60
"""An invitation is sent again at most once in so many seconds."""


class InvitationGoneError(LookupError):
    """Raised for an invitation that is not there for this person: never made, for somebody else, answered, too old."""


def invite(actor: Actor, project: Project, *, email: str, role: str) -> Invitation:
    """Invite whoever has an address to take a role; the answer is the same whether anybody has an account there.

    Raises `Forbidden`, `Absent`, and `PeopleError` for what the owner can see themselves.
    """
    authorise(actor, project, "manage_people")
    known_role(role)
    address = _checked(email)
    if Membership.objects.filter(project=project, user__in=list(User.objects.filter(email=address))).exists():
        raise PeopleError(f"{address} is a member already. Change the role in the list instead.")
    if Invitation.objects.filter(project=project).count() >= MOST_OPEN:
        raise PeopleError(f"{MOST_OPEN} invitations are open already. Withdraw those that nobody will accept.")
    made = Invitation(
        project=project,
        email=address,
        role=role,
        secret=new_secret(),
        invited_by=str(actor),
        expires_at=_end(),
    )
    try:
        made.save(force_insert=True)
    except IntegrityError as error:
        raise PeopleError(f"{address} is invited already. Send the invitation again, or withdraw it, in the list.") from error
    trail.note(project.ref, actor, action="invitation.made", subject=made.pk, role=role)
    return made


def resend(actor: Actor, project: Project, *, invitation_id: str) -> Invitation:
    """Give an invitation a new link and a new end; earlier links are void. Raises like `withdraw`, and when it is too soon."""
    authorise(actor, project, "manage_people")
    now = timezone.now()
    held = Invitation.objects.filter(pk=invitation_id, project=project, accepted_by="")
    if not held.exists():
        raise PeopleError("This invitation was answered or withdrawn.")
    changed = held.filter(sent_at__lt=now - timedelta(seconds=RESEND_SECONDS)).update(
        secret=new_secret(), sent_at=now, expires_at=_end()
    )
    if not changed:
        raise PeopleError("This invitation was sent a moment ago. Wait a minute before you send it again.")
    trail.note(project.ref, actor, action="invitation.resent", subject=invitation_id)
    return Invitation.objects.get(pk=invitation_id)


def withdraw(actor: Actor, project: Project, *, invitation_id: str) -> None:
    """Take an invitation back. Raises `Forbidden`, `Absent`, and `PeopleError` if it was answered meanwhile."""
    authorise(actor, project, "manage_people")
    if not Invitation.objects.filter(pk=invitation_id, project=project, accepted_by="").delete()[0]:
        raise PeopleError("This invitation was answered or withdrawn.")
    trail.note(project.ref, actor, action="invitation.withdrawn", subject=invitation_id)


def open_invitations(user: User) -> list[Invitation]:
    """Return the invitations that the person can answer, the newest first; none for the platform's staff."""
    if not user.is_active or user.is_staff or user.is_superuser:
        return []
    found = Invitation.objects.filter(email=user.email, expires_at__gt=timezone.now(), accepted_by__in=("", str(user.pk)))
    return [row for row in found.select_related("project").order_by("-sent_at") if row.project.status != ProjectStatus.ERASED]


def accept(user: User, *, invitation_id: str) -> Project:
    """Join the project of an invitation, once. Raises `InvitationGoneError`, and `PeopleError` for staff of the platform."""
    if user.is_staff or user.is_superuser:
        raise PeopleError(STAFF_SENTENCE)
    invitation = _mine(user, invitation_id)
    # Taken in one step: of several answers at once, and of an answer and a withdrawal, one counts.
    held = Invitation.objects.filter(pk=invitation.pk, accepted_by__in=("", str(user.pk)), expires_at__gt=timezone.now())
    if not held.update(accepted_by=str(user.pk)):
        raise InvitationGoneError
    project = invitation.project
    write_membership(user, project, invitation.role)
    if Invitation.objects.filter(pk=invitation.pk).delete()[0]:
        actor = Actor("user", str(user.pk), str(user))
        details = {"role": invitation.role, "invitation": invitation.pk}
        trail.note(project.ref, actor, action="member.added", subject=str(user.pk), **details)
    return project


def decline(user: User, *, invitation_id: str) -> None:
    """Answer no; the invitation is gone. Raises `InvitationGoneError`."""
    invitation = _mine(user, invitation_id)
    if not Invitation.objects.filter(pk=invitation.pk, accepted_by="").delete()[0]:
        raise InvitationGoneError
    actor = Actor("user", str(user.pk), str(user))
    trail.note(invitation.project.ref, actor, action="invitation.declined", subject=invitation.pk)


def _mine(user: User, invitation_id: str) -> Invitation:
    found = next((row for row in open_invitations(user) if row.pk == invitation_id), None)
    if found is None:
        raise InvitationGoneError
    return found


def _checked(email: str) -> str:
    address = normalise_email(email)
    try:
        validate_email(address)
    except ValidationError as error:
        raise PeopleError("This is no e-mail address. Write it as name@example.com.") from error
    return address


def _end() -> datetime:
    return timezone.now() + timedelta(days=settings.OMNIA_INVITATION_DAYS)
