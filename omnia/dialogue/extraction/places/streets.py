"""Streets and numbers of houses among the units of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from omnia.dialogue.extraction.characters.postcodes import PostalCode
from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.places.address_units import AddressText, Unit

MAX_NAME = 8
"""Words of a street's name."""

MAX_STREETS = 8
"""Streets looked at in one text."""

LONGEST_NUMBER = 5
"""Digits of the number of a house."""


@dataclass(frozen=True, slots=True)
class Street:
    """The units of a street; `sure`: its kind is nothing else; `stands_alone`: it is a street without a number too."""

    first: int
    after: int
    sure: bool
    stands_alone: bool


@dataclass(frozen=True, slots=True)
class House:
    """The number of a house as it is written, and its units."""

    text: str
    first: int
    after: int

    @classmethod
    def at(cls, words: AddressText, place: int) -> House | None:
        """The number that begins at a unit, with a letter, `bis` or a second number that belongs to it."""
        if place >= len(words.units):
            return None
        unit = words.units[place]
        if not unit.is_number or len(unit.digits) > LONGEST_NUMBER:
            return None
        suffix, after = _suffix(words, place + 1)
        return cls(unit.digits + suffix, place, after)


def _suffix(words: AddressText, place: int) -> tuple[str, int]:
    """What belongs to a number after it, and the index after that."""
    units = words.units
    if place >= len(units):
        return "", place
    unit = units[place]
    word = words.lexicon.suffix_words.get(unit.text, "") if unit.is_word else ""
    if unit.is_mark("/") or word == "/":
        return _after_stroke(words, place)
    if word:
        return f" {word}", place + 1
    if unit.is_mark("-") and unit.glued and place + 1 < len(units) and units[place + 1].is_number and units[place + 1].glued:
        later = units[place + 1].digits
        return (f"-{later}", place + 2) if len(later) <= LONGEST_NUMBER - 1 else ("", place)
    if unit.is_mark("-") and unit.glued and place + 1 < len(units) and units[place + 1].glued and _is_letter(words, place + 1):
        return f"-{units[place + 1].text.upper()}", place + 2
    if _is_letter(words, place):
        return unit.text.upper(), place + 1
    return "", place


def _after_stroke(words: AddressText, place: int) -> tuple[str, int]:
    """`12/A`, `dodici barra a`, `12/3`."""
    if place + 1 < len(words.units):
        unit = words.units[place + 1]
        if unit.is_number and len(unit.digits) < LONGEST_NUMBER:
            return f"/{unit.digits}", place + 2
        if unit.is_word and len(unit.text) == 1:
            return f"/{unit.text.upper()}", place + 2
    return "", place


def _is_letter(words: AddressText, place: int) -> bool:
    """A letter after a number: glued to it, a capital, or a single letter that is no word of the language at the end."""
    unit = words.units[place]
    if not unit.is_word or len(unit.text) != 1 or (unit.text in words.rules.directions and not unit.glued):
        return False
    following = words.units[place + 1] if place + 1 < len(words.units) else None
    ends = following is None or following.kind == "mark" or following.is_number
    if unit.glued or ends or (words.mixed and words.is_capital(unit)):
        return True
    return words.rules.bare_letters and unit.text not in words.rules.letter_words


# --- streets -------------------------------------------------------------------------------------------------------


def find_street(words: AddressText) -> Iterator[Street]:
    """The streets in a text, left to right."""
    found = 0
    place = 0
    while place < len(words.units) and found < MAX_STREETS:
        street = _street(words, place)
        if street is None:
            place += 1
            continue
        found += 1
        yield street
        place = max(street.after, place + 1)


def _street(words: AddressText, place: int) -> Street | None:
    """The street whose kind stands at a unit."""
    if not words.units[place].is_word:
        return None
    if pack(words.language).places.addresses.type_first:
        return _preposed(words, place)
    if words.lexicon.suffixes:
        return _german(words, place)
    return _english(words, place)


def _preposed(words: AddressText, place: int) -> Street | None:
    """`via Garibaldi`, `rue de la Paix`: the kind first."""
    lexicon = words.lexicon
    kind = words.phrase(place, lexicon.types)
    if not kind or (place and words.units[place - 1].text in lexicon.not_before):
        return None
    start = kind
    while start < len(words.units) and words.units[start].is_mark("./°"):
        start += 1
    after = _name_end(words, start)
    if after == start and kind - place > 1:
        return _by_kind_alone(words, place, kind)
    if after == start or words.units[start].text in lexicon.not_streets or words.is_speech(words.units[start:after]):
        return None
    if len(words.units[place].text) == 1 and start == kind == place + 1:
        return None
    sure = not (kind == place + 1 and words.units[place].text in lexicon.unsure)
    name = words.units[start:after]
    capital = words.mixed and any(words.is_capital(unit) for unit in name if unit.is_word)
    announced = _is_announced(words, place)
    return Street(place, after, sure or capital, capital or announced if sure else capital and announced)


def _by_kind_alone(words: AddressText, place: int, kind: int) -> Street | None:
    """`Gran Vía 28`, `strada statale 18 numero 4`: a kind of two words is a name, with a number of its own if another follows."""
    units = words.units
    if kind >= len(units) or not units[kind].is_number:
        return None
    after = kind + 1
    numbered = after < len(units) and (units[after].is_number or words.phrase(after, words.lexicon.number_words) > 0)
    return Street(place, after if numbered else kind, sure=True, stands_alone=False)


def _is_announced(words: AddressText, place: int) -> bool:
    """Whether a street's beginning stands at the start, small words aside, or right after `abito in` or its like."""
    if all(unit.kind == "mark" or unit.text in words.lexicon.small for unit in words.units[:place]):
        return True
    for start in range(max(0, place - 5), place):
        after = words.phrase(start, words.lexicon.street_cues)
        if after and all(unit.kind == "mark" or unit.text in words.lexicon.small for unit in words.units[after:place]):
            return True
    return False


def _name_end(words: AddressText, start: int) -> int:
    """The index after a street's name that begins at a unit; `start` itself where there is none."""
    place = start
    main = False
    while place < len(words.units) and place - start < MAX_NAME:
        unit = words.units[place]
        if unit.is_number:
            step = _number_in_name(words, place, start, main=main)
            if not step:
                break
            main = True
            place += step
            continue
        if unit.kind == "mark":
            if not _is_inner_mark(words, place):
                break
        elif _ends_name(words, place, main=main):
            break
        else:
            main = main or unit.text not in words.lexicon.particles
        place += 1
    while place > start and (words.units[place - 1].kind == "mark" or words.units[place - 1].text in words.lexicon.particles):
        place -= 1
    return place if main else start


def _is_inner_mark(words: AddressText, place: int) -> bool:
    """A hyphen between words, or the dot after an initial (`via G. Verdi`)."""
    unit = words.units[place]
    if unit.text == ".":
        return place > 0 and len(words.units[place - 1].text) <= 3 and unit.glued and words.units[place - 1].is_word
    following = words.units[place + 1] if place + 1 < len(words.units) else None
    return unit.text == "-" and following is not None and following.is_word


def _ends_name(words: AddressText, place: int, *, main: bool) -> bool:
    """Whether a word is no part of a street's name any more."""
    unit = words.units[place]
    lexicon = words.lexicon
    if unit.text in lexicon.stops:
        return True
    if not main:
        return False
    number = words.phrase(place, lexicon.number_words)
    if number and words.after_dot(number) < len(words.units) and words.units[words.after_dot(number)].is_number:
        return True
    city = words.phrase(place, lexicon.city_cues)
    capital = words.mixed and words.is_capital(unit)
    return bool(city) and city < len(words.units) and words.units[city].is_word and not capital


def _number_in_name(words: AddressText, place: int, start: int, *, main: bool) -> int:
    """How many units of a name a number is the first of: `4 novembre`, `8 mai 1945`, `dei Mille`; 0 where it is a house."""
    units = words.units
    after = place + 1
    if after < len(units) and units[after].is_mark(".°"):
        after += 1
    if after < len(units) and units[after].text in shared_words().date_particles:
        after += 1
    if after < len(units) and units[after].text in words.lexicon.months:
        year = after + 1
        dated = year < len(units) and units[year].is_number and len(units[year].digits) == 4 and not units[year].spoken
        return (year + 1 if dated and pack(words.language).places.addresses.dated_names else after + 1) - place
    if main:
        return 0
    before = units[place - 1] if place > start else None
    follows = place + 1 < len(units)
    if before is not None and before.text in words.lexicon.particles:
        return 1 if follows or units[place].spoken else 0
    own = pack(words.language).places.addresses
    return 1 if own.numbered_names and before is None and follows and not units[place + 1].is_mark(",") else 0


# --- German --------------------------------------------------------------------------------------------------------


def _german(words: AddressText, place: int) -> Street | None:
    """`Hauptstraße`, `Lange Straße`, `Straße des 17. Juni`, `Unter den Linden`."""
    unit = words.units[place]
    lexicon = words.lexicon
    suffix = next((end for end in lexicon.suffixes if unit.text.endswith(end) and len(unit.text) > len(end) + 2), "")
    if unit.text in lexicon.not_streets:
        return None
    if suffix:
        after = words.after_dot(place + 1) if suffix == "str" else place + 1
        sure = suffix in words.lexicon.sure_suffixes
        return Street(_german_start(words, place, adjectives=unit.glued), after, sure, sure)
    kind = words.phrase(place, lexicon.types)
    if kind:
        return _german_kind(words, place, words.after_dot(kind))
    preposition = words.phrase(place, lexicon.prepositions)
    if preposition:
        return _german_preposition(words, place, preposition)
    return None


def _german_kind(words: AddressText, place: int, after: int) -> Street | None:
    """The kind as a word of its own: before its name (`Platz der Republik`) or after it."""
    sure = words.units[place].text not in words.lexicon.unsure
    if after < len(words.units) and words.units[after].text in words.rules.named_after and words.is_capital(words.units[place]):
        end = _name_end(words, after)
        if end > after + 1:
            return Street(place, end, sure, sure)
    start = _german_start(words, place, adjectives=True)
    if start == place:
        return None
    return Street(start, after, sure, sure)


def _german_start(words: AddressText, place: int, *, adjectives: bool) -> int:
    """The first unit of a street whose kind stands at a unit: words tied by hyphens, and one or two before it."""
    first = place
    while first and place - first < 4:
        before = words.units[first - 1]
        tied = words.units[first].glued and before.is_word
        if tied or (before.is_mark("-") and before.glued and first > 1 and words.units[first - 2].is_word):
            first -= 1 if tied else 2
            continue
        loose = adjectives and before.is_word and place - first < 2 and _is_german_name(words, first - 1)
        if not loose:
            break
        first -= 1
    return first


def _is_german_name(words: AddressText, place: int) -> bool:
    """Whether a word before the kind belongs to the name."""
    unit = words.units[place]
    lexicon = words.lexicon
    if len(unit.text) < 3 or unit.text in lexicon.small or unit.text in lexicon.stops or unit.text in lexicon.particles:
        return False
    if any(unit.text == word for phrase in lexicon.street_cues for word in phrase):
        return False
    return not words.mixed or words.is_capital(unit)


def _german_preposition(words: AddressText, place: int, after: int) -> Street | None:
    """`Am Markt 3`: only with a number after it, and with a capital where the text has any."""
    if words.mixed and not words.is_capital(words.units[place]):
        return None
    end = after
    while (
        end < len(words.units)
        and words.units[end].is_word
        and end - after < 3
        and words.units[end].text not in words.lexicon.stops
    ):
        end += 1
    numbered = end < len(words.units) and words.units[end].is_number
    name = words.units[after:end]
    if not numbered or not name or words.is_speech(name, names=True):
        return None
    return Street(place, end, sure=words.mixed, stands_alone=False)


# --- English -------------------------------------------------------------------------------------------------------


def _english(words: AddressText, place: int) -> Street | None:
    """`Main Street`, `42nd Street`, `Fifth Avenue`: the kind last."""
    lexicon = words.lexicon
    kind = words.phrase(place, lexicon.types)
    unit = words.units[place]
    if not kind or _goes_on_as_street(words, kind):
        return None
    first = place
    while first and place - first < MAX_NAME:
        before = words.units[first - 1]
        if before.is_mark(".-") and first > 1 and words.units[first - 2].is_word:
            first -= 1
            continue
        if not before.is_word or _is_before_name(words, first - 1):
            break
        first -= 1
    while first < place and words.units[first].kind == "mark":
        first += 1
    main = any(other.is_word and other.text not in lexicon.particles for other in words.units[first:place])
    if words.is_speech(words.units[first:place]):
        return None
    if not main and unit.text not in shared_words().nameless_streets:
        return None
    after = words.after_dot(kind) if unit.text in shared_words().abbreviated_types else kind
    if after < len(words.units) and words.units[after].text in shared_words().directions and words.units[after].is_word:
        after += 1
    sure = unit.text not in lexicon.unsure
    capital = words.mixed and words.is_capital(unit) and words.is_capital(words.units[first])
    return Street(first, after, sure or capital, sure and (capital or _is_announced(words, first)))


def _goes_on_as_street(words: AddressText, place: int) -> bool:
    """Whether another kind follows, which is that of the street: `Cedar Grove Road`."""
    follows = place < len(words.units) and words.units[place].is_word and words.units[place].text not in words.lexicon.unsure
    return follows and bool(words.phrase(place, words.lexicon.types))


def _is_before_name(words: AddressText, place: int) -> bool:
    """Whether a word stands before a street's name and is no part of it."""
    unit = words.units[place]
    lexicon = words.lexicon
    if unit.text in lexicon.stops or (len(unit.text) == 1 and not words.is_capital(unit)) or _is_of_house(words, place):
        return True
    if unit.text in lexicon.small and unit.text != "of":
        return True
    return any(len(phrase) == 1 and phrase[0] == unit.text for phrase in (*lexicon.street_cues, *lexicon.city_cues))


def _is_of_house(words: AddressText, place: int) -> bool:
    """Whether a single letter belongs to the number before it: `12B Milton Road`, `4210-A Cedar Road`; not `12 E Main Street`."""
    unit = words.units[place]
    if len(unit.text) != 1 or not place or place + 1 >= len(words.units) or not words.units[place + 1].is_word:
        return False
    before = words.units[place - 1]
    if before.is_mark("-") and place > 1:
        return before.glued and words.units[place - 2].is_number
    return before.is_number and (unit.glued or unit.text not in shared_words().directions)


# --- without a kind ------------------------------------------------------------------------------------------------


def street_by_place(words: AddressText, code: PostalCode) -> tuple[Street, House] | None:
    """`Große Bleichen 5, 20354 Hamburg`: words and a number at the start, right before a postal code."""
    units = words.units
    first = 0
    while first < len(units) and (units[first].is_mark(",:") or _is_small(words, units[first])):
        first += 1
    after = first
    while after < len(units) and after - first < 5 and (units[after].is_word or units[after].is_mark("-.")):
        after += 1
    house = House.at(words, after)
    if house is None or not _stands_before(words, house.after, code) or not _is_name(words, units[first:after]):
        return None
    return Street(first, after, sure=False, stands_alone=False), house


def _is_small(words: AddressText, unit: Unit) -> bool:
    return unit.text in words.lexicon.small and not (words.mixed and words.is_capital(unit))


def _stands_before(words: AddressText, place: int, code: PostalCode) -> bool:
    """Whether only marks stand between a unit and a postal code."""
    while place < len(words.units) and words.units[place].is_mark(",-"):
        place += 1
    return place < len(words.units) and words.units[place].start == code.start


def _is_name(words: AddressText, units: Sequence[Unit]) -> bool:
    main = any(unit.is_word and len(unit.text) > 2 and unit.text not in words.lexicon.particles for unit in units)
    return main and not words.is_speech(units, names=True)


# --- houses --------------------------------------------------------------------------------------------------------


def find_house(words: AddressText, street: Street, codes: Sequence[PostalCode]) -> House | None:
    """The number beside a street: before it where the language writes it so, otherwise after it."""
    if words.rules.number_first:
        before = _house_before(words, street.first)
        if before is not None:
            return before
    after = _house_after(words, street.after)
    if after is None or _is_code(words, after, codes):
        return None
    return after


def _is_code(words: AddressText, house: House, codes: Sequence[PostalCode]) -> bool:
    """Whether a number after a street is a postal code: as long as one, and a town follows."""
    unit = words.units[house.first]
    following = words.units[house.after] if house.after < len(words.units) else None
    placed = len(unit.digits) > 4 or (len(unit.digits) == 4 and following is not None and following.is_word)
    hyphened = "-" in house.text
    return (placed or hyphened) and any(code.start <= unit.start and unit.end <= code.end for code in codes)


def _house_after(words: AddressText, place: int) -> House | None:
    units = words.units
    while place < len(units) and units[place].is_mark(",.-:"):
        place += 1
    number = words.phrase(place, words.lexicon.number_words)
    if number:
        place = words.after_dot(number)
    return House.at(words, place)


def _house_before(words: AddressText, street: int) -> House | None:
    """`12 rue`, `12, rue`, `12 bis rue`, `221B Baker Street`, `au 12 de la rue`."""
    place = street
    while place and _is_between(words, words.units[place - 1], street - place):
        place -= 1
    for first in range(max(0, place - 4), place):
        house = House.at(words, first)
        if house is not None and house.after == place:
            return house
    return None


def _is_between(words: AddressText, unit: Unit, passed: int) -> bool:
    if unit.is_mark(","):
        return passed < 2
    return unit.text in words.rules.after_numbers and passed < 3
