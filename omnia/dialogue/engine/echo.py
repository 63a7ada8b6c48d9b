"""Passing over what the bot itself has just spoken, where it comes back through the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from omnia.dialogue.engine.asking import ladder_of, react
from omnia.dialogue.engine.choosing import ask_which_again
from omnia.dialogue.engine.confirming import ask_yes_or_no, restates
from omnia.dialogue.engine.phrases import phrases_in
from omnia.dialogue.engine.reading import Hypothesis
from omnia.dialogue.engine.speaking import words_for
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.extraction.answers.signs import signs_of
from omnia.dialogue.extraction.hearing.echoes import (
    Prompt,
    ends_with_question,
    is_mostly_spoken,
    read_prompt,
    read_prompts,
    without_echo,
)


def without_own_words(turn: Turn, heard: Sequence[Hypothesis]) -> list[Hypothesis]:
    """The transcriptions past what was just spoken; none where nothing else was heard in the first of them.

    A written answer echoes nothing, unless it is a question too.
    """
    text = heard[0].text
    if turn.session.question is None or not (turn.session.channel == "voice" or "?" in text) or not _may_echo(text):
        return list(heard)
    confirming = turn.session.mode == "confirming"
    prompt = _prompt(turn)
    left = [_past(item, without_echo(item.text, prompt, confirming=confirming)) for item in heard]
    if confirming and left[0].text == text:
        value = ends_with_question(text, prompt)
        if value is not None and not signs_of(value, turn.language):
            is_own = is_mostly_spoken(value, prompt) or restates(turn, Hypothesis(value))
            return [] if is_own else list(heard)
    return [item for item in left if item.text] if left[0].text else []


def _past(item: Hypothesis, left: str) -> Hypothesis:
    return item if left == item.text else replace(item, text=left)


def _may_echo(text: str) -> bool:
    return "?" in text or len(text.split()) > 1


def _prompt(turn: Turn) -> Prompt:
    """The open question, with the flow's text before it and what the product may have said of its own."""
    question = turn.session.question
    if question is None:
        return read_prompt("")
    texts = []
    if question.row:
        node, row = question.row
        text = turn.program.stops[node].rows[row].text
        texts += [words_for(turn, text)] if text is not None else []
    ladder = ladder_of(turn, question.path, question.step)
    if ladder is not None:
        readback = ladder.step == "confirmation"
        level = ladder.levels[min(question.level, len(ladder.levels)) - 1]
        texts += [words_for(turn, act.text, readback) for act in level.acts if act.text is not None]
    return read_prompts(phrases_in(turn.locale), " . ".join(texts))


def hear_own_words(turn: Turn) -> None:
    """React to nothing but what was spoken: it is no answer."""
    if turn.session.mode == "confirming":
        ask_yes_or_no(turn)
    elif turn.datum.choices:
        ask_which_again(turn, turn.unit)
    else:
        react(turn, "no_match")
