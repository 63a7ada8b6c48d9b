"""Issuing and revoking API keys. Only a keyed hash is stored; the key itself is shown once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from omnia.infra import bus
from omnia.infra.audit import Actor
from omnia.infra.crypto import keyed_hash, new_id, new_secret
from omnia.mongo.clusters import database
from tenants.access import MANAGE_SCOPE, authorise
from tenants.actions import trail
from tenants.control.models import Project
from tenants.project import collections
from tenants.project.channels import CANARY, LIVE, MAX_CHANNELS, is_name

PREFIX = "omk"
SCOPES = ("read", "converse", MANAGE_SCOPE)
USUAL_SCOPES = ("read", "converse")
"""What a service needs that talks to people; `manage` is for pipelines, and is always asked for by name."""
HASH_PURPOSE = "api-key"
MAX_NAME = 80


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
        "name": name.strip(),
        "scopes": [scope for scope in SCOPES if scope in scopes],
        "channels": sorted(set(channels) - {LIVE}),
        "last_four": key[-4:],
        "expires_at": expires_at,
        "revoked_at": None,
        "created_at": timezone.now(),
        "created_by": str(actor),
    }
    database(project.ref)[collections.API_KEYS].insert_one(row)
    trail.note(project.ref, actor, action="api_key.issued", subject=identifier, scopes=row["scopes"], channels=row["channels"])
    # A process may remember that there is no such key: what was issued works at once everywhere.
    bus.announce_keys(project.ref)
    return IssuedKey(identifier, key)


def revoke_key(actor: Actor, project: Project, *, key_id: str) -> None:
    """Refuse a key from now on, everywhere within a second. Raises `Forbidden`, `Absent`, `KeyRefused`."""
    authorise(actor, project, "manage_keys")
    keys = database(project.ref)[collections.API_KEYS]
    changed = keys.update_one({"_id": key_id, "revoked_at": None}, {"$set": {"revoked_at": timezone.now()}})
    if not changed.modified_count:
        raise KeyRefused("There is no active key with this id in the project.")
    trail.note(project.ref, actor, action="api_key.revoked", subject=key_id)
    bus.announce_keys(project.ref)
