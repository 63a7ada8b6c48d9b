"""Hearing past what people say for time, and believing what they say last.

Spoken answers hold sounds of thinking (`uh`), broken beginnings (`viale viale Europa`), courtesies and corrections (`the twelfth,
no, the thirteenth`). Here they are taken care of once, in front of every recogniser: what is passed over is blanked, character
for character, so that offsets stay those of the text as given; of an answer that is corrected the later one counts, with what the
earlier one said besides. The parts of such an utterance (reparandum, editing term, repair) are those of E. Shriberg,
"Preliminaries to a Theory of Speech Disfluencies", 1994.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from omnia.dialogue.extraction.answers.signs import is_contradictory
from omnia.dialogue.extraction.answers.yes_no import is_idiom
from omnia.dialogue.extraction.characters.forms import FORMS
from omnia.dialogue.extraction.characters.spelling import spelled_word
from omnia.dialogue.extraction.hearing.contrast import contrasts
from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.compiled.spelling import spelling_lexicon
from omnia.dialogue.extraction.numbers.number_phrases import find_phrases
from omnia.dialogue.extraction.text.phrases import alternation
from omnia.dialogue.extraction.text.tokens import fold
from omnia.dialogue.extraction.values import Context, Match, Reading, Recogniser

AS_GIVEN = frozenset(("free_text", "group"))
"""Kinds whose words all belong to the value."""

NAMED = frozenset(
    (
        "full_name",
        "first_name",
        "last_name",
        "company_name",
        "address",
        "street",
        "city",
        "house_number",
        "country",
        "nationality",
    )
)
"""Kinds whose words may be any: a surname may be Bueno, a street's name may hold a no."""

SPELT = frozenset(("alphanumeric", "digits", "email", "url", "postal_code", "phone", "mobile"))
"""Kinds that may be said letter by letter, with pauses."""

DENYING = frozenset(("multi_choice",))
"""Kinds of whose answers a no is a part: `the phone yes, the post no`."""

UNCONTRASTED = frozenset(("yes_no", "multi_choice", "choice", "rating"))
"""Kinds whose recognisers know what a denial means to them."""

MAX_CORRECTIONS = 3
"""Corrections in one utterance that are looked at, the last first."""

REPAIRED = 0.95
"""What is left of the confidence of an answer that corrects another."""

Compose = Callable[[str, Mapping[str, Any]], Any]


@lru_cache(maxsize=1)
def _around() -> re.Pattern[str]:
    """Courtesies at the beginning or the end, the longest first."""
    said = alternation(sorted(shared_words().courtesies), r"\s+")
    return re.compile(rf"^\s*{said}\b[,.!…]*(?=\s+\w)|(?<=\w)[,.…]*\s+{said}[\s,.!…]*$")


@dataclass(frozen=True, slots=True)
class _Patterns:
    passed: re.Pattern[str]
    passed_beside_names: re.Pattern[str]
    passed_beside_letters: re.Pattern[str]
    """Without the words that tie a letter to its example: `M like Mike`."""
    lead: re.Pattern[str]
    """A marker in front of two words or more: `allora Mario Rossi`."""
    corrected_without_denial: re.Pattern[str]
    """`sorry` of `no sorry`: of an answer that may be no, the no belongs to the answer."""
    corrected_or_denied: re.Pattern[str]
    corrected_or_denied_apart: re.Pattern[str]
    """Here the plain no stands between commas."""


_BROKEN_WORD = re.compile(
    r"\b([^\W\d_]+)\s+([^\W\d_]+)(?:-+|…|\.{2,})\s+(?=\1\s+\2)|\b([^\W\d_]+)(?:-+|…|\.{2,})\s+(?=\3[^\W\d_])"
)
"""A word that is broken off and begun again: `Lo- Lopez`, `Ana Lo- Ana Lopez`."""

_BROKEN_START = re.compile(r"\b([^\W\d_]{4,})(\s+)(?=\1\s+\w)")


def _phrases(*lists: str) -> re.Pattern[str]:
    """Any of the phrases as whole words, the longest first, with the comma that sets it off."""
    spaced = alternation("|".join(lists).split("|"), "[ ,]+")
    return re.compile(rf"(?<![\w@.'/-]){spaced}(?![\w@'/-]|\.\w)[,.…]*")


def _without(denial: str, phrases: str) -> str:
    kept = dict.fromkeys(phrase.removeprefix(f"{denial} ").removesuffix(f" {denial}") for phrase in phrases.split("|"))
    return "|".join(phrase for phrase in kept if phrase != denial)


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    words = pack(language).hearing.disfluencies
    likeness = spelling_lexicon(language).like
    return _Patterns(
        _phrases(words.sounds, words.phrases, words.markers),
        _phrases(words.sounds, words.phrases),
        _phrases(words.sounds, words.phrases, *(word for word in words.markers.split("|") if (word,) not in likeness)),
        re.compile(rf"\s*(?:{words.markers})\b[,.…]*(?=\s+\w\S*\s+\w)"),
        _phrases(_without(words.denial, words.corrections)),
        _phrases(words.corrections, words.denial),
        re.compile(rf"{_phrases(words.corrections).pattern}|(?<=,)\s+(?:{words.denial}),"),
    )


def read_with_repairs(kind: str, read: Recogniser, compose: Compose, text: str, context: Context) -> Reading:
    """The reading of an utterance, past hesitations and with corrections followed; spans are of the text as given."""
    if kind in AS_GIVEN or (kind == "yes_no" and is_idiom(text, context.language)):
        return read(text, context)
    plain = fold(text).text
    fluent = _fluent(kind, text, plain, context.language)
    if kind == "address":
        fluent = _renumbered(fluent, plain, context.language)
    cues = [] if kind == "yes_no" and is_contradictory(text, context.language) else _cues(kind, plain, context.language)
    reading = _contrasted(kind, read, fluent, plain, cues, context)
    if reading is None:
        reading = _corrected(kind, read, compose, fluent, cues, context) if cues else read(fluent, context)
    if not reading.matches and fluent != text:
        # What was passed over may have been the answer after all.
        reading = read(text, context)
    return reading if fluent == text else _as_given(reading, text)


def _fluent(kind: str, text: str, plain: str, language: str) -> str:
    patterns = _patterns(language)
    passed = patterns.passed_beside_names if kind in NAMED else patterns.passed
    passed = patterns.passed_beside_letters if kind in FORMS or kind == "alphanumeric" else passed
    found = [each.span() for each in passed.finditer(plain)]
    if ("-" in plain or ".." in plain) and kind not in FORMS and kind not in SPELT:
        found += [each.span() for each in _BROKEN_WORD.finditer(plain)]
    if kind in NAMED or kind in ("email", "url"):
        broken = _BROKEN_START.finditer(plain)
        # A number or letter said twice is one that stands there twice.
        found += [each.span() for each in broken if not spelled_word(each[1], language)]
        lead = patterns.lead.match(plain)
        found += [lead.span()] if lead else []
    if kind != "yes_no":
        found += [each.span() for each in _around().finditer(plain)]
    return _blanked(text, found) if found else text


def _renumbered(text: str, plain: str, language: str) -> str:
    """An address whose number is taken back at once holds the later one alone: `via Roma 12, no, 14, Milano`."""
    cues = [match.span() for match in _patterns(language).corrected_or_denied.finditer(plain)][:MAX_CORRECTIONS]
    numbers = find_phrases(text, language) if cues else ()
    for start, end in cues:
        before = next((number for number in numbers if number.end <= start and not plain[number.end : start].strip(" ,")), None)
        after = any(number.start >= end and not plain[end : number.start].strip(" ,") for number in numbers)
        if before is not None and after:
            text = _blanked(text, [(before.start, end)])
    return text


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _cues(kind: str, plain: str, language: str) -> list[tuple[int, int]]:
    """Where an answer may be taken back, the last first; a plain no only where it cannot be part of the answer."""
    patterns = _patterns(language)
    pattern = patterns.corrected_or_denied
    if kind == "yes_no":
        pattern = patterns.corrected_without_denial
    elif kind in NAMED or kind in DENYING:
        pattern = patterns.corrected_or_denied_apart
    return [each.span() for each in pattern.finditer(plain)][-MAX_CORRECTIONS:][::-1]


def _contrasted(
    kind: str, read: Recogniser, text: str, plain: str, cues: list[tuple[int, int]], context: Context
) -> Reading | None:
    """The reading of the half that is meant, of `not X but Y`; None where nothing is contrasted."""
    if kind in UNCONTRASTED:
        return None
    for cut in contrasts(plain, context.language, named=kind in NAMED):
        if any(start < cut.denied[0] < end for start, end in cues):
            continue  # `no, wait` takes back, and denies nothing
        denied, meant = (read(_only(text, span), context) for span in (cut.denied, cut.meant))
        if denied.matches and meant.matches and denied.matches[0].value != meant.matches[0].value:
            return meant
    return None


def _only(text: str, span: tuple[int, int]) -> str:
    """One stretch of a text, at its place."""
    return " " * span[0] + text[slice(*span)]


def _corrected(
    kind: str, read: Recogniser, compose: Compose, text: str, cues: list[tuple[int, int]], context: Context
) -> Reading:
    for start, end in cues:
        # Before the first answer or after the last there is nothing to correct: `sorry, it is the fifth`.
        if not text[:start].strip() or not text[end:].strip():
            continue
        earlier = read(text[:start], context)
        if not earlier.matches:
            continue
        later = read(" " * end + text[end:], replace(context, held={**context.held, **earlier.matches[0].parts}))
        if not later.matches:
            later = _with_unit(read, earlier.matches[0], text, end, context)
        if later.matches:
            return Reading((_repair(kind, compose, earlier.matches[0], later.matches[0]), *later.matches[1:]))
    return read(text, context)


def _with_unit(read: Recogniser, earlier: Match, text: str, end: int, context: Context) -> Reading:
    """A number alone that corrects one with a unit is of that unit: `two hours, no, three`."""
    told, said = (find_phrases(words, context.language) for words in (earlier.raw, text[end:]))
    if len(told) != 1 or len(said) != 1:
        return Reading()
    span = (end + said[0].start, end + said[0].end)
    whole = f"{earlier.raw[: told[0].start]}{text[slice(*span)]}{earlier.raw[told[0].end :]}"
    matches = read(whole, context).matches
    return Reading(tuple(replace(match, raw=text[slice(*span)], span=span) for match in matches[:1]))


def _repair(kind: str, compose: Compose, earlier: Match, later: Match) -> Match:
    """The later answer, with the parts that only the earlier one held: `the twelfth of May, no, the thirteenth`."""
    confidence = round(later.confidence * REPAIRED, 4)
    if kind == "amount" and later.value["currency"] is None:
        later = replace(later, value={**later.value, "currency": earlier.value["currency"]})
    if not later.parts or not set(later.parts) < set(earlier.parts):
        return replace(later, confidence=confidence)
    parts = {**earlier.parts, **later.parts}
    return replace(later, value=compose(kind, parts), parts=parts, confidence=confidence)


def _as_given(reading: Reading, text: str) -> Reading:
    matches = tuple(replace(match, raw=text[slice(*match.span)]) for match in reading.matches)
    violations = tuple(replace(each, raw=text[slice(*each.span)]) for each in reading.violations)
    return Reading(matches, violations)
