"""What takes a yes to a read-back back: an exception, a doubt, a denial further on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from omnia.dialogue.extraction.answers.signs import courtesies, phrase_length, skip_marks
from omnia.dialogue.extraction.answers.yes_no import is_correction, read_confirmation, unsure
from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.text.phrases import known, phrase_pattern, words_of
from omnia.dialogue.extraction.text.tokens import prepare

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
    covered = _without(words, phrase_pattern(pack(language).answers.reactions.no_exceptions).finditer(words))
    for match in phrase_pattern(pack(language).answers.reactions.exceptions).finditer(covered):
        if f" {match.group()} " not in said and not _only_agrees(words[match.end() :], language):
            return _text_from(text, words, match.end())
    leading = read_confirmation(text, language)
    return leading.rest if leading.polarity and _complains(leading.rest, language, said) else None


def _only_agrees(words: str, language: str) -> bool:
    """Whether nothing but agreement follows: `but of course`."""
    rest = phrase_pattern(pack(language).answers.yes_no.yes).sub("", words).split()
    return bool(words.strip()) and courtesies(language).issuperset(rest)


def _complains(rest: str, language: str, said: str) -> bool:
    """Whether what follows a yes calls something wrong."""
    words = words_of(rest)
    covered = _without(words, phrase_pattern(pack(language).answers.yes_no.yes).finditer(words))
    return any(
        f" {match.group()} " not in said for match in phrase_pattern(pack(language).answers.yes_no.wrong).finditer(covered)
    )


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
    longer = (match for match in phrase_pattern(pack(language).answers.yes_no.yes).finditer(words) if " " in match.group())
    covered = _without(words, longer)
    return bool(
        phrase_pattern(pack(language).answers.reactions.doubts).search(covered) or unsure(known(language)).search(covered)
    )


def is_only_doubt(text: str, language: str) -> bool:
    """Whether the words are a doubt and nothing else, and so no value."""
    words = words_of(text)
    return not phrase_pattern(pack(language).answers.reactions.doubts).sub("", words).strip()


def denies_further_on(text: str, language: str) -> bool:
    """Whether a no stands anywhere in the words, outside a phrase that agrees (`no problem`)."""
    words = words_of(text)
    covered = _without(words, phrase_pattern(pack(language).answers.yes_no.yes).finditer(words))
    return phrase_pattern(pack(language).answers.yes_no.no).search(covered) is not None


def takes_back(text: str, language: str) -> bool:
    """Whether a value is announced as the right one: `sorry, …`, `it's …`, `I meant …`."""
    _, tokens = prepare(text)
    return bool(phrase_length(tokens, skip_marks(tokens, 0), pack(language).answers.reactions.takes_back)) or is_correction(
        text, language
    )


def without_taking_back(text: str, language: str) -> str:
    """The words after those that take something back (`actually`, `scusi`); empty where none stand at the beginning."""
    folded, tokens = prepare(text)
    place = skip_marks(tokens, 0)
    length = phrase_length(tokens, place, pack(language).answers.reactions.retractions)
    after = skip_marks(tokens, place + length)
    if not length or after >= len(tokens):
        return ""
    return text[folded.span(tokens[after].start, tokens[after].end)[0] :]


def ending_in(text: str, language: str) -> str:
    """The words after those that tell how something ends (`it ends in`); empty where none stand in a text."""
    words = words_of(text)
    match = phrase_pattern(pack(language).answers.reactions.ends_in).search(words)
    return _text_from(text, words, match.end()) if match else ""


def without_copula(words: str, text: str, language: str) -> str:
    """Words without the verb that they begin with (`is 14`), as they stand in the text that they are the end of."""
    match = phrase_pattern(pack(language).answers.reactions.copulas).match(f" {words} ", 1)
    rest = words[match.end() - 1 :].strip() if match else words
    count = len(rest.split())
    spoken = [token for token in prepare(text)[1] if token.is_word or token.is_digits]
    if not count or count > len(spoken):
        return ""
    return text[prepare(text)[0].span(spoken[-count].start, spoken[-count].end)[0] :]


def without_going_on(text: str, language: str) -> str:
    """The words after `and then` and its like, with which the rest of a number begins."""
    folded, tokens = prepare(text)
    place = skip_marks(tokens, 0)
    length = phrase_length(tokens, place, pack(language).answers.reactions.going_on)
    after = skip_marks(tokens, place + length)
    if not length or after >= len(tokens):
        return text
    return text[folded.span(tokens[after].start, tokens[after].end)[0] :]
