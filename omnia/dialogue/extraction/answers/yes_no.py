"""Yes and no: as an answer of its own, and as the beginning of a reaction to a read-back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.answers.signs import (
    asks_back,
    courtesies,
    is_contradictory,
    is_half_said,
    phrase_length,
    skip_marks,
    step,
)
from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.shared.answers import NO_SIGNS, YES_SIGNS
from omnia.dialogue.extraction.text.phrases import known, phrase_pattern, words_of
from omnia.dialogue.extraction.text.tokens import Token, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading

MAX_WORDS = 14
"""An answer of more words is no yes or no, unless it begins with one."""


def recognise_yes_no(text: str, context: Context) -> Reading:
    """Whether the words say yes (true) or no (false); nothing where they say neither, both, or that one does not know."""
    words = words_of(text)
    idiom = pack(context.language).answers.yes_no.idioms.get(words.strip())
    if idiom is not None:
        return Reading((Match("yes_no", idiom, text.strip(), _span(text), 0.85),))
    if unsure(known(context.language)).search(words) is not None or is_contradictory(text, context.language):
        return Reading()
    if asks_back(text, context.language):
        return Reading()
    polarity = _signs(text)
    if polarity is None:
        polarity = False if _nobody(words, context.language) else _polarity(words, context.language)
    if polarity is None:
        return Reading()
    long = words.count(" ") - 1 > MAX_WORDS
    begins = _leading(text, context.language) is not None
    if long and not begins:
        return Reading()
    return Reading((Match("yes_no", polarity, text.strip(), _span(text), 0.95 if begins else 0.85),))


def is_idiom(text: str, language: str) -> bool:
    """Whether an answer means something else than its words one by one: `pois não` is a yes."""
    idioms = pack(language).answers.yes_no.idioms
    return bool(idioms) and words_of(text).strip() in idioms


@lru_cache(maxsize=16)
def unsure(language: str) -> re.Pattern[str]:
    """Words of a language that say that one does not know, between spaces."""
    return re.compile(rf" (?:{pack(language).answers.yes_no.unsure}) ")


def _nobody(words: str, language: str) -> bool:
    """Whether an answer begins with nobody, which is no part of an agreement (`nessun problema`)."""
    said = pack(language).answers.yes_no
    return _nobody_first(said.nobody).match(words) is not None and not phrase_pattern(said.yes).match(words, 1)


@lru_cache(maxsize=16)
def _nobody_first(pattern: str) -> re.Pattern[str]:
    return re.compile(f" (?:{pattern}) ")


@lru_cache(maxsize=16)
def _plain_yes(word: str) -> re.Pattern[str]:
    return re.compile(f" {word} ")


def _span(text: str) -> tuple[int, int]:
    stripped = text.strip()
    start = text.find(stripped)
    return start, start + len(stripped)


def _signs(text: str) -> bool | None:
    agrees = any(sign in text for sign in YES_SIGNS)
    denies = any(sign in text for sign in NO_SIGNS)
    return agrees if agrees != denies else None


def _polarity(words: str, language: str) -> bool | None:
    """A no anywhere outweighs a yes: people soften refusals with agreement, not the other way about."""
    said = pack(language).answers.yes_no
    plain = _plain_yes(said.plain_yes).match(words)
    if plain and phrase_length(prepare(words[plain.end() - 1 :])[1], 0, said.no) == 0:
        return True
    negative = _found(said.no, words)
    positive = _found(said.yes, words)
    # A phrase of yes that holds a no phrase ("why not", "no problem") covers it.
    negative = [span for span in negative if not any(_inside(span, other) for other in positive)]
    if negative:
        return False
    if not positive or _says_more(words, positive, language):
        return None
    outside = "".join(" " if any(start <= place < end for start, end in positive) else mark for place, mark in enumerate(words))
    return not said.negations.intersection(outside.split())


def _says_more(words: str, positive: list[tuple[int, int]], language: str) -> bool:
    """Whether a yes that is one only alone stands among other words."""
    alone = pack(language).answers.yes_no.yes_alone
    if any(words[start:end] not in alone for start, end in positive):
        return False
    rest = "".join(" " if any(start <= place < end for start, end in positive) else mark for place, mark in enumerate(words))
    return not set(rest.split()) <= courtesies(language)


def _found(phrases: str, words: str) -> list[tuple[int, int]]:
    return [match.span() for match in phrase_pattern(phrases).finditer(words)]


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and other != span


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How a reaction to a read-back begins, and where the rest of it starts in the text as given."""

    polarity: bool | None
    rest: str
    offset: int


@lru_cache(maxsize=512)
def read_confirmation(text: str, language: str) -> Confirmation:
    """Take a leading yes or no, and the words of a correction after it, off a reaction: `no, I meant` the 13th.

    Kept, since it is asked several times on the way of one utterance.
    """
    leading = _leading(text, language)
    if leading is None:
        return Confirmation(None, text, 0)
    polarity, place = leading
    folded, tokens = prepare(text)
    place = _after_phrases(tokens, place, pack(language).answers.yes_no.correction) if not polarity else place
    if place >= len(tokens):
        return Confirmation(polarity, "", len(text))
    offset = folded.span(tokens[place].start, tokens[place].end)[0]
    return Confirmation(polarity, text[offset:], offset)


def is_correction(text: str, language: str) -> bool:
    """Whether the words take back what was said before: `no, I meant …`, `volevo dire …`."""
    return phrase_pattern(pack(language).answers.yes_no.retraction).search(words_of(text)) is not None


def _leading(text: str, language: str) -> tuple[bool, int] | None:
    """The polarity of the words at the beginning, and the token after them; a no among them decides."""
    _, tokens = prepare(text)
    place = skip_marks(tokens, 0)
    found: list[bool] = []
    while place < len(tokens):
        taken = step(tokens, place, language)
        if taken is None:
            break
        polarity, after = taken
        if not found and polarity and is_half_said(tokens, place, after, language):
            break
        found.append(polarity)
        place = skip_marks(tokens, after)
    return (all(found), place) if found else None


def _after_phrases(tokens: tuple[Token, ...], place: int, phrases: str) -> int:
    while place < len(tokens):
        length = phrase_length(tokens, place, phrases)
        if not length:
            return place
        place = skip_marks(tokens, place + length)
    return place
