"""Hearing the reaction to a read-back: yes, no with or without the right value, the right value alone, or which part is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.answering import ask_again_as_irrelevant
from omnia.dialogue.engine.asking import ask, react
from omnia.dialogue.engine.breaths import go_on_with_number
from omnia.dialogue.engine.checking import broken_rule
from omnia.dialogue.engine.choosing import settle
from omnia.dialogue.engine.implied import differs, is_meant, is_whole
from omnia.dialogue.engine.read_back_parts import corrected_part
from omnia.dialogue.engine.reading import Found, Hypothesis, context, merged, rest_of, take_early
from omnia.dialogue.engine.speaking import say_phrase
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.tallying import note_corrected
from omnia.dialogue.engine.turn import Turn, format_of
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.extraction.answers.commands import named_part, names_wrong_part
from omnia.dialogue.extraction.answers.reactions import denies_further_on, exception_in, is_doubtful, is_only_doubt
from omnia.dialogue.extraction.answers.signs import asks_back, is_contradictory
from omnia.dialogue.extraction.answers.yes_no import read_confirmation, recognise_yes_no
from omnia.dialogue.extraction.registry import compose
from omnia.dialogue.texts import locale_chain

GUARDED = ("first_wins", "explicit_correction")
"""Redefinitions that need a no before a value is replaced."""


def hear_confirmation(turn: Turn, heard: Sequence[Hypothesis]) -> None:
    """Take an utterance as the reaction to a read-back. Only a yes that excepts, doubts and denies nothing confirms it."""
    text = heard[0].text
    sign = read_confirmation(text, turn.language).polarity
    excepted = _exception(turn, text) if sign is not False else None
    if excepted is not None:
        _agreed_in_part(turn, heard, excepted)
    elif is_contradictory(text, turn.language):
        _contradicted(turn, heard)
    elif sign is False:
        rests = [read_confirmation(item.text, turn.language).rest or item.text for item in heard]
        has_rest = bool(read_confirmation(text, turn.language).rest)
        _denied(turn, [replace(item, text=rest) for rest, item in zip(rests, heard, strict=True)], has_rest)
    elif sign and not _is_doubted(turn, text):
        _agreed(turn, [replace(heard[0], text=read_confirmation(text, turn.language).rest)])
    else:
        _neither(turn, heard)


def _exception(turn: Turn, text: str) -> str | None:
    """What a reaction excepts; the prompt is only filled where it seems to except something."""
    if exception_in(text, turn.language) is None:
        return None
    return exception_in(text, turn.language, format_of(turn.unit, turn.datum.content, turn.locale))


def _is_doubted(turn: Turn, text: str) -> bool:
    return is_doubtful(text, turn.language) or asks_back(text, turn.language)


def confirm(turn: Turn) -> None:
    """The value is right."""
    turn.datum.status = "confirmed"
    turn.session.mode = "asking"


def ask_yes_or_no(turn: Turn) -> None:
    """Read back once more, and ask for a clear answer; it counts as not understood."""
    place = len(turn.outputs)
    react(turn, "no_match")
    if turn.asked and len(turn.unit.ladders["confirmation"].levels) == 1:
        # A read-back with several levels asks for it in its own words.
        own = len(turn.outputs)
        say_phrase(turn, "yes_or_no")
        turn.outputs[place:place] = [turn.outputs.pop(own)]


def _agreed(turn: Turn, rest: Sequence[Hypothesis]) -> None:
    """Yes; what is said after it is heard as well: another value of the datum corrects it, values for other data are kept."""
    unit, text = turn.unit, rest[0].text
    if not text.strip():
        confirm(turn)
        return
    for _, _, content in take_early(turn, text, unit):
        text = text.replace(content.raw, " ")
    found = _differing(turn, unit, [replace(rest[0], text=text)])
    if found is not None and unit.source.redefinition not in GUARDED:
        correct(turn, unit, found)
    elif denies_further_on(text, turn.language):
        ask_yes_or_no(turn)
    else:
        confirm(turn)


def _agreed_in_part(turn: Turn, heard: Sequence[Hypothesis], excepted: str) -> None:
    """Yes, but: what is excepted is put right, or its part asked for; where neither is understood, what is wrong is asked."""
    unit, text = turn.unit, heard[0].text
    turn.denied = True
    part = corrected_part(turn, unit, excepted)
    if part is not None and differs(turn, unit, part):
        correct(turn, unit, part)
        return
    if _ask_wrong_part(turn, unit, text, excepted):
        return
    tails = [replace(item, text=tail) for item in heard if (tail := exception_in(item.text, turn.language))]
    found = (_differing(turn, unit, tails) if tails else None) or _differing(turn, unit, heard)
    if found is not None:
        correct(turn, unit, found)
        take_early(turn, rest_of(found.text, found), unit)
    elif take_early(turn, excepted, unit):
        ask_again_as_irrelevant(turn)
    else:
        refuse_value(turn)


def _contradicted(turn: Turn, heard: Sequence[Hypothesis]) -> None:
    """Yes and no at once: only another value says what is meant."""
    rests = [replace(item, text=read_confirmation(item.text, turn.language).rest) for item in heard]
    found = _differing(turn, turn.unit, [item for item in rests if item.text])
    if found is not None:
        correct(turn, turn.unit, found)
    else:
        ask_yes_or_no(turn)


def _denied(turn: Turn, rest: Sequence[Hypothesis], has_rest: bool) -> None:
    unit = turn.unit
    turn.denied = True
    if has_rest:
        found = heed(turn, unit, None, turn.datum.content, rest).found
        if found is not None and not is_only_doubt(found.raw, turn.language):
            correct(turn, unit, found)
            take_early(turn, rest_of(rest[0].text, found), unit)
            return
        part = corrected_part(turn, unit, rest[0].text)
        if part is not None and differs(turn, unit, part):
            correct(turn, unit, part)
            return
        if _ask_wrong_part(turn, unit, rest[0].text):
            return
    refuse_value(turn)


def refuse_value(turn: Turn) -> None:
    """A plain no: the value is kept until a better one comes, and the right one is asked for; one put right or guessed is not."""
    datum = turn.datum
    datum.status = "rejected"
    note_corrected(turn, turn.session.active, turn.unit)
    if datum.content.is_unsure:
        datum.good = None
        datum.remember(Content())
    turn.session.mode = "correcting"
    turn.session.focus = turn.unit.path
    react(turn, "not_confirmed")


def _neither(turn: Turn, heard: Sequence[Hypothesis]) -> None:
    """No yes or no at the start: a wrong part, the rest of a number, a value, a yes or no further on, something else, a miss."""
    unit, text = turn.unit, heard[0].text
    if _ask_wrong_part(turn, unit, text) or go_on_with_number(turn, unit, heard):
        return
    found = heed(turn, unit, None, turn.datum.content, heard).found
    if found is not None and not differs(turn, unit, found):
        _said_again(turn, unit, found)
    elif found is not None and unit.source.redefinition not in GUARDED and is_meant(turn, unit, found, heard):
        correct(turn, unit, found)
        take_early(turn, rest_of(text, found), unit)
    elif (polarity := _polarity(turn, text)) is not None:
        if polarity:
            confirm(turn)
        else:
            refuse_value(turn)
    elif take_early(turn, text, unit):
        ask_again_as_irrelevant(turn)
    else:
        react(turn, "no_match")


def _said_again(turn: Turn, unit: Unit, found: Found) -> None:
    """The value that was read back: a yes, if it is all of it, and nothing beside it denies or doubts it."""
    rest = rest_of(found.text, found)
    doubted = _is_doubted(turn, found.text) or denies_further_on(rest, turn.language)
    if doubted or not is_whole(unit, turn.datum.content, found):
        ask_yes_or_no(turn)
        return
    confirm(turn)
    take_early(turn, rest, unit)


def restates(turn: Turn, heard: Hypothesis) -> bool:
    """Whether an utterance says what was read back, or a part of it, and nothing else."""
    found = heed(turn, turn.unit, None, turn.datum.content, [heard]).found
    return found is not None and not differs(turn, turn.unit, found)


def _polarity(turn: Turn, text: str) -> bool | None:
    matches = recognise_yes_no(text, context(turn)).matches
    polarity: bool | None = matches[0].value if matches else None
    return None if polarity and _is_doubted(turn, text) else polarity


def correct(turn: Turn, unit: Unit, found: Found) -> None:
    """Put a corrected value in the place of the one that was read back; it is read back again."""
    turn.session.mode = "asking"
    turn.session.focus = unit.path
    note_corrected(turn, turn.session.active, unit)
    settle(turn, unit, found)


def _differing(turn: Turn, unit: Unit, heard: Sequence[Hypothesis]) -> Found | None:
    """Another value than the one read back, where the words mean one."""
    found = heed(turn, unit, None, turn.datum.content, heard).found if heard else None
    return found if found is not None and differs(turn, unit, found) and is_meant(turn, unit, found, heard) else None


def _ask_wrong_part(turn: Turn, unit: Unit, text: str, excepted: str = "") -> bool:
    """`The year is wrong`: ask for that part; its value is taken away, and the whole one that was good is remembered.

    Of what is `excepted` from a yes the name of the part is enough.
    """
    labels = {part.key: _labels(turn, part.source.label, part.key) for part in unit.parts}
    if not labels:
        return False
    key = names_wrong_part(text, turn.language, labels) or (named_part(excepted, labels) if excepted else None)
    if key is None:
        return False
    datum = turn.datum
    # "The year is wrong, it's 1981" says the right one as well.
    found = heed(turn, unit, None, datum.content, [Hypothesis(text)]).found
    if found is not None and key in found.parts and broken_rule(turn, unit, merged(unit, datum.content, found)) is None:
        correct(turn, unit, found)
        return True
    kept = {name: value for name, value in datum.content.parts.items() if name != key}
    datum.content = Content(compose(unit.kind, kept), kept, datum.content.raw, datum.content.confidence)
    datum.status = "rejected"
    note_corrected(turn, turn.session.active, unit)
    turn.session.mode = "correcting"
    ask(turn, f"{unit.path}.{key}", "start", 1)
    return True


def _labels(turn: Turn, label: dict[str, str], key: str) -> list[str]:
    said = [label[name] for name in locale_chain(turn.locale, turn.language) if name in label]
    return [*said, key]
