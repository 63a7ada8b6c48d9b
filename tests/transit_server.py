"""A small server that speaks what the product uses of Vault's Transit API; it is no Vault, and none was there to test with.

Written after the API's public description: `encrypt` and `decrypt` of a named key with versions, a token, and the statuses of a
server that is sealed, has no such key, or has thrown a version away. What it does not show: policies, leases, name spaces, audit.
"""

import base64
import json
import os
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN = "hvs.tests-only-token"


@dataclass(slots=True)
class Transit:
    """A running server, and what the tests change in it."""

    url: str = ""
    token: str = TOKEN
    versions: dict[int, bytes] = field(default_factory=lambda: {1: os.urandom(32)})
    answer: tuple[int, bytes] | None = None
    """What is answered to everything, if set: a sealed server, one that is none."""
    waits: threading.Event | None = None
    """What every answer waits for, if set."""
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for."""

    def rotate(self) -> None:
        """Add a version, which encrypts from now on."""
        self.versions[max(self.versions) + 1] = os.urandom(32)

    def respond(self, path: str, token: str | None, body: dict[str, Any]) -> tuple[int, Any]:
        """Status and answer to a call."""
        _empty, version, mount, what, *name = path.split("/")
        if token != self.token:
            return 403, {"errors": ["permission denied"]}
        if (version, mount, name) != ("v1", "transit", ["omnia"]) or what not in ("encrypt", "decrypt"):
            return 404, {"errors": []}
        return self._encrypted(body) if what == "encrypt" else self._decrypted(body)

    def _encrypted(self, body: dict[str, Any]) -> tuple[int, Any]:
        version, nonce = max(self.versions), os.urandom(12)
        sealed = nonce + AESGCM(self.versions[version]).encrypt(nonce, base64.b64decode(body["plaintext"]), None)
        return 200, {"data": {"ciphertext": f"vault:v{version}:{base64.b64encode(sealed).decode()}", "key_version": version}}

    def _decrypted(self, body: dict[str, Any]) -> tuple[int, Any]:
        _vault, version, text = body["ciphertext"].split(":")
        key, sealed = self.versions.get(int(version[1:])), base64.b64decode(text)
        try:
            opened = AESGCM(key).decrypt(sealed[:12], sealed[12:], None) if key else None
        except InvalidTag:
            opened = None
        if opened is None:
            return 400, {"errors": ["cipher: message authentication failed"]}
        return 200, {"data": {"plaintext": base64.b64encode(opened).decode()}}


@contextmanager
def running(*, certificate: Path | None = None, key: Path | None = None) -> Iterator[Transit]:
    """Start one on a free port of this machine, with TLS if there is a certificate."""
    transit = Transit()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            transit.asked.append(self.path)
            if transit.waits is not None:
                transit.waits.wait(30)
            status, sent = transit.answer or self._answer(json.loads(content))
            self.send_response(status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def _answer(self, body: dict[str, Any]) -> tuple[int, bytes]:
            status, answer = transit.respond(self.path, self.headers["X-Vault-Token"], body)
            return status, json.dumps(answer).encode()

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    transit.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield transit
    finally:
        if transit.waits is not None:
            transit.waits.set()
        server.shutdown()
        server.server_close()
        thread.join()
