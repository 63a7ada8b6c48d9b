"""A key ring in a Vault that speaks the Transit API (HashiCorp Vault, OpenBao): what wraps the data keys never leaves it.

Two calls are used, `encrypt` and `decrypt` of one named key, with a token that is read from its file at each call, since whoever
renews it (an agent) replaces the file. Each wait is bounded; after a Vault did not answer it is left alone for a moment.
API: Vault's manual, "Transit secrets engine (API)". Docs: docs/decisions/0046-keys.md.
"""

import base64
import binascii
import hashlib
import hmac
import http.client
import json
import re
import ssl
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from omnia.infra.envelope import KEY_BYTES, EnvelopeError, RingKeyError, RingUnreachableError

PAUSE_SECONDS = 1.0
"""Seconds that a Vault is left alone after it did not answer."""

CURRENT_SECONDS = 60.0
"""For how long the newest version of the key is believed to be the newest: it is asked for before a key is wrapped anew."""

BINDING_BYTES = 32
MAX_ANSWER = 65_536
TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")
CIPHERTEXT = re.compile(r"vault:v([0-9]{1,9}):[A-Za-z0-9+/=]{1,8192}")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
READABLE_BY_OTHERS = 0o004
UNAVAILABLE = frozenset({307, 412, 429, 472, 473, 500, 502, 503, 504})
"""Statuses of a Vault that cannot answer now: sealed, a stand-by node, too busy, starting."""


@dataclass(frozen=True, slots=True)
class VaultPlace:
    """Where the key is, and with what this process identifies itself."""

    url: str
    """`https://host:port`; `http` on this machine alone."""
    token_file: Path
    mount: str = "transit"
    key: str = "omnia"
    ca_file: Path | None = None
    """Certificates of the authorities that are trusted; the system's if None."""
    seconds: float = 2.0
    """How long a connection, and each part of an answer, is waited for."""


def check_url(url: str) -> str:
    """The address of a Vault; raises `ValueError` if it cannot be one, or would send keys over a network in clear."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query or parts.username:
        raise ValueError("write it as https://vault.example:8200, without a path")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError("http sends data keys in clear; write https, or http for an agent on this machine (127.0.0.1)")
    return url.rstrip("/")


class VaultKeyRing:
    """A named key of a Vault: its newest version wraps, every version that the Vault still has unwraps."""

    def __init__(self, place: VaultPlace) -> None:
        """Take where the key is; nothing is asked yet."""
        self._place = place
        self._prefix = f"vault/{place.mount}/{place.key}/v"
        self._paused_until = 0.0
        self._current = ("", 0.0)

    def holds(self, ring_key: str) -> bool:
        """Whether a wrapping key's id is that of a version of this key."""
        return ring_key.startswith(self._prefix)

    def current(self) -> str:
        """The id of the newest version; raises `EnvelopeError`."""
        name, believed_until = self._current
        if time.monotonic() >= believed_until:
            name = self.wrap(bytes(KEY_BYTES), b"")[0]
        return name

    def wrap(self, key: bytes, context: bytes) -> tuple[str, bytes]:
        """A key wrapped by the newest version, whose id comes first; raises `EnvelopeError`."""
        # Bound to its context inside, for older servers pass over `associated_data` in silence.
        answer = self._ask("encrypt", {"plaintext": base64.b64encode(_binding(context) + key).decode()})
        wrapped = answer.get("ciphertext")
        version = CIPHERTEXT.fullmatch(wrapped) if isinstance(wrapped, str) else None
        if version is None:
            raise RingKeyError(f"{self._place.url} answered something that is no Transit ciphertext. Look at OMNIA_VAULT_URL.")
        name = f"{self._prefix}{version[1]}"
        self._current = name, time.monotonic() + CURRENT_SECONDS
        return name, version[0].encode()

    def unwrap(self, ring_key: str, wrapped: bytes, context: bytes) -> bytes:
        """A key unwrapped; raises `EnvelopeError`."""
        if not self.holds(ring_key):
            raise RingKeyError(f"The key ring has no key “{ring_key}”.")
        if CIPHERTEXT.fullmatch(wrapped.decode("ascii", "replace")) is None:
            raise EnvelopeError("It was changed, or belongs elsewhere.")
        answer = self._ask("decrypt", {"ciphertext": wrapped.decode()})
        try:
            opened = base64.b64decode(answer.get("plaintext") or "", validate=True)
        except (TypeError, binascii.Error) as error:
            raise RingKeyError(f"{self._place.url} answered something that is no plaintext. Look at OMNIA_VAULT_URL.") from error
        bound, key = opened[:BINDING_BYTES], opened[BINDING_BYTES:]
        if not hmac.compare_digest(bound, _binding(context)):
            raise EnvelopeError("It was changed, or belongs elsewhere.")
        return key

    def _ask(self, what: str, body: dict[str, str]) -> dict[str, Any]:
        place = self._place
        if time.monotonic() < self._paused_until:
            raise RingUnreachableError(f"{place.url}, which has the key ring, did not answer a moment ago.")
        path = f"/v1/{quote(place.mount)}/{what}/{quote(place.key, safe='')}"
        try:
            status, content = _sent(place, path, _token(place.token_file), json.dumps(body))
        except (OSError, http.client.HTTPException) as error:
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise RingUnreachableError(f"{place.url}, which has the key ring, does not answer ({reason}).") from error
        if status in UNAVAILABLE:
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            raise RingUnreachableError(f"{place.url}, which has the key ring, cannot answer now (status {status}). Is it sealed?")
        if status != 200:
            raise self._refusal(status, what)
        return _data(content, place.url)

    def _refusal(self, status: int, what: str) -> RingKeyError:
        place, named = self._place, f"{self._place.mount}/{what}/{self._place.key}"
        if status == 403:
            return RingKeyError(
                f"{place.url} refuses the token in {place.token_file}: renew it, or give its policy “update” on {named}."
            )
        if status == 404:
            return RingKeyError(f"{place.url} has no {named}. Look at OMNIA_VAULT_MOUNT and OMNIA_VAULT_KEY.")
        if what == "decrypt":
            return RingKeyError(
                f"{place.url} opens nothing of this (status {status}): it was changed, or that version of the key is gone."
            )
        return RingKeyError(f"{place.url} does not wrap with {named} (status {status}).")


def _sent(place: VaultPlace, path: str, token: str, body: str) -> tuple[int, bytes]:
    """Status and content of an answer; nothing is followed elsewhere, since the token would go along. Raises `OSError`."""
    parts = urlsplit(place.url)
    host = str(parts.hostname)
    if parts.scheme == "https":
        trust = ssl.create_default_context(cafile=str(place.ca_file) if place.ca_file else None)
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, parts.port or 443, timeout=place.seconds, context=trust
        )
    else:
        connection = http.client.HTTPConnection(host, parts.port or 80, timeout=place.seconds)
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json", "X-Vault-Token": token})
        answer = connection.getresponse()
        return answer.status, answer.read(MAX_ANSWER)
    finally:
        connection.close()


def _token(file: Path) -> str:
    """The token, read anew; raises `RingKeyError`."""
    try:
        if file.stat().st_mode & READABLE_BY_OTHERS:
            raise RingKeyError(f"Everybody on this machine may read {file}, which has the key ring's token: chmod 600 {file}.")
        token = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise RingKeyError(f"{file}, which has the key ring's token, cannot be read: {reason}.") from error
    if TOKEN.fullmatch(token) is None:
        raise RingKeyError(f"{file} holds no token for the key ring.")
    return token


def _data(content: bytes, url: str) -> dict[str, Any]:
    try:
        data = json.loads(content)["data"]
    except (ValueError, KeyError, TypeError) as error:
        raise RingKeyError(f"{url} answered something that is not Vault's. Look at OMNIA_VAULT_URL.") from error
    if not isinstance(data, dict):
        raise RingKeyError(f"{url} answered something that is not Vault's. Look at OMNIA_VAULT_URL.")
    return data


def _binding(context: bytes) -> bytes:
    """What ties a wrapped key to its context."""
    return hashlib.sha256(b"omnia:vault:" + context).digest()
