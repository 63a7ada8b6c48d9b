"""What people show that it is them: their password, a code of the app, a recovery code, a passkey. All of them are counted."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from omnia.infra.audit import Actor
from omnia.infra.envelope import EnvelopeError
from omnia.infra.sign_in_limits import TooSoonError
from tenants.actions.second_factor import use_recovery_code
from tenants.control import passkeys, sign_in
from tenants.control import second_factor as factor
from tenants.control.models import User
from tenants.studio.shown_once import look_at, put_aside, take_out
from tenants.studio.waiting_words import wait_text

LONGEST_CODE = 64
ASKED, PROVED = "passkey-asked", "passkey-proved"
"""In a session: what a browser was asked for, and that it showed a passkey just now."""
ASKED_SECONDS, PROVED_SECONDS = 600, 300


class Refused(Exception):  # noqa: N818
    """What was sent cannot be taken; the sentence says why."""

    def __init__(self, sentence: str, status: int = 422, seconds: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.seconds = status, seconds


def confirm_password(request: HttpRequest, user: User) -> None:
    """Raise `Refused` unless the account's password was sent."""
    try:
        is_right = sign_in.confirm_password(request, user, request.POST.get("current", ""))
    except TooSoonError as error:
        raise _too_soon(error) from error
    if not is_right:
        raise Refused(_("That is not your password. Nothing was changed."))


def begin_code(request: HttpRequest, user: User) -> Any:
    """Count an attempt at a second factor. Raises `Refused` for one that must wait."""
    try:
        return sign_in.begin_code(request, user)
    except TooSoonError as error:
        raise _too_soon(error) from error


def accept_code(request: HttpRequest, user: User) -> int | None:
    """Take a code of the app (None) or a recovery code (how many are left); raises `Refused` for any other."""
    attempt, code = begin_code(request, user), typed_code(request)
    left = None
    try:
        is_right = factor.is_code_of_app(user, code)
    except EnvelopeError:
        is_right = False
    if not is_right:
        is_right = use_recovery_code(Actor("user", str(user.pk), str(user)), user, code=code)
        left = factor.recovery_codes_left(user)
    if not is_right:
        sign_in.note_wrong_code(user)
        raise Refused(_("This code is not right, or was used before. Wait for the next one, or take a recovery code."))
    attempt.succeed()
    return left


def typed_code(request: HttpRequest) -> str:
    """The code that was sent."""
    return request.POST.get("code", "")[:LONGEST_CODE]


def ask_for_passkey(request: HttpRequest, user: User) -> str:
    """Return what the browser is to be asked, as JSON; empty where the account has no passkey, or browsers allow none."""
    site = passkeys.site_of(request)
    if site is None or not passkeys.passkeys_of(user):
        return ""
    asked = passkeys.ask_for_one(site, user)
    put_aside(request, ASKED, asked.state)
    return asked.options


def accept_passkey(request: HttpRequest, user: User) -> None:
    """Raise `Refused` unless the browser showed one of the account's passkeys, for what it was asked last."""
    attempt = begin_code(request, user)
    site, asked = passkeys.site_of(request), look_at(request, ASKED, ASKED_SECONDS)
    # An answer is good once, whatever comes of it.
    take_out(request, ASKED)
    if site is None or not asked or not _shows_passkey(site, asked, user, request.POST.get("passkey", "")):
        sign_in.note_wrong_code(user)
        raise Refused(_("That showed none of your passkeys. Try again, or type a code."))
    attempt.succeed()


def _shows_passkey(site: passkeys.Site, asked: str, user: User, answer: str) -> bool:
    try:
        passkeys.shown_passkey(site, asked, user, answer)
    except passkeys.PasskeyError:
        return False
    return True


def prove_by_passkey(request: HttpRequest, user: User) -> None:
    """Take a passkey in place of the code for what is changed within the next minutes. Raises `Refused`."""
    accept_passkey(request, user)
    put_aside(request, PROVED, str(user.pk))


def is_proved(request: HttpRequest, user: User) -> bool:
    """Whether a passkey was shown in this session just now."""
    return look_at(request, PROVED, PROVED_SECONDS) == str(user.pk)


def accept_proof(request: HttpRequest, user: User) -> None:
    """Take a passkey that was shown just now, else a code. Raises `Refused`."""
    if not is_proved(request, user):
        accept_code(request, user)


def _too_soon(error: TooSoonError) -> Refused:
    return Refused(_("That was too often.") + " " + wait_text(error.seconds), 429, error.seconds)
