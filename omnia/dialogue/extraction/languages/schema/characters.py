"""Letters, digits and signs as they are said: the shape of what a language tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneWords:
    """Words around telephone numbers; all folded."""

    plus: str
    marks: str
    """Words that may stand inside a number and are no part of it."""
    cues: str
    """Words that announce a telephone number."""
    others: str
    """Words that announce a number which is no telephone number."""
    own: str
    """Phrases that belong to telephone numbers though their last word announces another."""
    fillers: str
    """Words that say nothing beside a number: what holds only these and a number is a number."""
    leads: frozenset[str] = frozenset()
    """Words right before digits that are written like a telephone number; read whatever is spoken."""
    extensions: frozenset[str] = frozenset()
    """Words before the number of an extension; read whatever is spoken."""
    regions: tuple[str, ...] = ()
    """Countries where the language is spoken that write a zero before their numbers, those with most speakers first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailWords:
    """Words of e-mail addresses; all folded."""

    signs: Mapping[str, str]
    remarks: str
    """How an address is written, said in passing; no part of it."""
    before: str
    """Words that stand before an address and are no part of it (spelled as said: `è` is no `e`)."""
    hints: str
    """Before a letter these tell how the word before is spelled (`Francesca con la c`)."""
    writes: str
    """Verbs that stand before an address (`può scrivermi a`), as said."""
    nouns: str
    """After one of these a lone `e` is the verb written without its accent, not a letter."""
    providers: Mapping[str, str] = field(default_factory=dict)
    """The domain that is meant when only the provider's name is said; keys without spaces."""
    at_is_a_word: bool = False
    """Whether `at` is an ordinary word too, and not only the sign."""
    named_letters: bool = False
    """Whether names of letters are first names too (Jay, Kay), so that one before a dot is a word."""
    articles: frozenset[str] = frozenset()
    """Articles that number words hold too, and that are no digit of an address."""
    written_out: Mapping[str, str] = field(default_factory=dict)
    """Letters for which several stand in an address."""
    particles: frozenset[str] = frozenset()
    """After one of these an article belongs to a name (`de la cruz`, `von der heide`); read whatever is spoken."""
    contracted_ends: frozenset[str] = frozenset()
    """Ends of words after an apostrophe that are no letters of an address: `it's`; read whatever is spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlWords:
    """Words of web addresses, beside those of e-mail addresses."""

    signs: Mapping[str, str]
    before: str
    """Words that stand before a web address and are no part of it, besides those before an e-mail address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpellingWords:
    """How letters and digits are said one by one; all folded."""

    alphabets: tuple[str, ...]
    names: Mapping[str, str]
    like: frozenset[str]
    """What may stand between a letter and a word that begins with it: `C as in Charlie`."""
    remarks: str
    """What begins a remark on how a name is written: `Anne with an e`."""
    times: Mapping[str, int]
    counted: frozenset[str]
    """Between a number and the character that stands so many times: `tre volte sette`."""
    plurals: Mapping[str, str]
    """Digits of which a number tells how many: `three zeros`."""
    multiplied_articles: frozenset[str]
    """May stand before a character that is said to stand several times: `zweimal die Fünf`."""
    zeros: frozenset[str]
    digits: Mapping[str, str] = field(default_factory=dict)
    """Words used for digits on the telephone only."""
    skipped: frozenset[str]
    """Words inside a spelled code that stand for nothing in it."""
    skipped_phrases: frozenset[str]
    """Phrases inside a spelled code of which a word would be a letter alone."""
    sounds: Mapping[str, str] = field(default_factory=dict)
    """Words as which a recogniser of speech writes single letters and digits: they count only where a code of a strict form comes out."""
    letter_zeros: bool = False
    """Whether the letter o is said for a zero."""
    letter_eights: frozenset[str] = frozenset()
    """As what a recogniser of speech writes the letter a: its name sounds like eight."""
    british_postcodes: bool = False
    """Whether British postcodes are read by the sounds of their letters."""
    articles: frozenset[str] = frozenset()
    """Articles that number words hold too and nobody says for a digit (French `un` and `une` are digits)."""
    copula: str
    """The word between `my code` and the code, which is no letter of it."""
    short_words: frozenset[str] = frozenset()
    """Words of two letters that are never part of a code; read whatever is spoken."""
    apostrophes: frozenset[str] = frozenset()
    """What a spelled apostrophe is called; read whatever is spoken."""
    names_also_words: frozenset[str] = frozenset()
    """Long names of letters that are ordinary words or names too; read whatever is spoken."""
    names_never_words: frozenset[str] = frozenset()
    """Short names of letters that are nothing else; read whatever is spoken."""
    spelled_sounds: frozenset[str] = frozenset()
    """Of `sounds`, those that are letters and digits also where no form tells so, if nothing but a code is said; read whatever is spoken."""
    beginning_sounds: frozenset[str] = frozenset()
    """Of `sounds`, those that people do not put before an answer; read whatever is spoken."""
    ending_sounds: frozenset[str] = frozenset()
    """Of `sounds`, those besides that people do not put after one."""
    n_sound: str = ""
    """The one of these that stands for n, and is a word between two codes oftener than that."""
    crossed: Mapping[str, str] = field(default_factory=dict)
    """Letters and digits that sound or look alike: one may stand for the other where the form of a code tells which it is."""
    open_sounds: frozenset[str] = frozenset()
    """Of `sounds`, those that end an answer as words do that something should follow; read whatever is spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """Letters, digits and signs as they are said: all that a language says of it."""

    phones: PhoneWords
    emails: EmailWords
    urls: UrlWords
    spelling: SpellingWords
