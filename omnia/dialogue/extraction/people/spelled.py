"""Names spelled letter by letter, as they are said and as recognisers of speech write them.

A row of letters may hold words: for letters (`N for nelly`), that sound like one (`are`, `see`), or of two or three letters that
were written together. Such words count between letters only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from omnia.dialogue.extraction.characters.email_items import Item, ItemReader
from omnia.dialogue.extraction.languages import habits
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.compiled.names import NameLexicon, name_lexicon
from omnia.dialogue.extraction.languages.compiled.spelling import sounds, spelling_lexicon
from omnia.dialogue.extraction.text.tokens import Folded

LONGEST_CHUNK = 3
"""Letters written together inside a row."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """Letters said one by one, together, with their offsets in the folded text. `clear`: every one was a letter by itself."""

    letters: str
    start: int
    end: int
    clear: bool = True


def spelled_rows(text: str, folded: Folded, language: str) -> Iterator[Spelled]:
    """Rows of three letters or more said one by one (`R O double S I`, `R-O-S-S-I`); none beside digits: then it is a code."""
    if len(re.findall(r"(?<![^\W\d_])[^\W\d_](?![^\W\d_])", folded.text)) < 2 and not _has_alphabet(folded.text, language):
        return
    items = _heard(ItemReader(text, language).items(), language)
    if any(item.kind in {"at", "digits"} or (item.text == "." and not item.typed) for item in items):
        return
    row: list[Item] = []
    before: Item | None = None
    for item in items:
        if _continues(row, item):
            row.append(item)
        else:
            found = _joined(row)
            if found is not None:
                yield found
            row = [item] if _is_letter(item) and not _is_elided(before) else []
        before = item
    found = _joined(row)
    if found is not None:
        yield found


# --- what a recogniser of speech wrote for letters -------------------------------------------------------------------


def _heard(items: Sequence[Item], language: str) -> list[Item]:
    """The items with words that stand for letters as letters; `said` of one that was guessed is empty."""
    found = _illustrated(items, language)
    own = sounds(language)
    eights = habits(language).characters.spelling.letter_eights
    for place, item in enumerate(found):
        letter = own.get(item.said, "")
        beside = _letters_beside(found, place)
        if (
            item.kind == "word"
            and letter.isalpha()
            and (beside == 2 or (beside and item.said in shared_words().beginning_sounds))
        ):
            found[place] = replace(item, kind="letter", text=letter, said=letter)
        elif item.kind == "letter" and not item.said.isascii() and beside == 2:
            found[place] = replace(item, said=item.text)
        elif item.kind == "digits" and item.said in eights and beside == 2:
            found[place] = replace(item, kind="letter", text="a", said="")
    names = name_lexicon(language)
    for place, item in enumerate(found):
        if item.said in shared_words().apostrophes:
            found[place] = replace(item, kind="remark", text="")
        elif item.kind == "letter" and [other.text for other in found[place + 1 : place + 2]] == ["'"]:
            found[place] = replace(item, kind="word")  # the beginning of `o'connor`
        is_name = item.text in names.firsts or item.text in names.surnames or item.text in names.stopwords
        if item.kind == "word" and 1 < len(item.text) <= LONGEST_CHUNK and not is_name and _letters_beside(found, place) == 2:
            found[place] = replace(item, kind="letter", said="")
    return _begun_in_pieces(found, names)


def _begun_in_pieces(items: list[Item], names: NameLexicon) -> list[Item]:
    """`ge of f r e y`: short words before a row of letters are pieces of it, where a listed name comes out."""
    for first in range(len(items) - LEAST_LETTERS):
        row = _row_from(items, first)
        pieces = [item for item in row if item.kind == "word"]
        whole = "".join(item.text for item in row)
        if pieces and len(row) - len(pieces) >= LEAST_LETTERS and (whole in names.firsts or whole in names.surnames):
            items[first : first + len(row)] = [replace(item, kind="letter", said="") for item in row]
    return items


LEAST_LETTERS = 3
"""Single letters that make a row."""

MOST_PIECES = 2
"""Short words that a row may begin with."""


def _row_from(items: Sequence[Item], first: int) -> list[Item]:
    """One or two short words and the letters after them; empty where they do not stand so."""
    words = list(takewhile(lambda item: item.kind == "word" and len(item.text) <= LONGEST_CHUNK, items[first:]))
    letters = list(takewhile(lambda item: item.kind == "letter", items[first + len(words) :]))
    return [*words, *letters] if 0 < len(words) <= MOST_PIECES else []


def _letters_beside(items: Sequence[Item], place: int) -> int:
    beside = (*items[max(0, place - 1) : place], *items[place + 1 : place + 2])
    return sum(item.kind == "letter" for item in beside)


def _illustrated(items: Sequence[Item], language: str) -> list[Item]:
    """`k for alpha`: the word is heard better than the letter."""
    like = {phrase for phrase in spelling_lexicon(language).like if len(phrase) == 1}
    stopwords, own = name_lexicon(language).stopwords, sounds(language)
    found: list[Item] = []
    for item in items:
        tied = len(found) > 1 and (found[-1].said,) in like and (found[-2].kind == "letter" or found[-2].said in own)
        if tied and item.kind in {"word", "letter"} and len(item.said) > 2 and item.said not in stopwords:
            letter = found[-2]
            found[-2:] = [replace(letter, kind="letter", text=item.said[0], end=item.end)]
        else:
            found.append(item)
    return found


# --- rows ------------------------------------------------------------------------------------------------------------


def _has_alphabet(folded: str, language: str) -> bool:
    """Whether letters may be said by names or words of an alphabet only."""
    known = _alphabet(language)
    return sum(1 for word in folded.split() if word.strip(",.-") in known) > 2


@lru_cache(maxsize=16)
def _alphabet(language: str) -> frozenset[str]:
    """First words of all names of letters."""
    return frozenset(phrase[0] for phrase in spelling_lexicon(language).phrases)


def _is_letter(item: Item) -> bool:
    """A letter by itself; `à` and `è` are words."""
    return item.kind == "letter" and (item.said.isascii() or len(item.said) > 1)


def _is_elided(before: Item | None) -> bool:
    """Whether an apostrophe stands before a letter: the `s` of `that's` is not spelled."""
    return before is not None and before.text == "'"


def _continues(row: Sequence[Item], item: Item) -> bool:
    """Whether an item goes on a row of letters: a letter, a typed hyphen between letters, or a comma where commas stand."""
    if not row:
        return False
    if item.kind == "letter":
        return _is_letter(item)
    if item.kind == "sign":
        return item.text == "-" and item.typed and row[-1].kind == "letter"
    if item.kind == "comma":
        letters = sum(1 for other in row if other.kind == "letter")
        return row[-1].kind == "letter" and (letters == 1 or any(other.kind == "comma" for other in row))
    return item.kind == "remark" and item.text == ""


def _joined(row: Sequence[Item]) -> Spelled | None:
    letters = [item for item in row if item.kind == "letter"]
    text = "".join(item.text for item in letters)
    if len(text) < 3:
        return None
    return Spelled(text, letters[0].start, letters[-1].end, all(item.said for item in letters))
