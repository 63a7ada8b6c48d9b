"""Adds the counts of a project's last days up, once a day, so that whoever reads 90 days of them finds it done.

It happens beside the conversations, in a thread of its own, when this process has counted the first one of a day. It is exact
whoever does it and how often (`tenants.insight.windows`), and if it fails the next reader adds up: nobody has to know of it.
Docs: docs/decisions/0064-counts-ready-to-be-read.md.
"""

from collections import deque

import pymongo
from pymongo.errors import PyMongoError

from omnia.infra import background
from omnia.infra.telemetry import log, note_outage
from omnia.mongo.context import ProjectRef
from runtime_api.conversations import archive
from runtime_api.conversations.sessions import utc_now
from tenants.insight import windows

SECONDS = 10.0
"""Seconds until one project's adding up is given up."""

MAX_KNOWN = 20_000
"""Projects of which this process remembers that they are done."""

logger = log(__name__)
_done: dict[ProjectRef, int] = {}
"""By project, the day on which it was last added up, as its proleptic ordinal."""

_waiting: deque[ProjectRef] = deque()


def note_counted(project: ProjectRef) -> None:
    """Have the windows of a project that has just counted a conversation added up, unless this process did so today."""
    today = utc_now().toordinal()
    if _done.get(project) == today:
        return
    if len(_done) >= MAX_KNOWN:
        _done.clear()
    _done[project] = today
    _waiting.append(project)
    _thread.ensure_started()
    _thread.wake()


def add_up_waiting() -> None:
    """Add up what waits; a project that is just moving is left to its next reader."""
    while _waiting:
        project = _waiting.popleft()
        try:
            with pymongo.timeout(SECONDS):
                place = archive.place_of(project)
                if place is not None:
                    windows.prepare(place, utc_now())
        except PyMongoError:
            note_outage(logger, f"insight {project.cluster}", "insight.not_added_up")
        except Exception:
            # What is wrong with one project's counts must not keep others from being added up.
            logger.exception("insight.adding_up_failed")


def _run(thread: background.BackgroundThread) -> None:
    while not thread.is_stopping:
        thread.sleep()
        add_up_waiting()


_thread = background.BackgroundThread("omnia-insight", _run)


@background.on_reset
def _forget() -> None:
    _waiting.clear()
    _done.clear()
