"""Asking how a name is spelled that sounds like one written otherwise, and understanding the answer.

It is asked on the telephone, once for each part, when the sound of the name is right: a yes to `Clark` may have been meant for
`Clarke`. Whoever does not spell it keeps the name as it was heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.asking import ask, ladder_of
from omnia.dialogue.engine.implied import is_meant
from omnia.dialogue.engine.read_back_parts import corrected_part
from omnia.dialogue.engine.reading import Found, Hypothesis, merged, take_early
from omnia.dialogue.engine.state import Content, Datum
from omnia.dialogue.engine.taking import take
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.extraction.answers.yes_no import read_confirmation
from omnia.dialogue.extraction.characters.spelling import without_remark
from omnia.dialogue.extraction.people.same_sounding import has_other_spelling, is_same_sound, is_spelled_in

STEP = "spelling"


def ask_spelling(turn: Turn, unit: Unit, datum: Datum) -> bool:
    """Ask for the spelling of the first name that may be written otherwise; False where none may be, or it was asked."""
    if unit.source.confirm.spelling == "never" or turn.session.channel != "voice":
        return False
    for path, key, name in _names(unit, datum.content):
        if path not in datum.spelled and ladder_of(turn, path, STEP) is not None and _may_be_otherwise(turn, unit, key, name):
            datum.spelled = [*datum.spelled, path]
            turn.session.mode = "asking"
            ask(turn, path, STEP, 1)
            return True
    return False


def _names(unit: Unit, content: Content) -> Iterator[tuple[str, str, str]]:
    """The names of a value: the path that each is asked for at, the key of its part (empty: it is the whole), and the name."""
    named = [(part.path, part.key, content.parts.get(part.key)) for part in unit.parts] or [(unit.path, "", content.value)]
    yield from ((path, key, name) for path, key, name in named if isinstance(name, str) and name)


def _may_be_otherwise(turn: Turn, unit: Unit, key: str, name: str) -> bool:
    """Whether a name that nobody spelled has another spelling: a common one, or one that was heard as well."""
    language, datum = turn.language, turn.datum
    if is_spelled_in(datum.content.raw, name, language):
        return False
    return has_other_spelling(name, language) or any(is_same_sound(name, rival, language) for rival in _rivals(turn, unit, key))


def _rivals(turn: Turn, unit: Unit, key: str) -> Iterator[str]:
    """What the other transcriptions of the last attempt hold for a name."""
    for item in turn.datum.attempts[-1] if turn.datum.attempts else ():
        found = heed(turn, unit, None, Content(), [Hypothesis(item.text)]).found
        name: Any = found and (found.parts.get(key) if key else found.value)
        if isinstance(name, str):
            yield name


def is_spelling_asked(turn: Turn) -> bool:
    """Whether the open question is for a spelling."""
    question = turn.session.question
    return question is not None and question.step == STEP and turn.session.mode == "asking"


def hear_spelling(turn: Turn, heard: Sequence[Hypothesis]) -> None:
    """Take an utterance as the answer: letters of the same sound settle it, another name is taken like any answer.

    A yes, and words that answer another question, leave the name as it was heard.
    """
    unit, part, datum = turn.unit, turn.part, turn.datum
    found = heed(turn, unit, part, datum.content, heard).found
    name = _name_in(part, found)
    if found is None or (not is_spelled_in(found.text, name, turn.language) and _is_same(turn, part, name)):
        found = corrected_part(turn, unit, heard[0].text) or found
        name = _name_in(part, found)
    told = found is not None and (is_spelled_in(found.text, name, turn.language) or _is_remarked(turn, found.text))
    if found is not None and not _is_same(turn, part, name) and (told or is_meant(turn, unit, found, heard)):
        take(turn, unit, found)
    elif found is not None and told and _is_same(turn, part, name):
        _settle(turn, merged(unit, datum.content, found))
    elif not read_confirmation(heard[0].text, turn.language).polarity and not take_early(turn, heard[0].text, unit):
        ask_spelling_again(turn)


def _is_remarked(turn: Turn, text: str) -> bool:
    """Whether a remark tells how a name is written: `Schmidt mit d t`."""
    return without_remark(text, turn.language) != text


def _name_in(part: Part | None, found: Found | None) -> str:
    name = (found.parts.get(part.key) if part is not None else found.value) if found is not None else None
    return name if isinstance(name, str) else ""


def _is_same(turn: Turn, part: Part | None, name: str) -> bool:
    """Whether a name is the one that was asked about, however it is written."""
    content = turn.datum.content
    held = content.parts.get(part.key) if part is not None else content.value
    return not name or name == held or is_same_sound(str(held), name, turn.language)


def _settle(turn: Turn, content: Content) -> None:
    """The sound was right before, and is the same: the letters need no further yes."""
    if content.value != turn.datum.content.value:
        turn.datum.remember(content)
    turn.note(turn.session.active, turn.unit, content)


def ask_spelling_again(turn: Turn) -> None:
    """Ask once more, in other words; past the last level the name stays as it was heard."""
    question = turn.session.question
    ladder = ladder_of(turn, turn.session.focus, STEP)
    if question is not None and ladder is not None and question.level < len(ladder.levels):
        ask(turn, question.path, STEP, question.level + 1)
