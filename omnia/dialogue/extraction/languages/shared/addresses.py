"""Addresses in any language: the forms of postal codes, and the numerals of kings."""

import re
from collections.abc import Mapping

POSTAL_LENGTHS: Mapping[str, tuple[int, ...]] = {
    "IT": (5,), "ES": (5,), "FR": (5,), "DE": (5,), "US": (5, 9), "PT": (7, 4), "BR": (8,), "CH": (4,), "AT": (4,), "BE": (4,), "LU": (4,), "LI": (4,),
    "DK": (4,), "NO": (4,), "SE": (5,), "FI": (5,), "PL": (5,), "CZ": (5,), "SK": (5,), "HU": (4,), "SI": (4,), "HR": (5,), "GR": (5,), "RO": (6,),
    "BG": (4,), "MX": (5,), "AR": (4,), "CO": (6,), "CL": (7,), "PE": (5,), "EC": (6,), "UY": (5,), "AU": (4,), "NZ": (4,), "ZA": (4,), "IN": (6,),
    "SM": (5,), "VA": (5,), "MC": (5,), "EE": (5,), "LT": (5,), "LV": (4,), "CY": (4,), "UA": (5,), "RS": (5,), "TR": (5,),
}  # fmt: skip
"""Digits of a postal code by country, the commonest number first (Universal Postal Union)."""

POSTAL_RULES: Mapping[str, re.Pattern[str]] = {
    "ES": re.compile(r"(?:0[1-9]|[1-4]\d|5[0-2])\d{3}"),
    "FR": re.compile(r"(?:0[1-9]|[1-8]\d|9[0-578])\d{3}"),
    "DE": re.compile(r"(?:0[1-9]|[1-9]\d)\d{3}"),
    "IT": re.compile(r"(?:0\d|[1-8]\d|9[0-8])\d{3}"),
    "PT": re.compile(r"[1-9]\d{3}(?:\d{3})?"),
}  # fmt: skip
"""Ranges of the first digits: provinces, departments and areas that exist."""

_BRITISH_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR"
    "|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM"
    "|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|[BEGLMNSW]"
)  # fmt: skip
"""The areas that exist (Royal Mail, Postcode Address File), so that a letter misheard is noticed."""

POSTAL_LETTERS: Mapping[str, re.Pattern[str]] = {
    "GB": re.compile(rf"GIR0AA|(?:{_BRITISH_AREAS})(?:\d{{1,2}}|\d[ABCDEFGHJKMNPRSTUVWXY])\d[ABD-HJLNP-UW-Z]{{2}}"),
    "CA": re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d"),
    "NL": re.compile(r"[1-9]\d{3}[A-EGHJ-NPR-TV-Z]{2}"),
    "IE": re.compile(r"[AC-FHKNPRTV-Y](?:\d{2}|6W)[0-9AC-FHKNPRTV-Y]{4}"),
}  # fmt: skip
"""Postal codes with letters (Royal Mail PAF, Canada Post, PostNL, Eircode)."""

ROMAN = frozenset([
    "ii", "iii", "iv", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv",
    "xxv", "xxvi", "xxvii", "xxviii", "xxix", "xxx",
])  # fmt: skip
"""Numerals of kings, popes and dates in the names of streets."""
