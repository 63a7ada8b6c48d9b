"""Rate limits: the generic cell rate algorithm (GCRA), in the process, or shared over Redis by tokens leased in batches.

Three rules hold for every authenticated request: for its key, for its project, and for the whole runtime. A request is admitted
only if all of them have room, and takes nothing from any if one has none. With Redis the rules hold over all processes; while
Redis is away, each process keeps them on its own.
"""

import itertools
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import redis
from django.conf import settings
from django.http import HttpRequest

from omnia.infra import background, metrics
from omnia.infra.invalidation import HUB
from omnia.infra.problems import Problem
from omnia.infra.redis import Script
from omnia.infra.telemetry import log, note_outage

MAX_STATES = 100_000
"""Keys and projects whose use is remembered; the longest unused are forgotten first, which only ever admits more."""

LEASE_SECONDS = 0.1
"""Seconds that leased tokens stay good: the most by which a process can be ahead of the shared count."""

LEASE_PART = 20
"""A lease is at most this part of a second's quota."""

REDIS_PAUSE = 1.0
"""Seconds that Redis is left alone after it failed."""

ADMITTED = "omnia.admitted"
"""Where a layer in front of Django leaves the headers of a request that it has counted already."""

SCRIPT = Script("""
local t = redis.call('TIME')
local now = tonumber(t[1]) + tonumber(t[2]) / 1000000
local interval, window, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local tat = tonumber(redis.call('GET', KEYS[1]) or 0)
if tat < now then tat = now end
local room = math.floor((now + window - tat) / interval + 0.000001)
local granted = math.min(room, wanted)
if granted > 0 then
  tat = tat + granted * interval
  redis.call('SET', KEYS[1], string.format('%.6f', tat), 'PX', math.ceil((tat - now) * 1000) + 1000)
end
return {granted, room - granted, string.format('%.6f', tat - now)}
""")

logger = log(__name__)


@dataclass(frozen=True, slots=True)
class Rule:
    """At most `quota` requests in any `window` seconds, for whatever `subject` names."""

    policy: str
    subject: str
    quota: int
    window: int
    interval: float = field(init=False)
    """Seconds that one request uses up."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "interval", self.window / self.quota)


@dataclass(slots=True)
class _State:
    """What a rule has used: `tat` is GCRA's theoretical arrival time, on this process's clock."""

    tat: float = 0.0
    leased: int = 0
    """Tokens got from Redis and not yet used."""
    leased_until: float = 0.0
    batch: int = 1
    """How many tokens were asked for last."""
    shared_room: int = 0

    def next_batch(self, each: "Rule", now: float) -> int:
        """How many tokens to ask for: a few more while they are used up in time, else as many as were used; 1 after a pause.

        What is asked for and not used counts as used for everybody, so it grows by a quarter only.
        """
        if now >= self.leased_until + LEASE_SECONDS:
            return 1
        is_used_up = self.leased == 0 and self.leased_until > now
        wanted = self.batch + self.batch // 4 + 1 if is_used_up else self.batch - self.leased
        return max(1, min(wanted, each.quota // each.window // LEASE_PART))

    def room(self, each: "Rule", now: float) -> tuple[int, float]:
        """How many requests there is room for by the time of arrival, and the seconds until there is room for one."""
        tat = max(self.tat, now)
        room = math.floor((now + each.window - tat) / each.interval + 1e-6)
        return room, max(0.0, tat + each.interval - now - each.window)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request is admitted, and what to tell its caller."""

    refused_by: Rule | None
    retry_after: float
    tightest: Rule
    remaining: int
    reset: float


class Rules(NamedTuple):
    """The rules that hold for a request, and the header that names them."""

    each: tuple[Rule, ...]
    policy: str


def rules_for(key: str, project: str) -> Rules:
    """The rules that are configured; a rate of 0 is no rule."""
    return _rules(key, project, settings.OMNIA_LIMIT_PER_KEY, settings.OMNIA_LIMIT_PER_PROJECT, settings.OMNIA_LIMIT_GLOBAL)


@lru_cache(maxsize=MAX_STATES // 10)
def _rules(key: str, project: str, per_key: float, per_project: float, overall: float) -> Rules:
    rates = (("key", f"{project}:{key}", per_key), ("project", project, per_project), ("global", "all", overall))
    each = tuple(rule(policy, subject, rate) for policy, subject, rate in rates if rate > 0)
    return Rules(each, ", ".join(f'"{one.policy}";q={one.quota};w={one.window}' for one in each))


def rule(policy: str, subject: str, rate: float) -> Rule:
    """A rule of `rate` requests a second; below one a second the window is longer and the quota 1."""
    if rate >= 1:
        return Rule(policy, subject, int(rate), 1)
    return Rule(policy, subject, 1, math.ceil(1 / rate))


class Limiter:
    """Counts requests against rules."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._states: OrderedDict[tuple[str, str], _State] = OrderedDict()
        self._admissions: OrderedDict[tuple[Rule, ...], Admission] = OrderedDict()
        self._redis_not_before = 0.0

    def check(self, rules: Sequence[Rule]) -> Verdict:
        """Admit one request under all the rules, or under none."""
        try:
            if settings.OMNIA_REDIS_URL and time.monotonic() >= self._redis_not_before:
                return self._check_shared(rules)
        except redis.RedisError as error:
            metrics.REDIS_FAILURES.labels("limits").inc()
            note_outage(logger, "redis", "limits.redis_failed", error=type(error).__name__)
            self._redis_not_before = time.monotonic() + REDIS_PAUSE
        return self._check_alone(rules)

    def _state(self, each: Rule) -> _State:
        """The state of a rule; called under the lock."""
        place = (each.policy, each.subject)
        state = self._states.get(place)
        if state is None:
            state = self._states[place] = _State()
            if len(self._states) > MAX_STATES:
                self._states.popitem(last=False)
        self._states.move_to_end(place)
        return state

    def _check_alone(self, rules: Sequence[Rule]) -> Verdict:
        with self.lock:
            now = time.monotonic()
            seen = self.states(rules)
            taken = _take(seen, now, 1)
            if taken is not None:
                return Verdict(None, 0.0, *taken)
            waits = [(each, state.room(each, now)[1]) for each, state in seen]
        each, wait = max(waits, key=itemgetter(1))
        return Verdict(each, wait, each, 0, wait)

    def admission(self, rules: tuple[Rule, ...]) -> "Admission":
        """The one short cut of this process to a set of rules."""
        with self.lock:
            found = self._admissions.get(rules)
            if found is None:
                found = self._admissions[rules] = Admission(self, rules)
                if len(self._admissions) > MAX_STATES // 10:
                    self._admissions.popitem(last=False)
            self._admissions.move_to_end(rules)
            return found

    def states(self, rules: Sequence[Rule]) -> list[tuple[Rule, _State]]:
        """Rules with what they have used; called under the lock."""
        return [(each, self._state(each)) for each in rules]

    def _check_shared(self, rules: Sequence[Rule]) -> Verdict:
        taken: list[Rule] = []
        try:
            for each in rules:
                if not self._take(each):
                    with self.lock:
                        wait = self._state(each).room(each, time.monotonic())[1]
                    self._give_back(taken)
                    return Verdict(each, wait, each, 0, wait)
                taken.append(each)
        except redis.RedisError:
            self._give_back(taken)
            raise
        with self.lock:
            now = time.monotonic()
            left = [(each, self._state(each)) for each in rules]
            each, state = min(left, key=lambda row: row[1].leased + row[1].shared_room)
            return Verdict(None, 0.0, each, state.leased + state.shared_room, max(0.0, state.tat - now))

    def _take(self, each: Rule) -> bool:
        """Use one token of a rule, leased before or now; the thread that leases keeps one, so no other can take it away."""
        with self.lock:
            now = time.monotonic()
            state = self._state(each)
            if state.leased > 0 and state.leased_until > now:
                state.leased -= 1
                return True
            if state.leased == 0 and state.room(each, now)[0] < 1:
                # The shared count only ever rises: until then nobody has room, and Redis need not be asked again.
                return False
            wanted = state.batch = state.next_batch(each, now)
        granted, room, ahead = self._ask(each, wanted)
        with self.lock:
            now = time.monotonic()
            kept = state.leased if state.leased_until > now else 0
            state.leased, state.leased_until = kept + max(0, granted - 1), now + LEASE_SECONDS
            # Kept for what a refusal says, and for going on from there if Redis fails.
            state.tat, state.shared_room = now + ahead, room
        return granted > 0

    def _give_back(self, taken: Sequence[Rule]) -> None:
        with self.lock:
            for each in taken:
                self._state(each).leased += 1

    def _ask(self, each: Rule, wanted: int) -> tuple[int, int, float]:
        name = f"omnia:{{{each.subject}}}:limit:{each.policy}"
        granted, room, ahead = SCRIPT.run([name], each.interval, each.window, wanted)
        return int(granted), int(room), float(ahead)


def _take(seen: Sequence[tuple[Rule, _State]], now: float, count: int) -> tuple[Rule, int, float] | None:
    """Take `count` requests from each rule, or, if one has no room, from none and return None; called under the lock.

    Returns the tightest rule, how many more it has room for, and the seconds until it has forgotten them all.
    """
    rooms = [(state.room(each, now)[0], each, state) for each, state in seen]
    room, tightest, its_state = min(rooms, key=itemgetter(0))
    if room < count:
        return None
    for each, state in seen:
        state.tat = max(state.tat, now) + count * each.interval
    return tightest, room - count, its_state.tat - now


class _Lease(NamedTuple):
    """Requests that were taken from the rules ahead of time: those with a tick below `end`, until `until`."""

    end: int
    until: float
    last: int
    """What the header would say of the request that has the tick 0."""
    before: str
    after: str


class Admission:
    """A process's short cut to the rules of one key: requests are taken from them in batches.

    A batch grows only while batches are used up in time, is small beside the quota, and what is left of it when its time is over
    is given back: at a low rate nothing is counted otherwise than by `Limiter.check`.
    """

    def __init__(self, limiter: Limiter, rules: Sequence[Rule]) -> None:
        self._limiter, self._rules = limiter, rules
        self._largest = max(1, min(each.quota // each.window for each in rules) // LEASE_PART)
        # `next` of a count is one step for the interpreter: threads share the ticks without a lock.
        self._ticks = itertools.count()
        self._lease = _Lease(0, 0.0, 0, "", "")
        self._batch = 1

    def take(self, now: float) -> str | None:
        """Count one request at a moment of the monotonic clock; what the header `RateLimit` says, None if a rule has no room."""
        tick, lease = next(self._ticks), self._lease
        if tick < lease.end and now < lease.until:
            return f"{lease.before}{lease.last - tick}{lease.after}"
        if settings.OMNIA_REDIS_URL:
            return self._take_shared(lease, now)
        with self._limiter.lock:
            if self._lease is lease:
                return self._renew(lease, max(0, lease.end - tick), now)
        # Another thread has renewed the lease while this one waited.
        return self.take(now)

    def take_at_once(self, now: float) -> str | None:
        """Like `take`, but None also where Redis would have to be asked; the request is not counted then."""
        if not settings.OMNIA_REDIS_URL:
            return self.take(now)
        lease = self._lease
        if now >= lease.until:
            return None
        tick = next(self._ticks)
        return f"{lease.before}{lease.last - tick}{lease.after}" if tick < lease.end else None

    def _take_shared(self, lease: _Lease, now: float) -> str | None:
        verdict = self._limiter.check(self._rules)
        if verdict.refused_by is not None:
            return None
        header = told(verdict.tightest, verdict.remaining, verdict.reset)
        with self._limiter.lock:
            states = [state for _rule, state in self._limiter.states(self._rules)]
            # Half of what this process has leased, so that other keys of the project find some too.
            batch, until = min(state.leased for state in states) // 2, min(state.leased_until for state in states)
            if batch and until > now and self._lease is lease:
                for state in states:
                    state.leased -= batch
                tick = next(self._ticks)
                before, after = f'"{verdict.tightest.policy}";r=', f";t={math.ceil(verdict.reset)}"
                self._lease = _Lease(tick + 1 + batch, until, verdict.remaining + tick, before, after)
        return header

    def _renew(self, lease: _Lease, unused: int, now: float) -> str | None:
        seen = self._limiter.states(self._rules)
        for each, state in seen:
            state.tat -= unused * each.interval
        batch = min(self._batch * 2, self._largest) if not unused and now < lease.until else 1
        taken = _take(seen, now, batch)
        if taken is None and batch > 1:
            batch, taken = 1, _take(seen, now, 1)
        self._batch = batch
        if taken is None:
            self._lease = lease._replace(end=0)
            return None
        tightest, room, reset = taken
        end = next(self._ticks) + batch
        self._lease = _Lease(end, now + LEASE_SECONDS, room + end - 1, f'"{tightest.policy}";r=', f";t={math.ceil(reset)}")
        return told(tightest, room + batch - 1, reset)


_limiter = Limiter()


def admit(request: HttpRequest, *, key: str, project: str) -> None:
    """Count a request, and note on it the headers that its answer carries; raises the problem `rate-limited`."""
    counted = request.META.get(ADMITTED)
    if counted is not None:
        request.omnia_limit_headers = counted  # type: ignore[attr-defined]
        return
    rules = rules_for(key, project)
    if not rules.each:
        return
    verdict = _limiter.check(rules.each)
    note(request, rules.policy, told(verdict.tightest, verdict.remaining, verdict.reset))
    if verdict.refused_by is not None:
        raise _refusal(verdict, verdict.refused_by)


def retry(*, key: str, project: str) -> tuple[dict[str, str], Problem | None]:
    """Count a request that `Admission.take` had no room for; the headers that its answer carries, and the refusal, if any."""
    rules = rules_for(key, project)
    verdict = _limiter.check(rules.each)
    headers = {"RateLimit-Policy": rules.policy, "RateLimit": told(verdict.tightest, verdict.remaining, verdict.reset)}
    return headers, _refusal(verdict, verdict.refused_by) if verdict.refused_by is not None else None


def _refusal(verdict: Verdict, by: Rule) -> Problem:
    metrics.LIMITED.labels(by.policy).inc()
    sentence = f"The limit of {by.quota} requests in {by.window} s is used up. Wait, then go on."
    return Problem("rate-limited", sentence, headers={"Retry-After": str(max(1, math.ceil(verdict.retry_after)))})


def note(request: HttpRequest, policy: str, room: str) -> None:
    """Note on a request the headers that its answer carries: what `told` says, and the rules' names."""
    request.omnia_limit_headers = {"RateLimit-Policy": policy, "RateLimit": room}  # type: ignore[attr-defined]


def admission(*, key: str, project: str) -> tuple[Admission, str] | None:
    """A short cut for the requests of a key, with the header that names its rules; None if there are no rules."""
    rules = rules_for(key, project)
    return (_limiter.admission(rules.each), rules.policy) if rules.each else None


def told(tightest: Rule, remaining: int, reset: float) -> str:
    """What the header `RateLimit` says."""
    return f'"{tightest.policy}";r={remaining};t={math.ceil(reset)}'


@background.on_reset
def _forget() -> None:
    global _limiter  # noqa: PLW0603
    _limiter = Limiter()
    HUB.advance_all()
