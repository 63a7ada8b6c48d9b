"""Keeping private data out of transcripts: values and words of data whose template says `privacy: redact`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from omnia.dialogue.compile import Program, Unit
from omnia.dialogue.engine.plain import MAX_TEXT
from omnia.dialogue.engine.state import load
from omnia.dialogue.engine.turn import value_name
from omnia.dialogue.events import Heard
from omnia.dialogue.speech import Readback, format_value, speak_value

HIDDEN = "•••"
"""What stands in a transcript where a private datum was."""

READBACKS: tuple[Readback, ...] = ("plain", "spelled", "grouped")

MIN_WORD = 2
"""Shorter words of a private value are left: hiding every `a` would hide nothing else."""


def _private_units(program: Program) -> dict[str, Unit]:
    if not program.has_private:
        return {}
    return {
        value_name(program, name, unit): unit
        for name, key in program.acquires.items()
        for unit in program.templates[key].units
        if unit.is_private
    }


def redact_values(program: Program, values: dict[str, Any]) -> dict[str, Any]:
    """The values of an answer with private ones hidden; that a datum was given, and how surely, stays visible."""
    private = _private_units(program)
    return {
        name: {**entry, "value": HIDDEN, "raw": HIDDEN, "formatted": HIDDEN} if name in private else entry
        for name, entry in values.items()
    }


def redact_text(program: Program, state: dict[str, Any] | bytes, text: str, heard: Sequence[Heard] = ()) -> str:
    """A text as a transcript may keep it: words of private data are hidden.

    `state` is the state before the words were said. While a private datum is asked for, words that were not understood
    are hidden altogether, since they may be that datum half heard.
    """
    private = _private_units(program)
    if not private:
        return text
    said = [item.raw for item in heard if item.node in private]
    if not said and _asks_private(program, state, set(private)):
        return HIDDEN
    for raw in said:
        text = text.replace(raw, HIDDEN) if raw in text else HIDDEN
    return text


def redact_spoken(program: Program, values: dict[str, Any], text: str) -> str:
    """A text that was spoken to the person, with the private values that it reads back hidden."""
    private = _private_units(program)
    if not private:
        return text
    held = {name: entry for name, entry in values.items() if name in private}
    if held and len(text) >= MAX_TEXT:
        # It was cut off, perhaps in the middle of a value.
        return HIDDEN
    for name, entry in held.items():
        for form in _forms(private[name], entry, program.locale):
            text = text.replace(form, HIDDEN)
    return text


def words_before(state: dict[str, Any] | bytes) -> str:
    """The person's last words as a conversation remembers them, which its texts may repeat."""
    return load(state).said


def is_private_question(program: Program, source: Mapping[str, Any]) -> bool:
    """Whether a message asks which of two readings of a private datum was meant: they are no values yet, and not to be kept."""
    if source.get("step") != "ambiguous" or not program.has_private:
        return False
    template = next((each for each in program.templates.values() if each.key == source.get("template")), None)
    return template is not None and template.unit(str(source.get("node"))).is_private


def _forms(unit: Unit, entry: dict[str, Any], locale: str) -> list[str]:
    """Every way in which a value may be written or spoken, longest first."""
    value = entry.get("value")
    forms = [str(entry.get(key) or "") for key in ("formatted", "raw")]
    forms += [speak_value(unit.kind, unit.named(value), locale, style, unit.format) for style in READBACKS]
    kinds = {part.key: part.kind for part in unit.parts}
    for key, part in _pieces(unit.named(value)):
        if part is not None:
            forms += [str(part), format_value(kinds.get(key, ""), part, locale)]
    whole = {" ".join(form.split()) for form in forms} | set(forms)
    return sorted((form for form in whole if len(form) >= MIN_WORD), key=len, reverse=True)


def _pieces(value: Any) -> list[tuple[str, Any]]:
    """The parts of a value by their names, or its items."""
    if isinstance(value, dict):
        return list(value.items())
    return [("", item) for item in value] if isinstance(value, list) else [("", value)]


def _asks_private(program: Program, state: dict[str, Any] | bytes, private: set[str]) -> bool:
    session = load(state)
    if not session.active or session.mode == "confirming":
        return False
    template = program.templates[program.acquires[session.active]]
    return bool(session.focus) and value_name(program, session.active, template.unit(session.focus)) in private
