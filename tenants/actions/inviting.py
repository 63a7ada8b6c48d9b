"""Inviting people to a project: an owner asks, the person answers. Nobody learns from it who has an account."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from pymongo.errors import DuplicateKeyError

from omnia.infra.audit import Actor
from omnia.infra.crypto import new_secret
from omnia.infra.email_addresses import normalise_email
from omnia.infra.units import Entry, Unit
from omnia.mongo.stamped import collection_of, document_of, stored
from tenants.access import GONE, authorise
from tenants.actions import trail
from tenants.actions.people import STAFF_SENTENCE, PeopleError, known_role, write_membership
from tenants.audit_chains import books_of
from tenants.control.models import Invitation, Membership, Project, User

MOST_OPEN = 50
"""Open invitations of a project; each may be a mail to somebody who did not ask for it."""

TOO_SOON = "This invitation was sent a moment ago. Wait a minute before you send it again."
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
    told = Entry("invitation.made", made.pk, {"role": role})
    with _unit(actor, project, told, made.pk) as unit:
        try:
            unit.insert(collection_of(Invitation), document_of(made), told)
        except DuplicateKeyError as error:
            raise PeopleError(f"{address} is invited already. Send the invitation again, or withdraw it, in the list.") from error
    return Invitation.objects.get(pk=made.pk)


def _unit(actor: Actor, project: Project, told: Entry, invitation: str, *, removes: bool = False) -> AbstractContextManager[Unit]:
    known = [told] if removes else []
    return trail.unit_on(books_of(project.ref), actor, told.action, Invitation, invitation, told=known)


def _remove(actor: Actor, invitation: Invitation, told: Entry) -> bool:
    """Delete an invitation that nobody has accepted, and tell of it; whether it was there."""
    rows = collection_of(Invitation)
    with _unit(actor, invitation.project, told, invitation.pk, removes=True) as unit:
        unit.give_way(rows.find_one({"id": invitation.pk}))
        if not rows.delete_one({"id": invitation.pk, "accepted_by": ""}).deleted_count:
            return False
        unit.stamp(told)
    return True


def resend(actor: Actor, project: Project, *, invitation_id: str) -> Invitation:
    """Give an invitation a new link and a new end; earlier links are void. Raises like `withdraw`, and when it is too soon."""
    authorise(actor, project, "manage_people")
    now = timezone.now()
    held = Invitation.objects.filter(pk=invitation_id, project=project, accepted_by="")
    if not held.exists():
        raise PeopleError("This invitation was answered or withdrawn.")
    before = now - timedelta(seconds=RESEND_SECONDS)
    if not held.filter(sent_at__lt=before).exists():
        raise PeopleError(TOO_SOON)
    told = Entry("invitation.resent", invitation_id)
    change = {"$set": stored(Invitation, secret=new_secret(), sent_at=now, expires_at=_end())}
    with _unit(actor, project, told, invitation_id) as unit:
        query = {"id": invitation_id, "accepted_by": "", "sent_at": {"$lt": before}}
        if not unit.change(collection_of(Invitation), query, change, told):
            raise PeopleError(TOO_SOON)
    return Invitation.objects.get(pk=invitation_id)


def withdraw(actor: Actor, project: Project, *, invitation_id: str) -> None:
    """Take an invitation back. Raises `Forbidden`, `Absent`, and `PeopleError` if it was answered meanwhile."""
    authorise(actor, project, "manage_people")
    found = Invitation.objects.filter(pk=invitation_id, project=project, accepted_by="").first()
    if found is None or not _remove(actor, found, Entry("invitation.withdrawn", invitation_id)):
        raise PeopleError("This invitation was answered or withdrawn.")


def open_invitations(user: User) -> list[Invitation]:
    """Return the invitations that the person can answer, the newest first; none for the platform's staff."""
    if not user.is_active or user.is_staff or user.is_superuser:
        return []
    found = Invitation.objects.filter(email=user.email, expires_at__gt=timezone.now(), accepted_by__in=("", str(user.pk)))
    return [row for row in found.select_related("project").order_by("-sent_at") if row.project.status not in GONE]


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
    actor = Actor("user", str(user.pk), str(user))
    write_membership(actor, user, project, invitation.role, invitation=invitation.pk)
    Invitation.objects.filter(pk=invitation.pk).delete()
    return project


def decline(user: User, *, invitation_id: str) -> None:
    """Answer no; the invitation is gone. Raises `InvitationGoneError`."""
    invitation = _mine(user, invitation_id)
    actor = Actor("user", str(user.pk), str(user))
    if not _remove(actor, invitation, Entry("invitation.declined", invitation.pk)):
        raise InvitationGoneError


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
