"""Recogniser of postal codes, typed or said, by country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from omnia.dialogue.extraction.characters.british_codes import british_codes, price
from omnia.dialogue.extraction.characters.digit_runs import DigitRun, digit_runs
from omnia.dialogue.extraction.characters.email_items import Item, ItemReader
from omnia.dialogue.extraction.characters.spelling import Run, sounded_runs, spelled_runs
from omnia.dialogue.extraction.languages import habits
from omnia.dialogue.extraction.languages.compiled.addresses import AddressLexicon, address_lexicon
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.shared.addresses import POSTAL_LENGTHS, POSTAL_LETTERS, POSTAL_RULES
from omnia.dialogue.extraction.regions import likely_regions
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, Token, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

LARGEST = 99999
"""The highest number said as one (`soixante-quinze mille huit`)."""

SHORTEST_LETTERED, LONGEST_LETTERED = 5, 7
"""Characters of a code with letters."""

SURE, LEAST_SURE, DOUBTFUL, PRICE_OF_DOUBT = 0.95, 0.5, 0.4, 0.15
"""How sure a British code is: typed or spelled clearly, at least, of an area that does not exist, and less for what it costs."""

GAP = 5.0
"""How fast what speaks for a code falls with its price: beside one of nearly the same price none is sure."""

CLEAR = 0.3
"""What a code of an area that does not exist may cost at most."""

SURE_ABROAD = 0.85
"""How sure a British code must be where another country's are expected."""

_LETTERED = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4}(?![A-Z0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PostalCode:
    """A code without separators, its offsets in the folded text, and how sure it is."""

    value: str
    start: int
    end: int
    confidence: float


def recognise_postal_code(text: str, context: Context) -> Reading:
    """Postal codes of the caller's country, best first; violations `length` and `format` where the whole answer is none."""
    text = text[:MAX_CHARACTERS]
    folded, _ = prepare(text)
    found = sorted(postal_codes(text, context), key=lambda code: -code.confidence)
    matches = []
    for code in found:
        start, end = folded.span(code.start, code.end)
        matches.append(Match("postal_code", code.value, text[start:end], (start, end), code.confidence))
    return Reading(tuple(matches), () if matches else tuple(_violations(text, context)))


def postal_codes(text: str, context: Context) -> Iterator[PostalCode]:
    """The postal codes in a text, in order of likelihood of their countries."""
    given = False
    for place, region in enumerate(likely_regions(context)):
        codes = _of_region(text, context, region)
        for code in codes:
            given = True
            yield PostalCode(code.value, code.start, code.end, round(code.confidence - 0.2 * place, 2))
    if not given and _hears_british(context) and "region" not in context.options:
        for code in _british(text, context):
            if code.confidence > SURE_ABROAD:
                yield PostalCode(code.value, code.start, code.end, 0.7)


def _hears_british(context: Context) -> bool:
    return habits(context.language).characters.spelling.british_postcodes


def _of_region(text: str, context: Context, region: str) -> list[PostalCode]:
    if region == "GB" and _hears_british(context):
        return list(_british(text, context))
    return list(_lettered(text, context, region)) if region in POSTAL_LETTERS else list(_digits(text, context, region))


def _british(text: str, context: Context) -> Iterator[PostalCode]:
    """The likeliest code of a text, as sure as its price and the next one's leave it.

    One of an area that does not exist is given only where doubtful readings are wanted.
    """
    every = british_codes(text, context.language)
    for code in every[:1]:
        doubtful = not code.is_area
        if doubtful and not (context.options.get("possible") and code.cost < CLEAR):
            continue
        share = exp(-GAP * price(code)) / sum(exp(-GAP * price(other)) for other in every)
        sure = DOUBTFUL if doubtful else max(LEAST_SURE, share * (SURE - PRICE_OF_DOUBT * max(0.0, price(code))))
        yield PostalCode(code.value, code.start, code.end, round(sure, 2))


# --- digits --------------------------------------------------------------------------------------------------------


def _digits(text: str, context: Context, region: str) -> Iterator[PostalCode]:
    lexicon = address_lexicon(context.language)
    lengths = POSTAL_LENGTHS.get(region, (5,))
    for run in digit_runs(text, context.language, LARGEST):
        found = _of_run(run, region, lengths)
        if found is None or not _is_free(found[1]):
            continue
        value, piece = found
        cue = _is_whole(piece, lexicon) or _has_cue(piece, lexicon)
        start, end = piece.offsets
        regrouped = value != piece.digits or (not piece.spoken and len(piece.pieces) > 2)
        yield PostalCode(value, start, end, (0.97 if cue else 0.8) - (0.1 if regrouped else 0.0))


def _of_run(run: DigitRun, region: str, lengths: Sequence[int]) -> tuple[str, DigitRun] | None:
    """The code that a row of digits is, in another grouping of its words if need be, or that one piece of it is."""
    if run.plus:
        return None
    whole = run.spoken or not set(run.marks()) & set(",./")
    for digits in (run.digits, *run.splits()) if whole else ():
        if len(digits) in lengths and _exists(digits, region):
            return digits, run
    if region == "FR" and run.spoken and len(run.digits) == 4 and run.digits.endswith("00"):
        return f"{run.digits[:2]}100", run  # `quatre-vingt-douze cent` is 92 and 100
    for place in reversed(range(len(run.pieces))):
        for after in range(len(run.pieces), place, -1):
            piece = run.cut(place, after)
            alone = after - place == 1 or _is_hyphened(piece, region)
            if alone and not piece.spoken and len(piece.digits) in lengths and _exists(piece.digits, region):
                return piece.digits, piece
    return None


def _is_hyphened(run: DigitRun, region: str) -> bool:
    """`1234-567` and `12345-6789`: two pieces and the hyphen between them."""
    return len(run.pieces) == 2 and run.marks() == "-" and region in {"PT", "US", "BR", "PL"}


def _exists(digits: str, region: str) -> bool:
    rule = POSTAL_RULES.get(region)
    return rule is None or rule.fullmatch(digits) is not None


def _is_free(run: DigitRun) -> bool:
    """Whether no letters or signs are glued to the digits; a country's letters before them are no bar (`I-20121`)."""
    tokens = run.tokens
    before = tokens[run.first - 1] if run.first else None
    after = tokens[run.after] if run.after < len(tokens) else None
    glued_before = before is not None and not tokens[run.first].gap
    glued_after = after is not None and not after.gap and (after.is_word or after.text in "€$£%@:")
    if before is not None and glued_before and (before.is_word or before.text in "€$£#@:"):
        return run.spoken or before.text == ":"
    return not glued_after or run.spoken


def _has_cue(run: DigitRun, lexicon: AddressLexicon) -> bool:
    before = [token.text for token in run.tokens[max(0, run.first - 6) : run.first]]
    return any(
        phrase == tuple(before[place : place + len(phrase)]) for phrase in lexicon.postal_cues for place in range(len(before))
    )


def _is_whole(run: DigitRun, lexicon: AddressLexicon) -> bool:
    """Whether nothing stands beside the digits but words that announce a code or say nothing."""
    cues = {word for phrase in lexicon.postal_cues for word in phrase}
    rest: tuple[Token, ...] = (*run.tokens[: run.first], *run.tokens[run.after :])
    return all(not token.is_digits and (not token.is_word or token.text in lexicon.small or token.text in cues) for token in rest)


def _violations(text: str, context: Context) -> Iterator[Violation]:
    """Why digits that are the whole answer are no code."""
    region = likely_regions(context)[0]
    if region in POSTAL_LETTERS:
        return
    lengths = POSTAL_LENGTHS.get(region, (5,))
    folded, _ = prepare(text)
    runs = digit_runs(text, context.language, LARGEST)
    if len(runs) != 1 or len(runs[0].digits) < 2 or not _is_whole(runs[0], address_lexicon(context.language)):
        return
    if not _is_free(runs[0]) or "/" in runs[0].marks():
        return
    start, end = folded.span(*runs[0].offsets)
    heard = len(runs[0].digits)
    if heard in lengths:
        yield Violation("postal_code", "format", text[start:end], (start, end), "No such postal code exists.")
        return
    needed = " or ".join(str(length) for length in lengths)
    yield Violation(
        "postal_code", "length", text[start:end], (start, end), f"A postal code has {needed} digits; {heard} were heard."
    )


# --- letters and digits --------------------------------------------------------------------------------------------


def _lettered(text: str, context: Context, region: str) -> Iterator[PostalCode]:
    """Codes with letters, typed together or spelled."""
    pattern = POSTAL_LETTERS[region]
    folded, _ = prepare(text)
    found = False
    for match in _LETTERED.finditer(folded.text):
        value = re.sub(r"[ -]", "", match.group()).upper()
        if pattern.fullmatch(value):
            found = True
            yield PostalCode(value, match.start(), match.end(), 0.95)
    if found:
        return
    rows = (_spelled_code(row, pattern) for row in _spelled_rows(text, context.language))
    readings = [
        next((code for code in rows if code is not None), None),
        _code_in(spelled_runs(text, context.language), pattern, 0.9),
    ]
    # Of two readings the one that begins earlier left no letter out.
    spelled = min((code for code in readings if code is not None), key=lambda code: code.start, default=None)
    sounded = _code_in(sounded_runs(text, context.language), pattern, 0.8)
    code = spelled or sounded
    if spelled is not None and sounded is not None and _begins_before(sounded, spelled, folded.text):
        code = sounded
    if code is not None:
        yield code


def _begins_before(sounded: PostalCode, spelled: PostalCode, folded: str) -> bool:
    """Whether the code begins with a word that is a letter by its sound (`are g six one d e`)."""
    if sounded.start >= spelled.start or sounded.end < spelled.end:
        return False
    return folded[sounded.start : spelled.start].split(maxsplit=1)[0] in shared_words().beginning_sounds


def _code_in(runs: Sequence[Run], pattern: re.Pattern[str], confidence: float) -> PostalCode | None:
    """The first stretch of characters that is a code, the longest where several begin at one place."""
    for run in runs:
        places = sorted(run.boundaries())
        for start in places:
            for end in reversed([place for place in places if SHORTEST_LETTERED <= place - start <= LONGEST_LETTERED]):
                piece, value = run.cut(start, end), _as_code(run.characters[start:end], pattern)
                if piece is not None and value:
                    return PostalCode(value, piece.pieces[0].start, piece.pieces[-1].end, confidence)
    return None


def _as_code(characters: str, pattern: re.Pattern[str]) -> str:
    """The characters as a code, an O for a zero or the other way round where that makes it one; empty if it is none."""
    if pattern.fullmatch(characters):
        return characters
    for place, character in enumerate(characters):
        if character in "O0":
            other = characters[:place] + ("0" if character == "O" else "O") + characters[place + 1 :]
            if pattern.fullmatch(other):
                return other
    return ""


def _spelled_rows(text: str, language: str) -> Iterator[list[Item]]:
    """Letters and digits said one after the other, words of two letters counted as letters (`e c one a one b b`)."""
    row: list[Item] = []
    for item in ItemReader(text, language).items():
        if item.kind in {"letter", "digits"} or (item.kind == "word" and len(item.text) <= 2 and item.text.isascii()):
            row.append(item)
        elif item.kind not in {"remark", "comma"}:
            yield row
            row = []
    yield row


def _spelled_code(row: Sequence[Item], pattern: re.Pattern[str]) -> PostalCode | None:
    """The first stretch of a row that is a code, the longest where several begin at one place."""
    for first in range(len(row)):
        for after in range(min(len(row), first + LONGEST_LETTERED), first, -1):
            characters = "".join(item.text for item in row[first:after]).upper()
            if pattern.fullmatch(characters):
                return PostalCode(characters, row[first].start, row[after - 1].end, 0.9)
    return None
