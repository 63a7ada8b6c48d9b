"""Who calls: the API key, the project that it names, and what it may do.

A key is `omk_<cluster>_<project id>_<secret>`. It is looked up by its keyed hash among the keys of the project's own database.
A key that is malformed, or names a cluster, a project or a secret that does not exist, gets the same answer as a revoked one.
While the product's secret is being replaced, a key is also looked for by its hash under earlier secrets, and its hash under
today's is stored beside it. Docs: docs/decisions/0046-keys.md.
"""

import re
import time
from collections.abc import Set
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import msgspec
import pymongo
from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer
from pymongo.errors import PyMongoError

from omnia.infra import limiter, metrics
from omnia.infra.cache import Cache, Unreachable, Watched
from omnia.infra.crypto import earlier_hashes, keyed_hash, secret_name
from omnia.infra.invalidation import HUB, KEYS, Change, Feed, Validity
from omnia.infra.problems import Problem
from omnia.infra.telemetry import log
from omnia.mongo.circuit_breaker import guarded_read
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef, bind
from runtime_api import change_streams, held_still, invalidation_bus, published
from runtime_api.metering.meters import Meter, meter_of
from tenants.project import collections, quotas, shapes, standing
from tenants.project.quotas import UsedUp
from tenants.project.standing import Standing

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

REHASH_SECONDS = 0.5
"""Seconds until storing a key's hash under today's secret is given up; the key's next use tries again."""

logger = log(__name__)


SUSPENDED, ARCHIVED, BEHIND = "suspended", "archived", "behind"


class Caller(msgspec.Struct, frozen=True):
    """Who a request comes from."""

    project: ProjectRef
    key_id: str
    scopes: frozenset[str]
    channels: frozenset[str] = frozenset()
    """Channels that it may name besides `live`."""
    is_archived: bool = False
    """Whether its project is read and not changed: no conversation begins in it."""
    used_up: UsedUp | None = None
    """What of the project's quota is used up."""


class Key(msgspec.Struct, frozen=True):
    """An API key as the runtime knows it."""

    id: str
    scopes: frozenset[str]
    expires_at: datetime | None
    channels: frozenset[str] = frozenset()
    is_rehashed: bool = True
    """Whether its hash under today's secret is stored; told apart only while the secret is being replaced."""
    hold: str = ""
    """Whether its project is `suspended` or `archived`, or `behind` what this version reads."""
    used_up: UsedUp | None = None
    """What of the project's quota is used up."""

    def caller(self, project: ProjectRef) -> Caller:
        """Who calls with it."""
        return Caller(project, self.id, self.scopes, self.channels, self.hold == ARCHIVED, self.used_up)


class _Keys(msgspec.Struct, frozen=True):
    """The live keys of a project by their hashes, and how it stands where they were read."""

    by_hash: dict[str, Key]
    standing: Standing | None = None
    is_behind: bool = False
    """Whether it waits to be upgraded."""


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
    meter: Meter
    """Counts what is sent; held here, so that it is at hand as long as the project calls."""


_callers: Cache[Known] = Cache("callers", _callers_bytes)


def known(authorization: str) -> Known | None:
    """Whom a header stands for, if nothing needs to be asked for that; raises like `named` and `find`."""
    found = _callers.peek((authorization,))
    if found is not None and found.validity.holds(time.monotonic()):
        return found
    invalidation_bus.ensure_started()
    asked, token = named(authorization)
    epoch = HUB.epoch(asked.id)
    count = epoch.count
    project, key, age = find(asked, token)
    feed = change_streams.feed(project.cluster)
    until = valid_until(project, key)
    if age or not until:
        return None
    rules = limiter.admission(key=key.id, project=project.id)
    admission, policy = rules if rules is not None else (None, "")
    validity = Validity(epoch, count, until, feed, valid_until_with_feed(project, key, feed))
    found = Known(validity, key.caller(project), admission, policy, meter_of(project))
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
    request.omnia_meter = found.meter if found is not None else meter_of(caller.project)  # type: ignore[attr-defined]
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
    asked, token = named(authorization)
    project, key, age = find(asked, token)
    note_age(request, age)
    return key.caller(project)


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


def refuse_archived(caller: Caller) -> None:
    """Refuse to begin something in a project that is read and not changed; raises the problem `project-archived`."""
    if caller.is_archived:
        raise Problem("project-archived", "The project is archived: what is published is read, and no conversation begins.")


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
    """The project that an `Authorization` header's key names, and the key; raises the problem `unauthorised`."""
    word, _space, token = authorization.partition(" ")
    if word.lower() != "bearer" or not token:
        raise Refused("missing")
    match = FORM.fullmatch(token.strip())
    if match is None:
        raise Refused("malformed")
    cluster, identifier, _secret = match.groups()
    if cluster not in settings.OMNIA_CLUSTERS:
        raise Refused("unknown")
    return ProjectRef(identifier, cluster), match.group()


def find(asked: ProjectRef, token: str) -> tuple[ProjectRef, Key, float]:
    """Where the project of a key is now, what is known of the key, and the age of that knowledge.

    A key names the cluster on which its project was when it was issued; from there pointers are followed.
    Raises the problems `unauthorised` and `unavailable`.
    """
    try:
        project, keys, age = _followed(asked)
        key = _among(keys, token)
        if key is None and not age and _ask_again(project):
            project, keys, age = _followed(asked)
            key = _among(keys, token)
    except Unreachable as error:
        raise published.unavailable() from error
    if key is None:
        raise Refused("unknown")
    if key.expires_at is not None and key.expires_at <= datetime.now(UTC):
        raise Refused("expired")
    if key.hold == SUSPENDED:
        raise Problem("project-suspended", "The project is suspended. Nothing of it is lost; its owner knows why.")
    if key.hold == BEHIND:
        raise Problem("project-behind", shapes.BEHIND, headers={"Retry-After": str(shapes.RETRY_SECONDS)})
    if not key.is_rehashed and not age and not held_still.is_held(project):
        _rehash(project, key, token)
    return project, key, age


def _followed(project: ProjectRef) -> tuple[ProjectRef, dict[str, Key], float]:
    """Where a project is now, with its live keys and the age of that knowledge; raises `Unreachable`, `Refused`."""
    turn, oldest = 0, 0.0
    while True:
        keys, age = _keys_of(project)
        oldest, here = max(oldest, age), keys.standing
        # A pointer that was turned before the one that led here is out of date: the project is here again.
        if here is None or here.state != "moved" or here.turn <= turn:
            return project, keys.by_hash, oldest
        if here.to not in settings.OMNIA_CLUSTERS:
            raise Refused("unknown")
        turn, project = here.turn, ProjectRef(project.id, here.to)


def _among(keys: dict[str, Key], token: str) -> Key | None:
    """The key with this text, by its hash under today's secret or one before it."""
    found = keys.get(keyed_hash(token, purpose=HASH_PURPOSE))
    if found is None and settings.SECRET_KEY_FALLBACKS:
        found = next((keys[each] for each in earlier_hashes(token, purpose=HASH_PURPOSE) if each in keys), None)
    return found


def _rehash(project: ProjectRef, key: Key, token: str) -> None:
    """Store a key's hash under today's secret beside the others, which processes that do not know it yet go by."""
    place = f"rehashed.{secret_name(settings.SECRET_KEY)}"
    change = {"$set": {place: keyed_hash(token, purpose=HASH_PURPOSE)}}
    try:
        with pymongo.timeout(REHASH_SECONDS):
            database(project)[collections.API_KEYS].update_one({"_id": key.id, place: None}, change)
    except PyMongoError as error:
        logger.warning("api_key.not_rehashed", project=project.id, key=key.id, error=type(error).__name__)


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
        if not found.by_hash and found.standing is None:
            # The last key may just have been revoked: it must not stand in when the database goes away.
            _known.drop(place)
            _absent.note(place, True, 0, asked_at=asked_at)
            raise _NoKeys
        return found

    try:
        read = _known.read(place, load, lambda keys: KEY_BYTES * (len(keys.by_hash) + 1), change_streams.feed(project.cluster))
    except _NoKeys:
        return _Keys({}), 0.0
    held_still.note(project, read.value.standing)
    if read.value.is_behind:
        # No feed tells that it was upgraded, which changes none of its keys.
        _known.look_again(place)
    return read.value, read.age


class _NoKeys(Exception):  # noqa: N818
    """The project has no live key, or does not exist."""


def _read(project: ProjectRef) -> _Keys:
    def read() -> tuple[list[dict[str, Any]], bool]:
        # In the order of the ids, for what comes first there is no key.
        found = database(project)[collections.API_KEYS].find({"revoked_at": None}, sort=[("_id", 1)], limit=MAX_KEYS)
        rows = list(found)
        return rows, bool(rows) and shapes.is_too_early(project)

    rows, is_behind = guarded_read(project.cluster, read)
    here, used_up = standing.among(rows), quotas.among(rows)
    if here is not None and here.state == "closed":
        return _Keys({})
    # While no secret is being replaced, nobody needs to know under which one a hash is.
    today = secret_name(settings.SECRET_KEY) if settings.SECRET_KEY_FALLBACKS else ""
    found: dict[str, Key] = {}
    for row in rows:
        if row["_id"] in standing.NO_KEYS:
            continue
        others = row.get("rehashed") or {}
        key = Key(
            row["_id"],
            frozenset(row["scopes"]),
            _aware(row["expires_at"]),
            frozenset(row.get("channels") or ()),
            not today or row.get("hashed_under") == today or today in others,
            _hold(here, is_behind=is_behind),
            used_up,
        )
        found |= dict.fromkeys((row["hash"], *others.values()), key)
    return _Keys(found, here, is_behind)


def _hold(here: Standing | None, *, is_behind: bool) -> str:
    """What stops a project's keys, the most first."""
    state = here.state if here is not None and here.state in (SUSPENDED, ARCHIVED) else ""
    return BEHIND if is_behind and state != SUSPENDED else state


def _aware(moment: datetime | None) -> datetime | None:
    """MongoDB's times come without a zone and mean UTC."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _bind(request: HttpRequest, project: ProjectRef) -> None:
    """Bind the project until the middleware unwinds the request; without that middleware nothing is bound, which fails closed."""
    stack: ExitStack | None = getattr(request, "omnia_stack", None)
    if stack is not None:
        stack.enter_context(bind(project))
