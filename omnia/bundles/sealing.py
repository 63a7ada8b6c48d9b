"""Parts of a bundle that only whoever has its passphrase reads: AES-256-GCM in frames, under a key that scrypt makes of it.

A frame is four bytes of length, twelve of nonce, and the ciphertext with its tag; within it is zlib. The name of the part, the
frame's number and whether it is the last one are bound into each, so that none can be taken out, doubled or moved.
"""

import os
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from omnia.bundles.errors import DamagedBundleError, PassphraseError
from omnia.infra.crypto import new_secret
from omnia.infra.envelope import KEY_BYTES, NONCE_BYTES, TAG_BYTES

COST, BLOCK, LANES = 2**15, 8, 1
"""Of scrypt: 32 MiB and a tenth of a second for each guess (RFC 7914)."""

SALT_BYTES = 16
FRAME = 2**20
"""Bytes of a frame before it is packed."""

LENGTH_BYTES = 4
MAX_FRAME = FRAME + 2**16
LEAST_PASSPHRASE = 12


class Sealing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the passphrase becomes the key."""

    salt: str
    kdf: str = "scrypt-32768-8-1"
    cipher: str = "aes-256-gcm"


def new_passphrase() -> str:
    """A passphrase that nobody guesses."""
    return new_secret(32)


def begin(passphrase: str) -> tuple[Sealing, bytes]:
    """How a new bundle is sealed, and its key; raises `PassphraseError` for a passphrase that is soon guessed."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseError(f"A passphrase needs {LEAST_PASSPHRASE} characters or more. Leave it out, and one is made.")
    sealing = Sealing(os.urandom(SALT_BYTES).hex())
    return sealing, key_of(sealing, passphrase)


def key_of(sealing: Sealing, passphrase: str) -> bytes:
    """The key of a bundle; raises `DamagedBundleError` for a way of sealing that is not known here."""
    if (sealing.kdf, sealing.cipher) != (Sealing("").kdf, Sealing("").cipher) or len(sealing.salt) != 2 * SALT_BYTES:
        raise DamagedBundleError("The bundle's conversations are sealed in a way that this release does not know.")
    try:
        salt = bytes.fromhex(sealing.salt)
    except ValueError:
        raise DamagedBundleError("The bundle's manifest says what cannot be: its salt.") from None
    return Scrypt(salt, KEY_BYTES, COST, BLOCK, LANES).derive(passphrase.encode())


def seal(content: Iterable[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """Content in sealed frames."""
    cipher, number, held = AESGCM(key), 0, b""
    for piece in content:
        held += piece
        while len(held) > FRAME:
            yield _sealed(cipher, held[:FRAME], name, number, is_last=False)
            held, number = held[FRAME:], number + 1
    yield _sealed(cipher, held, name, number, is_last=True)


def _sealed(cipher: AESGCM, content: bytes, name: str, number: int, *, is_last: bool) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, zlib.compress(content, 6), _bound(name, number, is_last=is_last))
    return len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed


def unseal(file: BinaryIO, key: bytes, name: str) -> Iterator[bytes]:
    """What was sealed; raises `PassphraseError` if the first frame does not open, and `DamagedBundleError`."""
    cipher, number = AESGCM(key), 0
    frame = _frame(file, name)
    while frame is not None:
        following = _frame(file, name)
        bound = _bound(name, number, is_last=following is None)
        try:
            packed = cipher.decrypt(frame[:NONCE_BYTES], frame[NONCE_BYTES:], bound)
        except InvalidTag:
            if number == 0:
                raise PassphraseError("The passphrase is not the one that the bundle was sealed with.") from None
            raise DamagedBundleError(f"{name} in the bundle was changed or cut.") from None
        yield _unpacked(packed, name)
        frame, number = following, number + 1


def _frame(file: BinaryIO, name: str) -> bytes | None:
    length = file.read(LENGTH_BYTES)
    if not length:
        return None
    size = int.from_bytes(length, "big")
    if len(length) < LENGTH_BYTES or not NONCE_BYTES + TAG_BYTES <= size <= MAX_FRAME:
        raise DamagedBundleError(f"{name} in the bundle does not consist of whole frames.")
    content = file.read(size)
    if len(content) < size:
        raise DamagedBundleError(f"{name} in the bundle was cut.")
    return content


def _unpacked(packed: bytes, name: str) -> bytes:
    opened = zlib.decompressobj()
    try:
        content = opened.decompress(packed, FRAME)
    except zlib.error:
        content = b""
    if not opened.eof or opened.unconsumed_tail or opened.unused_data:
        raise DamagedBundleError(f"{name} in the bundle has a frame that is not what it says.")
    return content


def _bound(name: str, number: int, *, is_last: bool) -> bytes:
    return f"omnia:bundle:{name}:{number}:{'last' if is_last else 'more'}".encode()
