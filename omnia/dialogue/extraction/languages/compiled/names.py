"""Names of people: common first names, the words that announce a name, titles, particles, and words that are never names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import LANGUAGES, lexicon, pack


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """One language's words of names; all folded.

    `known`: first names of the language, `foreign`: of the others; `firsts`: all first names that are likely where the language is
    spoken, `surnames`: all surnames; `everyday`: first names that are words of everyday speech.
    """

    known: frozenset[str]
    foreign: frozenset[str]
    firsts: frozenset[str]
    surnames: frozenset[str]
    everyday: frozenset[str]
    fillers: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    lower: frozenset[str]
    elided: frozenset[str]
    announcers: frozenset[str]
    second: frozenset[tuple[str, ...]]
    generic: frozenset[str]
    stopwords: frozenset[str]


@lru_cache(maxsize=16)
def name_lexicon(language: str) -> NameLexicon:
    """The lexicon of a language; English where the language is not served."""
    words = pack(language).people.names
    known = frozenset(words.first_names.split())
    foreign = frozenset(
        name for other in LANGUAGES if pack(other) is not pack(language) for name in pack(other).people.names.first_names.split()
    )
    second = frozenset(tuple(phrase.split()) for phrase in words.second_names.split("|") if phrase)
    elided = frozenset(f"o{name}" for name in words.elided_surnames.split())
    return NameLexicon(
        known=known,
        foreign=foreign - known,
        firsts=known | frozenset(words.local_first_names.split()),
        surnames=elided.union(words.surnames.split()),
        everyday=frozenset(words.everyday_first_names.split()),
        fillers=frozenset(words.fillers.split()),
        honorifics=frozenset(words.honorifics.split()),
        particles=frozenset(words.particles.split()),
        lower=words.lower,
        announcers=frozenset(words.announcers.split()),
        elided=elided,
        second=second,
        generic=words.generic_labels,
        stopwords=_stopwords(language),
    )


RARE = 0.6
"""What the rarest name that is listed counts beside the most common one."""


@lru_cache(maxsize=32)
def commonness(part: str, language: str) -> Mapping[str, float]:
    """How common first names (`first`) and surnames are, from 1 down to `RARE` for the rarest listed; empty where none are listed."""
    names = pack(language).people.names
    listed = (names.common_first_names if part == "first" else names.common_surnames).split()
    return {name: 1 - (1 - RARE) * place / len(listed) for place, name in enumerate(listed)}


@lru_cache(maxsize=16)
def leading_words(language: str) -> frozenset[str]:
    """The words that lead to a name and tell nothing else."""
    names, said = pack(language).people.names, pack(language).answers.yes_no
    listed = (
        names.fillers,
        names.honorifics,
        names.particles,
        names.weak_cues,
        names.first_labels,
        names.last_labels,
        names.greetings,
    )
    words = " ".join(listed)
    answers = {phrase for phrase in f"{said.yes}|{said.no}".split("|") if " " not in phrase}
    return frozenset(re.split(r"[^\w]+", words)).union(answers)


def _stopwords(language: str) -> frozenset[str]:
    """Words that are no names: of everyday speech, of answers, of numbers and of dates."""
    own = pack(language)
    said = own.answers.yes_no
    words = set(own.people.names.stopwords.split())
    phrases = [
        said.yes,
        said.no,
        said.polite,
        said.correction,
        said.wrong,
        *own.answers.commands.values(),
        *own.characters.emails.signs,
    ]
    known = lexicon(language)
    for entries in known.words.values():
        phrases.extend([entries] if isinstance(entries, str) else entries)
    phrases.extend((*known.currencies, *known.cents))
    for phrase in phrases:
        words.update(phrase.replace("|", " ").split())
    numbers = known.numbers
    tables = (
        numbers.cardinals,
        numbers.scales,
        numbers.hundreds,
        numbers.ordinals,
        numbers.denominators,
        numbers.dozens,
        numbers.halves,
    )
    for table in tables:
        words.update(table)
    return frozenset(words)
