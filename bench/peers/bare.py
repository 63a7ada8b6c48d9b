"""A bare WSGI application under the same server: it reads no key, counts no limit, and answers one file's bytes, or 304."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

CONTENT = Path(os.environ["BENCH_CONTENT"]).read_bytes()
ETAG = os.environ["BENCH_ETAG"]
HEADERS = [("Content-Type", "application/json"), ("ETag", ETAG)]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer any request."""
    if environ.get("HTTP_IF_NONE_MATCH") == ETAG:
        start_response("304 Not Modified", [("ETag", ETAG)])
        return [b""]
    start_response("200 OK", HEADERS)
    return [CONTENT]
