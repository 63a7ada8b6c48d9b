"""A Starlette application that does of a conversation only the round trips to Redis and the JSON: it understands nothing.

It answers with bytes of the product's own answers, keeps as many bytes, and changes them with the product's own scripts.
"""

import itertools
import json
import os
from pathlib import Path

import orjson
import redis.asyncio as redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime_api.conversations.redis_store import CREATE, REPLACE

KEPT = json.loads(Path(os.environ["BENCH_CONVERSATION"]).read_text(encoding="utf-8"))
ANSWERS: list[dict[str, object]] = KEPT["answers"]
"""The product's answers, the opening first."""

STATE = b"\xff" * int(KEPT["state_bytes"])
TTL, REMEMBERED, COUNTED = 1_800_000, 90_000_000, 691_200_000
"""Milliseconds for which a conversation, that there was one, and the counts of a day are kept."""

JSON = "application/json"

connection = redis.Redis.from_url(os.environ["OMNIA_REDIS_URL"])
create, replace = connection.register_script(CREATE.text), connection.register_script(REPLACE.text)
numbers = itertools.count(1)


def _keys(session: str) -> list[str]:
    return [f"peer:{{p}}:session:{session}", f"peer:{{p}}:seen:{session}", "peer:{p}:owed", "peer:{p}:usage"]


async def start(request: Request) -> Response:
    """Keep a new conversation."""
    orjson.loads(await request.body())
    session = f"s_{next(numbers):032d}"
    await create(keys=_keys(session), args=[0, 0, COUNTED, STATE, TTL, REMEMBERED])
    return Response(orjson.dumps({**ANSWERS[0], "session": session}), status_code=201, media_type=JSON)


async def turn(request: Request) -> Response:
    """Load a conversation, and keep its next version; the first turn counts the conversation, as the product does."""
    body = orjson.loads(await request.body())
    session = request.path_params["session"]
    keys = _keys(session)
    version, data = await connection.hmget(keys[0], "version", "data")
    await replace(keys=keys, args=[int(body["turn"] == 0), 1, COUNTED, version, data, TTL, REMEMBERED])
    return Response(orjson.dumps({**ANSWERS[body["turn"] + 1], "session": session}), media_type=JSON)


async def ready(_request: Request) -> Response:
    """Whether it runs."""
    return Response(b"")


application = Starlette(
    routes=[
        Route("/livez", ready),
        Route("/api/v1/sessions", start, methods=["POST"]),
        Route("/api/v1/sessions/{session}/turns", turn, methods=["POST"]),
    ]
)
