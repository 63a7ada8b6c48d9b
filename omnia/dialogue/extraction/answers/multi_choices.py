"""Several options of a closed list in one answer: named, by their place, all, none, all but some; corrections of what is held.

The words become *events* (an option, `all`, `except`, `not`, a comma …), read once from left to right: a denial goes on
until something contrasts with it, and a denial with no option after it is about the one before (`e-mail no, telefono sì`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from omnia.dialogue.extraction.answers.options import MIN_FUZZY, NEAR, answer_span, entries_of, names_of
from omnia.dialogue.extraction.answers.yes_no import unsure
from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.schema.answers import ChoiceWords
from omnia.dialogue.extraction.numbers.cardinals import reader
from omnia.dialogue.extraction.text.phrases import known, phrase_pattern
from omnia.dialogue.extraction.text.tokens import prepare
from omnia.dialogue.extraction.values import Context, Match, Reading

ROLES = tuple(
    "idle none all both without instead denial contrast join alternative agreed added only last_one".split()  # noqa: SIM905
)
NUMBERED = ("counted", "first", "last", "place")
"""Roles whose phrases hold a number."""

MAX_TOKENS = 200
MAX_FUZZY = 30
"""Unknown words that are compared with the names of the options."""


@dataclass(frozen=True, slots=True)
class Event:
    """A role, and the keys of the options that it is about."""

    role: str
    keys: tuple[str, ...] = ()


def recognise_multi_choice(text: str, context: Context) -> Reading:
    """The keys of the options chosen, in the order of the list; an empty list where none is wanted.

    Options: `entries` and `fuzzy` as for a choice; `held`, the keys chosen before, which `and the post too` adds to and
    `not the post` takes from; `adds`, where options named without such words are added as well.
    """
    names = names_of(entries_of(context.options.get("entries")), context)
    if not names:
        return Reading()
    answer = choosing(text, context, names)
    if answer.chosen is None:
        return Reading()
    value = [key for key in answer.keys if key in answer.chosen]
    return Reading((Match("multi_choice", value, text.strip(), answer_span(text), 0.97 if answer.named else 0.9),))


def choosing(text: str, context: Context, names: Mapping[str, str]) -> Choosing:
    """An answer read for the options that these names stand for."""
    keys = tuple(dict.fromkeys(names.values()))
    answer = Choosing(keys, _held(context, keys), adds=context.options.get("adds") is True)
    answer.read(_Scanner(text, context, names, keys).scan())
    return answer


def _held(context: Context, keys: Sequence[str]) -> frozenset[str]:
    held = context.options.get("held")
    return frozenset(key for key in keys if key in held) if isinstance(held, list | tuple) else frozenset()


@dataclass(slots=True)
class Choosing:
    """What the events of one answer come to: `chosen` are the keys chosen, None where the answer is none."""

    keys: tuple[str, ...]
    held: frozenset[str]
    adds: bool
    wanted: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    recent: tuple[str, ...] = ()
    """The options since the last cut, which a denial after them is about."""
    denying: str = ""
    """The role that what comes next is denied by."""
    named: bool = False
    chosen: set[str] | None = None

    def read(self, events: Sequence[Event]) -> None:
        """Take the events in their order."""
        for place, event in enumerate(events):
            self._take(event, events[place + 1 :])
        self.chosen = self._outcome(events)

    def _outcome(self, events: Sequence[Event]) -> set[str] | None:
        if "unclear" in self.roles:
            return None
        if self.wanted:
            return self._added(events) - self.refused
        if self.refused and self.held:
            return set(self.held) - self.refused
        if self.refused:
            return set(self.keys) - self.refused if "without" in self.roles else None
        return set() if "none" in self.roles else None

    def _added(self, events: Sequence[Event]) -> set[str]:
        adding = "added" in self.roles or "instead" in self.roles or events[0].role == "join"
        adding = adding or (self.adds and "only" not in self.roles and "all" not in self.roles)
        return self.wanted | self.held if adding else self.wanted

    def _take(self, event: Event, following: Sequence[Event]) -> None:
        self.roles.add(event.role)
        if event.role == "option":
            self._option(event.keys)
        elif event.role == "all":
            self._all(following)
        elif event.role == "none":
            self._none(following)
        elif event.role in ("without", "instead", "denial"):
            self._deny(event.role, following)
        elif event.role in ("contrast", "agreed", "comma", "join"):
            self._cut(event.role, following)

    def _option(self, keys: tuple[str, ...]) -> None:
        self.named = True
        if self.denying:
            self.refused.update(keys)
        else:
            self.wanted.update(keys)
            self.refused.difference_update(keys)
            self.recent += keys

    def _all(self, following: Sequence[Event]) -> None:
        """All, unless what follows says all of what: `everything by e-mail`, `both phone and e-mail`."""
        if self.denying:
            self.roles.add("unclear")
        elif "none" in self.roles:
            return  # `ninguna de las tres`
        elif not following or following[0].role != "option":
            self.wanted.update(self.keys)

    def _none(self, following: Sequence[Event]) -> None:
        if following and following[0].role in ("without", "option"):
            self.denying = "" if following[0].role == "without" else "denial"
            self.roles.discard("none")
            self.roles.add("none_but")

    def _deny(self, role: str, following: Sequence[Event]) -> None:
        if "none_but" in self.roles and role == "without":
            self.roles.discard("without")
            return
        if self._denies_what_follows(following):
            self.denying = role
        elif role == "denial" and self.recent:
            self.refused.update(self.recent)
            self.wanted.difference_update(self.recent)
            self.recent = ()
        elif role == "without" and "all" in self.roles:
            self.roles.add("unclear")  # all but what is no option

    def _denies_what_follows(self, following: Sequence[Event]) -> bool:
        """Whether an option stands in the same clause after a denial, and no yes after it (`la posta no il telefono sì`)."""
        for place, event in enumerate(following):
            if event.role in ("option", "all"):
                after = following[place + 1 : place + 2]
                return not (self.recent and after and after[0].role == "agreed")
            if event.role in ("comma", "contrast", "join", "agreed"):
                return False
        return False

    def _cut(self, role: str, following: Sequence[Event]) -> None:
        self.recent = ()
        goes_on = role == "join" or (role == "comma" and (self.denying != "denial" or _lists(following)))
        if not goes_on:
            self.denying = ""


def _lists(following: Sequence[Event]) -> bool:
    """Whether a list goes on to an `or` (`not by phone, post or fax`)."""
    for event in following:
        if event.role in ("contrast", "agreed", "join"):
            return False
        if event.role == "alternative":
            return True
    return False


class _Scanner:
    """Finds the events in the words of one answer."""

    def __init__(self, text: str, context: Context, names: Mapping[str, str], keys: tuple[str, ...]) -> None:
        self.language = known(context.language)
        self.names, self.keys = names, keys
        self.roles = _phrases(self.language)
        fuzzy = bool(context.options.get("fuzzy", True))
        self.misspelt = [name for name in names if len(name) >= MIN_FUZZY] if fuzzy else []
        found = [token for token in prepare(text)[1] if token.is_word or token.is_digits or token.text in ",;.:"]
        self.tokens = found[:MAX_TOKENS]
        self.only_digits = all(token.is_digits or not token.is_word or self._ties(token.text) for token in self.tokens)
        spaced = " ".join(token.text if token.is_word or token.is_digits else "," for token in self.tokens)
        # What is not known is not chosen: `I don't know`. The number of words stays.
        self.words = unsure(self.language).sub(lambda said: " " + "_ " * (said[0].count(" ") - 1), f" {spaced} ")
        self.events: list[Event] = []

    def _ties(self, word: str) -> bool:
        return self.roles.get(word, ("",))[0] in ("join", "alternative")

    def scan(self) -> list[Event]:
        """What the words say, in their order."""
        end = 0
        for match in phrase_pattern("|".join((*self.names, *self.roles))).finditer(self.words):
            self._between(end, match.start())
            end = match.end()
            value = self.names.get(match.group())
            event = Event("option", (value,)) if value is not None else _event(*self.roles[match.group()], self.keys)
            if event is not None:
                self.events.append(event)
        self._between(end, len(self.words))
        return self.events

    def _between(self, start: int, end: int) -> None:
        """Marks, ordinals, digits and misspelt names among the words that no phrase took."""
        first = max(0, self.words.count(" ", 0, start + 1) - 1)
        for place, word in enumerate(self.words[start:end].split(), first):
            if word == ",":
                self.events.append(Event("comma"))
            elif word.isdecimal():
                # A digit in a sentence may be anything: `call me at 3`.
                self._place(int(word[:3]) if self.only_digits else 0)
            elif ordinal := self._ordinal(place):
                self._place(ordinal)
            elif len(word) >= MIN_FUZZY and self.misspelt and place < MAX_FUZZY:
                hit = process.extractOne(word, self.misspelt, scorer=fuzz.ratio, score_cutoff=NEAR)
                self.events += [Event("option", (self.names[hit[0]],))] if hit else []

    def _ordinal(self, place: int) -> int:
        """The number of an ordinal that names an option; 0 where there is none."""
        told = place > 0 and self.tokens[place - 1].text in shared_words().option_articles
        goes_on = [event.role for event in self.events[-2:]] == ["option", "join"]
        spoken = reader(self.language).read_ordinal(self.tokens, place) if told or goes_on else None
        return spoken.value if spoken is not None and spoken.end == place + 1 else 0

    def _place(self, number: int) -> None:
        if 1 <= number <= len(self.keys):
            self.events.append(Event("option", (self.keys[number - 1],)))


def _event(role: str, number: int, keys: tuple[str, ...]) -> Event | None:
    """What a phrase says of these options; None where it says nothing of them."""
    if role in ("both", "counted"):
        return Event("all") if (number or 2) == len(keys) else None
    if role in ("first", "last", "place"):
        chosen = {"first": keys[:number], "last": keys[-number:], "place": keys[number - 1 : number]}[role]
        return Event("option", chosen) if number <= len(keys) else None
    if role == "last_one":
        return Event("option", keys[-1:])
    return None if role == "idle" else Event(role)


@lru_cache(maxsize=16)
def _phrases(language: str) -> dict[str, tuple[str, int]]:
    """Every phrase of choosing with its role and number."""
    words: ChoiceWords = pack(language).answers.choices
    table: dict[str, tuple[str, int]] = {}
    for role in ROLES:
        for phrase in getattr(words, role).split("|"):
            table.setdefault(phrase, (role, 0))
    for number, counts in enumerate(words.counts.split(), 1):
        for role in NUMBERED:
            for phrase in getattr(words, role).split("|"):
                for written in (*counts.split("/"), str(number)):
                    # A phrase without a place for the number stands for two: `die ersten beiden`.
                    table.setdefault(phrase.replace("#", written), (role, number if "#" in phrase else 2))
    return table
