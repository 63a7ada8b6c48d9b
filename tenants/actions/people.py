"""Who belongs to a project, and in which role."""

from omnia.infra.audit import Actor
from tenants.access import Forbidden, authorise, grant_role, withdraw_rights
from tenants.actions import trail
from tenants.control.models import Membership, Project, Role, User

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
    membership = write_membership(user, project, role)
    trail.note(project.ref, actor, action="member.added", subject=str(user.pk), role=role)
    return membership


def write_membership(user: User, project: Project, role: str) -> Membership:
    """Write a membership and its rights. Raises `PeopleError` for staff of the platform, whom no project may have."""
    if user.is_staff or user.is_superuser:
        raise PeopleError(STAFF_SENTENCE)
    membership = Membership.objects.filter(user=user, project=project).first()
    if membership is None:
        membership = Membership(user=user, project=project, role=role)
        membership.save()
    grant_role(user, project, membership.role)
    return membership


def change_role(actor: Actor, project: Project, *, user_id: str, role: str) -> None:
    """Change a member's role; a project keeps at least one owner."""
    authorise(actor, project, "manage_people")
    known_role(role)
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


def known_role(role: str) -> None:
    """Refuse a role that there is not, with `PeopleError`."""
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
