"""Sessions of signed-in people where Redis is configured: kept in the control database, read from Redis."""

from typing import Any

from django.contrib.sessions.backends.cached_db import SessionStore as CachedDatabaseStore

from omnia.infra.crypto import keyed_hash, keyed_hashes

PURPOSE = "session-copy"
COPY_SECONDS = 60
"""For how long a copy is believed: whoever signs out while Redis is away is out everywhere so long after it is back."""


class SessionStore(CachedDatabaseStore):
    """Django's own store; its copies are believed for a minute, and Redis does not know what would open a session."""

    cache_key_prefix = "session:"

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._cache: Any = _Copies(self._cache)


class _Copies:
    """The part of the cache that holds the copies, under hashes of the sessions' keys."""

    def __init__(self, cache: Any) -> None:
        self._cache = cache

    def __contains__(self, key: str) -> bool:
        return _name(key) in self._cache

    def get(self, key: str) -> Any:
        """Return the copy of a session, None if there is none."""
        return self._cache.get(_name(key))

    def set(self, key: str, value: Any, timeout: float) -> None:
        """Keep a copy for a minute at most."""
        self._cache.set(_name(key), value, min(timeout, COPY_SECONDS))

    def delete(self, key: str) -> None:
        """Forget a copy, also one that a process made which has not heard of today's secret yet."""
        for digest in keyed_hashes(key, purpose=PURPOSE):
            self._cache.delete(f"{SessionStore.cache_key_prefix}{digest}")


def _name(key: str) -> str:
    return f"{SessionStore.cache_key_prefix}{keyed_hash(key, purpose=PURPOSE)}"
