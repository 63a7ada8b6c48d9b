"""Well-known libraries as recognisers of the kinds that they know; one that is not installed is left out.

Each is used as its manual says, with what it needs to do well: the language, the reference time, the country, and spoken numbers
turned into digits by text2num where it knows only digits.
"""

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from bench.extraction.cases import Case

Peer = Callable[[Case], list[Any]]
"""What a library finds, best first."""

COUNTRIES = {"en": "US", "it": "IT", "es": "ES", "fr": "FR", "de": "DE", "pt": "PT"}
CULTURES = {"en": "en-us", "it": "it-it", "es": "es-es", "fr": "fr-fr", "pt": "pt-br", "de": "de-de"}


def _written(case: Case) -> str:
    """The sentence with its spoken numbers in digits."""
    from text_to_num import alpha2digit

    return str(alpha2digit(case.text, case.language))


def dateparser_date(case: Case) -> list[Any]:
    """`search_dates`, as for a sentence."""
    return [found.date().isoformat() for found in _searched(case)]


def dateparser_time(case: Case) -> list[Any]:
    """`search_dates`, the time of day."""
    return [found.strftime("%H:%M") for found in _searched(case)]


def _searched(case: Case) -> list[datetime]:
    from dateparser.search import search_dates

    settings: Any = {"RELATIVE_BASE": case.reference.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
    return [found for _, found in search_dates(case.text, languages=[case.language], settings=settings) or []]


def recognizers_date(case: Case) -> list[Any]:
    """Microsoft's recognisers, the Python package."""
    return [found["value"] for found in _moments(case) if found.get("type") in ("date", "datetime")]


def recognizers_time(case: Case) -> list[Any]:
    """The same for times of day."""
    return [found["value"][-8:] for found in _moments(case) if found.get("type") in ("time", "datetime")]


def _moments(case: Case) -> list[dict[str, Any]]:
    from recognizers_date_time import recognize_datetime

    results = recognize_datetime(case.text, CULTURES[case.language], reference=case.reference.replace(tzinfo=None))
    # Of two values the later one is what a person who speaks of the future means.
    return [value for result in results for value in reversed((result.resolution or {}).get("values", [])) if "value" in value]


def recognizers_number(case: Case) -> list[Any]:
    """Microsoft's recogniser of numbers."""
    from recognizers_number import recognize_number

    return [_pointed(found.resolution["value"], case) for found in recognize_number(case.text, CULTURES[case.language])]


def recognizers_amount(case: Case) -> list[Any]:
    """Microsoft's recogniser of amounts of money."""
    from recognizers_number_with_unit import recognize_currency

    found = recognize_currency(case.text, CULTURES[case.language])
    return [_pointed(each.resolution["value"], case) for each in found if each.resolution and each.resolution["value"]]


def _pointed(value: str, case: Case) -> str:
    """The library writes its values as the language does, with a decimal comma."""
    return value if case.language == "en" else value.replace(".", "").replace(",", ".")


def recognizers_yes_no(case: Case) -> list[Any]:
    """Microsoft's recogniser of yes and no."""
    from recognizers_choice import recognize_boolean

    return [found.resolution["value"] for found in recognize_boolean(case.text, CULTURES[case.language])]


def recognizers_phone(case: Case) -> list[Any]:
    """Microsoft's recogniser of telephone numbers."""
    from recognizers_sequence import recognize_phone_number

    return [found.resolution["value"] for found in recognize_phone_number(case.text, CULTURES[case.language])]


def recognizers_email(case: Case) -> list[Any]:
    """Microsoft's recogniser of e-mail addresses."""
    from recognizers_sequence import recognize_email

    return [found.resolution["value"] for found in recognize_email(case.text, CULTURES[case.language])]


NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")


def text2num_number(case: Case) -> list[Any]:
    """text2num, and the first number that then stands there, with the point or comma of the language."""
    point = "." if case.language == "en" else ","
    other = "," if point == "." else "."
    return [found.replace(other, "").replace(point, ".") for found in NUMBER.findall(_written(case))]


def price_parser_amount(case: Case) -> list[Any]:
    """price-parser behind text2num."""
    from price_parser import Price

    found = Price.fromstring(_written(case)).amount
    return [] if found is None else [str(found)]


def phonenumbers_phone(case: Case) -> list[Any]:
    """Google's phone numbers, found in the text behind text2num."""
    import phonenumbers

    matcher = phonenumbers.PhoneNumberMatcher(_written(case), case.region or COUNTRIES[case.language])
    return [phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164) for found in matcher]


ADDRESS = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+")


def email_validator_email(case: Case) -> list[Any]:
    """email-validator on every word that has an at sign, spoken numbers in digits."""
    from email_validator import EmailNotValidError, validate_email

    found = []
    for word in ADDRESS.findall(_written(case)):
        try:
            found.append(validate_email(word.rstrip("."), check_deliverability=False).normalized)
        except EmailNotValidError:
            continue
    return found


def stdnum_code(case: Case) -> list[Any]:
    """python-stdnum on the whole text."""
    from stdnum import bic, iban
    from stdnum.exceptions import ValidationError
    from stdnum.it import codicefiscale

    try:
        return [{"bic": bic, "iban": iban, "codice_fiscale": codicefiscale}[case.kind].validate(case.text)]
    except ValidationError:
        return []


def schwifty_code(case: Case) -> list[Any]:
    """Schwifty on the whole text."""
    from schwifty import BIC, IBAN
    from schwifty.exceptions import SchwiftyException

    try:
        return [str((BIC if case.kind == "bic" else IBAN)(case.text))]
    except SchwiftyException:
        return []


PEERS: dict[str, dict[str, tuple[str, Peer]]] = {
    "date": {"dateparser": ("dateparser", dateparser_date), "Recognizers": ("recognizers_date_time", recognizers_date)},
    "time": {"dateparser": ("dateparser", dateparser_time), "Recognizers": ("recognizers_date_time", recognizers_time)},
    "number": {"text2num": ("text_to_num", text2num_number), "Recognizers": ("recognizers_number", recognizers_number)},
    "amount": {"price-parser": ("price_parser", price_parser_amount), "Recognizers": ("recognizers_number", recognizers_amount)},
    "phone": {"phonenumbers": ("phonenumbers", phonenumbers_phone), "Recognizers": ("recognizers_sequence", recognizers_phone)},
    "email": {
        "email-validator": ("email_validator", email_validator_email),
        "Recognizers": ("recognizers_sequence", recognizers_email),
    },
    "yes_no": {"Recognizers": ("recognizers_choice", recognizers_yes_no)},
    "iban": {"python-stdnum": ("stdnum", stdnum_code), "schwifty": ("schwifty", schwifty_code)},
    "bic": {"python-stdnum": ("stdnum", stdnum_code), "schwifty": ("schwifty", schwifty_code)},
    "codice_fiscale": {"python-stdnum": ("stdnum", stdnum_code)},
}
"""By kind: the library's name, the module that must be there, and how it is asked."""


@lru_cache(maxsize=64)
def peers(kind: str) -> dict[str, Peer]:
    """The libraries that are installed and know a kind."""
    return {name: ask for name, (module, ask) in PEERS.get(kind, {}).items() if find_spec(module) is not None}
