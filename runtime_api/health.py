"""Whether a new conversation can be started here and kept, and whether everything is loaded that conversations need."""

import gc
from concurrent.futures import ThreadPoolExecutor

import redis
from django.conf import settings

from omnia.infra import disk_space
from omnia.infra.readiness import Readiness, Recent
from omnia.infra.redis import command
from omnia.mongo import circuit_breaker
from runtime_api import published

MAX_AT_ONCE = 8
PROBE_KEY = "omnia:{readiness}:probe"
PROBE_MILLISECONDS = 60_000

_started = {"code": False, "database": False}


def warm_up() -> None:
    """Load what the first conversations would otherwise wait for, and keep it out of the garbage collector's way."""
    from omnia.dialogue.warm_up import warm_up_dialogue  # a portal process has no use for it

    warm_up_dialogue()
    gc.collect()
    gc.freeze()
    _started["code"] = True


def readiness() -> Readiness:
    """Whether a new conversation can be started (its release is at hand) and kept (its store takes a write)."""
    databases, sessions = _databases(), _redis()
    checks = {"mongodb": databases, "redis": sessions}
    startable = databases != "down" or published.is_warm()
    in_database = sessions == "absent" or settings.OMNIA_SESSION_FALLBACK == "database"
    keepable = sessions == "ok" or (in_database and databases != "down")
    if disk_space.is_short():
        return Readiness(False, "disk nearly full", checks)
    if not (startable and keepable):
        return Readiness(False, "unavailable", checks)
    whole = databases == "ok" and sessions in ("ok", "absent")
    return Readiness(True, "ready" if whole else "degraded", checks)


def has_started() -> bool:
    """Whether what conversations need is loaded, and a database was reached once."""
    if not _started["database"]:
        _databases()
    return all(_started.values())


def _look_at_databases() -> str:
    """Whether all, some or none of the clusters take writes; how many there are, and their names, is nobody's business."""
    clusters = list(settings.OMNIA_CLUSTERS)
    if not clusters:
        return "down"
    with ThreadPoolExecutor(min(MAX_AT_ONCE, len(clusters))) as pool:
        answering = list(pool.map(circuit_breaker.takes_writes, clusters))
    if any(answering):
        _started["database"] = True
    return "ok" if all(answering) else "partly" if any(answering) else "down"


def _look_at_redis() -> str:
    if not settings.OMNIA_REDIS_URL:
        return "absent"
    try:
        command("SET", PROBE_KEY, "1", "PX", PROBE_MILLISECONDS)
    except redis.RedisError:
        return "down"
    return "ok"


_databases, _redis = Recent(_look_at_databases), Recent(_look_at_redis)
