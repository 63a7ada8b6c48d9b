"""Holding a project's finished conversations again: on the release that they ran on, and on the draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from omnia.dialogue.replay.answering import Replay, answer_again
from omnia.dialogue.replay.comparing import ENDS_THE_SAME, Difference, compare_endings
from omnia.dialogue.replay.recording import Recording, RecordingError, read_recording
from omnia.dialogue.replay.rerun import Course, rerun
from omnia.infra.telemetry import log
from omnia.mongo.clusters import database
from tenants.control.models import Project
from tenants.past_programs import Edition, NoProgram, Spoken, release_edition, spoken
from tenants.project import collections, records

MOST_SEEN = 5_000
"""Newest conversations of a period among which the sample is taken."""

logger = log(__name__)


class NotHeld(LookupError):  # noqa: N818
    """A conversation that cannot be held again; `why` is a code of `RecordingError` or `NoProgram`."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation held again on the release that it ran on."""

    recording: Recording
    spoken: Spoken
    course: Course


def hold_again(project: Project, row: Mapping[str, Any]) -> Held:
    """Hold a stored conversation again, on its own release; raises `NotHeld`."""
    try:
        recording = read_recording(row)
        edition = release_edition(project, recording.release)
        own = spoken(project, edition, recording.document, recording.key, recording.locale)
    except (RecordingError, NoProgram) as error:
        raise NotHeld(error.code if isinstance(error, RecordingError) else error.why, str(error)) from error
    course = rerun(own.program, recording, region=own.region, examples=own.examples, memory=own.memory)
    return Held(recording, own, course)


@dataclass(frozen=True, slots=True)
class OnDraft:
    """The same answers given to the draft."""

    spoken: Spoken
    replay: Replay
    difference: Difference


def hold_on(project: Project, held: Held, edition: Edition) -> OnDraft:
    """Give a conversation's answers to what an edition, the draft, speaks in its place; raises `NotHeld` with `draft_…`."""
    other = _in_draft(project, held.recording, edition)
    replay = answer_again(other.program, held.recording, held.course, region=other.region)
    return OnDraft(other, replay, compare_endings(held.course, replay))


def _in_draft(project: Project, recording: Recording, edition: Edition) -> Spoken:
    try:
        return spoken(project, edition, recording.document, recording.key, recording.locale)
    except NoProgram as error:
        raise NotHeld(f"draft_{error.why}", str(error)) from error


class Verdict(msgspec.Struct, frozen=True):
    """What became of one conversation on the draft; no word of it.

    `why` is a code of `Difference`, or of `NotHeld` where it could not be held again. `departs` says that already the run on its
    own release is not what its record tells.
    """

    session: str
    document: str = ""
    key: str = ""
    locale: str = ""
    why: str = "same"
    datum: str = ""
    then: str = ""
    now: str = ""
    is_held: bool = True
    departs: bool = False
    stands_in: bool = False

    @property
    def ends_otherwise(self) -> bool:
        """Whether it would end differently."""
        return self.is_held and self.why not in ENDS_THE_SAME


def judge(project: Project, session: str, edition: Edition) -> Verdict:
    """Hold one stored conversation on its release and on the draft; a broken one is told as such, and raises nothing."""
    row = database(project.ref)[collections.CONVERSATIONS].find_one({"_id": session})
    if row is None:
        return Verdict(session, why="gone", is_held=False)
    document = "flow" if row.get("flow") else "template"
    about = Verdict(session, document, str(row.get(document) or ""), str(row.get("locale") or ""))
    try:
        return _judged(project, records.readable(project.ref, collections.CONVERSATIONS, row), edition, about)
    except NotHeld as error:
        return replace(about, why=error.why, is_held=False)
    except Exception:
        # One conversation that is broken in a way of its own must not hold up the others.
        logger.exception("replay.failed", session=session)
        return replace(about, why="broken", is_held=False)


def _judged(project: Project, row: Mapping[str, Any], edition: Edition, about: Verdict) -> Verdict:
    outcome = str(row.get("outcome") or "")
    if _speaks_the_same(project, row, edition):
        return replace(about, then=outcome, now=outcome)
    held = hold_again(project, row)
    found = hold_on(project, held, edition).difference
    return replace(
        about,
        why=found.why,
        datum=found.datum,
        then=outcome,
        now=found.now.outcome,
        departs=held.course.departure is not None,
        stands_in=any(step.stand_ins for step in held.course.steps),
    )


def _speaks_the_same(project: Project, row: Mapping[str, Any], edition: Edition) -> bool:
    """Whether the draft is, for this conversation, what it ran on: then it ends as it did."""
    try:
        recording = read_recording(row)
        own = spoken(project, release_edition(project, recording.release), recording.document, recording.key, recording.locale)
    except (RecordingError, NoProgram) as error:
        raise NotHeld(error.code if isinstance(error, RecordingError) else error.why, str(error)) from error
    return recording.region in (None, own.region) and own.name == _in_draft(project, recording, edition).name


def sessions_of(project: Project, *, since: datetime, most: int) -> tuple[list[str], int]:
    """The ids of at most so many conversations that ended since a moment, evenly chosen, newest first; and of how many."""
    found = database(project.ref)[collections.CONVERSATIONS].find(
        {"finished_at": {"$gte": since}, records.ERASED: {"$exists": False}},
        {"_id": 1},
        sort=[("finished_at", -1)],
        limit=MOST_SEEN,
    )
    ids = [str(row["_id"]) for row in found]
    if len(ids) <= most:
        return ids, len(ids)
    return [ids[place * len(ids) // most] for place in range(most)], len(ids)
