"""Whole number phrases: digits and words together, decimals, fractions, halves, dozens, signs.

`two and a half million`, `3 hundred and 21`, `quarantasette virgola ventotto`, `centotre e due terzi`, `minus five`.
Values are exact fractions until they leave this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from omnia.dialogue.extraction.lexicons import lexicon
from omnia.dialogue.extraction.number_words import reader
from omnia.dialogue.extraction.numerals import find_numerals
from omnia.dialogue.extraction.text import Folded, Token, prepare, tokenise

LARGE = 10**6
"""After a round number of this size, `and a half` means half of that size: one and a half million."""

MAX_TOKENS = 800


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """A number and where it stands in the folded text. `bare`: only an article or the word for one."""

    value: Fraction
    start: int
    end: int
    bare: bool = False
    words: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A value and the token after it; `scale` is the last scale word, `inside` the last joiner within."""

    value: Fraction
    end: int
    scale: int = 1
    words: bool = False


class PhraseReader:
    """Reads the number phrases of one utterance."""

    def __init__(self, folded: Folded, tokens: tuple[Token, ...], language: str, text: str, *, money: bool = False) -> None:
        self.numbers = lexicon(language).numbers
        self.words = reader(language)
        self.tokens = tokens[:MAX_TOKENS]
        self.text = text
        self.money = money
        self.folded = folded.text
        self.over = _phrases(language)
        self.numerals = {
            numeral.start: numeral
            for numeral in find_numerals(folded.text, decimal=self.numbers.decimal, grouping=self.numbers.grouping)
        }

    def find(self) -> list[NumberPhrase]:
        """All number phrases, left to right."""
        found = []
        place = 0
        while place < len(self.tokens):
            phrase, after = self._phrase(place)
            if phrase is not None:
                found.append(phrase)
            place = max(after, place + 1)
        return found

    # --- a phrase ----------------------------------------------------------------------------------------------

    def _phrase(self, place: int) -> tuple[NumberPhrase | None, int]:
        token = self.tokens[place]
        sign, first = self._sign(place)
        part = self._quantity(first) if first < len(self.tokens) else None
        if part is None:
            return None, place + 1
        divided = part if self.money else self._over(part)
        value = sign * divided.value
        start = token.start
        end = self._end(divided.end)
        bare = divided.end == place + 1 and token.text in self.numbers.articles
        return NumberPhrase(value, start, end, bare, part.words), divided.end

    def _end(self, after: int) -> int:
        """Where a phrase ends: a numeral may reach over several tokens."""
        return self.tokens[after - 1].end

    def _sign(self, place: int) -> tuple[int, int]:
        token = self.tokens[place]
        if token.text in self.numbers.minus and token.text != "":
            return -1, place + 1
        if token.text not in "-+" or place + 1 >= len(self.tokens):
            return 1, place
        before = self.tokens[place - 1] if place else None
        after = self.tokens[place + 1]
        glued_before = before is not None and (not token.gap or (before.is_digits and after.gap))
        if glued_before or (not after.is_digits and after.text not in ".,"):
            return 1, place
        return (-1 if token.text == "-" else 1), place + 1

    def _quantity(self, place: int) -> Part | None:
        """A number with its fraction, half, dozen or scale."""
        fraction = self._fraction(place)
        if fraction is not None:
            return self._scaled(fraction)
        whole = self._cardinal(place)
        if whole is None:
            return None
        whole = self._decimals(whole)
        added = self._and_fraction(whole)
        return self._scaled(added) if added is not None else self._scaled(whole)

    def _scaled(self, part: Part) -> Part:
        """Multiply by dozens and by scale words that follow: `five and a half million`, `three quarters billion`."""
        place = part.end
        if place >= len(self.tokens):
            return part
        skip = place
        if part.value < 1 and self.tokens[skip].text in {"of", "a", "de", "di", "d", "einer"} and skip + 1 < len(self.tokens):
            skip += 1
        word = self.tokens[skip].text
        scale = self.numbers.dozens.get(word) or (self._scale(word) if part.value.denominator != 1 or skip == place else 0)
        if not scale:
            return part
        return Part(part.value * scale, skip + 1, scale, part.words)

    def _scale(self, word: str) -> int:
        return self.numbers.scales.get(word, 0)

    def _cardinal(self, place: int, limit: int | None = None) -> Part | None:
        """Digits or words, with the scale words between them."""
        token = self.tokens[place]
        numeral = self.numerals.get(token.start)
        if numeral is None:
            return self._worded(place)
        end = place + 1
        while end < len(self.tokens) and self.tokens[end].start < numeral.end:
            end += 1
        if limit is not None and numeral.value >= limit:
            return None
        value = numeral.value
        scale = 1
        suffix = self._suffix(end)
        if suffix:
            return Part(value * suffix, end + 1, suffix)
        while end < len(self.tokens) and (step := self._multiplier(end, value)):
            value, scale, end = value * step, step, end + 1
        if scale == 1:
            return Part(value, end)
        return self._continued(Part(value, end, scale))

    def _continued(self, part: Part) -> Part:
        """What follows a scale word: `4 thousand` `3 hundred and 21`."""
        place = part.end
        if place < len(self.tokens) and self.tokens[place].text in self.numbers.joiners:
            place += 1
        if (
            place >= len(self.tokens)
            or self._denominator(place + 1)
            or (self.money and self.tokens[place].text in self.numbers.articles)
        ):
            return part
        rest = self._cardinal(place, part.scale)
        if rest is None or rest.value >= part.scale or rest.value.denominator != 1 or self._denominator(rest.end):
            return part
        return Part(part.value + rest.value, rest.end, rest.scale)

    def _multiplier(self, place: int, value: Fraction) -> int:
        word = self.tokens[place].text
        if word not in self.numbers.hundreds:
            return self._scale(word)
        # French `cents` are hundreds or hundredths: beside money, only a digit is multiplied.
        return 100 if value.denominator == 1 and not (self.money and value > 9) else 0

    def _suffix(self, place: int) -> int:
        """`10k`, `- 10  k`, `2,5 M`: letters right after the digits, or a capital after a space."""
        if place >= len(self.tokens):
            return 0
        token = self.tokens[place]
        scale = self.numbers.suffixes.get(token.text, 0)
        if not scale or (token.gap and token.text != "k" and not self.text[token.start : token.end].isupper()):
            return 0
        return scale

    def _worded(self, place: int) -> Part | None:
        """A number in words; an article where something to count follows (`a dozen`, `a million`)."""
        word = self.tokens[place].text
        fused = self.numbers.fused.get(word)
        if fused is not None:
            return Part(Fraction(fused), place + 1, 1, words=True)
        spoken = self.words.read(self.tokens, place)
        if spoken is not None:
            scale = next((known for token in reversed(self.tokens[place : spoken.end]) if (known := self._scale(token.text))), 1)
            return Part(Fraction(spoken.value), spoken.end, scale if spoken.value % scale == 0 else 1, words=True)
        after = self.tokens[place + 1].text if place + 1 < len(self.tokens) else ""
        if word in self.numbers.articles and (
            self._scale(after) or after in self.numbers.hundreds or after in self.numbers.dozens
        ):
            return self.words_after_article(place)
        if self.money and word in self.numbers.articles:
            return Part(Fraction(1), place + 1, 1, words=True)
        if word in self.numbers.dozens and word not in {"score", "gross"}:
            return Part(Fraction(1), place, 1, words=True)
        return None

    def words_after_article(self, place: int) -> Part | None:
        """`a hundred and five`, `a million`; the article alone where a dozen follows."""
        spoken = self.words.read(self.tokens, place + 1)
        if spoken is None:
            return Part(Fraction(1), place + 1, 1, words=True)
        scale = next((known for token in reversed(self.tokens[place : spoken.end]) if (known := self._scale(token.text))), 1)
        return Part(Fraction(spoken.value), spoken.end, scale if spoken.value % scale == 0 else 1, words=True)

    def _decimals(self, whole: Part) -> Part:
        """`nine point nought four`, `doscientos coma cero tres`: digit by digit, or read as one number."""
        place = whole.end
        if whole.value.denominator != 1 or place + 1 >= len(self.tokens) or self.tokens[place].text not in self.numbers.points:
            return whole
        if self._fraction(place + 1) is not None:
            return whole
        digits = ""
        place += 1
        while place < len(self.tokens) and len(digits) < 20:
            token = self.tokens[place]
            if token.is_digits:
                digits, place = digits + token.text, place + 1
                continue
            spoken = self.words.read(self.tokens, place, limit=999)
            if spoken is None or (
                digits
                and not digits.endswith("0")
                and (spoken.value > 9 or (len(digits) > 1 and int(digits) > 9 and spoken.value > 9))
            ):
                break
            digits, place = digits + str(spoken.value), spoken.end
        if not digits:
            return whole
        return Part(whole.value + Fraction(int(digits), 10 ** len(digits)), place, 1, words=True)

    # --- fractions ---------------------------------------------------------------------------------------------

    def _denominator(self, place: int, numerator: Fraction | None = None) -> tuple[int, int] | None:
        """The denominator that begins at a token and the index after it."""
        if place >= len(self.tokens):
            return None
        token = self.tokens[place]
        known = self.numbers.denominators.get(token.text)
        if known is not None:
            return known, place + 1
        if not token.is_word:
            return None
        if self.numbers.parts_word:
            spoken = self.words.read(self.tokens, place)
            if spoken is not None and spoken.end < len(self.tokens) and self.tokens[spoken.end].text == self.numbers.parts_word:
                return spoken.value, spoken.end + 1
        ordinal = self.words.read_ordinal(self.tokens, place)
        if ordinal is None or ordinal.value < 3 or (self.money and ordinal.value == 100):
            return None
        last = self.tokens[ordinal.end - 1].text
        plural = last.endswith(("s", "i", "e")) or not self._is_english
        return (ordinal.value, ordinal.end) if plural or numerator in {None, 1} else None

    @property
    def _is_english(self) -> bool:
        return self.numbers.decimal == "."

    def _fraction(self, place: int) -> Part | None:
        """`two thirds`, `a quarter`, `half`; `one hundred and three quarters` is a mixed number."""
        token = self.tokens[place] if place < len(self.tokens) else None
        if token is None:
            return None
        if token.text in self.numbers.halves or (token.text in self.numbers.denominators and self._scale_follows(place + 1)):
            return self._half(place)
        if token.text in self.numbers.articles:
            below = self._denominator(place + 1, Fraction(1))
            if below is not None:
                return Part(Fraction(1, below[0]), below[1], 1, words=True)
        if token.is_digits:
            numeral = self.numerals.get(token.start)
            above = Part(numeral.value, place + 1) if numeral is not None and numeral.end == token.end else None
        else:
            above = self._worded(place)
        if above is None or above.end <= place or above.value.denominator != 1:
            return None
        return self._over_ordinal(place, above)

    def _over_ordinal(self, place: int, above: Part) -> Part | None:
        end = self._before_hyphens(place, above.end)
        if end != above.end:
            shorter = self.words.read(self.tokens[:end], place)
            if shorter is not None and shorter.end == end:
                above = Part(Fraction(shorter.value), end, 1, words=True)
        below = self._denominator(above.end, above.value)
        if below is None or self._is_ordinal(place, below[1], above):
            return None
        return self._mixed(place, above, below)

    def _is_ordinal(self, place: int, end: int, above: Part) -> bool:
        """Whether the words are one ordinal (`twenty-fifth`) rather than a fraction."""
        if self.numbers.glued and end - place > 1:
            return False  # such languages write an ordinal as one word
        ordinal = self.words.read_ordinal(self.tokens, place)
        last = self.tokens[end - 1].text
        return ordinal is not None and ordinal.end == end and above.value > 1 and not last.endswith("s")

    def _before_hyphens(self, place: int, end: int) -> int:
        """Move back over words hyphenated to the denominator: `one hundred thirty-fifths`."""
        back = end
        while back > place and back < len(self.tokens) and self.tokens[back].hyphen:
            back -= 1
        return back if back > place else end

    def _mixed(self, place: int, above: Part, below: tuple[int, int]) -> Part:
        """A fraction, or a whole number and a fraction when the joiner leaves a proper one."""
        for split in range(above.end - 1, place, -1):
            joins = (
                self.numbers.join_after < 100 and not self.numbers.vigesimal and self.tokens[split].text in self.numbers.joiners
            )
            if joins or self.tokens[split].text not in self.numbers.fraction_joiners:
                continue  # `treinta y dos` is one number
            whole = self.words.read(self.tokens[:split], place)
            part = self.words.read(self.tokens[: above.end], split + 1)
            if whole and part and whole.end == split and part.end == above.end and part.value < below[0]:
                scale = next((known for token in reversed(self.tokens[place:split]) if (known := self._scale(token.text))), 1)
                unit = scale if scale >= LARGE and whole.value % scale == 0 else 1
                return Part(whole.value + unit * Fraction(part.value, below[0]), below[1], 1, words=True)
            break
        return Part(above.value / below[0], below[1], 1, words=True)

    def _half(self, place: int) -> Part | None:
        """`half`, `half a million`, `mezza dozzina`; not before words that make it something else."""
        below = self.numbers.denominators.get(self.tokens[place].text, 2)
        return Part(Fraction(1, below), place + 1, 1, words=True)

    def _scale_follows(self, place: int) -> bool:
        rest = [token.text for token in self.tokens[place : place + 2]]
        return any(self._scale(word) >= LARGE for word in rest)

    def _and_fraction(self, whole: Part) -> Part | None:
        """`and a half`, `e un quarto`, `y medio`, `con tres cuartos` after a whole number."""
        place = whole.end
        if (
            whole.value.denominator != 1
            or place + 1 >= len(self.tokens)
            or self.tokens[place].text not in self.numbers.fraction_joiners
        ):
            return None
        part = self._fraction(place + 1)
        if part is None or part.value >= 1 or self._over_is_scale(part.end):
            return None if part is None or part.value >= 1 else self._two_scales(whole, part)
        unit = whole.scale if whole.scale >= LARGE else 1
        return Part(whole.value + part.value * unit, part.end, 1, words=True)

    def _over_is_scale(self, place: int) -> bool:
        return place < len(self.tokens) and bool(self._scale(self.tokens[place].text))

    def _two_scales(self, whole: Part, part: Part) -> Part:
        """`one billion and a half million` holds two numbers; `five and a half million` one."""
        scale = self._scale(self.tokens[part.end].text)
        if whole.value > scale:
            return Part(whole.value + part.value * scale, part.end + 1, 1, words=True)
        return Part((whole.value + part.value) * scale, part.end + 1, 1, words=True)

    def _over(self, part: Part) -> Part:
        """`one over three`, `due su tre`, `one out of five`."""
        for words in self.over:
            end = part.end + len(words)
            if tuple(token.text for token in self.tokens[part.end : end]) == words and end < len(self.tokens):
                below = self._cardinal(end)
                if below is not None and below.value > 0 and (words != ("in",) or part.value < below.value):
                    return Part(part.value / below.value, below.end, 1, words=True)
        return part


@lru_cache(maxsize=16)
def _phrases(language: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(token.text for token in tokenise(phrase)) for phrase in lexicon(language).numbers.over)


@lru_cache(maxsize=256)
def find_phrases(text: str, language: str, *, money: bool = False) -> tuple[NumberPhrase, ...]:
    """All number phrases of an utterance, left to right; offsets are into the folded text.

    `money`: no divisions (`1000 EUR over 3 years`), and `cents` after digits are hundredths.
    """
    folded, tokens = prepare(text)
    return tuple(PhraseReader(folded, tokens, language, text, money=money).find())
