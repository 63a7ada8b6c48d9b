"""Codes with a form and, mostly, a check digit: found in typed and in spelled text.

A code that has the form and breaks its check is a violation `checksum`; one that is not complete yet is a violation
`length`, which lets a conversation ask for the rest. Sources of the rules stand at each form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stdnum import bic, iban, luhn
from stdnum.eu import vat as eu_vat
from stdnum.it import codicefiscale, iva

from omnia.dialogue.extraction.base import Context, Match, Reading, Violation
from omnia.dialogue.extraction.spelling import Run, covers, spelled_runs
from omnia.dialogue.extraction.text import prepare

LETTER_FOR_DIGIT: Mapping[str, str] = {"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"}
DIGIT_FOR_LETTER: Mapping[str, str] = {"0": "O", "1": "I", "2": "Z", "5": "S", "8": "B"}


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a code.

    `pattern` finds it in a run of characters; `holds` says whether its check is right; `minimum` and `maximum` are its
    lengths; `start` is what the beginning of an incomplete one looks like; `name` is the code's name in a message; `length_of`
    tells the one length that a code may have by its beginning, `least` the length below which it is incomplete.
    """

    name: str
    pattern: re.Pattern[str]
    minimum: int
    maximum: int
    start: re.Pattern[str]
    holds: Callable[[str], bool] | None = None
    length_of: Callable[[str], int | None] | None = None
    least: Callable[[str], int] | None = None
    mends: bool = True


def _form(
    name: str, pattern: str, lengths: tuple[int, int], start: str, holds: Callable[[str], bool] | None = None, **more: Any
) -> Form:
    return Form(name, re.compile(pattern), *lengths, re.compile(start), holds, **more)


def _iban_length(characters: str) -> int | None:
    """Length of an IBAN by its country (SWIFT IBAN registry, as python-stdnum carries it); None for no such country."""
    found = iban._ibandb.info(characters[:2] + "00")[0][1]  # noqa: SLF001  # the registry has no public door
    structure = found.get("bban")
    return 4 + sum(int(size) for size in re.findall(r"(\d+)!", structure)) if structure else None


def _holds_iban(value: str) -> bool:
    """ISO 7064 mod 97-10 and the country's length; national digits inside are the bank's own affair."""
    return bool(iban.is_valid(value, check_country=False))


def _least_vat(characters: str) -> int:
    """An Italian number alone has 11 digits; with a country before it the shortest in Europe has 10 characters."""
    return 11 if characters.isdigit() else 10


def _holds_vat(value: str) -> bool:
    return bool(iva.is_valid(value)) if value.isdigit() else bool(eu_vat.is_valid(value))


FORMS: Mapping[str, Form] = {
    # ISO 13616; check by ISO 7064 mod 97-10.
    "iban": _form(
        "IBAN", r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", (15, 34), r"[A-Z]{2}\d{2}[A-Z0-9]*", _holds_iban,
        length_of=_iban_length, mends=False,
    ),
    # ISO 9362: bank, country, location, branch.
    "bic": _form(
        "BIC", r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", (8, 11), r"[A-Z]{4,6}[A-Z0-9]{0,2}", bic.is_valid, mends=False,
    ),
    # D.M. 23/12/1976 n. 13813: surname, name, year, month, day and sex, municipality, check character; homocodes put letters
    # for digits.
    "codice_fiscale": _form(
        "codice fiscale",
        r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]",
        (16, 16),
        r"[A-Z]{3,6}[0-9LMNPQRSTUV]{0,2}[ABCDEHLMPRST]?[0-9LMNPQRSTUV]{0,2}[A-Z]?[0-9LMNPQRSTUV]{0,3}",
        codicefiscale.is_valid,
    ),
    # Council Directive 2006/112/EC art. 215; the Italian number alone has 11 digits with a Luhn check (D.P.R. 633/1972).
    "vat": _form(
        "VAT number", r"(?:[A-Z]{2}[A-Z0-9]{8,12}|\d{11})", (10, 14), r"(?:[A-Z]{2})?\d{4,10}", _holds_vat,
        mends=False, least=_least_vat,
    ),
    # ARERA, resolution 293/05: IT, three digits of the distributor, E, eight digits, and at times a check digit.
    "pod": _form("POD code", r"IT\d{3}E\d{8}\d?", (14, 15), r"IT\d{0,3}E?\d{0,8}"),
    "policy_number": _form("policy number", r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{6,16}", (6, 16), r"[A-Z0-9]{2,5}", mends=False),
    # ISO/IEC 7812: payment cards, checked by Luhn.
    "card_number": _form("card number", r"[2-6]\d{12,18}", (13, 19), r"[2-6]\d{3,12}", luhn.is_valid, mends=False),
}  # fmt: skip

# Where letters and digits have fixed places, one taken for the other can be put right.
SHAPES: Mapping[str, str] = {"codice_fiscale": "AAAAAA99A99A999A", "pod": "AA999A99999999"}


def code_recogniser(kind: str) -> Callable[[str, Context], Reading]:
    """The recogniser of a kind of code."""
    form = FORMS[kind]

    def recognise(text: str, context: Context) -> Reading:
        matches: list[Match] = []
        violations: list[Violation] = []
        for run in spelled_runs(text, context.language):
            for found in _readings(kind, form, run, text):
                if isinstance(found, Match):
                    matches.append(found)
                else:
                    violations.append(found)
        if not matches and kind in LETTERS_ALONE:
            matches.extend(_typed_small(kind, form, text))
        return Reading(tuple(sorted(matches, key=lambda match: -match.confidence)), tuple(violations))

    return recognise


LETTERS_ALONE: Mapping[str, frozenset[str]] = {"bic": frozenset(("bic", "swift"))}
"""Codes that may be without a digit, with the words that announce them."""


def _typed_small(kind: str, form: Form, text: str) -> Iterator[Match]:
    """A code typed in small letters: a word as any other, so it counts only alone or where it is announced."""
    folded, tokens = prepare(text)
    announced = any(token.text in LETTERS_ALONE[kind] for token in tokens)
    for token in tokens:
        characters = token.text.upper()
        if (announced or len(tokens) == 1) and form.pattern.fullmatch(characters) and form.holds and form.holds(characters):
            span = folded.span(token.start, token.end)
            yield Match(kind, characters, text[slice(*span)], span, 0.7)


def _readings(kind: str, form: Form, run: Run, text: str) -> Iterator[Match | Violation]:
    """Codes in a run; near misses only where no code is."""
    broken: list[Violation] = []
    found = False
    for value, piece, confidence in _candidates(kind, form, run):
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


def _candidates(kind: str, form: Form, run: Run) -> Iterator[tuple[str, Run, float]]:
    """Values with the form of the code: as said, then with letters and digits put in their places."""
    characters = run.characters
    boundaries = sorted(run.boundaries())
    for start in boundaries:
        for end in _ends(form, characters, start, boundaries):
            piece = run.cut(start, end)
            if piece is not None and form.pattern.fullmatch(characters[start:end]):
                yield characters[start:end], piece, 0.98
    if form.mends and kind in SHAPES and not form.pattern.search(characters):
        mended = _mended(characters, SHAPES[kind])
        if mended and form.pattern.fullmatch(mended):
            yield mended, run, 0.8


def _ends(form: Form, characters: str, start: int, boundaries: list[int]) -> list[int]:
    """Where a code that begins at a place may end, longest first; the country decides where it can."""
    expected = form.length_of(characters[start:]) if form.length_of and characters[start : start + 2].isalpha() else None
    if form.length_of is not None:
        return [start + expected] if expected and start + expected <= len(characters) else []
    return [end for end in reversed(boundaries) if form.minimum <= end - start <= form.maximum]


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
    elif len(characters) > form.maximum and kind in SHAPES:
        yield Violation(
            kind, "length", raw, span, f"That {form.name} has {len(characters)} characters; {form.maximum} are needed."
        )


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
    matches = []
    for run in spelled_runs(text, context.language):
        for piece in _stretches(run, fits):
            if minimum <= len(piece.characters) <= maximum:
                raw, span = _raw(piece, text)
                matches.append(Match(kind, piece.characters, raw, span, 0.95))
    return Reading(tuple(sorted(matches, key=lambda match: (-len(match.value), match.span))))


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


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "luhn": luhn.is_valid,
    "mod97": _holds_iban,
    "iban": _holds_iban,
    "codice_fiscale": codicefiscale.is_valid,
    "partita_iva": iva.is_valid,
    "vat": _holds_vat,
    "bic": bic.is_valid,
}


def validate_checksum(algorithm: str, value: str) -> bool:
    """Whether a value passes a named check; raises `KeyError` for a name that is not in `CHECKS`."""
    return CHECKS[algorithm](value)
