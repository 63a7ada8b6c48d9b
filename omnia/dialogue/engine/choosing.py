"""Asking which of two readings was meant, and understanding the answer: one of them, a part of one, its place, another value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.asking import ask, react
from omnia.dialogue.engine.reading import Found, Hypothesis, best, context, merged, read
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.taking import take
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.extraction.answers.yes_no import read_confirmation
from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.text.phrases import phrase_pattern, words_of
from omnia.dialogue.template import Ambiguity

CHOSEN = 0.95
"""Confidence of a reading that the person has chosen."""


def settle(turn: Turn, unit: Unit, found: Found) -> None:
    """Take a value, or ask which one was meant where the words have two readings and the contract says `ask`.

    Without a step for the question the likelier reading is taken and has to be confirmed.
    """
    if not (found.others and unit.asks_back):
        take(turn, unit, found)
    elif "ambiguous" in unit.ladders:
        held = turn.datum.content
        turn.datum.choices = [merged(unit, held, each) for each in (found, found.others[0])]
        turn.session.mode = "asking"
        ask_which_again(turn, unit)
    else:
        take(turn, unit, replace(_not_refused(turn, unit, found), is_unsure=True))


def _not_refused(turn: Turn, unit: Unit, found: Found) -> Found:
    """The likeliest reading that the person has not refused yet."""
    datum = turn.datum
    readings = (found, *found.others)
    return next((each for each in readings if merged(unit, datum.content, each).value not in datum.history), found)


def ask_which_again(turn: Turn, unit: Unit) -> None:
    """Ask which reading was meant; past the last level the choice is dropped, and what was said counts as not understood."""
    datum = turn.datum
    count = datum.counters.get("ambiguous", 0) + 1
    datum.counters["ambiguous"] = count
    if count > unit.source.limits.get("ambiguous", len(unit.ladders["ambiguous"].levels)):
        datum.choices = []
        del datum.counters["ambiguous"]
        react(turn, "no_match")
    else:
        ask(turn, unit.path, "ambiguous", count)


def hear_choice(turn: Turn, heard: Sequence[Hypothesis]) -> bool:
    """React to the answer to such a question; False where another value was said, which is heard like any answer."""
    unit, datum = turn.unit, turn.datum
    places = _by_place(turn, heard[0].text) | _by_value(turn, unit, heard)
    if len(places) == 1:
        choose(turn, places.pop(), heard[0])
    elif not places and heed(turn, unit, None, datum.content, heard).found is not None:
        datum.choices = []
        return False
    elif not places and read_confirmation(heard[0].text, turn.language).polarity is False:
        datum.choices = []
        ask(turn, unit.path, "start", 1)
    else:
        ask_which_again(turn, unit)
    return True


def choose(turn: Turn, place: int, heard: Hypothesis) -> None:
    """Take the reading that was chosen."""
    content = turn.datum.choices[place]
    take(turn, turn.unit, Found(content.value, content.parts, content.raw, (0, len(heard.text)), CHOSEN, heard.text))


def _by_place(turn: Turn, text: str) -> set[int]:
    """`The first one`, `the second`."""
    words = words_of(text)
    said = pack(turn.language).answers.either
    return {place for place, phrases in enumerate((said.first, said.second)) if phrase_pattern(phrases).search(words)}


def _by_value(turn: Turn, unit: Unit, heard: Sequence[Hypothesis]) -> set[int]:
    """The choice that agrees with what was said, alone (`April`) or after the first words (`in the morning`).

    Both, where the same words of two readings are said again.
    """
    choices = turn.datum.choices
    for item in heard:
        for text in (item.text, f"{choices[0].raw} {item.text}"):
            found = best(turn, unit, read(turn, unit, text), Hypothesis(text))
            said = (found, *found.others) if found is not None else ()
            agreeing = {place for place, choice in enumerate(choices) if _agrees(choice, said)}
            if len(agreeing) == 1 or (agreeing and text == item.text):
                return agreeing
    return set()


def _agrees(choice: Content, said: Iterable[Found]) -> bool:
    """Whether one of the readings of an answer says nothing else than a choice does."""
    return any(found.parts.items() <= choice.parts.items() if found.parts else found.value == choice.value for found in said)


def ask_which_part(turn: Turn, unit: Unit, found: Found) -> bool:
    """A lone number that could be one part or another is not guessed: the first of them is asked for. That is no miss."""
    ambiguity = unit.source.contract.ambiguity if unit.source.contract else None
    if ambiguity is None or not unit.asks_back or not _is_for_several_parts(turn, ambiguity, found):
        return False
    first = next(part for part in unit.parts if part.key in ambiguity.parts)
    ask(turn, first.path, "start", 1)
    return True


def _is_for_several_parts(turn: Turn, ambiguity: Ambiguity, found: Found) -> bool:
    """Whether a number was said that could fill several parts, none of them known."""
    if not turn.datum.content.is_empty or len(found.parts) != 1:
        return False
    (key, value), *_ = found.parts.items()
    small = isinstance(value, int) and ambiguity.minimum <= value <= ambiguity.maximum
    return small and key in ambiguity.parts and _is_bare_number(turn, found)


def _is_bare_number(turn: Turn, found: Found) -> bool:
    """Nothing but a cardinal: `five`, not `the 5th` and not `il 5`, which are days."""
    said = found.text.strip(" .,!?;")
    if said.casefold() != found.raw.strip(" .,!?;").casefold():
        return False
    return said.isdigit() or any(
        match.value == next(iter(found.parts.values())) for match in recognise("number", said, context(turn)).matches
    )
