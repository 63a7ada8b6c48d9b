"""Nationalities, by adjectives and nouns (`tedesca`, `Österreicherin`) and by the country of origin, as ISO 3166-1 codes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.places.countries import by_code, everyday, find_countries, matches_of, wanted
from omnia.dialogue.extraction.places.gazetteer import SHORT, Gazetteer, Hit, Said, find, spellings
from omnia.dialogue.extraction.text.inflections import forms
from omnia.dialogue.extraction.text.phrases import known, phrase_pattern
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS
from omnia.dialogue.extraction.values import Context, Match, Reading

BY_COUNTRY = 0.8
"""How sure a nationality is that a country was named for."""


def recognise_nationality(text: str, context: Context) -> Reading:
    """The nationalities named, the caller's own first. Option: `countries`, the only ones that are wanted."""
    text = text[:MAX_CHARACTERS]
    if coded := by_code("nationality", text, context):
        return Reading(coded)
    said = Said.of(text)
    countries = find_countries(said, context.language)
    peoples = _find_peoples(said, context.language, exactly=any(hit.likeness == 1 for hit in countries))
    peoples = [hit for hit in peoples if not _is_within(hit, countries)]
    own = names_of(known(context.language))
    matches: list[Match] = []
    for hit in _own_first(said, peoples, context.language):
        matches.extend(matches_of("nationality", said, hit, native=said.name(hit) in own))
    for hit in _origins(said, countries, context.language):
        matches.extend(matches_of("nationality", said, hit, native=True, sure=BY_COUNTRY))
    return Reading(wanted(matches, context.options.get("countries")))


def _find_peoples(said: Said, language: str, *, exactly: bool) -> list[Hit]:
    """The words for a people that are not denied and mean neither language nor home; `exactly`: no slips, none foreign."""
    own, others = _own(known(language)), partial(_others, known(language))
    other = phrase_pattern(f"{pack(language).places.nationalities.speaking}|{pack(language).places.countries.residence}")
    hits = own.hits(said.words) if exactly else find(said, own, others, _everyday(known(language)))
    return [hit for hit in said.not_denied(hits, language) if other.search(said.lead(hit, hits)) is None]


def _is_within(hit: Hit, longer: Sequence[Hit]) -> bool:
    """Whether a word is part of a country's name (`Dominican Republic`)."""
    return any(
        other.first <= hit.first and hit.after <= other.after and other.after - other.first > hit.after - hit.first
        for other in longer
    )


def _own_first(said: Said, hits: Sequence[Hit], language: str) -> list[Hit]:
    being = phrase_pattern(pack(language).places.nationalities.being)
    return sorted(hits, key=lambda hit: being.search(said.lead(hit, hits)) is None)


def _origins(said: Said, countries: Sequence[Hit], language: str) -> list[Hit]:
    """The countries named, but for one where somebody only lives."""
    residence = phrase_pattern(pack(language).places.countries.residence)
    return [hit for hit in countries if residence.search(said.lead(hit, countries)) is None]


@lru_cache(maxsize=16)
def _everyday(language: str) -> frozenset[str]:
    return everyday(language).union(pack(language).places.nationalities.being.replace("|", " ").split())


@lru_cache(maxsize=16)
def spoken_names(language: str) -> dict[str, str]:
    """The word for the people of each country, in its first form."""
    entries = (entry.strip().partition(" ") for entry in pack(language).places.nationalities.names.split(";"))
    return {code: words.split("/")[0] for code, _, words in entries}


@lru_cache(maxsize=16)
def names_of(language: str) -> dict[str, tuple[str, ...]]:
    """The folded words of a language, in all their forms, with the countries that they may mean."""
    names: dict[str, tuple[str, ...]] = {}
    for entry in pack(language).places.nationalities.names.split(";"):
        code, _, words = entry.strip().partition(" ")
        said = {spelling for word in words.split("/") for form in forms(word, language) for spelling in spellings(form, language)}
        names.update({spelling: (*names.get(spelling, ()), code) for spelling in said})
    return names


@lru_cache(maxsize=16)
def _own(language: str) -> Gazetteer:
    """The words of a language."""
    return Gazetteer.of(names_of(language))


@lru_cache(maxsize=16)
def _others(language: str) -> Gazetteer:
    """The words of the other languages."""
    own = names_of(language)
    names: dict[str, tuple[str, ...]] = {}
    for other in LANGUAGES:
        names.update({name: codes for name, codes in names_of(other).items() if name not in own and len(name) > SHORT})
    return Gazetteer.of(names)
