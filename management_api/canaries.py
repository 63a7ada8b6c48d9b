"""The canary: begun, weighed, with steps and a rule of its own, promoted and aborted; and how it stands."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from management_api import channel_schemas as schemas
from management_api.answers import call, respond
from management_api.auth import manager_of
from management_api.channel_rows import canary_row, rule_of, steps_of, stopped_row, verdict_row
from management_api.documents import UNREADABLE
from management_api.releases import MOVED, moved_answer, require_release
from tenants.actions import channels, watching
from tenants.project import channels as pointers
from tenants.project.channels import LIVE

router = Router(tags=["Releases"])


@call(
    router, "POST", "/canary", schemas.MovedAnswer, status=201,
    problems=UNREADABLE | MOVED | {409: "Nothing is live, the release is live, or a canary runs."},
)  # fmt: skip
def start_canary(request: HttpRequest, body: schemas.CanaryBody) -> HttpResponse:
    """Give a part of the new conversations another release than the live one; a person never changes sides."""
    manager = manager_of(request)
    require_release(manager, body.release)
    moved = channels.start_canary(
        manager.actor,
        manager.project,
        release=body.release,
        weight=body.weight,
        steps=steps_of(body.steps),
        rule=rule_of(body.rule),
        seen=body.sequence,
    )
    return moved_answer(moved, status=201)


NO_CANARY = {409: "No canary runs, or it is at this weight already."}


@call(router, "PATCH", "/canary", schemas.MovedAnswer, problems=UNREADABLE | MOVED | NO_CANARY)
def weigh_canary(request: HttpRequest, body: schemas.WeightBody) -> HttpResponse:
    """Give more or fewer of the new conversations the canary; 0 lets nobody new on."""
    manager = manager_of(request)
    return moved_answer(channels.set_canary_weight(manager.actor, manager.project, weight=body.weight, seen=body.sequence))


@call(router, "POST", "/canary/promote", schemas.MovedAnswer, problems=UNREADABLE | MOVED | NO_CANARY)
def promote_canary(request: HttpRequest, body: schemas.SeenBody) -> HttpResponse:
    """Make the canary's release live, in one move."""
    manager = manager_of(request)
    return moved_answer(channels.promote_canary(manager.actor, manager.project, seen=body.sequence))


@call(router, "POST", "/canary/abort", schemas.MovedAnswer, problems=UNREADABLE | MOVED | NO_CANARY)
def abort_canary(request: HttpRequest, body: schemas.AbortBody) -> HttpResponse:
    """End the canary: new conversations speak what is live, those that run stay on their release to their end."""
    manager = manager_of(request)
    return moved_answer(channels.abort_canary(manager.project, by=manager.actor, reason=body.reason, seen=body.sequence))


@call(router, "GET", "/canary", schemas.CanaryState)
def get_canary(request: HttpRequest) -> HttpResponse:
    """The canary that runs, how it stands by its rule, and those that stopped themselves."""
    project = manager_of(request).project
    live = pointers.read(project.ref, LIVE)
    verdict = watching.verdict_on(project, live.canary) if live.canary is not None else None
    content = schemas.CanaryState(
        sequence=live.sequence,
        canary=canary_row(live.canary) if live.canary is not None else None,
        verdict=verdict_row(verdict) if verdict is not None else None,
        stopped=[stopped_row(row) for row in watching.stopped_canaries(project)],
    )
    return respond(content)


@call(router, "PUT", "/canary/steps", schemas.CanaryState, problems=UNREADABLE | MOVED | NO_CANARY)
def set_canary_steps(request: HttpRequest, body: schemas.StepsBody) -> HttpResponse:
    """Plan the weights that the canary gets by itself, in place of those that were planned."""
    manager = manager_of(request)
    channels.set_canary_steps(manager.actor, manager.project, steps=steps_of(body.steps), seen=body.sequence)
    return get_canary(request)


@call(router, "PUT", "/canary/rule", schemas.CanaryState, problems=UNREADABLE | MOVED | NO_CANARY)
def set_canary_rule(request: HttpRequest, body: schemas.RuleBody) -> HttpResponse:
    """Say what counts as worse: the canary stops itself by this rule, or, without one, not at all."""
    manager = manager_of(request)
    channels.set_canary_rule(manager.actor, manager.project, rule=rule_of(body.rule), seen=body.sequence)
    return get_canary(request)
