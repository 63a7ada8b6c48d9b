"""What a codice fiscale says of its holder, against what the person said.

D.M. 23 December 1976 n. 13813, articles 2 to 6: three letters of the surname, three of the name, the year, a letter for the
month, the day (women: plus 40), the municipality, a check character. Where two persons would have the same code, digits are
replaced by letters from the right (omocodia, article 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from omnia.dialogue.extraction.text.tokens import fold_word

VOWELS = "AEIOU"
MONTHS = "ABCDEHLMPRST"
FEMALE_DAY = 40
OMOCODIA = str.maketrans("LMNPQRSTUV", "0123456789")
SEXES: Mapping[str, str] = {"m": "m", "male": "m", "f": "f", "female": "f"}
FORM = re.compile(r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]")


def _code(text: str) -> str | None:
    code = "".join(text.upper().split())
    return code if FORM.fullmatch(code) else None


def _letters(name: str) -> tuple[str, str]:
    """The consonants and the vowels of a name, in their order."""
    plain = [letter for letter in fold_word(name).upper() if "A" <= letter <= "Z"]
    return (
        "".join(letter for letter in plain if letter not in VOWELS),
        "".join(letter for letter in plain if letter in VOWELS),
    )


def _surname_letters(name: str) -> str:
    consonants, vowels = _letters(name)
    return f"{consonants}{vowels}XXX"[:3]


def _first_name_letters(name: str) -> str:
    """Of four consonants or more the first, third and fourth; else as of a surname."""
    consonants, _ = _letters(name)
    return consonants[0] + consonants[2:4] if len(consonants) > 3 else _surname_letters(name)


def _of_longer(name: str, *, is_first_name: bool) -> Iterator[re.Pattern[str]]:
    """What the letters may be where the person said only the first of several names."""
    consonants, _ = _letters(name)
    if len(consonants) < 3:
        yield re.compile(f"{consonants}[A-Z]{{{3 - len(consonants)}}}")
    if is_first_name and 1 <= len(consonants) <= 3:
        yield re.compile(f"{consonants[0]}{consonants[2:]}[A-Z]{{{2 - len(consonants[2:])}}}")


def _agrees(letters: str, name: str, *, is_first_name: bool) -> bool:
    wanted = _first_name_letters(name) if is_first_name else _surname_letters(name)
    return letters == wanted or any(each.fullmatch(letters) for each in _of_longer(name, is_first_name=is_first_name))


def has_name(text: str, first: str, last: str) -> bool | None:
    """Whether a code is that of a name, in either order of its words; one name of several is enough. None for no such code."""
    code = _code(text)
    if code is None or not any(_letters(first)) or not any(_letters(last)):
        return None
    return any(
        _agrees(code[:3], surname, is_first_name=False) and _agrees(code[3:6], name, is_first_name=True)
        for name, surname in ((first, last), (last, first))
    )


def has_birth(text: str, year: int | None, month: int | None, day: int | None) -> bool | None:
    """Whether a code is that of a person born on a day; what is not known of it is not looked at. None for no such code."""
    code = _code(text)
    if code is None:
        return None
    told = {
        "year": int(code[6:8].translate(OMOCODIA)),
        "month": MONTHS.index(code[8]) + 1,
        "day": int(code[9:11].translate(OMOCODIA)) % FEMALE_DAY,
    }
    said = {"year": None if year is None else year % 100, "month": month, "day": day}
    return all(value is None or value == told[name] for name, value in said.items())


def has_sex(text: str, sex: str) -> bool | None:
    """Whether a code is that of a man (`m`, `male`) or of a woman (`f`, `female`). None for no such code, or another word."""
    code, wanted = _code(text), SEXES.get(sex.strip().lower())
    if code is None or wanted is None:
        return None
    return (int(code[9:11].translate(OMOCODIA)) > FEMALE_DAY) == (wanted == "f")
