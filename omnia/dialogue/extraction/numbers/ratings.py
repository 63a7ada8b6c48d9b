"""Marks on a scale: `a solid eight`, `nine out of ten`, `dieci e lode`, `volle Punktzahl`.

A mark of another scale than the one asked for is never converted, and of two marks none is chosen: both are near misses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise, zip_longest

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.schema.numbers import RatingWords
from omnia.dialogue.extraction.numbers.number_phrases import NumberPhrase, find_phrases
from omnia.dialogue.extraction.numbers.numbers import NEAR, plain, rivals
from omnia.dialogue.extraction.text.phrases import phrase_pattern, words_of
from omnia.dialogue.extraction.text.tokens import Folded, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

LEAST, GREATEST = 0, 10
"""The scale where the template tells of none."""

CUE_WORDS = 3
"""Words before a mark among which its cue may stand: `I'd give it a solid` eight."""

NEGATED_WORDS = 5
MAX_MARKS = 30
"""Numbers looked at in one answer."""


@dataclass(frozen=True, slots=True)
class Mark(NumberPhrase):
    """A number with the words between it and its neighbours, and the greatest mark that it was said to be out of."""

    before: str = ""
    after: str = ""
    out_of: Fraction | None = None


def recognise_rating(text: str, context: Context) -> Reading:
    """The mark given. Options: `minimum` and `maximum`, the ends of the scale; 0 and 10 without them.

    Near misses: `range`, a number that is not on the scale; `scale`, a mark of another scale; `ambiguous`, two marks.
    """
    least, greatest = _end(context, "minimum", LEAST), _end(context, "maximum", GREATEST)
    words = pack(context.language).numbers.ratings
    folded, tokens = prepare(text)
    marks, other_scale = _without_scale(_out_of(_marks(folded, context.language), words), words, greatest)
    if other_scale is not None or any(mark.out_of not in (None, greatest) for mark in marks):
        return _miss("scale", text, folded, other_scale or marks[0])
    marks = [mark for mark in marks if not _is_denied(mark, words)]
    marks = [mark for mark in marks if least <= mark.value <= greatest] or marks
    if rivals(marks, folded.text, context.language) is None:
        marks = _meant(marks, words)
    extreme = _extreme(text, words, least, greatest)
    if not marks and extreme is not None and tokens:
        span = folded.span(tokens[0].start, tokens[-1].end)
        return Reading((Match("rating", extreme, text[slice(*span)], span, 0.9),))
    if not marks:
        return Reading()
    if len({mark.value for mark in marks}) > 1:
        return _miss("ambiguous", text, folded, marks[0])
    return _judged(marks[0], text, folded, least, greatest)


def _judged(mark: Mark, text: str, folded: Folded, least: int, greatest: int) -> Reading:
    if not least <= mark.value <= greatest:
        return _miss("range", text, folded, mark)
    span = folded.span(mark.start, mark.end)
    return Reading((Match("rating", plain(mark.value), text[slice(*span)], span, 0.8 if mark.bare else 0.97),))


def _miss(rule: str, text: str, folded: Folded, mark: Mark) -> Reading:
    messages = {
        "range": "That mark is not on the scale: give another one.",
        "scale": "That mark is of another scale: give it on the one asked for.",
        "ambiguous": "There are two marks: give one.",
    }
    span = folded.span(mark.start, mark.end)
    return Reading((), (Violation("rating", rule, text[slice(*span)], span, messages[rule]),))


def _end(context: Context, name: str, default: int) -> int:
    option = context.options.get(name)
    return option if isinstance(option, int) and not isinstance(option, bool) else default


def _marks(folded: Folded, language: str) -> list[Mark]:
    """Every number that may be a mark; a slash is no division here, and an article no number."""
    marks: list[Mark] = []
    end = 0
    words = folded.text.replace("/", ";")
    phrases = find_phrases(words, language, money=True)[:MAX_MARKS]
    for phrase, later in zip_longest(phrases, phrases[1:]):
        after = words[phrase.end : phrase.end + NEAR]
        one = phrase.bare or (phrase.words and phrase.value == 1)
        divided = later is not None and _is(pack(language).numbers.ratings.over, words_of(words[phrase.end : later.start]))
        if (one and not divided and not _stands_alone(after, language)) or 0 < phrase.value < Fraction(1, 2):
            continue
        marks.append(Mark(phrase.value, phrase.start, phrase.end, phrase.bare, before=words[end : phrase.start], after=after))
        end = phrase.end
    return [replace(mark, after=words[mark.end : later.start]) for mark, later in pairwise(marks)] + marks[-1:]


def _stands_alone(after: str, language: str) -> bool:
    """Whether a `one` is a mark: nothing follows it but what marks are counted in."""
    words = words_of(after)
    return not words.strip() or phrase_pattern(pack(language).numbers.ratings.counted).match(words, 1) is not None


def _is(phrases: str, words: str) -> bool:
    return words.strip() in phrases.split("|")


def _out_of(marks: Sequence[Mark], words: RatingWords) -> list[Mark]:
    """Marks with the greatest one that they were said to be out of."""
    found: list[Mark] = []
    for mark in marks:
        between = words_of(mark.before)
        if (
            found
            and found[-1].out_of is None
            and (mark.before.strip() == ";" or _is(words.over, _without_counted(between, words)))
        ):
            found[-1] = replace(found[-1], out_of=mark.value, end=mark.end, after=mark.after)
        else:
            found.append(mark)
    return found


def _without_counted(between: str, words: RatingWords) -> str:
    """`points` and `stars` before `out of` say nothing."""
    counted = phrase_pattern(words.counted).match(between, 1)
    return between[counted.end() :] if counted else between


def _without_scale(marks: list[Mark], words: RatingWords, greatest: int) -> tuple[list[Mark], Mark | None]:
    """The marks without the ends of a scale that was named (`from zero to ten`), and its end where it is another scale."""
    if len(marks) > 1 and marks[0].value == greatest and _is(words.over, words_of(marks[0].before)):
        return marks[1:], None  # `out of ten, I'd say eight`
    for place, (low, high) in enumerate(pairwise(marks)):
        if low.value in (0, 1) and high.value > low.value + 1 and _is(words.to, words_of(high.before)):
            return [*marks[:place], *marks[place + 2 :]], None if high.value == greatest else high
    return marks, None


def _is_denied(mark: Mark, words: RatingWords) -> bool:
    """`I can't give you a ten`: a mark that is not given; a plain no before it is no denial."""
    clause = re.split(r"[,.;:!?]", mark.before)[-1]
    near = words_of(clause).split()[-NEGATED_WORDS:]
    denied = set(near[:-1] if near[-1:] in (["no"], ["nao"]) else near) & set(words.negations.split("|"))
    return bool(denied) and not set(near) & set(words.bounds.split("|"))


def _meant(marks: list[Mark], words: RatingWords) -> list[Mark]:
    """Of several numbers the one that is told to be the mark, unless the others are as good."""
    if len(marks) < 2:
        return marks
    counting = [mark for mark in marks if not phrase_pattern(words.units).match(words_of(mark.after), 1)] or marks
    cued = [mark for mark in counting if mark.out_of is not None or _has_cue(mark, words)]
    return cued or counting


def _has_cue(mark: Mark, words: RatingWords) -> bool:
    near = " ".join(words_of(mark.before).split()[-CUE_WORDS:])
    return phrase_pattern(words.cues).search(f" {near} ") is not None


def _extreme(text: str, words: RatingWords, least: int, greatest: int) -> int | None:
    """Top marks or the least, said without a number; neither where both are."""
    said = words_of(text)
    highest, lowest = (phrase_pattern(phrases).search(said) is not None for phrases in (words.highest, words.lowest))
    return None if highest == lowest else greatest if highest else least
