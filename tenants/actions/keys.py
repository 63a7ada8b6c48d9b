"""Issuing, replacing and revoking API keys. Only a keyed hash is stored; the key itself is shown once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from omnia.infra.audit import Actor
from omnia.infra.crypto import keyed_hash, new_id, new_secret, secret_name
from omnia.infra.units import Entry
from omnia.mongo.clusters import database
from tenants.access import MANAGE_SCOPE, PERSONS_SCOPE, authorise
from tenants.actions import trail
from tenants.control.models import Project
from tenants.project import collections
from tenants.project.channels import CANARY, LIVE, MAX_CHANNELS, is_name

PREFIX = "omk"
SCOPES = ("read", "converse", MANAGE_SCOPE, PERSONS_SCOPE)
USUAL_SCOPES = ("read", "converse")
"""What a service needs that talks to people; `manage` and `persons` are for pipelines, and are always asked for by name."""
HASH_PURPOSE = "api-key"
MAX_NAME = 80
USUAL_OVERLAP = timedelta(days=7)
MAX_OVERLAP = timedelta(days=90)
NEVER = datetime.max.replace(tzinfo=UTC)


class KeyRefused(Exception):  # noqa: N818
    """A key that cannot be issued or revoked; the sentence says why."""


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A fresh key; `key` is known now and never again."""

    id: str
    key: str


def issue_key(
    actor: Actor,
    project: Project,
    *,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime | None = None,
    channels: Sequence[str] = (),
) -> IssuedKey:
    """Issue a key for the project's services, which may name some channels besides `live`.

    Raises `Forbidden`, `Absent`, `KeyRefused`.
    """
    authorise(actor, project, "manage_keys")
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise KeyRefused(f"A key needs at least one scope of: {', '.join(SCOPES)}.")
    if PERSONS_SCOPE in scopes and MANAGE_SCOPE not in scopes:
        raise KeyRefused(f"The scope {PERSONS_SCOPE} opens nothing without {MANAGE_SCOPE}: give the key both.")
    if expires_at is not None and expires_at <= timezone.now():
        raise KeyRefused("A key cannot expire in the past.")
    if not 0 < len(name.strip()) <= MAX_NAME:
        raise KeyRefused(f"A key needs a name of at most {MAX_NAME} characters, so that people know what uses it.")
    wild = [channel for channel in channels if channel != CANARY and not is_name(channel)]
    if wild or len(channels) > MAX_CHANNELS:
        raise KeyRefused(f"A key may name at most {MAX_CHANNELS} channels, each written with small letters, digits, - and _.")
    identifier = new_id(8)
    key = f"{PREFIX}_{project.cluster}_{project.pk}_{new_secret()}"
    row = {
        "_id": identifier,
        "hash": keyed_hash(key, purpose=HASH_PURPOSE),
        "hashed_under": secret_name(settings.SECRET_KEY),
        "name": name.strip(),
        "scopes": [scope for scope in SCOPES if scope in scopes],
        "channels": sorted(set(channels) - {LIVE}),
        "last_four": key[-4:],
        "expires_at": expires_at,
        "revoked_at": None,
        "created_at": timezone.now(),
        "created_by": str(actor),
    }
    told = Entry("api_key.issued", identifier, {"scopes": row["scopes"], "channels": row["channels"]})
    with trail.unit(project.ref, actor, told.action, collections.API_KEYS, identifier) as unit:
        unit.insert(database(project.ref)[collections.API_KEYS], row, told)
    return IssuedKey(identifier, key)


def replace_key(actor: Actor, project: Project, *, key_id: str, overlap: timedelta = USUAL_OVERLAP) -> IssuedKey:
    """Issue a key that may do what another may; that one ends some time from now, so that services can change over.

    The new one has the same life ahead as the other had when it was issued. Raises `Forbidden`, `Absent`, `KeyRefused`.
    """
    authorise(actor, project, "manage_keys")
    if not timedelta(0) < overlap <= MAX_OVERLAP:
        raise KeyRefused(f"The key that is replaced can stay for up to {MAX_OVERLAP.days} days.")
    keys, now = database(project.ref)[collections.API_KEYS], timezone.now()
    row = keys.find_one({"_id": key_id, "revoked_at": None})
    expiry = _utc(row["expires_at"]) if row is not None and row["expires_at"] else NEVER
    if row is None or expiry <= now:
        raise KeyRefused("There is no active key with this id in the project.")
    granted: dict[str, Any] = {"name": row["name"], "scopes": row["scopes"], "channels": row.get("channels") or []}
    ends_with = now + (expiry - _utc(row["created_at"])) if expiry != NEVER else None
    issued = issue_key(actor, project, **granted, expires_at=ends_with)
    ends_at = min(now + overlap, expiry)
    told = Entry("api_key.replaced", key_id, {"by": issued.id, "ends_at": ends_at.isoformat(timespec="seconds")})
    with trail.unit(project.ref, actor, told.action, collections.API_KEYS, key_id) as unit:
        unit.change(keys, {"_id": key_id}, {"$set": {"expires_at": ends_at}}, told)
    return issued


def _utc(moment: datetime) -> datetime:
    """MongoDB's times come without a zone and mean UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def revoke_key(actor: Actor, project: Project, *, key_id: str) -> None:
    """Refuse a key from now on, everywhere within a second. Raises `Forbidden`, `Absent`, `KeyRefused`."""
    authorise(actor, project, "manage_keys")
    keys = database(project.ref)[collections.API_KEYS]
    active = {"_id": key_id, "revoked_at": None}
    if keys.find_one(active, {"_id": 1}) is None:
        raise KeyRefused("There is no active key with this id in the project.")
    told = Entry("api_key.revoked", key_id)
    with trail.unit(project.ref, actor, told.action, collections.API_KEYS, key_id) as unit:
        if not unit.change(keys, active, {"$set": {"revoked_at": timezone.now()}}, told):
            raise KeyRefused("There is no active key with this id in the project.")
