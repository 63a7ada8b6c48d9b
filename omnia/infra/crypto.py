"""Secrets and keyed hashes."""

import hashlib
import hmac
import secrets
import string

from django.conf import settings

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


def keyed_hash(text: str, *, purpose: str) -> str:
    """HMAC-SHA-256 of `text`, in hex, under a key derived from the product's secret for this purpose alone (RFC 2104)."""
    return keyed_hash_of_bytes(text.encode(), purpose=purpose)


def keyed_hash_of_bytes(content: bytes, *, purpose: str) -> str:
    """As `keyed_hash`, of bytes."""
    key = hashlib.sha256(f"omnia:{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, content, hashlib.sha256).hexdigest()


def equal(first: str, second: str) -> bool:
    """Compare in a time that tells nothing about where they differ."""
    return hmac.compare_digest(first.encode(), second.encode())
