"""The one way to sign in: limits first, then the password, then a code; a browser that got in is known afterwards."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.backends import ModelBackend
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from omnia.infra.crypto import equal, keyed_hashes, new_secret
from omnia.infra.email_addresses import normalise_email
from omnia.infra.sign_in_limits import Attempt, begin_attempt
from omnia.infra.telemetry import log
from tenants.control.models import User

logger = log(__name__)

DEVICE_COOKIE = "omnia_device"
DEVICE_SECONDS = 365 * 24 * 3600
DEVICE_SALT = "omnia.known-device"
WAITING, SHOWN = "sign-in-waiting", "second-factor-shown"
"""In a session: whose password was right, and where they wanted to; and that this session began with a code."""

WAITING_SECONDS = 600
MOST_ACCOUNTS = 5
"""Accounts for which a browser is known at once; the one that signed in longest ago goes."""


class LimitedBackend(ModelBackend):
    """Django's own backend behind the limits; without a request there is no one to limit (commands, tests)."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **credentials: Any
    ) -> User | None:
        """Return the user whom e-mail and password belong to.

        Raises:
            TooSoonError: the attempt must wait; nothing was looked at.
            HashingBusyError: too many passwords are being looked at just now.
        """
        email = normalise_email(username or credentials.get(User.USERNAME_FIELD) or "")
        if request is None:
            return self._checked(None, email, password)
        attempt = begin_attempt(email, request.META.get("REMOTE_ADDR", ""), known_device(request, email))
        user = self._checked(request, email, password)
        if user is not None:
            attempt.succeed()
        logger.info("sign_in.password", account=_tags(email)[0], right=user is not None)
        return user

    def _checked(self, request: HttpRequest | None, email: str, password: str | None) -> User | None:
        found = super().authenticate(request, username=email, password=password)
        return found if isinstance(found, User) else None


def confirm_password(request: HttpRequest, user: User, password: str) -> bool:
    """Whether whoever is signed in knows the account's password; counted like an attempt to sign in. Raises like those."""
    return authenticate(request, username=user.email, password=password) == user


def wait_for_code(request: HttpRequest, user: User, wanted: str) -> None:
    """Remember, in the session, whose password was right and where they wanted to: they are not signed in yet."""
    request.session.cycle_key()
    request.session[WAITING] = {
        "user": str(user.pk), "hash": user.get_session_auth_hash(), "until": time.time() + WAITING_SECONDS, "wanted": wanted,
    }  # fmt: skip


def waits_for_code(request: HttpRequest) -> bool:
    """Whether the session says that a password was right; nothing is looked up."""
    return WAITING in request.session


def waiting_user(request: HttpRequest) -> tuple[User | None, str]:
    """Whose code is waited for, and where they wanted to; None if nobody's, for too long, or not by this password any more."""
    held = request.session.get(WAITING)
    if held is None or held["until"] < time.time():
        return None, ""
    user = User.objects.filter(pk=held["user"], is_active=True).first()
    if user is None or not any(equal(each, held["hash"]) for each in _session_hashes(user)):
        return None, ""
    return user, held["wanted"]


def _session_hashes(user: User) -> list[str]:
    """What ties a session to the account's password, under the product's secret and those before it."""
    return [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]


def begin_code(request: HttpRequest, user: User) -> Attempt:
    """Count an attempt at a code like one at a password, apart from those. Raises `TooSoonError`."""
    return begin_attempt(f"code:{user.email}", request.META.get("REMOTE_ADDR", ""), known_device(request, user.email))


def note_second_factor(request: HttpRequest) -> None:
    """Remember that this session showed a code."""
    logger.info("sign_in.code", account=_tags(request.user.email)[0] if isinstance(request.user, User) else "", right=True)
    request.session[SHOWN] = True


def note_wrong_code(user: User) -> None:
    """Write into the log that a code was wrong."""
    logger.info("sign_in.code", account=_tags(user.email)[0], right=False)


def forget_second_factor(request: HttpRequest) -> None:
    """Forget it: the account has no second factor any more."""
    request.session.pop(SHOWN, None)


def showed_second_factor(request: HttpRequest) -> bool:
    """Whether this session began with a code, or the second factor was added in it."""
    return bool(request.session.get(SHOWN))


def known_device(request: HttpRequest, email: str) -> str:
    """Return what identifies the browser if the account has signed in with it before, else an empty text."""
    known = _known(request)
    return next((known[tag] for tag in _tags(email) if tag in known), "")


def has_signed_in_before(request: HttpRequest) -> bool:
    """Return whether any account has signed in with this browser; the signature alone is looked at."""
    return bool(_known(request))


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let the browser prove next time that this account has signed in with it."""
    tags = _tags(email)
    known = {tag: secret for tag, secret in _known(request).items() if tag not in tags}
    kept = dict([*known.items(), (tags[0], new_secret(20))][-MOST_ACCOUNTS:])
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(kept, salt=DEVICE_SALT),
        max_age=DEVICE_SECONDS,
        path=reverse(settings.LOGIN_URL),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        held = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_SALT, max_age=DEVICE_SECONDS)
    except signing.BadSignature:
        return {}
    return held if isinstance(held, dict) else {}


def _tags(email: str) -> list[str]:
    """Return what cookies call an account, so that they hold no address: under the product's secret, and those before it."""
    return [digest[:16] for digest in keyed_hashes(normalise_email(email), purpose="known-device")]
