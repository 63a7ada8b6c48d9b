"""Where this process keeps conversations."""

from django.conf import settings

from runtime_api.conversations.mongo_store import MongoStore
from runtime_api.conversations.redis_store import RedisStore
from runtime_api.conversations.sessions import SessionStore

_stores: tuple[SessionStore, SessionStore] = (RedisStore(), MongoStore())


def session_store() -> SessionStore:
    """In Redis if it is configured, else in each project's own database."""
    return _stores[0] if settings.OMNIA_REDIS_URL else _stores[1]
