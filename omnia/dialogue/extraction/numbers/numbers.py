"""Recognisers of numbers, integers, percentages and ordinals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from omnia.dialogue.extraction.languages import lexicon, pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.schema.numbers import QuantityWords
from omnia.dialogue.extraction.numbers.number_phrases import NumberPhrase, find_phrases
from omnia.dialogue.extraction.text.phrases import phrase_pattern, words_of
from omnia.dialogue.extraction.text.tokens import prepare
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

LARGEST = 10**30
"""Numbers beyond this are noise."""

NEAR = 40
"""Characters in which the words right after a number stand."""

MAX_PERCENTAGES = 30
"""Numbers looked at for a percentage."""

MAX_ZERO_WORDS = 5
"""Words of an answer that says none; a longer one tells of something else."""

BESIDE = 0.6
"""Confidence of numbers that may be parts of another."""

FEWEST_DIGITS = 3
"""Digits said one by one that are taken for one number."""


def recognise_number(text: str, context: Context) -> Reading:
    """Numbers in digits and words, best first; an article that may mean one comes last."""
    return _none("number", text, context) or _reading("number", text, context, find_phrases(text, context.language))


def recognise_integer(text: str, context: Context) -> Reading:
    """As a number, whole ones only; `none` is zero and `a couple` two.

    Near misses: `whole`, a part of one; `ambiguous`, two numbers.
    """
    folded, _ = prepare(text)
    words = words_of(text)
    quantities = pack(context.language).numbers.quantities
    few = phrase_pattern(quantities.few).search(words) is not None
    phrases = find_phrases(text, context.language, divided=False)
    if _digit_by_digit(phrases, folded.text, lexicon(context.language).numbers.zeros) is not None:
        return _reading("integer", text, context, phrases)
    counted = [phrase for phrase in phrases if not (phrase.bare and (few or _group(words, quantities)))]
    if any(not phrase.bare for phrase in counted) and not _says_zero(words, quantities, counted):
        counted = [phrase for phrase in counted if not phrase.bare or phrase.value != 1]
    elif (said := _group(words, quantities) if not _says_zero(words, quantities, counted) else 0) is not None:
        return _whole_answer("integer", said, text)
    whole = [phrase for phrase in counted if phrase.value.denominator == 1]
    if rival := rivals(whole, folded.text, context.language):
        return _miss("integer", "ambiguous", rival, text)
    if counted and not whole:
        return _miss("integer", "whole", counted[0], text)
    return _reading("integer", text, context, whole)


def _says_zero(words: str, quantities: QuantityWords, phrases: Sequence[NumberPhrase]) -> bool:
    """Whether a short answer says that there is none, and of no other (`nobody else`)."""
    if any(phrase.value > 1 for phrase in phrases) or words.count(" ") > MAX_ZERO_WORDS + 1:
        return False
    found = phrase_pattern(quantities.zero).search(words)
    # An article before the word makes a thing of it: `une personne`.
    told = found is not None and not any(phrase.bare for phrase in phrases)
    return told and phrase_pattern(quantities.others).search(words) is None


def _group(words: str, quantities: QuantityWords) -> int | None:
    found = phrase_pattern("|".join(quantities.groups)).search(words)
    return quantities.groups[found.group()] if found else None


def _whole_answer(kind: str, value: float, text: str) -> Reading:
    """A value that no number word stands for: the whole text is its words."""
    stripped = text.strip()
    start = text.find(stripped)
    return Reading((Match(kind, value, stripped, (start, start + len(stripped)), 0.8),))


def rivals(phrases: Sequence[NumberPhrase], folded: str, language: str) -> NumberPhrase | None:
    """The first of two different numbers between which nothing is told (`two or three`, `10-15`)."""
    either = set(pack(language).numbers.quantities.either.split("|"))
    stated = [phrase for phrase in phrases if not phrase.bare]
    for one, two in pairwise(stated):
        if one.value != two.value and set(words_of(folded[one.end : two.start]).split()) <= either:
            return one
    return None


def _miss(kind: str, rule: str, phrase: NumberPhrase, text: str) -> Reading:
    messages = {
        "ambiguous": "There are two numbers: say one.",
        "whole": "That is no whole number: say one without a fraction.",
    }
    span = prepare(text)[0].span(phrase.start, phrase.end)
    return Reading((), (Violation(kind, rule, text[slice(*span)], span, messages[rule]),))


def recognise_percentage(text: str, context: Context) -> Reading:
    """A number followed by a per cent word first (1.0 for `1 %`), else a share (`a third`: 33.33), else a bare number."""
    folded, _ = prepare(text)
    anywhere, signs = _percent_signs(context.language)
    # The hundred of `per cento` is no number.
    taken = [found.span("sign") for found in anywhere.finditer(folded.text)]
    phrases = [
        phrase
        for phrase in find_phrases(text, context.language)[:MAX_PERCENTAGES]
        if not any(start <= phrase.start < end for start, end in taken)
    ]
    if rival := rivals(phrases, folded.text, context.language):
        return _miss("percentage", "ambiguous", rival, text)
    marked: list[Match] = []
    for phrase in phrases:
        sign = signs.match(folded.text, phrase.end)
        if sign is not None:
            span = folded.span(phrase.start, sign.end())
            value = phrase.value / 10 if sign["permille"] else phrase.value / 100 if sign["basis"] else phrase.value
            marked.append(Match("percentage", plain(value), text[span[0] : span[1]], span))
    if marked:
        return Reading(tuple(marked))
    stated = [_share(phrase, folded.text) for phrase in phrases if not phrase.bare]
    shares = pack(context.language).numbers.quantities.shares
    named = phrase_pattern("|".join(shares)).search(words_of(text)) if not stated else None
    if named is not None:
        return _whole_answer("percentage", shares[named.group()], text)
    return _reading("percentage", text, context, stated, confidence=0.7)


BASIS_POINTS = r"basis\s+points?|bps|punt[io]\s+base|puntos?\s+basicos?|points?\s+de\s+base|basispunkte?n?|pontos?\s+base"
"""Hundredths of a per cent, in every language."""


@lru_cache(maxsize=16)
def _percent_signs(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words for per cent and per mille, anywhere, and after a number with the `of a` that may stand before them."""
    numbers = lexicon(language).numbers
    articles = "|".join(sorted(numbers.articles))
    percent, permille = (
        "|".join(re.escape(sign).replace(r"\ ", r"\s+") for sign in sorted(signs, key=len, reverse=True))
        for signs in (numbers.percent, numbers.permille)
    )
    sign = rf"(?P<sign>(?P<permille>{permille})|(?P<basis>{BASIS_POINTS})|(?:{percent}))"
    after = re.compile(rf"\s*(?:(?:of|de|di|d)\W+)?(?:(?:{articles})\s+)?{sign}(?!\w)")
    return re.compile(rf"{sign}(?!\w)"), after


def _share(phrase: NumberPhrase, folded: str) -> NumberPhrase:
    """A part of a whole in hundredths: `two thirds`, `one in ten`; a decimal fraction is a number of per cents (`0.5`)."""
    halved = shared_words().parts_of_a_percent.intersection(words_of(folded[phrase.end : phrase.end + NEAR]).split()[:2])
    if not phrase.fraction or halved:
        return phrase
    return replace(phrase, value=Fraction(round(phrase.value * 10_000), 100))


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
