"""Data that are done already: corrected in passing (`actually my surname is Lopes`), or gone back to (`my name is wrong`)."""

from __future__ import annotations

from collections.abc import Iterator

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.asking import ask
from omnia.dialogue.engine.checking import broken_rule, is_filled
from omnia.dialogue.engine.implied import OPEN_KINDS
from omnia.dialogue.engine.reading import Found, Hypothesis, merged
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.tallying import note_corrected
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.extraction.answers.commands import names_wrong_part
from omnia.dialogue.extraction.answers.reactions import without_taking_back
from omnia.dialogue.extraction.answers.yes_no import read_confirmation
from omnia.dialogue.extraction.registry import kind_info
from omnia.dialogue.extraction.text.phrases import words_of
from omnia.dialogue.texts import locale_chain

SHORTEST_LABEL = 4
"""Letters of a label's word that names its datum alone: `name` of `Full name`."""

Place = tuple[str, Unit]
"""The name of a run, and one of its units."""


def correct_earlier(turn: Turn, text: str) -> bool:
    """`No, I meant the 13th` corrects the datum before, `actually my surname is Lopes` any that is done and may be so."""
    leading = read_confirmation(text, turn.language)
    denies = leading.polarity is False and bool(leading.rest)
    rest = leading.rest if denies else without_taking_back(text, turn.language)
    if not rest:
        return False
    return any(_correct(turn, place, rest, is_last=number == 0) for number, place in enumerate(_done(turn)))


def _done(turn: Turn) -> Iterator[Place]:
    """The data that are done, the last one first; of other runs than the active one only the last."""
    last = turn.session.last
    places = [
        (name, unit)
        for name, run in turn.session.runs.items()
        for unit in turn.template_of(name).units
        if [name, unit.path] == last or (name == turn.session.active and _is_done(turn, name, unit))
        if run.data.get(unit.path) is not None
    ]
    yield from sorted(places, key=lambda place: [place[0], place[1].path] != last)


def _is_done(turn: Turn, name: str, unit: Unit) -> bool:
    datum = turn.session.runs[name].data.get(unit.path)
    return datum is not None and datum.status == "done"


def _correct(turn: Turn, place: Place, text: str, *, is_last: bool) -> bool:
    name, unit = place
    datum = turn.session.runs[name].data[unit.path]
    sure = kind_info(unit.kind).sure if kind_info(unit.kind).rank is not None else None
    if sure is None:
        return False
    found = heed(turn, unit, None, datum.content, [Hypothesis(text)]).found
    if found is None or (found.confidence < sure and not (is_last and unit.kind not in OPEN_KINDS)):
        return False
    content = merged(unit, datum.content, found)
    if not is_filled(unit, content) or broken_rule(turn, unit, content) is not None:
        return False
    datum.remember(content)
    datum.good, datum.confirmed = content, False
    note_corrected(turn, name, unit)
    turn.note(name, unit, _content_of(found))
    return True


def _content_of(found: Found) -> Content:
    return Content(found.value, found.parts, found.raw, found.confidence)


# --- going back --------------------------------------------------------------------------------------------------------


def go_back(turn: Turn) -> bool:
    """Ask the datum before once more; False where there is none in the active template."""
    last = turn.session.last
    if not last or last[0] != turn.session.active:
        return False
    _reopen(turn, turn.template.unit(last[1]))
    return True


def reopen_wrong(turn: Turn, text: str) -> bool:
    """`My name is wrong`: ask that datum once more; False where none that is done is called wrong."""
    labels = {unit.path: list(_labels(turn, unit)) for unit in turn.template.units if _is_done(turn, turn.session.active, unit)}
    path = names_wrong_part(text, turn.language, labels) if labels else None
    if path is None:
        return False
    _reopen(turn, turn.template.unit(path))
    return True


def _labels(turn: Turn, unit: Unit) -> Iterator[str]:
    """What people call a datum: its label, and the label's own words."""
    for name in locale_chain(turn.locale, turn.language):
        if label := unit.source.label.get(name):
            yield label
            yield from (word for word in words_of(label).split() if len(word) >= SHORTEST_LABEL)


def _reopen(turn: Turn, unit: Unit) -> None:
    """Ask for a datum again; what it held is kept until something better is said."""
    datum = turn.session.datum(unit.path)
    datum.status, datum.confirmed = "rejected", False
    note_corrected(turn, turn.session.active, unit)
    turn.session.mode = "correcting"
    ask(turn, unit.path, "start", 1)
