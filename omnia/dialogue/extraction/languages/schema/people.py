"""Names of people and companies: the shape of what a language tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """Names of people and the words around them; all folded."""

    first_names: str
    cues: str
    """What announces a name and nothing else."""
    weak_cues: str
    """What may announce a name or anything else."""
    after_cues: str
    """What may follow a name."""
    first_labels: str
    last_labels: str
    generic_labels: frozenset[str]
    """Labels that also announce a whole name, or are ordinary words: labels only beside another one."""
    fillers: str
    """Small words between what announces a name and the name."""
    honorifics: str
    particles: str
    """Words inside a surname, before its main one."""
    other_data: str
    """What begins another datum after a name."""
    lower: frozenset[str]
    """Particles that are written small."""
    announcers: str
    """Words around a name that is said twice or spelled."""
    elided_surnames: str = ""
    """Surnames after an elided word that recognisers of speech write without the apostrophe: `obrien`."""
    second_names: str = ""
    """What belongs to the first name before it: `María del Carmen`."""
    stopwords: str
    """Words of everyday speech that no answer to the question for a name consists of."""
    greetings: str
    """Words of politeness beside a name."""
    lone_elided: frozenset[str] = frozenset()
    """Letters that stand alone before a surname and belong to it: `O'Brien`, `D'Angelo`."""
    elided: frozenset[str] = frozenset()
    """What an apostrophe parts from the name after it: `D'Angelo`; read whatever is spoken."""
    local_first_names: str = ""
    """First names that are likely where the language is spoken, beside `first_names`."""
    surnames: str = ""
    """Surnames that are likely where the language is spoken."""
    everyday_first_names: str = ""
    """First names that are words of everyday speech: they count where a surname follows and ends what is said."""
    common_first_names: str = ""
    """First names by how many people bear them, the most common first."""
    common_surnames: str = ""
    """Surnames by how many people bear them, the most common first."""
    noun_capitals: bool = False
    """Whether every noun is written with a capital, so that a capital tells no name."""
    middle_names: bool = False
    """Whether a name has middle names and one surname; others have two surnames."""
    two_surnames: bool = False
    """Whether people bear two surnames."""
    misheard_endings: Mapping[str, str] = field(default_factory=dict)
    """Endings that no name has, as recognisers of speech write those of names: `Robert's`."""
    joined_prefixes: Mapping[str, bool] = field(default_factory=dict)
    """What is written together with the surname after it, whatever that is (`mc`: true) or where a listed one comes out (`mac`: false)."""
    illustrates: str
    """What stands before a word that only says which letter is meant."""
    same_sounding: str = ""
    """Groups of names that sound alike, of which none is rare beside the others: `clark clarke|allan allen`."""
    sounds: tuple[tuple[str, str], ...] = ()
    """Patterns, and what is put in their place in turn, until names that sound alike are the same."""
    suffixes: frozenset[str] = frozenset()
    """What follows a name and belongs to neither of its parts (Portuguese `Filho` and `Neto` are surnames); read whatever is spoken."""
    indefinite: frozenset[str] = frozenset()
    """Articles after which no name stands; read whatever is spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyWords:
    """Words around a company's name, and the legal forms at its end."""

    naming: str
    """What a company's name follows, and nothing else."""
    weak: str
    """What a name may follow, or anything else."""
    inside: str
    """Words for a company that begin its name."""
    after: str
    """What may follow a name."""
    ends: str
    """What begins something else after a name."""
    leads: str
    """Small words before a name that stands alone; an article that belongs to it is kept where it was written with a capital."""
    nouns: str
    """Words for a company or for having none: no name consists of them."""
    small: frozenset[str]
    """Words that are written small inside a name."""
    owned: str = ""
    """The word between a legal form and the owners, who belong to the name in Italy: `S.n.c. di Mario Rossi & C.`."""
    acronyms: Mapping[str, str]
    """Legal forms by their letters, typed or spelled, with their usual spelling."""
    legal_words: Mapping[str, str]
    """Legal forms that are said in words."""
    ampersands: str
    dots: str
    articles: frozenset[str] = frozenset()
    """Small words that a name may begin with; read whatever is spoken."""
    forms_also_words: frozenset[str] = frozenset()
    """Legal forms that are words too; read whatever is spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Names of people and companies: all that a language says of it."""

    names: NameWords
    companies: CompanyWords
