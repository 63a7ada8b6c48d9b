"""Guessing gets slower and slower; the rightful person gets in all the same."""

import pytest
import redis
from django.core.cache import caches

from omnia.infra import sign_in_limits
from omnia.infra.sign_in_limits import TooSoonError, begin_attempt

ANNA = "anna@example.com"
HERE, ELSEWHERE = "198.51.100.1", "203.0.113.5"
HOUR = 3600


class Clock:
    """The time as limits and cache see it."""

    now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    made = Clock()
    for module in ("omnia.infra.sign_in_limits", "django.core.cache.backends.locmem", "django.core.cache.backends.base"):
        monkeypatch.setattr(f"{module}.time", made)
    caches["local"].clear()
    return made


def guesses(clock: Clock, seconds: int, *, account: str = ANNA, address: str = HERE) -> int:
    """How many passwords somebody can try who never stops, within so many seconds."""
    end, tried = clock.now + seconds, 0
    while clock.now < end:
        try:
            begin_attempt(account, address)
            tried += 1
        except TooSoonError as refusal:
            clock.now += refusal.seconds
    return tried


def test_guessing_one_account_from_one_address_slows_down(clock):
    assert guesses(clock, 900) <= 14
    assert guesses(clock, HOUR) <= 13


def test_wait_grows_to_its_most_and_no_further(clock):
    waits = []
    for _round in range(14):
        try:
            begin_attempt(ANNA, HERE)
        except TooSoonError as refusal:
            waits.append(refusal.seconds)
            clock.now += refusal.seconds
    assert waits == sorted(waits)
    guesses(clock, HOUR)
    begin_attempt(ANNA, HERE)
    with pytest.raises(TooSoonError) as refused:
        begin_attempt(ANNA, HERE)
    assert refused.value.seconds == sign_in_limits.MAX_WAIT


def test_person_at_another_address_gets_in_while_somebody_guesses(clock):
    guesses(clock, HOUR)
    begin_attempt(ANNA, ELSEWHERE).succeed()


def test_person_in_their_own_browser_gets_in_at_the_guessers_address(clock):
    guesses(clock, HOUR)
    begin_attempt(ANNA, HERE)
    begin_attempt(ANNA, HERE, "a-known-device").succeed()
    with pytest.raises(TooSoonError):
        begin_attempt(ANNA, HERE)


def test_stolen_device_does_not_guess_freely(clock):
    for _guess in range(sign_in_limits.FREE_ATTEMPTS + 1):
        begin_attempt(ANNA, HERE, "a-known-device")
    with pytest.raises(TooSoonError):
        begin_attempt(ANNA, ELSEWHERE, "a-known-device")


def test_right_password_forgets_the_mistakes(clock):
    for _time in range(3):
        for _mistake in range(3):
            begin_attempt(ANNA, HERE)
        begin_attempt(ANNA, HERE).succeed()


def test_own_account_in_between_does_not_forgive_guesses_at_another(clock):
    for _time in range(sign_in_limits.FREE_ATTEMPTS + 1):
        begin_attempt(ANNA, HERE)
        begin_attempt("own@example.com", HERE).succeed()
    with pytest.raises(TooSoonError):
        begin_attempt(ANNA, HERE)


def test_one_password_tried_on_many_accounts_slows_the_address_down(clock):
    end, tried = clock.now + 60, 0
    while clock.now < end:
        try:
            begin_attempt(f"person{tried}@example.com", HERE)
            tried += 1
        except TooSoonError as refusal:
            clock.now += refusal.seconds
    assert tried <= sign_in_limits.ADDRESS_ATTEMPTS + 60 // sign_in_limits.ADDRESS_WAIT + 1
    begin_attempt("another@example.com", ELSEWHERE)


def test_account_tried_from_everywhere_makes_strangers_wait_once(clock):
    for number in range(sign_in_limits.ACCOUNT_ATTEMPTS):
        begin_attempt(ANNA, f"10.1.{number}.1")
    with pytest.raises(TooSoonError) as first:
        begin_attempt(ANNA, ELSEWHERE)
    clock.now += first.value.seconds
    attempt = begin_attempt(ANNA, ELSEWHERE)
    with pytest.raises(TooSoonError) as second:
        begin_attempt(ANNA, ELSEWHERE)
    assert second.value.seconds > first.value.seconds
    attempt.succeed()
    begin_attempt(ANNA, HERE, "a-known-device").succeed()


def test_many_attempts_at_once_count_as_many(clock):
    admitted = [begin_attempt(ANNA, HERE) for _thread in range(sign_in_limits.FREE_ATTEMPTS + 1)]
    assert len(admitted) == sign_in_limits.FREE_ATTEMPTS + 1
    with pytest.raises(TooSoonError):
        begin_attempt(ANNA, HERE)


def test_counters_that_cannot_be_read_do_not_let_anybody_guess_freely(clock, monkeypatch):
    class Away:
        def __getattr__(self, name: str):
            raise redis.ConnectionError("away")

    monkeypatch.setattr(sign_in_limits, "caches", {"shared": Away(), "local": caches["local"]})
    assert guesses(clock, 900) <= 14


def test_counters_hold_no_address(clock):
    begin_attempt(ANNA, HERE)
    held = " ".join(caches["local"]._cache)
    assert "anna" not in held
    assert HERE not in held
