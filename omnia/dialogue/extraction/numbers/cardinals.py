"""Numbers written in words, read by one algorithm from each language's lexicon.

Words become *morphemes* (German and Italian write several together), and morphemes are pushed on a stack that holds what
each part may still take after it: after `twenty` a unit, after `two hundred` less than a hundred, after `three million`
less than a million. A scale word multiplies all that is smaller than itself, which reads the short scale, the long
scale (`mil millones`) and the Indian one (`lakh crore`) alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.languages.schema import NumberLexicon
from omnia.dialogue.extraction.text.tokens import Token

MAX_MORPHEMES = 60
"""The longest number that is read; longer ones stop there."""

MAX_GLUED = 90
"""The longest word that is taken apart."""

FEW_MORPHEMES = 12
"""Enough for nearly all numbers; more are looked at only where these are all of one."""

SHORTEST_TORN = 2
"""Letters that each half of a number word has at least, where it was torn in two."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number in words: its value, the index after its last token, and whether it is an ordinal."""

    value: int
    end: int
    ordinal: bool = False


Stack = tuple[tuple[int, int], ...]
"""Entries (value, highest value that may follow)."""


class NumberReader:
    """Reads number words of one language."""

    def __init__(self, numbers: NumberLexicon) -> None:
        self.numbers = numbers
        self._vocabulary = frozenset((*numbers.cardinals, *numbers.scales, *numbers.hundreds))
        self._starts = frozenset(word[:2] for word in self._vocabulary)
        self._split = lru_cache(maxsize=4096)(self._split_word)
        self._ordinal = lru_cache(maxsize=4096)(self._ordinal_word)

    # --- words -------------------------------------------------------------------------------------------------

    def morphemes(self, word: str) -> tuple[str, ...]:
        """The number morphemes that a word is made of; empty when it is no number word."""
        if word in self._vocabulary:
            return () if word in self.numbers.elided else (word,)
        if not self.numbers.glued or len(word) < 5 or len(word) > MAX_GLUED or word[:2] not in self._starts:
            return ()
        return self._split(word)

    def value(self, word: str) -> int | None:
        """The number that a word is; None when it is none."""
        parts = self.morphemes(word)
        return self._read(parts, limit=None)[0] if parts and parts[-1] not in self.numbers.elided else None

    def ordinal(self, word: str) -> tuple[tuple[str, ...], int] | None:
        """The morphemes before an ordinal's last one and the value of that one, for `twenty-first` or `ventunesimo`."""
        known = self.numbers.ordinals.get(word)
        if known is not None:
            return (), known
        if len(word) < 4 or len(word) > MAX_GLUED:
            return None
        return self._ordinal(word)

    def _split_word(self, word: str) -> tuple[str, ...]:
        """Take a glued word apart, longest morpheme first, so that the parts are a number together."""
        joiners = self.numbers.joiners
        stack: list[tuple[int, tuple[str, ...]]] = [(0, ())]
        steps = 0
        while stack and steps < 400:
            steps += 1
            place, parts = stack.pop()
            if place == len(word):
                if self._whole(parts):
                    return parts
                continue
            options = []
            for length in range(1, min(14, len(word) - place) + 1):
                piece = word[place : place + length]
                if piece in self._vocabulary or (piece in joiners and parts):
                    if parts and parts[-1] in self.numbers.elided and piece[0] not in "uo":
                        continue
                    options.append((place + length, (*parts, piece)))
            stack.extend(options)
        return ()

    def _whole(self, parts: tuple[str, ...]) -> bool:
        """Whether morphemes are one number from first to last."""
        if parts[-1] in self.numbers.elided:
            return False
        return self._read(parts, limit=None)[1] == len(parts)

    def _ordinal_word(self, word: str) -> tuple[tuple[str, ...], int] | None:
        for ending, lost in self.numbers.ordinal_endings:
            if not word.endswith(ending):
                continue
            stem = word[: -len(ending)]
            if stem in self.numbers.ordinals and lost == ("",):
                return (), self.numbers.ordinals[stem]
            for letters in lost:
                parts = self.morphemes(self._restore(stem, letters))
                if parts and parts[-1] not in self.numbers.elided:
                    return parts, -1
        return self._glued_ordinal(word)

    @staticmethod
    def _restore(stem: str, letters: str) -> str:
        """The cardinal that an ordinal's stem stands for: `cinqu` + `e`, `neu` + `f`, `cin` + `q`."""
        if letters == "q" and stem.endswith("u"):
            return stem[:-1]
        return stem + letters

    def _glued_ordinal(self, word: str) -> tuple[tuple[str, ...], int] | None:
        """German `hundertzweite`, Spanish `dosmillonesimo`: number morphemes and an ordinal in one word."""
        if not self.numbers.glued:
            return None
        for cut in range(len(word) - 3, 2, -1):
            known = self.numbers.ordinals.get(word[cut:])
            if known is not None:
                parts = self._prefix(word[:cut])
                if parts:
                    return parts, known
        return None

    def _prefix(self, word: str) -> tuple[str, ...]:
        """Morphemes of a word that may end in a joiner (`hundertund`)."""
        for joiner in self.numbers.joiners:
            if word.endswith(joiner):
                parts = self.morphemes(word[: -len(joiner)])
                if parts:
                    return parts
        return self.morphemes(word)

    # --- numbers -----------------------------------------------------------------------------------------------

    def read(self, tokens: Sequence[Token], start: int, *, limit: int | None = None, join: bool = True) -> Spoken | None:
        """The longest number in words that begins at a token, of at most `limit`; None when there is none.

        `join` false leaves out joining words (`venti e cinque` is an hour and minutes where a time is read).
        """
        for most in (FEW_MORPHEMES, MAX_MORPHEMES):
            parts, owners = self._collected(tokens, start, most, join=join)
            ends = frozenset(k + 1 for k in range(len(owners)) if k + 1 == len(owners) or owners[k + 1] != owners[k])
            value, used = self._read(parts, limit=limit, ends=ends)
            if used + 3 < len(parts) or len(parts) < most:
                break  # what follows is another number
        return Spoken(value, owners[used - 1] + 1) if used else None

    def _collected(self, tokens: Sequence[Token], start: int, most: int, *, join: bool) -> tuple[list[str], list[int]]:
        """The morphemes of the number words that begin at a token, and the token that each ends in."""
        parts: list[str] = []
        owners: list[int] = []
        place = start
        while place < len(tokens) and len(parts) < most and tokens[place].is_word:
            pieces, after = self._pieces(tokens, place, inside=bool(parts), join=join)
            if not pieces:
                break
            parts.extend(pieces)
            owners.extend([after - 1] * len(pieces))
            place = after
        return parts, owners

    def _pieces(self, tokens: Sequence[Token], place: int, *, inside: bool, join: bool) -> tuple[tuple[str, ...], int]:
        """The morphemes of the word at a place, and the place after it; none where it is no part of a number."""
        word = tokens[place].text
        if inside and word in self.numbers.joiners:
            return ((word,) if join else ()), place + 1
        known = self.morphemes(word)
        torn = self._torn(tokens, place, known=bool(known))
        return (torn, place + 2) if torn else (known, place + 1)

    def _torn(self, tokens: Sequence[Token], place: int, *, known: bool) -> tuple[str, ...]:
        """A number word written as two, only one of which is a number: `quarant'otto`, `seven teen`, `zweiund zwanzig`."""
        if place + 1 >= len(tokens) or not tokens[place + 1].is_word:
            return ()
        word, rest = tokens[place].text, tokens[place + 1].text
        if min(len(word), len(rest)) < SHORTEST_TORN or word[:2] not in self._starts or rest in self.numbers.joiners:
            return ()
        return self.morphemes(word + rest) if known != bool(self.morphemes(rest)) else ()

    def read_ordinal(self, tokens: Sequence[Token], start: int) -> Spoken | None:
        """The ordinal in words that begins at a token (`twenty-first`, `ventunesimo`)."""
        parts: list[str] = []
        for place in range(start, min(len(tokens), start + 12)):
            token = tokens[place]
            if not token.is_word:
                return None
            found = self.ordinal(token.text)
            if found is not None:
                value = self._ordinal_value(tuple(parts), found)
                if value is not None:
                    return Spoken(value, place + 1, ordinal=True)
            pieces = (token.text,) if parts and token.text in self.numbers.joiners else self.morphemes(token.text)
            if not pieces:
                return None
            parts.extend(pieces)
        return None

    def _ordinal_value(self, before: tuple[str, ...], found: tuple[tuple[str, ...], int]) -> int | None:
        """The value of cardinal morphemes followed by an ordinal one, when they fit together."""
        inner, last = found
        parts = (*before, *inner)
        if last == -1:
            value, used = self._read(parts, limit=None)
            return value if used == len(parts) else None
        if not parts:
            return last
        stack = self._stack(parts)
        if stack is None:
            return None
        if last >= 100:
            multiplied = self._multiply(stack, last)
            return None if multiplied is None else sum(entry for entry, _ in multiplied)
        added = self._add(stack, last)
        return None if added is None else sum(entry for entry, _ in added)

    def _stack(self, parts: tuple[str, ...]) -> Stack | None:
        """The stack after reading all of the morphemes; None when they do not fit."""
        trimmed = parts[:-1] if parts[-1] in self.numbers.joiners else parts
        stack: Stack = ()
        place = 0
        while place < len(trimmed):
            step = self._step(trimmed, place, stack)
            if step is None:
                return None
            stack, place = step
        return stack

    def _read(self, parts: Sequence[str], *, limit: int | None, ends: frozenset[int] | None = None) -> tuple[int, int]:
        """The value of the longest valid beginning of the morphemes, and how many were used."""
        stack: Stack = ()
        read = [(0, 0)]
        place = 0
        while place < len(parts):
            step = self._step(parts, place, stack)
            if step is None:
                break
            stack, place = step
            value = sum(entry for entry, _ in stack)
            if (limit is None or value <= limit) and (ends is None or place in ends):
                read.append((value, place))
        return read[-2] if len(read) > 2 and self._is_torn_off(parts, read[-1][1]) else read[-1]

    def _is_torn_off(self, parts: Sequence[str], place: int) -> bool:
        """Whether a number ends in what the next morpheme would multiply: `two hundred and two | hundred` holds two numbers."""
        numbers = self.numbers
        multiplies = place < len(parts) and (parts[place] in numbers.hundreds or parts[place] in numbers.scales)
        return multiplies and parts[place] not in numbers.alone and 0 < numbers.cardinals.get(parts[place - 1], 0) < 100

    def _step(self, parts: Sequence[str], place: int, stack: Stack) -> tuple[Stack, int] | None:
        """Take the next morpheme (and a joiner before it, or the inverted ten after it)."""
        numbers = self.numbers
        part = parts[place]
        if stack and part in numbers.joiners and part not in numbers.cardinals:
            together = self._inverted(parts, place, stack) or self._teen(parts, place, stack)
            if together is not None:
                return together, place + 2
            if stack[-1][0] < numbers.join_after or place + 1 >= len(parts):
                return None
            place += 1
            part = parts[place]
        added = self._push(stack, part)
        return None if added is None else (added, place + 1)

    def _inverted(self, parts: Sequence[str], place: int, stack: Stack) -> Stack | None:
        """German `drei und zwanzig`: a unit, the joiner, and a ten."""
        numbers = self.numbers
        if parts[place] != numbers.inverted or place + 1 >= len(parts) or not 1 <= stack[-1][0] <= 9:
            return None
        ten = numbers.cardinals.get(parts[place + 1], 0)
        if ten < 20 or ten % 10:
            return None
        return self._add(stack[:-1], stack[-1][0] + ten)

    def _teen(self, parts: Sequence[str], place: int, stack: Stack) -> Stack | None:
        """Spanish `diez y seis`: the ten, the joiner, and a unit that has no teen of its own."""
        numbers = self.numbers
        if not numbers.teens_join or stack[-1][0] != 10 or place + 1 >= len(parts):
            return None
        unit = numbers.cardinals.get(parts[place + 1], 0)
        return self._add(stack[:-1], 10 + unit) if 6 <= unit <= 9 else None

    def _push(self, stack: Stack, part: str) -> Stack | None:
        numbers = self.numbers
        if part in numbers.hundreds:
            return self._multiply(stack, 100)
        scale = numbers.scales.get(part)
        if scale is not None:
            if part in numbers.alone and stack and stack[-1][1] < scale:
                return None
            return self._multiply(stack, scale)
        value = numbers.cardinals.get(part)
        if value is None:
            return None
        if numbers.vigesimal and value == 20 and stack and stack[-1][0] == 4:
            return self._add(stack[:-1], 80)
        return self._add(stack, value)

    def _add(self, stack: Stack, value: int) -> Stack | None:
        """Put a value below a thousand after what was read."""
        if stack and not 0 < value <= stack[-1][1]:
            return None
        return (*stack, (value, self._room(value)))

    def _room(self, value: int) -> int:
        """The highest value that may follow one."""
        known = self.numbers.accepts.get(value)
        if known is not None:
            return known
        if value == 0 or value < 20 or (value < 100 and value % 10):
            return 0
        return 9 if value < 100 else 99

    @staticmethod
    def _multiply(stack: Stack, scale: int) -> Stack | None:
        """Multiply all that is smaller than a scale by it (by one if there is nothing)."""
        cut = len(stack)
        while cut and stack[cut - 1][0] < scale:
            cut -= 1
        small = sum(value for value, _ in stack[cut:])
        if scale == 100 and not (small < 10 or (10 < small < 100 and small % 10)):
            return None
        if stack[cut:] and small == 0:
            return None
        value = max(1, small) * scale
        if cut and stack[cut - 1][1] < value:
            return None
        return (*stack[:cut], (value, scale - 1))


@lru_cache(maxsize=16)
def reader(language: str) -> NumberReader:
    """The number reader of a language."""
    return NumberReader(lexicon(language).numbers)
