"""Recognisers of addresses and their parts: street, number of the house, postal code, town.

The street is found by its kind (`via`, `-straße`, `Road`), which stands before, after or within its name by language; the
number beside it; the town after the postal code, after a word such as `in`, or as a piece between commas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from omnia.dialogue.extraction.characters.postcodes import PostalCode, postal_codes
from omnia.dialogue.extraction.characters.spelling import without_remark
from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.people.name_words import NameWords
from omnia.dialogue.extraction.places.address_units import AddressText, Unit, without_asides
from omnia.dialogue.extraction.places.roads import road_with_kilometre
from omnia.dialogue.extraction.places.streets import House, Street, find_house, find_street, street_by_place
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading

KEYS = ("street", "number", "postal_code", "city")
SURE_CODE = 0.8
"""How sure a postal code must be to make an address of a town."""

_MAX_TOWN = 5
SPELLED = 0.9
LIKE = 0.55
"""How alike a town and its spelling must be for the one to correct the other."""


@dataclass(slots=True)
class _Address:
    """What was found: values by key, offsets in the folded text by key, and how sure the whole is."""

    values: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    confidence: float = 0.0

    def put(self, key: str, value: str, start: int, end: int) -> None:
        """Keep one part."""
        self.values[key] = value
        self.spans[key] = (start, end)


def recognise_address(text: str, context: Context) -> Reading:
    """An address; its value has `street`, `number`, `postal_code` and `city`, null where not said.

    `context.focus` is the part that was asked: a bare answer is taken for it.
    """
    text = text[:MAX_CHARACTERS]
    words = AddressText(without_asides(text, context.language), context.language)
    found = _find(words, context)
    if not _is_enough(found) and context.focus in KEYS:
        alone = _alone(words, context.focus, context)
        found = alone if alone.values else found
    if not found.values or not found.confidence:
        return Reading()
    starts, ends = zip(*found.spans.values(), strict=True)
    start, end = words.folded.span(min(starts), max(ends))
    value = {key: found.values.get(key) for key in KEYS}
    parts = {key: found.values[key] for key in KEYS if key in found.values}
    return Reading((Match("address", value, text[start:end], (start, end), found.confidence, parts),))


def recognise_street(text: str, context: Context) -> Reading:
    """The street of an address, with its kind; a bare answer is taken for one."""
    return _part("street", "street", text, context)


def recognise_house_number(text: str, context: Context) -> Reading:
    """The number of a house with what belongs to it: `12`, `12B`, `12/A`, `12 bis`."""
    return _part("house_number", "number", text, context)


def recognise_city(text: str, context: Context) -> Reading:
    """The town of an address; a bare answer is taken for one, and letters spelled after it correct it."""
    text = text[:MAX_CHARACTERS]
    rows = NameWords(text, context.language).spelled
    if not rows:
        found = _part("city", "city", text, context)
        return found if found.matches else _part("city", "city", without_remark(text, context.language), context)
    letters = rows[-1].letters
    start, end = prepare(text)[0].span(rows[-1].start, rows[-1].end)
    said = next(iter(_part("city", "city", text[:start].rstrip(" ,.-"), context).matches), None)
    if said is None or not said.value:
        return Reading((Match("city", letters.capitalize(), text[start:end], (start, end), SPELLED),))
    plain = "".join(token.text for token in prepare(said.value)[1])
    if SequenceMatcher(None, letters, plain).ratio() < LIKE:
        return Reading((said,))
    value = said.value if plain == letters else letters.capitalize()
    return Reading((Match("city", value, text[said.span[0] : end], (said.span[0], end), SPELLED),))


def _part(kind: str, key: str, text: str, context: Context) -> Reading:
    text = text[:MAX_CHARACTERS]
    words = AddressText(without_asides(text, context.language), context.language)
    found = _find(words, context)
    if key not in found.values:
        found = _alone(words, key, context)
    if key not in found.values or not found.confidence:
        return Reading()
    start, end = words.folded.span(*found.spans[key])
    return Reading((Match(kind, found.values[key], text[start:end], (start, end), found.confidence),))


def _is_enough(found: _Address) -> bool:
    return bool(found.confidence) and "street" in found.values


# --- whole addresses -----------------------------------------------------------------------------------------------


def _find(words: AddressText, context: Context) -> _Address:
    """The parts of an address in a text."""
    found = _Address()
    codes = list(postal_codes(words.text, context))
    street, house = _street_and_house(words, codes)
    code = _code(words, codes, street, house)
    unnamed = street_by_place(words, code) if street is None and code is not None else None
    if unnamed is not None:
        street, house = unnamed
    if street is not None:
        found.put("street", words.name(words.units[street.first : street.after]), *_offsets(words, street.first, street.after))
    if house is not None:
        found.put("number", house.text, *_offsets(words, house.first, house.after))
    if code is not None:
        found.put("postal_code", code.value, code.start, code.end)
    town = _town(words, street, house, code)
    if town is not None:
        found.put("city", words.name(words.units[town[0] : town[1]]), *_offsets(words, *town))
    unsure = code is not None and code.confidence < SURE_CODE and street is None
    found.confidence = 0.0 if unsure else _confidence(words, found, street)
    return found


def _confidence(words: AddressText, found: _Address, street: Street | None) -> float:
    """How sure an address is: most where a street of a sure kind, its number and a town stand together."""
    placed = bool({"postal_code", "city"} & found.values.keys())
    if street is None:
        both = {"postal_code", "city"} <= found.values.keys()
        return 0.75 if both and _covers(words, found) else 0.0
    numbered = "number" in found.values
    if not street.sure and not street.stands_alone:
        certain = {"number", "postal_code", "city"} <= found.values.keys()
        return 0.85 if certain else 0.7 if numbered and placed else 0.5
    return round(0.65 + 0.2 * numbered + 0.1 * placed, 2)


def _covers(words: AddressText, found: _Address) -> bool:
    """Whether nothing but the parts, what announces them and small words stand in the text."""
    lexicon = words.lexicon
    cues = {
        word for table in (lexicon.city_cues, lexicon.postal_cues, lexicon.street_cues) for phrase in table for word in phrase
    }
    for place, unit in enumerate(words.units):
        inside = any(start <= unit.start and unit.end <= end for start, end in found.spans.values())
        said = unit.kind == "mark" or unit.text in lexicon.small or unit.text in cues or len(unit.text) == 1
        if not inside and not said and not _is_province(words, place, 0) and unit.text not in shared_words().states:
            return False
    return True


def _offsets(words: AddressText, first: int, after: int) -> tuple[int, int]:
    return words.units[first].start, words.units[after - 1].end


def _street_and_house(words: AddressText, codes: list[PostalCode]) -> tuple[Street | None, House | None]:
    """The first street that stands with its number, otherwise the first that needs none."""
    road = road_with_kilometre(words)
    if road is not None:
        return road
    alone: Street | None = None
    for street in find_street(words):
        house = find_house(words, street, codes)
        if house is not None:
            return street, house
        if alone is None and street.stands_alone:
            alone = street
    return alone, None


def _code(words: AddressText, codes: list[PostalCode], street: Street | None, house: House | None) -> PostalCode | None:
    """The postal code that is neither the number of the house nor part of the street; in American addresses the last one."""
    taken = [_offsets(words, part.first, part.after) for part in (street, house) if part is not None]
    free = [code for code in codes if all(code.end <= start or end <= code.start for start, end in taken)]
    if not free:
        return None
    best = max(code.confidence for code in free)
    return next(code for code in reversed(free) if code.confidence == best)


# --- towns ---------------------------------------------------------------------------------------------------------


def _town(words: AddressText, street: Street | None, house: House | None, code: PostalCode | None) -> tuple[int, int] | None:
    """The units of the town's name."""
    for found in _towns(words, street, house, code):
        if found is not None and not words.is_speech(words.units[found[0] : found[1]], names=True):
            return found
    return None


def _towns(
    words: AddressText, street: Street | None, house: House | None, code: PostalCode | None
) -> Iterator[tuple[int, int] | None]:
    """Places where the town may stand, the surest first."""
    parts = [part for part in (street, house) if part is not None]
    end = max((part.after for part in parts), default=0)
    start = min((part.first for part in parts), default=len(words.units))
    if code is not None:
        after = _index(words, code.end)
        yield _name_at(words, after, len(words.units))
        before = _index(words, code.start)
        if street is not None and before >= end:
            yield _name_at(words, end, before)
        elif street is None:
            yield _name_before(words, before)
    if street is None and code is None:
        return
    yield _after_cue(words, end, len(words.units))
    yield _last_piece(words, end)
    if house is not None:
        yield _name_at(words, end, len(words.units))
    yield _after_cue(words, 0, start)
    yield _first_piece(words, start)


def _index(words: AddressText, offset: int) -> int:
    """The index of the first unit at or after an offset."""
    return next((place for place, unit in enumerate(words.units) if unit.start >= offset), len(words.units))


def _name_at(words: AddressText, place: int, limit: int) -> tuple[int, int] | None:
    """The town whose name begins at a unit, commas, dashes and small words before it aside."""
    lexicon, shortened = words.lexicon, shared_words().shortened_particles
    while place < limit and (words.units[place].is_mark(",-/;:") or _is_small(words, place)):
        place += 1
    cue = words.phrase(place, lexicon.city_cues)
    if cue and cue < limit and words.units[cue].is_word:
        place = cue
    first = place
    main = 0
    while place < limit and place - first < _MAX_TOWN:
        unit = words.units[place]
        if place > first and (unit.is_mark("-'") or (unit.is_mark(".") and words.units[place - 1].text in shortened)):
            place += 1
            continue
        if not unit.is_word or (unit.text in lexicon.stops and place > first) or _is_province(words, place, first):
            break
        if place > first and not unit.glued and unit.text in lexicon.small and unit.text not in lexicon.particles:
            break
        main += unit.text not in lexicon.particles
        place += 1
    while place > first and (words.units[place - 1].text in lexicon.particles or not words.units[place - 1].is_word):
        place -= 1
    if not main or place == first or words.units[first].text in lexicon.stops or words.phrase(first, lexicon.types) == place:
        return None
    return first, place


def _is_small(words: AddressText, place: int) -> bool:
    """A small word before a town, unless the town's name begins with it (`La Spezia`)."""
    unit = words.units[place]
    return unit.text in words.lexicon.small and not (words.mixed and words.is_capital(unit))


def _is_province(words: AddressText, place: int, first: int) -> bool:
    """`Monza MB`, `Austin TX`: two capitals, or an American state, after a town."""
    unit = words.units[place]
    if place == first:
        return False
    if unit.text in words.rules.states and (len(unit.text) > 2 or words.original(unit, unit).isupper()):
        return True
    return len(unit.text) == 2 and words.mixed and words.original(unit, unit).isupper()


def _name_before(words: AddressText, limit: int) -> tuple[int, int] | None:
    """`Milano 20121`: a town before its code."""
    first = limit
    while first and (words.units[first - 1].is_word or words.units[first - 1].is_mark("-,")) and limit - first <= _MAX_TOWN:
        first -= 1
    found = _name_at(words, first, limit)
    if found is None or any(words.units[place].text in words.lexicon.stops for place in range(*found)):
        return None
    cues = {word for phrase in words.lexicon.postal_cues for word in phrase}
    return None if any(words.units[place].text in cues for place in range(*found)) else found


def _after_cue(words: AddressText, start: int, limit: int) -> tuple[int, int] | None:
    """The town after `a`, `in`, `en` and their like."""
    for place in range(start, limit):
        after = words.phrase(place, words.lexicon.city_cues)
        if after and after < limit and words.units[after].is_word and not words.phrase(after, words.lexicon.types):
            found = _name_at(words, after, limit)
            if found is not None:
                return found
    return None


def _last_piece(words: AddressText, start: int) -> tuple[int, int] | None:
    """The first piece after a comma that is only a name."""
    for place in range(start, len(words.units)):
        if words.units[place].is_mark(","):
            found = _name_at(words, place + 1, len(words.units))
            if found is not None and (found[1] == len(words.units) or not words.units[found[1]].is_number):
                return found
    return None


def _first_piece(words: AddressText, limit: int) -> tuple[int, int] | None:
    """`Milano, via Roma 12`: the piece before the street."""
    if not limit or not words.units[limit - 1].is_mark(","):
        return None
    found = _name_at(words, 0, limit - 1)
    return found if found is not None and found[1] == limit - 1 else None


# --- parts alone ---------------------------------------------------------------------------------------------------


def _alone(words: AddressText, key: str, context: Context) -> _Address:
    """The part that was asked as the whole answer."""
    found = _Address()
    if key == "number":
        _house_alone(words, found)
    elif key == "postal_code":
        for code in postal_codes(words.text, context):
            found.put(key, code.value, code.start, code.end)
            found.confidence = code.confidence
            break
    else:
        _name_alone(words, key, found)
    return found


def _house_alone(words: AddressText, found: _Address) -> None:
    place = 0
    while place < len(words.units):
        after = words.phrase(place, words.lexicon.number_words)
        if after:
            place = words.after_dot(after)
        elif words.units[place].text in words.lexicon.small or words.units[place].is_mark(",.:"):
            place += 1
        else:
            break
    house = House.at(words, place)
    if house is None or any(not _says_nothing(words, unit) for unit in words.units[house.after :]):
        return
    found.put("number", house.text, *_offsets(words, house.first, house.after))
    found.confidence = 0.9


def _says_nothing(words: AddressText, unit: Unit) -> bool:
    return unit.kind == "mark" or (unit.is_word and unit.text in words.lexicon.small)


def _name_alone(words: AddressText, key: str, found: _Address) -> None:
    """A street or a town without anything that proves it."""
    place, announced = _after_cues(words, key)
    first = _name_at(words, place, len(words.units))
    at_first = [(first, announced)] if first is not None else []
    in_prose = [(town, True) for town in _announced_in_prose(words)] if key == "city" else []
    for town, sure in at_first + in_prose if announced else in_prose + at_first:
        if _take(words, key, town, found, announced=sure):
            return


def _after_cues(words: AddressText, key: str) -> tuple[int, bool]:
    """The unit after what leads to a name at the beginning, and whether that announces one."""
    cues = words.lexicon.city_cues if key == "city" else words.lexicon.street_cues
    place = 0
    announced = False
    while place < len(words.units):
        after = words.phrase(place, cues)
        if after and after < len(words.units):
            announced = announced or after - place > 1 or key == "city"
            place = after
        elif _is_small(words, place) or words.units[place].is_mark(",.:"):
            place += 1
        else:
            break
    return place, announced


def _take(words: AddressText, key: str, town: tuple[int, int], found: _Address, *, announced: bool) -> bool:
    """Keep a name that may be one; false where it may not."""
    before = words.units[town[0] - 1].text if town[0] else ""
    if before in words.lexicon.indefinite:
        return False
    if key == "city":
        town = _with_article(words, _without_speech(words, town))
    ends = _followed_by_more(words, town) or all(
        _says_nothing(words, words.units[other]) or _is_province(words, other, town[0])
        for other in range(town[1], len(words.units))
    )
    if not (ends or announced) or _is_no_place(words, town):
        return False
    article = pack(words.language).places.addresses.contracted.get(before, "") if key == "city" else ""
    found.put(key, article + words.name(words.units[town[0] : town[1]]), *_offsets(words, *town))
    found.confidence = 0.85 if announced and ends else 0.6
    return True


def _is_no_place(words: AddressText, town: tuple[int, int]) -> bool:
    """Whether the words are everyday speech, or tell of a place and do not name it."""
    elided = words.units[town[0]].text == "l" and town[1] - town[0] > 1 and words.units[town[0] + 1].glued
    name = words.units[town[0] + elided : town[1]]
    shared = shared_words()
    content = {unit.text for unit in name} - words.lexicon.particles - shared.town_articles
    return words.is_speech(name, names=True) or name[0].text in shared.near_towns or content <= shared.no_towns


def _without_speech(words: AddressText, town: tuple[int, int]) -> tuple[int, int]:
    """A town without what is said after it: `Leeds at the moment`."""
    first, after = town
    while after - first > 1 and words.is_speech(words.units[after - 1 : after], names=True):
        after -= 1
    return first, after


def _with_article(words: AddressText, town: tuple[int, int]) -> tuple[int, int]:
    """A town with the article that belongs to its name where towns have none otherwise: `la spezia`, `la rochelle`."""
    first, after = town
    own = pack(words.language).places.addresses
    article = first > 0 and own.towns_with_articles and words.units[first - 1].text in shared_words().town_articles
    return (first - 1, after) if article else town


def _announced_in_prose(words: AddressText) -> Iterator[tuple[int, int]]:
    """The towns after words that announce one and nothing else (`currently I am living in Leeds`)."""
    for place in range(1, len(words.units)):
        after = words.phrase(place, words.lexicon.city_cues)
        sure = after > place + 1 or words.units[place].text in shared_words().called
        found = _name_at(words, after, len(words.units)) if place < after < len(words.units) and sure else None
        if found is not None:
            yield found


def _followed_by_more(words: AddressText, town: tuple[int, int]) -> bool:
    """`Paris, France`: a comma and one or two words after a town."""
    rest = words.units[town[1] :]
    return 1 < len(rest) <= 3 and rest[0].is_mark(",") and all(unit.is_word for unit in rest[1:])
