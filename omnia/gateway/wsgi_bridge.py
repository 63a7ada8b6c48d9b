"""Asking a WSGI application, which Django is, from what the server hands over."""

import io
import sys
from collections.abc import Callable, Iterable
from typing import Any

from omnia.gateway.exchange import Header, Request

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

FRAMING = frozenset({"content-length", "transfer-encoding"})
"""How a body comes over the wire: of no interest once it is here."""


def environ_of(request: Request) -> Environ:
    """The environment of a request, as PEP 3333 has it."""
    scope = request.scope
    address, _colon, port = scope.client.rpartition(":")
    server, _colon, server_port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode().decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_NAME": server,
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": address.strip("[]"),
        "REMOTE_PORT": port,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        # A name with an underscore would pass for another header: X_Forwarded_For for X-Forwarded-For.
        if name not in FRAMING and "_" not in name:
            _add(environ, name, value)
    environ["CONTENT_LENGTH"] = str(len(request.body)) if request.body else ""
    return environ


def _add(environ: Environ, name: str, value: str) -> None:
    key = "CONTENT_TYPE" if name == "content-type" else "HTTP_" + name.upper().replace("-", "_")
    if key in environ:
        value = f"{environ[key]}{'; ' if name == 'cookie' else ','}{value}"
    environ[key] = value


def answer(application: Application, environ: Environ, protocol: Any) -> None:
    """Let an application answer a request over the server's protocol; raises what the application raises."""
    started: list[tuple[int, list[Header]]] = []

    def start_response(status: str, headers: list[Header], _error: Any = None) -> None:
        started.append((int(status[:3]), headers))

    parts = application(environ, start_response)
    try:
        status, headers = started[-1]
        if isinstance(parts, list) or not getattr(parts, "streaming", True):
            protocol.response_bytes(status, headers, b"".join(parts))
            return
        stream = protocol.response_stream(status, headers)
        for part in parts:
            # The server takes a piece at once, and has nothing to wait for.
            stream.send_bytes(part)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
