"""The shape of a language's pack: frozen data by area. What a pack lacks is told when it is imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from omnia.dialogue.extraction.languages.schema.answers import COMMANDS, Answers
from omnia.dialogue.extraction.languages.schema.characters import Characters
from omnia.dialogue.extraction.languages.schema.hearing import Hearing
from omnia.dialogue.extraction.languages.schema.money import Money
from omnia.dialogue.extraction.languages.schema.numbers import NumberLexicon, Numbers
from omnia.dialogue.extraction.languages.schema.people import People
from omnia.dialogue.extraction.languages.schema.places import Places
from omnia.dialogue.extraction.languages.schema.time import ROLES, Time


class PackError(ValueError):
    """A pack that lacks something; the sentence says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All that is known of a language, by area.

    `region` is the country that is meant where nothing but the language is known; `examples` are sentences that set every grammar going
    before a caller comes (what they mean does not matter).
    """

    language: str
    region: str
    examples: tuple[str, ...]
    numbers: Numbers
    time: Time
    money: Money
    characters: Characters
    people: People
    places: Places
    answers: Answers
    hearing: Hearing

    def __post_init__(self) -> None:
        """Raises `PackError` for roles and commands that every language must name."""
        self._require("words of the calendar", ROLES, self.time.calendar.words)
        self._require("commands", COMMANDS, self.answers.commands)

    def _require(self, what: str, names: tuple[str, ...], given: Mapping[str, Any]) -> None:
        missing = [name for name in names if not given.get(name)]
        if missing:
            raise PackError(f"The pack of {self.language!r} lacks {what}: {', '.join(missing)}.")


def pack_of(language: str, module: ModuleType) -> Pack:
    """The pack that a language's folder holds; raises `PackError` where it holds none, or that of another language."""
    found = getattr(module, "PACK", None)
    if not isinstance(found, Pack):
        raise PackError(f"The folder of {language!r} holds no PACK of the type Pack.")
    if found.language != language:
        raise PackError(f"The folder of {language!r} holds the pack of {found.language!r}.")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What the grammars of numbers, dates, times and amounts read of a pack (the fields are told in their areas)."""

    language: str
    numbers: NumberLexicon
    words: Mapping[str, Mapping[str, Any] | str]
    holidays: Mapping[str, str]
    currencies: Mapping[str, str]
    cents: Mapping[str, str]
    ranges: frozenset[str]
    range_starts: frozenset[str]
    hundredths_joiners: frozenset[str]
    next_weekday_is_next_week: bool
    literal_clock: bool
    literal_digits: bool

    @classmethod
    def of(cls, pack: Pack) -> Lexicon:
        """The lexicon of a pack."""
        calendar, money = pack.time.calendar, pack.money
        return cls(
            language=pack.language,
            numbers=pack.numbers.cardinals,
            words=calendar.words,
            holidays=calendar.holidays,
            currencies=money.currencies,
            cents=money.cents,
            ranges=calendar.ranges,
            range_starts=calendar.range_starts,
            hundredths_joiners=money.hundredths_joiners,
            next_weekday_is_next_week=calendar.next_weekday_is_next_week,
            literal_clock=calendar.literal_clock,
            literal_digits=calendar.literal_digits,
        )


__all__ = ["Lexicon", "NumberLexicon", "Pack", "PackError", "pack_of"]
