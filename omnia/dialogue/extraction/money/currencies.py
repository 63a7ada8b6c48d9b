"""Currencies in an utterance: their names, codes and signs, and which dollar or peso is meant."""

# ruff: noqa: E501 - tables, one entry after the other
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.regions import told_region
from omnia.dialogue.extraction.text.tokens import fold_word, prepare, tokenise
from omnia.dialogue.extraction.values import Context

SIGNS = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH", "₪": "ILS", "₫": "VND", "฿": "THB", "₦": "NGN",
    "₱": "PHP", "₡": "CRC", "₲": "PYG", "₵": "GHS", "₸": "KZT", "₾": "GEL", "₭": "LAK", "₮": "MNT", "៛": "KHR", "₿": "XBT", "r$": "BRL", "us$": "USD", "u$d": "USD",
    "u$s": "USD", "c$": "CAD", "c $": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "hk$": "HKD", "hk $": "HKD", "nz$": "NZD", "s$": "SGD", "nt$": "TWD", "mx$": "MXN",
    "usd$": "USD", "mxn$": "MXN", "aud$": "AUD", "cad$": "CAD", "s/": "PEN", "$ c": "CAD", "$": "USD", "¢": "USD",
}  # fmt: skip

_CODES = (
    "EUR USD GBP CHF JPY CNY AUD CAD NZD SEK NOK DKK PLN CZK HUF RON BGN HRK ISK TRY RUB UAH INR BRL MXN ARS CLP COP PEN UYU VES BOB PYG ZAR "
    "KRW HKD SGD TWD THB MYR IDR PHP VND ILS SAR AED QAR KWD EGP MAD TND DZD NGN KES GHS PKR BDT LKR BTC XBT RSD ALL MKD MDL GEL AMD KZT CRC GTQ HNL "
    "NIO PAB DOP XOF XAF AOA MZN RMB ITL DEM FRF ESP PTE"
)
CODES = frozenset(_CODES.split())
"""ISO 4217 codes (and two used for bitcoin and renminbi) that are read when written in letters."""

_ALIASES = {"BTC": "XBT", "RMB": "CNY"}
_ABBREVIATIONS = {"zl": "PLN", "kc": "CZK", "sfr": "CHF"}
_DOTTED = frozenset({"fr", "sfr", "rs"})
"""Names of currencies that are written with a dot."""

DOLLARS = frozenset(
    [
        "USD",
        "CAD",
        "AUD",
        "NZD",
        "SGD",
        "HKD",
        "TWD",
        "JMD",
        "BBD",
        "BSD",
        "BZD",
        "TTD",
        "XCD",
        "FJD",
        "GYD",
        "LRD",
        "NAD",
        "SBD",
        "SRD",
        "BMD",
        "KYD",
    ]
)
PESOS = frozenset(["MXN", "ARS", "CLP", "COP", "UYU", "DOP", "PHP", "CUP"])
"""Currencies that are called dollar, or peso, where they are paid with, and written with `$`."""


@dataclass(frozen=True, slots=True)
class Money:
    """A currency word or sign in the folded text. `cents`: what a name of hundredths divides by; one of thousands, below zero, multiplies."""

    start: int
    end: int
    code: str | None
    cents: int = 0
    sign: bool = False


@lru_cache(maxsize=16)
def _names(language: str) -> dict[str, list[tuple[tuple[str, ...], str, int]]]:
    """Currency phrases of a language by their first word, longest first: words, code, divisor of hundredths (0: none)."""
    known = lexicon(language)
    table: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for entries, is_cents in ((known.currencies, False), (known.cents, True)):
        for phrases, code in entries.items():
            name, _, count = code.partition(" ")
            # Hundredths divide; a name of so many, as `grand`, multiplies.
            divisor = int(count or 100) if is_cents else -int(count or 0)
            for phrase in phrases.split("|"):
                words = tuple(token.text for token in tokenise(phrase))
                table.setdefault(words[0], []).append((words, name.strip("-"), divisor))
    for code in sorted(CODES | _current_codes()):
        table.setdefault(code.lower(), []).append(((code.lower(),), _ALIASES.get(code, code), 0))
    for words, code in _names_of_cldr(known.language):
        table.setdefault(words[0], []).append((words, code, 0))
    for written, code in _ABBREVIATIONS.items():
        table.setdefault(written, []).append(((written,), code, 0))
    for phrases_of_word in table.values():
        phrases_of_word.sort(key=lambda item: -len(item[0]))
    return table


@lru_cache(maxsize=1)
def _current_codes() -> frozenset[str]:
    """The codes of the currencies that are legal tender somewhere (Unicode CLDR)."""
    territories = get_global("territory_currencies").values()
    return frozenset(code for uses in territories for code, _, ended, tender in uses if tender and ended is None)


def _names_of_cldr(language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The full names of these currencies (`Jamaican dollars`); what is said in one word is left to the lexicons."""
    for code in sorted(_current_codes()):
        for count in (1, 2):
            words = tuple(token.text for token in tokenise(fold_word(get_currency_name(code, count, language))))
            if len(words) > 1:
                yield words, code


_SIGN = re.compile(
    "|".join((r"(?<![^\W\d_])" if sign[0].isalpha() else "") + re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
)
_CODE_PREFIX = re.compile(r"\b(m|k)(" + "|".join(code.lower() for code in sorted(CODES)) + r")\b")


def find_monies(text: str, folded: str, context: Context) -> list[Money]:
    """Currency words, codes and signs, left to right."""
    _, tokens = prepare(text)
    local = _local_currency(told_region(context))
    found: list[Money] = []
    for match in _SIGN.finditer(folded):
        code = SIGNS[match.group()]
        if match.group() == "$":
            code = local if local in DOLLARS | PESOS else "USD"
        found.append(Money(match.start(), match.end(), code, 100 if match.group() == "¢" else 0, sign=True))
    names = _names(context.language)
    taken = {place for money in found for place in range(money.start, money.end)}
    place = 0
    while place < len(tokens):
        step = 1
        for words, code, divisor in names.get(tokens[place].text, ()):
            piece = tokens[place : place + len(words)]
            if (
                tuple(token.text for token in piece) == words
                and piece[0].start not in taken
                and _meant(text, piece[0].start, piece[-1].end, words)
            ):
                dotted = words[-1] in _DOTTED and folded[piece[-1].end : piece[-1].end + 1] == "."
                meant = _of_the_country(code, local) if len(words) == 1 and piece[0].text != code.lower() else code
                found.append(Money(piece[0].start, piece[-1].end + dotted, meant or None, divisor))
                step = len(words)
                break
        place += step
    found.extend(
        Money(match.start(), match.end(), match.group(2).upper(), -(10**6 if match.group(1) == "m" else 10**3))
        for match in _CODE_PREFIX.finditer(folded)
    )
    if any(money.sign for money in found):
        found.extend(_adjectives_in(text, context.language, found))
    return _merged(sorted(found, key=lambda money: money.start), folded)


def named_currency(text: str, context: Context) -> str | None:
    """The currency that a text without a number names; None where it names none or several, or tells an amount."""
    folded, tokens = prepare(text)
    if any(token.is_digits for token in tokens):
        return None
    codes = {money.code for money in find_monies(text, folded.text, context) if not money.cents}
    return codes.pop() if len(codes) == 1 else None


@lru_cache(maxsize=256)
def _local_currency(region: str) -> str:
    """The currency that is paid with in a country; empty where none is known."""
    return next(iter(get_territory_currencies(region)), "") if region else ""


def _of_the_country(code: str, local: str) -> str:
    """The dollar or peso of the country, for one that nothing tells more of."""
    family = DOLLARS if code == "USD" else PESOS if code == "MXN" else frozenset[str]()
    return local if local in family else code


@lru_cache(maxsize=16)
def _adjectives(language: str) -> dict[str, str]:
    """What tells dollars apart beside their sign: `canadian`, `australiani`."""
    every = [(words, code) for entries in _names(language).values() for words, code, _ in entries if code in DOLLARS | PESOS]
    plain = {words[0] for words, _ in every if len(words) == 1 and len(words[0]) > 3}
    found: dict[str, str] = {}
    for words, code in every:
        rest = [word for word in words if word not in plain]
        if len(words) == 2 and len(rest) == 1 and len(rest[0]) > 3:
            found.setdefault(rest[0], code)
    return found


def _adjectives_in(text: str, language: str, found: list[Money]) -> Iterator[Money]:
    taken = {place for money in found for place in range(money.start, money.end)}
    known = _adjectives(language)
    for token in prepare(text)[1]:
        if token.text in known and token.start not in taken:
            yield Money(token.start, token.end, known[token.text])


def _merged(found: list[Money], folded: str) -> list[Money]:
    """A bare `$` beside what tells which one it is becomes that currency: `CAD $50`, `50 $ australiani`."""
    merged: list[Money] = []
    for money in found:
        before = merged[-1] if merged else None
        if before is None or folded[before.end : money.start].strip() or not (_is_dollar(before) and _is_dollar(money)):
            merged.append(money)
        elif folded[money.start : money.end] == "$" and not before.sign:
            merged[-1] = replace(money, start=before.start, code=before.code)
        elif folded[before.start : before.end] == "$" and not money.sign:
            merged[-1] = replace(before, end=money.end, code=money.code)
        else:
            merged.append(money)
    return merged


def _is_dollar(money: Money) -> bool:
    return money.code in DOLLARS or money.code in PESOS


def tells_dollar(sign: Money, name: Money, folded: str) -> bool:
    """Whether a name or code tells which dollar a bare sign is: `$50 CAD`."""
    return folded[sign.start : sign.end] == "$" and not name.sign and not name.cents and _is_dollar(name)


def _meant(text: str, start: int, end: int, words: tuple[str, ...]) -> bool:
    """A code that is also a word, or seldom used, counts only in capitals."""
    if len(words) > 1 or text[start:end].isupper():
        return True
    code = words[0].upper()
    return words[0] not in shared_words().words_like_codes and not (code in _current_codes() and code not in CODES)
