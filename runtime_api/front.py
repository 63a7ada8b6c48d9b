"""What stands in front of the runtime's Django: reads and conversations that are plain are answered here."""

from typing import Any

from omnia.gateway.exchange import Reply, Request
from omnia.infra import metrics
from omnia.infra.headers import NOT_KEPT
from omnia.infra.problems import CONTENT_TYPE, Problem, content_of
from omnia.infra.telemetry import REQUEST_ID_HEADER, request_id_for
from runtime_api.fast_conversations import FastConversations
from runtime_api.fast_path import FastReads
from runtime_api.headers import ALWAYS

AGAIN = {"Retry-After": "1"}
REFUSED = {
    400: ("invalid-request", "The body broke off, or its chunks are malformed or have trailers.", {}),
    408: ("body-late", "The body did not arrive in time. Send the request again.", {"Connection": "close"}),
    500: ("internal", "The request could not be answered. Our log holds the reason under the request id.", {}),
    503: ("unavailable", "Too many requests wait for an answer. Try again in a moment.", AGAIN),
}
"""Problems that the way in answers with, by status."""


class RuntimeFront:
    """Reads from memory at once, and the rest in a thread."""

    def __init__(self) -> None:
        self._reads, self._conversations = FastReads(), FastConversations()
        self.answer_at_once = self._reads.answer_at_once

    def answer(self, request: Request) -> Reply | None:
        """Answer a read or a call with a body; None leaves it to Django."""
        if request.body:
            return self._conversations.answer(request)
        return self._reads.answer(request) if request.method == "GET" else None


def refuse(status: int, scope: Any) -> Reply:
    """The problem with which the way in refuses a request of the API before anything reads it."""
    name, sentence, headers = REFUSED[status]
    identifier = request_id_for(scope.headers.get("x-request-id"))
    problem = Problem(name, sentence)
    metrics.REQUESTS.labels("unmatched", "other", str(status)).inc()
    rows = {"Content-Type": CONTENT_TYPE, "Cache-Control": NOT_KEPT, **ALWAYS, **headers, REQUEST_ID_HEADER: identifier}
    return Reply(status, list(rows.items()), content_of(problem, scope.path, identifier))
