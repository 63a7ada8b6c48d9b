"""The calls that hold conversations."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Header, Router

from omnia.mongo.context import ProjectRef
from runtime_api.auth import Bearer, Caller
from runtime_api.conversations import idempotency, parsing, turns
from runtime_api.conversations.schemas import (
    ParseBody,
    ParseResult,
    SessionAnswer,
    SessionState,
    StartBody,
    TranscriptAnswer,
    TurnBody,
)
from runtime_api.conversations.session_store import session_store

JSON = "application/json"

GONE = {410: "The conversation has expired or was deleted."}
CONFLICT = {409: "Nothing is published, or the first request with the idempotency key is still running."}
NOT_NEXT = {409: "The turn was answered otherwise or is not reached, the event does not fit, or the conversation is finished."}
WRONG = {413: "The body is too large.", 422: "The body is not right; errors[] says where."}


def _problems(*groups: dict[int, str]) -> dict[str, Any]:
    """Problems for the OpenAPI document, besides those that any call may answer with."""
    return {"responses": {status: {"description": sentence} for group in groups for status, sentence in group.items()}}


router = Router(auth=Bearer("converse"), tags=["Conversations"])

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias=idempotency.HEADER,
        description="The same key and body again get the same answer and start nothing. Lives as long as a silent conversation.",
    ),
]


@router.post(
    "/sessions",
    response={201: SessionAnswer},
    operation_id="start_session",
    summary="Start a conversation",
    openapi_extra=_problems(CONFLICT, WRONG),
)
def start_session(request: HttpRequest, body: StartBody, idempotency_key: IdempotencyKey = None) -> HttpResponse:
    """Start a conversation with a flow or a template of the live release; it keeps that release to its end."""
    project = _project(request)
    content = idempotency.once(
        session_store(),
        project,
        idempotency.checked_key(idempotency_key),
        request.body,
        work=lambda: turns.start(project, body),
        undo=lambda session: turns.undo_start(project, session),
    )
    return HttpResponse(content, status=201, content_type=JSON)


@router.post(
    "/sessions/{session}/turns",
    response=SessionAnswer,
    operation_id="take_turn",
    summary="Go on with a conversation",
    openapi_extra=_problems(NOT_NEXT, GONE, WRONG),
)
def take_turn(request: HttpRequest, session: str, body: TurnBody) -> HttpResponse:
    """Say what the person did, or what an open action came to; a request sent again gets the same answer again."""
    mark = idempotency.fingerprint(request.body)
    return HttpResponse(turns.take_turn(_project(request), session, body, mark), content_type=JSON)


@router.get(
    "/sessions/{session}",
    response=SessionState,
    operation_id="get_session",
    summary="A conversation as it stands",
    openapi_extra=_problems(GONE),
)
def get_session(request: HttpRequest, session: str) -> HttpResponse:
    """Return the last answer again, with what the conversation was started with."""
    return HttpResponse(turns.state_of(_project(request), session), content_type=JSON)


@router.get(
    "/sessions/{session}/transcript",
    response=TranscriptAnswer,
    operation_id="get_transcript",
    summary="The turns so far",
    openapi_extra=_problems(GONE),
)
def get_transcript(request: HttpRequest, session: str) -> HttpResponse:
    """Return the turns so far, with private data hidden."""
    return HttpResponse(turns.transcript_of(_project(request), session), content_type=JSON)


@router.delete(
    "/sessions/{session}",
    response={204: None},
    operation_id="end_session",
    summary="End a conversation",
    openapi_extra=_problems({409: "The conversation went on while it was being ended."}, GONE),
)
def end_session(request: HttpRequest, session: str) -> HttpResponse:
    """End a conversation (outcome `abandoned` unless it was finished) and forget its contents."""
    turns.end(_project(request), session)
    return HttpResponse(status=204)


@router.post(
    "/parse",
    response=ParseResult,
    operation_id="parse",
    summary="Read a text without a conversation",
    openapi_extra=_problems(CONFLICT, WRONG),
)
def parse(request: HttpRequest, body: ParseBody) -> HttpResponse:
    """Return what a text says for a template or a kind of value."""
    return HttpResponse(parsing.parse(_project(request), body), content_type=JSON)


def _project(request: HttpRequest) -> ProjectRef:
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja
    return caller.project
