"""Who calls: the API key, the project that it names, and what it may do.

A key is `omk_<cluster>_<project id>_<secret>`. It is looked up by its keyed hash among the keys of the project's own database.
A key that is malformed, or names a cluster, a project or a secret that does not exist, gets the same answer as a revoked one.
"""

import re
import time
from collections.abc import Set
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from omnia.infra import limiter, metrics
from omnia.infra.cache import Cache, Unreachable, Watched
from omnia.infra.crypto import keyed_hash
from omnia.infra.invalidation import HUB, KEYS, Change, Feed, Validity
from omnia.infra.problems import Problem
from omnia.mongo.circuit_breaker import guarded_read
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef, bind
from runtime_api import change_streams, invalidation_bus, published
from tenants.project import collections

FORM = re.compile(r"omk_([A-Za-z0-9._-]{1,64})_([a-z][a-z0-9]{0,23})_([A-Za-z0-9]{16,128})")
HASH_PURPOSE = "api-key"
SCOPES = ("read", "converse")
MAX_KEYS = 1000
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="omnia"'}
KEY_BYTES = 400
CALLER_BYTES = 1000
"""What a caller costs besides the text of its key."""

MISS_SECONDS = 0.1
"""Seconds between two looks for keys that are not known."""


class Caller(msgspec.Struct, frozen=True):
    """Who a request comes from."""

    project: ProjectRef
    key_id: str
    scopes: frozenset[str]
    channels: frozenset[str] = frozenset()
    """Channels that it may name besides `live`."""


class Key(msgspec.Struct, frozen=True):
    """An API key as the runtime knows it."""

    id: str
    scopes: frozenset[str]
    expires_at: datetime | None
    channels: frozenset[str] = frozenset()


_Keys = dict[str, Key]


def _known_bytes() -> int:
    return int(settings.OMNIA_CACHE_BYTES * 0.08)


def _callers_bytes() -> int:
    return int(settings.OMNIA_CACHE_BYTES * 0.02)


def _absent_bytes() -> int:
    return int(settings.OMNIA_CACHE_BYTES * 0.02)


def _stale_seconds() -> float:
    return float(settings.OMNIA_STALE_SECONDS)


_known: Watched[_Keys] = Watched(
    "keys", _known_bytes, interval=published.RECHECK_SECONDS, stale_seconds=_stale_seconds, topic=KEYS
)
_absent: Watched[bool] = Watched(
    "absent_keys", _absent_bytes, interval=published.RECHECK_SECONDS, stale_seconds=lambda: 0.0, topic=KEYS
)
"""Projects without a key, kept apart: whoever guesses ids must not push real keys out of memory."""


class Bearer(HttpBearer):
    """Lets a call through if its API key has the scope; `request.auth` is then the `Caller`."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller; raises `Problem`."""
        return authenticate(request, self.scope)

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002  # ninja's signature
        """The caller; the token is read from the request."""
        return authenticate(request, self.scope)


class Known(msgspec.Struct, frozen=True):
    """Whom an `Authorization` header stands for, as long as nothing that this rests on can have changed."""

    validity: Validity
    caller: Caller
    admission: limiter.Admission | None
    """Counts a request against the limits; None without limits."""
    policy: str


_callers: Cache[Known] = Cache("callers", _callers_bytes)


def known(authorization: str) -> Known | None:
    """Whom a header stands for, if nothing needs to be asked for that; raises like `named` and `find`."""
    found = _callers.peek((authorization,))
    if found is not None and found.validity.holds(time.monotonic()):
        return found
    invalidation_bus.ensure_started()
    project, digest = named(authorization)
    epoch, feed = HUB.epoch(project.id), change_streams.feed(project.cluster)
    count = epoch.count
    key, age = find(project, digest)
    until = valid_until(project, key)
    if age or not until:
        return None
    rules = limiter.admission(key=key.id, project=project.id)
    admission, policy = rules if rules is not None else (None, "")
    validity = Validity(epoch, count, until, feed, valid_until_with_feed(project, key, feed))
    found = Known(validity, Caller(project, key.id, key.scopes, key.channels), admission, policy)
    _callers.keep((authorization,), found, len(authorization) + CALLER_BYTES)
    return found


def authenticate(request: HttpRequest, scope: str) -> Caller:
    """The caller of a request, whose project stays bound until the request is answered.

    Raises:
        Problem: 401 without a valid key, 403 if the key lacks the scope, 429 over a limit, 503 if the key cannot be checked.
    """
    authorization = request.META.get("HTTP_AUTHORIZATION", "")
    try:
        found = known(authorization)
        caller = found.caller if found is not None else _stale_caller(request, authorization)
    except Refused as refusal:
        metrics.AUTH_REFUSED.labels(refusal.reason).inc()
        raise
    _bind(request, caller.project)
    if found is None or not _admitted_early(request, found):
        limiter.admit(request, key=caller.key_id, project=caller.project.id)
    if scope not in caller.scopes:
        metrics.AUTH_REFUSED.labels("scope").inc()
        raise Problem("forbidden", f"This API key does not have the scope “{scope}”.")
    return caller


def _admitted_early(request: HttpRequest, found: Known) -> bool:
    """Whether a request has room in what was taken from the limits ahead of time."""
    if found.admission is None or limiter.ADMITTED in request.META:
        return False
    room = found.admission.take(time.monotonic())
    if room is None:
        return False
    limiter.note(request, found.policy, room)
    return True


def _stale_caller(request: HttpRequest, authorization: str) -> Caller:
    """Whom a header stood for when its project's keys could be read last."""
    project, digest = named(authorization)
    key, age = find(project, digest)
    note_age(request, age)
    return Caller(project, key.id, key.scopes, key.channels)


def valid_until(project: ProjectRef, key: Key) -> float:
    """When a key of the project is due to be looked up, on the monotonic clock; 0 if it is due."""
    until = _known.valid_until((project.id, project.cluster))
    if key.expires_at is None:
        return until
    return min(until, time.monotonic() + (key.expires_at - datetime.now(UTC)).total_seconds())


def valid_until_with_feed(project: ProjectRef, key: Key, feed: Feed | None) -> float:
    """Until when a key need not be looked up while a feed tells of no change; 0 if that does not tell of it."""
    until = _known.valid_until_with_feed((project.id, project.cluster), feed)
    if key.expires_at is None:
        return until
    return min(until, time.monotonic() + (key.expires_at - datetime.now(UTC)).total_seconds())


def check_channel(channel: str, allowed: Set[str]) -> None:
    """Refuse a channel that a key may not name; raises the problem `forbidden`, whether there is such a channel or not."""
    if channel not in allowed:
        raise Problem("forbidden", f"This API key may not name the channel “{channel}”.")


def note_age(request: HttpRequest, age: float) -> None:
    """Remember that the answer rests on knowledge of this age in seconds; the middleware marks it."""
    if age > getattr(request, "omnia_age", 0.0):
        request.omnia_age = age  # type: ignore[attr-defined]


class Refused(Problem):
    """A key that is not good; callers hear the same whatever the reason, which only the metrics tell."""

    def __init__(self, reason: str) -> None:
        super().__init__("unauthorised", "Send a valid API key: “Authorization: Bearer omk_…”.", headers=CHALLENGE)
        self.reason = reason


def named(authorization: str) -> tuple[ProjectRef, str]:
    """The project that an `Authorization` header's key names, and the key's hash; raises the problem `unauthorised`."""
    word, _space, token = authorization.partition(" ")
    if word.lower() != "bearer" or not token:
        raise Refused("missing")
    match = FORM.fullmatch(token.strip())
    if match is None:
        raise Refused("malformed")
    cluster, identifier, _secret = match.groups()
    if cluster not in settings.OMNIA_CLUSTERS:
        raise Refused("unknown")
    return ProjectRef(identifier, cluster), keyed_hash(match.group(), purpose=HASH_PURPOSE)


def find(project: ProjectRef, digest: str) -> tuple[Key, float]:
    """The key with a hash, and the age of that knowledge; raises the problems `unauthorised` and `unavailable`."""
    try:
        keys, age = _keys_of(project)
    except Unreachable as error:
        raise published.unavailable() from error
    key = keys.get(digest)
    if key is None and not age and _ask_again(project):
        keys, age = _keys_of(project)
        key = keys.get(digest)
    if key is None:
        raise Refused("unknown")
    if key.expires_at is not None and key.expires_at <= datetime.now(UTC):
        raise Refused("expired")
    return key, age


def _ask_again(project: ProjectRef) -> bool:
    """Let a key that was just issued be found: for an unknown one the database is asked sooner, but not for each guess."""
    place = (project.id, project.cluster)
    if _known.asked_within(place, MISS_SECONDS) or _absent.asked_within(place, MISS_SECONDS):
        return False
    HUB.publish(KEYS, Change(project.id))
    return True


def _keys_of(project: ProjectRef) -> tuple[_Keys, float]:
    """All live keys of a project, with the age of that knowledge: one read a second at most, whatever is sent under its name."""
    place = (project.id, project.cluster)

    def load() -> _Keys:
        asked_at = time.monotonic()
        if _absent.fresh(place) is not None:
            raise _NoKeys
        found = _read(project)
        if not found:
            # The last key may just have been revoked: it must not stand in when the database goes away.
            _known.drop(place)
            _absent.note(place, True, 0, asked_at=asked_at)
            raise _NoKeys
        return found

    try:
        read = _known.read(place, load, lambda keys: KEY_BYTES * len(keys), change_streams.feed(project.cluster))
    except _NoKeys:
        return {}, 0.0
    return read.value, read.age


class _NoKeys(Exception):  # noqa: N818
    """The project has no live key, or does not exist."""


def _read(project: ProjectRef) -> _Keys:
    def rows() -> list[dict[str, Any]]:
        return list(database(project)[collections.API_KEYS].find({"revoked_at": None}, limit=MAX_KEYS))

    return {
        row["hash"]: Key(row["_id"], frozenset(row["scopes"]), _aware(row["expires_at"]), frozenset(row.get("channels") or ()))
        for row in guarded_read(project.cluster, rows)
    }


def _aware(moment: datetime | None) -> datetime | None:
    """MongoDB's times come without a zone and mean UTC."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _bind(request: HttpRequest, project: ProjectRef) -> None:
    """Bind the project until the middleware unwinds the request; without that middleware nothing is bound, which fails closed."""
    stack: ExitStack | None = getattr(request, "omnia_stack", None)
    if stack is not None:
        stack.enter_context(bind(project))
