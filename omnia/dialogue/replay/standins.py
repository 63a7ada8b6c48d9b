"""Values that stand in for what redaction took away: of the same kind, understood by the datum that they stand for.

They are made from the document alone: its examples, the sentences of its tests, else published specimens of the kind. Nothing of
what a person said goes into them, and the same document gives the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, product

from omnia.dialogue.compile import CompiledTemplate, Part, Program, Unit
from omnia.dialogue.engine.state import Session, load
from omnia.dialogue.engine.turn import value_name
from omnia.dialogue.events import Dtmf, Event
from omnia.dialogue.extraction.registry import value_parts
from omnia.dialogue.parsing import ParseAnswer, parse_text
from omnia.dialogue.redaction import HIDDEN
from omnia.dialogue.replay.recording import with_words, words_of
from omnia.dialogue.replay.values import values_of
from omnia.dialogue.speech import format_value

MAX_TRIED = 40
"""Candidates that are read before a datum has no stand-in."""

MAX_GOOD = 6
MAX_FAULTY = 8

MAX_REMEMBERED = 500

MAX_PLACES = 4
"""Hidden places of one sentence that are filled apart; further ones get what the last one got."""

MAX_WAYS = 32
"""Ways in which the hidden places of one sentence may be filled."""

NOTHINGS = (HIDDEN, "?", "hmm hmm")
"""What stands for words that were hidden because they were not understood."""

NO_KEYS = ("0", "99999999999999999999")


@dataclass(frozen=True, slots=True)
class StandIn:
    """What was put in a hidden place: the datum that it is for, empty where it stands for words that were not understood."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """An event with its hidden places filled."""

    event: Event
    stand_ins: tuple[StandIn, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts for a datum: those that it understands as a whole value, and those that it understands in part, or refuses."""

    good: tuple[str, ...]
    faulty: tuple[str, ...]


Memory = dict[tuple[str, str, str, str], Texts]
"""What was found for a datum, by template, path, day and country."""


class StandIns:
    """The stand-ins of one program, found when they are first asked for."""

    def __init__(
        self,
        program: Program,
        examples: Mapping[str, Sequence[str]],
        *,
        now: datetime,
        region: str | None,
        memory: Memory | None = None,
    ) -> None:
        """Prepare; `examples` are sentences that hold values, by the key of the template that they are for."""
        self._program, self._examples = program, examples
        self._now, self._region = now, region
        self._found: Memory = {} if memory is None else memory

    def ways(self, event: Event, state: dict[str, object], heard: Sequence[str] | None) -> Iterator[Filled]:
        """The ways to fill an event's hidden places, likeliest first.

        `state` is the engine's before the event; `heard` are the data that were understood then, if the record tells.
        """
        words = words_of(event)
        places = words.count(HIDDEN)
        session = load(state)
        choices = list(self._choices(session, heard or (), isinstance(event, Dtmf), alone=words.strip() == HIDDEN))
        for chosen in islice(_distinct(choices, min(places, MAX_PLACES)), MAX_WAYS):
            filled, rest = [], words
            for place in range(places):
                stand_in = chosen[min(place, len(chosen) - 1)]
                rest = rest.replace(HIDDEN, f"\x00{place}\x00", 1)
                filled.append(stand_in)
            for place, stand_in in enumerate(filled):
                rest = rest.replace(f"\x00{place}\x00", stand_in.text)
            yield Filled(with_words(event, rest), tuple(filled))

    def _choices(self, session: Session, heard: Sequence[str], is_keyed: bool, *, alone: bool) -> Iterator[StandIn]:
        """What may have been in a hidden place: the datum that was asked for, others, a wrong value, nothing understood."""
        known = [
            (value_name(self._program, name, unit), self._texts_of(name, path, unit))
            for name, path, unit in self._hidden(session, heard)
        ]
        yield from _said(((name, texts.good[:1]) for name, texts in known), is_keyed)
        if known and alone:
            name, texts = known[0]
            yield from _said([(name, (*texts.faulty, *_spoiled(texts.good)))], is_keyed)
        yield from _said(((name, texts.good[1:]) for name, texts in known), is_keyed)
        yield from (StandIn("", text) for text in (NO_KEYS if is_keyed else NOTHINGS))
        if not alone:
            yield from _said(((name, texts.faulty) for name, texts in known), is_keyed)

    def _hidden(self, session: Session, heard: Sequence[str]) -> Iterator[tuple[str, str, Unit]]:
        """Data that may be hidden, with the run's name and the path: private ones, and any that were understood in hidden words.

        First those that were understood, then the one in focus, then those not given yet.
        """
        rows = [
            (name, unit.path, unit)
            for name, key in self._program.acquires.items()
            for unit in self._program.templates[key].units
            if unit.is_private or value_name(self._program, name, unit) in heard
        ]
        focus = self._program.unit(session.active, session.focus).path if session.active and session.focus else ""

        def order(row: tuple[str, str, Unit]) -> int:
            run = session.runs.get(row[0])
            given = run is not None and row[1] in run.data and not run.data[row[1]].best.is_empty
            if value_name(self._program, row[0], row[2]) in heard:
                return 0
            return 1 if (row[0], row[1]) == (session.active, focus) else 3 if given else 2

        for name, path, unit in sorted(rows, key=order):
            is_asked = (name, path) == (session.active, focus)
            yield name, session.focus if is_asked else path, unit

    def _texts_of(self, name: str, path: str, unit: Unit) -> Texts:
        """What the datum, or its part at the path, understands, and what it understands in part or refuses."""
        template = self._program.templates[self._program.acquires[name]]
        key = (template.key, path, self._now.date().isoformat(), self._region or "")
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= MAX_REMEMBERED:
                self._found.clear()
            found = self._found[key] = self._sorted(template, unit, unit.part(path))
        return found

    def _sorted(self, template: CompiledTemplate, unit: Unit, part: Part | None) -> Texts:
        good: dict[str, None] = {}
        faulty: dict[str, None] = {}
        for text in islice(self._candidates(template, unit, part), MAX_TRIED):
            if text in good or text in faulty:
                continue
            read = self._read(template, part.path if part else unit.path, text)
            is_whole = bool(read.matches) and read.valid and read.matches[0]["raw"] == text
            (good if is_whole else faulty)[text] = None
        return Texts(tuple(good)[:MAX_GOOD], tuple(faulty)[:MAX_FAULTY])

    def _candidates(self, template: CompiledTemplate, unit: Unit, part: Part | None) -> Iterator[str]:
        """Values in the document's examples and the sentences of its tests, good ones or not; then those of the kind."""
        language = template.locale.split("-", maxsplit=1)[0]
        for sentence in (*unit.source.examples.get(language, ()), *self._examples.get(template.key, ())):
            read = self._read(template, unit.path, sentence)
            if part is None:
                yield from (str(found["raw"]) for found in (*read.matches, *read.violations)[:2] if found["raw"])
            elif read.matches and (held := value_parts(unit.kind, read.matches[0]["value"]).get(part.key)) is not None:
                yield format_value(part.kind, held, template.locale)
        if part is None:
            yield from unit.labels.values()
        yield from values_of(part.kind if part else unit.kind, language, self._now)

    def _read(self, template: CompiledTemplate, path: str, text: str) -> ParseAnswer:
        return parse_text(template, text, locale=template.locale, now=self._now, region=self._region, node=path)


def _said(named: Iterable[tuple[str, Sequence[str]]], is_keyed: bool) -> Iterator[StandIn]:
    """Texts of data as stand-ins, as keys where keys were pressed."""
    for name, texts in named:
        for text in texts:
            if shown := _as_keys(text) if is_keyed else text:
                yield StandIn(name, shown)


def _as_keys(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


def _spoiled(good: Sequence[str]) -> Iterator[str]:
    """A value changed at its end, and cut short: what a constraint may have refused."""
    for text in good[:1]:
        yield text[:-1] + ("1" if text[-1] != "1" else "2")
        yield text[: len(text) // 2]
        yield text + text[-1]


def _distinct(choices: Sequence[StandIn], places: int) -> Iterator[tuple[StandIn, ...]]:
    """Ways to fill places; two places of one sentence rarely hide the same datum, so different ones come first."""
    few = choices[:8] if places > 1 else choices
    ways = list(islice(product(few, repeat=places), 600))
    yield from sorted(ways, key=lambda way: places - len({each.name for each in way}))
