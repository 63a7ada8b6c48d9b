"""The calls of the API, each declared once: Django Ninja, and the layer in front of Django, both read them here.

Ninja keeps the shapes of answers, the reference, and every request that is not plain; the layer in front runs the same function
for the plain ones.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

import msgspec
from pydantic import BaseModel

from omnia.mongo.context import ProjectRef
from runtime_api import published, representations
from runtime_api.auth import Caller, check_channel, refuse_archived
from runtime_api.conversations import idempotency, parsing, turns
from runtime_api.conversations.schemas import ParseBody, StartBody, TurnBody
from runtime_api.metering.refusing import check_begin
from runtime_api.patterns import KEY, SESSION
from tenants.project.channels import CANARY, LIVE

BASE = "/api/v1"
GO_ON = ("take_turn", "get_session", "get_transcript", "end_session")
PARAMETERS = {"key": KEY, "session": SESSION}
"""What a step of an address may be, by its name in braces."""

CONFLICT = {409: "Nothing is published, or the first request with the idempotency key is still running."}
NOT_NEXT = {409: "The turn was answered otherwise or is not reached, the event does not fit, or the conversation is finished."}
GONE = {410: "The conversation has expired or was deleted."}
WENT_ON = {409: "The conversation went on while it was being ended."}
WRONG = {
    408: "The body did not arrive in time.",
    413: "The body is too large.",
    415: "The body is not announced as JSON.",
    422: "The body is not right; errors[] says where.",
}


class Published(msgspec.Struct, frozen=True):
    """What a channel of a project serves."""

    project: ProjectRef
    channel: str
    head: published.Head
    release: published.Release


class Call(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One call. A read has `read`, a call with a body `run`; a call with neither is Ninja's alone."""

    name: str
    method: str
    path: str
    """Under the base path, with its parameters in braces."""
    scope: str
    summary: str
    status: int = 200
    kept_seconds: int = 0
    """How long an answer may be believed without asking; 0: it must not be kept."""
    problems: dict[int, str] = {}
    """Problems that it may answer with besides those of every call, by status."""
    read: Callable[[Published, str, str | None], representations.Representation] | None = None
    """From what is published, the key and the locale that are asked for, to what is sent."""
    body: type[BaseModel] | None = None
    run: Callable[[Caller, str, Any, bytes], bytes] | None = None
    """From the caller, the parameter of the address, the body and its fingerprint to the answer's JSON."""
    leads_to: tuple[str, ...] = ()
    """Names of the calls that go on with the conversation that an answer names."""
    not_plain: str = ""
    """A header, in lower case, that makes a request one for Ninja."""

    @cached_property
    def route(self) -> str:
        """Django's pattern of the address, by which requests are counted."""
        return BASE.lstrip("/") + re.sub(r"\{(\w+)\}", r"<\1>", self.path)

    @cached_property
    def address(self) -> re.Pattern[str]:
        """What an address of the call looks like; its group is the parameter."""
        return re.compile(re.escape(BASE) + re.sub(r"\{(\w+)\}", lambda step: f"({PARAMETERS[step[1]]})", self.path))


def _read_release(at: Published, _key: str, _locale: str | None) -> representations.Representation:
    return representations.of_release(at.project, at.channel, at.head, at.release)


def _read_template(at: Published, key: str, locale: str | None) -> representations.Representation:
    return representations.of_document(at.project, at.release, at.release.templates.get(key), locale)


def _read_flow(at: Published, key: str, locale: str | None) -> representations.Representation:
    return representations.of_document(at.project, at.release, at.release.flows.get(key), locale)


def _start(caller: Caller, _parameter: str, body: StartBody, _mark: bytes) -> bytes:
    check_channel(body.release_channel, caller.channels | {LIVE})
    refuse_archived(caller)
    return begin(caller, body)[1]


def begin(caller: Caller, body: StartBody) -> tuple[str, bytes]:
    """Start a conversation, unless the project's quota is used up; raises `Problem`."""
    check_begin(caller.used_up)
    return turns.start(caller.project, body)


def _take_turn(caller: Caller, session: str, body: TurnBody, mark: bytes) -> bytes:
    return turns.take_turn(caller.project, session, body, mark)


def _parse(caller: Caller, _parameter: str, body: ParseBody, _mark: bytes) -> bytes:
    return parsing.parse(caller.project, body)


def check_readable(caller: Caller, channel: str) -> None:
    """Refuse to read a channel that the key may not name; the canary's is heard by callers of `live` anyway.

    Raises the problem `forbidden`.
    """
    if channel not in (LIVE, CANARY):
        check_channel(channel, caller.channels)


KEPT = representations.KEPT_SECONDS

GET_RELEASE = Call(
    name="get_release", method="GET", path="/release", scope="read", kept_seconds=KEPT, read=_read_release,
    summary="The release that a channel serves",
)  # fmt: skip
LIST_TEMPLATES = Call(
    name="list_templates", method="GET", path="/templates", scope="read", kept_seconds=KEPT,
    summary="Templates of a release",
)  # fmt: skip
LIST_FLOWS = Call(
    name="list_flows", method="GET", path="/flows", scope="read", kept_seconds=KEPT, summary="Flows of a release"
)  # fmt: skip
GET_TEMPLATE = Call(
    name="get_template", method="GET", path="/templates/{key}", scope="read", kept_seconds=KEPT, read=_read_template,
    summary="A released template",
)  # fmt: skip
GET_FLOW = Call(
    name="get_flow", method="GET", path="/flows/{key}", scope="read", kept_seconds=KEPT, read=_read_flow,
    summary="A released flow",
)  # fmt: skip
START_SESSION = Call(
    name="start_session", method="POST", path="/sessions", scope="converse", status=201, body=StartBody, run=_start,
    summary="Start a conversation", problems=CONFLICT | WRONG, not_plain=idempotency.HEADER.lower(),
    leads_to=GO_ON,
)  # fmt: skip
TAKE_TURN = Call(
    name="take_turn", method="POST", path="/sessions/{session}/turns", scope="converse", body=TurnBody, run=_take_turn,
    summary="Go on with a conversation", problems=NOT_NEXT | GONE | WRONG, leads_to=GO_ON,
)  # fmt: skip
GET_SESSION = Call(
    name="get_session", method="GET", path="/sessions/{session}", scope="converse",
    summary="A conversation as it stands", problems=GONE,
)  # fmt: skip
GET_TRANSCRIPT = Call(
    name="get_transcript", method="GET", path="/sessions/{session}/transcript", scope="converse",
    summary="The turns so far", problems=GONE,
)  # fmt: skip
END_SESSION = Call(
    name="end_session", method="DELETE", path="/sessions/{session}", scope="converse", status=204,
    summary="End a conversation", problems=WENT_ON | GONE,
)  # fmt: skip
PARSE = Call(
    name="parse", method="POST", path="/parse", scope="converse", body=ParseBody, run=_parse,
    summary="Read a text without a conversation", problems=CONFLICT | WRONG,
)  # fmt: skip

CALLS = (
    GET_RELEASE, LIST_TEMPLATES, LIST_FLOWS, GET_TEMPLATE, GET_FLOW,
    START_SESSION, TAKE_TURN, GET_SESSION, GET_TRANSCRIPT, END_SESSION, PARSE,
)  # fmt: skip


def find_plain(method: str, path: str) -> tuple[Call, str] | None:
    """The call that an address names, if the layer in front may answer it, with the parameter of the address."""
    for call in _PLAIN.get(method, ()):
        match = call.address.fullmatch(path)
        if match is not None:
            return call, match[1] if match.re.groups else ""
    return None


_PLAIN = {method: [call for call in CALLS if call.method == method and (call.read or call.run)] for method in ("GET", "POST")}
