"""The product's own functions of expressions. They never raise: null is the answer where the arguments tell nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stdnum import iban

from omnia.dialogue.checks import codice_fiscale, postal_codes

MAX_ARGUMENT = 200
"""Characters of a text that are looked at."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function: the names of its arguments, and what it computes from the day and from them."""

    arguments: tuple[str, ...]
    compute: Callable[..., Any]

    def written(self, name: str) -> str:
        """How a call is written: `age(date)`."""
        return f"{name}({', '.join(self.arguments)})"

    def bound(self, today: str) -> Callable[..., Any]:
        """The function on a day, which takes whatever it is given."""

        def call(*given: Any) -> Any:
            try:
                return self.compute(date.fromisoformat(today), *(_short(item) for item in given))
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                return None

        return call


def _short(item: Any) -> Any:
    return item[:MAX_ARGUMENT] if isinstance(item, str) else item


def _age(today: date, born: Any) -> int:
    """Whole years from a date (a value of that kind, or its ISO text) to today."""
    day = date.fromisoformat(born["iso"] if isinstance(born, Mapping) else born)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _iban_country(_today: date, code: str) -> str | None:
    """The country of an IBAN (ISO 13616)."""
    compact: str = iban.compact(code)
    return compact[:2] if iban.is_valid(compact, check_country=False) else None


def _has_name(_today: date, code: str, first: str, last: str) -> bool | None:
    return codice_fiscale.has_name(code, first, last)


def _has_birth(_today: date, code: str, born: Any) -> bool | None:
    if isinstance(born, str):
        day = date.fromisoformat(born)
        return codice_fiscale.has_birth(code, day.year, day.month, day.day)
    return codice_fiscale.has_birth(code, born.get("year"), born.get("month"), born.get("day"))


def _has_sex(_today: date, code: str, sex: str) -> bool | None:
    return codice_fiscale.has_sex(code, sex)


def _postal_code_fits(_today: date, code: str, place: str, country: str) -> bool | None:
    return postal_codes.fits_place(code, place, country)


OWN: Mapping[str, Function] = {
    "age": Function(("date",), _age),
    "iban_country": Function(("iban",), _iban_country),
    "codice_fiscale_has_name": Function(("code", "first", "last"), _has_name),
    "codice_fiscale_has_birth": Function(("code", "date"), _has_birth),
    "codice_fiscale_has_sex": Function(("code", "sex"), _has_sex),
    "postal_code_fits": Function(("code", "place", "country"), _postal_code_fits),
}
"""The functions by the name that expressions call them by (docs/reference/template_document.md)."""
