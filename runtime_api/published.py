"""What a project has published, as the runtime reads it: heads, releases, bodies and compiled programs.

They come from memory if they can, else from Redis (`second_level`), else from MongoDB. Only a head can change; it is asked
for again at most once a second, or at once when the bus announces that it moved. Everything else is named by a release's number
or a content hash and never changes, so it is kept until room is needed. MongoDB is only read.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal, TypeVar

import msgspec
import orjson
from django.conf import settings

from omnia.dialogue.compile import CompileError, DocumentError, Program, compile_program
from omnia.dialogue.references import acquired_templates
from omnia.infra.cache import Cache, Key, Reading, Sequenced, Unreachable
from omnia.infra.invalidation import HEADS, Change, Feed
from omnia.infra.problems import Problem
from omnia.infra.telemetry import log
from omnia.mongo import data_keys
from omnia.mongo.circuit_breaker import guarded_read
from omnia.mongo.clusters import Document, database
from omnia.mongo.context import ProjectRef
from runtime_api import change_streams, second_level
from tenants.project import collections
from tenants.project.channels import CANARY, LIVE

RECHECK_SECONDS = 1.0
RETRY_AFTER = {"Retry-After": "1"}
PROGRAM_FACTOR = 12
"""Bytes of a compiled program for each byte of its documents, measured with generous rounding."""

Body = dict[str, Any]
T = TypeVar("T")
logger = log(__name__)


class Canary(msgspec.Struct, frozen=True):
    """The release that a part of the new conversations gets instead of the live one."""

    release: int
    weight: int
    salt: str


class Head(msgspec.Struct, frozen=True):
    """Where a channel points. `age` is 0, or the seconds since it was last known to be true while MongoDB is away."""

    release: int
    sequence: int
    age: float = 0.0
    canary: Canary | None = None


class Entry(msgspec.Struct, frozen=True):
    """A document of a release: what its list row shows."""

    hash: str
    label: dict[str, str] = {}
    kind: str = ""


class Release(msgspec.Struct, frozen=True):
    """An immutable snapshot of a project."""

    number: int
    templates: dict[str, Entry]
    flows: dict[str, Entry]
    locales: tuple[str, ...]
    default_locale: str
    region: str
    published_at: datetime

    def speaks(self, locale: str) -> bool:
        """Whether conversations can be held in a locale: it is one of the release's, or a region's form of one (it-CH for it)."""
        return locale in self.locales or locale.split("-", maxsplit=1)[0] in self.locales


class _Recipe(msgspec.Struct, frozen=True):
    """What a program is made of: the key and the size of the compiled form, and the hashes of its documents."""

    key: tuple[str, ...]
    size: int
    kind: Literal["flow", "template"]
    document: str
    templates: dict[str, str]
    locale: str


class UnknownDocument(LookupError):  # noqa: N818
    """A template or flow that the release does not hold."""


class UnknownLocale(LookupError):  # noqa: N818
    """A locale that the release does not speak."""


class Broken(RuntimeError):  # noqa: N818
    """A release whose documents cannot be run; publishing checks for this, so it means that the database was changed by hand."""


def _share(part: float) -> Callable[[], int]:
    return lambda: int(settings.OMNIA_CACHE_BYTES * part)


def _stale_seconds() -> float:
    return float(settings.OMNIA_STALE_SECONDS)


def _sequence(found: Head | None) -> int:
    return found.sequence if found is not None else 0


def _head_key(change: Change) -> Key:
    return (change.project, "head", change.channel)


_heads: Sequenced[Head | None] = Sequenced(
    "heads",
    _share(0.02),
    sequence_of=_sequence,
    key_of=_head_key,
    interval=RECHECK_SECONDS,
    stale_seconds=_stale_seconds,
    topic=HEADS,
)
_releases: Cache[Release] = Cache("releases", _share(0.08))
_bytes: Cache[bytes] = Cache("bytes", _share(0.2))
_recipes: Cache[_Recipe] = Cache("recipes", _share(0.02))
_programs: Cache[Program] = Cache("programs", _share(0.3))


def unavailable() -> Problem:
    """The problem of a project that is not in memory while its database does not answer."""
    return Problem("unavailable", "The project's data cannot be reached just now. Try again in a moment.", headers=RETRY_AFTER)


def head(project: ProjectRef, channel: str = LIVE) -> Head | None:
    """Where a channel points, or None if nothing was published on it; raises the problem `unavailable`."""
    name = _document_of(channel)
    try:
        key, feed = (project.id, "head", name), change_streams.feed(project.cluster)
        found = _aged(_heads.read_dated(key, lambda: _read_head(project, name), lambda _head: 200, feed))
    except Unreachable as error:
        raise unavailable() from error
    if found is None or name == channel:
        return found
    return Head(found.canary.release, found.sequence, found.age) if found.canary is not None else None


def _document_of(channel: str) -> str:
    """The document that tells of a channel: the canary is told in that of `live`."""
    return LIVE if channel == CANARY else channel


def _aged(found: Reading[Head | None]) -> Head | None:
    if found.value is None or not found.age:
        return found.value
    return msgspec.structs.replace(found.value, age=found.age)


def live_head(project: ProjectRef, channel: str = LIVE) -> Head:
    """Where a channel points; raises the problem `not-published` if nowhere."""
    found = head(project, channel)
    if found is None:
        raise Problem("not-published", f"This project has published nothing on the channel “{channel}” yet.")
    return found


def valid_until(project: ProjectRef, channel: str = LIVE) -> float:
    """When a channel's head is due to be read, on the monotonic clock; 0 if it is due."""
    return _heads.valid_until((project.id, "head", _document_of(channel)))


def valid_until_with_feed(project: ProjectRef, feed: Feed | None, channel: str = LIVE) -> float:
    """Until when a head need not be read while a feed tells of no change; 0 if that does not tell of it."""
    return _heads.valid_until_with_feed((project.id, "head", _document_of(channel)), feed)


def is_warm() -> bool:
    """Whether any project's head is known well enough to serve it while MongoDB is away."""
    return _heads.is_usable()


def _read_head(project: ProjectRef, channel: str) -> tuple[Head | None, float]:
    key = (project.id, "head", channel)
    row, asked_at = second_level.head(
        project,
        channel,
        lambda: _served(_find(project, collections.CHANNELS, channel)),
        lambda row, asked_at: _heads.believes(key, _head_of(row), asked_at),
        seconds=RECHECK_SECONDS,
    )
    return _head_of(row), asked_at


def _served(row: Document | None) -> Document | None:
    """What decides who gets which release; who moved the channel, and what is planned, is not for the second level."""
    if row is None:
        return None
    beside = row.get("canary")
    canary = {name: beside[name] for name in ("release", "weight", "salt")} if beside else None
    return {"release": row["release"], "sequence": row["sequence"], "canary": canary}


def _head_of(row: Document | None) -> Head | None:
    if not row or row["release"] is None:
        return None
    beside = row.get("canary")
    canary = Canary(int(beside["release"]), int(beside["weight"]), beside["salt"]) if beside else None
    return Head(int(row["release"]), int(row["sequence"]), canary=canary)


def _find(project: ProjectRef, collection: str, identifier: Any) -> Document | None:
    return guarded_read(project.cluster, lambda: database(project)[collection].find_one({"_id": identifier}))


def _load(cache: Cache[T], key: tuple[Any, ...], loader: Callable[[], T], size_of: Callable[[T], int]) -> T:
    try:
        return cache.load(key, loader, size_of)
    except Unreachable as error:
        raise unavailable() from error


def release(project: ProjectRef, number: int) -> Release:
    """A release; raises the problem `unavailable`, and `Broken` if there is none of this number."""
    return _load(_releases, (project.id, "release", number), lambda: _read_release(project, number), _release_size)


def _release_size(found: Release) -> int:
    return 500 + 600 * (len(found.templates) + len(found.flows))


def _read_release(project: ProjectRef, number: int) -> Release:
    row = second_level.release(project, number, lambda: _find(project, collections.RELEASES, number))
    if row is None:
        raise Broken(f"A channel of the project {project.id} points to release {number}, which does not exist.")
    # A conversation of this release has to be sealed, also once the database is away.
    data_keys.prepare(project)
    return Release(
        number=number,
        templates=_entries(row["manifest"]["templates"]),
        flows=_entries(row["manifest"]["flows"]),
        locales=tuple(row["locales"]),
        default_locale=row["default_locale"],
        region=row.get("region") or "",
        published_at=row["at"],
    )


def _entries(manifest: Mapping[str, Any]) -> dict[str, Entry]:
    return {key: Entry(row["hash"], row.get("label") or {}, row.get("kind") or "") for key, row in sorted(manifest.items())}


def body_bytes(project: ProjectRef, content_hash: str) -> bytes:
    """The canonical JSON of a document; raises the problem `unavailable`, and `Broken` if the hash names nothing."""
    return _load(_bytes, (project.id, "body", content_hash), lambda: _read_body(project, content_hash), len)


def _read_body(project: ProjectRef, content_hash: str) -> bytes:
    return second_level.body(project, content_hash, lambda: _stored_body(project, content_hash))


def _stored_body(project: ProjectRef, content_hash: str) -> bytes:
    row = _find(project, collections.BODIES, content_hash)
    if row is None:
        raise Broken(f"The project {project.id} holds no body under {content_hash}.")
    return str(row["body"]).encode()


def body(project: ProjectRef, content_hash: str) -> Body:
    """A document, freshly parsed, so that the caller may change it; raises like `body_bytes`."""
    parsed: Body = orjson.loads(body_bytes(project, content_hash))
    return parsed


def rendered(project: ProjectRef, key: tuple[str, ...], render: Callable[[], bytes]) -> bytes:
    """Bytes that follow from what `key` names, made once and kept."""
    return _load(_bytes, (project.id, "rendered", *key), render, len)


def program(
    project: ProjectRef, release_number: int, *, locale: str, flow: str | None = None, template: str | None = None
) -> Program:
    """The compiled form of a flow, or of a template alone, as a release has it; give one of the two keys.

    Raises:
        UnknownDocument: the release does not hold the document.
        UnknownLocale: the release does not speak the locale.
        Problem: `unavailable`.
        Broken: the documents cannot be compiled.
    """
    asked = (project.id, "recipe", release_number, locale, flow, template)
    recipe = _load(_recipes, asked, lambda: _recipe(project, release_number, locale, flow, template), lambda _recipe: 1000)
    return _load(
        _programs, recipe.key, lambda: _compile(project, release(project, release_number), recipe), lambda _: recipe.size
    )


def _recipe(project: ProjectRef, release_number: int, locale: str, flow: str | None, template: str | None) -> _Recipe:
    held = release(project, release_number)
    if not held.speaks(locale):
        raise UnknownLocale(locale)
    entry = held.flows.get(flow) if flow is not None else held.templates.get(template or "")
    if entry is None:
        raise UnknownDocument(flow or template)
    used = _templates_of(project, held, entry.hash) if flow is not None else {}
    hashes = (entry.hash, *sorted(used.values()))
    kind: Literal["flow", "template"] = "flow" if flow is not None else "template"
    size = sum(len(body_bytes(project, content_hash)) for content_hash in hashes) * PROGRAM_FACTOR
    return _Recipe((project.id, "program", kind, locale, held.default_locale, *hashes), size, kind, entry.hash, used, locale)


def _templates_of(project: ProjectRef, held: Release, flow_hash: str) -> dict[str, str]:
    """Key to hash of the templates that a flow acquires; one that the release lacks is left to the compiler's sentence."""
    listed = rendered(
        project, ("acquires", flow_hash), lambda: orjson.dumps(sorted(acquired_templates(body(project, flow_hash))))
    )
    return {key: held.templates[key].hash for key in orjson.loads(listed) if key in held.templates}


def _compile(project: ProjectRef, held: Release, recipe: _Recipe) -> Program:
    templates = {key: body(project, content_hash) for key, content_hash in recipe.templates.items()}
    chosen = {recipe.kind: body(project, recipe.document)}
    try:
        return compile_program(**chosen, templates=templates, locale=recipe.locale, default_locale=held.default_locale)
    except (CompileError, DocumentError) as error:
        logger.exception("program.broken", release=held.number)
        raise Broken(f"Release {held.number} of the project {project.id} cannot be run: {error}") from error
