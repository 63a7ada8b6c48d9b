"""Who may do what in a project, and the one function through which a person reaches one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError
from django.utils.translation import gettext as _
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm

from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants.control.models import Hold, Membership, Project, ProjectStatus, Role, User
from tenants.placement import settle
from tenants.project import collections, shapes
from tenants.support import support_rights

if TYPE_CHECKING:
    from django.db.models import QuerySet

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

PERSONS_SCOPE: Final = "persons"
"""What such a key needs besides to find, give out and erase what is known of a caller."""


class Absent(LookupError):  # noqa: N818
    """There is no such project for this person: it does not exist, or it is not theirs. Both answer alike."""

    def __init__(self) -> None:
        super().__init__("There is no such project.")


class Forbidden(PermissionError):  # noqa: N818
    """A member of the project whose role does not allow this, or an API key whose scope does not."""

    def __init__(self, permission: str, *, holder: str = "Your role in this project") -> None:
        super().__init__(f"{holder} does not include “{permission.replace('_', ' ')}”. Ask an owner of the project.")
        self.permission = permission


class Held(Forbidden):
    """The platform's staff suspended the project, or archived it; the sentence says what that stops, and why."""

    def __init__(self, project: Project, permission: str) -> None:
        super().__init__(permission)
        if project.hold == Hold.SUSPENDED:
            told = _("“%(name)s” is suspended: nobody works in it, and its API keys are refused. Nothing of it is lost.")
        else:
            told = _("“%(name)s” is archived: it can be read, and nothing in it is changed.")
        reason = _("Reason: %(reason)s") % {"reason": project.hold_reason} if project.hold_reason else ""
        self.args = (f"{told % {'name': project.name}} {reason}".strip(),)
        self.project, self.hold = project, project.hold


class BehindError(Exception):
    """The project's database is of a shape that this version does not read any more, until `migrate_projects` was there."""

    def __init__(self, project: Project) -> None:
        super().__init__(shapes.BEHIND)
        self.project = project


READING: Final = frozenset({"view_project", "view_conversations"})
"""The rights that change nothing: what is left of them in an archived project."""


GONE = (ProjectStatus.ERASED, ProjectStatus.ERASING)
"""How a project is that nobody reaches."""


def access_project(user: User, project_id: str, permission: str = "view_project", *, in_grace: bool = False) -> Project:
    """The project, if this person may do `permission` in it; `in_grace` also one that is to be erased.

    Raises:
        Absent: it does not exist, was erased, or the person is no member; the platform's staff never is one, and needs a support
            session that runs.
        Forbidden: the person is a member without the right, or the session has it not.
        Held: staff suspended or archived the project.
        BeingMovedError: it is just moving to another cluster.
        BehindError: it waits to be upgraded.
    """
    return access_project_with_rights(user, project_id, permission, in_grace=in_grace)[0]


def access_project_with_rights(
    user: User, project_id: str, permission: str = "view_project", *, in_grace: bool = False
) -> tuple[Project, frozenset[str]]:
    """The project, with all that this person may do in it now; raises as `access_project`."""
    gone = (ProjectStatus.ERASED,) if in_grace else GONE
    project = Project.objects.filter(pk=project_id).exclude(status__in=gone).first()
    rights = _rights_now(user, project) if project is not None and user.is_active else frozenset()
    if project is None or "view_project" not in rights:
        raise Absent
    refuse_held(project, permission, is_staff=user.is_staff)
    if permission not in rights:
        raise Forbidden(permission, holder="A support session here") if user.is_staff else Forbidden(permission)
    settle(project)
    if project.status == ProjectStatus.ACTIVE and shapes.is_too_early(project.ref):
        raise BehindError(project)
    return project, rights


def refuse_held(project: Project, permission: str, *, is_staff: bool = False) -> None:
    """Refuse what the platform's staff stopped in a project, which a support session still looks at. Raises `Held`."""
    if project.hold == Hold.SUSPENDED and not is_staff:
        raise Held(project, permission)
    if project.hold and permission not in READING:
        raise Held(project, permission)


def _rights_now(user: User, project: Project) -> frozenset[str]:
    return permissions_of(user, project) if user.is_staff else rights_of(user, project)


def rights_of(user: User, project: Project) -> frozenset[str]:
    """What the person may do in the project, by code name: what guardian holds, as far as the role in the membership goes.

    The role is what is decided; guardian's rows follow it. Where they do not yet, nobody has more than either says.
    Not `user.has_perm`: that says yes to every superuser, and a customer's project is not the platform staff's.
    """
    held = _rights_held(user, project).values_list("permission__codename", flat=True)
    return frozenset(held) & permissions_of(user, project)


def authorise(actor: Actor, project: Project, permission: str, *, in_grace: bool = False) -> None:
    """Refuse an actor who may not do `permission`; commands run by an operator and the system itself may.

    Raises `Absent` or `Forbidden`, as `access_project` does; `Absent` also for an API key that is not one of the project's, or no
    longer one that may manage it. `BeingMovedError` while the project moves to another cluster.
    """
    if actor.kind in ("command", "system"):
        settle(project)
        return
    if actor.kind == "api_key":
        if managing_key(project, actor.id) is None:
            raise Absent
        if permission not in MANAGE_PERMISSIONS:
            raise Forbidden(permission, holder="The scope of this API key")
        refuse_held(project, permission)
        return
    user = User.objects.filter(pk=actor.id).first() if actor.kind == "user" else None
    if user is None:
        raise Absent
    access_project(user, project.pk, permission, in_grace=in_grace)


def authorise_persons(actor: Actor, project: Project) -> None:
    """Refuse an actor who may not find, give out and erase what is known of a caller: owners may, and API keys issued for it.

    Raises as `authorise` does.
    """
    if actor.kind != "api_key":
        authorise(actor, project, "manage_project")
        return
    row = managing_key(project, actor.id)
    if row is None:
        raise Absent
    if PERSONS_SCOPE not in row["scopes"]:
        raise Forbidden(PERSONS_SCOPE, holder="The scope of this API key")
    refuse_held(project, "manage_project")


def managing_key(project: Project, key_id: str) -> dict[str, Any] | None:
    """The row of one of the project's own keys, if it may manage the project now: neither revoked nor expired."""
    row = database(project.ref)[collections.API_KEYS].find_one({"_id": key_id, "revoked_at": None, "scopes": MANAGE_SCOPE})
    if row is None or project.status in GONE:
        return None
    expiry: datetime | None = row["expires_at"]
    return row if expiry is None or expiry.replace(tzinfo=UTC) > datetime.now(UTC) else None


def role_of(user: User, project: Project) -> str:
    """The person's role in the project, or an empty text."""
    membership = Membership.objects.filter(user=user, project=project).first()
    return membership.role if membership else ""


def permissions_of(user: User, project: Project) -> frozenset[str]:
    """What the person may do in the project."""
    held = support_rights(user, project) if user.is_staff else PERMISSIONS.get(role_of(user, project), frozenset())
    return held & READING if project.hold else held


def grant_role(user: User, project: Project, role: str) -> None:
    """Give the person the rights of `role` in the project, and no others."""
    content_type = ContentType.objects.get_for_model(Project)
    wanted = list(Permission.objects.filter(content_type=content_type, codename__in=sorted(PERMISSIONS[role])))
    if len(wanted) < len(PERMISSIONS[role]):
        raise Permission.DoesNotExist("The control database lacks rights that it should have: run `manage.py migrate`.")
    try:
        _add_rights(user, project, wanted)
    except IntegrityError:
        # Somebody gives the same person rights at this moment: each that is lacking, by itself.
        for permission in wanted:
            assign_perm(permission, user, project)
    _withdraw(user, project, keep=wanted)


def _add_rights(user: User, project: Project, wanted: Sequence[Permission]) -> None:
    """Write the rights that the person lacks at once: by guardian's own way each takes four questions."""
    has = set(_rights_held(user, project).values_list("permission_id", flat=True))
    about = {"user": user, "content_type": ContentType.objects.get_for_model(Project), "object_pk": project.pk}
    rows = [UserObjectPermission(permission=each, **about) for each in wanted if each.pk not in has]
    if rows:
        UserObjectPermission.objects.bulk_create(rows)


def _rights_held(user: User, project: Project) -> "QuerySet[UserObjectPermission]":
    content_type = ContentType.objects.get_for_model(Project)
    return UserObjectPermission.objects.filter(user=user, content_type=content_type, object_pk=project.pk)


def derive_rights(user: User, project: Project) -> None:
    """Make the person's rights in the project what the role in their membership says; without one they have none."""
    role = role_of(user, project)
    if role:
        grant_role(user, project, role)
    else:
        withdraw_rights(user, project)


def withdraw_rights(user: User, project: Project) -> None:
    """Take all the person's rights in the project away."""
    _withdraw(user, project, keep=())


def _withdraw(user: User, project: Project, keep: Sequence[Permission]) -> None:
    # guardian's remove_perm deletes across collections, which MongoDB cannot: the ids are fetched, then deleted.
    others = _rights_held(user, project).exclude(permission_id__in=[each.pk for each in keep])
    doomed = list(others.values_list("pk", flat=True))
    UserObjectPermission.objects.filter(pk__in=doomed).delete()
