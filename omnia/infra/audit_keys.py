"""The keys of the audit logs: named in the settings or derived from the secret, never in a database."""

import hmac
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from omnia.infra import background
from omnia.infra.crypto import known_secrets
from omnia.infra.envelope import KEY_BYTES, key_name, parse_ring

INFO = b"omnia:audit-log"


class AuditKeys:
    """Keys by their ids: the current one makes codes, all of them check."""

    __slots__ = ("_codes", "current")

    def __init__(self, keys: dict[str, bytes]) -> None:
        """Take keys of 32 bytes, at least one, the current one first."""
        self.current = next(iter(keys))
        self._codes = {name: hmac.new(key, digestmod="sha256") for name, key in keys.items()}

    def __contains__(self, name: object) -> bool:
        return name in self._codes

    def code(self, name: str, content: bytes) -> str:
        """The code of some content under a key, as 64 hexadecimal digits; raises `KeyError`."""
        made = self._codes[name].copy()
        made.update(content)
        return made.hexdigest()


@lru_cache(maxsize=1)
def audit_keys() -> AuditKeys:
    """The configured keys, and those derived from the secrets, under which stands what was written before any were named."""
    return AuditKeys({**parse_ring(settings.OMNIA_AUDIT_KEYS), **dict(map(derived_audit_key, known_secrets()))})


def derived_audit_key(secret: str) -> tuple[str, bytes]:
    """The key that installations have which name none, with an id that tells from which secret it was derived."""
    key = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=INFO).derive(secret.encode())
    return key_name(key), key


background.on_reset(audit_keys.cache_clear)
