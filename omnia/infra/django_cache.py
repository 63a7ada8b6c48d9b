"""Django's cache framework over the product's own Redis client, whichever of its forms is configured.

django-redis brings the backend, the keys and the values; how Redis is reached is decided in `omnia.infra.redis` alone.
"""

from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.base import BaseCache
from django_redis.client import DefaultClient
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisClusterException

from omnia.infra import metrics
from omnia.infra import redis as product_redis
from omnia.infra.telemetry import log

LOCAL = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "omnia-local",
    # The default of 300 entries could be pushed out by somebody who makes up names.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
"""A cache in this process's memory."""

logger = log(__name__)


def cache_settings(*, redis_configured: bool, prefix: str) -> dict[str, dict[str, Any]]:
    """Return Django's CACHES.

    `default` is a cache: without Redis, or while it is away, it knows nothing. `shared` counts and locks: its failures are
    raised, so that whoever uses it decides what holds then. `local` is this process's memory.
    """
    if not redis_configured:
        return {"default": LOCAL, "shared": LOCAL, "local": LOCAL}

    def over_redis(*, ignore: bool) -> dict[str, Any]:
        options = {
            "CLIENT_CLASS": "omnia.infra.django_cache.ProductClient",
            # Not pickles: whoever could write to Redis would run code here.
            "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
            "IGNORE_EXCEPTIONS": ignore,
        }
        return {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "product", "KEY_PREFIX": prefix, "OPTIONS": options}

    return {"default": over_redis(ignore=True), "shared": over_redis(ignore=False), "local": LOCAL}


class ProductClient(DefaultClient):  # type: ignore[misc]  # the package is not typed throughout
    """django-redis's client, connected by the product; after Redis hung, it is left alone for a moment here too."""

    def __init__(self, server: Any, params: dict[str, Any], backend: BaseCache) -> None:
        super().__init__(server, params, backend)

    def get_client(self, write: bool = True, tried: list[int] | None = None) -> Any:
        """Return the product's client; raises `ConnectionInterrupted` when Redis is away."""
        return self.get_client_with_index(write, tried)[0]

    def get_client_with_index(self, write: bool = True, tried: list[int] | None = None) -> tuple[Any, int]:  # noqa: ARG002  # django-redis's signature
        """Return the product's client with the only index there is; raises `ConnectionInterrupted` when Redis is away."""
        try:
            if product_redis.PAUSE.is_on():
                raise redis.ConnectionError("Redis did not answer in time a moment ago.")
            return _Reporting(product_redis.client()), 0
        except redis.RedisError as error:
            raise ConnectionInterrupted(connection=None) from error

    def disconnect(self, index: int = 0, client: Any = None) -> None:
        """Leave the connections alone: they are the whole process's."""

    def close(self) -> None:
        """Leave the connections alone at the end of a request: they are the whole process's."""

    def clear(self, client: Any = None) -> None:
        """Refuse to empty Redis, which holds conversations as well."""
        raise NotImplementedError("Redis is shared with the runtime and is never emptied whole. Delete keys by their names.")


class _Reporting:
    """The product's client; what goes wrong is counted, and a server that hangs is left alone for a moment."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._client, name)

        def reporting(*parts: Any, **named: Any) -> Any:
            try:
                return method(*parts, **named)
            except redis.RedisError as error:
                _report(error)
                raise
            except RedisClusterException as error:
                _report(error)
                # The library's error is no RedisError, which is what callers are prepared for.
                raise redis.ConnectionError("The Redis Cluster does not answer.") from error

        return reporting


def _report(error: Exception) -> None:
    metrics.REDIS_FAILURES.labels("portal").inc()
    if isinstance(error, redis.TimeoutError | RedisClusterException):
        product_redis.PAUSE.begin()
    logger.warning("portal_cache.redis_failed", error=type(error).__name__)
