"""Where this process keeps conversations, sealed, and the claims of those that begin."""

from django.conf import settings

from runtime_api.conversations.mongo_store import MongoStore
from runtime_api.conversations.redis_store import RedisStore
from runtime_api.conversations.sealed_store import SealedStore
from runtime_api.conversations.sessions import IN_DATABASE, SessionStore

_redis, _database = SealedStore(RedisStore()), SealedStore(MongoStore())


def session_store(session: str = "") -> SessionStore:
    """The store of a conversation: Redis if it is configured, unless the id says otherwise; else the project's own database."""
    return _redis if settings.OMNIA_REDIS_URL and not session.endswith(IN_DATABASE) else _database


def claim_store() -> SessionStore:
    """The store of idempotency keys: one place whether Redis answers or not, or a key would be free again when it goes."""
    return _database if falls_back() else session_store()


def falls_back() -> bool:
    """Whether new conversations are kept in the project's database while Redis does not answer."""
    return bool(settings.OMNIA_REDIS_URL) and settings.OMNIA_SESSION_FALLBACK == "database"
