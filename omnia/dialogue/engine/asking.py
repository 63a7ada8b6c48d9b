"""Putting questions: a step of a datum or part, the same once more, and the reactions when an answer did not help."""

from __future__ import annotations

from omnia.dialogue.compile import Ladder, Rule, Unit
from omnia.dialogue.engine.checking import missing_parts
from omnia.dialogue.engine.speaking import play, replay, row_source, say, say_phrase
from omnia.dialogue.engine.state import Content, Datum, Question
from omnia.dialogue.engine.tallying import note_asked, note_given_up, note_miss, note_reprompt
from omnia.dialogue.engine.turn import Turn, truth
from omnia.dialogue.extraction.registry import compose

MIN_CONFIRMATION_TRIES = 3
"""Times that a read-back is repeated before it counts as failed, however few levels it has."""


def ladder_of(turn: Turn, path: str, step: str) -> Ladder | None:
    """The levels that serve a step of a unit or part: its own, its unit's, or a fall-back's."""
    unit = turn.template.unit(path)
    part = unit.part(path)
    own = part.ladders.get(step) if part else None
    return own or unit.ladders.get(step)


def ask(turn: Turn, path: str, step: str, number: int) -> None:
    """Put a question: the level of a step, the last one where there are fewer."""
    turn.session.focus = path
    ladder = ladder_of(turn, path, step) or ladder_of(turn, path, "start")
    if ladder is None:
        return
    number = min(max(number, 1), len(ladder.levels))
    turn.asked = True
    note_asked(turn, step)
    turn.session.question = Question(path, ladder.step, number, turn.leading_row)
    play(turn, ladder.levels[number - 1], path, ladder, number)


def ask_again(turn: Turn) -> None:
    """Repeat the open question as it was put, with the text of the flow that led to it."""
    question = turn.session.question
    if question is None:
        return
    turn.asked = True
    if question.row:
        node, row = question.row
        act = turn.program.stops[node].rows[row]
        if act.text is not None:
            say(turn, act.text, row_source(turn, node, act))
    ladder = ladder_of(turn, question.path, question.step)
    if ladder is not None:
        number = min(question.level, len(ladder.levels))
        replay(turn, ladder.levels[number - 1], question.path, ladder, number)


def ask_afresh(turn: Turn) -> None:
    """Put the open question in its first words, after something that was no miss."""
    question = turn.session.question
    if question is not None and turn.session.mode != "confirming" and question.step != "spelling":
        turn.session.question = Question(turn.session.focus, "start", 1, question.row)
    ask_again(turn)


def counter_key(turn: Turn, step: str) -> str:
    """The name under which a step is counted: steps of a part and of a read-back have counters of their own."""
    if turn.session.mode == "confirming":
        return f"confirmation.{step}"
    part = turn.part
    return f"{part.key}.{step}" if part else step


def react(turn: Turn, step: str) -> None:
    """Play the next level of `no_match`, `no_input` or `not_confirmed`; past the last, give up as the datum says."""
    unit, datum = turn.unit, turn.datum
    key = counter_key(turn, step)
    count = datum.counters.get(key, 0) + 1
    datum.counters[key] = count
    ladder = ladder_of(turn, turn.session.focus, step)
    levels = len(ladder.levels) if ladder else 1
    if turn.session.mode == "confirming":
        confirmation = unit.ladders["confirmation"]
        limit = unit.source.limits.get("confirmation", max(MIN_CONFIRMATION_TRIES, len(confirmation.levels)))
        if count > limit:
            give_up(turn)
        else:
            ask(turn, unit.path, "confirmation", count + 1)
        return
    note_miss(turn, step)
    if count > unit.source.limits.get(step, levels):
        give_up(turn)
    else:
        note_reprompt(turn, step, count)
        ask(turn, turn.session.focus, step, count)


def refuse(turn: Turn, unit: Unit, rule: Rule, content: Content) -> None:
    """Say which constraint is broken; the parts that it blames are asked again, and a value that was good before stays."""
    session, datum = turn.session, session_datum(turn, unit)
    step = f"invalid:{rule.source.key}"
    count = datum.counters.get(step, 0) + 1
    datum.counters[step] = count
    if datum.good is not None:
        datum.content, datum.status, session.mode = datum.good, "rejected", "correcting"
    else:
        datum.content, datum.status = without_blamed(unit, rule, content), "invalid"
        session.mode = "asking"
    missing = missing_parts(unit, datum.content) if not datum.content.is_empty else []
    path = missing[0].path if missing else unit.path
    session.focus = path
    ladder = ladder_of(turn, path, step)
    note_miss(turn, step)
    if count > unit.source.limits.get(step, unit.source.limits.get("invalid", _invalid_limit(ladder, step))):
        give_up(turn)
    else:
        note_reprompt(turn, step, count)
        ask(turn, path, step, count)


def _invalid_limit(ladder: Ladder | None, step: str) -> int:
    """A constraint's own levels are its limit; where another step stands in, it may be broken a few times."""
    own = ladder is not None and ladder.step == step
    return max(len(ladder.levels) if own and ladder else 0, MIN_CONFIRMATION_TRIES)


def without_blamed(unit: Unit, rule: Rule, content: Content) -> Content:
    """What is left of a value when the parts that a constraint blames are taken away; all is, where it blames none."""
    blamed = {name.rpartition(".")[2] for name in rule.source.blames}
    kept = {key: value for key, value in content.parts.items() if key not in blamed} if blamed else {}
    if not unit.parts or not kept:
        return Content()
    return Content(compose(unit.kind, kept), kept, content.raw, content.confidence)


def session_datum(turn: Turn, unit: Unit) -> Datum:
    """The state of a unit of the active run."""
    return turn.session.datum(unit.path)


def give_up(turn: Turn) -> None:
    """A ladder is exhausted: end the conversation, go on without the datum, or come back to it at the end."""
    unit, datum = turn.unit, turn.datum
    turn.session.mode, datum.attempts = "asking", []
    policy = unit.source.on_exhausted
    if policy != "defer" or turn.run.second_round:
        note_given_up(turn)
    if policy == "exit":
        datum.status = "failed"
        turn.finish("failed")
    elif policy == "defer" and not turn.run.second_round:
        datum.status, datum.counters = "deferred", {}
    else:
        datum.status = "failed" if policy == "defer" else "skipped"


def needs_confirmation(turn: Turn, unit: Unit, content: Content) -> bool:
    """Whether a value is read back for a yes: by its datum's policy, and always where it was put right or guessed."""
    if content.is_unsure:
        return "confirmation" in unit.ladders
    if not unit.confirms:
        return False
    confirm = unit.source.confirm
    if confirm.policy == "voice_only":
        return turn.session.channel == "voice"
    if confirm.policy == "below_confidence":
        return content.confidence < confirm.threshold
    if confirm.policy == "expression":
        return unit.confirm_when is not None and truth(turn, unit.confirm_when, unit, content)
    return True


def go_on_speaking(turn: Turn) -> None:
    """Invite the rest of a code that is said in several breaths."""
    say_phrase(turn, "go_on")
    turn.expect_more = turn.asked = True
