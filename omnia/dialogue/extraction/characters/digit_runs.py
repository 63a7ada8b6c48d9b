"""Rows of digits, typed or said: one by one, doubled, or in groups such as `trentaquattro` or `douze`.

Where the grouping is open (`soixante dix`: 70, or 60 and 10), the longest number is read first and `splits` gives the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from omnia.dialogue.extraction.languages import habits
from omnia.dialogue.extraction.languages.compiled.phones import phone_lexicon
from omnia.dialogue.extraction.languages.compiled.spelling import spelling_lexicon
from omnia.dialogue.extraction.languages.schema.characters import SpellingWords
from omnia.dialogue.extraction.numbers.cardinals import reader
from omnia.dialogue.extraction.text.tokens import Token, prepare

MAX_PIECES = 40
"""The longest row that is read."""

MAX_RUNS = 24
"""Rows looked at in one text."""

MAX_TIMES = 6
"""Times that one digit is said to stand."""

LONGEST_GROUP = 999
"""Larger numbers are seldom said for a group of digits."""

MAX_TOKENS = 500
_MARKS = frozenset("-./(),;")


@dataclass(frozen=True, slots=True)
class DigitPiece:
    """Digits from one or more tokens (`first` to `after`); `parts` are other readings of the same words."""

    digits: str
    first: int
    after: int
    spoken: bool
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Digit pieces that follow one another; `plus` where a plus sign stands before them; `first`, `after`: its tokens."""

    pieces: tuple[DigitPiece, ...]
    tokens: tuple[Token, ...]
    plus: bool
    first: int

    @property
    def after(self) -> int:
        """The index after the last token."""
        return self.pieces[-1].after

    @property
    def digits(self) -> str:
        """All the digits together."""
        return "".join(piece.digits for piece in self.pieces)

    @property
    def offsets(self) -> tuple[int, int]:
        """Offsets into the folded text."""
        return self.tokens[self.first].start, self.tokens[self.after - 1].end

    @property
    def spoken(self) -> bool:
        """Whether any of the digits were words."""
        return any(piece.spoken for piece in self.pieces)

    def between(self, place: int) -> tuple[Token, ...]:
        """The tokens between a piece and the one before it."""
        return self.tokens[self.pieces[place - 1].after : self.pieces[place].first]

    def marks(self) -> str:
        """All marks between the pieces."""
        return "".join(token.text for place in range(1, len(self.pieces)) for token in self.between(place) if not token.is_word)

    def cut(self, first: int, after: int) -> DigitRun:
        """The pieces between two indices as a row of their own."""
        kept = self.pieces[first:after]
        if first == 0:
            return replace(self, pieces=kept)
        return DigitRun(kept, self.tokens, plus=False, first=kept[0].first)

    def splits(self, most: int = 12) -> Iterator[str]:
        """Digits under other readings of one of the pieces."""
        given = 0
        for place, piece in enumerate(self.pieces):
            for other in piece.parts:
                if given == most:
                    return
                given += 1
                rest = "".join(later.digits for later in self.pieces[place + 1 :])
                yield "".join(earlier.digits for earlier in self.pieces[:place]) + other + rest


class _Reader:
    """Reads the rows of one utterance."""

    def __init__(self, text: str, language: str, limit: int) -> None:
        self.limit = limit
        self.tokens = prepare(text)[1][:MAX_TOKENS]
        self.language = language
        self.rules: SpellingWords = habits(language).characters.spelling
        self.lexicon = phone_lexicon(language)
        self.spelling = spelling_lexicon(language)
        self.numbers = reader(language)
        self.zero_words = tuple(word for word, value in self.numbers.numbers.cardinals.items() if value == 0 and len(word) > 1)

    def runs(self) -> Iterator[DigitRun]:
        place = 0
        found = 0
        while place < len(self.tokens) and found < MAX_RUNS:
            first = place
            plus = self._is_plus(place)
            start = place + 1 if plus else place
            run = self._run(first, start, plus=plus)
            if run is None:
                place += 1
                continue
            found += 1
            yield run
            place = run.after

    def _is_plus(self, place: int) -> bool:
        token = self.tokens[place]
        return token.text == "+" or token.text in self.lexicon.plus

    def _run(self, first: int, start: int, *, plus: bool) -> DigitRun | None:
        pieces: list[DigitPiece] = []
        place = start
        while place < len(self.tokens) and len(pieces) < MAX_PIECES:
            piece = self.piece(place)
            if piece is None and pieces and self.tokens[place].text == "o" and self.rules.letter_zeros:
                piece = DigitPiece("0", place, place + 1, spoken=True)
            if piece is not None:
                pieces.append(piece)
                place = piece.after
            elif (pieces or plus) and self._is_mark(place):
                place += 1
            else:
                break
        return DigitRun(tuple(pieces), self.tokens, plus, self._opening(first)) if pieces else None

    def _opening(self, first: int) -> int:
        """A bracket before the digits belongs to them."""
        return first - 1 if first and self.tokens[first - 1].text == "(" else first

    def _is_mark(self, place: int) -> bool:
        token = self.tokens[place]
        return token.text in _MARKS or token.text in self.lexicon.marks

    def piece(self, place: int) -> DigitPiece | None:
        """The digits that begin at a token."""
        if place >= len(self.tokens):
            return None
        token = self.tokens[place]
        if token.is_digits:
            return DigitPiece(_plain(token.text), place, place + 1, spoken=False)
        if not token.is_word:
            return None
        times = self.spelling.times.get(token.text)
        return self._repeated(place, times) if times else self._counted(place) or self._digits(place)

    def _counted(self, place: int) -> DigitPiece | None:
        """`tre volte sette`: a digit that stands so many times."""
        if place + 2 >= len(self.tokens) or self.tokens[place + 1].text not in self.spelling.counted:
            return None
        times = self.numbers.read(self.tokens[: place + 1], place, limit=MAX_TIMES)
        repeated = self._repeated(place + 1, times.value) if times is not None and times.value > 1 else None
        return replace(repeated, first=place) if repeated is not None else None

    def _digits(self, place: int) -> DigitPiece | None:
        """Digits said once."""
        token = self.tokens[place]
        digit = self.spelling.phrases.get((token.text,), "")
        if digit.isdigit() and token.text not in self.lexicon.others:
            return DigitPiece(digit, place, place + 1, spoken=True)
        return self._number(place) or self._zeros(place)

    def _zeros(self, place: int) -> DigitPiece | None:
        """`zerozerosette`, `zerotrecento`: zeros written together with the number after them."""
        rest, zeros = self.tokens[place].text, 0
        while zero := next((word for word in self.zero_words if rest.startswith(word)), ""):
            rest, zeros = rest[len(zero) :], zeros + 1
        value = self.numbers.value(rest) if rest else None
        if not zeros or (rest and value is None) or (value or 0) > self.limit:
            return None
        return DigitPiece("0" * zeros + (str(value) if rest else ""), place, place + 1, spoken=True)

    def _repeated(self, place: int, times: int) -> DigitPiece | None:
        """`double five`, `doppio tre`; of a group (`double vingt`) too."""
        if place + 1 >= len(self.tokens):
            return None
        token = self.tokens[place + 1]
        if token.is_digits:
            following: DigitPiece | None = DigitPiece(_plain(token.text), place + 1, place + 2, spoken=False)
        else:
            following = self._digits(place + 1) if token.is_word else None
        if following is None or len(following.digits) > 2:
            return None
        return DigitPiece(following.digits * times, place, following.after, spoken=True)

    def _number(self, place: int) -> DigitPiece | None:
        if self.tokens[place].text in self.rules.articles:
            return None
        spoken = self.numbers.read(self.tokens, place, limit=self.limit)
        if spoken is None:
            return None
        cut = next((cut for cut in range(place + 1, spoken.end) if self._is_apart(cut)), self._before_compound(place, spoken.end))
        if cut < spoken.end:
            spoken = self.numbers.read(self.tokens[:cut], place, limit=self.limit) or spoken
        return DigitPiece(str(spoken.value), place, spoken.end, spoken=True, parts=tuple(self._parts(place, spoken.end)))

    def _is_apart(self, place: int) -> bool:
        """Whether a word that could go on a number was said for itself, where numbers are written as one word.

        `tre centoventitré` is no 323, `achthundert drei` no 803, and `trecentoventi uno` no 321.
        """
        if not self.numbers.numbers.glued:
            return False
        word, before = self.tokens[place].text, self.tokens[place - 1].text
        here = self.numbers.morphemes(word)
        begins = self._is_unit(before) and len(here) > 1 and here[0] in self.numbers.numbers.hundreds
        return begins or (self._is_unit(word) and len(self.numbers.morphemes(before)) > 1)

    def _is_unit(self, word: str) -> bool:
        return 1 <= self.numbers.numbers.cardinals.get(word, 0) <= 9

    def _before_compound(self, first: int, after: int) -> int:
        """Where a number ends within hyphenated words, the place before these: `quatre-vingt` `quatre-vingt-dix`."""
        cut = after
        while first < cut < len(self.tokens) and self.tokens[cut].hyphen and self.tokens[cut].is_word:
            cut -= 1
        return cut if cut > first else after

    def _parts(self, first: int, after: int) -> Iterator[str]:
        """The words of one number read as two: those of usual length first, and the longer first number before the shorter."""
        multipliers = (*self.numbers.numbers.hundreds, *self.numbers.numbers.scales)
        found: list[tuple[bool, str]] = []
        for cut in range(after - 1, first, -1):
            begins = self.tokens[cut].text in multipliers
            if begins and (cut + 1 == after or self.tokens[cut].text not in self.numbers.numbers.hundreds):
                continue
            left = self.numbers.read(self.tokens[first:cut], 0)
            right = self.numbers.read(self.tokens[cut:after], 0)
            if left is not None and right is not None and (left.end, right.end) == (cut - first, after - cut):
                found.append((left.value > LONGEST_GROUP, f"{left.value}{right.value}"))
        yield from (digits for _, digits in sorted(found, key=lambda item: item[0]))


def _plain(digits: str) -> str:
    """Digits of any script as ASCII ones."""
    return digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)


@lru_cache(maxsize=512)
def digit_runs(text: str, language: str, limit: int = 9999) -> tuple[DigitRun, ...]:
    """The rows of digits in a text, in order; `limit` is the highest number that is read as one group."""
    return tuple(_Reader(text, language, limit).runs())
