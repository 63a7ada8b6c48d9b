"""Whether the process lives, can serve, and has finished starting; and what it has counted."""

import gc
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import redis
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from omnia.infra import draining, metrics
from omnia.infra.redis import client
from omnia.mongo import circuit_breaker
from runtime_api import published

MAX_AT_ONCE = 8

_started = {"code": False, "database": False}


def warm_up() -> None:
    """Load what the first conversations would otherwise wait for, and keep it out of the garbage collector's way."""
    from omnia.dialogue.warm_up import warm_up_dialogue  # a portal process has no use for it

    warm_up_dialogue()
    gc.collect()
    gc.freeze()
    _started["code"] = True


@require_GET
def livez(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _answer(200, "alive")


@require_GET
def readyz(_request: HttpRequest) -> HttpResponse:
    """The process can serve, and goes on to: a cluster answers, or projects are warm enough to be served without one."""
    if draining.is_draining():
        return _answer(503, "draining")
    databases = _databases()
    checks = {"mongodb": databases, "redis": _redis()}
    if databases == "ok":
        return _answer(200, "ready", checks=checks)
    if databases == "partly" or published.is_warm():
        return _answer(200, "degraded", checks=checks)
    return _answer(503, "unavailable", checks=checks)


@require_GET
def startupz(_request: HttpRequest) -> HttpResponse:
    """The process has loaded what conversations need and has reached a database once."""
    if not _started["database"]:
        _databases()
    done = all(_started.values())
    return _answer(200 if done else 503, "started" if done else "starting")


@require_GET
def metrics_page(_request: HttpRequest) -> HttpResponse:
    """Everything counted, for Prometheus."""
    content, content_type = metrics.exposition()
    return HttpResponse(content, content_type=content_type)


def _answer(status: int, word: str, **details: Any) -> HttpResponse:
    return HttpResponse(orjson.dumps({"status": word, **details}), status=status, content_type="application/json")


def _databases() -> str:
    """Whether all, some or none of the clusters answer; how many there are, and their names, is nobody's business."""
    clusters = list(settings.OMNIA_CLUSTERS)
    if not clusters:
        return "down"
    with ThreadPoolExecutor(min(MAX_AT_ONCE, len(clusters))) as pool:
        answering = list(pool.map(circuit_breaker.answers, clusters))
    if any(answering):
        _started["database"] = True
    return "ok" if all(answering) else "partly" if any(answering) else "down"


def _redis() -> str:
    try:
        connection = client()
        if connection is None:
            return "absent"
        connection.ping()
    except redis.RedisError:
        return "down"
    return "ok"
