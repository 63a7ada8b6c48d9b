"""The loop of a thread that carries on work which waits in a database: until none is left, and again after a pause."""

from collections.abc import Callable

from omnia.infra.background import BackgroundThread
from omnia.infra.telemetry import log, note_outage
from omnia.mongo import outages

SECONDS = 1.0
"""Seconds between two looks for work."""

logger = log(__name__)


def work_loop(
    thread: BackgroundThread, step: Callable[[], bool], *, name: str, rest: Callable[[], object] | None = None, pause: float = 0.0
) -> None:
    """Work until the thread is to end.

    Args:
        thread: the thread that works.
        step: does a piece of the work; False if there is none for this process.
        name: what the log calls it, in `work.failed` for a fault, `work.waits` while a database does not answer.
        rest: called when there is no work, if given.
        pause: seconds after each piece, so that who answers requests in this process gets on, too.
    """
    while not thread.is_stopping:
        try:
            while not thread.is_stopping and step():
                if pause:
                    thread.sleep(pause)
            if rest is not None:
                rest()
        except Exception as error:
            if not outages.is_outage(error):
                logger.exception("work.failed", work=name)
            note_outage(logger, name, "work.waits", work=name, error=type(error).__name__)
        thread.sleep(SECONDS)
