"""Passkeys (W3C Web Authentication): a key pair on a person's device that shows, at this site alone, that it is them."""

import hashlib
import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tenants.control.models import Passkey, User

NAME = "OMNIA"
MOST = 10
"""Passkeys of one account."""
LONGEST_ANSWER = 20_000
"""Letters of what a browser sends: a credential's id has 1,023 bytes at most, an attestation a few thousand."""
VERIFICATION = UserVerificationRequirement.PREFERRED


class PasskeyError(Exception):
    """What a browser sent shows no passkey of the account."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a passkey is bound to."""

    name: str
    """The host's name: the "relying party id"."""
    origin: str
    """Scheme, name and port that the browser must say it is at."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a browser is asked, and what its answer is compared with."""

    options: str
    """For the browser, as JSON."""
    state: str
    """Kept by us, as JSON."""


def site_of(request: HttpRequest) -> Site | None:
    """The site under which a request came; None where browsers allow no passkeys: under a bare address, or without TLS."""
    origin = settings.OMNIA_PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    parts = urlsplit(origin)
    name, host = parts.hostname or "", urlsplit(f"//{request.get_host()}").hostname
    is_secure = parts.scheme == "https" or name == "localhost"
    if not is_secure or name != host or _is_address(name):
        return None
    return Site(name, f"{parts.scheme}://{parts.netloc}")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def passkeys_of(user: User) -> list[Passkey]:
    """An account's passkeys, the oldest first."""
    return list(Passkey.objects.filter(user=user).order_by("added_at"))


def ask_for_new(site: Site, user: User) -> Challenge:
    """Ask a browser to make a passkey, on a device that has none of the account yet."""
    person = PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.email, display_name=str(user))
    options, state = _server(site).register_begin(
        person,
        [_opened(each) for each in passkeys_of(user)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=VERIFICATION,
    )
    return _challenge(options, state)


def made_passkey(site: Site, state: str, user: User, answer: str, name: str) -> Passkey:
    """Return the passkey that a browser made, not stored yet. Raises `PasskeyError` for any other answer."""
    try:
        made = _server(site).register_complete(json.loads(state), _read(answer))
    except _WRONG as error:
        raise PasskeyError from error
    if made.credential_data is None:
        raise PasskeyError
    key = _key(made.credential_data.credential_id)
    return Passkey(key=key, user=user, credential=bytes(made.credential_data).hex(), uses=made.counter, name=name)


def ask_for_one(site: Site, user: User) -> Challenge:
    """Ask a browser to show one of the account's passkeys."""
    options, state = _server(site).authenticate_begin([_opened(each) for each in passkeys_of(user)], VERIFICATION)
    return _challenge(options, state)


def shown_passkey(site: Site, state: str, user: User, answer: str) -> Passkey:
    """Return the account's passkey that an answer shows, and note its use.

    Raises:
        PasskeyError: it shows none of this account's; or one whose device has counted fewer uses than we have seen, so that
            there are two of it.
    """
    held, told = passkeys_of(user), _read(answer)
    try:
        credential = _server(site).authenticate_complete(json.loads(state), [_opened(each) for each in held], told)
        count = _count(told)
    except _WRONG as error:
        raise PasskeyError from error
    found = next(each for each in held if each.key == _key(credential.credential_id))
    if (count or found.uses) and count <= found.uses:
        raise PasskeyError
    # Of two that show the same use at once, one wins; devices that count nothing say 0 always.
    same = Passkey.objects.filter(pk=found.pk, uses=found.uses)
    if not same.update(uses=count, used_at=timezone.now()):
        raise PasskeyError
    return found


_WRONG = (ValueError, KeyError, TypeError, AttributeError, AssertionError, IndexError, NotImplementedError)
"""What the library raises for answers that are not what was asked for."""


def _server(site: Site) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=site.name, name=NAME), verify_origin=lambda said: said == site.origin)


def _challenge(options: Any, state: Any) -> Challenge:
    return Challenge(json.dumps(dict(options)["publicKey"], default=dict), json.dumps(state))


def _read(answer: str) -> Mapping[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise PasskeyError
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise PasskeyError from error
    if not isinstance(found, dict):
        raise PasskeyError
    return found


def _count(told: Mapping[str, Any]) -> int:
    """How often the device says that the passkey was used; it is part of what is signed."""
    from fido2.webauthn import AuthenticationResponse

    return int(AuthenticationResponse.from_dict(told).response.authenticator_data.counter)


def _opened(held: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes.fromhex(held.credential))


def _key(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()
