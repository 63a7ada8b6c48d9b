"""One turn at work: the program, the state being changed, and what has been said and understood so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from omnia.dialogue.compile import CompiledTemplate, Part, Program, Unit
from omnia.dialogue.engine.state import Content, Datum, Run, Session
from omnia.dialogue.events import Heard, Outcome
from omnia.dialogue.expressions import Budget, Expression
from omnia.dialogue.extraction.regions import likely_regions
from omnia.dialogue.extraction.values import EMPTY, Context
from omnia.dialogue.speech import Readback, format_value, speak_value

CHOICES = ("one", "other")
"""Placeholders for the two readings of which the person is asked which one was meant."""


@dataclass(slots=True)
class Turn:
    """What the functions of a turn share.

    `now` is the person's local time; `leading_row` names the flow's text (node, row) that was spoken last before a question.
    """

    program: Program
    session: Session
    now: datetime
    outputs: list[dict[str, Any]] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    expect_more: bool = False
    asked: bool = False
    denied: bool = False
    """A no stood before the words that are being read."""
    leading_row: list[Any] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    """What the turn's conditions may still do."""

    @property
    def is_settled(self) -> bool:
        """Whether the turn has its question, waits for the host, or is the last."""
        return self.asked or self.session.outcome is not None or self.session.pending is not None

    @property
    def locale(self) -> str:
        """The locale that the conversation is held in."""
        return self.program.locale

    @property
    def language(self) -> str:
        """The bare language of the locale."""
        return self.program.locale.split("-", maxsplit=1)[0]

    @property
    def run(self) -> Run:
        """The template run that is active."""
        return self.session.runs[self.session.active]

    @property
    def template(self) -> CompiledTemplate:
        """The template that is active."""
        return self.template_of(self.session.active)

    def template_of(self, name: str) -> CompiledTemplate:
        """The template behind an acquire row's name."""
        return self.program.templates[self.program.acquires[name]]

    @property
    def unit(self) -> Unit:
        """The datum in focus, with its parts."""
        return self.program.unit(self.session.active, self.session.focus)

    @property
    def part(self) -> Part | None:
        """The part in focus, if a part is asked for."""
        return self.unit.part(self.session.focus)

    @property
    def datum(self) -> Datum:
        """The state of the datum in focus."""
        return self.session.datum(self.unit.path)

    def finish(self, outcome: Outcome) -> None:
        """End the conversation."""
        self.session.outcome = outcome
        self.session.pending = None
        self.session.question = None

    def note(self, name: str, unit: Unit, content: Content) -> None:
        """Keep what was understood, for the transcript."""
        self.heard.append(Heard(value_name(self.program, name, unit), content.raw, content.value, content.confidence))


def value_name(program: Program, name: str, unit: Unit) -> str:
    """The name under which a datum is reported: the row's name in a flow, with the unit's path where a template has several."""
    if not program.is_flow:
        return unit.path
    several = len(program.templates[program.acquires[name]].units) > 1
    return f"{name}.{unit.path}" if several else name


def format_of(unit: Unit, content: Content, locale: str) -> str:
    """A value as people write it."""
    return format_value(unit.kind, unit.named(content.value), locale, unit.format)


@dataclass(frozen=True, slots=True)
class _View:
    """Where an expression stands: the turn, and the datum with the answer to a request, if it is about them."""

    turn: Turn
    unit: Unit | None
    content: Content | None
    answer: Any


def scope(
    turn: Turn, expression: Expression, unit: Unit | None = None, content: Content | None = None, answer: Any = None
) -> dict[str, Any]:
    """What an expression may look at: of it, the names that it uses."""
    view = _View(turn, unit, content, answer)
    return {name: _SCOPE[name](view) for name in expression.names}


def _attempts(view: _View) -> int:
    session = view.turn.session
    datum = session.runs[session.active].data.get(view.unit.path) if view.unit and session.active in session.runs else None
    return datum.counters.get("no_match", 0) if datum else 0


def _region(view: _View) -> str:
    return view.turn.session.region or likely_regions(Context(view.turn.locale, view.turn.now))[0]


_SCOPE: Mapping[str, Callable[[_View], Any]] = {
    "value": lambda view: view.content.value if view.content else None,
    "parts": lambda view: view.content.parts if view.content else {},
    "data": lambda view: _data(view.turn),
    "variables": lambda view: view.turn.session.variables,
    "channel": lambda view: view.turn.session.channel,
    "locale": lambda view: view.turn.locale,
    "region": _region,
    "today": lambda view: view.turn.now.date().isoformat(),
    "attempts": _attempts,
    "answer": lambda view: view.answer,
}
"""Each of the names that expressions may use (`expressions.ROOTS`)."""


def _data(turn: Turn) -> dict[str, Any]:
    """The values of the session by name; those of the active template by their key too, whatever the flow calls them."""
    said = everything_said(turn)
    own = {unit.path for unit in turn.template.units} if turn.session.active else set()
    prefix = f"{turn.session.active}."
    local = {
        unit.source.key: held.value for name, unit, held in said if unit.path in own and name in (unit.path, prefix + unit.path)
    }
    return {**local, **{name: held.value for name, _, held in said}}


def everything_said(turn: Turn) -> list[tuple[str, Unit, Content]]:
    """Each datum that anything was said of: its name, its unit, and the best content that there is."""
    found = []
    for name in turn.program.acquires:
        run = turn.session.runs.get(name)
        if run is None:
            continue
        for unit in turn.template_of(name).units:
            datum = run.data.get(unit.path)
            if datum is not None and not datum.best.is_empty:
                found.append((value_name(turn.program, name, unit), unit, datum.best))
    return found


def truth(turn: Turn, expression: Expression | None, unit: Unit | None = None, content: Content | None = None) -> bool:
    """Whether a condition holds; an absent one does."""
    return expression is None or expression.truth(scope(turn, expression, unit, content), turn.budget)


def fill(turn: Turn, name: str, readback: bool = False) -> str:
    """The words for a placeholder: the last input, a datum or a part of one, or a variable; nothing for what is not known."""
    session = turn.session
    if name == "input":
        return session.said
    if session.active and name in CHOICES and turn.datum.choices:
        return _words(turn, turn.unit, turn.datum.choices[CHOICES.index(name)], "plain")
    if session.active:
        for unit in turn.template.units:
            if (words := _datum_words(turn, name, unit.path, unit, session.datum(unit.path).content, readback)) is not None:
                return words
    for known, unit, content in everything_said(turn):
        if (words := _datum_words(turn, name, known, unit, content, False)) is not None:
            return words
    return _plain(turn, session.variables.get(name))


def _datum_words(turn: Turn, name: str, known: str, unit: Unit, content: Content, readback: bool) -> str | None:
    """The words for a datum or one of its parts, if that is what the placeholder names."""
    if name in (known, known.rpartition(".")[2]):
        return _words(turn, unit, content, unit.source.readback if readback else "plain")
    owner, _, key = name.rpartition(".")
    if owner and owner in (known, known.rpartition(".")[2]):
        kind = next((part.kind for part in unit.parts if part.key == key), "")
        return format_value(kind, _parts(content).get(key), turn.locale)
    return None


def _words(turn: Turn, unit: Unit, content: Content, style: Readback) -> str:
    if turn.session.channel == "voice":
        return speak_value(unit.kind, unit.named(content.value), turn.locale, style, unit.format)
    return format_of(unit, content, turn.locale)


def _parts(content: Content) -> Mapping[str, Any]:
    return content.parts or (content.value if isinstance(content.value, Mapping) else EMPTY)


def _plain(turn: Turn, value: Any) -> str:
    return "" if value is None else format_value("", value, turn.locale)
