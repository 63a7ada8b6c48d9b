"""Names with codes (of countries, nationalities, languages) found in what a person said: exactly, or with a slip of spelling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.text.phrases import phrase_pattern
from omnia.dialogue.extraction.text.tokens import Token, fold_word, prepare, tokenise

NEAR = 84
"""Likeness, of 100, at which misspelt words count as a name (Levenshtein's ratio)."""

AS_NEAR = 3
"""Difference of likeness within which two names are both readings."""

MIN_FUZZY = 6
"""Letters of words that may be misspelt; shorter names are one letter from another word."""

MAX_FUZZY = 32

SHORT = 4
"""Letters up to which a name of another language may be a word of the one that is spoken."""

MAX_TOKENS = 120
MAX_HITS = 8
WINDOW = 3
"""Words that a slip may have parted, or that may be one name."""

LEAD = 4
"""Words before a name that tell what is said of it."""

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: its codes, the likeliest first, its words by index, and how alike it is (1.0 where exact)."""

    codes: tuple[str, ...]
    first: int
    after: int
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their first word, and as one run of letters for slips. `names`: folded phrase to codes."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = field(repr=False)
    joined: Mapping[str, tuple[str, ...]] = field(repr=False)
    written: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, names: Names) -> Gazetteer:
        """The gazetteer of these names; they are folded already."""
        by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        joined: dict[str, tuple[str, ...]] = {}
        for name, codes in names.items():
            words = tuple(name.split())
            by_first.setdefault(words[0], []).append((words, codes))
            if len(name) >= MIN_FUZZY:
                joined.setdefault("".join(words), codes)
        ordered = {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in by_first.items()}
        return cls(ordered, joined, tuple(joined))

    def hits(self, words: Sequence[Token]) -> list[Hit]:
        """The names in a text, in their order, each the longest that begins where it does."""
        found: list[Hit] = []
        place = 0
        while place < len(words) and len(found) < MAX_HITS:
            hit = self._at(words, place)
            if hit is not None:
                found.append(hit)
            place = hit.after if hit is not None else place + 1
        return found

    def _at(self, words: Sequence[Token], place: int) -> Hit | None:
        for name, codes in self.by_first.get(words[place].text, ()):
            after = place + len(name)
            if after <= len(words) and all(words[place + step].text == word for step, word in enumerate(name)):
                return Hit(codes, place, after)
        return None

    def near(self, words: Sequence[Token], common: frozenset[str]) -> Hit | None:
        """The name that one to three words are most alike, where all beside them is everyday speech (`common`)."""
        rare = [place for place, word in enumerate(words) if word.is_word and word.text not in common]
        if not rare or rare[-1] - rare[0] >= WINDOW:
            return None
        first, last = rare[0], rare[-1] + 1
        starts = range(max(0, last - WINDOW), first + 1)
        windows = [(start, end) for start in starts for end in range(last, min(start + WINDOW, len(words)) + 1)]
        hits = [hit for start, end in windows if (hit := self._near(words, start, end)) is not None]
        return max(hits, key=lambda hit: hit.likeness, default=None)

    def _near(self, words: Sequence[Token], first: int, after: int) -> Hit | None:
        window = words[first:after]
        if not all(word.is_word for word in window):
            return None
        text = "".join(word.text for word in window)
        if not MIN_FUZZY <= len(text) <= MAX_FUZZY:
            return None
        likest = process.extract(text, self.written, scorer=fuzz.ratio, score_cutoff=NEAR, limit=3)
        if not likest:
            return None
        top = likest[0][1]
        codes = [code for name, score, _ in likest if top - score < AS_NEAR for code in self.joined[name]]
        return Hit(tuple(dict.fromkeys(codes)), first, after, top / 100)


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance as the words that names are made of; dots are left out (`U.S.A.`, `St. Lucia`)."""

    text: str
    words: tuple[Token, ...]

    @classmethod
    def of(cls, text: str) -> Said:
        """The words of a text."""
        _, tokens = prepare(text)
        return cls(text, tuple(token for token in tokens[:MAX_TOKENS] if token.text != "."))

    def span(self, hit: Hit) -> tuple[int, int]:
        """The offsets of a name in the text as given."""
        return prepare(self.text)[0].span(self.words[hit.first].start, self.words[hit.after - 1].end)

    def name(self, hit: Hit) -> str:
        """The words of a name, folded."""
        return " ".join(word.text for word in self.words[hit.first : hit.after])

    def lead(self, hit: Hit, hits: Sequence[Hit]) -> str:
        """The few words before a name, back to the name or mark before it; one space between and around them."""
        start = max((other.after for other in hits if other.after <= hit.first), default=0)
        before = [word.text for word in self.words[max(start, hit.first - LEAD) : hit.first]]
        for place in range(len(before) - 1, -1, -1):
            if not before[place][0].isalnum():
                before = before[place + 1 :]
                break
        return f" {' '.join(before)} "

    def is_all(self, hit: Hit) -> bool:
        """Whether nothing but marks stands beside a name."""
        beside = (*self.words[: hit.first], *self.words[hit.after :])
        return not any(word.is_word or word.is_digits for word in beside)

    def is_answer(self, hit: Hit, everyday: frozenset[str]) -> bool:
        """Whether all beside a name is everyday speech: then the name is what was asked for."""
        beside = (*self.words[: hit.first], *self.words[hit.after :])
        return all(word.text in everyday or not word.is_word for word in beside)

    def not_denied(self, hits: Sequence[Hit], language: str) -> list[Hit]:
        """The names that are not taken away (`not Spain`)."""
        denial = phrase_pattern(pack(language).places.countries.denials)
        return [hit for hit in hits if denial.search(self.lead(hit, hits)) is None]


def folded(name: str) -> str:
    """A name of a lexicon as it is looked up: folded words, one space between them, no marks."""
    plain = fold_word(name)
    if plain.replace(" ", "").isalpha():
        return " ".join(plain.split())
    return " ".join(token.text for token in tokenise(plain) if token.is_word or token.is_digits)


def find(
    said: Said,
    own: Gazetteer,
    others: Callable[[], Gazetteer],
    everyday: frozenset[str],
    counts: Callable[[Hit], bool] | None = None,
) -> list[Hit]:
    """The names of the language that is spoken; where none is said, one of another language, or one that is misspelt.

    `others` is asked for only then. Names that `counts` refuses are said, and mean something else. A name of another language
    or with a slip counts where all beside it is everyday speech: within a sentence it may be any word.
    """
    exact = own.hits(said.words)
    if exact:
        return [hit for hit in exact if counts is None or counts(hit)]
    foreign = [hit for hit in others().hits(said.words) if said.is_answer(hit, everyday)]
    near = own.near(said.words, everyday)
    if near is not None and all(hit.after - hit.first < near.after - near.first for hit in foreign):
        return [near]
    return foreign


def spellings(name: str, language: str) -> tuple[str, ...]:
    """The folded ways in which a name is written; German without its letters too (`Oesterreich`, `Weissrussland`)."""
    plain = folded(name)
    if not pack(language).places.countries.umlauts:
        return (plain,)
    spelt = name.lower().replace("ß", "ss").replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return tuple(dict.fromkeys((plain, folded(name.lower().replace("ß", "ss")), folded(spelt))))
