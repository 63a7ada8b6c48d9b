"""Yes and no: as an answer of its own, and as the beginning of a reaction to a read-back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.base import Context, Match, Reading
from omnia.dialogue.extraction.lexicons.answers import (
    CORRECTION,
    NO,
    NO_SIGNS,
    RETRACTION,
    UNSURE,
    YES,
    YES_ALONE,
    YES_SIGNS,
)
from omnia.dialogue.extraction.phrases import known, pattern_for, words_of
from omnia.dialogue.extraction.signs import courtesies, is_contradictory, is_half_said, phrase_length, skip_marks, step
from omnia.dialogue.extraction.text import Token, prepare

MAX_WORDS = 14
"""An answer of more words is no yes or no, unless it begins with one."""

NEGATIONS: Mapping[str, frozenset[str]] = {
    "en": frozenset(("not", "no", "never", "isn", "don", "doesn", "won", "wasn", "cannot", "can't")),
    "it": frozenset(("non", "no", "mai", "nemmeno", "neanche")),
    "es": frozenset(("no", "nunca", "tampoco", "ni")),
    "fr": frozenset(("non", "pas", "ne", "n", "jamais", "aucun", "aucune")),
    "de": frozenset(("nein", "nicht", "kein", "keine", "nie", "ne")),
    "pt": frozenset(("nao", "nunca", "nem", "jamais")),
}
"""A yes word near one of these says no: `I am not sure`, `non va bene`."""

PLAIN_YES: Mapping[str, re.Pattern[str]] = {
    language: re.compile(f" {word} ")
    for language, word in (("en", "yes"), ("it", "si"), ("es", "si"), ("fr", "oui"), ("de", "ja"), ("pt", "sim"))
}
"""An answer that begins so agrees, whatever is told after it: `yes, I said no onions`."""

NOBODY: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r" (?:nobody|no one|none) "),
    "it": re.compile(r" (?:nessun[oa]?) "),
    "es": re.compile(r" (?:nadie|ningun[oa]?) "),
    "fr": re.compile(r" (?:personne|aucune?) "),
    "de": re.compile(r" (?:niemand|keiner|keine) "),
    "pt": re.compile(r" (?:ninguem|nenhuma?) "),
}
"""An answer that begins so says no to `is anyone …?`."""


def recognise_yes_no(text: str, context: Context) -> Reading:
    """Whether the words say yes (true) or no (false); nothing where they say neither, both, or that one does not know."""
    words = words_of(text)
    if unsure(known(context.language)).search(words) is not None or is_contradictory(text, context.language):
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


@lru_cache(maxsize=16)
def unsure(language: str) -> re.Pattern[str]:
    """Words of a language that say that one does not know, between spaces."""
    return re.compile(rf" (?:{UNSURE[language]}) ")


def _nobody(words: str, language: str) -> bool:
    """Whether an answer begins with nobody, which is no part of an agreement (`nessun problema`)."""
    return NOBODY[known(language)].match(words) is not None and not pattern_for(YES, language).match(words, 1)


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
    plain = PLAIN_YES[known(language)].match(words)
    if plain and phrase_length(prepare(words[plain.end() - 1 :])[1], 0, NO, language) == 0:
        return True
    negative = _found(NO, words, language)
    positive = _found(YES, words, language)
    # A phrase of yes that holds a no phrase ("why not", "no problem") covers it.
    negative = [span for span in negative if not any(_inside(span, other) for other in positive)]
    if negative:
        return False
    if not positive or _says_more(words, positive, language):
        return None
    marks = NEGATIONS.get(language, NEGATIONS["en"])
    outside = "".join(" " if any(start <= place < end for start, end in positive) else mark for place, mark in enumerate(words))
    return not marks.intersection(outside.split())


def _says_more(words: str, positive: list[tuple[int, int]], language: str) -> bool:
    """Whether a yes that is one only alone stands among other words."""
    alone = YES_ALONE[known(language)]
    if any(words[start:end] not in alone for start, end in positive):
        return False
    rest = "".join(" " if any(start <= place < end for start, end in positive) else mark for place, mark in enumerate(words))
    return not set(rest.split()) <= courtesies(language)


def _found(lexicon: Mapping[str, str], words: str, language: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern_for(lexicon, language).finditer(words)]


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and other != span


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How a reaction to a read-back begins, and where the rest of it starts in the text as given."""

    polarity: bool | None
    rest: str
    offset: int


def read_confirmation(text: str, language: str) -> Confirmation:
    """Take a leading yes or no, and the words of a correction after it, off a reaction: `no, I meant` the 13th."""
    leading = _leading(text, language)
    if leading is None:
        return Confirmation(None, text, 0)
    polarity, place = leading
    folded, tokens = prepare(text)
    place = _after_phrases(tokens, place, CORRECTION, language) if not polarity else place
    if place >= len(tokens):
        return Confirmation(polarity, "", len(text))
    offset = folded.span(tokens[place].start, tokens[place].end)[0]
    return Confirmation(polarity, text[offset:], offset)


def is_correction(text: str, language: str) -> bool:
    """Whether the words take back what was said before: `no, I meant …`, `volevo dire …`."""
    return pattern_for(RETRACTION, language).search(words_of(text)) is not None


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


def _after_phrases(tokens: tuple[Token, ...], place: int, lexicon: Mapping[str, str], language: str) -> int:
    while place < len(tokens):
        length = phrase_length(tokens, place, lexicon, language)
        if not length:
            return place
        place = skip_marks(tokens, place + length)
    return place
