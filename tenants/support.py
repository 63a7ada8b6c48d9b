"""Support sessions: for a time, and for a reason, an operator of the platform sees a customer's project.

What they may do in it is what its owner allows; until an owner allows more, it is to look, at no conversation.
"""

from collections.abc import Mapping
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from tenants.control.models import Project, SupportLevel, SupportSession, User

OPERATORS = "operator"
"""The group of the platform's staff who may."""

LEVELS: Final[Mapping[str, frozenset[str]]] = {
    SupportLevel.LOOK: frozenset({"view_project"}),
    SupportLevel.CONVERSATIONS: frozenset({"view_project", "view_conversations"}),
    SupportLevel.EDIT: frozenset({"view_project", "view_conversations", "edit_texts", "edit_templates"}),
}


def is_operator(user: User) -> bool:
    """Whether somebody may begin support sessions, and go on with theirs."""
    is_staff = user.is_active and user.is_staff
    return is_staff and (user.is_superuser or user.groups.filter(name=OPERATORS).exists())


def session_of(user: User, project: Project) -> SupportSession | None:
    """The person's session in the project, if one runs now; looked up anew each time, so that its end is at once."""
    if not user.is_staff:
        return None
    found = running(project).filter(user=user).first()
    return found if found is not None and is_operator(user) else None


def support_rights(user: User, project: Project) -> frozenset[str]:
    """What a member of staff may do in the project now: nothing without a session."""
    found = session_of(user, project)
    return LEVELS.get(project.support_level, frozenset()) if found is not None else frozenset()


def running(project: Project) -> QuerySet[SupportSession]:
    """The sessions in the project that have not ended."""
    return SupportSession.objects.filter(project=project, ended_at=None, expires_at__gt=timezone.now()).order_by("-opened_at")


def latest(project: Project, count: int = 20) -> list[SupportSession]:
    """The newest sessions, those that ended included."""
    return list(SupportSession.objects.filter(project=project).select_related("user").order_by("-opened_at")[:count])
