"""Envelope encryption: data under a key of their project, that key wrapped by a key ring that stands elsewhere.

Whoever has the database without the ring reads nothing; whoever destroys a project's data key has destroyed what it protects,
backups included. Every sealed text names the key that opens it, so that keys can be replaced while old ones still open.

Sealed data: one byte `0xE1`, 8 bytes of the data key's id, 12 of nonce, then AES-256-GCM's ciphertext with its tag. Each name
has a key of its own, derived from the data key, so no key ever meets enough nonces for two to be the same.
Docs: docs/decisions/0022-session-state-at-rest.md.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import threading
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from omnia.infra import background

MAGIC = b"\xe1"
"""The first byte of what is sealed; no record of earlier releases began with it."""

DERIVATION = b"omnia:seal:"
MARKING = b"mark:"
MARK_BYTES = 16
ID_BYTES, NONCE_BYTES, KEY_BYTES, TAG_BYTES = 8, 12, 32, 16
HEADER_BYTES = 1 + ID_BYTES + NONCE_BYTES
NONCES_AT_ONCE = 64
"""Nonces that a thread asks the system for at once, for one alone costs as much as sealing a conversation."""

RING_ENTRY = re.compile(r"([A-Za-z0-9._-]{1,40})=([0-9a-fA-F]{64})")


class EnvelopeError(Exception):
    """What cannot be opened: another key is needed, or it was changed or moved; the sentence says which."""


class UnknownKeyError(EnvelopeError):
    """The data key that it was sealed with is not known."""


class RingKeyError(EnvelopeError):
    """The data key cannot be unwrapped here: the ring lacks the key that wrapped it, or cannot use it."""


class RingUnreachableError(RingKeyError):
    """The key ring stands elsewhere and does not answer now: what is unwrapped already is used on."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key as it is stored: its id, the id of the ring's key that wraps it, and the wrapped bytes."""

    id: bytes
    ring_key: str
    wrapped: bytes


class KeyRing(Protocol):
    """Wraps and unwraps data keys: keys from a file or setting here; a key management service can do the same elsewhere."""

    def holds(self, ring_key: str) -> bool:
        """Whether the key with this id is, or was, one of this ring's."""

    def current(self) -> str:
        """The id of the key that wraps now; raises `EnvelopeError`."""

    def wrap(self, key: bytes, context: bytes) -> tuple[str, bytes]:
        """A key wrapped by the ring's current key, whose id comes first."""

    def unwrap(self, ring_key: str, wrapped: bytes, context: bytes) -> bytes:
        """A key unwrapped; raises `EnvelopeError`."""


class LocalKeyRing:
    """Keys held in this process: the first wraps, all of them unwrap."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        """Take keys of 32 bytes by their ids, at least one."""
        self._keys, self._current = dict(keys), next(iter(keys))

    def holds(self, ring_key: str) -> bool:
        """Whether the key with this id is here."""
        return ring_key in self._keys

    def current(self) -> str:
        """The id of the first key."""
        return self._current

    def wrap(self, key: bytes, context: bytes) -> tuple[str, bytes]:
        """A key wrapped by the current one."""
        nonce = os.urandom(NONCE_BYTES)
        return self._current, nonce + AESGCM(self._keys[self._current]).encrypt(nonce, key, context)

    def unwrap(self, ring_key: str, wrapped: bytes, context: bytes) -> bytes:
        """A key unwrapped by the one that wrapped it."""
        if ring_key not in self._keys:
            raise RingKeyError(f"The key ring has no key “{ring_key}”.")
        return _opened(self._keys[ring_key], wrapped, context)


class KeyRings:
    """Several rings: the first one wraps, each of them unwraps what it wrapped."""

    def __init__(self, first: KeyRing, *others: KeyRing) -> None:
        """Take rings, the one that wraps first."""
        self._first, self._rings = first, (first, *others)

    def holds(self, ring_key: str) -> bool:
        """Whether the key with this id is in one of them."""
        return any(ring.holds(ring_key) for ring in self._rings)

    def current(self) -> str:
        """The id of the key that wraps now; raises `EnvelopeError`."""
        return self._first.current()

    def wrap(self, key: bytes, context: bytes) -> tuple[str, bytes]:
        """A key wrapped by the first ring; raises `EnvelopeError`."""
        return self._first.wrap(key, context)

    def unwrap(self, ring_key: str, wrapped: bytes, context: bytes) -> bytes:
        """A key unwrapped by the ring that wrapped it; raises `EnvelopeError`."""
        ring = next((ring for ring in self._rings if ring.holds(ring_key)), None)
        if ring is None:
            raise RingKeyError(f"The key ring has no key “{ring_key}”.")
        return ring.unwrap(ring_key, wrapped, context)


def parse_ring(text: str) -> dict[str, bytes]:
    """The keys of `id=64 hex digits` entries with blanks between them, the current one first; raises `ValueError`."""
    found: dict[str, bytes] = {}
    for entry in text.split():
        match = RING_ENTRY.fullmatch(entry)
        if match is None or match[1] in found:
            raise ValueError("write it as name=64 hexadecimal digits, each name once, the current key first")
        found[match[1]] = bytes.fromhex(match[2])
    return found


def derived_ring_key(secret: str) -> tuple[str, bytes]:
    """The key that installations have which name none: derived from the product's secret, with an id that tells which one."""
    key = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"omnia:key-ring").derive(secret.encode())
    return key_name(key), key


def key_name(key: bytes) -> str:
    """The id of a key that was derived from the product's secret; it tells which secret, and nothing of it."""
    return f"secret-{hashlib.sha256(key).hexdigest()[:8]}"


class DataKeys:
    """The data keys of a project: the current one seals, all of them open."""

    __slots__ = ("_current", "_derivations")

    def __init__(self, keys: dict[bytes, bytes], current: bytes) -> None:
        """Take keys by their ids, and the id of the current one."""
        # Prepared, each name's key costs half.
        self._derivations = {key_id: hmac.new(key, DERIVATION, "sha256") for key_id, key in keys.items()}
        self._current = current

    def seal(self, data: bytes, name: str) -> bytes:
        """Data that only whoever has the key and knows the name opens; the name says whose they are, what and which."""
        nonce, bound = _nonce(), name.encode()
        key = _own_key(self._derivations[self._current], bound)
        return MAGIC + self._current + nonce + AESGCM(key).encrypt(nonce, data, bound)

    def open(self, sealed: bytes, name: str) -> bytes:
        """What was sealed under the same name; raises `EnvelopeError`."""
        if not is_sealed(sealed):
            raise EnvelopeError("This is not sealed.")
        derivation = self._derivations.get(sealed[1 : 1 + ID_BYTES])
        if derivation is None:
            raise UnknownKeyError("The data key of this is not known.")
        bound = name.encode()
        return _opened(_own_key(derivation, bound), sealed[1 + ID_BYTES :], bound)

    def mark(self, text: str, name: str) -> bytes:
        """A keyed hash of a text under the current key: the same for the same text and name, and nothing to who lacks the key."""
        return _mark(self._derivations[self._current], text, name)

    def marks(self, text: str, name: str) -> list[bytes]:
        """The text's mark under each of the keys: what was marked before the current one came is found as well."""
        return [_mark(derivation, text, name) for derivation in self._derivations.values()]


def new_data_key(ring: KeyRing, context: bytes) -> WrappedKey:
    """A fresh data key, wrapped."""
    ring_key, wrapped = ring.wrap(os.urandom(KEY_BYTES), context)
    return WrappedKey(os.urandom(ID_BYTES), ring_key, wrapped)


def is_sealed(data: bytes) -> bool:
    """Whether data have the form of sealed ones."""
    return data[:1] == MAGIC and len(data) >= HEADER_BYTES + TAG_BYTES


def _mark(derivation: hmac.HMAC, text: str, name: str) -> bytes:
    return hmac.digest(_own_key(derivation, MARKING + name.encode()), text.encode(), "sha256")[:MARK_BYTES]


def _own_key(derivation: hmac.HMAC, name: bytes) -> bytes:
    own = derivation.copy()
    own.update(name)
    return own.digest()


def _nonce() -> bytes:
    left: list[bytes] | None = getattr(_nonces, "left", None)
    if not left:
        drawn = os.urandom(NONCE_BYTES * NONCES_AT_ONCE)
        left = _nonces.left = [drawn[at : at + NONCE_BYTES] for at in range(0, len(drawn), NONCE_BYTES)]
    return left.pop()


_nonces = threading.local()


def key_id(sealed: bytes) -> bytes:
    """The id of the data key that sealed this."""
    return bytes(sealed[1 : 1 + ID_BYTES])


@background.after_fork
def _forget_nonces() -> None:
    global _nonces  # noqa: PLW0603  # a forked process must not seal with the nonces of its parent
    _nonces = threading.local()


def _opened(key: bytes, content: bytes, context: bytes) -> bytes:
    """Nonce and ciphertext opened."""
    try:
        return AESGCM(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise EnvelopeError("It was changed, or belongs elsewhere.") from error
