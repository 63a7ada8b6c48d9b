"""Secrets that are shown once: put aside by the request that makes them, taken out by the page that shows them."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest

SECONDS = 300
"""For how long a secret waits for the page that shows it."""

PREFIX = "shown-once:"


def put_aside(request: HttpRequest, name: str, secret: str) -> None:
    """Keep a secret, encrypted, in the person's session until `take_out` is called with the same name."""
    request.session[PREFIX + name] = _cipher(settings.SECRET_KEY).encrypt(secret.encode()).decode()


def take_out(request: HttpRequest, name: str) -> str:
    """Return the secret and forget it; empty if there is none, or if it has waited for too long."""
    kept = request.session.pop(PREFIX + name, None)
    if kept is None:
        return ""
    try:
        return _cipher(settings.SECRET_KEY).decrypt(kept.encode(), ttl=SECONDS).decode()
    except InvalidToken:
        return ""


@lru_cache(maxsize=1)
def _cipher(secret_key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"omnia:shown-once:{secret_key}".encode()).digest()))
