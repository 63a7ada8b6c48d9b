"""Languages that people name, as ISO 639 codes: of two letters where there is one (`de`), else of three (`yue`).

Names: CLDR's (through babel), everyday ones, and what speakers call their own language, whatever is spoken here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from babel import Locale

from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.languages.shared.languages import LISTED, OWN_NAMES
from omnia.dialogue.extraction.places.countries import everyday, matches_of, wanted
from omnia.dialogue.extraction.places.gazetteer import SHORT, Gazetteer, Said, find, spellings
from omnia.dialogue.extraction.text.inflections import forms
from omnia.dialogue.extraction.text.phrases import known, phrase_pattern
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS
from omnia.dialogue.extraction.values import Context, Reading


def recognise_language(text: str, context: Context) -> Reading:
    """The languages named, the one that is preferred first. Option: `languages`, the only ones that are wanted."""
    language = known(context.language)
    said = Said.of(text[:MAX_CHARACTERS])
    hits = said.not_denied(find(said, _own(language), partial(_others, language), _everyday(language)), language)
    preferring = phrase_pattern(pack(language).places.languages.preferring)
    ordered = sorted(hits, key=lambda hit: preferring.search(said.lead(hit, hits)) is None)
    names = language_names(language)
    matches = [match for hit in ordered for match in matches_of("language", said, hit, native=said.name(hit) in names)]
    return Reading(wanted(matches, context.options.get("languages")))


@lru_cache(maxsize=16)
def _everyday(language: str) -> frozenset[str]:
    own = pack(language).places
    return everyday(language).union(f"{own.nationalities.speaking}|{own.languages.preferring}".replace("|", " ").split())


@lru_cache(maxsize=64)
def cldr_languages(locale: str) -> dict[str, str]:
    """CLDR's names of the languages that people ask for, in a locale."""
    names = Locale.parse(locale).languages
    return {code: names[code] for code in LISTED.split() if code in names}


@lru_cache(maxsize=16)
def language_names(language: str) -> dict[str, tuple[str, ...]]:
    """The folded names of a language with their codes; the forms that go with a word for language too (`lingua inglese`)."""
    names: dict[str, tuple[str, ...]] = {}
    for code, name in _named(language):
        for form in forms(name, language):
            for spelling in spellings(form, language):
                names.setdefault(spelling, (code,))
    return names


def _named(language: str) -> Iterator[tuple[str, str]]:
    for locale in pack(language).places.countries.cldr_locales:
        yield from ((code, name.lower()) for code, name in cldr_languages(locale).items())
    for code, phrases in pack(language).places.languages.everyday.items():
        yield from ((code, phrase) for phrase in phrases.split("|"))


@lru_cache(maxsize=16)
def _own(language: str) -> Gazetteer:
    """The names in a language, with what speakers call their own unless it is short: then it may be a word of this one."""
    long = {name: codes for name, codes in _own_names().items() if len(name) > SHORT}
    return Gazetteer.of({**long, **language_names(language)})


@lru_cache(maxsize=16)
def _others(language: str) -> Gazetteer:
    """The names in the other languages, and all that speakers call their own."""
    own = language_names(language)
    names = dict(_own_names())
    for other in LANGUAGES:
        names.update({name: codes for name, codes in language_names(other).items() if len(name) > SHORT})
    return Gazetteer.of({name: codes for name, codes in names.items() if name not in own})


@lru_cache(maxsize=1)
def _own_names() -> dict[str, tuple[str, ...]]:
    """What speakers call their own language, folded."""
    return {
        spelling: (code,) for code, names in OWN_NAMES.items() for name in names.split("|") for spelling in spellings(name, "")
    }
