"""The one way to sign in: limits first, then the password; a browser that got in is known afterwards."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from omnia.infra.crypto import keyed_hash, new_secret
from omnia.infra.email_addresses import normalise_email
from omnia.infra.sign_in_limits import begin_attempt
from tenants.control.models import User

DEVICE_COOKIE = "omnia_device"
DEVICE_SECONDS = 365 * 24 * 3600
DEVICE_SALT = "omnia.known-device"
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
        return user

    def _checked(self, request: HttpRequest | None, email: str, password: str | None) -> User | None:
        found = super().authenticate(request, username=email, password=password)
        return found if isinstance(found, User) else None


def known_device(request: HttpRequest, email: str) -> str:
    """Return what identifies the browser if the account has signed in with it before, else an empty text."""
    return _known(request).get(_tag(email), "")


def has_signed_in_before(request: HttpRequest) -> bool:
    """Return whether any account has signed in with this browser; the signature alone is looked at."""
    return bool(_known(request))


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let the browser prove next time that this account has signed in with it."""
    known = {tag: secret for tag, secret in _known(request).items() if tag != _tag(email)}
    kept = dict([*known.items(), (_tag(email), new_secret(20))][-MOST_ACCOUNTS:])
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


def _tag(email: str) -> str:
    """Return what the cookie calls an account, so that it holds no address."""
    return keyed_hash(normalise_email(email), purpose="known-device")[:16]
