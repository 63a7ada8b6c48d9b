"""Numbers and names that look like dates or times and are none: `12.50 euro`, `second floor`, `version 3.11`, `via 25 aprile`.

What stands beside them tells: a word for what is counted, a label of a number, a street, a longer chain of numbers. The words are
data of the lexicons (`counted`, `label`, `street`, `called`, `up_to`).
"""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.text.grammar import Element, Scan

CURRENCY_SIGNS = frozenset("$€£¥")
_UNITS = frozenset(
    {
        "counted",
        "percent",
        "unit_day",
        "unit_week",
        "unit_month",
        "unit_year",
        "unit_workday",
        "unit_fortnight",
        "unit_hour",
        "unit_minute",
        "unit_second",
    }
)
_NONE: Set[str] = frozenset()
_COUNTED, _NAMED_DAYS = frozenset({"counted", "street"}), frozenset({"weekday", "month"})
_IN_A_STREET = frozenset({"of", "num", "ord"})
_LINKS = frozenset({"of", "the", "at", "colon", "comma"})
_MARKS = frozenset({"dot", "slash", "dash", "colon", "comma"})


def roles_at(scan: Scan, place: int) -> Set[str]:
    """The roles of the element at a place; none where there is no such element."""
    return scan.elements[place].roles.keys() if 0 <= place < len(scan.elements) else _NONE


def counts_something(scan: Scan, last: int) -> bool:
    """Whether the number before a place counts what follows: `3 tickets`, `first of all`, `zweiter Stock`."""
    roles = roles_at(scan, last)
    if not _COUNTED.isdisjoint(roles) and _NAMED_DAYS.isdisjoint(roles):
        return True
    return "of" in roles and "counted" in roles_at(scan, last + 1)


def is_unit(scan: Scan, last: int) -> bool:
    """Whether a unit of time follows: `vor 14 Tagen`, `a dix ans`."""
    return bool(roles_at(scan, last) & _UNITS) and not roles_at(scan, last) & {"the", "oclock", "unit_minute"}


def is_labelled(scan: Scan, first: int) -> bool:
    """Whether the words before a place say what sort of number follows: `room 12`, `my number is 020`."""
    for place in range(first - 1, max(-1, first - 4), -1):
        roles = roles_at(scan, place)
        if "label" in roles:
            return True
        if not roles & _LINKS and scan.elements[place].text not in shared_words().copulas:
            return False
    return False


def is_street(scan: Scan, first: int) -> bool:
    """Whether a street is named after the day: `via 25 aprile`, `rue du 4 septembre`, `Straße des 17. Juni`."""
    for place in range(first - 1, max(-1, first - 4), -1):
        roles = roles_at(scan, place)
        if "street" in roles:
            return True
        if _IN_A_STREET.isdisjoint(roles):
            return False
    return False


def is_verb(scan: Scan, first: int, last: int) -> bool:
    """Whether a month alone is a verb: `you may`, `may I`."""
    return last - first == 1 and "verb" in roles_at(scan, first) and "modal" in roles_at(scan, first - 1) | roles_at(scan, last)


def is_name_or_repeated(scan: Scan, first: int) -> bool:
    """Whether a person is called so (`ich heiße Sonntag`), or every such day is meant: `every Monday`, `tous les lundis`."""
    roles = roles_at(scan, first - 1)
    return "called" in roles or "every" in roles


def is_money(scan: Scan, first: int) -> bool:
    """Whether the sign of a currency stands right before: `$ 12`."""
    return first > 0 and scan.elements[first - 1].text in CURRENCY_SIGNS


def is_chained(scan: Scan, first: int, last: int) -> bool:
    """Whether the numbers are a piece of a longer chain: `192.168.1.10`, a telephone number in groups."""
    return _goes_on(scan, first, -1) or _goes_on(scan, last - 1, 1)


def _goes_on(scan: Scan, place: int, step: int) -> bool:
    near, far = roles_at(scan, place + step), roles_at(scan, place + 2 * step)
    if "dig" in near:
        after = place + step if step > 0 else place
        return "colon" not in roles_at(scan, after + 1) and not _is_year(scan.elements[place + step])
    return bool(near & _MARKS) and "dig" in far and _touches(scan, place, place + step, place + 2 * step)


def _is_year(element: Element) -> bool:
    return element.digits == 4 and "1900" <= element.text <= "2099"


def _touches(scan: Scan, *places: int) -> bool:
    """Whether no space stands between elements."""
    elements = sorted((scan.elements[place] for place in places), key=lambda element: element.start)
    return all(one.end == other.start for one, other in pairwise(elements))


def is_plural(scan: Scan, first: int) -> bool:
    """Whether the article before says that many are meant: `i tre`, `los tres`, `die drei`."""
    return "plural" in roles_at(scan, first - 1)


def is_between(scan: Scan, first: int, last: int) -> bool:
    """Whether the numbers are the ends of a range: `zwischen 9 und 10 Uhr`."""
    return any("between" in roles_at(scan, place) for place in range(max(0, first - 5), last))


def in_range(scan: Scan, place: int) -> bool:
    """Whether a bare number is an end of `from 1 to 10`, or the whole of `7 out of 10`: no time or day of its own."""
    ahead = "up_to" in roles_at(scan, place + 1) and "num" in roles_at(scan, place + 2)
    behind = bool(roles_at(scan, place - 1) & {"up_to", "of", "inside"}) and "num" in roles_at(scan, place - 2)
    return ahead or behind


def is_negated(scan: Scan, first: int) -> bool:
    """Whether a word for `not` stands before: `not the 12th`."""
    place = first - 1
    if "the" in roles_at(scan, place) and "negation" not in roles_at(scan, place):
        place -= 1
    return "negation" in roles_at(scan, place)
