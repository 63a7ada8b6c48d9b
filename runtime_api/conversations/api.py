"""The calls that hold conversations."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Header, Router

from omnia.mongo.context import ProjectRef
from runtime_api import calls
from runtime_api.auth import Caller, check_channel, refuse_archived
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
from runtime_api.conversations.session_store import claim_store
from runtime_api.registering import answers
from tenants.project.channels import LIVE

JSON = "application/json"

router = Router(tags=["Conversations"])

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias=idempotency.HEADER,
        description="The same key and body again get the same answer and start nothing. Lives as long as a silent conversation.",
    ),
]


@answers(router, calls.START_SESSION, SessionAnswer)
def start_session(request: HttpRequest, body: StartBody, idempotency_key: IdempotencyKey = None) -> HttpResponse:
    """Start a conversation with a flow or a template of a channel's release; it keeps that release to its end."""
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja
    check_channel(body.release_channel, caller.channels | {LIVE})
    refuse_archived(caller)
    project = caller.project
    content = idempotency.once(
        claim_store(),
        project,
        idempotency.checked_key(idempotency_key),
        request.body,
        work=lambda: calls.begin(caller, body),
        undo=lambda session: turns.undo_start(project, session),
    )
    return HttpResponse(content, status=201, content_type=JSON)


@answers(router, calls.TAKE_TURN, SessionAnswer)
def take_turn(request: HttpRequest, session: str, body: TurnBody) -> HttpResponse:
    """Say what the person did, or what an open action came to; a request sent again gets the same answer again."""
    mark = idempotency.fingerprint(request.body)
    return HttpResponse(turns.take_turn(_project(request), session, body, mark), content_type=JSON)


@answers(router, calls.GET_SESSION, SessionState)
def get_session(request: HttpRequest, session: str) -> HttpResponse:
    """Return the last answer again, with what the conversation was started with."""
    return HttpResponse(turns.state_of(_project(request), session), content_type=JSON)


@answers(router, calls.GET_TRANSCRIPT, TranscriptAnswer)
def get_transcript(request: HttpRequest, session: str) -> HttpResponse:
    """Return the turns so far, with private data hidden."""
    return HttpResponse(turns.transcript_of(_project(request), session), content_type=JSON)


@answers(router, calls.END_SESSION, None)
def end_session(request: HttpRequest, session: str) -> HttpResponse:
    """End a conversation (outcome `abandoned` unless it was finished) and forget its contents."""
    turns.end(_project(request), session)
    return HttpResponse(status=204)


@answers(router, calls.PARSE, ParseResult)
def parse(request: HttpRequest, body: ParseBody) -> HttpResponse:
    """Return what a text says for a template or a kind of value."""
    return HttpResponse(parsing.parse(_project(request), body), content_type=JSON)


def _project(request: HttpRequest) -> ProjectRef:
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja
    return caller.project
