"""Recogniser of amounts of money: a number beside a currency's name, code or sign, and the hundredths after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from omnia.dialogue.extraction.languages import habits, lexicon
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.schema import Lexicon
from omnia.dialogue.extraction.money.currencies import Money, find_monies, tells_dollar
from omnia.dialogue.extraction.numbers.number_phrases import NumberPhrase, find_phrases
from omnia.dialogue.extraction.text.tokens import Folded, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading

NO_MINOR_UNIT = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "PYG", "XOF", "XAF"})
"""Currencies without hundredths (ISO 4217): what follows one is not its cents."""

RANGE = 0.5
"""Confidence of the ends of a range: two amounts were said where one is asked."""

_SHARED = (10**9, 10**6, 10**3)
"""Scales that are said once for both ends of a range."""

WIDEST = 100
"""How many times the lower end of a range its upper end may be."""

LARGEST = 10**18
"""Sums beyond are no sums of a person's; decimal arithmetic keeps 28 digits, six of them behind the point."""


def recognise_amount(text: str, context: Context) -> Reading:
    """Amounts, best first: those with a currency before bare numbers. `options["currency"]` is taken where none is said."""
    folded, _ = prepare(text)
    phrases = find_phrases(text, context.language, money=True)
    monies = find_monies(text, folded.text, context)
    phrases = tuple(phrase for phrase in phrases if not _only_article(phrase, monies, folded.text))
    known = lexicon(context.language)
    phrases = _with_parts(_with_zeros(phrases, folded.text, known), folded.text)
    if monies and habits(context.language).money.unsaid_hundred:
        phrases = _joined(phrases, folded.text)
    if monies and known.hundredths_joiners:
        phrases = _with_hundredths_before(phrases, monies, folded.text, known)
    matches = tuple(_matches(text, phrases, monies, context))
    return Reading(matches) if matches else _bare(text, phrases, context)


def _matches(text: str, phrases: tuple[NumberPhrase, ...], monies: list[Money], context: Context) -> Iterator[Match]:
    """The amounts with a currency, or in hundredths, left to right."""
    folded, _ = prepare(text)
    known = lexicon(context.language)
    taken = place = 0
    while place < len(phrases):
        phrase = phrases[place]
        found = _priced(phrases, place, monies, folded.text) if phrase.start >= taken else None
        if found is None:
            place += 1
            continue
        value, code, start, end, used = found
        lower = _lower_end(phrases, place, folded.text, known) if start == phrase.start else None
        place += used
        if abs(value) > LARGEST:
            continue
        if lower is not None and lower.start >= taken:
            yield _match(text, folded, lower.value, code, (lower.start, lower.end), RANGE)
        confidence = RANGE if lower else 0.97 if code else 0.85
        yield _match(text, folded, value, code, (start, end), confidence)
        taken = end


def _match(text: str, folded: Folded, value: Fraction, code: str | None, place: tuple[int, int], confidence: float) -> Match:
    start, end = folded.span(*place)
    return Match("amount", amount_value(value, code), text[start:end], (start, end), confidence)


def _lower_end(phrases: tuple[NumberPhrase, ...], place: int, folded: str, known: Lexicon) -> NumberPhrase | None:
    """The lower end of a range whose upper end has the currency: `between ten and twenty euros`, `10-20 €`."""
    if not place:
        return None
    lower, upper = phrases[place - 1], phrases[place]
    between = folded[lower.end : upper.start].strip(" -")
    scale = next((scale for scale in _SHARED if upper.value % scale == 0 and lower.value * scale < upper.value), 1)
    lower = replace(lower, value=lower.value * scale)  # `two to three thousand`
    if lower.bare or not lower.value < upper.value <= WIDEST * lower.value:
        return None
    opened = _last_word(folded[: lower.start]) in known.range_starts and _AND.fullmatch(f" {between} ") is not None
    dashed = not between and "-" in folded[lower.end : upper.start]
    return lower if opened or dashed or between in known.ranges else None


def _last_word(text: str) -> str:
    return text.rstrip().rpartition(" ")[2]


def amount_value(value: Fraction, currency: str | None) -> dict[str, str | None]:
    """The typed value: the amount as decimal text with at least two places (none where there is no fraction of the unit)."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    exact = (
        number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        if _fits_cents(value)
        else number.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP).normalize()
    )
    return {"amount": format(exact, "f"), "currency": currency}


def _fits_cents(value: Fraction) -> bool:
    return 100 % value.denominator == 0 and abs(value) < 10**24


def _bare(text: str, phrases: tuple[NumberPhrase, ...], context: Context) -> Reading:
    """Numbers alone, where an amount was asked and no currency said."""
    currency = context.options.get("currency")
    folded, _ = prepare(text)
    matches = []
    phrases = _with_hundredths(phrases, folded.text)
    for phrase in sorted(phrases, key=lambda item: (item.bare, item.start)):
        if abs(phrase.value) > LARGEST:
            continue
        span = folded.span(phrase.start, phrase.end)
        code = currency if isinstance(currency, str) else None
        matches.append(
            Match("amount", amount_value(phrase.value, code), text[span[0] : span[1]], span, 0.7 if not phrase.bare else 0.4)
        )
    return Reading(tuple(matches))


def _only_article(phrase: NumberPhrase, monies: list[Money], folded: str) -> bool:
    """Whether `a` counts nothing: it does only right before a currency's name (`a dollar`)."""
    if not phrase.bare or folded[phrase.start : phrase.end] not in shared_words().money_articles:
        return False
    return not any(money.start == phrase.end + 1 and not money.sign for money in monies)


def _with_hundredths(phrases: tuple[NumberPhrase, ...], folded: str) -> tuple[NumberPhrase, ...]:
    """`twelve fifty`, `dodici e cinquanta`: two whole numbers, and nothing else, are units and hundredths."""
    if len(phrases) != 2 or any(phrase.value.denominator != 1 for phrase in phrases):
        return phrases
    units, rest = phrases
    if (
        units.value < 1
        or not (10 <= rest.value < 100 or (rest.zeroed and rest.value < 10))
        or not (units.words and rest.words)
        or _AND.fullmatch(folded[units.end : rest.start]) is None
    ):
        return phrases
    return (NumberPhrase(units.value + Fraction(rest.value, 100), units.start, rest.end, words=True),)


def _with_parts(phrases: tuple[NumberPhrase, ...], folded: str) -> tuple[NumberPhrase, ...]:
    """`half a dollar`, `a quarter of a euro`: the article after a part of one counts nothing."""
    found: list[NumberPhrase] = []
    for phrase in phrases:
        before = found[-1] if found else None
        if (
            before is not None
            and before.fraction
            and phrase.bare
            and folded[before.end : phrase.start].strip() in {"", "of", "de", "di", "d'"}
        ):
            found[-1] = replace(before, end=phrase.end)
        else:
            found.append(phrase)
    return tuple(found)


def _with_zeros(phrases: tuple[NumberPhrase, ...], folded: str, known: Lexicon) -> tuple[NumberPhrase, ...]:
    """`eight oh five`, `due euro e zero cinque`: a zero before a unit makes it so many hundredths."""
    found: list[NumberPhrase] = []
    for phrase in phrases:
        before = found[-1] if found else None
        unit = phrase.words and not phrase.bare and 1 <= phrase.value < 10 and phrase.value.denominator == 1
        if unit and before is not None and before.value == 0 and before.words and folded[before.end : phrase.start] == " ":
            found[-1] = replace(phrase, start=before.start, zeroed=True)
        elif unit and before is not None and (said := _last_word(folded[: phrase.start])) in known.numbers.zeros:
            found.append(replace(phrase, start=folded.rindex(said, 0, phrase.start), zeroed=True))
        else:
            found.append(phrase)
    return tuple(found)


def _with_hundredths_before(
    phrases: tuple[NumberPhrase, ...], monies: list[Money], folded: str, known: Lexicon
) -> tuple[NumberPhrase, ...]:
    """`dodici e cinquanta euro`: units and hundredths in words before their currency, unless they are the ends of a range."""
    joined: list[NumberPhrase] = []
    for phrase in phrases:
        units = joined[-1] if joined else None
        if (
            units is not None
            and units.words
            and phrase.words
            and units.value >= 1
            and units.value.denominator == phrase.value.denominator == 1
            and 10 <= phrase.value < 100
            and folded[units.end : phrase.start].strip() in known.hundredths_joiners
            and _last_word(folded[: units.start]) not in known.range_starts
            and any(
                money.start >= phrase.end and _close(folded[phrase.end : money.start]) and not money.cents for money in monies
            )
        ):
            joined[-1] = NumberPhrase(units.value + Fraction(phrase.value, 100), units.start, phrase.end, words=True)
        else:
            joined.append(phrase)
    return tuple(joined)


def _joined(phrases: tuple[NumberPhrase, ...], folded: str) -> tuple[NumberPhrase, ...]:
    """`one fifty five dollars`: a unit and a ten said without their hundred."""
    joined: list[NumberPhrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.words
            and phrase.words
            and 1 <= before.value <= 9
            and 10 <= phrase.value <= 99
            and folded[before.end : phrase.start] == " "
        ):
            joined[-1] = NumberPhrase(before.value * 100 + phrase.value, before.start, phrase.end, words=True)
        else:
            joined.append(phrase)
    return tuple(joined)


Priced = tuple[Fraction, str | None, int, int, int]
"""Value, currency, start, end, and how many number phrases were used."""


def _priced(phrases: tuple[NumberPhrase, ...], place: int, monies: list[Money], folded: str) -> Priced | None:
    phrase = phrases[place]
    after = next((money for money in monies if money.start >= phrase.end and _close(folded[phrase.end : money.start])), None)
    before = next(
        (money for money in reversed(monies) if money.end <= phrase.start and _close(folded[money.end : phrase.start])), None
    )
    if after is not None and after.cents > 0 and (before is None or before.cents):
        return abs(phrase.value) / after.cents, after.code, phrase.start, after.end, 1
    if before is not None and _leads(before, after, phrases, place, folded):
        if after is not None and tells_dollar(before, after, folded) and _free(after, phrases, place):
            return phrase.value, after.code, before.start, after.end, 1
        value = phrase.value * (-before.cents if before.cents < 0 else 1)
        return (
            -value if before.sign and _MINUS.search(folded[: before.start]) else value,
            before.code,
            before.start,
            phrase.end,
            1,
        )
    if after is None:
        return None
    value = phrase.value * (-after.cents if after.cents < 0 else 1)
    value, end, used = _scale_after(value, after, phrases, place, folded)
    cents = _cents(phrases, place + used, end, after, monies, folded)
    if cents is not None:
        return value + cents[0], after.code, phrase.start, cents[1], used + 1
    return value, after.code, phrase.start, end, used


def _free(money: Money, phrases: tuple[NumberPhrase, ...], place: int) -> bool:
    """Whether a currency word after a number is not the one before the next number."""
    following = phrases[place + 1] if place + 1 < len(phrases) else None
    return following is None or following.start - money.end > 1


def _owned(money: Money, phrases: tuple[NumberPhrase, ...], place: int, folded: str) -> bool:
    """Whether a currency word before a number belongs to the number before it: `five dollars, two`."""
    previous = phrases[place - 1] if place else None
    return previous is not None and previous.end <= money.start and _close(folded[previous.end : money.start])


def _leads(before: Money, after: Money | None, phrases: tuple[NumberPhrase, ...], place: int, folded: str) -> bool:
    """Whether the currency before a number is its own: `$ 12.50`, `EUR 125`, `dollari 4`."""
    if before.cents > 0 or (not before.sign and _owned(before, phrases, place, folded)):
        return False
    return after is None or before.sign or (not after.sign and not _free(after, phrases, place))


def _close(between: str) -> bool:
    """Whether a number and a currency stand side by side."""
    return between.strip() in {"", "-", ",-", ",--", "de", "di", "d'", "d", "of", "us", "- a", "u.s."}


def _scale_after(
    value: Fraction, money: Money, phrases: tuple[NumberPhrase, ...], place: int, folded: str
) -> tuple[Fraction, int, int]:
    """`75 USD million`: the scale after the currency."""
    following = phrases[place + 1] if place + 1 < len(phrases) else None
    if following is None or not folded[money.end : following.start].isspace() or not following.words:
        return value, money.end, 1
    if (
        following.value >= 10**6
        and following.value.denominator == 1
        and set(str(following.value)) <= {"0", "1"}
        and str(following.value).count("1") == 1
    ):
        return value * following.value, following.end, 2
    return value, money.end, 1


_MINUS = re.compile(r"(?:^|[\s(])(?:-|(?:minus|negative|meno|menos|moins)\s)$")
"""A minus before the sign of a currency: `-$20`."""

_AND = re.compile(r"[\s,]*(?:and|e|y|et|und|con|com|with|avec|mit|point|virgola|coma|virgule|komma)?[\s,]*(?:con )?")


def _cents(
    phrases: tuple[NumberPhrase, ...], place: int, end: int, money: Money, monies: list[Money], folded: str
) -> tuple[Fraction, int] | None:
    """The hundredths after a currency: `two dollars fifty`, `dodici euro e cinquanta`, `3 dollars 50 cents`."""
    if money.cents or place >= len(phrases):
        return None
    following = phrases[place]
    between = folded[end : following.start]
    if _AND.fullmatch(between) is None or not 0 < following.value < 100:
        return None
    if following.fraction and between.strip():
        return following.value, following.end  # `two euros and a half`
    if following.value.denominator != 1:
        return None
    named = next(
        (other for other in monies if other.start >= following.end and _close(folded[following.end : other.start])), None
    )
    if named is not None:
        return (Fraction(following.value, named.cents), named.end) if named.cents > 0 else None
    if "," in between or money.code in NO_MINOR_UNIT or following.bare or _goes_on(folded, following, between):
        return None
    return Fraction(following.value, 100), following.end


def _goes_on(folded: str, following: NumberPhrase, between: str) -> bool:
    """Whether a number after the currency counts something else: `4.25 dollars and 32 is the quantity`."""
    rest = folded[following.end :].lstrip()
    joined = bool(between.strip())
    return joined and bool(rest) and rest[0].isalpha() and len(rest.split()) > 2
