"""The words of a name: which words may belong to one, where one begins, and how it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.compiled.names import NameLexicon, name_lexicon
from omnia.dialogue.extraction.languages.schema.people import NameWords as NameRules
from omnia.dialogue.extraction.numbers.cardinals import reader
from omnia.dialogue.extraction.people.spelled import spelled_rows
from omnia.dialogue.extraction.text.tokens import LETTERS, Folded, prepare

_WORD = re.compile(rf"(?<![^\W_])v(?:\.d\.|/d|\.)(?=\s+[^\W\d_]{{2}})|{LETTERS}(?:['-]{LETTERS})*")
"""A word, or the abbreviation of a particle: `v. Lindau`, `v/d Velde`."""

_SYLLABIC = "\u1100"
"""From this character on one letter may be a whole name."""

MAX_WORDS = 200
MAX_NAME = 6
"""Words that a name may have."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written (`text`) and folded; `after`: what stands between it and the word before."""

    text: str
    folded: str
    start: int
    end: int
    after: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def is_break(self) -> bool:
        """Whether a mark that ends a phrase stands before it."""
        return any(not (character.isspace() or character in ",'\"-") for character in self.after)

    @property
    def has_comma(self) -> bool:
        """Whether a comma stands before it."""
        return "," in self.after


class NameWords:
    """The words of one utterance and what may be a name among them."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = pack(language).language
        self.rules: NameRules = pack(language).people.names
        self.folded: Folded = prepare(text)[0]
        self.lexicon: NameLexicon = name_lexicon(language)
        self.phrases: Phrases = phrases(self.language)
        self.numbers = reader(language)
        self.spelled = tuple(spelled_rows(text, self.folded, self.language))
        self.words = self._cut()
        self.mixed = any(word.is_capital for word in self.words) and not all(word.text.isupper() for word in self.words)

    def _cut(self) -> tuple[Word, ...]:
        """Words outside of what is spelled."""
        found: list[Word] = []
        end = 0
        for match in _WORD.finditer(self.folded.text):
            inside = any(spelled.start < match.end() and match.start() < spelled.end for spelled in self.spelled)
            if inside:
                continue
            start, stop = self.folded.span(match.start(), match.end())
            original = unicodedata.normalize("NFC", self.text[start:stop])
            gap = self.folded.text[end : match.start()] if found else self.folded.text[: match.start()]
            if any(end <= spelled.start < match.start() for spelled in self.spelled):
                gap = ","
            # A capital letter with a dot is an initial, and no particle.
            length = len(match.group()) - (original == "V.")
            folded = match.group()[:length]
            original, folded = self._well_ended(original, folded)
            found.append(Word(original[: len(folded)], folded, match.start(), match.start() + length, self._gap(gap, found)))
            end = match.end()
            if len(found) == MAX_WORDS:
                break
        return tuple(self._with_prefixes(_without_suffixes(found)))

    def _well_ended(self, original: str, folded: str) -> tuple[str, str]:
        """A word as written and folded, with the ending that names have for one that they never have: `Robert's`."""
        for ending, right in self.rules.misheard_endings.items():
            stem = folded.removesuffix(ending)
            if stem != folded and stem not in self.lexicon.stopwords:
                return original[: len(stem)] + right, stem + right
        return original, folded

    def _with_prefixes(self, words: Sequence[Word]) -> Iterator[Word]:
        """The words, `mc` and `mac` joined to the name that they begin: `paul mc cartney`."""
        prefixes = self.rules.joined_prefixes
        waiting: Word | None = None
        for word in words:
            whole = f"{waiting.folded}{word.folded}" if waiting is not None and word.after.isspace() else ""
            if waiting is not None and whole and (prefixes[waiting.folded] or whole in self.lexicon.surnames):
                yield replace(waiting, text=waiting.text + word.text.lower(), folded=whole, end=word.end)
                waiting = None
                continue
            if waiting is not None:
                yield waiting
            waiting = word if word.folded in prefixes else None
            if waiting is None:
                yield word
        if waiting is not None:
            yield waiting

    def _gap(self, gap: str, before: Sequence[Word]) -> str:
        """The dot of an abbreviation or an initial ends nothing."""
        if before and gap.startswith(".") and (len(before[-1].folded) == 1 or before[-1].folded in self.lexicon.honorifics):
            return gap[1:]
        return gap

    # --- which words may belong to a name ------------------------------------------------------------------------

    def is_known(self, word: Word) -> bool:
        """A common first name of the language, or one written with hyphens from such (`Jean-Pierre`)."""
        return word.folded in self.lexicon.known or ("-" in word.folded and word.folded.split("-")[0] in self.lexicon.known)

    def is_foreign(self, word: Word) -> bool:
        """A common first name of another language."""
        return word.folded in self.lexicon.foreign

    def is_first(self, word: Word) -> bool:
        """A first name that is likely where the language is spoken, or a common one of another language."""
        return self.is_known(word) or word.folded in self.lexicon.firsts or word.folded in self.lexicon.foreign

    def is_surname(self, word: Word) -> bool:
        """A listed surname that is no first name."""
        return word.folded.replace("'", "") in self.lexicon.surnames and not self.is_first(word)

    def is_likely(self, letters: str) -> bool:
        """Whether bare letters are a listed name."""
        lexicon = self.lexicon
        return letters in lexicon.firsts or letters in lexicon.surnames or letters in lexicon.foreign

    def is_particle(self, word: Word) -> bool:
        """A small word inside a surname."""
        return word.folded in self.lexicon.particles

    def may_be_name(self, word: Word, before: Word | None, *, strong: bool) -> bool:
        """Whether a word may be part of a name. `strong`: the words before it announced one."""
        if len(word.folded) == 1 and word.folded < _SYLLABIC:
            return before is not None and word.is_capital and self.mixed
        if self.is_known(word):
            return True
        if not self._is_never(word):
            return True
        capital = word.is_capital and self.mixed and len(word.folded) > 2 and not pack(self.language).people.names.noun_capitals
        return capital and (strong or (before is not None and before.is_capital and self.is_known(before)))

    def _is_never(self, word: Word) -> bool:
        stopwords = self.lexicon.stopwords
        if word.folded in stopwords or word.folded in self.lexicon.honorifics:
            return True
        if "'" not in word.folded:
            parts = word.folded.split("-")
            return all(part in stopwords or self._is_number(part) for part in parts)
        head, _, rest = word.folded.partition("'")
        return head not in shared_words().elided or rest in stopwords or (head in {"l", "n"} and not word.is_capital)

    def _is_number(self, word: str) -> bool:
        """Number words written together, such as `trentasei`."""
        return bool(self.numbers.morphemes(word)) or self.numbers.ordinal(word) is not None

    def name_from(self, place: int, *, strong: bool, last: bool = False, stop: int | None = None) -> list[Word]:
        """The words of the name that begins at a place, particles included. `last`: a surname is expected."""
        limit = len(self.words) if stop is None else stop
        found: list[Word] = []
        while place < limit and len(found) < MAX_NAME:
            word = self.words[place]
            if found and (word.is_break or word.has_comma):
                break
            step = self._particles(place, limit, found, strong=strong, last=last)
            if step:
                found.extend(self.words[place : place + step])
                place += step
                continue
            before = found[-1] if found else None
            if not (self.may_be_name(word, before, strong=strong) or self._ends_with_everyday_word(place, limit, before)):
                break
            found.append(word)
            place += 1
        return found

    def _ends_with_everyday_word(self, place: int, limit: int, before: Word | None) -> bool:
        """Whether a word of everyday speech is a name where it stands: `Christian Day`, `Dawn French`, with nothing after it."""
        first, last = (place - 1, place) if before is not None else (place, place + 1)
        if last != limit - 1 or limit != len(self.words) or self.words[last].folded not in self.lexicon.surnames:
            return False
        name = self.words[first]
        return self.is_first(name) or name.folded in self.lexicon.everyday

    def _particles(self, place: int, limit: int, found: Sequence[Word], *, strong: bool, last: bool) -> int:
        """How many words from a place on are particles with a name after them; 0 for none."""
        count = 0
        while place + count < limit and count < 3 and self.is_particle(self.words[place + count]):
            count += 1
        if not count or place + count >= limit:
            return self._lone_elided(place, limit)
        following = self.words[place + count]
        if any(word.is_break or word.has_comma for word in (*self.words[place + 1 : place + count], following)):
            return 0
        first = self.words[place]
        if not self.may_be_name(following, None, strong=False) or (
            first.folded in {"y", "e", "i"} and not self._joins(found, following, last=last)
        ):
            return 0
        if not found:
            return count if last or first.is_capital or (strong and count + place + 1 >= limit) else 0
        main = [word for word in found if not self.is_particle(word)]
        complete = len(main) > 1 and not all(self.is_known(word) for word in main)
        if complete and not pack(self.language).people.names.two_surnames and not (self.mixed and first.is_capital):
            return 0
        return count

    def _joins(self, found: Sequence[Word], following: Word, *, last: bool) -> bool:
        """`Ortega y Gasset`: between two surnames, not between two people."""
        return len(found) > (0 if last else 1) and following.is_capital and self.mixed and not self.is_known(following)

    def _lone_elided(self, place: int, limit: int) -> int:
        """`o brien`, `d angelo`: the letter belongs to the word after it."""
        word = self.words[place]
        if word.folded not in pack(self.language).people.names.lone_elided or place + 1 >= limit:
            return 0
        following = self.words[place + 1]
        fits = len(following.folded) > 3 and following.after.isspace() and self.may_be_name(following, None, strong=False)
        return 2 if fits else 0

    # --- where a name begins -------------------------------------------------------------------------------------

    def index_from(self, offset: int) -> int:
        """The index of the first word at or after an offset."""
        return next((place for place, word in enumerate(self.words) if word.start >= offset), len(self.words))

    def after_links(self, place: int, limit: int | None = None) -> tuple[int, bool]:
        """The index after small words and titles, and whether there was a title."""
        end = len(self.words) if limit is None else limit
        titled = False
        while place < end:
            word = self.words[place]
            if word.folded in self.lexicon.honorifics and not (word.folded == "m" and not word.is_capital):
                titled = True
            elif not self._is_small(word) or (place + 1 < end and self._begins_name(word, self.words[place + 1])):
                break
            place += 1
        return place, titled

    def _is_small(self, word: Word) -> bool:
        return word.text.lower() in self.lexicon.fillers or word.folded in self.phrases.fillers

    def _begins_name(self, word: Word, following: Word) -> bool:
        """A small word that is a particle or a first name too (`Will Smith`)."""
        capitals = self.mixed and word.is_capital and following.is_capital
        return capitals and (self.is_particle(word) or self.is_known(word))


def _without_suffixes(words: Sequence[Word]) -> list[Word]:
    """The words without what only follows a name: `Jr`, `PhD`; `Carlos Junior` keeps the only surname that it has."""
    kept: list[Word] = []
    suffixes = shared_words().name_suffixes
    others = sum(word.folded not in suffixes for word in words)
    dropped = ""
    for place, word in enumerate(words):
        ends = place + 1 == len(words) or words[place + 1].has_comma or words[place + 1].is_break
        if word.folded in suffixes and others > 1 and kept and ends and not word.is_break:
            dropped += word.after
            continue
        kept.append(replace(word, after=(dropped + word.after).replace(".", "")) if dropped else word)
        dropped = ""
    return kept


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's announcements of names, as patterns of folded text."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    following: re.Pattern[str]
    labels: re.Pattern[str]
    fillers: frozenset[str]

    @property
    def announcing(self) -> tuple[re.Pattern[str], ...]:
        """All that stands before or after a name because it is one."""
        return self.strong, self.weak, self.following


@lru_cache(maxsize=16)
def phrases(language: str) -> Phrases:
    """The announcements of a language."""
    own = pack(language)
    names, said = own.people.names, own.answers.yes_no
    weak = names.weak_cues + "".join(f"|{label}" for label in names.generic_labels)
    answers = {phrase for phrase in f"{said.yes}|{said.no}".split("|") if " " not in phrase}
    small = answers.union(said.polite.replace("|", " ").split())
    labels = f"(?P<first>{_alternatives(names.first_labels)})|(?P<last>{_alternatives(names.last_labels)})"
    return Phrases(
        strong=_pattern(_alternatives(names.cues)),
        weak=_pattern(_alternatives(weak)),
        following=_pattern(_alternatives(names.after_cues)),
        labels=_pattern(labels),
        fillers=frozenset(small.difference(names.particles.split())),
    )


def _alternatives(phrases_of: str) -> str:
    ordered = sorted(phrases_of.split("|"), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s{1,12}") for phrase in ordered)


def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])")


# --- how a name is written -----------------------------------------------------------------------------------------


def written(words: Sequence[Word], lexicon: NameLexicon, language: str, *, mixed: bool) -> str:
    """A name as it is written: capitals where they belong, a lone elided letter joined to its word."""
    found: list[str] = []
    for word in words:
        piece = _capitals(word, lexicon, mixed=mixed)
        lone = found and found[-1] in {"O", "D", "d"} and len(piece) > 1
        if lone and pack(language).people.names.lone_elided:
            found[-1] += "'" + piece
        else:
            found.append(piece)
    return " ".join(found)


def _capitals(word: Word, lexicon: NameLexicon, *, mixed: bool) -> str:
    if mixed and word.is_capital and not (word.text.isupper() and len(word.text) > 3):
        return word.text.replace("’", "'")
    if word.folded in lexicon.lower:
        return word.text.lower()
    if word.folded in lexicon.elided:
        return f"O'{word.text[1:].capitalize()}"
    return capitalise(word.text, lexicon)


def capitalise(text: str, lexicon: NameLexicon) -> str:
    """A word in small letters as a name: `d'angelo`, `mcdonald` and `jean-pierre` too."""
    pieces = re.split(r"([-'’])", text.lower())
    made = [piece[:1].upper() + piece[1:] for piece in pieces]
    if len(pieces) > 2 and pieces[1] in "'’" and pieces[0] in lexicon.lower:
        made[0] = pieces[0]
    return "".join(_mac(piece) if piece != "’" else "'" for piece in made)


def _mac(piece: str) -> str:
    return "Mc" + piece[2].upper() + piece[3:] if piece.startswith("Mc") and len(piece) > 4 else piece
