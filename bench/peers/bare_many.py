"""A bare WSGI application that holds a content of its own for each key, and does nothing else: what memory alone costs."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

CONTENT = Path(os.environ["BENCH_CONTENT"]).read_bytes()
KEYS = [line.split()[0] for line in Path(os.environ["BENCH_KEYS"]).read_text(encoding="utf-8").splitlines()]
CONTENTS = {f"Bearer {key}": bytes(bytearray(CONTENT)) for key in KEYS}
HEADERS = [("Content-Type", "application/json")]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer any request with its key's content."""
    start_response("200 OK", HEADERS)
    return [CONTENTS.get(environ.get("HTTP_AUTHORIZATION", ""), CONTENT)]
