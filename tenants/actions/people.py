"""Who belongs to a project, and in which role."""

from omnia.infra.audit import Actor
from tenants.access import authorise, grant_role, withdraw_rights
from tenants.actions import trail
from tenants.control.models import Membership, Project, Role, User


class PeopleError(Exception):
    """A change of members that cannot be made; the sentence says why."""


def add_member(actor: Actor, project: Project, *, email: str, role: str) -> Membership:
    """Give an existing user a role in the project. Raises `Forbidden`, `Absent`, `PeopleError`."""
    authorise(actor, project, "manage_people")
    _known_role(role)
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None:
        raise PeopleError("Nobody has signed up with this e-mail address. Ask your operator to create the account first.")
    if Membership.objects.filter(user=user, project=project).exists():
        raise PeopleError(f"{user} is a member already. Change the role in the list instead.")
    membership = Membership(user=user, project=project, role=role)
    membership.save()
    grant_role(user, project, role)
    trail.note(project.ref, actor, action="member.added", subject=str(user.pk), role=role)
    return membership


def change_role(actor: Actor, project: Project, *, user_id: str, role: str) -> None:
    """Change a member's role; a project keeps at least one owner."""
    authorise(actor, project, "manage_people")
    _known_role(role)
    membership = _membership(project, user_id)
    if role != Role.OWNER:
        _keep_an_owner(project, membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    grant_role(membership.user, project, role)
    trail.note(project.ref, actor, action="member.role_changed", subject=str(user_id), role=role)


def remove_member(actor: Actor, project: Project, *, user_id: str) -> None:
    """Take a member out of the project; a project keeps at least one owner."""
    authorise(actor, project, "manage_people")
    membership = _membership(project, user_id)
    _keep_an_owner(project, membership)
    withdraw_rights(membership.user, project)
    Membership.objects.filter(pk=membership.pk).delete()
    trail.note(project.ref, actor, action="member.removed", subject=str(user_id))


def _known_role(role: str) -> None:
    if role not in Role.values:
        raise PeopleError(f"There is no role “{role}”. Choose among: {', '.join(Role.values)}.")


def _membership(project: Project, user_id: str) -> Membership:
    membership = Membership.objects.filter(project=project, user_id=user_id).select_related("user").first()
    if membership is None:
        raise PeopleError("This person is not a member of the project.")
    return membership


def _keep_an_owner(project: Project, leaving: Membership) -> None:
    others = Membership.objects.filter(project=project, role=Role.OWNER).exclude(pk=leaving.pk)
    if leaving.role == Role.OWNER and not others.exists():
        raise PeopleError("A project needs an owner. Make someone else an owner first.")
