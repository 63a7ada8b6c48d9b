"""Values that belong to nobody, by kind and language: what stands in where a template has no example of its own.

Codes are the published specimens of their standards, telephone numbers come from the ranges kept for fiction where there are any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

ANY = ""

VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "full_name": {
        "en": ("John Smith",), "it": ("Mario Rossi",), "es": ("Carmen García",),
        "fr": ("Paul Dubois",), "de": ("Anna Schmidt",), "pt": ("Ana Silva",),
    },
    "first_name": {
        "en": ("John",), "it": ("Mario",), "es": ("Carmen",), "fr": ("Paul",), "de": ("Anna",), "pt": ("Ana",),
    },
    "last_name": {
        "en": ("Smith",), "it": ("Rossi",), "es": ("García",), "fr": ("Dubois",), "de": ("Schmidt",), "pt": ("Silva",),
    },
    "company_name": {"it": ("Rossi S.r.l.",), "de": ("Schmidt GmbH",), "fr": ("Dubois SARL",), ANY: ("Smith Ltd",)},
    "email": {ANY: ("anna.rossi@example.com",)},
    "url": {ANY: ("www.example.com",)},
    "phone": {"en": ("+1 202 555 0143", "+44 20 7946 0018"), "it": ("+39 06 6982 0000",), "fr": ("+33 1 99 00 12 34",),
              "de": ("+49 30 23125 123",), "es": ("+34 912 345 678",), "pt": ("+351 21 234 5678",)},
    "mobile": {"en": ("+1 202 555 0143", "+44 7700 900123"), "it": ("+39 333 123 4567",), "fr": ("+33 6 39 98 12 34",),
               "de": ("+49 171 3920012",), "es": ("+34 612 345 678",), "pt": ("+351 912 345 678",)},
    "address": {"en": ("10 Main Street, Springfield 62704",), "it": ("via Roma 10, 20121 Milano",),
                "es": ("calle Mayor 10, 28013 Madrid",), "fr": ("10 rue de la Paix, 75002 Paris",),
                "de": ("Hauptstraße 10, 10115 Berlin",), "pt": ("Rua Augusta 10, 1100-053 Lisboa",)},
    "street": {"en": ("Main Street",), "it": ("via Roma",), "es": ("calle Mayor",), "fr": ("rue de la Paix",),
               "de": ("Hauptstraße",), "pt": ("Rua Augusta",)},
    "house_number": {ANY: ("10",)},
    "city": {"en": ("London",), "it": ("Milano",), "es": ("Madrid",), "fr": ("Paris",), "de": ("Berlin",), "pt": ("Lisboa",)},
    "postal_code": {"en": ("62704", "SW1A 1AA"), "it": ("20121",), "es": ("28013",), "fr": ("75002",), "de": ("10115",),
                    "pt": ("1100-053",)},
    "date_of_birth": {ANY: ("1980-05-12",)},
    "card_expiry": {ANY: ("12/29", "12/31")},
    "time": {ANY: ("10:30",)},
    "day": {ANY: ("12",)}, "month": {ANY: ("5",)}, "year": {ANY: ("1980", "2027")},
    "hour": {ANY: ("10",)}, "minute": {ANY: ("30",)},
    "iban": {"en": ("GB82 WEST 1234 5698 7654 32",), "it": ("IT60 X054 2811 1010 0000 0123 456",),
             "es": ("ES91 2100 0418 4502 0005 1332",), "fr": ("FR14 2004 1010 0505 0001 3M02 606",),
             "de": ("DE89 3704 0044 0532 0130 00",), "pt": ("PT50 0002 0123 1234 5678 9015 4",)},
    "card_number": {ANY: ("4111 1111 1111 1111",)},
    "codice_fiscale": {ANY: ("RSSMRA80A01H501U",)},
    "number": {ANY: ("42", "5", "1000")}, "integer": {ANY: ("42", "5", "1000")}, "percentage": {ANY: ("42%",)},
    "meter_reading": {ANY: ("12345",)}, "rating": {ANY: ("4",)}, "amount": {"en": ("$42",), ANY: ("42 euro",)},
    "digits": {ANY: tuple("1234567890123456"[:length] for length in (6, 4, 8, 10, 5, 9, 12, 16, 3, 7, 11))},
    "alphanumeric": {ANY: ("AB1234", "AB123456", "A1234567", "1234", "ABC12345678")},
    "yes_no": {"en": ("yes",), "it": ("sì",), "es": ("sí",), "fr": ("oui",), "de": ("ja",), "pt": ("sim",)},
    "free_text": {"en": ("something",), "it": ("qualcosa",), "es": ("algo",), "fr": ("quelque chose",), "de": ("etwas",),
                  "pt": ("algo",)},
    "nationality": {"en": ("Italian",), "it": ("italiana",), "es": ("italiana",), "fr": ("italienne",), "de": ("italienisch",),
                    "pt": ("italiana",)},
    "country": {"en": ("Italy",), "it": ("Italia",), "es": ("Italia",), "fr": ("Italie",), "de": ("Italien",), "pt": ("Itália",)},
}  # fmt: skip

AHEAD_DAYS = (10, 40, -40, 400)
"""Days from the conversation's own at which a date may stand in."""


def values_of(kind: str, language: str, now: datetime) -> Iterator[str]:
    """Values of a kind that may stand in, best first; none for a kind that has no value of its own here."""
    if kind in ("date", "date_time"):
        clock = "" if kind == "date" else " 10:30"
        yield from (f"{(now + timedelta(days=days)).date().isoformat()}{clock}" for days in AHEAD_DAYS)
    held = VALUES.get(kind, {})
    yield from held.get(language, ())
    yield from held.get(ANY, ())
    if not held.get(ANY):
        yield from (value for name, values in held.items() if name != language for value in values)
