"""Releases and the channels that point at them: publish, move, and the way back."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router

from management_api import channel_schemas as schemas
from management_api.answers import call, respond
from management_api.auth import Manager, manager_of
from management_api.channel_rows import channel_row, rule_of, steps_of
from management_api.documents import UNREADABLE
from omnia.infra.problems import Problem
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.actions import channels
from tenants.actions.moving import Published
from tenants.actions.release_check import read_drafts
from tenants.actions.releasing import Target, publish, rollback
from tenants.project import channels as pointers
from tenants.project import collections
from tenants.project.channels import LIVE

MOVED = {412: "The channel, or what is published, is in another state."}

router = Router(tags=["Releases"])


@call(router, "GET", "/project", schemas.ProjectAnswer)
def get_project(request: HttpRequest) -> HttpResponse:
    """The project that the key names."""
    project = manager_of(request).project
    content = schemas.ProjectAnswer(
        project=project.pk,
        name=project.name,
        locales=project.locales,
        default_locale=project.default_locale,
        region=project.region,
        industries=project.industries,
        live=channel_row(pointers.read(project.ref, LIVE)),
        draft=read_drafts(project).digest,
        unpublished=len(selectors.draft_changes(project)),
    )
    return respond(content)


@call(router, "GET", "/releases", schemas.ReleaseList)
def list_releases(request: HttpRequest) -> HttpResponse:
    """The latest releases, newest first."""
    items = [
        schemas.ReleaseRow(
            release=row.number,
            note=row.note,
            author=row.author,
            at=row.at,
            locales=row.locales,
            templates=row.template_count,
            flows=row.flow_count,
            missing_texts=row.missing_texts,
        )
        for row in selectors.releases(manager_of(request).project)
    ]
    return respond(schemas.ReleaseList(items=items))


@call(
    router, "POST", "/releases", schemas.MovedAnswer, status=201,
    problems=UNREADABLE | MOVED | {409: "The drafts have problems or lack texts, or the channel cannot take the release."},
)  # fmt: skip
def publish_release(request: HttpRequest, body: schemas.PublishBody) -> HttpResponse:
    """Check the drafts, freeze them as the next release, and point a channel at it, now or at a time."""
    manager = manager_of(request)
    moved = publish(
        manager.actor,
        manager.project,
        note=body.note,
        seen=body.draft,
        allow_missing_texts=body.allow_missing_texts,
        target=Target(body.channel, body.weight, steps_of(body.steps), body.at, rule_of(body.rule)),
    )
    return moved_answer(moved, status=201, planned_at=body.at)


@call(router, "GET", "/channels", schemas.ChannelList)
def list_channels(request: HttpRequest) -> HttpResponse:
    """Where the project's channels point, and the canary beside `live`."""
    return respond(schemas.ChannelList(items=[channel_row(row) for row in pointers.read_all(manager_of(request).project.ref)]))


@call(router, "PUT", "/channels/{channel}", schemas.MovedAnswer, problems=UNREADABLE | MOVED | {409: "It cannot be moved there."})
def move_channel(request: HttpRequest, channel: str, body: schemas.MoveBody) -> HttpResponse:
    """Point a channel, which may be new, at a release; a canary that runs beside `live` ends when `live` moves."""
    manager = manager_of(request)
    require_release(manager, body.release)
    return moved_answer(
        channels.move_channel(manager.actor, manager.project, channel=channel, release=body.release, seen=body.sequence)
    )


@call(router, "POST", "/rollback", schemas.MovedAnswer, problems=UNREADABLE | MOVED | {409: "The release is live already."})
def rollback_release(request: HttpRequest, body: schemas.MoveBody) -> HttpResponse:
    """Make an earlier release live again; drafts and releases stay as they are."""
    manager = manager_of(request)
    require_release(manager, body.release)
    return moved_answer(rollback(manager.actor, manager.project, to=body.release, seen=body.sequence))


def require_release(manager: Manager, release: int) -> None:
    """Raise the problem `not-found` for a release that the project does not have."""
    if database(manager.project.ref)[collections.RELEASES].find_one({"_id": release}, {"_id": 1}) is None:
        raise Problem("not-found", f"There is no release {release} in this project.")


def moved_answer(moved: Published, *, status: int = 200, planned_at: datetime | None = None) -> HttpResponse:
    """The answer that says where a channel is, or will be at a time."""
    content = schemas.MovedAnswer(
        channel=moved.channel,
        release=moved.release,
        sequence=moved.sequence,
        ended_canary=moved.ended_canary,
        planned_at=planned_at,
    )
    return respond(content, status=status)
