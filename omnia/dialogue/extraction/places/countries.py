"""Countries, by the names that people give them, as ISO 3166-1 alpha-2 codes.

Names: CLDR's territories (through babel) and a lexicon of everyday ones. A name of several countries gives all of them, the
likeliest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from babel import Locale

from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.languages.compiled.names import name_lexicon
from omnia.dialogue.extraction.languages.shared.countries import NOT_COUNTRIES
from omnia.dialogue.extraction.places.gazetteer import SHORT, Gazetteer, Hit, Said, find, spellings
from omnia.dialogue.extraction.text.phrases import known, phrase_pattern
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, fold_word
from omnia.dialogue.extraction.values import Context, Match, Reading

SURE = 0.95
FOREIGN = 0.85
"""How sure a name of another language is."""

SHARED_FIRST, SHARED_OTHER = 0.7, 0.5
"""How sure the likeliest country of a shared name is, and the others."""

CODE = 0.9
"""How sure a code is that was typed."""

SLIP = 0.8
"""What is left of the confidence of a name with a slip."""

_CODE = re.compile(r"[A-Z]{2}")


def recognise_country(text: str, context: Context) -> Reading:
    """The countries named, that of residence first. Option: `countries`, the only ones that are wanted."""
    text = text[:MAX_CHARACTERS]
    if coded := by_code("country", text, context):
        return Reading(coded)
    said = Said.of(text)
    hits = find_countries(said, context.language)
    residence = phrase_pattern(pack(context.language).places.countries.residence)
    ordered = sorted(hits, key=lambda hit: residence.search(said.lead(hit, hits)) is None)
    names = country_names(known(context.language))
    matches = [match for hit in ordered for match in matches_of("country", said, hit, native=said.name(hit) in names)]
    return Reading(wanted(matches, context.options.get("countries")))


def wanted(matches: Sequence[Match], only: Any) -> tuple[Match, ...]:
    """The matches by their value, each once; only those of the codes that an option lists, if it lists any."""
    allowed = {str(code).casefold() for code in only} if isinstance(only, list | tuple) else None
    kept: dict[str, Match] = {}
    for match in matches:
        if allowed is None or match.value.casefold() in allowed:
            kept.setdefault(match.value, match)
    return tuple(kept.values())


def matches_of(kind: str, said: Said, hit: Hit, *, native: bool, sure: float = SURE) -> Iterator[Match]:
    """One match for each code that a name may mean; `native`: it is a name of the language that is spoken."""
    span = said.span(hit)
    raw = said.text[slice(*span)]
    base = sure if native or hit.likeness < 1 else min(sure, FOREIGN)
    for place, code in enumerate(hit.codes):
        shared = (SHARED_FIRST if place == 0 else SHARED_OTHER) if len(hit.codes) > 1 else base
        slip = 1.0 if hit.likeness == 1 else SLIP * hit.likeness
        yield Match(kind, code, raw, span, round(shared * slip, 2))


def find_countries(said: Said, language: str) -> list[Hit]:
    """The countries named and not denied; where none is named exactly, one that is misspelt."""
    own, others = _own(known(language)), partial(_others, known(language))
    hits = find(said, own, others, everyday(known(language)), lambda hit: _counts(said, hit, language))
    return said.not_denied(hits, language)


def _counts(said: Said, hit: Hit, language: str) -> bool:
    """A name that is a word too counts as the whole answer or after a preposition."""
    if said.name(hit) not in pack(language).places.countries.words_too.split("|"):
        return True
    return said.is_all(hit) or _after_preposition(said, hit, language)


def _after_preposition(said: Said, hit: Hit, language: str) -> bool:
    return hit.first > 0 and said.words[hit.first - 1].text in pack(language).places.countries.prepositions.split()


@lru_cache(maxsize=16)
def everyday(language: str) -> frozenset[str]:
    """Words beside a name that tell nothing of it."""
    own = pack(language).places.countries
    words = f"{own.prepositions}|{own.words_too}|{own.residence}".replace("|", " ")
    return name_lexicon(language).stopwords.union(words.split())


def by_code(kind: str, text: str, context: Context) -> tuple[Match, ...]:
    """A country's code typed as such, as the whole answer: `DE`; not `NO`, which is an answer of its own."""
    code = text.strip(" .")
    if _CODE.fullmatch(code) is None or code not in territories("en"):
        return ()
    language = known(context.language)
    said = pack(language).answers.yes_no
    if fold_word(code) in f"{said.yes}|{said.no}".split("|"):
        return ()
    start = text.index(code)
    return wanted([Match(kind, code, code, (start, start + len(code)), CODE)], context.options.get("countries"))


@lru_cache(maxsize=16)
def territories(locale: str) -> dict[str, str]:
    """CLDR's countries of a locale by their codes."""
    names = Locale.parse(locale).territories
    return {code: name for code, name in names.items() if len(code) == 2 and code not in NOT_COUNTRIES}


@lru_cache(maxsize=16)
def country_names(language: str) -> dict[str, tuple[str, ...]]:
    """The folded names of a language with the countries that they may mean."""
    names: dict[str, tuple[str, ...]] = {}
    for phrases, codes in pack(language).places.countries.shared.items():
        for phrase in phrases.split("|"):
            names.update(dict.fromkeys(spellings(phrase, language), tuple(codes.split())))
    for code, phrases in pack(language).places.countries.everyday.items():
        for phrase in phrases.split("|"):
            for spelling in spellings(phrase, language):
                names.setdefault(spelling, (code,))
    for locale in pack(language).places.countries.cldr_locales:
        for code, name in territories(locale).items():
            for variant in _variants(name, language):
                for spelling in spellings(variant, language):
                    names.setdefault(spelling, (code,))
    return names


def _variants(name: str, language: str) -> Iterator[str]:
    """The names in one of CLDR's: `Myanmar (Burma)`, `Bosnia & Herzegovina`, `St. Lucia`."""
    outer, _, inner = name.partition("(")
    for piece in (outer, inner.rstrip(") ")):
        if not piece.strip():
            continue
        whole = piece.replace("&", f" {pack(language).places.countries.joiner} ")
        yield whole
        yield whole.replace("St. ", "Saint ")


@lru_cache(maxsize=16)
def _own(language: str) -> Gazetteer:
    """The names of a language."""
    return Gazetteer.of(country_names(language))


@lru_cache(maxsize=16)
def _others(language: str) -> Gazetteer:
    """The names of the other languages."""
    refused = {*country_names(language), *pack(language).places.countries.words_too.split("|")}
    names: dict[str, tuple[str, ...]] = {}
    for other in LANGUAGES:
        names.update({name: codes for name, codes in country_names(other).items() if name not in refused and len(name) > SHORT})
    return Gazetteer.of(names)
