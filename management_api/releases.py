"""Releases and the channels that point at them: publish, canaries, named channels, and the way back."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from management_api import schemas
from management_api.answers import call, respond
from management_api.auth import Manager, manager_of
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
from tenants.project.channels import LIVE, Canary, Pointer

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
        live=_channel(pointers.read(project.ref, LIVE)),
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
    """Check the drafts, freeze them as the next release, and point a channel at it."""
    manager = manager_of(request)
    moved = publish(
        manager.actor,
        manager.project,
        note=body.note,
        seen=body.draft,
        allow_missing_texts=body.allow_missing_texts,
        target=Target(channel=body.channel, weight=body.weight),
    )
    return _moved(moved, status=201)


@call(router, "GET", "/channels", schemas.ChannelList)
def list_channels(request: HttpRequest) -> HttpResponse:
    """Where the project's channels point, and the canary beside `live`."""
    return respond(schemas.ChannelList(items=[_channel(row) for row in pointers.read_all(manager_of(request).project.ref)]))


@call(router, "PUT", "/channels/{channel}", schemas.MovedAnswer, problems=UNREADABLE | MOVED | {409: "It cannot be moved there."})
def move_channel(request: HttpRequest, channel: str, body: schemas.MoveBody) -> HttpResponse:
    """Point a channel, which may be new, at a release; a canary that runs beside `live` ends when `live` moves."""
    manager = manager_of(request)
    _release(manager, body.release)
    return _moved(
        channels.move_channel(manager.actor, manager.project, channel=channel, release=body.release, seen=body.sequence)
    )


@call(router, "POST", "/rollback", schemas.MovedAnswer, problems=UNREADABLE | MOVED | {409: "The release is live already."})
def rollback_release(request: HttpRequest, body: schemas.MoveBody) -> HttpResponse:
    """Make an earlier release live again; drafts and releases stay as they are."""
    manager = manager_of(request)
    _release(manager, body.release)
    return _moved(rollback(manager.actor, manager.project, to=body.release, seen=body.sequence))


@call(
    router, "POST", "/canary", schemas.MovedAnswer, status=201,
    problems=UNREADABLE | MOVED | {409: "Nothing is live, the release is live, or a canary runs."},
)  # fmt: skip
def start_canary(request: HttpRequest, body: schemas.CanaryBody) -> HttpResponse:
    """Give a part of the new conversations another release than the live one; a person never changes sides."""
    manager = manager_of(request)
    _release(manager, body.release)
    moved = channels.start_canary(manager.actor, manager.project, release=body.release, weight=body.weight, seen=body.sequence)
    return _moved(moved, status=201)


NO_CANARY = {409: "No canary runs, or it is at this weight already."}


@call(router, "PATCH", "/canary", schemas.MovedAnswer, problems=UNREADABLE | MOVED | NO_CANARY)
def weigh_canary(request: HttpRequest, body: schemas.WeightBody) -> HttpResponse:
    """Give more or fewer of the new conversations the canary; 0 lets nobody new on."""
    manager = manager_of(request)
    return _moved(channels.set_canary_weight(manager.actor, manager.project, weight=body.weight, seen=body.sequence))


@call(router, "POST", "/canary/promote", schemas.MovedAnswer, problems=UNREADABLE | MOVED | NO_CANARY)
def promote_canary(request: HttpRequest, body: schemas.SeenBody) -> HttpResponse:
    """Make the canary's release live, in one move."""
    manager = manager_of(request)
    return _moved(channels.promote_canary(manager.actor, manager.project, seen=body.sequence))


@call(router, "POST", "/canary/abort", schemas.MovedAnswer, problems=UNREADABLE | MOVED | NO_CANARY)
def abort_canary(request: HttpRequest, body: schemas.AbortBody) -> HttpResponse:
    """End the canary: new conversations speak what is live, those that run stay on their release to their end."""
    manager = manager_of(request)
    return _moved(channels.abort_canary(manager.project, by=manager.actor, reason=body.reason, seen=body.sequence))


def _release(manager: Manager, release: int) -> None:
    """Raise the problem `not-found` for a release that the project does not have."""
    if database(manager.project.ref)[collections.RELEASES].find_one({"_id": release}, {"_id": 1}) is None:
        raise Problem("not-found", f"There is no release {release} in this project.")


def _moved(moved: Published, *, status: int = 200) -> HttpResponse:
    content = schemas.MovedAnswer(
        channel=moved.channel, release=moved.release, sequence=moved.sequence, ended_canary=moved.ended_canary
    )
    return respond(content, status=status)


def _channel(pointer: Pointer) -> schemas.ChannelRow:
    return schemas.ChannelRow(
        channel=pointer.channel,
        release=pointer.release,
        sequence=pointer.sequence,
        updated_at=pointer.updated_at,
        canary=_canary(pointer.canary) if pointer.canary is not None else None,
    )


def _canary(running: Canary) -> schemas.CanaryRow:
    names = ("release", "baseline", "weight", "started_at", "started_by", "changed_at", "changed_by")
    return schemas.CanaryRow(**{name: getattr(running, name) for name in names})
