"""Recogniser of telephone numbers, typed or said in digits and groups of digits.

`phonenumbers` (Google's libphonenumber data) decides what a number is; the country comes from the question's options, the
caller's region or the locale. What stands around a row of digits may rule it out: a date, a sum, an account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType
from phonenumbers.re_util import enable_pattern_cache, re_compile

from omnia.dialogue.extraction.characters.digit_runs import DigitRun, digit_runs
from omnia.dialogue.extraction.characters.lettered_numbers import lettered_number
from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.compiled.phones import PhoneLexicon, phone_lexicon
from omnia.dialogue.extraction.languages.shared.phones import LEADING_MARKS
from omnia.dialogue.extraction.regions import likely_regions
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, Folded, Token, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

SHORTEST_OF_ALL = 4
SHORTEST = 6
LONGEST = 17
"""Digits of a row that may be meant as a telephone number (with a trunk zero or two before the country)."""

_PLANNED = (
    *("general_desc", "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost"),
    *("personal_number", "voip", "pager", "uan", "voicemail"),
)
"""What a numbering plan describes, as libphonenumber names it."""

_MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
_DATE = re.compile(r"\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([/.-])\d{1,2}\2\d{1,2}")
_DECIMAL = re.compile(r"\d+[.,]\d+|\d{1,3}([.,])\d{3}(?:\1\d{3})*[.,]\d{1,2}")
_STRONG = frozenset(",;/")
_CURRENCY_SIGNS = frozenset("€$£¥₹%")
_ARITHMETIC = frozenset("=*#+^")
_VOWELS = frozenset("aeiouyx")


@dataclass(frozen=True, slots=True)
class _Found:
    """A number and how sure its reading is."""

    number: PhoneNumber
    confidence: float


enable_pattern_cache()  # else a few countries' numbers push one another's patterns out of the cache of `re`


def load_plans() -> None:
    """Compile the numbering plan of every country, which takes some milliseconds each when first met."""
    for region in phonenumbers.SUPPORTED_REGIONS:
        plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
        if plan is None:
            continue
        for kind in _PLANNED:
            description = getattr(plan, kind, None)
            if description is not None and description.national_number_pattern:
                re_compile(description.national_number_pattern)
        for form in plan.number_format:
            for pattern in (form.pattern, *form.leading_digits_pattern):
                re_compile(str(pattern))


def recognise_phone(text: str, context: Context) -> Reading:
    """Telephone numbers, best first.

    Options: `region` (its numbers and international ones), `mobile` (mobiles only), `possible` (where no number is valid by its
    country's plan, the announced digits are given as a doubtful one).
    """
    text = text[:MAX_CHARACTERS]
    folded, tokens = prepare(text)
    words = phone_lexicon(context.language)
    regions = likely_regions(context)
    matches: list[Match] = []
    violations: list[Violation] = []
    shortest = min(_shortest(region) for region in regions)
    for run in digit_runs(text, context.language):
        lettered = lettered_number(run, tokens, regions)
        if lettered is not None:
            matches.append(_match(text, folded, lettered[0], _Found(lettered[1], LETTERED)))
            continue
        if len(run.digits) < shortest or not _is_free(run, folded, words, context.language):
            continue
        whole = _is_whole(run, tokens, words)
        cue = whole or _has_cue(run, tokens, words)
        if len(run.digits) < SHORTEST and not cue:
            continue
        found = list(_numbers(run, regions, cue=cue)) or list(_from_elsewhere(run, context, words, cue=cue))
        for piece, candidate in found:
            landline = context.options.get("mobile") and phonenumbers.number_type(candidate.number) not in _MOBILE
            if not landline:
                matches.append(_match(text, folded, piece, candidate))
            elif cue:
                violations.append(_violation(text, folded, piece, "mobile", "That is not the number of a mobile telephone."))
        if not found and context.options.get("possible"):
            doubtful = _doubtful(run, folded, regions, cue=cue)
            if doubtful is not None and not (context.region and not _has_cue(run, tokens, words) and _is_misfit(run, doubtful)):
                matches.append(_match(text, folded, run, doubtful))
        if whole and not found and len(run.digits) >= SHORTEST:
            violations.append(_violation(text, folded, run, "format", _message(run)))
    matches.sort(key=lambda match: -match.confidence)
    return Reading(tuple(matches), () if matches else tuple(violations))


def recognise_mobile(text: str, context: Context) -> Reading:
    """Numbers of mobile telephones, with the options of `recognise_phone`; a landline is a violation `mobile`."""
    reading = recognise_phone(text, replace(context, options={**context.options, "mobile": True}))
    return Reading(
        tuple(replace(match, kind="mobile") for match in reading.matches),
        tuple(replace(violation, kind="mobile") for violation in reading.violations),
    )


def _message(run: DigitRun) -> str:
    return f"That is not a valid telephone number: {len(run.digits)} digits were heard."


# --- what the digits say -------------------------------------------------------------------------------------------


def _numbers(run: DigitRun, regions: Sequence[str], *, cue: bool) -> Iterator[tuple[DigitRun, _Found]]:
    """The numbers in a row: the whole row, or what stands between its commas and strokes."""
    found = _read(run, regions, cue=cue)
    if found is not None:
        yield run, found
        return
    pieces = _between_strong_marks(run)
    if len(pieces) < 2:
        return
    for piece in pieces:
        if len(piece.digits) >= SHORTEST and not _is_number_or_date(piece):
            found = _read(piece, regions, cue=cue)
            if found is not None:
                yield piece, found


def _between_strong_marks(run: DigitRun) -> list[DigitRun]:
    strong = [place for place in range(1, len(run.pieces)) if any(token.text in _STRONG for token in run.between(place))]
    cuts = [0, *strong]
    return [run.cut(first, after) for first, after in zip(cuts, [*cuts[1:], len(run.pieces)], strict=True)]


def _read(run: DigitRun, regions: Sequence[str], *, cue: bool) -> _Found | None:
    """The number that a row is; with its words grouped otherwise where the first grouping is none."""
    found = _with_country(run, regions) or _valid(run.digits, regions, plus=run.plus, cue=cue)
    if found is not None or not run.spoken:
        return found
    for digits in run.splits():
        other = _valid(digits, regions, plus=run.plus, cue=cue)
        if other is not None:
            return _Found(other.number, min(other.confidence, 0.7))
    return None


def _from_elsewhere(run: DigitRun, context: Context, words: PhoneLexicon, *, cue: bool) -> Iterator[tuple[DigitRun, _Found]]:
    """A number of another country where the language is spoken, where the known one writes no zero and has none so long.

    Who says `020 7946 0958` in English to a line of the United States has a British number.
    """
    if context.options.get("region") or run.plus or not (cue and _TRUNKED.match(run.digits)):
        return
    if any(_writes_zeros(region) or _may_be_so_long(run.digits, region) for region in likely_regions(context)):
        return
    valid = [found for region in words.regions if (found := _parsed(run.digits, region, ELSEWHERE)) is not None]
    if valid:
        yield run, valid[0]


def _writes_zeros(region: str) -> bool:
    """Whether a country writes a zero before its numbers."""
    return bool(phonenumbers.ndd_prefix_for_region(region, True) == TRUNK)


def _may_be_so_long(digits: str, region: str) -> bool:
    """Whether a country has numbers of as many digits, whatever they begin with."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
    return plan is not None and plan.general_desc is not None and len(digits) in plan.general_desc.possible_length


_TRUNKED = re.compile("0[^0]")

TRUNK = "0"
"""What many countries write before the area code of a number."""

ELSEWHERE = 0.5
"""How sure a number is whose country follows from its form and the language alone."""


def _with_country(run: DigitRun, regions: Sequence[str]) -> _Found | None:
    """The number after a country's code that lacks its plus, where a trunk zero shows where it begins: `39 06 123456`."""
    rest = "".join(piece.digits for piece in run.pieces[1:])
    if run.plus or not rest.startswith("0"):
        return None
    region = next((each for each in regions if run.pieces[0].digits == str(phonenumbers.country_code_for_region(each))), None)
    return _parsed(rest, region, WITH_COUNTRY) if region else None


LETTERED = 0.8
"""How sure a free number is that ends in a word."""

WITH_COUNTRY = 0.8
"""How sure a number is whose country was said without a plus."""


def _valid(digits: str, regions: Sequence[str], *, plus: bool, cue: bool) -> _Found | None:
    """The number in a string of digits."""
    if len(digits) > LONGEST:
        return None
    if plus:
        return _parsed("+" + digits, None, 0.97)
    for place, region in enumerate(regions):
        if len(digits) < _shortest(region):
            continue
        found = _parsed(digits, region, _national_confidence(digits, region, cue=cue) - 0.25 * place)
        if found is not None:
            return found
    if digits.startswith("00"):
        return _parsed("+" + digits[2:], None, 0.95)
    if cue and len(digits) > 10:
        return _parsed("+" + digits, None, 0.6)
    return None


def _national_confidence(digits: str, region: str, *, cue: bool) -> float:
    """Less sure where nothing announces a number, and least where the trunk zero that the country writes is missing."""
    if not digits.startswith("0") and phonenumbers.ndd_prefix_for_region(region, True) == "0":
        return 0.65
    return 0.95 if cue else 0.8


@lru_cache(maxsize=256)
def _shortest(region: str) -> int:
    """The fewest digits of a number that is worth looking at: on some islands four or five."""
    example = phonenumbers.example_number(region) if region in phonenumbers.SUPPORTED_REGIONS else None
    return SHORTEST_OF_ALL if example is not None and example.national_number < 10 ** (SHORTEST - 1) else SHORTEST


DOUBT = 0.35
"""Confidence of digits that no country's plan knows as a number, where words announce one."""

DOUBT_UNANNOUNCED = 0.3
"""Where nothing but the way in which they are written does."""

SHORTEST_DOUBTFUL = 8
SHORTEST_SPOKEN = 7
"""Digits that nobody says who means something else, where a number is announced or alone."""

NORTH_AMERICA = 1
TEN = 10
"""Digits of a North American number with its area code."""

_WRITTEN = re.compile(r"(?:1[ .-]?)?\(?\d{3}(?:\) ?|[.-])\d{3}[ .-]\d{4}|\(?\d{2,5}\) ?\d[\d -]{4,}\d|\(\d{2,5} \d[\d -]{4,}\d")
"""Digits that are written as nothing but telephone numbers are: `(123) 456-7890`, `123.456.7890`, `(19) 45931677`.

A bracket may lack.
"""

_SPACED = re.compile(r"\d{3} \d{3} \d{4}")
_LOCAL = re.compile(r"[2-9]\d{2}[ .-]\d{4}")
"""A North American number without its area code."""


def _doubtful(run: DigitRun, folded: Folded, regions: Sequence[str], *, cue: bool) -> _Found | None:
    """The digits as a number of the likeliest country, though its plan has none like it."""
    written = folded.text[slice(*run.offsets)]
    formatted = _WRITTEN.fullmatch(written) is not None or (_SPACED.fullmatch(written) is not None and _is_led(run))
    if not (cue or formatted or run.plus) or len(run.digits) > LONGEST:
        return None
    shortest = SHORTEST_SPOKEN if run.spoken else SHORTEST_DOUBTFUL
    if len(run.digits) < shortest and not _LOCAL.fullmatch(written) and not _has_length(run.digits, regions[0]):
        return None
    number = _supposed(run.digits, run, regions[0])
    # Whoever says `nine hundred one two three` may mean the zeros: 900123.
    rounded = [digits for digits in run.splits() if digits.count("00") > run.digits.count("00")]
    if number is not None and rounded and not _is_usual(number):
        others = (_supposed(digits, run, regions[0]) for digits in rounded)
        number = next((other for other in others if other is not None and _is_usual(other)), number)
    return _Found(number, DOUBT if cue else DOUBT_UNANNOUNCED) if number is not None else None


def _is_usual(number: PhoneNumber) -> bool:
    """Whether a number is as long as those of its country mostly are."""
    example = phonenumbers.example_number(phonenumbers.region_code_for_country_code(number.country_code or 0))
    return example is not None and len(str(example.national_number)) == len(str(number.national_number))


def _is_misfit(run: DigitRun, found: _Found) -> bool:
    """Whether digits without a plus have a length that no number of the country has."""
    return not run.plus and not phonenumbers.is_possible_number(found.number)


def _supposed(digits: str, run: DigitRun, region: str) -> PhoneNumber | None:
    """The number that digits outside every plan would be: an international one, else one of a country."""
    if run.plus or digits.startswith("00"):
        number = _plain_parse("+" + (digits if run.plus else digits[2:]), None)
        if number is not None or run.plus:
            return number
    if phonenumbers.country_code_for_region(region) != NORTH_AMERICA:
        return _plain_parse(digits, region)
    # The library would take `011`, or a second 1, for a prefix of the call.
    digits = digits[1:] if len(digits) > TEN and digits.startswith("1") else digits
    return PhoneNumber(country_code=NORTH_AMERICA, national_number=int(digits)) if int(digits) else None


def _plain_parse(digits: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None


def _is_led(run: DigitRun) -> bool:
    before = run.tokens[run.first - 1].text if run.first else ""
    return before in LEADING_MARKS or before in shared_words().phone_leads


def _has_length(digits: str, region: str) -> bool:
    """Whether a country's whole numbers may have so many digits."""
    if len(digits) <= SHORTEST:
        return False
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE


def _parsed(digits: str, region: str | None, confidence: float) -> _Found | None:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    return _Found(number, confidence) if phonenumbers.is_valid_number(number) else None


def _match(text: str, folded: Folded, run: DigitRun, found: _Found) -> Match:
    value = {
        "e164": phonenumbers.format_number(found.number, PhoneNumberFormat.E164),
        "national": phonenumbers.format_number(found.number, PhoneNumberFormat.NATIONAL),
        "region": phonenumbers.region_code_for_number(found.number),
    }
    start, end = folded.span(*run.offsets)
    return Match("phone", value, text[start:end], (start, end), round(found.confidence, 2))


def _violation(text: str, folded: Folded, run: DigitRun, rule: str, message: str) -> Violation:
    start, end = folded.span(*run.offsets)
    return Violation("phone", rule, text[start:end], (start, end), message)


# --- what stands around them ---------------------------------------------------------------------------------------


def _is_free(run: DigitRun, folded: Folded, words: PhoneLexicon, language: str) -> bool:
    """Whether nothing beside a row of digits says that it is something else."""
    tokens = run.tokens
    before = tokens[run.first - 1] if run.first else None
    after = tokens[run.after] if run.after < len(tokens) else None
    if before is not None and not _may_precede(before, tokens[run.first], run):
        return False
    if after is not None and not _may_follow(after, run):
        return False
    if _is_number_or_date(run) and not run.plus:
        return False
    if _names_other_number(run, words):
        return False
    return not _is_money(run, folded, language)


def _may_precede(before: Token, first: Token, run: DigitRun) -> bool:
    glued = not first.gap
    if before.text in _ARITHMETIC or before.text in _CURRENCY_SIGNS:
        return not glued
    if before.text == "-":
        sign = before.gap or before.start == 0
        return not (glued and sign and len(run.pieces) == 1)
    if before.text == ":":
        return not (glued and run.first > 1 and run.tokens[run.first - 2].is_digits)
    if before.is_digits:
        return not glued
    if not before.is_word:
        return True
    if glued:
        return run.spoken or first.text == "("
    contracted = run.first > 1 and not before.gap and before.start > run.tokens[run.first - 2].end
    return contracted or len(before.text) > 1 or before.text in _VOWELS


def _may_follow(after: Token, run: DigitRun) -> bool:
    if after.gap:
        return after.text not in _CURRENCY_SIGNS
    if after.text in shared_words().extensions:
        return True
    if after.text == "-":
        return not _begins_code(run.tokens[run.after + 1 : run.after + 2])
    last = run.tokens[run.after - 1]
    if after.is_word or after.text in _ARITHMETIC or after.text in _CURRENCY_SIGNS or after.text == ":":
        return last.is_word and not after.is_digits
    return True


def _begins_code(following: Sequence[Token]) -> bool:
    """Whether letters are glued to a hyphen after the digits, as in `100731-SW-2`."""
    return bool(following) and following[0].is_word and not following[0].gap


def _is_number_or_date(run: DigitRun) -> bool:
    """A typed date, or a number with decimals."""
    if run.spoken:
        return False
    first, last = run.pieces[0].first, run.pieces[-1].after
    if _is_network_address(run):
        return True
    if any(token.gap for token in run.tokens[first + 1 : last]):
        return False
    written = "".join(token.text for token in run.tokens[first:last])
    return _DATE.fullmatch(written) is not None or _DECIMAL.fullmatch(written) is not None


def _is_network_address(run: DigitRun) -> bool:
    """`192.168.100.200`: four numbers below 256, none written with a zero before it."""
    numbers = [piece.digits for piece in run.pieces]
    return run.marks() == "..." and all(int(digits) < 256 and str(int(digits)) == digits for digits in numbers)


def _names_other_number(run: DigitRun, words: PhoneLexicon) -> bool:
    """Whether the words just before announce an account, a card or a policy."""
    for place in range(run.first - 1, max(-1, run.first - 6), -1):
        token = run.tokens[place]
        if any(tuple(other.text for other in run.tokens[place + 1 - len(own) : place + 1]) == own for own in words.own):
            return False
        if token.text in words.others:
            return True
        if token.text in words.cues and token.text not in shared_words().number_nouns:
            return False
    return False


def _is_money(run: DigitRun, folded: Folded, language: str) -> bool:
    """Whether a currency's name follows at once."""
    if run.after >= len(run.tokens):
        return False
    following = folded.text[run.tokens[run.after].start :]
    word = run.tokens[run.after].text
    return any(
        phrase.startswith(word) and following.startswith(phrase)
        for phrases in lexicon(language).currencies
        for phrase in phrases.split("|")
    )


def _has_cue(run: DigitRun, tokens: Sequence[Token], words: PhoneLexicon) -> bool:
    return any(token.text in words.cues for token in tokens[max(0, run.first - 8) : run.first])


def _is_whole(run: DigitRun, tokens: Sequence[Token], words: PhoneLexicon) -> bool:
    """Whether nothing stands beside a row but words that announce it or say nothing."""
    rest = (*tokens[: run.first], *tokens[_after_extension(run, tokens) :])
    return all(
        not token.is_digits and (not token.is_word or token.text in words.fillers or token.text in words.cues) for token in rest
    )


def _after_extension(run: DigitRun, tokens: Sequence[Token]) -> int:
    """The index after `ext. 123`."""
    place = run.after
    if place < len(tokens) and tokens[place].text in shared_words().extensions:
        place += 1
        while place < len(tokens) and not tokens[place].is_word:
            place += 1
    return place
