"""How fast passwords may be tried: guessing gets slower and slower, and nobody is ever locked out.

What is counted is a pair of an account and where the attempt comes from: an address, or a browser in which that account has
signed in before. After a few attempts each further one must wait, longer each time. So whoever guesses slows down themselves;
the rightful person gets in from another address, and from their own browser whatever others do at the same address.

Two further counts hold for strangers alone: an address that tries many accounts, and an account that is tried from many
addresses. Every attempt is counted before the password is looked at, so that many at once gain nothing.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import redis
from django.core.cache import caches

from omnia.infra import metrics
from omnia.infra.client_address import neighbourhood
from omnia.infra.crypto import keyed_hash
from omnia.infra.telemetry import log

Result = TypeVar("Result")

FREE_ATTEMPTS = 3
"""Attempts of a pair before it must wait; the fourth is let through and makes the fifth wait."""

FIRST_WAIT = 4
"""Seconds of that wait; each further one is twice as long."""

MAX_WAIT = 300
"""Seconds that a pair waits at most."""

PAIR_SECONDS = 24 * 3600
"""For how long a pair is remembered after its first failure."""

ADDRESS_ATTEMPTS, ADDRESS_SECONDS, ADDRESS_WAIT = 30, 600, 3
"""An address may fail so often within so many seconds; then it waits between any two attempts, whoever they are for."""

ACCOUNT_ATTEMPTS, ACCOUNT_SECONDS, ACCOUNT_WAIT = 50, 3600, 30
"""An account may be tried so often within so many seconds; then a stranger's first attempt from each address waits."""

SIEGE_STEPS = 4
"""How many steps ahead the waiting of such an address begins: its second attempt waits for a minute."""

MAILS, MAILS_SECONDS, MAIL_WAIT = 5, 3600, 60
"""An account is mailed so often within so many seconds because somebody asked for it, and once a minute at most."""

PURPOSE = "sign-in-limits"

logger = log(__name__)


class TooSoonError(Exception):
    """Raised for an attempt that must wait; `seconds` says how long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, math.ceil(seconds))
        super().__init__(f"Wait {self.seconds} seconds before you try again.")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt that was admitted, and counted as if it failed."""

    pair: str
    address: str
    account: str
    is_known_device: bool

    def succeed(self) -> None:
        """Take back what was counted: the password was right."""
        _with_counters(self._take_back)

    def _take_back(self, cache: Any) -> None:
        # One by one: a Redis Cluster deletes no two keys of different slots in one command.
        cache.delete(_tries(self.pair))
        cache.delete(_wait(self.pair))
        if not self.is_known_device:
            for name in (self.address, self.account):
                _add(cache, _tries(name), -1, ADDRESS_SECONDS)


def begin_attempt(account: str, address: str, device: str = "") -> Attempt:
    """Count one attempt to sign in and return it.

    Args:
        account: the e-mail address in normal form.
        address: whom the request comes from.
        device: what identifies a browser in which the account has signed in before; empty for any other.

    Raises:
        TooSoonError: the attempt must wait; the password is not to be looked at.
    """
    who = keyed_hash(account, purpose=PURPOSE)[:32]
    place = keyed_hash(neighbourhood(address), purpose=PURPOSE)[:32]
    origin = keyed_hash(f"device:{device}", purpose=PURPOSE)[:32] if device else place
    attempt = Attempt(f"pair:{who}:{origin}", f"address:{place}", f"account:{who}", bool(device))
    _with_counters(lambda cache: _admit(cache, attempt))
    return attempt


def may_be_mailed(account: str) -> bool:
    """Whether an account may be sent another mail that anybody can ask for, by its e-mail address in normal form; it counts."""
    name = f"mail:{keyed_hash(account, purpose=PURPOSE)[:32]}"

    def admit(cache: Any) -> bool:
        is_first = cache.add(_wait(name), time.time() + MAIL_WAIT, MAIL_WAIT)
        return bool(is_first) and _add(cache, _tries(name), 1, MAILS_SECONDS) <= MAILS

    return _with_counters(admit)


def _admit(cache: Any, attempt: Attempt) -> None:
    _refuse_waiting(cache, attempt.pair)
    if not attempt.is_known_device:
        _refuse_waiting(cache, attempt.address)
        _slow_first_attempt(cache, attempt)
    tries = _add(cache, _tries(attempt.pair), 1, PAIR_SECONDS)
    if tries > FREE_ATTEMPTS:
        # Whoever adds the key first is let through; of many at once the others find it there.
        _begin_wait(cache, attempt.pair, min(FIRST_WAIT * 2 ** (tries - FREE_ATTEMPTS - 1), MAX_WAIT))
    if attempt.is_known_device:
        return
    if _add(cache, _tries(attempt.address), 1, ADDRESS_SECONDS) > ADDRESS_ATTEMPTS:
        _begin_wait(cache, attempt.address, ADDRESS_WAIT)
    _add(cache, _tries(attempt.account), 1, ACCOUNT_SECONDS)


def _slow_first_attempt(cache: Any, attempt: Attempt) -> None:
    """Let a stranger's first attempt wait while the account is tried from everywhere; each address waits on its own."""
    if (cache.get(_tries(attempt.account)) or 0) < ACCOUNT_ATTEMPTS or cache.get(_tries(attempt.pair)):
        return
    cache.set(_tries(attempt.pair), FREE_ATTEMPTS + SIEGE_STEPS, PAIR_SECONDS)
    _begin_wait(cache, attempt.pair, ACCOUNT_WAIT)
    raise TooSoonError(ACCOUNT_WAIT)


def _refuse_waiting(cache: Any, name: str) -> None:
    until = cache.get(_wait(name))
    if until is not None:
        raise TooSoonError(until - time.time())


def _begin_wait(cache: Any, name: str, seconds: float) -> None:
    if not cache.add(_wait(name), time.time() + seconds, seconds):
        raise TooSoonError(seconds)


def _add(cache: Any, name: str, number: int, seconds: float) -> int:
    """Change a counter, which starts at 0 and ends some time after its start; return what it says then."""
    for _attempt in range(3):
        cache.add(name, 0, seconds)
        try:
            return int(cache.incr(name, number))
        except ValueError:
            # It ended between the two steps.
            continue
    return number


def _tries(name: str) -> str:
    return f"sign-in:{name}:tries"


def _wait(name: str) -> str:
    return f"sign-in:{name}:wait"


def _with_counters(work: Callable[[Any], Result]) -> Result:
    """Return what `work` does with the counters of all processes, or with this process's own while Redis is away.

    Counters that cannot be read must not let anybody guess freely: without Redis each process goes on counting alone.
    """
    try:
        return work(caches["shared"])
    except redis.RedisError as error:
        metrics.REDIS_FAILURES.labels("sign_in").inc()
        logger.warning("sign_in_limits.redis_failed", error=type(error).__name__)
        return work(caches["local"])
