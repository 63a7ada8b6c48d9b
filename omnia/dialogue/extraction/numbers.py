"""Recognisers of numbers, integers, percentages and ordinals."""

from __future__ import annotations

from fractions import Fraction

from omnia.dialogue.extraction.base import Context, Match, Reading
from omnia.dialogue.extraction.lexicons import lexicon
from omnia.dialogue.extraction.number_phrases import NumberPhrase, find_phrases
from omnia.dialogue.extraction.number_words import reader
from omnia.dialogue.extraction.text import prepare

LARGEST = 10**30
"""Numbers beyond this are noise."""


def recognise_number(text: str, context: Context) -> Reading:
    """Numbers in digits and words, best first; an article that may mean one comes last."""
    return _reading("number", text, context, find_phrases(text, context.language))


def recognise_integer(text: str, context: Context) -> Reading:
    """As a number, whole ones only."""
    phrases = [phrase for phrase in find_phrases(text, context.language) if phrase.value.denominator == 1]
    return _reading("integer", text, context, phrases)


def recognise_percentage(text: str, context: Context) -> Reading:
    """A number followed by a per cent word first (1.0 for `1 %`), else a bare number."""
    folded, _ = prepare(text)
    phrases = find_phrases(text, context.language)
    signs = lexicon(context.language).numbers.percent
    marked: list[Match] = []
    for phrase in phrases:
        rest = folded.text[phrase.end :].lstrip()
        sign = next((sign for sign in signs if rest.startswith(sign)), None)
        if sign is None:
            continue
        end = len(folded.text) - len(rest) + len(sign)
        span = folded.span(phrase.start, end)
        marked.append(Match("percentage", plain(phrase.value), text[span[0] : span[1]], span))
    if marked:
        return Reading(tuple(marked))
    return _reading("percentage", text, context, [phrase for phrase in phrases if not phrase.bare], confidence=0.7)


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


def _reading(
    kind: str, text: str, context: Context, phrases: tuple[NumberPhrase, ...] | list[NumberPhrase], confidence: float = 1.0
) -> Reading:
    del context
    folded, _ = prepare(text)
    ranked: list[tuple[bool, int, Match]] = []
    for phrase in phrases:
        if abs(phrase.value) > LARGEST:
            continue
        span = folded.span(phrase.start, phrase.end)
        sure = 0.5 if phrase.bare and len(phrases) > 1 else 0.8 if phrase.bare else confidence
        ranked.append((phrase.bare, span[0], Match(kind, plain(phrase.value), text[span[0] : span[1]], span, sure)))
    ranked.sort(key=lambda item: item[:2])
    return Reading(tuple(match for _, _, match in ranked))
