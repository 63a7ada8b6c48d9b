"""Channels, canaries and plans as the API tells them, and steps and rules as the actions take them."""

from collections.abc import Mapping, Sequence
from typing import Any

from management_api import channel_schemas as schemas
from tenants.insight.rule import RuleError, Verdict, parse_rule
from tenants.insight.sequential import Arm
from tenants.project.channels import CANARY, Canary, Pointer, Scheduled, Step

WHOLE = 100


def steps_of(steps: Sequence[schemas.StepShape]) -> tuple[Step, ...]:
    """Steps for the actions."""
    return tuple(Step(step.at, step.weight) for step in steps)


def rule_of(rule: schemas.RuleShape | None) -> dict[str, Any]:
    """A rule for the actions; empty for none."""
    return rule.model_dump() if rule is not None else {}


def channel_row(pointer: Pointer) -> schemas.ChannelRow:
    """Where a channel points, and what is planned for it."""
    return schemas.ChannelRow(
        channel=pointer.channel,
        release=pointer.release,
        sequence=pointer.sequence,
        updated_at=pointer.updated_at,
        canary=canary_row(pointer.canary) if pointer.canary is not None else None,
        scheduled=plan_rows(pointer),
    )


def canary_row(running: Canary) -> schemas.CanaryRow:
    """The canary that runs."""
    names = ("release", "baseline", "weight", "started_at", "started_by", "changed_at", "changed_by")
    held = {name: getattr(running, name) for name in names}
    return schemas.CanaryRow(**held, steps=_steps(running.steps), rule=_rule(running.rule))


def plan_rows(pointer: Pointer) -> list[schemas.PlanRow]:
    """What is planned for a channel; what begins a canary is told as the channel `canary`."""
    return [plan_row(pointer.channel, each) for each in pointer.scheduled]


def plan_row(channel: str, planned: Scheduled) -> schemas.PlanRow:
    """A move that is planned."""
    return schemas.PlanRow(
        plan=planned.id,
        channel=channel if planned.weight is None else CANARY,
        release=planned.release,
        at=planned.at,
        by=planned.by,
        weight=planned.weight,
        steps=_steps(planned.steps),
        rule=_rule(planned.rule),
    )


def verdict_row(verdict: Verdict) -> schemas.VerdictRow:
    """How a canary stands by its rule."""
    return schemas.VerdictRow(
        canary=_arm(verdict.canary),
        live=_arm(verdict.baseline),
        drop=WHOLE * verdict.finding.drop,
        confidence=WHOLE * verdict.finding.confidence,
        is_early=verdict.is_early,
        is_worse=verdict.is_worse,
    )


def stopped_row(told: Mapping[str, Any]) -> schemas.StoppedRow:
    """A canary that stopped itself."""
    return schemas.StoppedRow(**{name: told[name] for name in schemas.StoppedRow.model_fields})


def _arm(arm: Arm) -> schemas.ArmRow:
    return schemas.ArmRow(conversations=arm.conversations, well=arm.well)


def _steps(steps: Sequence[Step]) -> list[schemas.StepShape]:
    return [schemas.StepShape(at=step.at, weight=step.weight) for step in steps]


def _rule(rule: Mapping[str, Any]) -> schemas.RuleShape | None:
    """A stored rule; one that cannot be followed stops nothing, and is told as none."""
    try:
        return schemas.RuleShape(**parse_rule(rule).stored()) if rule else None
    except RuleError:
        return None
