"""From the words of a spoken e-mail or web address to its items: signs, letters, digits and words.

Unlike the other recognisers' tokens these keep every mark, for a dot or a hyphen between words is part of an address.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from omnia.dialogue.extraction.languages import habits, pack
from omnia.dialogue.extraction.languages.compiled.emails import EmailLexicon, email_lexicon
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.compiled.spelling import SpellingLexicon, spelling_lexicon
from omnia.dialogue.extraction.languages.schema.characters import EmailWords
from omnia.dialogue.extraction.numbers.cardinals import reader
from omnia.dialogue.extraction.text.tokens import Folded, Token, fold, prepare

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")

DOUBT = "?"
"""What a remark stands for that tells how the word before it is spelled, in ways not understood here."""

MAX_TOKENS = 300
"""More words than any answer holds; those after are not read."""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of an address.

    `kind` is `at`, `sign` (dot, hyphen, underscore, plus, slash), `word`, `letter`, `digits`, `remark` (not part of the address),
    `comma` or `stop`; `text` is what the piece stands for, `said` the word as it was written, in lower case; offsets are of
    the folded text.
    `sure`: an at sign that is no ordinary word. `typed`: a mark that stood in the text.
    """

    kind: str
    text: str
    start: int
    end: int
    said: str = ""
    sure: bool = False
    typed: bool = False

    @property
    def joins(self) -> bool:
        """A sign that ties what stands beside it to the address."""
        return self.kind == "sign"

    @property
    def is_part(self) -> bool:
        """A word, a letter or digits."""
        return self.kind in {"word", "letter", "digits"}


def _without_pauses(items: list[Item]) -> list[Item]:
    """The items without the commas and full stops that a transcriber writes around spoken signs: `peter, dot, brown`.

    A full stop that stands alone may end a sentence: `I live at the corner. dot com`.
    """
    spoken = [item.kind in {"at", "sign"} and not item.typed for item in items]
    beside = {place + step for place, is_sign in enumerate(spoken) if is_sign for step in (-1, 1)}
    pauses = {place for place in beside if 0 <= place < len(items) and items[place].kind in {"comma", "stop"}}
    if len(pauses) == 1 and items[next(iter(pauses))].kind == "stop":
        return items
    return [item for place, item in enumerate(items) if place not in pauses]


class ItemReader:
    """Cuts one utterance into items."""

    def __init__(self, text: str, language: str, lexicon: EmailLexicon | None = None) -> None:
        self.text = text
        self.language = language
        said = habits(language).characters
        self.rules: EmailWords = said.emails
        self.letter_zeros = said.spelling.letter_zeros
        self.folded: Folded = prepare(text)[0]
        self.lexicon: EmailLexicon = lexicon or email_lexicon(language)
        self.spelling: SpellingLexicon = spelling_lexicon(language)
        self.names = pack(language).characters.spelling.names
        self.numbers = reader(language)
        self.tokens = self._without_number_hyphens(self._cut())

    def items(self) -> list[Item]:
        """All items, left to right."""
        found: list[Item] = []
        place = 0
        while place < len(self.tokens):
            item, place = self._item(place)
            found.append(item)
        named = self._with_letter_names(self._with_zeros(self._with_alphabet(self._without_false_remarks(found))))
        return _without_pauses(self._without_hints(named))

    def _without_hints(self, items: list[Item]) -> list[Item]:
        """`francesca con la c` tells how the word is spelled, and `con la c` is no part of the address."""
        found = list(items)
        for place, item in enumerate(items):
            for hint in self.lexicon.hints:
                first = place - len(hint) + 1
                if item.said != hint[-1] or first < 1 or tuple(other.said for other in items[first : place + 1]) != hint:
                    continue
                letters = _letters_after(items, place + 1)
                if letters:
                    after = place + 1 + letters
                    found[first:after] = [replace(other, kind="remark", text=DOUBT) for other in items[first:after]]
        return found

    def _without_false_remarks(self, items: list[Item]) -> list[Item]:
        """Between two signs a word is a name, whatever else it says (`eva punkt groß at`)."""
        found = list(items)
        for place in range(1, len(found) - 1):
            item = found[place]
            if (
                item.kind == "remark"
                and item.said.isalpha()
                and found[place - 1].joins
                and found[place + 1].kind in {"at", "sign"}
            ):
                said = self.folded_said(Token(item.said, item.start, item.end, gap=True))
                found[place] = replace(item, kind="word", text=self._plain_word(said), said=said)
        return found

    def _cut(self) -> list[Token]:
        tokens: list[Token] = []
        end = 0
        for match in _TOKEN.finditer(self.folded.text):
            tokens.append(Token(match.group(), match.start(), match.end(), match.start() > end))
            end = match.end()
            if len(tokens) == MAX_TOKENS:
                break
        return tokens

    def _without_number_hyphens(self, tokens: list[Token]) -> list[Token]:
        """`trente-quatre` is one number: the hyphen between two number words is no sign."""
        kept: list[Token] = []
        for place, token in enumerate(tokens):
            inner = token.text == "-" and 0 < place < len(tokens) - 1 and not token.gap and not tokens[place + 1].gap
            if inner and self._is_number(tokens[place - 1]) and self._is_number(tokens[place + 1]):
                continue
            kept.append(token)
        return kept

    def _is_number(self, token: Token) -> bool:
        return token.is_word and bool(self.numbers.morphemes(token.text))

    # --- one item ------------------------------------------------------------------------------------------------

    def _item(self, place: int) -> tuple[Item, int]:
        token = self.tokens[place]
        if not (token.is_word or token.is_digits):
            return self._mark(place), place + 1
        if self._is_contracted(place):
            return Item("remark", token.text, token.start, token.end, token.text), place + 1
        phrase = self._phrase(place)
        if phrase is not None:
            return phrase
        if token.is_digits:
            return Item("digits", token.text, token.start, token.end, token.text), place + 1
        return self._repeated(place) or self._letter(place) or self._number(place) or (self._word(token), place + 1)

    def _is_contracted(self, place: int) -> bool:
        """The `s` of `it's`: the end of a word, and no letter of an address."""
        token, before = self.tokens[place], self.tokens[place - 1] if place else None
        return (
            before is not None
            and before.text == "'"
            and not (token.gap or before.gap)
            and token.text in shared_words().contracted_ends
        )

    def _mark(self, place: int) -> Item:
        token = self.tokens[place]
        mark = token.text
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        spaced = after is None or after.gap
        if mark == "@":
            return Item("at", "@", token.start, token.end, mark, sure=True, typed=True)
        if mark == "." and spaced and not token.gap:
            return Item("stop", mark, token.start, token.end, mark, typed=True)
        if mark == "-" and spaced and token.gap:
            return Item("stop", mark, token.start, token.end, mark, typed=True)
        if mark in self.lexicon.marks:
            return Item("sign", mark, token.start, token.end, mark, typed=True)
        if mark == "'" and not spaced and not token.gap:
            return Item("remark", mark, token.start, token.end, mark, typed=True)
        return Item("comma" if mark == "," else "stop", mark, token.start, token.end, mark, typed=True)

    def _words(self, place: int, length: int) -> tuple[str, ...]:
        """The words from a place on, apostrophes left out; empty where something else stands between them."""
        words: list[str] = []
        for token in self.tokens[place : place + 2 * length]:
            if token.text == "'":
                continue
            if not (token.is_word or token.is_digits):
                break
            words.append(token.text)
            if len(words) == length:
                return tuple(words)
        return ()

    def _after(self, place: int, length: int) -> int:
        """The place after so many words."""
        while length:
            length -= self.tokens[place].text != "'"
            place += 1
        return place

    def _phrase(self, place: int) -> tuple[Item, int] | None:
        """The longest sign or remark that begins here."""
        token = self.tokens[place]
        for length in range(self.lexicon.longest, 0, -1):
            words = self._words(place, length)
            if not words:
                continue
            after = self._after(place, length)
            end = self.tokens[after - 1].end
            sign = self.lexicon.signs.get(words)
            if sign in {"@", "at"}:
                return Item("at", "@", token.start, end, " ".join(words), sure=self._is_sure(sign, place)), after
            if sign is not None:
                return Item("word" if sign.isalpha() else "sign", sign, token.start, end, " ".join(words)), after
            if words in self.lexicon.remarks:
                return Item("remark", "", token.start, end, " ".join(words)), after
        return None

    def _is_sure(self, sign: str, place: int) -> bool:
        """`at` is an English word; where it is none only the sign is called so."""
        return sign == "@" or (not self.rules.at_is_a_word and self.tokens[place].text == "at")

    def _repeated(self, place: int) -> tuple[Item, int] | None:
        """`double s`, `doppia esse`, `triple five`."""
        times = self.spelling.times.get(self.tokens[place].text)
        if not times or place + 1 >= len(self.tokens) or self._letter_phrase(place):
            return None
        character = self._character(place + 1)
        if character is None:
            return None
        text, after = character
        kind = "digits" if text.isdigit() else "letter"
        return Item(kind, text * times, self.tokens[place].start, self.tokens[after - 1].end, text * times), after

    def _character(self, place: int) -> tuple[str, int] | None:
        """One letter or digit, said by any of its names."""
        phrase = self._letter_phrase(place)
        if phrase is not None:
            return phrase
        token = self.tokens[place]
        if len(token.text) == 1 and token.text.isascii() and token.text.isalnum():
            return token.text, place + 1
        number = self._number(place)
        if number is not None and len(number[0].text) == 1:
            return number[0].text, number[1]
        return None

    def _letter_phrase(self, place: int) -> tuple[str, int] | None:
        """A letter said by its name."""
        for length in (2, 1):
            words = self._words(place, length)
            if words and words in self.spelling.phrases:
                return self.spelling.phrases[words], self._after(place, length)
        return None

    def _letter(self, place: int) -> tuple[Item, int] | None:
        """A single letter or a name that can be nothing else, with `as in Mario` after it."""
        token = self.tokens[place]
        phrase = self._letter_phrase(place)
        sure = phrase is not None and phrase[1] > place + 1
        if len(token.text) == 1 and token.text.isascii() and not sure:
            phrase, sure = (token.text, place + 1), True
        if phrase is None or phrase[0].isdigit():
            return None
        character, after = phrase
        illustrated = self._after_likeness(character, after)
        if not sure and illustrated == after:
            return None
        said = self.folded_said(token) if after == place + 1 else ""
        return Item("letter", character, token.start, self.tokens[illustrated - 1].end, said), illustrated

    def _after_likeness(self, character: str, place: int) -> int:
        for length in (2, 1):
            words = self._words(place, length)
            if words not in self.spelling.like:
                continue
            following = self._after(place, length)
            if following < len(self.tokens):
                token = self.tokens[following]
                if len(token.text) > 2 and token.is_word and token.text.startswith(character):
                    return following + 1
        return place

    def _number(self, place: int) -> tuple[Item, int] | None:
        token = self.tokens[place]
        if token.text in self.rules.articles:
            return None
        spoken = self.numbers.read(self.tokens, place, limit=9999)
        if spoken is None:
            return None
        digits = str(spoken.value)
        return Item("digits", digits, token.start, self.tokens[spoken.end - 1].end, token.text), spoken.end

    def _word(self, token: Token) -> Item:
        return Item("word", self._plain(token), token.start, token.end, self.folded_said(token))

    def folded_said(self, token: Token) -> str:
        """The word as it was said, in lower case and with its accents."""
        start, end = self.folded.span(token.start, token.end)
        return unicodedata.normalize("NFC", self.text[start:end]).lower()

    def _plain(self, token: Token) -> str:
        return self._plain_word(self.folded_said(token))

    def _plain_word(self, said: str) -> str:
        """The word in the letters that an address has: umlauts are written out."""
        for letter, written in {**self.rules.written_out, "ß": "ss"}.items():
            said = said.replace(letter, written)
        return "".join(character for character in fold(said).text if character.isalnum())

    # --- items beside one another --------------------------------------------------------------------------------

    def _with_alphabet(self, items: list[Item]) -> list[Item]:
        """Three words or more of a spelling alphabet, one after the other, are letters."""
        found = list(items)
        place = 0
        while place < len(found):
            end = place
            while end < len(found) and self._is_alphabet_word(found[end]):
                end += 1
            if end - place >= 3:
                found[place:end] = [self._as_letter(item) for item in found[place:end]]
            place = max(end, place + 1)
        return found

    def _is_alphabet_word(self, item: Item) -> bool:
        return (
            item.kind == "word" and len(item.text) > 2 and item.text not in self.names and (item.text,) in self.spelling.phrases
        )

    def _as_letter(self, item: Item) -> Item:
        return replace(item, kind="letter", text=self.spelling.phrases[item.text,])

    def _with_letter_names(self, items: list[Item]) -> list[Item]:
        """Letters said by name: long names always, short ones (`de`, `en`, `te`) beside another letter."""
        found = [
            self._as_letter(item) if item.kind == "word" and self._is_letter_name(item, long=True) else item for item in items
        ]
        for places in (range(len(found)), reversed(range(len(found)))):
            for place in places:
                item = found[place]
                if (
                    item.kind == "word"
                    and self._is_letter_name(item, long=False)
                    and (_beside_letter(found, place) or self._is_initial(found, place))
                ):
                    found[place] = self._as_letter(item)
        return found

    def _is_initial(self, items: Sequence[Item], place: int) -> bool:
        """Whether a letter's name (`ce` punto Ruiz) begins an address; not where such names are first names (Jay, Kay)."""
        dotted = place + 1 < len(items) and items[place + 1].kind == "sign" and items[place + 1].text == "."
        before = items[place - 1] if place else None
        begins = before is None or before.kind in {"stop", "comma", "remark"} or before.said in self.lexicon.before
        return dotted and begins and not self.rules.named_letters

    def _is_letter_name(self, item: Item, *, long: bool) -> bool:
        if item.text not in self.names or not long:
            return item.text in self.names
        shared = shared_words()
        return item.text in shared.names_never_words or (len(item.text) > 3 and item.text not in shared.names_also_words)

    def _with_zeros(self, items: list[Item]) -> list[Item]:
        """`oh` beside digits is a zero, and so is any other word used for a digit only on the telephone."""
        found = list(items)
        for place, item in enumerate(found):
            digit = self.spelling.phrases.get((item.text,), "") if item.kind == "word" else ""
            if digit.isdigit() and any(other.kind == "digits" for other in found[max(0, place - 1) : place + 2]):
                found[place] = replace(item, kind="digits", text=digit)
        return self._with_lettered_zeros(found) if self.letter_zeros else found

    @staticmethod
    def _with_lettered_zeros(items: list[Item]) -> list[Item]:
        """English `double o seven`, `o o seven`: two letters o or more beside digits and no other letter."""
        found = list(items)
        for place in reversed(range(len(items) - 1)):
            first = place
            while first >= 0 and items[first].kind == "letter" and set(items[first].text) == {"o"}:
                first -= 1
            zeros = "".join(item.text for item in items[first + 1 : place + 1])
            if len(zeros) > 1 and items[place + 1].kind == "digits" and (first < 0 or items[first].kind != "letter"):
                for inside in range(first + 1, place + 1):
                    found[inside] = replace(items[inside], kind="digits", text="0" * len(items[inside].text))
        return found


def _letters_after(items: Sequence[Item], place: int) -> int:
    """How many letters (two at most) stand between a place and the at sign or the next sign; 0 where other items do."""
    count = 0
    while place + count < len(items) and items[place + count].kind == "letter":
        count += 1
    closed = place + count < len(items) and items[place + count].kind in {"at", "sign", "comma", "remark"}
    return count if closed and count <= 2 else 0


def _beside_letter(items: Sequence[Item], place: int) -> bool:
    return any(item.kind == "letter" for item in (*items[max(0, place - 1) : place], *items[place + 1 : place + 2]))
