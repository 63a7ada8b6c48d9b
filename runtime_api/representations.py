"""The bytes that a read is answered with, their entity tag, and the choice of an encoding (RFC 9110, 8.8.3 and 12.5.3).

The views and the fast path both answer from here, so that they cannot say different things.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
import orjson
from django.conf import settings
from django.utils.http import parse_etags

from omnia.infra.problems import Problem
from omnia.mongo.context import ProjectRef
from runtime_api import published
from runtime_api.localising import one_locale

JSON = "application/json"
GZIP = "gzip"
KEPT_SECONDS = 1
"""How long an answer may be believed without asking."""

STALE = "stale-while-revalidate=60"

GZIP_FROM_BYTES = 1400
"""What fits one network packet gains nothing by compression."""


class Representation(msgspec.Struct, frozen=True):
    """One form of a resource: its entity tag without quotes, a function that gives its bytes, and its encoding if it has one."""

    tag: str
    content: Callable[[], bytes]
    encoding: str = ""

    @property
    def etag(self) -> str:
        """The entity tag as a header says it."""
        return f'"{self.tag}"'

    def headers(self) -> dict[str, str]:
        """The headers that 200 and 304 have in common."""
        common = {
            "ETag": self.etag,
            "Cache-Control": f"private, max-age={KEPT_SECONDS}, {STALE}, stale-if-error={settings.OMNIA_STALE_SECONDS}",
            "Vary": "Authorization, Accept-Encoding",
        }
        return {**common, "Content-Encoding": self.encoding} if self.encoding else common


def of_document(
    project: ProjectRef, release: published.Release, entry: published.Entry | None, locale: str | None
) -> Representation:
    """A document of a release, with all its texts or with one locale's.

    Raises:
        Problem: `not-found` without an entry, `invalid-request` if the release does not speak the locale.
    """
    if entry is None:
        raise Problem("not-found", "The release holds no document of this key.")
    if locale is None:
        return Representation(entry.hash, lambda: published.body_bytes(project, entry.hash))
    if not release.speaks(locale):
        place = {"pointer": "?locale", "detail": f"Choose among: {', '.join(release.locales)}."}
        raise Problem("invalid-request", f"The release does not speak “{locale}”.", errors=[place])
    variant = (entry.hash, locale, release.default_locale)

    def render() -> bytes:
        return orjson.dumps(one_locale(published.body(project, entry.hash), locale, release.default_locale))

    return Representation("-".join(variant), lambda: published.rendered(project, ("locale", *variant), render))


def of_release(project: ProjectRef, channel: str, head: published.Head, release: published.Release) -> Representation:
    """Which release a channel serves, and what is in it."""

    def render() -> bytes:
        return msgspec.json.encode(
            {
                "project": project.id,
                "channel": channel,
                "release": release.number,
                "sequence": head.sequence,
                "published_at": _iso(release.published_at),
                "locales": release.locales,
                "templates": rows(release.templates, with_kind=True),
                "flows": rows(release.flows, with_kind=False),
            }
        )

    place = ("release", channel, str(release.number), str(head.sequence))
    return of_bytes(published.rendered(project, place, render))


def of_bytes(content: bytes) -> Representation:
    """Bytes that are made for one answer."""
    return Representation(hashlib.sha256(content).hexdigest()[:32], lambda: content)


def rows(entries: Mapping[str, published.Entry], *, with_kind: bool) -> list[dict[str, Any]]:
    """The list rows of documents, by key."""
    return [row(key, entry, with_kind=with_kind) for key, entry in entries.items()]


def row(key: str, entry: published.Entry, *, with_kind: bool) -> dict[str, Any]:
    """What a list shows of a document."""
    shown: dict[str, Any] = {"key": key, "label": entry.label, "hash": entry.hash}
    return {**shown, "kind": entry.kind} if with_kind else shown


def chosen(project: ProjectRef, plain: Representation, accept_encoding: str) -> Representation:
    """The representation for what a caller accepts: compressed, kept under its own tag, if that is wanted and worth it."""
    if not accepts_gzip(accept_encoding) or len(plain.content()) < GZIP_FROM_BYTES:
        return plain
    tag = f"{plain.tag}-{GZIP}"

    def content() -> bytes:
        return published.rendered(project, (GZIP, plain.tag), lambda: gzip.compress(plain.content(), mtime=0))

    return Representation(tag, content, GZIP)


def is_held(etag: str, if_none_match: str) -> bool:
    """Whether an `If-None-Match` header says that the caller holds what an entity tag names (weak comparison)."""
    if not if_none_match or if_none_match == etag:
        return bool(if_none_match)
    held = [each.removeprefix("W/") for each in parse_etags(if_none_match)]
    return etag in held or "*" in held


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether an `Accept-Encoding` header lets an answer be compressed by gzip."""
    weights: dict[str, bool] = {}
    for part in accept_encoding.lower().split(","):
        coding, _semicolon, parameters = part.strip().partition(";")
        weights[coding.strip()] = _weight(parameters) > 0
    return weights.get(GZIP, weights.get("*", False))


def _weight(parameters: str) -> float:
    name, _equals, value = parameters.replace(" ", "").partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _iso(moment: datetime) -> str:
    """MongoDB's times come without a zone and mean UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
