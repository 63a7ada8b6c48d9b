"""Who may do what in the catalogue's admin; the actions check again."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from factory.actions import EDITORS, PUBLISHERS, STAFF_GROUPS, Staff

Right = Callable[[HttpRequest], bool]


def staff_of(request: HttpRequest) -> Staff:
    """The person of the request with their groups, read once a request."""
    held: Any = request
    if not hasattr(held, "catalogue_staff"):
        held.catalogue_staff = Staff.of(request.user)
    found: Staff = held.catalogue_staff
    return found


def may_read(request: HttpRequest) -> bool:
    """Everyone in a group of the platform's staff reads the catalogue."""
    return bool(staff_of(request).groups & frozenset(STAFF_GROUPS))


def may_edit(request: HttpRequest) -> bool:
    """Editors change drafts and industries."""
    return EDITORS in staff_of(request).groups


def may_publish(request: HttpRequest) -> bool:
    """Publishers decide on what projects get."""
    return PUBLISHERS in staff_of(request).groups


def refusal(right: Right) -> str:
    """Why someone without a right is not let in, and what to do."""
    if right is may_read:
        return _("Only people in a group of the platform's staff may read the catalogue. Ask an operator to add you to one.")
    group = EDITORS if right is may_edit else PUBLISHERS
    return _("Only people in the group “%(group)s” may do this. Ask an operator to add you.") % {"group": group}
