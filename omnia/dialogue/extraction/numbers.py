"""Recognisers of numbers, integers, percentages and ordinals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from omnia.dialogue.extraction.base import Context, Match, Reading
from omnia.dialogue.extraction.lexicons import lexicon
from omnia.dialogue.extraction.number_phrases import NumberPhrase, find_phrases
from omnia.dialogue.extraction.number_words import reader
from omnia.dialogue.extraction.text import prepare

LARGEST = 10**30
"""Numbers beyond this are noise."""

BESIDE = 0.6
"""Confidence of numbers that may be parts of another."""

FEWEST_DIGITS = 3
"""Digits said one by one that are taken for one number."""


def recognise_number(text: str, context: Context) -> Reading:
    """Numbers in digits and words, best first; an article that may mean one comes last."""
    return _none("number", text, context) or _reading("number", text, context, find_phrases(text, context.language))


def recognise_integer(text: str, context: Context) -> Reading:
    """As a number, whole ones only."""
    phrases = [phrase for phrase in find_phrases(text, context.language, divided=False) if phrase.value.denominator == 1]
    return _none("integer", text, context) or _reading("integer", text, context, phrases)


def recognise_percentage(text: str, context: Context) -> Reading:
    """A number followed by a per cent word first (1.0 for `1 %`), else a bare number; a part of one is of a hundred (`half`)."""
    folded, _ = prepare(text)
    phrases = find_phrases(text, context.language)
    marked: list[Match] = []
    for phrase in phrases:
        sign = _percent_signs(context.language).match(folded.text, phrase.end)
        if sign is None:
            continue
        span = folded.span(phrase.start, sign.end())
        value = phrase.value / 10 if sign["permille"] else phrase.value
        marked.append(Match("percentage", plain(value), text[span[0] : span[1]], span))
    if marked:
        return Reading(tuple(marked))
    shares = [replace(phrase, value=phrase.value * 100) if phrase.fraction else phrase for phrase in phrases if not phrase.bare]
    return _reading("percentage", text, context, shares, confidence=0.7)


@lru_cache(maxsize=16)
def _percent_signs(language: str) -> re.Pattern[str]:
    """The words for per cent and per mille after a number, with the `of a` that may stand before them."""
    numbers = lexicon(language).numbers
    articles = "|".join(sorted(numbers.articles))
    percent, permille = ("|".join(re.escape(sign) for sign in signs) for signs in (numbers.percent, numbers.permille))
    return re.compile(rf"\s*(?:(?:of|de|di|d)\W+)?(?:(?:{articles})\s+)?(?:(?P<permille>{permille})|{percent})(?!\w)")


def recognise_ordinal(text: str, context: Context) -> Reading:
    """Ordinals in words or digits (`third`, `21st`), as integers."""
    folded, tokens = prepare(text)
    words = reader(context.language)
    endings = lexicon(context.language).numbers.digit_endings
    matches = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        after = place + 1
        value: int | None = None
        if (
            token.is_digits
            and after < len(tokens)
            and tokens[after].text in endings
            and not tokens[after].gap
            and len(token.text) < 10
        ):
            value, after = int(token.text), after + 1
        elif token.is_word:
            spoken = words.read_ordinal(tokens, place)
            if spoken is not None:
                value, after = spoken.value, spoken.end
        if value is not None:
            span = folded.span(token.start, tokens[after - 1].end)
            matches.append(Match("ordinal", value, text[span[0] : span[1]], span))
        place = after
    return Reading(tuple(matches))


def plain(value: Fraction) -> int | float:
    """A JSON number: whole where it is whole."""
    return int(value) if value.denominator == 1 else float(value)


def _none(kind: str, text: str, context: Context) -> Reading | None:
    """Zero, where nothing is said but `none` or `no one`."""
    folded, tokens = prepare(text)
    words = [token for token in tokens if token.is_word or token.is_digits]
    if " ".join(token.text for token in words) not in lexicon(context.language).numbers.none:
        return None
    span = folded.span(words[0].start, words[-1].end)
    return Reading((Match(kind, 0, text[span[0] : span[1]], span, 0.6),))


def _reading(kind: str, text: str, context: Context, phrases: Sequence[NumberPhrase], confidence: float = 1.0) -> Reading:
    folded, _ = prepare(text)
    ranked: list[tuple[bool, int, Match]] = []
    beside = _beside_one_another(phrases, folded.text)
    for phrase in phrases:
        if abs(phrase.value) > LARGEST:
            continue
        span = folded.span(phrase.start, phrase.end)
        sure = (
            0.5 if phrase.bare and len(phrases) > 1 else 0.8 if phrase.bare else min(confidence, BESIDE) if beside else confidence
        )
        ranked.append((phrase.bare, span[0], Match(kind, plain(phrase.value), text[span[0] : span[1]], span, sure)))
    ranked.sort(key=lambda item: item[:2])
    matches = [match for _, _, match in ranked]
    value = _digit_by_digit(phrases, folded.text, lexicon(context.language).numbers.zeros)
    if value is not None:
        span = folded.span(phrases[0].start, phrases[-1].end)
        matches.insert(0, Match(kind, value, text[span[0] : span[1]], span, BESIDE))
    return Reading(tuple(matches))


def _beside_one_another(phrases: Sequence[NumberPhrase], folded: str) -> bool:
    """Whether two numbers in words follow one another at once (`twenty twenty`): only the speaker knows what they make."""
    return any(left.words and right.words and folded[left.end : right.start] == " " for left, right in pairwise(phrases))


def _digit_by_digit(phrases: Sequence[NumberPhrase], folded: str, zeros: frozenset[str]) -> int | None:
    """The number whose digits were said: `four one two oh six`."""
    digits = ""
    for place, phrase in enumerate(phrases):
        between = folded[phrases[place - 1].end : phrase.start].replace(",", " ").split() if place else []
        if not phrase.words or phrase.value not in range(10) or not zeros.issuperset(between):
            return None
        digits += "0" * len(between) + str(phrase.value)
    return int(digits) if len(digits) >= FEWEST_DIGITS and not digits.startswith("0") else None
