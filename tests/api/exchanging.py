"""Asking the application as granian does, without granian: a request, its body in pieces, and the answer."""

import threading
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

WAIT_SECONDS = 300.0


class Headers(dict[str, str]):
    """Names in lower case, each once."""

    def get_all(self, name: str) -> list[str]:
        return [self[name]] if name in self else []


class Scope:
    """What granian tells of a request."""

    proto, http_version, scheme = "http", "1.1", "http"
    server, client = "127.0.0.1:80", "127.0.0.1:50000"

    def __init__(self, method: str, address: str, headers: dict[str, str]) -> None:
        path, _mark, self.query_string = address.partition("?")
        self.method, self.path, self.headers = method, unquote(path), Headers(headers)


class Coming:
    """A piece that is on its way, or here already."""

    def __init__(self, outcome: Any) -> None:
        self._outcome = outcome

    def add_done_callback(self, callback: Any, context: Any = None) -> None:
        callback(self)

    def result(self) -> bytes:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def done(self) -> bool:
        return True

    def cancelled(self) -> bool:
        return False


class Protocol:
    """Takes one answer; what comes after it is dropped, as granian does."""

    def __init__(self, pieces: Iterable[Any]) -> None:
        self._pieces = list(pieces)
        self.answer: tuple[int, list[tuple[str, str]], bytes] | None = None

    def __call__(self) -> Coming:
        return Coming(next((each for each in self._pieces if isinstance(each, Exception)), b"".join(self._pieces)))

    def __aiter__(self) -> "Protocol":
        self._pieces.append(b"")
        return self

    def __anext__(self) -> Coming:
        if not self._pieces:
            raise StopAsyncIteration
        return Coming(self._pieces.pop(0))

    def left(self) -> int:
        """How many pieces nobody has asked for."""
        return len(self._pieces)

    def response_bytes(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        if self.answer is None:
            self.answer = (status, headers, content)

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> "Protocol":
        self.response_bytes(status, headers, b"")
        return self

    def send_bytes(self, part: bytes) -> None:
        status, headers, content = self.answer
        self.answer = (status, headers, content + part)


def exchange(
    gateway: Any, method: str, address: str, headers: dict[str, str], *pieces: Any
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and content of a request; an exception among the pieces is a connection that broke."""
    answered, protocol = threading.Event(), Protocol(piece for piece in pieces if piece != b"")
    gateway.open()
    gateway.take(Scope(method, address, headers), protocol, answered.set)
    assert answered.wait(WAIT_SECONDS), "The request was never answered."
    assert protocol.answer is not None
    return protocol.answer
