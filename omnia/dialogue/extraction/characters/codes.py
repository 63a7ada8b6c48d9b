"""Codes with a form and, mostly, a check digit: found in typed and in spelled text.

A code that has the form and breaks its check is a violation `checksum`; one that is not complete yet is a violation
`length`, which lets a conversation ask for the rest. Their forms: `omnia.dialogue.extraction.characters.forms`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from omnia.dialogue.extraction.characters.forms import CHECKS, FORMS, Form
from omnia.dialogue.extraction.characters.spelling import Run, covers, sounded_whole, spelled_runs
from omnia.dialogue.extraction.languages.compiled.spelling import copula
from omnia.dialogue.extraction.regions import told_region
from omnia.dialogue.extraction.text.tokens import fold_word, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

LETTER_FOR_DIGIT: Mapping[str, str] = {"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"}
DIGIT_FOR_LETTER: Mapping[str, str] = {"0": "O", "1": "I", "2": "Z", "5": "S", "8": "B"}


def code_recogniser(kind: str) -> Callable[[str, Context], Reading]:
    """The recogniser of a kind of code, the caller's country first. Options: `region`, `countries` (the only ones wanted)."""

    def recognise(text: str, context: Context) -> Reading:
        sounded = _by_sound(kind, text, context)
        if sounded is not None:
            return Reading((sounded,))
        near: list[Violation] = []
        for place, forms in enumerate(forms_by_country(FORMS[kind], context)):
            foreign = place > 0 and context.region is not None
            matches: list[Match] = []
            violations: list[Violation] = []
            for form in forms:
                for found in _in_text(kind, form, text, context.language, foreign=foreign and form.holds is None):
                    if isinstance(found, Violation):
                        violations.append(found)
                    elif not _is_beginning(found, form, near):
                        matches.append(found)
            if matches:
                matches = _without_pieces(matches)
                return Reading(
                    tuple(sorted(matches, key=lambda match: (-match.confidence, -len(match.value)))), tuple(violations)
                )
            near += violations
        return Reading((), tuple(near[:MAX_VIOLATIONS]))

    return recognise


def _by_sound(kind: str, text: str, context: Context) -> Match | None:
    """The code that a whole text is, some of whose words only sound like its letters."""
    run = sounded_whole(text, context.language)
    if run is None:
        return None
    for form in next(forms_by_country(FORMS[kind], context), ()):
        for value, piece, _ in candidates(form, run):
            if piece.span == run.span and (form.holds is None or form.holds(value)):
                raw, span = _raw(run, text)
                return Match(kind, value, raw, span, BY_SOUND)
    return None


BY_SOUND = 0.7
"""How sure a code is of which words only sound like its characters."""


def _is_beginning(match: Match, form: Form, near: list[Violation]) -> bool:
    """Whether digits that another country's unchecked code could be are the beginning of one of the caller's own country."""
    return (
        form.holds is None and match.value.isdigit() and any(each.rule == "length" and each.span == match.span for each in near)
    )


MAX_VIOLATIONS = 4
"""Near misses that are told of, best first."""


def forms_by_country(forms: tuple[Form, ...], context: Context) -> Iterator[tuple[Form, ...]]:
    """The forms to try, those of the caller's country before the others'."""
    wanted = context.options.get("countries")
    if isinstance(wanted, list | tuple):
        forms = tuple(form for form in forms if not form.countries or form.countries.intersection(map(str, wanted)))
    region = told_region(context)
    near = tuple(form for form in forms if not form.countries or region in form.countries)
    if near:
        yield near
    if others := tuple(form for form in forms if form not in near):
        yield others


def _without_pieces(matches: list[Match]) -> list[Match]:
    """The matches that are no part of a longer one: `ab12` of `ab12 cde` has the form of another country's code."""
    return [match for match in matches if not any(_is_part(match.span, other.span) for other in matches)]


def _is_part(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _in_text(kind: str, form: Form, text: str, language: str, *, foreign: bool = False) -> Iterator[Match | Violation]:
    """What a form finds; of a foreign one that nothing checks only what is a whole row of characters, as it was said."""
    found = False
    for run in spelled_runs(text, language):
        for reading in _readings(kind, form, run, text):
            if foreign and isinstance(reading, Match) and (reading.span != run.span or reading.value != run.characters):
                continue
            found = found or isinstance(reading, Match)
            yield reading
    if form.announced and not found:
        yield from _typed_small(kind, form, text)
    if form.is_strict and not found:
        yield from _typed_small_with_digits(kind, form, text, language)


def _typed_small_with_digits(kind: str, form: Form, text: str, language: str) -> Iterator[Match]:
    """A code typed in small letters and in groups, whose letters alone would be words: only a strict form is found so."""
    said = copula(language)
    capitals = _WORD.sub(lambda word: word[0] if word[0] == said else word[0].upper(), text)
    if fold_word(said) == "e":
        capitals = _PLAIN_COPULA.sub("=", capitals)
    if capitals == text or len(capitals) != len(text) or sum(character.isdigit() for character in text) < LEAST_DIGITS:
        return
    for run in spelled_runs(capitals, language):
        for value, piece, confidence in candidates(form, run):
            if form.holds is None or form.holds(value):
                raw, span = _raw(piece, text)
                yield Match(kind, value, raw, span, round(confidence - 0.1, 2))
                return


_WORD = re.compile(r"[^\W\d_]+")

_PLAIN_COPULA = re.compile(r"(?<=[^\W\d_]{3}\s)E(?=\s)")
"""The copula of `la mia patente e u1 2a34567 b`, as it is written without its accent."""

LEAST_DIGITS = 2
"""Digits that a text in small letters must have at least for its words to be tried as groups of a code."""


def _typed_small(kind: str, form: Form, text: str) -> Iterator[Match]:
    """A code typed in small letters: a word as any other, so it counts only alone or where it is announced."""
    folded, tokens = prepare(text)
    announced = any(token.text in form.announced for token in tokens)
    for token in tokens:
        characters = token.text.upper()
        if (announced or len(tokens) == 1) and form.pattern.fullmatch(characters) and form.holds and form.holds(characters):
            span = folded.span(token.start, token.end)
            yield Match(kind, characters, text[slice(*span)], span, 0.7)


def _readings(kind: str, form: Form, run: Run, text: str) -> Iterator[Match | Violation]:
    """Codes in a run; near misses only where no code is."""
    broken: list[Violation] = []
    found = False
    for value, piece, confidence in candidates(form, run):
        raw, span = _raw(piece, text)
        if form.holds is None or form.holds(value):
            found = True
            yield Match(kind, value, raw, span, confidence)
            break
        broken.append(
            Violation(kind, "checksum", raw, span, f"That {form.name} has a wrong check character: say or type it again.")
        )
    if not found:
        yield from broken[:1] or _incomplete(kind, form, run, text)


def candidates(form: Form, run: Run) -> Iterator[tuple[str, Run, float]]:
    """Values with the form of the code: as said, then with letters and digits put in their places."""
    characters = run.characters
    if len(characters) < form.minimum:
        return
    places = run.boundaries()
    boundaries = list(places)
    for start in boundaries:
        for end in _ends(form, characters, start, boundaries):
            if form.pattern.fullmatch(characters, start, end) and (piece := run.cut(start, end, places)) is not None:
                yield characters[start:end], piece, 0.98
    if form.shape and not form.pattern.search(characters):
        mended = _mended(characters, form.shape)
        if mended and form.pattern.fullmatch(mended):
            yield mended, run, 0.8


def _ends(form: Form, characters: str, start: int, boundaries: list[int]) -> list[int]:
    """Where a code that begins at a place may end, longest first; the country decides where it can."""
    expected = form.length_of(characters[start:]) if form.length_of and characters[start : start + 2].isalpha() else None
    if form.length_of is not None:
        return [start + expected] if expected and start + expected <= len(characters) else []
    first, after = bisect_left(boundaries, start + form.minimum), bisect_right(boundaries, start + form.maximum)
    return boundaries[first:after][::-1]


def _mended(characters: str, shape: str) -> str:
    """The characters with those that were taken for each other put right by the shape; empty where that does not help."""
    if len(characters) != len(shape):
        return ""
    fixed = []
    for character, place in zip(characters, shape, strict=True):
        misplaced = character.isalpha() if place == "9" else character.isdigit()
        table = LETTER_FOR_DIGIT if place == "9" else DIGIT_FOR_LETTER
        fixed.append(table.get(character, character) if misplaced else character)
    return "".join(fixed)


def _incomplete(kind: str, form: Form, run: Run, text: str) -> Iterator[Violation]:
    """The beginning of a code that is the whole answer, or one that is too long."""
    characters = run.characters
    if not covers(run, text):
        return
    raw, span = _raw(run, text)
    least = form.least(characters) if form.least else form.minimum
    if 1 < len(characters) < least and form.start.fullmatch(characters):
        yield Violation(
            kind,
            "length",
            raw,
            span,
            f"That {form.name} is not complete: {len(characters)} of {least} characters were heard.",
        )
    elif form.length_of is not None and form.start.fullmatch(characters) and (expected := form.length_of(characters)):
        yield Violation(kind, "length", raw, span, f"That {form.name} has {len(characters)} characters; {expected} are needed.")
    elif len(characters) > form.maximum and form.shape:
        yield Violation(
            kind, "length", raw, span, f"That {form.name} has {len(characters)} characters; {form.maximum} are needed."
        )
    elif form.minimum <= len(characters) <= form.maximum and len(characters) >= LEAST_TELLING and not characters.isalpha():
        yield Violation(kind, "format", raw, span, f"That is not how a {form.name} is made up: say or type it again.")


LEAST_TELLING = 6
"""Characters from which on an answer of the right length is told to be made up wrong; a shorter one may be anything."""


def _raw(run: Run, text: str) -> tuple[str, tuple[int, int]]:
    start, end = run.span
    return text[start:end], (start, end)


def recognise_digits(text: str, context: Context) -> Reading:
    """The longest row of digits, said one by one or in groups. Options: `minimum` and `maximum` digits."""
    return _plain("digits", text, context, str.isdigit)


def recognise_alphanumeric(text: str, context: Context) -> Reading:
    """The longest row of letters and digits. Options: `minimum` and `maximum` characters."""
    return _plain("alphanumeric", text, context, str.isalnum)


def _plain(kind: str, text: str, context: Context, fits: Callable[[str], bool]) -> Reading:
    minimum, maximum = _count(context.options.get("minimum"), 1), _count(context.options.get("maximum"), 64)
    sounded = sounded_whole(text, context.language)
    if sounded is not None and fits(sounded.characters) and minimum <= len(sounded.characters) <= maximum:
        raw, span = _raw(sounded, text)
        return Reading((Match(kind, sounded.characters, raw, span, BY_SOUND),))
    last_word = max((token.start for token in prepare(text)[1] if token.is_word), default=-1)
    rows = [row for run in spelled_runs(text, context.language) for row in _stretches(run, fits) if not _is_scrap(row, last_word)]
    matches = []
    for row in rows:
        if minimum <= len(row.characters) <= maximum:
            raw, span = _raw(row, text)
            matches.append(Match(kind, row.characters, raw, span, 0.95))
    if matches:
        return Reading(tuple(sorted(matches, key=lambda match: (-len(match.value), match.span))))
    return Reading((), tuple(_misfits(kind, rows, text, minimum, maximum)))


def _misfits(kind: str, rows: list[Run], text: str, minimum: int, maximum: int) -> Iterator[Violation]:
    """Rows of the wrong length: a short one that is the whole answer may be its beginning, a long one is none."""
    for row in rows:
        raw, span = _raw(row, text)
        length = len(row.characters)
        if length < minimum and covers(row, text):
            yield Violation(kind, "length", raw, span, f"Not complete: {length} of {minimum} characters were heard.")
        elif length > maximum:
            yield Violation(kind, "too_long", raw, span, f"That has {length} characters; there are at most {maximum}.")


def _is_scrap(run: Run, last_word: int) -> bool:
    """One or two letters, or a digit, said in the middle of other words are words themselves: `I don't have it`, `two codes`.

    `last_word` is where the last word of the text begins.
    """
    letters = run.characters.isalpha() and len(run.characters) < LEAST_LETTERS
    if not (letters or len(run.characters) == 1) or not all(piece.spoken for piece in run.pieces):
        return False
    return last_word >= run.pieces[-1].end


LEAST_LETTERS = 3
"""Letters that are a code wherever they stand in an answer."""


def _count(option: Any, default: int) -> int:
    """An option that is a number of characters; one that is none does not count."""
    return option if isinstance(option, int) and not isinstance(option, bool) else default


def _stretches(run: Run, fits: Callable[[str], bool]) -> Iterator[Run]:
    """The longest rows of pieces whose characters all fit."""
    start: int | None = None
    for index, piece in enumerate(run.pieces):
        if fits(piece.characters):
            start = index if start is None else start
        elif start is not None:
            yield Run(run.pieces[start:index], run.folded)
            start = None
    if start is not None:
        yield Run(run.pieces[start:], run.folded)


def validate_checksum(algorithm: str, value: str) -> bool:
    """Whether a value passes a named check; raises `KeyError` for a name that is not in `CHECKS`."""
    return CHECKS[algorithm](value)
