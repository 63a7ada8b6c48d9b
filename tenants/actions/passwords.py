"""A person's own password: changed by who knows it, set anew by who holds the link that was mailed to the account's address."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from omnia.infra.audit import Actor
from omnia.infra.units import Entry
from omnia.mongo.stamped import collection_of, row_query, stored
from tenants.access import Absent
from tenants.actions import trail
from tenants.audit_chains import platform_books
from tenants.control.models import User

LONGEST = 256


class PasswordError(Exception):
    """A password that cannot be taken; `sentences` say why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class PasswordGoneError(LookupError):
    """Raised when the password that was to be replaced is not the account's any more: a link was used, or used twice at once."""


def change_password(actor: Actor, user: User, *, password: str) -> None:
    """Give one's own account another password; sessions that knew the old one end. Raises as `reset_password`, and `Absent`."""
    if actor.kind == "user" and actor.id != str(user.pk):
        raise Absent
    _replace(actor, user, password, Entry("user.password_changed", str(user.pk)))


def reset_password(actor: Actor, user: User, *, password: str) -> None:
    """Give an account another password by a link that was mailed; all its sessions end.

    Args:
        actor: the person that the link was mailed to.
        user: the account as it was when the link was looked at: whoever replaced its password since then was first.
        password: the new one.

    Raises:
        PasswordError: the password is too weak, or not new.
        PasswordGoneError: somebody else replaced it meanwhile.
    """
    if actor.kind == "user" and actor.id != str(user.pk):
        raise Absent
    _replace(actor, user, password, Entry("user.password_reset", str(user.pk)))


def _replace(actor: Actor, user: User, password: str, told: Entry) -> None:
    _check(user, password)
    after = make_password(password)
    # Compared and set in one step: of two links, or of a link used twice at once, one counts.
    same = row_query(user) | stored(User, password=user.password, is_active=True)
    with trail.unit_of(platform_books(), actor, told, user) as unit:
        if not unit.change(collection_of(User), same, {"$set": stored(User, password=after)}, told):
            raise PasswordGoneError
    user.password = after


def _check(user: User, password: str) -> None:
    if len(password) > LONGEST:
        raise PasswordError([f"A password has {LONGEST} characters at most."])
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordError(list(error.messages)) from error
