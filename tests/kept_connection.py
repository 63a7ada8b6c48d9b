"""A connection that is kept between requests, as clients keep it, and opened anew where the server has ended it meanwhile."""

import http.client
from collections.abc import Mapping

Answer = tuple[http.client.HTTPResponse, bytes]
"""What came, and its content."""


class KeptConnection:
    """A connection to a server on this machine; for one thread."""

    def __init__(self, port: int, *, timeout: float) -> None:
        """Take the server's port, and for how many seconds an answer is awaited."""
        self._held, self._is_used = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout), False

    def ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """Send a request and wait for what is answered."""
        try:
            return self._ask(method, path, body, headers)
        except ConnectionError:
            self._held.close()
            # A server may end a connection on which nothing was said for a while; on a fresh one that is a fault.
            if not self._is_used:
                raise
            return self._ask(method, path, body, headers)
        finally:
            self._is_used = True

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        self._held.request(method, path, body, dict(headers))
        answer = self._held.getresponse()
        return answer, answer.read()

    def close(self) -> None:
        """Hang up."""
        self._held.close()
