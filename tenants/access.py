"""Who may do what in a project, and the one function through which a person reaches one."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm

from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants.control.models import Membership, Project, ProjectStatus, Role, User
from tenants.project import collections

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

MANAGE_SCOPE: Final = "manage"
MANAGE_PERMISSIONS: Final = frozenset({"view_project", "edit_texts", "edit_templates", "publish"})
"""What an API key with the scope `manage` may do: a project's content and releases, never its people, keys or conversations."""


class Absent(LookupError):  # noqa: N818
    """There is no such project for this person: it does not exist, or it is not theirs. Both answer alike."""

    def __init__(self) -> None:
        super().__init__("There is no such project.")


class Forbidden(PermissionError):  # noqa: N818
    """A member of the project whose role does not allow this, or an API key whose scope does not."""

    def __init__(self, permission: str, *, holder: str = "Your role in this project") -> None:
        super().__init__(f"{holder} does not include “{permission.replace('_', ' ')}”. Ask an owner of the project.")
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

    Raises `Absent` or `Forbidden`, as `access_project` does; `Absent` also for an API key that is not one of the project's, or no
    longer one that may manage it.
    """
    if actor.kind in ("command", "system"):
        return
    if actor.kind == "api_key":
        if managing_key(project, actor.id) is None:
            raise Absent
        if permission not in MANAGE_PERMISSIONS:
            raise Forbidden(permission, holder="The scope of this API key")
        return
    user = User.objects.filter(pk=actor.id).first() if actor.kind == "user" else None
    if user is None:
        raise Absent
    access_project(user, project.pk, permission)


def managing_key(project: Project, key_id: str) -> dict[str, Any] | None:
    """The row of one of the project's own keys, if it may manage the project now: neither revoked nor expired."""
    row = database(project.ref)[collections.API_KEYS].find_one({"_id": key_id, "revoked_at": None, "scopes": MANAGE_SCOPE})
    if row is None or project.status == ProjectStatus.ERASED:
        return None
    expiry: datetime | None = row["expires_at"]
    return row if expiry is None or expiry.replace(tzinfo=UTC) > datetime.now(UTC) else None


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
