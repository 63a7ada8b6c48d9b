"""A FastAPI application doing the work of a hot read: the API key by its keyed hash, a limit (GCRA), the entity tag."""

import hashlib
import hmac
import itertools
import os
import time
from pathlib import Path

from fastapi import FastAPI, Request, Response

CONTENT = Path(os.environ["BENCH_CONTENT"]).read_bytes()
ETAG = os.environ["BENCH_ETAG"]
QUOTA = float(os.environ["OMNIA_LIMIT_PER_KEY"])
POLICY = f'"key";q={QUOTA:.0f};w=1'
JSON = "application/json"


def _hash(token: str) -> str:
    return hmac.new(b"bench", token.encode(), hashlib.sha256).hexdigest()


keys = {_hash(os.environ["BENCH_KEY"]): [0.0]}
"""By hash of the key, the theoretical arrival time."""

numbers = itertools.count(1)
application = FastAPI(openapi_url=None)


@application.get("/livez")
async def ready() -> Response:
    """Whether it runs."""
    return Response(b"")


@application.get("/api/v1/templates/{key}")
async def template(request: Request, key: str) -> Response:  # noqa: ARG001  # the address has it, and there is one document
    """The document, or that it is unchanged."""
    word, _space, token = request.headers.get("Authorization", "").partition(" ")
    held = keys.get(_hash(token)) if word == "Bearer" and token else None
    if held is None:
        return Response(b'{"title":"A valid API key is needed"}', status_code=401, media_type=JSON)
    now = time.monotonic()
    arrival = max(held[0], now) + 1 / QUOTA
    if arrival - now > 1:
        return Response(b'{"title":"Too many requests"}', status_code=429, media_type=JSON)
    held[0] = arrival
    headers = {
        "ETag": ETAG,
        "RateLimit-Policy": POLICY,
        "RateLimit": f'"key";r={int((1 - arrival + now) * QUOTA)};t=1',
        "X-Request-ID": request.headers.get("X-Request-ID") or f"{next(numbers):016x}",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("If-None-Match") == ETAG:
        return Response(status_code=304, headers=headers)
    return Response(CONTENT, headers=headers, media_type=JSON)
