"""How a supervising process is told to stop: SIGTERM drains first, Ctrl-C does not, and asking twice does not wait."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

from omnia.infra import draining

NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(BaseException):  # like KeyboardInterrupt: no code on the way may take it for an error
    """Someone asked this process to stop; `drain` says whether requests are still sent to it that must be answered."""

    def __init__(self, *, drain: bool) -> None:
        super().__init__()
        self.drain = drain


def listen() -> None:
    """From now on, a signal to stop raises `StopAsked` wherever the main thread is: during set-up as well."""
    for number in NUMBERS:
        signal.signal(number, _raise)


def _raise(number: int, _frame: object) -> None:
    raise StopAsked(drain=number == signal.SIGTERM)


def ignore() -> None:
    """From now on this process stops, and need not be told."""
    for number in NUMBERS:
        signal.signal(number, signal.SIG_IGN)


def drain(file: Path, seconds: float, still_serves: Callable[[], bool]) -> None:
    """Say “not ready” through `file` and serve on for a while, so that no new requests come before the listener closes."""
    draining.begin(file)
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline and still_serves():
            time.sleep(0.1)
    except StopAsked:
        return
