"""Accounts that are made by the operator: staff of the platform, and those of the demo."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pymongo.errors import DuplicateKeyError

from omnia.infra import units
from omnia.infra.audit import Actor
from omnia.infra.email_addresses import normalise_email
from omnia.infra.units import Entry, Intent
from omnia.mongo.stamped import collection_of, document_of, stored
from tenants.access import Forbidden
from tenants.actions import trail
from tenants.audit_chains import platform_books
from tenants.control.models import Membership, User

LONGEST_NAME = 120
MAX_ATTEMPTS = 20
"""Times that a change is tried again because somebody else made another."""


class AccountError(Exception):
    """An account that cannot be made, or changed so; the sentence says why."""


def create_account(actor: Actor, *, email: str, name: str, password: str, is_staff: bool = False) -> User:
    """Make an account; one of staff has every right, and the catalogue's groups. Raises `AccountError`, and made nothing then."""
    address = normalise_email(email)
    try:
        validate_email(address)
    except ValidationError:
        raise AccountError(f"“{email}” is not an e-mail address.") from None
    if len(name) > LONGEST_NAME:
        raise AccountError(f"The name is longer than {LONGEST_NAME} characters.")
    if User.objects.filter(email=address).exists():
        raise AccountError(f"There is an account of {address} already. It was not changed.")
    user = User(email=address, name=name, is_staff=is_staff, is_superuser=is_staff)
    user.set_password(password)
    told = Entry("user.created", str(user.pk), {"staff": is_staff})
    with trail.unit_on(platform_books(), actor, told.action, User, stored(User, id=user.pk)["id"]) as unit:
        try:
            unit.insert(collection_of(User), document_of(user), told)
        except DuplicateKeyError:
            raise AccountError(f"There is an account of {address} already. It was not changed.") from None
    made = User.objects.get(pk=user.pk)
    if is_staff:
        made.groups.set(Group.objects.filter(name__startswith="catalogue"))
    return made


def change_account(actor: Actor, user: User, *, name: str, is_active: bool, is_staff: bool, groups: Sequence[str]) -> None:
    """Say what somebody is called, whether their account is open, and what they are to the platform; for superusers.

    Args:
        actor: who says so.
        user: whose account.
        name: what they are called.
        is_active: whether they may sign in.
        is_staff: whether they are of the platform's staff.
        groups: the names of the staff's groups that they are in.

    Raises:
        Forbidden: the actor is neither a superuser nor a command.
        AccountError: nobody is of the staff and of a customer's project.
    """
    _superuser(actor)
    if is_staff and Membership.objects.filter(user_id=user.pk).exists():
        raise AccountError("This person belongs to projects. Make another account for their work as staff.")
    wanted = {"name": name, "is_active": is_active, "is_staff": is_staff}
    for _attempt in range(MAX_ATTEMPTS):
        # Not what the caller holds: a form has written its own values into that.
        before = User.objects.get(pk=user.pk)
        if _changed(actor, before, wanted, sorted(groups)):
            return
    raise AccountError("Others change this account without a pause. Try again.")


def _changed(actor: Actor, before: User, wanted: dict[str, Any], groups: list[str]) -> bool:
    """Whether the account was still as it was before, and has the new values and groups now."""
    held = {name: getattr(before, name) for name in wanted}
    groups_before = sorted(before.groups.values_list("name", flat=True))
    fields = [name for name in wanted if wanted[name] != held[name]] + ["groups"] * (groups != groups_before)
    # A name is a person's: the log says that it was changed, and no more.
    facts: dict[str, Any] = {"fields": sorted(fields)}
    for name in ("is_active", "is_staff"):
        facts |= {name: wanted[name], f"{name}_before": held[name]}
    told = Entry("user.changed", str(before.pk), {**facts, "groups": groups, "groups_before": groups_before})
    same, change = stored(User, id=before.pk, **held), {"$set": stored(User, **wanted)}
    with trail.unit_of(platform_books(), actor, told, before) as unit:
        if not unit.change(collection_of(User), same, change, told):
            return False
        before.groups.set(Group.objects.filter(name__in=groups))
    return True


@units.finishes("user.changed")
def _set_groups(_intent: Intent, entries: Sequence[Entry]) -> None:
    """Put an account into the groups that are told, whose writer was killed before it did."""
    user = User.objects.filter(pk=entries[0].subject).first()
    if user is not None:
        user.groups.set(Group.objects.filter(name__in=entries[0].facts.get("groups", [])))


def _superuser(actor: Actor) -> None:
    if actor.kind in ("command", "system"):
        return
    if actor.kind != "user" or not User.objects.filter(pk=actor.id, is_active=True, is_superuser=True).exists():
        raise Forbidden("change_accounts")
