"""Holding the last days' conversations on the draft: more than one request's work, done in slices, with a row that says how far.

Whoever looks at the row goes on with it, so a process that is killed or a tab that is closed loses nothing. A slice is written
with compare-and-set: of two that work on the same conversations one is written, and nothing is counted twice. The job is about
the drafts as they were when it began. What is kept of a conversation is its id and what became of it, never a word: so an API key
that may publish may begin one, too, though it may read no conversation.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from django.utils import timezone

from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from omnia.infra.units import Entry
from omnia.mongo.clusters import database
from omnia.structs import build
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.reading import CONVERSATIONS_REPLAYED
from tenants.control.models import Project
from tenants.past_programs import Edition, draft_edition
from tenants.project import collections
from tenants.replaying import Verdict, judge, sessions_of

JOB = "replay"
STOPPED = "conversations.replay_stopped"
DAYS = (1, 7, 30)
SAMPLES = (50, 200, 500)
SLICE_SECONDS = 1.0
"""How long a request works on it; one conversation is always finished."""


class Job(msgspec.Struct, frozen=True):
    """How far it is; `seen` is of how many conversations the sample was taken, `at` how often it was written since.

    `stopped_by` is who stopped it; what is `left` then is not held any more.
    """

    id: str
    by: str
    started_at: datetime
    days: int
    seen: int
    edition: Edition
    left: list[str]
    done: list[Verdict] = []
    at: int = 0
    stopped_by: str = ""

    @property
    def total(self) -> int:
        """How many conversations it is about."""
        return len(self.left) + len(self.done)

    @property
    def is_running(self) -> bool:
        """Whether there is something to be held still."""
        return bool(self.left) and not self.stopped_by


build(Job)


def current(project: Project) -> Job | None:
    """The job as it stands, finished or not, or None."""
    row = database(project.ref)[collections.SETTINGS].find_one({"_id": JOB})
    return msgspec.convert(row["job"], Job) if row is not None else None


def begin(actor: Actor, project: Project, *, days: int = 7, sample: int = 200) -> Job:
    """Note a sample of the last days' conversations as to be held on the drafts as they are now; an earlier job is forgotten.

    `days` and `sample` are taken down to the most that is allowed. Raises `Forbidden`, `Absent`.
    """
    _authorise(actor, project)
    days, sample = max(1, min(days, max(DAYS))), max(1, min(sample, max(SAMPLES)))
    now = timezone.now()
    sessions, seen = sessions_of(project, since=now - timedelta(days=days), most=sample)
    job = Job(new_id(12), str(actor), now, days, seen, draft_edition(project), sessions)
    content = msgspec.to_builtins(job, builtin_types=(datetime,))
    told = Entry(CONVERSATIONS_REPLAYED, project.pk, {"days": days, "conversations": len(sessions)})
    held = database(project.ref)[collections.SETTINGS]
    with trail.unit(project.ref, actor, told.action, collections.SETTINGS, JOB) as unit:
        unit.give_way(held.find_one({"_id": JOB}, {"unit": 1}))
        held.replace_one({"_id": JOB}, {"job": content, "unit": unit.stamp(told)}, upsert=True)
    return job


def go_on(
    actor: Actor, project: Project, *, seconds: float = SLICE_SECONDS, clock: Callable[[], float] = time.monotonic
) -> Job | None:
    """Hold conversations of the job until it is done or the time is over; None without a job. Raises `Forbidden`, `Absent`."""
    _authorise(actor, project)
    job = current(project)
    if job is None or not job.is_running:
        return job
    until, found = clock() + seconds, []
    for session in job.left:
        found.append(judge(project, session, job.edition))
        if clock() >= until:
            break
    _write(project, job, found)
    return current(project)


def stop(actor: Actor, project: Project) -> Job | None:
    """Hold no more conversations of the job; what was found stays. One that does not run is as it was; None without a job.

    Raises `Forbidden`, `Absent`.
    """
    _authorise(actor, project)
    job = current(project)
    # Tried again where a slice was written meanwhile, of which a job has so many.
    while job is not None and job.is_running and not _stop(actor, project, job):
        job = current(project)
    return current(project)


def _stop(actor: Actor, project: Project, job: Job) -> bool:
    """Stop a job that stands as it was read, and tell how far it was; whether it is stopped."""
    told = Entry(STOPPED, project.pk, {"held": len(job.done), "conversations": job.total})
    as_it_was = {"_id": JOB, "job.id": job.id, "job.at": job.at, "job.stopped_by": {"$in": ["", None]}}
    # The number rises, so a slice that is being held while this is written adds nothing to a job that was stopped.
    change = {"$set": {"job.stopped_by": str(actor), "job.at": job.at + 1}}
    with trail.unit(project.ref, actor, told.action, collections.SETTINGS, JOB) as unit:
        return unit.change(database(project.ref)[collections.SETTINGS], as_it_was, change, told)


def _authorise(actor: Actor, project: Project) -> None:
    """Let people in who may read conversations, and keys that may publish: what is found holds no word that anybody said."""
    authorise(actor, project, "publish" if actor.kind == "api_key" else "view_conversations")


def _write(project: Project, job: Job, found: list[Verdict]) -> None:
    """Add what a slice found, unless another slice was written since it began."""
    done = [each.session for each in found]
    database(project.ref)[collections.SETTINGS].update_one(
        {"_id": JOB, "job.id": job.id, "job.at": job.at},
        {
            "$set": {"job.at": job.at + 1},
            "$pull": {"job.left": {"$in": done}},
            "$push": {"job.done": {"$each": msgspec.to_builtins(found)}},
        },
    )
