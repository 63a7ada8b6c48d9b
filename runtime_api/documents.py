"""What is published: the release, lists of its documents, and the documents themselves."""

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from omnia.infra.problems import Problem
from runtime_api import calls, published, representations
from runtime_api.auth import Caller, note_age
from runtime_api.calls import Published
from runtime_api.metering.refusing import check_read
from runtime_api.patterns import LOCALE, MAX_CHANNEL, MAX_LOCALE
from runtime_api.registering import answers
from runtime_api.schemas import FlowPage, ReleaseAnswer, TemplatePage
from tenants.project.channels import LIVE, NAME

PAGE = 50
MAX_PAGE = 200

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Rows of a page.")]
Cursor = Annotated[str | None, Query(max_length=400, description="`next_cursor` of the page before.")]
Locale = Annotated[
    str | None,
    Query(max_length=MAX_LOCALE, pattern=f"^{LOCALE}$", description="Leave only this locale's texts, for instance it."),
]
Channel = Annotated[
    str,
    Query(
        max_length=MAX_CHANNEL,
        pattern=f"^{NAME}$",
        description="`live`, `canary` (what a part of the new conversations gets while one runs), or one that the key may name.",
    ),
]
Document = Annotated[dict[str, Any], Field(description="The document, as docs/reference/template_document.md describes it.")]

router = Router(tags=["Documents"])


@answers(router, calls.GET_RELEASE, ReleaseAnswer)
def get_release(request: HttpRequest, channel: Channel = LIVE) -> HttpResponse:
    """Say which release a channel serves, and what is in it."""
    return _read(request, calls.GET_RELEASE, channel=channel)


@answers(router, calls.LIST_TEMPLATES, TemplatePage)
def list_templates(request: HttpRequest, cursor: Cursor = None, limit: Limit = PAGE, channel: Channel = LIVE) -> HttpResponse:
    """List a release's templates by key, a page at a time."""
    return _page(request, _published(request, channel).release.templates, cursor, limit, with_kind=True)


@answers(router, calls.LIST_FLOWS, FlowPage)
def list_flows(request: HttpRequest, cursor: Cursor = None, limit: Limit = PAGE, channel: Channel = LIVE) -> HttpResponse:
    """List a release's flows by key, a page at a time."""
    return _page(request, _published(request, channel).release.flows, cursor, limit, with_kind=False)


@answers(router, calls.GET_TEMPLATE, Document)
def get_template(request: HttpRequest, key: str, locale: Locale = None, channel: Channel = LIVE) -> HttpResponse:
    """Return a template of a release."""
    return _read(request, calls.GET_TEMPLATE, key, locale, channel=channel)


@answers(router, calls.GET_FLOW, Document)
def get_flow(request: HttpRequest, key: str, locale: Locale = None, channel: Channel = LIVE) -> HttpResponse:
    """Return a flow of a release."""
    return _read(request, calls.GET_FLOW, key, locale, channel=channel)


def _read(
    request: HttpRequest, call: calls.Call, key: str = "", locale: str | None = None, *, channel: str = LIVE
) -> HttpResponse:
    """What a read's own function makes of what is published."""
    assert call.read is not None  # noqa: S101  # only reads are asked for here
    return _send(request, call.read(_published(request, channel), key, locale))


def _published(request: HttpRequest, channel: str) -> Published:
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja
    calls.check_readable(caller, channel)
    check_read(caller.used_up)
    head = published.live_head(caller.project, channel)
    note_age(request, head.age)
    return Published(caller.project, channel, head, published.release(caller.project, head.release))


def _page(
    request: HttpRequest, entries: Mapping[str, published.Entry], cursor: str | None, limit: int, *, with_kind: bool
) -> HttpResponse:
    after = _decoded(cursor) if cursor else ""
    keys = [key for key in entries if key > after]
    chosen = keys[:limit]
    more = len(keys) > limit
    items = [representations.row(key, entries[key], with_kind=with_kind) for key in chosen]
    content = msgspec.json.encode({"items": items, "next_cursor": _encoded(chosen[-1]) if more else None})
    return _send(request, representations.of_bytes(content))


def _encoded(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> str:
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        place = {"pointer": "?cursor", "detail": "Give the next_cursor of the page before, unchanged."}
        raise Problem("invalid-request", "The cursor is not one of ours.", errors=[place]) from error


def _send(request: HttpRequest, plain: representations.Representation) -> HttpResponse:
    """The answer with a strong entity tag, compressed if the caller likes it, or 304 if the caller holds it already."""
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja
    request.omnia_is_read = True  # type: ignore[attr-defined]
    sent = representations.chosen(caller.project, plain, request.META.get("HTTP_ACCEPT_ENCODING", ""))
    if representations.is_held(sent.etag, request.META.get("HTTP_IF_NONE_MATCH", "")):
        unchanged = HttpResponse(status=304, headers=sent.headers())
        del unchanged.headers["Content-Type"]
        return unchanged
    return HttpResponse(sent.content(), content_type=representations.JSON, headers=sent.headers())
