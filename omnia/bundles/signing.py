"""The keys that sign bundles: this installation's own, derived from its secret, and those of others that it was told of."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from omnia.bundles.errors import DamagedBundleError, ForeignBundleError
from omnia.infra.envelope import KEY_BYTES, parse_ring

INFO = b"omnia:bundles"
PURPOSE = b"OMNIA project bundle\n"
"""What stands before all that is signed: a signature of anything else is none of a bundle."""

SIGNATURE_BYTES = 64


def sign(content: bytes) -> str:
    """The signature of a manifest, as a file: the public key and the signature in hexadecimal digits, a line each."""
    key = _private_key(settings.SECRET_KEY)
    return f"{key.public_key().public_bytes_raw().hex()}\n{key.sign(PURPOSE + content).hex()}\n"


def own_key() -> str:
    """This installation's public key, which others name in `OMNIA_BUNDLE_KEYS` to take in its bundles."""
    return _private_key(settings.SECRET_KEY).public_key().public_bytes_raw().hex()


def verify(content: bytes, signature: str) -> str:
    """Return the name of the key that signed a manifest: `own`, or as the settings call it.

    Raises:
        DamagedBundleError: it was changed, or this is no signature.
        ForeignBundleError: the key that signed it is not known here.
    """
    key, _newline, code = signature.strip().partition("\n")
    try:
        public, signed = bytes.fromhex(key), bytes.fromhex(code)
    except ValueError:
        public = signed = b""
    if len(public) != KEY_BYTES or len(signed) != SIGNATURE_BYTES:
        raise DamagedBundleError("The bundle's signature cannot be read. Take another copy of the bundle.")
    name = _known().get(public)
    if name is None:
        known = hashlib.sha256(public).hexdigest()[:8]
        raise ForeignBundleError(
            f"The bundle is signed by an installation that is not known here (key …{known}). If you trust it, have its operator "
            "tell you its key, and add that to OMNIA_BUNDLE_KEYS as name=key."
        )
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed, PURPOSE + content)
    except InvalidSignature:
        raise DamagedBundleError("The bundle was changed since it was signed. Take another copy of it.") from None
    return name


def _known() -> dict[bytes, str]:
    own = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    found = {_private_key(secret).public_key().public_bytes_raw(): "own" for secret in own}
    return found | {key: name for name, key in parse_ring(settings.OMNIA_BUNDLE_KEYS).items()}


def _private_key(secret: str) -> Ed25519PrivateKey:
    seed = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=INFO).derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(seed)
