"""A stand-in for a device that makes and shows passkeys: Web Authentication written once more, from its standard."""

import base64
import hashlib
import json
import os
import re
import struct
from html import unescape
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(told: str) -> bytes:
    return base64.urlsafe_b64decode(told + "=" * (-len(told) % 4))


class Device:
    """One passkey, made for one site."""

    def __init__(self, origin: str = "http://localhost", site: str = "localhost", *, counts: bool = True) -> None:
        self.origin, self.site, self.counts = origin, site, counts
        self.id, self.key = os.urandom(32), ec.generate_private_key(ec.SECP256R1())
        self.uses, self.flags = 0, PRESENT | VERIFIED

    def make(self, options: dict[str, Any]) -> str:
        """What the browser answers to being asked to make it."""
        numbers = self.key.public_key().public_numbers()
        public = cbor({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})
        held = bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        seen = self._seen(self.flags | HAS_CREDENTIAL) + held
        attested = cbor({"fmt": "none", "attStmt": {}, "authData": seen})
        return self._answer(
            {"clientDataJSON": text(self._client("webauthn.create", options)), "attestationObject": text(attested)}
        )

    def show(self, options: dict[str, Any]) -> str:
        """What the browser answers to being asked to show it."""
        if self.counts:
            self.uses += 1
        client, seen = self._client("webauthn.get", options), self._seen(self.flags)
        signed = self.key.sign(seen + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer({"clientDataJSON": text(client), "authenticatorData": text(seen), "signature": text(signed)})

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _seen(self, flags: int) -> bytes:
        return hashlib.sha256(self.site.encode()).digest() + struct.pack(">BI", flags, self.uses)

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps({"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response})


def cbor(value: Any) -> bytes:
    """As much of RFC 8949 as devices use."""
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    return _head(5, len(value)) + b"".join(cbor(name) + cbor(held) for name, held in value.items())


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    return bytes([major << 5 | 24, number]) if number < 256 else bytes([major << 5 | 25]) + struct.pack(">H", number)


def options_on(page: str) -> dict[str, Any]:
    """What a page asks the browser."""
    found: dict[str, Any] = json.loads(unescape(re.findall('data-options="([^"]*)"', page)[0]))
    return found
