"""Taking what was found for the datum in focus, once its constraints are kept."""

from __future__ import annotations

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.asking import refuse
from omnia.dialogue.engine.checking import broken_rule, is_filled
from omnia.dialogue.engine.reading import MULTI_CHOICE, Found, merged
from omnia.dialogue.engine.state import Content, Datum
from omnia.dialogue.engine.tallying import note_understood
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.extraction.characters.spelling import without_remark


def take(turn: Turn, unit: Unit, found: Found) -> bool:
    """Take what was found for the datum in focus; False where it breaks a constraint, which has been said then."""
    datum = turn.datum
    datum.choices = []
    content = merged(unit, datum.content, found)
    if unit.source.redefinition == "accumulate" and not unit.parts and unit.kind != MULTI_CHOICE:
        content.value = _accumulated(datum, content)
    turn.note(turn.session.active, unit, Content(_said_parts(found), found.parts, found.raw, found.confidence))
    rule = broken_rule(turn, unit, content)
    if rule is not None:
        refuse(turn, unit, rule, content)
        return False
    if unit.source.confirm.spelling != "never" and without_remark(found.text, turn.language) != found.text:
        # Who says how a name is written is not asked.
        datum.spelled = [unit.path, *(part.path for part in unit.parts)]
    datum.remember(content)
    datum.usable_value_gained()
    datum.counters.pop("ambiguous", None)
    datum.status = "filled" if is_filled(unit, content) else "partial"
    if datum.status == "filled":
        datum.good = content
        note_understood(turn, turn.session.active, unit)
    return True


def _said_parts(found: Found) -> object:
    return dict(found.parts) if found.parts and found.value is None else found.value


def _accumulated(datum: Datum, content: Content) -> list[object]:
    held = datum.content.value if isinstance(datum.content.value, list) else []
    new = content.value if isinstance(content.value, list) else [content.value]
    return [*held, *(item for item in new if item not in held)][:20]
