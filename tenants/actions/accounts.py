"""Accounts that are made by the operator: staff of the platform, and those of the demo."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from omnia.infra.audit import Actor
from omnia.infra.email_addresses import normalise_email
from tenants.actions import trail
from tenants.control.models import User

LONGEST_NAME = 120


class AccountError(Exception):
    """An account that cannot be made; the sentence says why."""


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
    user = User.objects.create_user(address, password, name=name, is_staff=is_staff, is_superuser=is_staff)
    if is_staff:
        user.groups.set(Group.objects.filter(name__startswith="catalogue"))
    trail.note_platform(actor, action="user.created", subject=str(user.pk), staff=is_staff)
    return user
