"""Secrets and keyed hashes."""

import hashlib
import hmac
import secrets
import string
from functools import lru_cache

from django.conf import settings

from omnia.infra.envelope import derived_ring_key

ALPHANUMERIC = string.ascii_letters + string.digits
ID_ALPHABET = string.ascii_lowercase + string.digits
ID_LENGTH = 12


def new_secret(length: int = 40) -> str:
    """A random secret of letters and digits."""
    found = ""
    while len(found) < length:
        # Below the greatest multiple of their number every character is equally likely; bytes above it are thrown away.
        found += "".join(ALPHANUMERIC[byte % 62] for byte in secrets.token_bytes(length) if byte < 4 * 62)
    return found[:length]


def new_id(length: int = ID_LENGTH) -> str:
    """A random identifier of lower-case letters and digits that starts with a letter."""
    return secrets.choice(string.ascii_lowercase) + "".join(secrets.choice(ID_ALPHABET) for _place in range(length - 1))


def known_secrets() -> tuple[str, ...]:
    """The product's secrets: the one of today, then those that are still accepted."""
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache(maxsize=16)
def secret_name(secret: str) -> str:
    """What tells one secret of the product from another, and nothing of it: the id of the key that wraps data keys under it."""
    return derived_ring_key(secret)[0]


def keyed_hash(text: str, *, purpose: str) -> str:
    """HMAC-SHA-256 of `text`, in hex, under a key derived from the product's secret for this purpose alone (RFC 2104)."""
    return keyed_hash_of_bytes(text.encode(), purpose=purpose)


def keyed_hash_of_bytes(content: bytes, *, purpose: str) -> str:
    """As `keyed_hash`, of bytes."""
    return _hash(settings.SECRET_KEY, content, purpose)


def keyed_hashes(text: str, *, purpose: str) -> list[str]:
    """The keyed hash under each known secret, the one of today first."""
    return [_hash(secret, text.encode(), purpose) for secret in known_secrets()]


def earlier_hashes(text: str, *, purpose: str) -> list[str]:
    """The keyed hash under each secret that is still accepted; empty while none is being replaced."""
    return [_hash(secret, text.encode(), purpose) for secret in settings.SECRET_KEY_FALLBACKS]


def is_keyed_hash(found: str, content: bytes, *, purpose: str) -> bool:
    """Whether something is the keyed hash of some bytes, under any known secret."""
    return any(equal(found, _hash(secret, content, purpose)) for secret in known_secrets())


def equal(first: str, second: str) -> bool:
    """Compare in a time that tells nothing about where they differ."""
    return hmac.compare_digest(first.encode(), second.encode())


def _hash(secret: str, content: bytes, purpose: str) -> str:
    key = hashlib.sha256(f"omnia:{purpose}:{secret}".encode()).digest()
    return hmac.new(key, content, hashlib.sha256).hexdigest()
