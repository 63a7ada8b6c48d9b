"""Replay before publishing: which of the last days' conversations would end differently on the drafts; no word of them."""

from datetime import UTC

from django.http import HttpRequest, HttpResponse
from ninja import Router

from management_api import replay_schemas as schemas
from management_api.answers import call, respond
from management_api.auth import manager_of
from management_api.documents import UNREADABLE
from omnia.infra.problems import Problem
from tenants.actions import replay_job
from tenants.control.models import Project
from tenants.past_programs import draft_edition
from tenants.replay_report import report

JOB_SECONDS = 4.0
"""How long one call holds conversations."""

NONE = "No replay was begun in this project. POST /replay begins one."

router = Router(tags=["Replay"])


@call(router, "GET", "/replay", schemas.ReplayAnswer)
def read_replay(request: HttpRequest) -> HttpResponse:
    """What the last replay found until now. It does not go on by that."""
    project = manager_of(request).project
    return _answer(project, replay_job.current(project))


@call(router, "POST", "/replay", schemas.ReplayAnswer, status=201, problems=UNREADABLE)
def begin_replay(request: HttpRequest, body: schemas.ReplayBody) -> HttpResponse:
    """Hold a sample of the last days' conversations on the drafts as they are now, for a few seconds; `go_on` does the rest.

    A project has one replay: an earlier one is forgotten.
    """
    manager = manager_of(request)
    begun = replay_job.begin(manager.actor, manager.project, days=body.days, sample=body.sample)
    job = replay_job.go_on(manager.actor, manager.project, seconds=JOB_SECONDS) or begun
    return _answer(manager.project, job, status=201)


@call(router, "POST", "/replay/go_on", schemas.ReplayAnswer)
def go_on_with_replay(request: HttpRequest) -> HttpResponse:
    """Hold more of the conversations, for a few seconds; the studio's page goes on with the same replay."""
    manager = manager_of(request)
    return _answer(manager.project, replay_job.go_on(manager.actor, manager.project, seconds=JOB_SECONDS))


@call(router, "POST", "/replay/stop", schemas.ReplayAnswer)
def stop_replay(request: HttpRequest) -> HttpResponse:
    """Hold no more conversations; what was found stays. One that is done or stopped is answered as it is."""
    manager = manager_of(request)
    return _answer(manager.project, replay_job.stop(manager.actor, manager.project))


def _answer(project: Project, job: replay_job.Job | None, *, status: int = 200) -> HttpResponse:
    """A replay as it stands; raises `Problem` if there is none."""
    if job is None:
        raise Problem("not-found", NONE)
    state = "running" if job.is_running else "stopped" if job.left else "done"
    content = schemas.ReplayAnswer.model_validate(
        {
            "replay": job.id,
            "state": state,
            "by": job.by,
            "stopped_by": job.stopped_by,
            "started_at": job.started_at if job.started_at.tzinfo else job.started_at.replace(tzinfo=UTC),
            "is_stale": draft_edition(project).digest != job.edition.digest,
            "left": len(job.left),
            **report(job),
        }
    )
    return respond(content, status=status)
