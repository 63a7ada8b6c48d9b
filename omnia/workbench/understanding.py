"""What stands beside a turn of a simulated conversation: what was understood and by what, what was refused, how data stand."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from omnia.dialogue.compile import CompiledTemplate, Program, Unit
from omnia.dialogue.conversation import Answer
from omnia.dialogue.engine.state import load
from omnia.dialogue.events import Event, Utterance
from omnia.dialogue.parsing import UnknownNode
from omnia.dialogue.replay.rerun import Step, place_of
from omnia.dialogue.trying import Trial, try_words
from omnia.documents.wording import broken, step_name
from omnia.workbench.stepping import datums_of, labels_of, shown_step
from omnia.workbench.trying import rows_of

State = dict[str, Any]
MOST_READINGS = 4
"""Readings of the words that are shown besides the one that was taken."""


class Engine(msgspec.Struct):
    """One recogniser: what it found in the words, or why it does not decide."""

    name: str
    why: str
    found: str = ""
    percent: int | None = None
    decides: bool = False


class Reading(msgspec.Struct):
    """One thing that the words can mean."""

    value: str
    percent: int
    words: str = ""
    name: str = ""


class Standing(msgspec.Struct):
    """How a datum stands after the turn."""

    name: str
    progress: str
    value: str = ""
    counters: str = ""
    is_new: bool = False


class Understanding(msgspec.Struct):
    """What is shown beside one turn."""

    taken: list[Reading]
    others: list[Reading]
    engines: list[Engine]
    refusals: list[str]
    data: list[Standing]
    where: str
    waits_for: str


def beside(
    program: Program,
    event: Event,
    before: tuple[State, Answer],
    after: tuple[State, Answer],
    *,
    now: datetime,
    region: str | None,
) -> Understanding:
    """What a turn came to.

    Args:
        program: what was spoken with.
        event: what the person or the host did.
        before: the state and the answer before it.
        after: those after it.
        now: the person's time.
        region: the country that phone numbers and the like are read for.
    """
    earlier = Step(0, now, None, (), before[1], before[0], None, None)
    step = Step(1, now, event, (), after[1], after[0], place_of(program, before[0]), place_of(program, after[0]))
    told = shown_step(program, step, earlier)
    counters = dict(_counters(program, step))
    data = [Standing(row.name, row.progress, row.value, counters.get(row.name, ""), row.is_new) for row in told.data]
    taken = [Reading(item.value, item.percent, item.words, item.name) for item in told.understood]
    trial, unit = _tried(program, event, before[0], step, now, region)
    return Understanding(
        taken,
        _others(trial, {item.value for item in told.understood}),
        _engines(trial, event, program),
        list(_refusals(trial, unit)),
        data,
        told.where,
        told.waits_for,
    )


def _tried(
    program: Program, event: Event, state: State, step: Step, now: datetime, region: str | None
) -> tuple[Trial | None, Unit | None]:
    """What the recognisers of the datum that was asked for make of the words; nothing of an answer to a read-back."""
    if not isinstance(event, Utterance) or step.before is None or step.before.mode != "asking":
        return None, None
    session = load(state)
    unit = program.unit(session.active, session.focus)
    template: CompiledTemplate = program.templates[program.acquires[session.active]]
    try:
        return try_words(template, session.focus, event.text, now=now, region=region), unit
    except UnknownNode:
        return None, unit


def _others(trial: Trial | None, taken: set[str]) -> list[Reading]:
    """What the words can mean besides, best first."""
    found = trial.answer.matches if trial is not None else []
    readings = [Reading(str(row["formatted"]), round(float(row["confidence"]) * 100), str(row["raw"])) for row in found]
    return [reading for reading in readings if reading.value not in taken][:MOST_READINGS]


def _engines(trial: Trial | None, event: Event, program: Program) -> list[Engine]:
    if trial is None or not isinstance(event, Utterance):
        return []
    rows = rows_of(trial, event.text, program.locale)
    return [Engine(row.name, row.why, row.value, row.percent, row.state == "decides") for row in rows]


def _refusals(trial: Trial | None, unit: Unit | None) -> Iterator[str]:
    """Which rules the words break, and with what."""
    if trial is None or unit is None:
        return
    rules = {rule.key: rule.type for rule in unit.source.constraints}
    for row in trial.answer.violations:
        name = str(row["constraint"])
        told = broken(rules.get(name, name), name)
        yield _("%(rule)s: “%(words)s”") % {"rule": told, "words": row["raw"]} if row.get("raw") else told


def _counters(program: Program, step: Step) -> Iterator[tuple[str, str]]:
    """How often each step of a datum was played, by what the datum is called."""
    labels = labels_of(program)
    for name, datum in datums_of(program, step):
        played = [f"{step_name(each.rpartition('.')[2])} {times}" for each, times in sorted(datum.counters.items()) if times]
        yield labels.get(name, name), ", ".join(played)
