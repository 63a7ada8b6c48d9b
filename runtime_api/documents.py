"""What is published: the release, lists of its documents, and the documents themselves."""

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from ninja import Query, Router
from pydantic import Field

from omnia.infra.problems import Problem
from runtime_api import published, representations
from runtime_api.auth import Bearer, Caller, note_age
from runtime_api.schemas import FlowPage, ReleaseAnswer, TemplatePage

PAGE = 50
MAX_PAGE = 200

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Rows of a page.")]
Cursor = Annotated[str | None, Query(max_length=400, description="`next_cursor` of the page before.")]
Locale = Annotated[
    str | None,
    Query(
        max_length=35, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="Leave only this locale's texts, for instance it."
    ),
]
Channel = Annotated[Literal["live", "canary"], Query(description="Which of the two channels.")]
Document = Annotated[dict[str, Any], Field(description="The document, as docs/reference/template_document.md describes it.")]

router = Router(auth=Bearer("read"), tags=["Documents"])


@router.get("/release", response=ReleaseAnswer, operation_id="get_release", summary="The release that a channel serves")
def get_release(request: HttpRequest, channel: Channel = "live") -> HttpResponse:
    """Say which release a channel serves, and what is in it."""
    caller, head, release = _published(request, channel)
    return _send(request, representations.of_release(caller.project, channel, head, release))


@router.get("/templates", response=TemplatePage, operation_id="list_templates", summary="Templates of the live release")
def list_templates(request: HttpRequest, cursor: Cursor = None, limit: Limit = PAGE) -> HttpResponse:
    """List the live release's templates by key, a page at a time."""
    _caller, _head, release = _published(request)
    return _page(request, release.templates, cursor, limit, with_kind=True)


@router.get("/flows", response=FlowPage, operation_id="list_flows", summary="Flows of the live release")
def list_flows(request: HttpRequest, cursor: Cursor = None, limit: Limit = PAGE) -> HttpResponse:
    """List the live release's flows by key, a page at a time."""
    _caller, _head, release = _published(request)
    return _page(request, release.flows, cursor, limit, with_kind=False)


@router.get("/templates/{key}", response=Document, operation_id="get_template", summary="A released template")
def get_template(request: HttpRequest, key: str, locale: Locale = None) -> HttpResponse:
    """Return a template of the live release."""
    caller, _head, release = _published(request)
    return _send(request, representations.of_document(caller.project, release, release.templates.get(key), locale))


@router.get("/flows/{key}", response=Document, operation_id="get_flow", summary="A released flow")
def get_flow(request: HttpRequest, key: str, locale: Locale = None) -> HttpResponse:
    """Return a flow of the live release."""
    caller, _head, release = _published(request)
    return _send(request, representations.of_document(caller.project, release, release.flows.get(key), locale))


def _published(request: HttpRequest, channel: str = "live") -> tuple[Caller, published.Head, published.Release]:
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja
    head = published.live_head(caller.project, channel)
    note_age(request, head.age)
    return caller, head, published.release(caller.project, head.release)


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
    sent = representations.chosen(caller.project, plain, request.META.get("HTTP_ACCEPT_ENCODING", ""))
    held = [each.removeprefix("W/") for each in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))]
    if sent.etag in held or "*" in held:
        unchanged = HttpResponse(status=304, headers=sent.headers())
        del unchanged.headers["Content-Type"]
        return unchanged
    return HttpResponse(sent.content(), content_type=representations.JSON, headers=sent.headers())
