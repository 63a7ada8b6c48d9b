"""Addresses: kinds of streets, the words around the parts of an address, and the forms of postal codes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import lexicon, pack


@dataclass(frozen=True, slots=True)
class AddressLexicon:
    """One language's words of addresses; all folded."""

    types: frozenset[tuple[str, ...]]
    unsure: frozenset[str]
    suffixes: tuple[str, ...]
    number_words: frozenset[tuple[str, ...]]
    suffix_words: Mapping[str, str]
    postal_cues: frozenset[tuple[str, ...]]
    city_cues: frozenset[tuple[str, ...]]
    street_cues: frozenset[tuple[str, ...]]
    small: frozenset[str]
    particles: frozenset[str]
    stops: frozenset[str]
    not_streets: frozenset[str]
    not_before: frozenset[str]
    prepositions: frozenset[tuple[str, ...]]
    months: frozenset[str]
    speech: frozenset[str]
    indefinite: frozenset[str]
    sure_suffixes: frozenset[str]


def _phrases(listed: str, *, sharp_s: bool) -> frozenset[tuple[str, ...]]:
    cut = re.compile(r"[ '.-]")
    phrases = listed.split("|")
    if sharp_s:
        phrases += [_folded_sharp(phrase) for phrase in phrases]
    return frozenset(tuple(word for word in cut.split(phrase.replace("c/", "c")) if word) for phrase in phrases)


def _folded_sharp(word: str) -> str:
    """German words as folding leaves them, which makes one `s` of `ß`."""
    return word.replace("ss", "s")


def _speech(language: str) -> frozenset[str]:
    """Words of everyday speech, counted nouns and currencies: no name of a street or town holds them in small letters."""
    own = pack(language)
    addresses = own.places.addresses
    currencies = (phrase for phrases in own.money.currencies for phrase in phrases.split("|"))
    words = {
        *own.people.names.stopwords.split(),
        *addresses.measures.split(),
        *(phrase for phrase in currencies if " " not in phrase),
    }
    kinds = {word for phrase in addresses.street_types.split("|") for word in phrase.split()}
    return frozenset(words - addresses.place_particles - kinds)


def _suffixes(listed: str) -> tuple[str, ...]:
    words = listed.split("|") if listed else []
    return tuple(sorted({*words, *map(_folded_sharp, words)}, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=16)
def address_lexicon(language: str) -> AddressLexicon:
    """The lexicon of a language; English where the language is not served."""
    words = pack(language).places.addresses
    return AddressLexicon(
        indefinite=words.indefinite,
        types=_phrases(words.street_types, sharp_s=words.sharp_s),
        unsure=words.unsure,
        suffixes=_suffixes(words.suffixes),
        number_words=_phrases(words.number_words, sharp_s=words.sharp_s),
        suffix_words=words.suffix_words,
        postal_cues=_phrases(words.postal_cues, sharp_s=words.sharp_s),
        city_cues=_phrases(words.city_cues, sharp_s=words.sharp_s),
        street_cues=_phrases(words.street_cues, sharp_s=words.sharp_s),
        small=frozenset(words.small.split()),
        particles=words.place_particles,
        stops=frozenset(words.stops.split()),
        not_streets=words.not_streets,
        not_before=words.no_street_before,
        prepositions=_phrases(words.preposition_streets, sharp_s=words.sharp_s) if words.preposition_streets else frozenset(),
        months=frozenset(month for names in lexicon(language).words["month"] for month in names.split("|") if len(month) > 2),
        speech=_speech(language),
        sure_suffixes=words.sure_suffixes,
    )
