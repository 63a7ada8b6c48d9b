"""Keeping processes running: whatever ends on its own is told, and started again with back-off."""

import time
from collections.abc import Callable, Sequence

from omnia.infra.telemetry import log

LOOK_SECONDS = 0.2
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_SECONDS = 60.0
"""After so long without ending, a process is taken for sound, and the next pause is the first again."""

logger = log(__name__)


class CannotStartError(RuntimeError):
    """A process could not be started this time; the sentence says why."""


class Kept:
    """One process that is kept running.

    Args:
        name: what people call it.
        ended: None while it runs and is well, else a sentence's end that says what happened to it.
        start: starts it again; raises `CannotStartError`.
        say: tells people at the terminal.
    """

    def __init__(
        self, name: str, *, ended: Callable[[], str | None], start: Callable[[], None], say: Callable[[str], None]
    ) -> None:
        self.name, self._ended, self._start, self._say = name, ended, start, say
        self._pause, self._next, self._since = FIRST_PAUSE, 0.0, time.monotonic()
        self._told = False

    def look(self) -> None:
        """Start the process again if it ended and its pause is over."""
        how = self._ended()
        if how is None:
            if self._told:
                self._told, self._since = False, time.monotonic()
            return
        now = time.monotonic()
        if not self._told:
            self._tell_of_end(how, now)
        if now >= self._next:
            self._try()

    def _tell_of_end(self, how: str, now: float) -> None:
        if now - self._since > STEADY_SECONDS:
            self._pause = FIRST_PAUSE
        self._told, self._next = True, now + self._pause
        logger.error("process.ended", process=self.name, how=how, pause=self._pause)
        self._say(f"The {self.name} {how}. It is started again.")

    def _try(self) -> None:
        began = time.monotonic()
        try:
            self._start()
        except CannotStartError as error:
            logger.error("process.not_restarted", process=self.name, reason=str(error))  # noqa: TRY400  # the sentence is all
            self._say(f"The {self.name} does not start: {error} Trying again in {self._pause:.0f} s.")
        else:
            logger.warning("process.restarted", process=self.name, seconds=round(time.monotonic() - began, 2))
            self._say(f"The {self.name} was started again.")
        self._next = time.monotonic() + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)


def keep_running(processes: Sequence[Kept]) -> None:
    """Look after the processes until a signal raises `StopAsked`."""
    while True:
        for process in processes:
            process.look()
        time.sleep(LOOK_SECONDS)
