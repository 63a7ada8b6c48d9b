"""An address of its own for whoever watches the process: `/metrics` and the probes, on a port that the public does not reach."""

import socket
import socketserver
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from omnia.infra import background
from omnia.infra.telemetry import log

SECONDS = 10
"""Seconds after which a silent sender is left."""

AT_ONCE = 16
"""Requests that may wait to be taken."""

logger = log(__name__)


class _Handler(WSGIRequestHandler):
    timeout = SECONDS

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library's signature
        """Write nothing: probes come all the time."""


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = AT_ONCE

    def server_bind(self) -> None:
        """Bind, beside the other processes of this machine: each of them tells the numbers of all."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        host, port = self.server_address[:2]
        self.socket.bind((host, port))
        self.server_address = self.socket.getsockname()
        # The library looks the name of the address up, which takes as long as somebody's name server likes.
        self.server_name, self.server_port = str(host), int(self.server_address[1])
        self.setup_environ()


class _ServerOnIPv6(_Server):
    address_family = socket.AF_INET6


def listen(address: str, application: Any) -> background.BackgroundThread | None:
    """Answer at an address, as host:port, in a thread of this process; None, and a line in the log, if it cannot be taken."""
    host, _colon, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    kind = _ServerOnIPv6 if ":" in host else _Server
    try:
        server = kind((host, int(port)), _Handler)
    except OSError as error:
        # Callers are answered all the same: a process that cannot be watched is better than none.
        logger.exception("probes.cannot_listen", address=address, error=error.strerror)
        return None
    server.set_app(application)
    thread = background.BackgroundThread("omnia-probes", lambda _thread: server.serve_forever())
    thread.ensure_started()
    logger.info("probes.listening", address=address)
    return thread
