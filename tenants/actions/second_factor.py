"""An account's second factor, an app or passkeys: added by who proves that it works, taken off, stood in for once by a code."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from pymongo.errors import DuplicateKeyError

from omnia.infra import units
from omnia.infra.audit import Actor
from omnia.infra.crypto import new_secret
from omnia.infra.units import Entry, Intent
from omnia.mongo.stamped import collection_of, document_of, row_query, stored
from tenants.access import Absent
from tenants.actions import trail
from tenants.audit_chains import platform_books
from tenants.control.models import Passkey, RecoveryCode, SecondFactor, User
from tenants.control.passkeys import MOST
from tenants.control.second_factor import digest_of, has_second_factor, matching_step, new_recovery_codes, sealed_seed

THERE_IS_ONE = _("This account has a second factor already. Take it off before you add another.")
NONE = _("This account has no second factor.")
NO_PASSKEY = _("This account has no such passkey.")


class SecondFactorError(Exception):
    """A second factor that cannot be added, or is not there; the sentence says why."""


def add_second_factor(actor: Actor, user: User, *, seed: bytes, code: str) -> list[str]:
    """Have the account ask for codes from now on; its other sessions end.

    Args:
        actor: the person.
        user: the same.
        seed: what the app was given.
        code: what the app makes of it now.

    Returns:
        The recovery codes, which are not kept in clear.

    Raises:
        SecondFactorError: the code is not right, or there is a second factor already.
        Absent: somebody else's account.
    """
    _own(actor, user)
    step = matching_step(seed, code)
    if not step:
        raise SecondFactorError(
            _("This is not the code that belongs to the picture. Check the time of your device and try again.")
        )
    if SecondFactor.objects.filter(pk=user.pk).exists():
        raise SecondFactorError(THERE_IS_ONE)
    ring_key, wrapped = sealed_seed(user, seed)
    row, told = (
        SecondFactor(user=user, ring_key=ring_key, wrapped=wrapped, last_step=step),
        Entry("user.second_factor_added", str(user.pk)),
    )
    _settle_removal(row)
    with trail.unit_of(platform_books(), actor, told, row) as unit:
        try:
            unit.insert(collection_of(SecondFactor), document_of(row), told)
        except DuplicateKeyError as error:
            raise SecondFactorError(THERE_IS_ONE) from error
        codes = _new_codes(user)
        _end_sessions(user)
    return codes


def add_passkey(actor: Actor, user: User, *, passkey: Passkey) -> list[str]:
    """Have the account ask for a passkey, or for one more; its other sessions end.

    Args:
        actor: the person.
        user: the same.
        passkey: what their device has just made.

    Returns:
        Recovery codes, which are not kept in clear; none if the account has a second factor already.

    Raises:
        SecondFactorError: it is somebody's already, or the account has too many.
        Absent: somebody else's account.
    """
    _own(actor, user)
    if Passkey.objects.filter(user=user).count() >= MOST:
        raise SecondFactorError(_("This account has as many passkeys as there can be. Take one off before you add another."))
    is_first = not has_second_factor(user)
    told = Entry("user.passkey_added", str(user.pk), {"passkey": passkey.pk})
    _settle_removal(passkey)
    with trail.unit_of(platform_books(), actor, told, passkey) as unit:
        try:
            unit.insert(collection_of(Passkey), document_of(passkey), told)
        except DuplicateKeyError as error:
            raise SecondFactorError(_("This passkey was added before.")) from error
        codes = _new_codes(user) if is_first else []
        _end_sessions(user)
    return codes


def remove_passkey(actor: Actor, user: User, passkey_id: str) -> None:
    """Take one passkey off; the account's sessions end. Raises `SecondFactorError` if it is not there, and `Absent`."""
    _own(actor, user)
    held = Passkey.objects.filter(pk=passkey_id, user=user).first()
    if held is None:
        raise SecondFactorError(NO_PASSKEY)
    told = Entry("user.passkey_removed", str(user.pk), {"passkey": held.pk})
    with trail.unit_of(platform_books(), actor, told, held, removes=True) as unit:
        unit.give_way(collection_of(Passkey).find_one(row_query(held)))
        if not collection_of(Passkey).delete_one(row_query(held)).deleted_count:
            raise SecondFactorError(NO_PASSKEY)
        unit.stamp(told)
        _void_codes_of_none(user)
        _end_sessions(user)


def remove_every_factor(actor: Actor, user: User) -> None:
    """Take the app and all passkeys off, each told by itself. Raises `SecondFactorError` if there is none, and `Absent`."""
    if not has_second_factor(user):
        raise SecondFactorError(NONE)
    for passkey in list(Passkey.objects.filter(user=user)):
        remove_passkey(actor, user, passkey.pk)
    if SecondFactor.objects.filter(pk=user.pk).exists():
        remove_second_factor(actor, user)


def remove_second_factor(actor: Actor, user: User) -> None:
    """Have the account ask for no code of an app any more; its sessions end. Raises `SecondFactorError`, and `Absent`."""
    _own(actor, user)
    held, told = _held(user), Entry("user.second_factor_removed", str(user.pk))
    rows = collection_of(SecondFactor)
    with trail.unit_of(platform_books(), actor, told, held, removes=True) as unit:
        unit.give_way(rows.find_one(row_query(held)))
        if not rows.delete_one(row_query(held)).deleted_count:
            raise SecondFactorError(NONE)
        unit.stamp(told)
        _void_codes_of_none(user)
        _end_sessions(user)


def replace_recovery_codes(actor: Actor, user: User) -> list[str]:
    """Make new recovery codes; the old ones are void. Raises `SecondFactorError` without a second factor, and `Absent`."""
    _own(actor, user)
    held, told = _any_held(user), Entry("user.recovery_codes_replaced", str(user.pk))
    with trail.unit_of(platform_books(), actor, told, held) as unit:
        if not unit.change(collection_of(type(held)), row_query(held), {}, told):
            raise SecondFactorError(NONE)
        return _new_codes(user)


def use_recovery_code(actor: Actor, user: User, *, code: str) -> bool:
    """Whether a recovery code is one of the account's; it is void then, also of several attempts at once. Raises `Absent`."""
    _own(actor, user)
    held = RecoveryCode.objects.filter(user=user, digest=digest_of(user, code)).first()
    if held is None:
        return False
    told = Entry("user.recovery_code_used", str(user.pk))
    with trail.unit_of(platform_books(), actor, told, held, removes=True) as unit:
        if not collection_of(RecoveryCode).delete_one(row_query(held)).deleted_count:
            return False
        unit.stamp(told)
    return True


def end_sessions(actor: Actor, user: User) -> None:
    """Sign the account out everywhere. Raises `Absent`."""
    _own(actor, user)
    stamp, told = new_secret(), Entry("user.signed_out_everywhere", str(user.pk))
    with trail.unit_of(platform_books(), actor, told, user) as unit:
        unit.change(collection_of(User), row_query(user), {"$set": stored(User, session_stamp=stamp)}, told)
    user.session_stamp = stamp


@units.finishes("user.second_factor_added")
@units.finishes("user.recovery_codes_replaced")
def _finish(intent: Intent, entries: Sequence[Entry]) -> None:
    """Void the recovery codes and end the sessions of an account whose second factor was changed by a process that was killed.

    Codes that were made nobody has seen: the person makes new ones.
    """
    user = User.objects.filter(pk=entries[0].subject).first()
    if user is not None:
        RecoveryCode.objects.filter(user=user).delete()
        if intent.action != "user.recovery_codes_replaced":
            _end_sessions(user)


@units.finishes("user.second_factor_removed")
@units.finishes("user.passkey_added")
@units.finishes("user.passkey_removed")
def _finish_beside_others(intent: Intent, entries: Sequence[Entry]) -> None:
    """The same, where the account may have another factor, whose recovery codes the person has: those stay good."""
    user = User.objects.filter(pk=entries[0].subject).first()
    if user is None:
        return
    is_only_one = Passkey.objects.filter(user=user).count() == 1 and not SecondFactor.objects.filter(pk=user.pk).exists()
    if intent.action == "user.passkey_added" and is_only_one:
        RecoveryCode.objects.filter(user=user).delete()
    _void_codes_of_none(user)
    _end_sessions(user)


def _void_codes_of_none(user: User) -> None:
    """Recovery codes stand in for a second factor; without one there is nothing that they open."""
    if not has_second_factor(user):
        RecoveryCode.objects.filter(user=user).delete()


def _settle_removal(row: SecondFactor | Passkey) -> None:
    """Have it told that the one before was taken off, before another stands in its place."""
    ((_field, key),) = row_query(row).items()
    units.settle_made(platform_books(), collection=collection_of(type(row)).name, key=key)


def _held(user: User) -> SecondFactor:
    held = SecondFactor.objects.filter(pk=user.pk).first()
    if held is None:
        raise SecondFactorError(NONE)
    return held


def _any_held(user: User) -> SecondFactor | Passkey:
    held = SecondFactor.objects.filter(pk=user.pk).first() or Passkey.objects.filter(user=user).order_by("added_at").first()
    if held is None:
        raise SecondFactorError(NONE)
    return held


def _own(actor: Actor, user: User) -> None:
    if actor.kind == "user" and actor.id != str(user.pk):
        raise Absent


def _new_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = new_recovery_codes()
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, digest=digest_of(user, code)) for code in codes])
    return codes


def _end_sessions(user: User) -> None:
    user.session_stamp = new_secret()
    User.objects.filter(pk=user.pk).update(session_stamp=user.session_stamp)
