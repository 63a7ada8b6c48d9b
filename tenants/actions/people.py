"""Who belongs to a project, and in which role."""

from collections.abc import Sequence
from typing import Any

from pymongo.errors import DuplicateKeyError

from omnia.infra import units
from omnia.infra.audit import Actor
from omnia.infra.units import Entry, Intent
from omnia.mongo.stamped import collection_of, document_of
from tenants.access import Forbidden, authorise, derive_rights, grant_role, withdraw_rights
from tenants.actions import trail
from tenants.audit_chains import books_of
from tenants.control.models import Membership, Project, Role, User

NO_MEMBER = "This person is not a member of the project."
OVERTAKEN = "Somebody else changed or removed this person just now. Look again, and then decide."
STAFF_SENTENCE = "An account of the platform's staff cannot belong to a project. Use an account of your own."


class PeopleError(Exception):
    """A change of members that cannot be made; the sentence says why."""


def add_member(actor: Actor, project: Project, *, email: str, role: str) -> Membership:
    """Give an existing user a role without asking them: for commands and set-up alone; people are invited, and accept.

    Raises `Forbidden` for anybody else, and `PeopleError`.
    """
    if actor.kind not in ("command", "system"):
        raise Forbidden("manage_people")
    known_role(role)
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None:
        raise PeopleError("Nobody has signed up with this e-mail address. Ask your operator to create the account first.")
    if Membership.objects.filter(user=user, project=project).exists():
        raise PeopleError(f"{user} is a member already. Change the role in the list instead.")
    return write_membership(actor, user, project, role)


def write_membership(actor: Actor, user: User, project: Project, role: str, **facts: Any) -> Membership:
    """Write a membership and its rights, once; `facts` are further ones for the log.

    Raises `PeopleError` for staff of the platform, whom no project may have.
    """
    if user.is_staff or user.is_superuser:
        raise PeopleError(STAFF_SENTENCE)
    held = Membership.objects.filter(user=user, project=project).first()
    if held is not None:
        grant_role(user, project, held.role)
        return held
    membership = Membership(user=user, project=project, role=role)
    row, told = document_of(membership), Entry("member.added", str(user.pk), {"role": role, **facts})
    with trail.unit_on(books_of(project.ref), actor, told.action, Membership, membership.pk) as unit:
        try:
            unit.insert(collection_of(Membership), row, told)
        except DuplicateKeyError:
            # Another answer of the same person was quicker.
            return write_membership(actor, user, project, role, **facts)
        grant_role(user, project, role)
    return Membership.objects.get(pk=membership.pk)


@units.finishes("member.added")
@units.finishes("member.role_changed")
@units.finishes("member.removed")
def _derive_rights(intent: Intent, entries: Sequence[Entry]) -> None:
    """Have the rights follow what is written of the membership, whose writer was killed before they did."""
    user = User.objects.filter(pk=entries[0].subject).first()
    project = Project.objects.filter(pk=intent.project).first()
    if user is not None and project is not None:
        derive_rights(user, project)


def change_role(actor: Actor, project: Project, *, user_id: str, role: str) -> None:
    """Change a member's role; a project keeps at least one owner."""
    authorise(actor, project, "manage_people")
    known_role(role)
    membership = _membership(project, user_id)
    if role != Role.OWNER:
        _keep_an_owner(project, membership)
    told = Entry("member.role_changed", str(user_id), {"role": role, "before": membership.role})
    same = {"_id": membership.pk, "role": membership.role}
    with trail.unit_on(books_of(project.ref), actor, told.action, Membership, membership.pk) as unit:
        if not unit.change(collection_of(Membership), same, {"$set": {"role": role}}, told):
            raise PeopleError(OVERTAKEN)
        grant_role(membership.user, project, role)


def remove_member(actor: Actor, project: Project, *, user_id: str) -> None:
    """Take a member out of the project; a project keeps at least one owner."""
    authorise(actor, project, "manage_people")
    membership = _membership(project, user_id)
    _keep_an_owner(project, membership)
    told = Entry("member.removed", str(user_id))
    rows = collection_of(Membership)
    with trail.unit_on(books_of(project.ref), actor, told.action, Membership, membership.pk, told=[told]) as unit:
        unit.give_way(rows.find_one({"_id": membership.pk}))
        if rows.delete_one({"_id": membership.pk}).deleted_count:
            unit.stamp(told)
        withdraw_rights(membership.user, project)


def known_role(role: str) -> None:
    """Refuse a role that there is not, with `PeopleError`."""
    if role not in Role.values:
        raise PeopleError(f"There is no role “{role}”. Choose among: {', '.join(Role.values)}.")


def _membership(project: Project, user_id: str) -> Membership:
    membership = Membership.objects.filter(project=project, user_id=user_id).select_related("user").first()
    if membership is None:
        raise PeopleError(NO_MEMBER)
    return membership


def _keep_an_owner(project: Project, leaving: Membership) -> None:
    others = Membership.objects.filter(project=project, role=Role.OWNER).exclude(pk=leaving.pk)
    if leaving.role == Role.OWNER and not others.exists():
        raise PeopleError("A project needs an owner. Make someone else an owner first.")
