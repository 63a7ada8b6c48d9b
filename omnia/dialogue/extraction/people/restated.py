"""Names told twice: said and spelled, the surname before the whole name, first the one and then `the surname is` the other.

All that may be a name is taken in the order in which it was said, spelled letters are laid over the word that they resemble,
and what was said twice counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.shared.spelling import SOUND_ALIKE
from omnia.dialogue.extraction.people.name_words import NameWords, Word
from omnia.dialogue.extraction.people.spelled import Spelled

Label = tuple[str, int, int]
"""A role and its offsets."""

MAX_PARTS = 6
"""Names and spelled rows of one utterance; more of them are prose."""

RESEMBLES, LIKE, SAME = 50, 65, 85
"""How alike, in percent, must be a word and its spelling, and two words that are one name, where their order says so or not."""

MAX_OTHER = 3
"""Other words that may stand around a name that is spelled as it was said."""

SHORTEST_NAME = 2

MAX_FRAGMENTS, OF_ONE = 5, 0.8
"""Pieces of one spelling, and the share of their letters that the name must hold in their order."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A name said or spelled; `role` is what a label before it called it."""

    word: Word
    spelled: Spelled | None = None
    said: bool = True
    role: str = ""

    @property
    def letters(self) -> str:
        """The bare letters."""
        return "".join(character for character in self.word.folded if character.isalpha())


@dataclass(frozen=True, slots=True)
class RestatedName:
    """The words of a name, by part where labels told them; `agreed`: spelled as it was said."""

    words: tuple[Word, ...]
    first: tuple[Word, ...] = ()
    last: tuple[Word, ...] = ()
    agreed: bool = False
    spelled: bool = False


def resolve_restatement(words: NameWords, labels: Sequence[Label], passed: Sequence[tuple[int, int]]) -> RestatedName | None:
    """The name of an utterance that says it more than once or spells it; None where the usual ways to say a name suffice.

    Args:
        words: The utterance.
        labels: Role and offsets of the labels in it.
        passed: Offsets of what announces names.
    """
    parts = list(_parts(words, labels, passed))
    if not 0 < len(parts) <= 2 * MAX_PARTS:
        return None
    whole = _without_fragments(_laid_over(parts, words), words)
    once = _once(whole, words)
    trailing = [role for role, _, _ in labels] == ["last"] and not once[0].role and bool(once[-1].role) if once else False
    if not (words.spelled or trailing or len(once) < len(parts)) or not 0 < len(once) <= MAX_PARTS:
        return None
    if _is_prose(words, parts, once, [*passed, *((start, end) for _, start, end in labels)]):
        return None
    apart = [piece for part in once for piece in _apart(part, words, alone=len(once) == 1)]
    by_role = {role: tuple(part.word for part in apart if (part.role or "first") == role) for role in ("first", "last")}
    agreed = any(part.spelled is not None and part.said for part in apart)
    is_labelled = any(part.role == "last" for part in apart)
    first, last = (by_role["first"], by_role["last"]) if is_labelled else ((), ())
    return RestatedName(tuple(part.word for part in apart), first, last, agreed, bool(words.spelled))


def _is_prose(words: NameWords, parts: Sequence[_Part], once: Sequence[_Part], passed: Sequence[tuple[int, int]]) -> bool:
    """Whether more is said than a name: nothing else may be, but around a name that is spelled as it was said, and listed."""
    own = [(part.word.start, part.word.end) for part in parts]
    small = words.lexicon.announcers | words.lexicon.fillers | words.phrases.fillers | words.lexicon.honorifics
    other = [
        word
        for word in words.words
        if len(word.folded) > 1
        and word.folded not in small
        and not any(start <= word.start < end for start, end in (*own, *passed))
    ]
    if any(part.spelled is not None and part.said for part in once):
        return len(other) > MAX_OTHER
    listed = not words.lexicon.surnames or any(words.is_likely(part.letters) for part in once)
    return bool(other) or not (listed or words.spelled)


# --- what was said, in order -----------------------------------------------------------------------------------------


def _parts(words: NameWords, labels: Sequence[Label], passed: Sequence[tuple[int, int]]) -> Iterator[_Part]:
    """Words that may be names and spelled rows, with the roles that labels before them gave."""
    outside = [*passed, *((start, end) for _, start, end in labels)]
    found: list[_Part] = [_Part(_spelled_word(row), row, said=False) for row in words.spelled]
    before = ""
    for word in _with_elided(words):
        illustrates = bool(words.spelled) and before in pack(words.language).people.names.illustrates.split()
        before = word.folded
        if not illustrates and _may_be(words, word) and not any(start <= word.start < end for start, end in outside):
            found.append(_Part(word))
    for part in sorted(found, key=lambda part: part.word.start):
        roles = [role for role, _, end in labels if end <= part.word.start]
        yield replace(part, role=roles[-1] if roles else "")


def _with_elided(words: NameWords) -> Iterator[Word]:
    """The words, a lone `o` or `d` joined to the one after it."""
    elided: Word | None = None
    for word in words.words:
        if elided is not None and elided.end + 1 == word.start and word.folded not in words.lexicon.announcers:
            yield replace(elided, text=f"{elided.text}'{word.text}", folded=f"{elided.folded}'{word.folded}", end=word.end)
            elided = None
            continue
        elided = word if word.folded in pack(words.language).people.names.lone_elided else None
        if elided is None:
            yield word


def _may_be(words: NameWords, word: Word) -> bool:
    lexicon = words.lexicon
    small = (lexicon.fillers, lexicon.announcers, lexicon.honorifics, words.phrases.fillers)
    if len(word.folded) < SHORTEST_NAME or any(word.folded in some for some in small):
        return False
    return words.is_particle(word) or words.may_be_name(word, None, strong=False)


def _spelled_word(row: Spelled) -> Word:
    return Word(row.letters, row.letters, row.start, row.end, " ")


# --- spelled and said --------------------------------------------------------------------------------------------------


def _laid_over(parts: Sequence[_Part], words: NameWords) -> list[_Part]:
    """Each spelled row joined to the word beside it that it resembles."""
    found: list[_Part] = []
    for part, following in zip_longest(parts, parts[1:]):
        if part.spelled is None:
            waiting = found[-1] if found and not found[-1].said else None
            if waiting is not None and _alike(waiting.letters, part.letters) >= RESEMBLES:
                found[-1] = _joined([part], waiting, words)
            else:
                found.append(part)
            continue
        count = _resembling(found, part)
        if following is not None and following.said and count == 1 and _nearer(following, found[-1], part):
            found.append(part)
        elif count > 1 and words.is_first(found[-2].word):
            found[-2:] = [replace(said, spelled=part.spelled) for said in found[-2:]]  # `sean bean s e a n b e a n`
        elif count:
            found[-count:] = [_joined(found[-count:], part, words)]
        elif len(found) > 1 and _spells_earlier(found, part):
            found[-2] = _in_place(found[-2], part, words)  # `Alisa Grant, A L Y S S A`
        elif part.spelled.clear or words.is_likely(part.letters):
            found.append(part)
    return found


def _nearer(one: _Part, other: _Part, spelled: _Part) -> bool:
    """Whether letters resemble one word more than another."""
    return _alike(one.letters, spelled.letters) > _alike(other.letters, spelled.letters)


def _resembling(found: Sequence[_Part], spelled: _Part) -> int:
    """How many of the last words, one or two, the letters spell; 0 if none."""
    likeness = {
        count: _alike("".join(part.letters for part in found[-count:]), spelled.letters)
        for count in (1, 2)
        if len(found) >= count and all(part.spelled is None for part in found[-count:])
    }
    best = max(likeness, key=lambda count: likeness[count], default=0)
    # Two words are one name only where the letters are just theirs: `mac donald`.
    return best if best and likeness[best] >= (RESEMBLES if best == 1 else SAME + 5) else 0


def _spells_earlier(found: Sequence[_Part], spelled: _Part) -> bool:
    """Whether letters spell the word before the last, and not the last."""
    earlier = found[-2]
    likeness = _alike(earlier.letters, spelled.letters) if earlier.said and earlier.spelled is None else 0.0
    return likeness >= LIKE and likeness > _alike(found[-1].letters, spelled.letters)


def _in_place(said: _Part, spelled: _Part, words: NameWords) -> _Part:
    """A word with the letters that spell it, where the word stands."""
    joined = _joined([said], spelled, words)
    return replace(joined, word=replace(joined.word, start=said.word.start, end=said.word.end))


def _alike(one: str, other: str) -> float:
    return fuzz.ratio(one, other)


def _joined(said: Sequence[_Part], spelled: _Part, words: NameWords) -> _Part:
    """One part of words and of the letters that spell them."""
    start, end = min(said[0].word.start, spelled.word.start), max(said[-1].word.end, spelled.word.end)
    letters = spelled.letters
    heard = "".join(part.letters for part in said)
    word = said[0].word
    if len(said) == 1 and (heard == letters or not _is_right(letters, heard, spelled, words)):
        return replace(said[0], word=replace(word, start=start, end=end), spelled=spelled.spelled)
    return replace(said[0], word=replace(word, text=letters, folded=letters, start=start, end=end), spelled=spelled.spelled)


def _is_right(letters: str, heard: str, spelled: _Part, words: NameWords) -> bool:
    """Whether letters are believed against the word: not where they are no name and only letters that sound alike differ."""
    if spelled.spelled is not None and not spelled.spelled.clear:
        return False
    if words.is_likely(letters) or not words.is_likely(heard):
        return True
    if len(letters) != len(heard):
        return len(letters) > len(heard) - 1
    return not all(one == other or sound_alike(one, other) for one, other in zip(letters, heard, strict=True))


def sound_alike(one: str, other: str) -> bool:
    """Whether the names of two letters are easily taken for each other."""
    return any(one in group and other in group for group in SOUND_ALIKE)


def _without_fragments(parts: Sequence[_Part], words: NameWords) -> list[_Part]:
    """The parts without pieces of a spelling that was written in words: `marshall marsh all`, `grainne gr ai nne`."""
    found: list[_Part] = []
    place = 0
    while place < len(parts):
        found.append(parts[place])
        place += 1 + _fragments(parts[place], parts[place + 1 : place + 1 + MAX_FRAGMENTS], words)
    return found


def _fragments(whole: _Part, following: Sequence[_Part], words: NameWords) -> int:
    """How many of the parts after a name are its pieces."""
    best, together = 0, ""
    for count, part in enumerate(following, 1):
        if not whole.said or part.role != whole.role or len(part.letters) >= len(whole.letters):
            break
        together += part.letters
        shared = LCSseq.similarity(whole.letters, together) / len(together)
        complete = len(together) >= len(whole.letters) - 2
        if shared >= OF_ONE and (complete or not words.is_likely(part.letters)) and len(together) <= len(whole.letters) + 1:
            best = count
    return best


# --- once -----------------------------------------------------------------------------------------------------------


def _once(parts: Sequence[_Part], words: NameWords) -> list[_Part]:
    """The parts with what was said twice counted once: `Smith John Smith`, `John Smith John Smith`, `Smith Smith`."""
    found: list[_Part] = []
    for part in parts:
        if found and _is_same(found[-1], part):
            found[-1] = _better(found[-1], part, words)
        else:
            found.append(part)
    half = len(found) // 2
    if (
        len(found) > 3
        and len(found) % 2 == 0
        and all(_is_like(*pair, words) for pair in zip(found[:half], found[half:], strict=True))
    ):
        return [_better(one, other, words) for one, other in zip(found[:half], found[half:], strict=True)]
    if len(found) > 2 and not found[0].role and _is_like(found[0], found[-1], words):
        return [*found[1:-1], _better(found[-1], found[0], words)]
    return found


def _is_same(one: _Part, other: _Part) -> bool:
    return one.role == other.role and _alike(one.letters, other.letters) >= SAME


def _is_like(one: _Part, other: _Part, words: NameWords) -> bool:
    """Whether two parts are one name where the order says so too; two listed names that differ are two."""
    both_listed = not words.lexicon.surnames or (words.is_likely(one.letters) and words.is_likely(other.letters))
    return one.role == other.role and _alike(one.letters, other.letters) >= (SAME if both_listed else LIKE)


def _better(one: _Part, other: _Part, words: NameWords) -> _Part:
    """Of two ways to hear a name, the spelled one, or the one that is a likely name."""
    if (one.spelled is None) != (other.spelled is None):
        return one if other.spelled is None else other
    return other if words.is_likely(other.letters) and not words.is_likely(one.letters) else one


def _apart(part: _Part, words: NameWords, *, alone: bool) -> list[_Part]:
    """First name and surname of letters that spell both: `a r t h u r h a l l`."""
    letters = part.letters
    if not alone or part.said or words.is_likely(letters):
        return [part]
    cuts = [cut for cut in range(len(letters) - 2, 1, -1) if letters[:cut] in words.lexicon.firsts]
    sure = [cut for cut in cuts if letters[cut:] in words.lexicon.surnames] or [
        cut for cut in cuts if cut > 3 and len(letters) - cut > 3
    ]
    if not sure:
        return [part] if len(letters) < LONGEST_NAME else []
    word = part.word
    first = replace(word, text=letters[: sure[0]], folded=letters[: sure[0]])
    last = replace(word, text=letters[sure[0] :], folded=letters[sure[0] :])
    return [replace(part, word=first), replace(part, word=last)]


LONGEST_NAME = 12
"""Letters that one name has at most where nothing else tells that it is one."""
