"""The second factor: codes that an app makes from a secret and the time (RFC 6238), and recovery codes that stand in for it."""

import base64
import hashlib
import hmac
import os
import secrets
import time

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from omnia.infra.envelope import EnvelopeError
from omnia.mongo.data_keys import key_ring
from tenants.control.models import Passkey, RecoveryCode, SecondFactor, User

ISSUER = "OMNIA"
SECRET_BYTES, DIGITS, STEP_SECONDS = 20, 6, 30
STEPS_APART = 1
"""Half-minutes by which the clock of the app may differ, before and after."""

RECOVERY_CODES = 10
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz234567890"
"""32 of them, none that looks like another: five bits each."""

RECOVERY_GROUPS, GROUP_LETTERS = 6, 4


def new_seed() -> bytes:
    """What the codes of a second factor are made from."""
    return os.urandom(SECRET_BYTES)


def typed_form(seed: bytes) -> str:
    """The seed as people type it into an app, in groups of four."""
    text = base64.b32encode(seed).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_of(seed: bytes, email: str) -> str:
    """What the picture says that an app reads."""
    return _maker(seed).get_provisioning_uri(email, ISSUER)


def matching_step(seed: bytes, code: str, after: int = 0) -> int:
    """The half-minute that a code is of, among those that are good now and later than `after`; 0 if there is none."""
    typed, now = code.replace(" ", ""), int(time.time()) // STEP_SECONDS
    found = 0
    # All of them are compared, so that the time tells nothing.
    for step in range(now - STEPS_APART, now + STEPS_APART + 1):
        is_right = hmac.compare_digest(_maker(seed).generate(step * STEP_SECONDS), typed.encode())
        if is_right and step > after:
            found = step
    return found


def has_second_factor(user: User) -> bool:
    """Whether the account asks for a code or a passkey beside the password."""
    return has_app(user) or Passkey.objects.filter(user=user).exists()


def has_app(user: User) -> bool:
    """Whether an app makes codes for the account."""
    return SecondFactor.objects.filter(pk=user.pk).exists()


def is_code_of_app(user: User, code: str) -> bool:
    """Whether an app made the code for this account just now; each code counts once, also of several at once."""
    held = SecondFactor.objects.filter(pk=user.pk).first()
    if held is None:
        return False
    step = matching_step(opened_seed(held), code, held.last_step)
    return bool(step and SecondFactor.objects.filter(pk=user.pk, last_step__lt=step).update(last_step=step))


def sealed_seed(user: User, seed: bytes) -> tuple[str, str]:
    """The id of the ring's key that wraps the seed, and the wrapped seed in hexadecimal digits."""
    ring_key, wrapped = key_ring().wrap(seed, _context(user.pk.hex))
    return ring_key, wrapped.hex()


def opened_seed(held: SecondFactor) -> bytes:
    """The seed; raises `EnvelopeError` if the ring here does not unwrap it."""
    return key_ring().unwrap(held.ring_key, bytes.fromhex(held.wrapped), _context(held.pk.hex))


def rewrap_seeds() -> int:
    """Wrap every seed by the key ring's current key; returns how many were under another. May be repeated.

    Raises `EnvelopeError` for the last of those that the ring does not unwrap, once all others are done.
    """
    current, changed = key_ring().current(), 0
    failed: EnvelopeError | None = None
    for held in SecondFactor.objects.exclude(ring_key=current):
        try:
            ring_key, wrapped = key_ring().wrap(opened_seed(held), _context(held.pk.hex))
        except EnvelopeError as error:
            failed = error
            continue
        # Whoever took it off and added another meanwhile has a seed that is as it should be.
        same = SecondFactor.objects.filter(pk=held.pk, wrapped=held.wrapped)
        changed += same.update(ring_key=ring_key, wrapped=wrapped.hex())
    if failed is not None:
        raise failed
    return changed


def new_recovery_codes() -> list[str]:
    """Codes to print out or to keep in a safe: 120 bits each."""
    return ["-".join(_group() for _each in range(RECOVERY_GROUPS)) for _code in range(RECOVERY_CODES)]


def digest_of(user: User, code: str) -> str:
    """What is kept of a recovery code; how its groups are set apart and in which case it is typed does not matter."""
    plain = "".join(letter for letter in code.lower() if letter in RECOVERY_LETTERS)
    return hashlib.sha256(f"omnia:recovery-code:{user.pk.hex}:{plain}".encode()).hexdigest()


def recovery_codes_left(user: User) -> int:
    """How many have not been used."""
    return RecoveryCode.objects.filter(user=user).count()


def _group() -> str:
    return "".join(secrets.choice(RECOVERY_LETTERS) for _letter in range(GROUP_LETTERS))


def _maker(seed: bytes) -> TOTP:
    # SHA-1 is what apps understand; in an HMAC nothing is known against it.
    return TOTP(seed, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303


def _context(identifier: str) -> bytes:
    """What a wrapped seed is bound to: it is good for no other account."""
    return f"omnia:second-factor:{identifier}".encode()
