"""What takes a yes to a read-back back: an exception, a doubt, a denial further on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from omnia.dialogue.extraction.lexicons.answers import NO, WRONG, YES
from omnia.dialogue.extraction.lexicons.reactions import (
    ASSENTING_QUESTIONS,
    DOUBTS,
    EXCEPTIONS,
    GOING_ON,
    NO_EXCEPTIONS,
    TAKES_BACK,
)
from omnia.dialogue.extraction.phrases import known, pattern_for, words_of
from omnia.dialogue.extraction.signs import courtesies, phrase_length, skip_marks
from omnia.dialogue.extraction.text import prepare
from omnia.dialogue.extraction.yes_no import is_correction, read_confirmation, unsure

COVER = "_"
"""Stands in for the letters of words that do not count."""


def exception_in(text: str, language: str, spoken: str = "") -> str | None:
    """What a reaction excepts from its agreement: the words after `but`, `except` and their like; None where it excepts nothing.

    Args:
        text: The reaction as given.
        language: Its language.
        spoken: What was read back: words that stand there except nothing (`Only Fools Ltd`).
    """
    words = words_of(text)
    said = words_of(spoken) if spoken else ""
    covered = _without(words, pattern_for(NO_EXCEPTIONS, language).finditer(words))
    for match in pattern_for(EXCEPTIONS, language).finditer(covered):
        if f" {match.group()} " not in said and not _only_agrees(words[match.end() :], language):
            return _text_from(text, words, match.end())
    leading = read_confirmation(text, language)
    return leading.rest if leading.polarity and _complains(leading.rest, language, said) else None


def _only_agrees(words: str, language: str) -> bool:
    """Whether nothing but agreement follows: `but of course`."""
    rest = pattern_for(YES, language).sub("", words).split()
    return bool(words.strip()) and courtesies(language).issuperset(rest)


def _complains(rest: str, language: str, said: str) -> bool:
    """Whether what follows a yes calls something wrong."""
    words = words_of(rest)
    covered = _without(words, pattern_for(YES, language).finditer(words))
    return any(f" {match.group()} " not in said for match in pattern_for(WRONG, language).finditer(covered))


def _without(words: str, matches: Iterable[re.Match[str]]) -> str:
    for match in matches:
        words = words[: match.start()] + COVER * (match.end() - match.start()) + words[match.end() :]
    return words


def _text_from(text: str, words: str, place: int) -> str:
    """The text as given from a place in its words on."""
    folded, tokens = prepare(text)
    counted = words[1:place].count(" ") + 1
    spoken = [token for token in tokens if token.is_word or token.is_digits]
    if counted >= len(spoken):
        return ""
    return text[folded.span(spoken[counted].start, spoken[counted].end)[0] :]


def is_doubtful(text: str, language: str) -> bool:
    """Whether an answer says that it may be so, or that one does not know: `probably`, `yes and no`."""
    words = words_of(text)
    longer = (match for match in pattern_for(YES, language).finditer(words) if " " in match.group())
    covered = _without(words, longer)
    return bool(pattern_for(DOUBTS, language).search(covered) or unsure(known(language)).search(covered))


def is_only_doubt(text: str, language: str) -> bool:
    """Whether the words are a doubt and nothing else, and so no value."""
    words = words_of(text)
    return not pattern_for(DOUBTS, language).sub("", words).strip()


def denies_further_on(text: str, language: str) -> bool:
    """Whether a no stands anywhere in the words, outside a phrase that agrees (`no problem`)."""
    words = words_of(text)
    covered = _without(words, pattern_for(YES, language).finditer(words))
    return pattern_for(NO, language).search(covered) is not None


def asks_back(text: str, language: str) -> bool:
    """Whether an answer is itself a question, so that it agrees to nothing: `correct?`; but not `why not?`."""
    if not text.rstrip(" \"'»”.)").endswith("?"):
        return False
    return pattern_for(ASSENTING_QUESTIONS, language).search(words_of(text)) is None


def takes_back(text: str, language: str) -> bool:
    """Whether a value is announced as the right one: `sorry, …`, `it's …`, `I meant …`."""
    _, tokens = prepare(text)
    return bool(phrase_length(tokens, skip_marks(tokens, 0), TAKES_BACK, language)) or is_correction(text, language)


def without_going_on(text: str, language: str) -> str:
    """The words after `and then` and its like, with which the rest of a number begins."""
    folded, tokens = prepare(text)
    place = skip_marks(tokens, 0)
    length = phrase_length(tokens, place, GOING_ON, language)
    after = skip_marks(tokens, place + length)
    if not length or after >= len(tokens):
        return text
    return text[folded.span(tokens[after].start, tokens[after].end)[0] :]
