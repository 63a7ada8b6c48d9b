"""Who may do what in a project, and the one function through which a person reaches one."""

from collections.abc import Mapping
from typing import Final

from django.contrib.contenttypes.models import ContentType
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm

from omnia.infra.audit import Actor
from tenants.control.models import Membership, Project, ProjectStatus, Role, User

PERMISSIONS: Final[Mapping[str, frozenset[str]]] = {
    Role.OWNER: frozenset(
        {
            "view_project",
            "edit_texts",
            "edit_templates",
            "publish",
            "manage_keys",
            "manage_people",
            "view_conversations",
            "manage_project",
        }
    ),
    Role.DESIGNER: frozenset({"view_project", "edit_texts", "edit_templates", "view_conversations"}),
    Role.TRANSLATOR: frozenset({"view_project", "edit_texts"}),
    Role.PUBLISHER: frozenset({"view_project", "publish", "view_conversations"}),
    Role.ANALYST: frozenset({"view_project", "view_conversations"}),
    Role.VIEWER: frozenset({"view_project"}),
}


class Absent(LookupError):  # noqa: N818
    """There is no such project for this person: it does not exist, or it is not theirs. Both answer alike."""

    def __init__(self) -> None:
        super().__init__("There is no such project.")


class Forbidden(PermissionError):  # noqa: N818
    """A member of the project whose role does not allow this."""

    def __init__(self, permission: str) -> None:
        super().__init__(
            f"Your role in this project does not include “{permission.replace('_', ' ')}”. Ask an owner of the project."
        )
        self.permission = permission


def access_project(user: User, project_id: str, permission: str = "view_project") -> Project:
    """The project, if this person may do `permission` in it.

    Raises:
        Absent: it does not exist, was erased, or the person is no member; the platform's staff never is one.
        Forbidden: the person is a member without the right.
    """
    project = Project.objects.filter(pk=project_id).exclude(status=ProjectStatus.ERASED).first()
    rights = rights_of(user, project) if project is not None and user.is_active and not user.is_staff else frozenset()
    if project is None or "view_project" not in rights:
        raise Absent
    if permission not in rights:
        raise Forbidden(permission)
    return project


def rights_of(user: User, project: Project) -> frozenset[str]:
    """What guardian holds for the person in the project, by code name.

    Not `user.has_perm`: that says yes to every superuser, and a customer's project is not the platform staff's.
    """
    held = UserObjectPermission.objects.filter(
        user=user, content_type=ContentType.objects.get_for_model(Project), object_pk=project.pk
    )
    return frozenset(held.values_list("permission__codename", flat=True))


def authorise(actor: Actor, project: Project, permission: str) -> None:
    """Refuse an actor who may not do `permission`; commands run by an operator and the system itself may.

    Raises `Absent` or `Forbidden`, as `access_project` does.
    """
    if actor.kind in ("command", "system"):
        return
    user = User.objects.filter(pk=actor.id).first() if actor.kind == "user" else None
    if user is None:
        raise Absent
    access_project(user, project.pk, permission)


def role_of(user: User, project: Project) -> str:
    """The person's role in the project, or an empty text."""
    membership = Membership.objects.filter(user=user, project=project).first()
    return membership.role if membership else ""


def permissions_of(user: User, project: Project) -> frozenset[str]:
    """What the person may do in the project."""
    return PERMISSIONS.get(role_of(user, project), frozenset())


def grant_role(user: User, project: Project, role: str) -> None:
    """Give the person the rights of `role` in the project, and no others."""
    wanted = PERMISSIONS[role]
    for permission in wanted:
        assign_perm(f"tenants.{permission}", user, project)
    _withdraw(user, project, keep=wanted)


def withdraw_rights(user: User, project: Project) -> None:
    """Take all the person's rights in the project away."""
    _withdraw(user, project, keep=frozenset())


def _withdraw(user: User, project: Project, keep: frozenset[str]) -> None:
    # guardian's remove_perm deletes across collections, which MongoDB cannot: the ids are fetched, then deleted.
    content_type = ContentType.objects.get_for_model(Project)
    held = UserObjectPermission.objects.filter(user=user, content_type=content_type, object_pk=project.pk).select_related(
        "permission"
    )
    doomed = [row.pk for row in held if row.permission.codename not in keep]
    UserObjectPermission.objects.filter(pk__in=doomed).delete()
