"""What the way in answers in the place of a page: plain words, for no thread is there to make one."""

from typing import Any

from omnia.gateway.exchange import Reply, place_of
from omnia.infra.headers import PERMISSIONS_POLICY
from omnia.infra.telemetry import REQUEST_ID_HEADER, note_refusal, request_id_for

SENTENCES = {
    400: "The request broke off. Send it again.",
    408: "The request did not arrive in time. Send it again.",
    500: "Something went wrong on our side.",
    503: "Too many people are here just now. Try again in a moment.",
}


def refuse_page(status: int, scope: Any) -> Reply:
    """The answer to a request for a page that is refused before anything reads it; it is logged under its request id.

    Args:
        status: 400, 408, 500 or 503.
        scope: granian's description of the request.
    """
    identifier = request_id_for(scope.headers.get("x-request-id"))
    note_refusal(status, "page", place_of(scope.path), identifier)
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"), (REQUEST_ID_HEADER, identifier)]
    headers += [("X-Content-Type-Options", "nosniff"), ("Permissions-Policy", PERMISSIONS_POLICY)]
    headers += [("Retry-After", "1")] if status == 503 else []
    headers += [("Connection", "close")] if status == 408 else []
    return Reply(status, headers, SENTENCES[status].encode())
