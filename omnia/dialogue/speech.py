"""How values are written for people and read back to them, and how several messages become one prompt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from typing import Any, Literal

from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_precision

from omnia.dialogue.place_names import country_name, language_name, nationality_name
from omnia.dialogue.speech_dates import DATE_SAMPLES, DATE_WRITERS, month_text
from omnia.dialogue.speech_locales import babel_locale, language_of

Readback = Literal["plain", "spelled", "grouped"]

SYMBOLS: Mapping[str, Mapping[str, str]] = {
    "en": {"@": "at", ".": "dot", "-": "dash", "_": "underscore", "+": "plus", "/": "slash"},
    "it": {"@": "chiocciola", ".": "punto", "-": "trattino", "_": "trattino basso", "+": "più", "/": "barra"},
    "es": {"@": "arroba", ".": "punto", "-": "guion", "_": "guion bajo", "+": "más", "/": "barra"},
    "fr": {"@": "arobase", ".": "point", "-": "tiret", "_": "tiret bas", "+": "plus", "/": "barre oblique"},
    "de": {"@": "ät", ".": "Punkt", "-": "Bindestrich", "_": "Unterstrich", "+": "plus", "/": "Schrägstrich"},
    "pt": {"@": "arroba", ".": "ponto", "-": "hífen", "_": "sublinhado", "+": "mais", "/": "barra"},
}

YES_NO: Mapping[str, tuple[str, str]] = {
    "en": ("yes", "no"), "it": ("sì", "no"), "es": ("sí", "no"), "fr": ("oui", "non"), "de": ("ja", "nein"), "pt": ("sim", "não"),
}  # fmt: skip

NO_OPTION: Mapping[str, str] = {
    "en": "none", "it": "nessuna", "es": "ninguna", "fr": "aucune", "de": "keine", "pt": "nenhuma",
}  # fmt: skip
"""How it is said that of several options none is chosen."""

UNGROUPED = frozenset(("day", "year", "hour", "minute", "meter_reading"))
"""Kinds of number without a mark between the thousands."""

PHONES = frozenset(("phone", "mobile"))

NUMBER_FIRST = frozenset(("en", "fr"))
"""Languages that write the number of a house before the street."""

KNOWN_PROVIDERS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.it",
        "outlook.com",
        "yahoo.com",
        "yahoo.it",
        "libero.it",
        "icloud.com",
        "live.com",
        "gmx.de",
        "web.de",
        "orange.fr",
        "free.fr",
    ]
)
"""Domains that people know: they are said, never spelled."""


def _amount(value: Mapping[str, Any], locale: str, pattern: str) -> str:
    try:
        number = Decimal(str(value.get("amount", "0")))
    except InvalidOperation:
        return str(value.get("amount", ""))
    currency = value.get("currency")
    if not currency:
        return str(format_decimal(number, locale=babel_locale(locale)))
    # Cents of zero are not said: "twelve euros", not "twelve euros and zero".
    digits = get_currency_precision(currency) if number != number.to_integral_value() else 0
    style = pattern or f"#,##0{'.' + '0' * digits if digits else ''} ¤"
    return str(format_currency(number, currency, style, locale=babel_locale(locale), currency_digits=False))


def _name(value: Mapping[str, Any], locale: str, pattern: str) -> str:  # noqa: ARG001  # one signature for all
    return " ".join(str(value[part]) for part in ("first", "last") if value.get(part))


def _address(value: Mapping[str, Any], locale: str, pattern: str) -> str:  # noqa: ARG001
    street, number = value.get("street"), value.get("number")
    first = [number, street] if language_of(locale) in NUMBER_FIRST else [street, number]
    line = " ".join(str(piece) for piece in first if piece)
    place = " ".join(str(value[part]) for part in ("postal_code", "city") if value.get(part))
    return ", ".join(piece for piece in (line, place) if piece)


def _size(size: str, locale: str) -> str:
    return str(format_decimal(size, locale=babel_locale(locale))) if size.endswith(".5") else size


_TEXT_WRITERS = {"country": country_name, "nationality": nationality_name, "language": language_name, "size": _size}
"""Writers of texts that are written otherwise than they are kept, such as codes that people know by a name."""

_WRITERS = {**DATE_WRITERS, "amount": _amount, "full_name": _name, "address": _address}


def format_value(kind: str, value: Any, locale: str, pattern: str = "") -> str:
    """A typed value as people write it: `12 May 1980`, `17:30`, `€12.50`; `pattern` is the locale's own (CLDR) if given.

    A value without the shape of its kind, as a customer's pattern or an outside recogniser may give it, is written as it is.
    """
    try:
        return _format(kind, value, locale, pattern)
    except UNWRITABLE:
        return format_value(kind, value, locale) if pattern else _as_it_is(value)


def _as_it_is(value: Any) -> str:
    held = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(item) for item in held if isinstance(item, str | int | float) and item != "")


UNWRITABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What values and patterns that do not fit their kind make the writers raise."""

SAMPLES: Mapping[str, tuple[Any, Any]] = {
    **DATE_SAMPLES,
    "amount": ({"amount": "12.50", "currency": "EUR"}, {"amount": "7.25", "currency": "EUR"}),
}
"""Two values of each kind that is written by a pattern."""


def is_format(kind: str, pattern: str, locale: str) -> bool:
    """Whether values of a kind can be written by a pattern: it is valid, and different values come out different."""
    if kind not in SAMPLES:
        return True
    try:
        one, other = (_format(kind, value, locale, pattern) for value in SAMPLES[kind])
    except UNWRITABLE:
        return False
    return one != other


def _format(kind: str, value: Any, locale: str, pattern: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO[language_of(locale)][0 if value else 1]
    if isinstance(value, Mapping):
        return _format_object(kind, value, locale, pattern)
    if isinstance(value, list | tuple):
        return _listed([format_value(kind, item, locale, pattern) for item in value], locale) or _nothing_of(kind, locale)
    if isinstance(value, int | float):
        return _format_number(kind, value, locale)
    if kind in _TEXT_WRITERS:
        return _TEXT_WRITERS[kind](str(value), locale)
    return grouped(str(value)) if kind == "iban" else str(value)


def _listed(items: Sequence[str], locale: str) -> str:
    """`phone, e-mail and post`, as the locale writes lists."""
    return str(format_list(items, locale=babel_locale(locale)))


def _nothing_of(kind: str, locale: str) -> str:
    return NO_OPTION[language_of(locale)] if kind == "multi_choice" else ""


def _format_object(kind: str, value: Mapping[str, Any], locale: str, pattern: str) -> str:
    if kind in PHONES:
        return str(value.get("national") or value.get("e164") or "")
    if kind in _WRITERS:
        return _WRITERS[kind](value, locale, pattern)
    return ", ".join(str(item) for item in value.values() if item not in (None, ""))


def _format_number(kind: str, value: float, locale: str) -> str:
    if kind == "month" and isinstance(value, int) and 1 <= value <= 12:
        return month_text(value, locale)
    return str(value) if kind in UNGROUPED else str(format_decimal(value, locale=babel_locale(locale)))


def grouped(code: str, size: int = 4) -> str:
    """A code in groups: `IT60 X054 2811 …`."""
    return " ".join(code[place : place + size] for place in range(0, len(code), size))


def spelled(code: str, locale: str) -> str:
    """A code letter by letter, with pauses; signs by their names."""
    names = SYMBOLS[language_of(locale)]
    return ", ".join(names.get(character, character.upper()) for character in code if not character.isspace())


def _spelled_email(address: str, locale: str) -> str:
    """The local part letter by letter; a provider that people know as words."""
    names = SYMBOLS[language_of(locale)]
    local, _, domain = address.partition("@")
    known = domain in KNOWN_PROVIDERS
    said = domain.replace(".", f" {names['.']} ") if known else spelled(domain, locale)
    return f"{spelled(local, locale)}, {names['@']}, {said}"


_URL_SIGNS = re.compile(r"([./_-])")


def _spoken_url(url: str, locale: str, *, letters: bool) -> str:
    """A web address with its signs by their names and without its scheme; `letters`: its words letter by letter."""
    names = SYMBOLS[language_of(locale)]
    address = url.partition("://")[2] or url
    pieces = [piece for piece in _URL_SIGNS.split(address) if piece]
    top = address.partition("/")[0].rpartition(".")[2]
    known = {"www", top}
    said = [names.get(piece) or (spelled(piece, locale) if letters and piece not in known else piece) for piece in pieces]
    return (", " if letters else " ").join(said)


def _grouped_phone(value: Mapping[str, Any]) -> str:
    """Digits by twos and threes, as they are taken down: a pause between the groups."""
    digits = [character for character in str(value.get("national") or value.get("e164") or "") if character.isdigit()]
    groups = ["".join(digits[place : place + 3]) for place in range(0, len(digits), 3)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2][:2], groups[-2][2:] + groups[-1]]
    return ", ".join(" ".join(group) for group in groups)


def speak_value(kind: str, value: Any, locale: str, readback: Readback = "plain", pattern: str = "") -> str:
    """A typed value as it is read back aloud: plain, letter by letter, or in groups."""
    if value is None:
        return ""
    if kind == "email" and readback == "spelled":
        return _spelled_email(str(value), locale)
    if kind == "url":
        return _spoken_url(str(value), locale, letters=readback == "spelled")
    if readback == "grouped":
        return (
            _grouped_phone(value)
            if kind in PHONES and isinstance(value, Mapping)
            else ", ".join(map(_spaced, _groups(kind, str(value))))
        )
    if readback == "spelled":
        return spelled(str(value) if isinstance(value, str) else format_value(kind, value, locale, pattern), locale)
    return format_value(kind, value, locale, pattern)


OWN_GROUPS: Mapping[str, tuple[int, ...]] = {"codice_fiscale": (3, 3, 5, 5), "pod": (2, 3, 1, 4, 4)}
"""Codes whose groups mean something: surname, name, birth, place; country, distributor, kind, number."""


def _groups(kind: str, code: str) -> list[str]:
    """The groups that a code is read back in: its own, else fours; no character is left alone at the end but an IBAN's."""
    plain = "".join(code.split())
    sizes = OWN_GROUPS.get(kind, ())
    if sum(sizes) == len(plain):
        ends = list(accumulate(sizes))
        return [plain[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    groups = grouped(plain).split()
    if kind != "iban" and len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2][:-1], groups[-2][-1] + groups[-1]]
    return groups


def _spaced(group: str) -> str:
    return " ".join(group)
