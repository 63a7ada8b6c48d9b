"""Who may do what in a project: by each right, the people, the API keys, and what a support session may do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermission

from tenants import selectors
from tenants.access import MANAGE_PERMISSIONS, MANAGE_SCOPE, PERMISSIONS, PERSONS_SCOPE
from tenants.control.models import Membership, Project, User
from tenants.support import LEVELS

RIGHTS: Final[tuple[tuple[str, Promise], ...]] = (
    ("view_project", _("Look at everything but conversations")),
    ("view_conversations", _("Read conversations")),
    ("edit_texts", _("Change texts")),
    ("edit_templates", _("Change templates and flows")),
    ("publish", _("Publish and roll back")),
    ("manage_keys", _("Issue and revoke API keys")),
    ("manage_people", _("Invite people and change roles")),
    ("manage_project", _("Settings, audit log, support sessions")),
)
SCOPES: Final[tuple[tuple[str, Promise], ...]] = (
    ("read", _("Read what is published, by the API")),
    ("converse", _("Hold conversations, by the API")),
    (PERSONS_SCOPE, _("Find, give out and erase what is known of a caller, by the API")),
)
"""What only keys may do."""


@dataclass(frozen=True, slots=True)
class Right:
    """One right, and who has it."""

    words: Promise
    people: tuple[User, ...]
    keys: tuple[str, ...]
    support: bool


@dataclass(frozen=True, slots=True)
class WhoMay:
    """Every right, and the people whose rights are not those of their role."""

    rights: tuple[Right, ...]
    at_odds: tuple[User, ...]


def who_may(project: Project) -> WhoMay:
    """What is so now: of people what the door asks for, not what their role's name promises."""
    held = _held(project)
    keys = [row for row in selectors.keys(project) if row.state == "active"]
    supported = LEVELS.get(project.support_level, frozenset())

    def right(name: str, words: Promise) -> Right:
        people = tuple(sorted((user for user, names in held.items() if name in names), key=lambda user: user.email))
        managing = tuple(row.name for row in keys if MANAGE_SCOPE in row.scopes) if name in MANAGE_PERMISSIONS else ()
        return Right(words, people, managing, name in supported)

    scopes = (Right(words, (), tuple(row.name for row in keys if scope in row.scopes), False) for scope, words in SCOPES)
    return WhoMay((*(right(name, words) for name, words in RIGHTS), *scopes), tuple(_at_odds(project, held)))


def _held(project: Project) -> dict[User, set[str]]:
    rows = UserObjectPermission.objects.filter(content_type=ContentType.objects.get_for_model(Project), object_pk=project.pk)
    found: dict[User, set[str]] = {}
    for row in rows.select_related("user", "permission"):
        # The platform's staff has no rights in a project, and who is not active has none anywhere.
        if row.user.is_active and not row.user.is_staff:
            found.setdefault(row.user, set()).add(row.permission.codename)
    return found


def _at_odds(project: Project, held: dict[User, set[str]]) -> Iterator[User]:
    roles = {row.user: row.role for row in Membership.objects.filter(project=project).select_related("user")}
    for user in sorted({*roles, *held}, key=lambda user: user.email):
        if user.is_active and not user.is_staff and held.get(user, set()) != PERMISSIONS.get(roles.get(user, ""), frozenset()):
            yield user
