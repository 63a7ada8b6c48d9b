"""What is published: the release, lists of its documents, and the documents themselves."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from ninja import Query, Router
from pydantic import Field

from omnia.infra.problems import Problem
from runtime_api import store
from runtime_api.auth import Bearer, Caller, note_age
from runtime_api.localising import one_locale
from runtime_api.schemas import FlowPage, ReleaseAnswer, TemplatePage

PAGE = 50
MAX_PAGE = 200
JSON = "application/json"

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
    content = {
        "project": caller.project.id,
        "channel": channel,
        "release": release.number,
        "sequence": head.sequence,
        "published_at": _iso(release.published_at),
        "locales": release.locales,
        "templates": _rows(release.templates, with_kind=True),
        "flows": _rows(release.flows, with_kind=False),
    }
    return _listed(request, content)


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
    return _document(request, caller, release, release.templates.get(key), locale)


@router.get("/flows/{key}", response=Document, operation_id="get_flow", summary="A released flow")
def get_flow(request: HttpRequest, key: str, locale: Locale = None) -> HttpResponse:
    """Return a flow of the live release."""
    caller, _head, release = _published(request)
    return _document(request, caller, release, release.flows.get(key), locale)


def _published(request: HttpRequest, channel: str = "live") -> tuple[Caller, store.Head, store.Release]:
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja
    head = store.live_head(caller.project, channel)
    note_age(request, head.age)
    return caller, head, store.release(caller.project, head.release)


def _rows(entries: Mapping[str, store.Entry], *, with_kind: bool) -> list[dict[str, Any]]:
    return [_row(key, entry, with_kind=with_kind) for key, entry in entries.items()]


def _row(key: str, entry: store.Entry, *, with_kind: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"key": key, "label": entry.label, "hash": entry.hash}
    return {**row, "kind": entry.kind} if with_kind else row


def _page(
    request: HttpRequest, entries: Mapping[str, store.Entry], cursor: str | None, limit: int, *, with_kind: bool
) -> HttpResponse:
    after = _decoded(cursor) if cursor else ""
    keys = [key for key in entries if key > after]
    chosen = keys[:limit]
    more = len(keys) > limit
    items = [_row(key, entries[key], with_kind=with_kind) for key in chosen]
    return _listed(request, {"items": items, "next_cursor": _encoded(chosen[-1]) if more else None})


def _encoded(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> str:
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        place = {"pointer": "?cursor", "detail": "Give the next_cursor of the page before, unchanged."}
        raise Problem("invalid-request", "The cursor is not one of ours.", errors=[place]) from error


def _document(
    request: HttpRequest, caller: Caller, release: store.Release, entry: store.Entry | None, locale: str | None
) -> HttpResponse:
    if entry is None:
        raise Problem("not-found", "The live release holds no document of this key.")
    if locale is None:
        return _conditional(request, entry.hash, lambda: store.body_bytes(caller.project, entry.hash))
    if not release.speaks(locale):
        place = {"pointer": "?locale", "detail": f"Choose among: {', '.join(release.locales)}."}
        raise Problem("invalid-request", f"The live release does not speak “{locale}”.", errors=[place])
    variant = (entry.hash, locale, release.default_locale)

    def render() -> bytes:
        return orjson.dumps(one_locale(store.body(caller.project, entry.hash), locale, release.default_locale))

    return _conditional(request, "-".join(variant), lambda: store.rendered(caller.project, ("locale", *variant), render))


def _listed(request: HttpRequest, content: dict[str, Any]) -> HttpResponse:
    encoded = msgspec.json.encode(content)
    return _conditional(request, hashlib.sha256(encoded).hexdigest()[:32], lambda: encoded)


def _conditional(request: HttpRequest, tag: str, content: Callable[[], bytes]) -> HttpResponse:
    """The answer with a strong entity tag, or 304 if the caller holds it already."""
    etag = f'"{tag}"'
    headers = {
        "ETag": etag,
        "Cache-Control": f"private, max-age=1, stale-while-revalidate=60, stale-if-error={settings.OMNIA_STALE_SECONDS}",
        "Vary": "Authorization",
    }
    held = [each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))]
    if etag in held or "*" in held:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(content(), content_type=JSON, headers=headers)


def _iso(moment: datetime) -> str:
    """MongoDB's times come without a zone and mean UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
