"""Addresses, countries, peoples and languages: the shape of what a language tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Ending = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressWords:
    """Words of addresses: kinds of streets, and what stands around the parts."""

    street_types: str
    suffixes: str = ""
    """Kinds of streets written together with their names: `Hauptstraße`."""
    type_first: bool = False
    """Languages whose kind of street stands before its name."""
    number_first: bool = False
    """Languages whose house number stands before the street."""
    unsure: frozenset[str]
    """Kinds that are ordinary words too: alone they prove no address."""
    number_words: str
    """What may stand before the number of a house."""
    suffix_words: Mapping[str, str]
    """What may follow it and belong to it."""
    without_number: str
    """Said where a house has no number."""
    units: str = ""
    """What stands before the letter or number of a flat, and is no part of a street or town."""
    postal_cues: str
    city_cues: str
    """What stands before the name of a town, the longest first."""
    indefinite: frozenset[str]
    """What never stands before a town: `a long story`."""
    towns_with_articles: bool = False
    """Languages in which an article before a town is part of its name."""
    contracted: Mapping[str, str] = field(default_factory=dict)
    """The article that a preposition holds, and that belongs to the town's name: `au Havre`."""
    street_cues: str
    small: str
    """Words that say nothing beside a part of an address."""
    place_particles: frozenset[str]
    """Small words inside the names of towns and streets."""
    stops: str
    """Words that end the name of a street or a town."""
    preposition_streets: str = ""
    """How German streets without a kind begin: `Unter den Linden`, `Am Markt`."""
    not_streets: frozenset[str]
    """Words after `via` and its like that make it a means, and German words that only end like a street."""
    no_street_before: frozenset[str]
    """Words before a kind of street that make it something else: `per via`, `sur place`."""
    measures: str
    """Nouns that are counted: what stands before them is no house."""
    roads: str
    """What roads outside of towns are called, before their number."""
    kilometres: str
    """What stands before the kilometre of a road."""
    sharp_s: bool = False
    """Whether folding leaves one `s` of `ss`, which stands for `ß`."""
    dated_names: bool = False
    """Whether a year after a date is part of a street's name: `rue du 8 mai 1945`."""
    numbered_names: bool = False
    """Whether a number that begins a name is part of it: `calle 8 de marzo`."""
    bare_letters: bool = False
    """Whether a letter after the number of a house belongs to it wherever it stands."""
    letter_words: frozenset[str] = frozenset()
    """Letters that are words too, and so belong to no number with words after them."""
    lettered_houses: bool = False
    """Whether a single letter written together with a number is that of a house (`12e`), and no ending of an ordinal."""
    grouped_numbers: bool = False
    """Whether the numbers of houses are said in groups: `two twenty one`."""
    after_numbers: frozenset[str] = frozenset()
    """Small words that may stand between the number of a house and its street: `au 12 de la rue`."""
    directions: frozenset[str] = frozenset()
    """Points of the compass that may follow a street, as words and letters."""
    states: frozenset[str] = frozenset()
    """What may stand between a town and its postal code: American states (those of two words end in a known one or are towns too)."""
    no_towns: frozenset[str] = frozenset()
    """Words that stand where a town might and name none; read whatever is spoken."""
    called: frozenset[str] = frozenset()
    """Single words that announce a town inside a sentence; read whatever is spoken."""
    near_towns: frozenset[str] = frozenset()
    """What tells of a place beside a town, not in it; read whatever is spoken."""
    town_articles: frozenset[str] = frozenset()
    """Articles that names of towns begin with; read whatever is spoken."""
    articles: frozenset[str] = frozenset()
    """Articles that number words hold too, and that are no number of a house unless one of `number_nouns` stands before."""
    number_nouns: frozenset[str] = frozenset()
    sure_suffixes: frozenset[str] = frozenset()
    """Of `suffixes`, those that are streets and nothing else."""
    ordinal_endings: frozenset[str] = frozenset()
    """What is written together with digits to make them an ordinal; read whatever is spoken."""
    capital_particles: frozenset[str] = frozenset()
    """Particles of names that are written with a capital; read whatever is spoken."""
    abbreviated_types: frozenset[str] = frozenset()
    """Kinds of streets that a dot may follow, after their names; read whatever is spoken."""
    date_particles: frozenset[str] = frozenset()
    """What stands between the day and the month that a street is named after; read whatever is spoken."""
    named_after: frozenset[str] = frozenset()
    """What stands between the kind of a street and its name, where the kind comes first: `Platz der Republik`."""
    nameless_streets: frozenset[str] = frozenset()
    """Kinds that are the whole name of a street; read whatever is spoken."""
    shortened_particles: frozenset[str] = frozenset()
    """Words of towns' names that are written short, with a dot: `St. Albans`; read whatever is spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryWords:
    """Names of countries beside those of CLDR, and the words around a country in an answer."""

    cldr_locales: tuple[str, ...]
    everyday: Mapping[str, str]
    shared: Mapping[str, str]
    """Names that more than one country goes by."""
    spoken: Mapping[str, str]
    """Names to be heard where CLDR's are made for lists."""
    words_too: str
    """Names that are words too (folded): they count as the whole answer, or after a preposition."""
    prepositions: str
    residence: str
    """What tells where somebody lives, and not where they come from."""
    denials: str
    """What takes away the name that follows it."""
    joiner: str
    """The word for the `&` in names of countries."""
    umlauts: bool = False
    """Whether names are written without their letters too: `Oesterreich`, `Weissrussland`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalityWords:
    """Names of peoples, and the words around them."""

    names: str
    speaking: str
    """What tells that a language is meant."""
    being: str
    """What announces the caller's own nationality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLanguageWords:
    """Names of languages beside those of CLDR."""

    everyday: Mapping[str, str]
    preferring: str
    """What tells which of two languages is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InflectionWords:
    """Endings of the adjectives and nouns that name a people or a language."""

    endings: tuple[Ending, ...]
    """Ending of the first form to the endings of the others, the feminine first; the first that fits counts."""
    gendered: bool = False
    """Whether names of peoples have a feminine."""
    same: str = ""
    """Last letters of adjectives that have one form for both genders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Addresses, countries, peoples and languages: all that a language says of it."""

    addresses: AddressWords
    countries: CountryWords
    nationalities: NationalityWords
    languages: SpokenLanguageWords
    inflections: InflectionWords
