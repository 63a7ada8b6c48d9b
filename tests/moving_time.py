"""The time as the product's modules read it, which a test moves on in place of waiting for it.

A module of the product finds in place of `time`, and in place of `datetime` where that tells the moment, one that is ahead of the
machine's by as much as the test has moved on. Other processes are moved on only as far as Redis: what it keeps for a time.
"""

import sys
import time
from datetime import datetime, timedelta, tzinfo
from types import ModuleType
from typing import Any

import pytest
import redis

PACKAGES = ("omnia", "factory", "tenants", "runtime_api", "management_api")
TELL_THE_MOMENT = ("runtime_api.auth", "runtime_api.conversations.sessions", "django.utils.timezone")
"""Modules that ask `datetime` what time it is, and do nothing else with it."""


class Clock:
    """A clock that goes as the machine's does, or stands still, and that a test moves on."""

    def __init__(self, redis_url: str = "") -> None:
        self.redis_url = redis_url
        self._ahead = 0.0
        self._stopped_at: float | None = None

    @property
    def ahead(self) -> float:
        """Seconds by which it is ahead of the machine's clock."""
        return self._ahead + (self._stopped_at - time.monotonic() if self._stopped_at is not None else 0.0)

    def stop(self) -> None:
        """Stand still, but for what it is moved on."""
        self._stopped_at = time.monotonic()

    def move(self, seconds: float) -> None:
        """Go on by some seconds; what Redis keeps for a time is so much older too."""
        self._ahead += seconds
        if self.redis_url:
            with redis.Redis.from_url(self.redis_url) as server:
                _age(server, seconds)

    def monotonic(self) -> float:
        """As `time.monotonic`."""
        if self._stopped_at is not None:
            return self._stopped_at + self._ahead
        return time.monotonic() + self._ahead

    def now(self, tz: tzinfo | None = None) -> datetime:
        """As `datetime.now`."""
        return datetime.now(tz) + timedelta(seconds=self.ahead)


def install(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every module of the product that is loaded read this clock."""
    moved, moment = _MovedTime(clock), _moved_datetime(clock)
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in PACKAGES and getattr(module, "time", None) is time:
            monkeypatch.setattr(module, "time", moved)
    for name in TELL_THE_MOMENT:
        if name in sys.modules:
            monkeypatch.setattr(sys.modules[name], "datetime", moment)


class _MovedTime(ModuleType):
    """The module `time`, but for what tells the time."""

    def __init__(self, clock: Clock) -> None:
        super().__init__("time")
        self.monotonic = clock.monotonic
        self.time = lambda: time.time() + clock.ahead

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


def _moved_datetime(clock: Clock) -> type[datetime]:
    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            """A plain moment, as what writes it into a database knows it."""
            return clock.now(tz)

    return Moved


def _age(server: "redis.Redis", seconds: float) -> None:
    """Let what ends by itself end so much sooner, and what holds a moment of the server's clock hold an earlier one."""
    for key in list(server.scan_iter()):
        left = server.pttl(key)
        if left > 0:
            # A time that is over removes the key.
            server.pexpire(key, left - int(seconds * 1000))
        if b":limit:" in key and server.exists(key):
            server.incrbyfloat(key, -seconds)
