"""Asking a WSGI application directly: a layer in front of Django, or Django alone."""

import io
from typing import Any


def answer_of(
    application: Any, key: str, method: str, address: str, content: bytes, **environment: str
) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and bytes of a request with an API key; no header is sent twice."""
    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "SCRIPT_NAME": "", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(content),
        "wsgi.errors": io.StringIO(), "HTTP_AUTHORIZATION": f"Bearer {key}", "HTTP_X_REQUEST_ID": "the-same-id",
    } | environment  # fmt: skip
    seen: list[Any] = []
    answered = b"".join(application(environ, lambda status, rows: seen.append((status, rows))))
    assert len(seen) == 1
    status, rows = seen[0]
    assert len({name for name, _value in rows}) == len(rows)
    return status, dict(rows), answered
