"""How far the replacement of the product's keys is: what still stands under an earlier one, and what that means."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from factory.trail import catalogue_chain
from omnia.infra.audit import Chain
from omnia.infra.audit_keys import audit_keys, derived_audit_key
from omnia.infra.crypto import secret_name
from omnia.infra.envelope import derived_ring_key, parse_ring
from omnia.mongo.clusters import database
from omnia.mongo.data_keys import key_ring, ring_keys
from tenants.audit_chains import chain_of, platform_chain
from tenants.control.models import Project, ProjectStatus, SecondFactor
from tenants.project import standing
from tenants.project.collections import API_KEYS


@dataclass(slots=True)
class KeyStatus:
    """What stands under which key."""

    ring_key: str
    """The key that wraps now."""
    projects: int = 0
    data_keys: Counter[str] = field(default_factory=Counter)
    """How many data keys each key of the ring wraps."""
    second_factors: Counter[str] = field(default_factory=Counter)
    """The same for what people's second factors are made from."""
    api_keys: int = 0
    """Keys that are good now."""
    unused: list[dict[str, str]] = field(default_factory=list)
    """Those of them that were not used since the secret was replaced; they end with the earlier secret."""
    audit_keys: set[str] = field(default_factory=set)
    """The keys that entries of the audit logs stand under."""

    def add_chain(self, chain: Chain) -> None:
        """Add the keys of an audit log."""
        self.audit_keys |= {str(name) for name in chain.log.distinct("key") if name}

    def add_platform(self) -> None:
        """Add second factors, and the logs of the platform and of the catalogue."""
        self.second_factors.update(SecondFactor.objects.values_list("ring_key", flat=True))
        for chain in (platform_chain(), catalogue_chain()):
            self.add_chain(chain)

    def add_project(self, project: Project) -> None:
        """Add a project; raises `Unreachable`, `PyMongoError`."""
        wrapping = ring_keys(project.ref)
        rows = list(database(project.ref)[API_KEYS].find({"revoked_at": None, **standing.ANY_KEY}))
        self.add_chain(chain_of(project.ref))
        self.projects += 1
        self.data_keys.update(wrapping)
        good = [row for row in rows if _is_good(row)]
        self.api_keys += len(good)
        self.unused += [_told(project, row) for row in good if _is_unused(row)]

    def left(self) -> list[str]:
        """What keeps the earlier keys from being thrown away, in sentences."""
        return [*self._left_of_ring(), *self._left_of_secrets()]

    def _left_of_ring(self) -> Iterable[str]:
        for what, counted in (("data keys", self.data_keys), ("second factors", self.second_factors)):
            others = sum(count for name, count in counted.items() if name != self.ring_key)
            if others:
                yield f"{others} {what} are not wrapped by {self.ring_key}: run `manage.py rotate_keys`."

    def _left_of_secrets(self) -> Iterable[str]:
        if not settings.SECRET_KEY_FALLBACKS:
            return
        if self.unused:
            yield f"{len(self.unused)} API keys were not used since the secret was replaced: they end with the earlier secret."
        named = parse_ring(settings.OMNIA_AUDIT_KEYS).keys()
        derived = {derived_audit_key(secret)[0] for secret in settings.SECRET_KEY_FALLBACKS}
        if (self.audit_keys & derived) - named:
            yield (
                "Entries of the audit logs stand under a key that comes from an earlier secret: put it behind the others in "
                "OMNIA_AUDIT_KEYS; `manage.py rotate_keys --derived` prints it."
            )


def whole_status() -> KeyStatus:
    """What stands under which key in the whole installation; raises `Unreachable`, `PyMongoError`, `EnvelopeError`."""
    status = KeyStatus(key_ring().current())
    status.add_platform()
    for project in Project.objects.exclude(status=ProjectStatus.ERASED):
        status.add_project(project)
    return status


def as_plain_data(status: KeyStatus) -> dict[str, Any]:
    """A status for people and scripts."""
    return {
        "secret": secret_name(settings.SECRET_KEY),
        "other_secrets": [secret_name(secret) for secret in settings.SECRET_KEY_FALLBACKS],
        "ring_key": status.ring_key,
        "projects": status.projects,
        "data_keys": dict(sorted(status.data_keys.items())),
        "second_factors": dict(sorted(status.second_factors.items())),
        "api_keys": status.api_keys,
        "unused_api_keys": status.unused,
        "audit_key": audit_keys().current,
        "audit_keys": sorted(status.audit_keys),
        "left": status.left(),
    }


def derived_keys() -> dict[str, list[str]]:
    """The keys that come from earlier secrets, as the settings take them: to be named there before those secrets are dropped."""
    earlier = settings.SECRET_KEY_FALLBACKS
    return {
        "OMNIA_AUDIT_KEYS": [f"{name}={key.hex()}" for name, key in map(derived_audit_key, earlier)],
        "OMNIA_KEY_RING": [f"{name}={key.hex()}" for name, key in map(derived_ring_key, earlier)],
    }


def _is_good(row: dict[str, Any]) -> bool:
    expiry: datetime | None = row["expires_at"]
    return expiry is None or expiry.replace(tzinfo=UTC) > datetime.now(UTC)


def _is_unused(row: dict[str, Any]) -> bool:
    """Whether today's secret does not know a key yet; which one knows those of earlier releases shows while it is replaced."""
    today, under = secret_name(settings.SECRET_KEY), row.get("hashed_under")
    if under is None and not settings.SECRET_KEY_FALLBACKS:
        return False
    return under != today and today not in (row.get("rehashed") or {})


def _told(project: Project, row: dict[str, Any]) -> dict[str, str]:
    return {"project": project.pk, "id": row["_id"], "name": row["name"], "last_four": row["last_four"]}
