"""Secrets that are shown once: put aside by the request that makes them, taken out by the page that shows them."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.http import HttpRequest

from omnia.infra.crypto import known_secrets

SECONDS = 300
"""For how long a secret waits for the page that shows it."""

PREFIX = "shown-once:"


def put_aside(request: HttpRequest, name: str, secret: str) -> None:
    """Keep a secret, encrypted, in the person's session until `take_out` is called with the same name."""
    request.session[PREFIX + name] = _cipher(known_secrets()).encrypt(secret.encode()).decode()


def look_at(request: HttpRequest, name: str, seconds: int = SECONDS) -> str:
    """Return the secret and keep it; empty if there is none, or if it has waited for longer than so many seconds."""
    return _opened(request.session.get(PREFIX + name), seconds)


def take_out(request: HttpRequest, name: str) -> str:
    """Return the secret and forget it; empty if there is none, or if it has waited for too long."""
    return _opened(request.session.pop(PREFIX + name, None), SECONDS)


def _opened(kept: str | None, seconds: int) -> str:
    if kept is None:
        return ""
    try:
        return _cipher(known_secrets()).decrypt(kept.encode(), ttl=seconds).decode()
    except InvalidToken:
        return ""


@lru_cache(maxsize=1)
def _cipher(secrets: tuple[str, ...]) -> MultiFernet:
    """Encrypts under the first secret, and opens under each."""
    keys = (hashlib.sha256(f"omnia:shown-once:{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
