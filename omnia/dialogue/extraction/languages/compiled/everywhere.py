"""Words that count whatever language is spoken, since people borrow them: each language tells its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.languages.schema import Pack
from omnia.dialogue.extraction.languages.shared.names import SUFFIXES
from omnia.dialogue.extraction.text.tokens import fold_word


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWords:
    """What the packs of all languages say together; each field is told in the schema of its area."""

    directions: frozenset[str]
    open_sounds: frozenset[str]
    contracted_ends: frozenset[str]
    shortened_particles: frozenset[str]
    nameless_streets: frozenset[str]
    abbreviated_types: frozenset[str]
    look_alikes: frozenset[str]
    names_never_words: frozenset[str]
    names_also_words: frozenset[str]
    indefinite: frozenset[str]
    of: frozenset[str]
    number_nouns: frozenset[str]
    capital_particles: frozenset[str]
    ordinal_endings: frozenset[str]
    states: frozenset[str]
    no_towns: frozenset[str]
    called: frozenset[str]
    near_towns: frozenset[str]
    town_articles: frozenset[str]
    company_articles: frozenset[str]
    name_suffixes: frozenset[str]
    phone_leads: frozenset[str]
    extensions: frozenset[str]
    email_particles: frozenset[str]
    short_words: frozenset[str]
    spelled_sounds: frozenset[str]
    beginning_sounds: frozenset[str]
    apostrophes: frozenset[str]
    option_articles: frozenset[str]
    parts_of_a_percent: frozenset[str]
    other_units: frozenset[str]
    courtesies: frozenset[str]
    transcriber_tags: frozenset[str]
    inventions: frozenset[str]
    copulas: frozenset[str]
    money_articles: frozenset[str]
    words_like_codes: frozenset[str]
    forms_also_words: frozenset[str]
    elided: frozenset[str]
    date_particles: frozenset[str]


def _of_all(words: Callable[[Pack], Iterable[str]]) -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in words(pack(language)) if word)


@lru_cache(maxsize=1)
def shared_words() -> SharedWords:
    """The words of all languages."""
    return SharedWords(
        ordinal_endings=_of_all(lambda every: every.places.addresses.ordinal_endings),
        capital_particles=_of_all(lambda every: every.places.addresses.capital_particles),
        number_nouns=_of_all(lambda every: every.places.addresses.number_nouns),
        of=_of_all(lambda every: every.numbers.quantities.of),
        indefinite=_of_all(lambda every: every.people.names.indefinite),
        names_also_words=_of_all(lambda every: every.characters.spelling.names_also_words),
        names_never_words=_of_all(lambda every: every.characters.spelling.names_never_words),
        look_alikes=_of_all(lambda every: every.time.calendar.look_alikes),
        abbreviated_types=_of_all(lambda every: every.places.addresses.abbreviated_types),
        nameless_streets=_of_all(lambda every: every.places.addresses.nameless_streets),
        shortened_particles=_of_all(lambda every: every.places.addresses.shortened_particles),
        contracted_ends=_of_all(lambda every: every.characters.emails.contracted_ends),
        open_sounds=_of_all(lambda every: every.characters.spelling.open_sounds),
        directions=_of_all(lambda every: every.places.addresses.directions),
        states=_of_all(lambda every: every.places.addresses.states),
        no_towns=_of_all(lambda every: every.places.addresses.no_towns),
        called=_of_all(lambda every: every.places.addresses.called),
        near_towns=_of_all(lambda every: every.places.addresses.near_towns),
        town_articles=_of_all(lambda every: every.places.addresses.town_articles),
        company_articles=_of_all(lambda every: every.people.companies.articles),
        name_suffixes=SUFFIXES | _of_all(lambda every: every.people.names.suffixes),
        phone_leads=_of_all(lambda every: every.characters.phones.leads),
        extensions=_of_all(lambda every: every.characters.phones.extensions),
        email_particles=_of_all(lambda every: every.characters.emails.particles),
        spelled_sounds=_of_all(lambda every: every.characters.spelling.spelled_sounds),
        beginning_sounds=_of_all(lambda every: every.characters.spelling.beginning_sounds),
        short_words=_of_all(lambda every: every.characters.spelling.short_words),
        apostrophes=_of_all(lambda every: every.characters.spelling.apostrophes),
        option_articles=_of_all(lambda every: every.answers.choices.articles),
        parts_of_a_percent=_of_all(lambda every: every.numbers.quantities.parts_of_a_percent),
        other_units=_of_all(lambda every: every.numbers.energy.other_units.split("|")),
        courtesies=_of_all(lambda every: every.hearing.courtesies.split("|")),
        transcriber_tags=_of_all(lambda every: every.hearing.transcriber_tags),
        inventions=_of_all(lambda every: every.hearing.inventions),
        copulas=_of_all(lambda every: (fold_word(every.characters.spelling.copula),)),
        money_articles=_of_all(lambda every: every.money.articles),
        words_like_codes=_of_all(lambda every: every.money.words_like_codes),
        forms_also_words=_of_all(lambda every: every.people.companies.forms_also_words),
        date_particles=_of_all(lambda every: every.places.addresses.date_particles),
        elided=_of_all(lambda every: every.people.names.elided),
    )
