"""Clients that begin a request and do not finish it: any number of them, driven by one thread."""

import resource
import selectors
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

DRIBBLE_SECONDS = 0.5
SPARE = 400


class Senders:
    """Connections that stay open, and what was answered on those that the server closed."""

    def __init__(self, port: int, requests: list[tuple[bytes, bytes]], *, reconnect: bool) -> None:
        self._port, self._requests, self._reconnect = port, requests, reconnect
        self._selector = selectors.DefaultSelector()
        self._stopped = threading.Event()
        self.answers: list[bytes] = []
        """The first line of each answer; empty where the connection was closed without one."""
        self.opened = 0
        self._thread = threading.Thread(target=self._run, name="senders", daemon=True)
        for place in range(len(requests)):
            self._open(place)

    def start(self) -> None:
        """Begin to dribble, and to read."""
        self._thread.start()

    def stop(self) -> None:
        """Close all."""
        self._stopped.set()
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()
        self._selector.close()

    def count(self) -> int:
        """How many connections are open."""
        return len(self._selector.get_map())

    def _open(self, place: int) -> None:
        head, _drop = self._requests[place]
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=60)
        connection.sendall(head)
        connection.setblocking(False)
        self._selector.register(connection, selectors.EVENT_READ, place)
        self.opened += 1

    def _run(self) -> None:
        due = time.monotonic() + DRIBBLE_SECONDS
        while not self._stopped.is_set():
            for key, _events in self._selector.select(timeout=0.05):
                self._read(key)
            if time.monotonic() >= due:
                due += DRIBBLE_SECONDS
                for key in list(self._selector.get_map().values()):
                    with suppress(OSError):
                        key.fileobj.send(self._requests[key.data][1])

    def _read(self, key: selectors.SelectorKey) -> None:
        try:
            found = key.fileobj.recv(4096)
        except OSError:
            found = b""
        self.answers.append(found.partition(b"\r\n")[0])
        self._selector.unregister(key.fileobj)
        key.fileobj.close()
        if self._reconnect and not self._stopped.is_set():
            with suppress(OSError):
                self._open(key.data)


@contextmanager
def sending(port: int, requests: list[tuple[bytes, bytes]], *, reconnect: bool = False) -> Iterator[Senders]:
    """Keep a connection for each request: what is sent at once, and what every half a second; nothing if that is empty.

    Args:
        port: the server's.
        requests: what each connection sends.
        reconnect: whether a connection that is closed is opened anew.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < len(requests) + SPARE:
        pytest.skip(f"This process may open {hard} files, too few for {len(requests)} connections.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, len(requests) + SPARE), hard))
    senders = Senders(port, requests, reconnect=reconnect)
    senders.start()
    try:
        yield senders
    finally:
        senders.stop()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def head(method: str, path: str, *headers: str) -> bytes:
    """The head of a request."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode()


def unfinished(count: int) -> list[tuple[bytes, bytes]]:
    """Requests that never end, of each kind: idle and dribbling bodies and heads, announced and in chunks, of calls and pages."""
    json, form = "Content-Type: application/json", "Content-Type: application/x-www-form-urlencoded"
    kinds = [
        (head("POST", "/api/v1/sessions", json, "Content-Length: 10"), b""),
        (head("POST", "/api/v1/sessions", json, "Content-Length: 60000"), b" "),
        (head("POST", "/api/v1/parse", json, "Transfer-Encoding: chunked"), b"1\r\n \r\n"),
        (head("POST", "/sign-in", form, "Content-Length: 10"), b""),
        (head("POST", "/sign-in", form, "Content-Length: 2000000"), b"a"),
        (head("POST", "/sign-in", form, "Transfer-Encoding: chunked"), b"1\r\na\r\n"),
        (head("POST", "/nowhere", "Content-Length: 10"), b""),
        (b"GET /api/v1/release HTTP/1.1\r\nHost: 127.0.0.1\r\n", b"X-Slow: 1\r\n"),
        (b"GET / HTTP/1.1\r\nHost:", b" "),
        (b"", b""),
    ]
    return [kinds[place % len(kinds)] for place in range(count)]
