"""Letters as they are said: their names, the words that stand for them, and the words around them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import own_pack, pack
from omnia.dialogue.extraction.languages.shared.spelling import NATO


@dataclass(frozen=True, slots=True)
class SpellingLexicon:
    """One language's ways to say a letter; all words folded."""

    phrases: Mapping[tuple[str, ...], str]
    examples: frozenset[str]
    """Words of the spelling alphabets; of two words the first."""
    like: frozenset[tuple[str, ...]]
    times: Mapping[str, int]
    skipped: frozenset[str]
    counted: frozenset[str]
    plurals: Mapping[str, str]
    skipped_phrases: frozenset[tuple[str, ...]]
    articles: frozenset[str]


@lru_cache(maxsize=16)
def spelling_lexicon(language: str) -> SpellingLexicon:
    """The lexicon of a language; English where the language is not served."""
    said = pack(language).characters.spelling
    phrases = {tuple(phrase.split()): letter for phrase, letter in said.names.items()}
    groups = [group for alphabet in (NATO, *said.alphabets) for group in alphabet.split()]
    examples = [tuple(word.split("-")) for group in groups for word in group.split("|")]
    for words in examples:
        phrases.setdefault(words, words[0][0])
    phrases.update({(word,): digit for word, digit in said.digits.items()})
    phrases.update({(word,): "0" for word in said.zeros})
    like = frozenset(tuple(phrase.split()) for phrase in said.like)
    skipped_phrases = frozenset(tuple(phrase.split()) for phrase in said.skipped_phrases)
    return SpellingLexicon(
        phrases,
        frozenset(words[0] for words in examples if words[0] not in said.names),
        like,
        said.times,
        said.skipped,
        said.counted,
        said.plurals,
        skipped_phrases,
        said.multiplied_articles,
    )


def sounds(language: str) -> Mapping[str, str]:
    """Words as which a recogniser of speech writes single letters and digits; none for a language that is not spoken here."""
    own = own_pack(language)
    return own.characters.spelling.sounds if own is not None else {}


def copula(language: str) -> str:
    """The word between `my code` and the code; empty for a language that is not spoken here."""
    own = own_pack(language)
    return own.characters.spelling.copula if own is not None else ""
