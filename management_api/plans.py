"""Moves of channels that are planned: listed, made and cancelled. A portal process does them when their time has come."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from management_api import channel_schemas as schemas
from management_api.answers import call, respond
from management_api.auth import manager_of
from management_api.channel_rows import plan_row, plan_rows, rule_of, steps_of
from management_api.documents import UNREADABLE
from management_api.releases import MOVED, require_release
from omnia.infra.problems import Problem
from tenants.actions import channels
from tenants.project import channels as pointers

router = Router(tags=["Releases"])


@call(router, "GET", "/plans", schemas.PlanList)
def list_plans(request: HttpRequest) -> HttpResponse:
    """The moves of channels that are planned; the steps of the canary that runs are in `/canary`."""
    rows = pointers.read_all(manager_of(request).project.ref)
    return respond(schemas.PlanList(items=[plan for row in rows for plan in plan_rows(row)]))


@call(
    router, "POST", "/plans", schemas.PlanRow, status=201,
    problems=UNREADABLE | MOVED | {409: "The time is past or too far, the channel cannot take it, or too much is planned."},
)  # fmt: skip
def plan_move(request: HttpRequest, body: schemas.PlanBody) -> HttpResponse:
    """Have a channel moved to a release at a time, or a canary begin then; until then nothing changes."""
    manager = manager_of(request)
    require_release(manager, body.release)
    planned = channels.schedule(
        manager.actor,
        manager.project,
        channel=body.channel,
        release=body.release,
        at=body.at,
        weight=body.weight,
        steps=steps_of(body.steps),
        rule=rule_of(body.rule),
        seen=body.sequence,
    )
    return respond(plan_row(body.channel, planned), status=201)


@call(router, "DELETE", "/plans/{plan}", schemas.PlanList)
def cancel_plan(request: HttpRequest, plan: str) -> HttpResponse:
    """Do not do what was planned; answers what is planned still."""
    manager = manager_of(request)
    rows = pointers.read_all(manager.project.ref)
    if not any(each.id == plan for row in rows for each in row.scheduled):
        raise Problem("not-found", "Nothing of this id is planned in this project. It was done or cancelled, or never was.")
    channels.cancel_scheduled(manager.actor, manager.project, plan=plan)
    return list_plans(request)
