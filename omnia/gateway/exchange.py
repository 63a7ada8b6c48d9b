"""What a request is, and how it is answered, between the server and whoever answers."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

Header = tuple[str, str]


MAX_PLACE = 40
"""Characters of an address in the log: anybody may send any."""


def place_of(path: str) -> str:
    """What a log line may say of an address: its first part, for what follows may name a project, or be a link's secret."""
    return "/" + path.lstrip("/").partition("/")[0][:MAX_PLACE]


class Reply(NamedTuple):
    """An answer in full."""

    status: int
    headers: list[Header]
    content: bytes


class Request:
    """A request whose body, if it has one, is here. Header names are lower case."""

    __slots__ = ("body", "handed_on", "header", "method", "path", "query", "scope")

    def __init__(self, scope: Any, body: bytes = b"") -> None:
        self.scope = scope
        self.method: str = scope.method
        self.path: str = scope.path
        self.query: str = scope.query_string
        self.header: Callable[..., Any] = scope.headers.get
        self.body = body
        self.handed_on: dict[str, Any] = {}
        """What Django is told besides, in the environment."""


class Front(Protocol):
    """What stands in front of Django and answers what it knows; None leaves a request to Django."""

    def answer_at_once(self, scope: Any) -> Reply | None:
        """Answer from memory without waiting for anything: it is called in the one thread that takes requests in."""

    def answer(self, request: Request) -> Reply | None:
        """Answer, in a thread that may wait."""


class NoFront:
    """Leaves everything to Django."""

    def answer_at_once(self, scope: Any) -> Reply | None:  # noqa: ARG002  # the protocol's signature
        """Leave the request to a thread."""
        return None

    def answer(self, request: Request) -> Reply | None:  # noqa: ARG002
        """Leave the request to Django."""
        return None
