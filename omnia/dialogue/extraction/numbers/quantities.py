"""One quantity: digits and words together, with decimals, fractions, halves, dozens and scales.

`two and a half million`, `3 hundred and 21`, `quarantasette virgola ventotto`, `centotre e due terzi`.
Values are exact fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.numbers.cardinals import Spoken, reader
from omnia.dialogue.extraction.numbers.numerals import find_numerals
from omnia.dialogue.extraction.text.tokens import Folded, Token

LARGE = 10**6
"""After a round number of this size, `and a half` means half of that size: one and a half million."""

THOUSAND = 1000

MAX_TOKENS = 800


@dataclass(frozen=True, slots=True)
class Part:
    """A value and the token after it; `scale` is the last scale word."""

    value: Fraction
    end: int
    scale: int = 1
    words: bool = False


class QuantityReader:
    """Reads the quantities of one utterance.

    `money`: `cents` after digits are hundredths.
    """

    def __init__(self, folded: Folded, tokens: tuple[Token, ...], language: str, text: str, *, money: bool = False) -> None:
        self.numbers = lexicon(language).numbers
        self.words = reader(language)
        self.tokens = tokens[:MAX_TOKENS]
        self.text = text
        self.money = money
        self.folded = folded.text
        self.numerals = {
            numeral.start: numeral
            for numeral in find_numerals(folded.text, decimal=self.numbers.decimal, grouping=self.numbers.grouping)
        }

    def quantity(self, place: int) -> Part | None:
        """A number with its fraction, half, dozen or scale."""
        fraction = self._fraction(place)
        if fraction is not None:
            return self._scaled(fraction)
        whole = self._leading_point(place) or self.cardinal(place)
        if whole is None or (whole.words and self._is_ordinal_begun(place, whole.end)):
            return None
        whole = self._decimals(whole)
        added = self._and_fraction(whole)
        return self._scaled(added) if added is not None else self._scaled(whole)

    def _scaled(self, part: Part) -> Part:
        """Multiply by dozens and by scale words that follow: `five and a half million`, `three quarters of a billion`."""
        place = self._after_links(part)
        if place >= len(self.tokens):
            return part
        word = self.tokens[place].text
        dozen = self.numbers.dozens.get(word)
        scale = dozen or (self.scale(word) if part.value.denominator != 1 or place == part.end or part.scale >= LARGE else 0)
        if not scale:
            return part
        scaled = Part(part.value * scale, place + 1, scale, part.words)
        return self._half_of_scale(scaled) if dozen else scaled

    def _after_links(self, part: Part) -> int:
        """Past `of a` after a part of one, and past `di` between two scales (`milioni di miliardi`)."""
        place = part.end
        if part.value >= 1:
            linked = part.scale >= LARGE and self._is_link(place) and self._scale_at(place + 1) >= LARGE
            return place + 1 if linked else place
        place += self._is_link(place)
        return place + (place < len(self.tokens) and self.tokens[place].text in self.numbers.articles)

    def _is_link(self, place: int) -> bool:
        return place < len(self.tokens) and self.tokens[place].text in shared_words().of

    def _half_of_scale(self, part: Part) -> Part:
        """`a dozen and a half`, `un centinaio e mezzo`."""
        place = part.end
        if place + 1 >= len(self.tokens) or self.tokens[place].text not in self.numbers.fraction_joiners:
            return part
        half = self._fraction(place + 1)
        if half is None or half.value != Fraction(1, 2):
            return part
        return Part(part.value + part.scale * half.value, half.end, 1, part.words)

    def scale(self, word: str) -> int:
        """The value of a scale word; 0 for any other."""
        return self.numbers.scales.get(word, 0)

    def _scale_at(self, place: int) -> int:
        return self.scale(self.tokens[place].text) if place < len(self.tokens) else 0

    def cardinal(self, place: int, limit: int | None = None) -> Part | None:
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
        rest = self.cardinal(place, part.scale)
        if rest is None or rest.value >= part.scale or rest.value.denominator != 1 or self._denominator(rest.end):
            return part
        return Part(part.value + rest.value, rest.end, rest.scale)

    def _multiplier(self, place: int, value: Fraction) -> int:
        word = self.tokens[place].text
        if word not in self.numbers.hundreds:
            return self.scale(word)
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
        fused = self._fused(word)
        if fused is not None:
            return Part(fused, place + 1, 1, words=True)
        after = self.tokens[place + 1].text if place + 1 < len(self.tokens) else ""
        if word in self.numbers.articles and after in self.numbers.pairs:
            return Part(Fraction(2), place + 2, 1, words=True)
        spoken = self.words.read(self.tokens, place)
        if spoken is not None:
            return self._with_groups(self._with_suffix(self._spoken(place, spoken)))
        if word in self.numbers.articles and (
            self.scale(after) or after in self.numbers.hundreds or after in self.numbers.dozens
        ):
            return self.words_after_article(place)
        if self.money and word in self.numbers.articles:
            return Part(Fraction(1), place + 1, 1, words=True)
        if word in self.numbers.dozens and word not in {"score", "gross"}:
            return Part(Fraction(1), place, 1, words=True)
        return None

    def _is_ordinal_begun(self, place: int, after: int) -> bool:
        """Whether a hyphen makes an ordinal of the number: `eighty-third`."""
        if after >= len(self.tokens) or not self.tokens[after].hyphen:
            return False
        ordinal = self.words.read_ordinal(self.tokens, place)
        return ordinal is not None and ordinal.end > after

    def _spoken(self, place: int, spoken: Spoken) -> Part:
        """A number in words with the scale that it ends in."""
        scale = next((known for token in reversed(self.tokens[place : spoken.end]) if (known := self.scale(token.text))), 1)
        return Part(Fraction(spoken.value), spoken.end, scale if spoken.value % scale == 0 else 1, words=True)

    def _with_suffix(self, part: Part) -> Part:
        """`fifteen k`."""
        if self.words_at(part.end, 1) != ("k",) or part.value >= THOUSAND:
            return part
        return Part(part.value * THOUSAND, part.end + 1, THOUSAND, words=True)

    def _with_groups(self, part: Part) -> Part:
        """The hundreds after a scale and a comma: `three thousand, four hundred and twelve`."""
        while part.scale > 1 and self.words_at(part.end, 1) == (",",) and self._scale_at(part.end - 1):
            rest = self.words.read(self.tokens, part.end + 1) if part.end + 1 < len(self.tokens) else None
            if rest is None or not 100 <= rest.value < part.scale:
                break
            group = self._spoken(part.end + 1, rest)
            part = Part(part.value + group.value, group.end, group.scale, words=True)
        return part

    def _fused(self, word: str) -> Fraction | None:
        """`anderthalb`, `elfeinhalb`, `zweiundeinhalb`: a number and its half in one word."""
        known = self.numbers.fused.get(word)
        if known is not None:
            return Fraction(known)
        ending = next((ending for ending in self.numbers.fused_endings if word.endswith(ending)), "")
        whole = self.words.value(word[: -len(ending)]) if ending else None
        return self._fused_scale(word) if whole is None else whole + Fraction(self.numbers.fused_endings[ending])

    def _fused_scale(self, word: str) -> Fraction | None:
        """`anderthalbtausend`, `zweieinhalbmillionen`: a half multiplied in the same word."""
        for scale in self.numbers.scales if self.numbers.fused_endings else ():
            half = self._fused(word[: -len(scale)]) if word.endswith(scale) and word != scale else None
            if half is not None:
                return half * self.numbers.scales[scale]
        return None

    def words_after_article(self, place: int) -> Part | None:
        """`a hundred and five`, `a million`; the article alone where a dozen follows."""
        spoken = self.words.read(self.tokens, place + 1)
        if spoken is None:
            return Part(Fraction(1), place + 1, 1, words=True)
        return self._with_groups(self._spoken(place, spoken))

    def _leading_point(self, place: int) -> Part | None:
        """`point seven five` at the beginning of what is said, `oh point five`."""
        points = self.numbers.points
        if self.numbers.leading_point and self.tokens[place].text in points and self._begins(place):
            nought = Part(Fraction(0), place)
        elif (
            self.tokens[place].text in self.numbers.zeros
            and self.words_at(place + 1, 1)[:1]
            and self.tokens[place + 1].text in points
        ):
            nought = Part(Fraction(0), place + 1)
        else:
            return None
        decimals = self._decimals(nought)
        return decimals if decimals.end > nought.end else None

    def _begins(self, place: int) -> bool:
        return place == 0 or self.tokens[place - 1].text in self.numbers.minus

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
        if self.words_at(ordinal.end, 1) and self.tokens[ordinal.end].text in self.numbers.part_nouns:
            return ordinal.value, ordinal.end + 1
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
        if self.numbers.part_nouns and token.is_word:
            below = self._denominator(place)
            if below is not None and self.tokens[below[1] - 1].text in self.numbers.part_nouns:
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
                scale = next((known for token in reversed(self.tokens[place:split]) if (known := self.scale(token.text))), 1)
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
        return any(self.scale(word) >= LARGE for word in rest)

    def _and_fraction(self, whole: Part) -> Part | None:
        """`and a half`, `e un quarto`, `y medio`, `con tres cuartos`, `e 1/2` after a whole number; `drei dreiviertel`."""
        place = whole.end
        if whole.value.denominator != 1 or place >= len(self.tokens):
            return None
        if self.tokens[place].text in self.numbers.fraction_joiners:
            part = self._joined_fraction(place + 1)
        else:
            part = self._next_fraction(place) if whole.words else None
        if part is None or part.value >= 1:
            return None
        if self._scale_at(part.end):
            return self._two_scales(whole, part)
        unit = whole.scale if whole.scale >= LARGE else 1
        return Part(whole.value + part.value * unit, part.end, 1, words=True)

    def _joined_fraction(self, place: int) -> Part | None:
        """The fraction after a joiner, which may be written with a stroke or lack its article (`et quart`)."""
        if place >= len(self.tokens):
            return None
        token = self.tokens[place]
        if token.text in self.numbers.bare_parts:
            return Part(Fraction(1, self.numbers.denominators[token.text]), place + 1, 1, words=True)
        numeral = self.numerals.get(token.start)
        if numeral is not None and numeral.value < 1 and "/" in self.folded[numeral.start : numeral.end]:
            return self.cardinal(place)
        return self._fraction(place)

    def _next_fraction(self, place: int) -> Part | None:
        """The fraction that follows a whole number in words at once: `sechs zwei Drittel`, `trois trois quarts`."""
        token = self.tokens[place]
        if not token.is_word or token.text in self.numbers.articles or token.text in self.numbers.halves:
            return None
        fused = self._fused(token.text)
        return self._fraction(place) if fused is None else Part(fused, place + 1, 1, words=True)

    def _two_scales(self, whole: Part, part: Part) -> Part:
        """`one billion and a half million` holds two numbers; `five and a half million` one."""
        scale = self.scale(self.tokens[part.end].text)
        if whole.value > scale:
            return Part(whole.value + part.value * scale, part.end + 1, 1, words=True)
        return Part((whole.value + part.value) * scale, part.end + 1, 1, words=True)

    def words_at(self, place: int, count: int) -> tuple[str, ...]:
        """So many words from a place on, fewer at the end."""
        return tuple(token.text for token in self.tokens[place : place + count])
