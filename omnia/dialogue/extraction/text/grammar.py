"""From words to elements: numbers, months, weekdays, and the small words that tie them together.

Each element plays one or more *roles* (`mar` is a month and a weekday). Every set of roles is one character, so that an
utterance becomes a short string on which a grammar is plain regular expressions; `Grammar.pattern` writes `{month}` as
the class of all characters that may be a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.languages.compiled.context_words import context_words
from omnia.dialogue.extraction.languages.schema import Lexicon
from omnia.dialogue.extraction.numbers.cardinals import NumberReader, reader
from omnia.dialogue.extraction.text.misspellings import LONG, misspellings_of
from omnia.dialogue.extraction.text.tokens import Folded, Token, prepare, tokenise

_MARKS = {"/": "slash", "-": "dash", ".": "dot", ",": "comma", ":": "colon", "(": "comma", ")": "comma", ";": "comma", "@": "at"}
_FIRST_SYMBOL = 0x4E00
_GLUE = frozenset({"the", "of", "at", "inside", "to", "till", "this", "and"})
_UNITS = frozenset({"unit_day", "unit_week", "unit_month", "unit_year", "unit_fortnight", "unit_workday"})
_HIDDEN_DOT_AFTER = frozenset(
    {
        "month",
        "weekday",
        "unit_day",
        "unit_week",
        "unit_month",
        "unit_year",
        "unit_minute",
        "unit_second",
        "unit_hour",
        "am",
        "pm",
        "oclock",
    }
)


class Element(msgspec.Struct, frozen=True):
    """A stretch of the utterance and the roles that it can play, with their values."""

    roles: Mapping[str, Any]
    start: int
    end: int
    symbol: str
    digits: int = 0
    text: str = ""

    def value(self, role: str) -> Any:
        """The value in a role; None when it does not play it."""
        return self.roles.get(role)


@dataclass(frozen=True, slots=True)
class Scan:
    """An utterance as elements and as the string of their symbols."""

    elements: tuple[Element, ...]
    symbols: str
    folded: Folded

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets into the text as given of the elements from first up to (not with) last."""
        return self.folded.span(self.elements[first].start, self.elements[last - 1].end)


Phrase = tuple[tuple[str, ...], Mapping[str, Any]]


class Grammar:
    """The scanner of one language, and the patterns written for it."""

    def __init__(self, known: Lexicon) -> None:
        self.lexicon = known
        self.numbers: NumberReader = reader(known.language)
        self._symbols: dict[frozenset[str], str] = {}
        self._phrases: dict[str, list[Phrase]] = {}
        self._load()
        self._misspellings = self._known_misspellings()
        self.classes = self._classes()
        self.scan = lru_cache(maxsize=256)(self._scan)

    # --- lexicon -----------------------------------------------------------------------------------------------

    def _load(self) -> None:
        table: dict[tuple[str, ...], dict[str, Any]] = {}
        for role, entries in {**self.lexicon.words, **context_words(self.lexicon.language)}.items():
            mapping = {entries: True} if isinstance(entries, str) else entries
            _collect(table, role, mapping)
        _collect(table, "holiday", self.lexicon.holidays)
        for words, roles in table.items():
            if len(roles) > 1:
                roles.pop("filler", None)
            self._phrases.setdefault(words[0], []).append((words, roles))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        for role in _MARKS.values():
            self._symbol((role,))
        for roles_of_number in _number_roles():
            self._symbol(roles_of_number)
            for roles in table.values():
                self._symbol((*roles_of_number, *roles))
        for roles in table.values():
            self._symbol(roles)
        self._symbol(("other",))

    def _known_misspellings(self) -> dict[str, Mapping[str, Any]]:
        """Months and weekdays misspelt, with the roles of the name that is meant."""
        roles = {phrase[0][0]: phrase[1] for phrases in self._phrases.values() for phrase in phrases if len(phrase[0]) == 1}
        named = {word: _day_named(played) for word, played in roles.items() if _is_day_name(word, played)}
        return {slip: roles[name] for slip, name in misspellings_of(named).items() if slip not in roles}

    def _symbol(self, roles: Iterable[str]) -> str:
        key = frozenset(roles)
        known = self._symbols.get(key)
        if known is None:
            known = self._symbols[key] = chr(_FIRST_SYMBOL + len(self._symbols))
        return known

    def _classes(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for roles, symbol in self._symbols.items():
            for role in roles:
                found.setdefault(role, []).append(symbol)
        return {role: "".join(symbols) for role, symbols in found.items()}

    def pattern(self, template: str) -> re.Pattern[str]:
        """Compile a pattern over symbols: `{month}`, `{num|ord}`; a role that the language lacks matches nothing."""

        def replace(match: re.Match[str]) -> str:
            symbols = "".join(self.classes.get(role, "") for role in match.group(1).split("|"))
            return f"[{symbols}]" if symbols else "(?!)"

        return re.compile(re.sub(r"\{([a-z_0-9|]*[a-z_][a-z_0-9|]*)\}", replace, template))

    # --- utterances --------------------------------------------------------------------------------------------

    def _scan(self, text: str) -> Scan:
        folded, tokens = prepare(text)
        elements: list[Element] = []
        place = 0
        while place < len(tokens):
            after_unit = bool(elements) and not elements[-1].roles.keys().isdisjoint(_UNITS)
            element, after = self._element(tokens, place, after_unit=after_unit)
            if (
                after < len(tokens)
                and tokens[after].text == "."
                and not tokens[after].gap
                and not element.roles.keys().isdisjoint(_HIDDEN_DOT_AFTER)
            ):
                after += 1  # the dot of an abbreviation
            place = after
            if "filler" not in element.roles:
                elements.append(element)
        return Scan(tuple(elements), "".join(element.symbol for element in elements), folded)

    def _element(self, tokens: tuple[Token, ...], place: int, *, after_unit: bool = False) -> tuple[Element, int]:
        token = tokens[place]
        if token.is_digits:
            return self._digits(tokens, place)
        if not token.is_word:
            role = _MARKS.get(token.text, "other")
            return Element({role: True}, token.start, token.end, self._symbols[frozenset((role,))], text=token.text), place + 1
        roles, after = self._phrase(tokens, place)
        if after_unit and "relative_day" in roles:
            shorter = self._counted_from(tokens, place)
            roles, after = shorter if shorter[0] else (roles, after)
        number, number_after = self._number(tokens, place)
        if number_after > after or (number and not roles):
            roles, after = number, number_after
        elif number and number_after == after:
            roles = {**number, **roles}
        if not roles:
            roles, after = self._misspellings.get(token.text) or {"other": True}, place + 1
        symbol = self._symbols.get(frozenset(roles)) or self._symbols[frozenset(("other",))]
        return Element(roles, token.start, tokens[after - 1].end, symbol, text=token.text), after

    def _phrase(self, tokens: tuple[Token, ...], place: int) -> tuple[Mapping[str, Any], int]:
        """The longest phrase of the lexicon that begins here; dots inside (`p.m.`) do not matter."""
        for words, roles in self._phrases.get(tokens[place].text, ()):
            after = _follow(words, tokens, place)
            if after and not (len(words) > 1 and roles.keys() <= _GLUE and self._cuts(tokens, place, after)):
                return roles, after
        return {}, place

    def _cuts(self, tokens: tuple[Token, ...], place: int, after: int) -> bool:
        """Whether a phrase of small words ends inside a name that begins within it (`el` `día del trabajo`)."""
        for inner in range(place + 1, after):
            for words, roles in self._phrases.get(tokens[inner].text, ()):
                end = _follow(words, tokens, inner)
                if end > after and not roles.keys() <= _GLUE:
                    return True
        return False

    def _counted_from(self, tokens: tuple[Token, ...], place: int) -> tuple[Mapping[str, Any], int]:
        """After a unit, `antes de ayer` is `before` and `yesterday`: `two days before yesterday`."""
        for words, roles in self._phrases.get(tokens[place].text, ()):
            after = _follow(words, tokens, place)
            if after and roles.keys() & {"before", "after"}:
                return roles, after
        return {}, place

    def _number(self, tokens: tuple[Token, ...], place: int) -> tuple[dict[str, Any], int]:
        """The number or ordinal in words that begins here; `zero two` is one number, as in dates and times."""
        ordinal = self.numbers.read_ordinal(tokens, place)
        spoken = self.numbers.read(tokens, place)
        if ordinal is not None and (spoken is None or ordinal.end >= spoken.end):
            return {"ord": ordinal.value, "word": True}, ordinal.end
        if spoken is None:
            return {}, place
        if spoken.value == 0:
            unit = self.numbers.read(tokens, spoken.end)
            if unit is not None and 1 <= unit.value <= 9 and unit.end == spoken.end + 1:
                return {"num": unit.value, "word": True, "zeroed": True}, unit.end
        return {"num": spoken.value, "word": True}, spoken.end

    def _digits(self, tokens: tuple[Token, ...], place: int) -> tuple[Element, int]:
        token = tokens[place]
        value = int(token.text[:18])
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        after = place + 1
        end = token.end
        if value == 0 and len(token.text) == 1 and following is not None and following.is_digits and len(following.text) == 1:
            roles: dict[str, Any] = {"num": int(following.text), "dig": True}
            return Element(roles, token.start, following.end, self._symbols[frozenset(roles)], 2), place + 2
        if following is not None and following.text == "." and not following.gap and place + 2 < len(tokens):
            mark = tokens[place + 2]
            if mark.text in {"o", "a"} and not mark.gap and mark.text in self.lexicon.numbers.digit_endings:
                following, after = mark, place + 2  # `1.º`
        if (
            following is not None
            and following.text in self.lexicon.numbers.digit_endings
            and not following.gap
            and len(token.text) <= 2
        ):
            roles = {"ord": value, "dig": True}
            after, end = after + 1, following.end
        else:
            roles = {"num": value, "dig": True}
        return Element(roles, token.start, end, self._symbols[frozenset(roles)], len(token.text), token.text), after


def _is_day_name(word: str, roles: Mapping[str, Any]) -> bool:
    return bool(roles.keys() & {"month", "weekday"}) or ("relative_day" in roles and len(word) >= LONG)


def _day_named(roles: Mapping[str, Any]) -> tuple[Any, ...]:
    return roles.get("month"), roles.get("weekday"), roles.get("relative_day")


def _number_roles() -> tuple[tuple[str, ...], ...]:
    return (("num", "dig"), ("ord", "dig"), ("num", "word"), ("ord", "word"), ("num", "word", "zeroed"))


def _collect(table: dict[tuple[str, ...], dict[str, Any]], role: str, entries: Mapping[str, Any]) -> None:
    """Add a role's phrases to the table; a phrase listed twice keeps its first value."""
    for phrases, value in entries.items():
        for phrase in phrases.split("|"):
            words = tuple(token.text for token in tokenise(phrase))
            if words:
                table.setdefault(words, {}).setdefault(role, value)


def _follow(words: tuple[str, ...], tokens: tuple[Token, ...], place: int) -> int:
    """The index after the words of a phrase in the tokens, skipping dots between single letters; 0 if it is not there."""
    for number, word in enumerate(words):
        if number and place < len(tokens) and tokens[place].text == "." and len(words[number - 1]) == 1 and len(word) == 1:
            place += 1
        if place >= len(tokens) or tokens[place].text != word:
            return 0
        place += 1
    return place


@lru_cache(maxsize=16)
def grammar(language: str) -> Grammar:
    """The grammar of a language."""
    return Grammar(lexicon(language))
