"""Conversations that a template must survive, made from the template itself and held by a simulated caller.

What a caller knows to say comes from the template's own tests: a sentence that holds the value, one that holds nothing, those
that hold a part, and those that break a constraint. From them come, for each datum: the straight way; every level of every ladder
of silence and misunderstanding, then the answer; nothing but misunderstanding until the conversation ends; every combination of
parts said first; every constraint broken, then mended, and broken without end; a refused read-back, then the right answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain, combinations, islice, repeat
from typing import Any

from omnia.dialogue.compile import CompileError, Program, Rule, Unit, compile_program
from omnia.dialogue.conversation import Answer, Event, NoInput, Utterance, advance, begin
from omnia.dialogue.expressions import ExpressionError
from omnia.dialogue.extraction.regions import likely_regions
from omnia.dialogue.extraction.registry import compose, value_parts
from omnia.dialogue.extraction.values import Context
from omnia.dialogue.simulate import TestResult, failed, matches, test_time
from omnia.dialogue.speech import YES_NO, format_value
from omnia.dialogue.template import DocumentError, Test, parse_template

DATES = ("date", "date_of_birth")

MUMBLED = "…?!"
"""What is heard of somebody who says no word."""

LADDERS = {"silence": "no_input", "nothing": "no_match"}
"""The ladder that each way of not answering climbs."""

MAX_SCENARIOS = 400
"""Conversations held in one language: a document of a customer may be as large as it may be."""

MAX_TURNS = 60
"""Turns after which a conversation that does not end has failed."""

UNBROKEN = "No sentence of the tests breaks “%(rule)s”: write a scripted test in which a caller does."
UNPLAYED = "“%(step)s” %(level)s was not played."
INCOMPLETE = "The conversation should be completed and is %(found)s."
ENDLESS = "The conversation is not over after %(turns)s turns."
OTHER = "The conversation ended with another value."
EMPTY = "The conversation is completed without a value that is required."
NO_REST = "After “%(said)s” the rest was not acquired."

Wrong = tuple[Event, ...]
"""What a caller does who does not give the datum, one event a turn."""

Reply = Callable[[Answer], Event]
"""What the caller does after what was said to them."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a caller who speaks the locale knows to say; answers by the path of the datum or part that is asked for."""

    locale: str
    now: datetime
    answers: Mapping[str, str]
    expected: Mapping[str, Any]
    nothings: tuple[str, ...]
    partial: tuple[Test, ...]
    others: tuple[str, ...]
    """Sentences of the template's scripted tests, among them those that break its constraints."""


@dataclass(frozen=True, slots=True)
class Course:
    """What was played, as (datum, step, level), and how it ended."""

    played: tuple[tuple[str, str, int], ...]
    last: Answer
    turns: int

    def has(self, step: str, level: int = 1, path: str = "") -> bool:
        """Whether a level of a step was played, of a datum or of one of its parts."""
        return any(
            (name, number) == (step, level) and (not path or place == path or place.startswith(path + "."))
            for place, name, number in self.played
        )


def run_scenarios(body: Any, *, locales: Sequence[str], default_locale: str = "en") -> list[TestResult]:
    """Hold the generated conversations of a template in the given locales; ids are `<locale>.scenario.<what>`."""
    try:
        template = parse_template(body)
    except DocumentError as error:
        return [TestResult("", "", False, None, None, f"The document is no template: {error}")]
    results: list[TestResult] = []
    for locale in locales:
        try:
            program = compile_program(template=body, templates={}, locale=locale, default_locale=default_locale)
        except CompileError as error:
            results.append(TestResult(f"{locale}.scenario", locale, False, None, None, str(error)))
            continue
        material = _material(program, [test for test in template.tests if test.locale == locale], locale)
        if material is not None:
            results.extend(islice(_results(program, material), MAX_SCENARIOS))
    return results


def _units(program: Program) -> tuple[Unit, ...]:
    return next(iter(program.templates.values())).units


def _material(program: Program, tests: Sequence[Test], locale: str) -> Material | None:
    """What the tests teach a caller; None where none of them holds a whole value."""
    whole = next(
        (test for test in tests if test.category == "complete" and test.utterance and None not in test.expect.values()), None
    )
    script = next((test for test in tests if test.category == "complete" and _is_plain(test)), None)
    source = whole or script
    if source is None:
        return None
    answers = {_units(program)[0].path: source.utterance} if source.utterance else _told(program, source)
    for unit in _units(program):
        for key, value in value_parts(unit.kind, source.expect.get(unit.source.key)).items():
            answers.setdefault(f"{unit.path}.{key}", _part_answer(unit, key, value, locale))
    return Material(
        locale,
        test_time(source.reference_time),
        {path: said for path, said in answers.items() if said},
        source.expect,
        tuple(test.utterance for test in tests if test.category == "negative" and test.utterance),
        tuple(test for test in tests if test.category == "partial" and test.utterance),
        tuple(dict.fromkeys(turn.say for test in tests for turn in test.turns if turn.say)),
    )


def _part_answer(unit: Unit, key: str, value: Any, locale: str) -> str:
    """What is said when one part is asked for; a part that is an object is said as people write it."""
    kind = next((part.kind for part in unit.parts if part.key == key), "")
    return format_value(kind, value, locale) if isinstance(value, Mapping) else str(value)


def _is_plain(test: Test) -> bool:
    return bool(test.turns) and test.outcome == "completed" and all(turn.say for turn in test.turns)


def _told(program: Program, test: Test) -> dict[str, str]:
    """What a scripted test answers, by what was asked; the last answer to a question counts."""
    now = test_time(test.reference_time)
    state, answer = begin(program, channel=test.channel, variables={}, now=now)
    told: dict[str, str] = {}
    for turn in test.turns:
        if answer.listen is None:
            break
        if answer.listen["mode"] != "confirming":
            told[answer.listen["node"]] = turn.say or ""
        state, answer = advance(program, state, Utterance(turn.say or ""), now=now)
    return told


def _results(program: Program, material: Material) -> Iterator[TestResult]:
    yield _completed(program, material, "straight", _usual(material))
    straight = _hold(program, material, _usual(material))
    for unit in _units(program):
        if unit.condition is not None and all(place != unit.path for place, _, _ in straight.played):
            continue  # nobody who speaks this language is asked for it
        if "no_input" in unit.ladders:
            yield from _ladder(program, material, unit, "silence", (NoInput(),))
        # A question of the caller's own is answered with help: it climbs no ladder.
        nothings: Iterator[Wrong] = ((Utterance(said),) for said in (*material.nothings, MUMBLED))
        nothing = next((each for each in nothings if _plays(program, material, unit, each, "no_match")), None)
        if nothing:
            yield from _ladder(program, material, unit, "nothing", nothing)
        yield from _constraints(program, material, unit)
        if unit.confirms and unit.path in material.answers:
            yield _completed(program, material, f"{unit.path}.refused", _refusing(material, unit), "not_confirmed", 1, unit.path)
        yield from _combinations(program, material, unit)
    for number, test in enumerate(material.partial, 1):
        yield _partly(program, material, test, f"part.{number}")


def _usual(material: Material) -> Reply:
    """A caller who answers what is asked and confirms what is read back."""

    def reply(answer: Answer) -> Event:
        listen = answer.listen or {}
        if listen.get("mode") == "confirming":
            return Utterance(YES_NO[material.locale[:2]][0])
        return Utterance(_answer(material, str(listen.get("node", ""))))

    return reply


def _answer(material: Material, path: str) -> str:
    """What is said when a datum is asked for; a part without an answer of its own gets the whole."""
    while path and path not in material.answers:
        path = path.rpartition(".")[0]
    return material.answers.get(path) or next(iter(material.answers.values()))


def _concerns(answer: Answer, unit: Unit) -> bool:
    listen = answer.listen or {}
    node = str(listen.get("node", ""))
    return listen.get("mode") != "confirming" and (node == unit.path or node.startswith(unit.path + "."))


def _wrong_first(material: Material, unit: Unit, wrong: Wrong, times: int) -> Reply:
    """A caller who answers a datum's question so many times wrong, then as usual."""
    usual, coming = _usual(material), chain.from_iterable(repeat(wrong, times))

    def reply(answer: Answer) -> Event:
        event = next(coming, None) if _concerns(answer, unit) else None
        return usual(answer) if event is None else event

    return reply


def _refusing(material: Material, unit: Unit) -> Reply:
    """A caller who refuses the first read-back of a datum."""
    usual, refused = _usual(material), False

    def reply(answer: Answer) -> Event:
        nonlocal refused
        listen = answer.listen or {}
        if not refused and listen.get("mode") == "confirming" and listen.get("node") == unit.path:
            refused = True
            return Utterance(YES_NO[material.locale[:2]][1])
        return usual(answer)

    return reply


def _ladder(program: Program, material: Material, unit: Unit, what: str, wrong: Wrong) -> Iterator[TestResult]:
    step, name = LADDERS[what], f"{unit.path}.{what}"
    for level in range(1, len(unit.ladders[step].levels) + 1):
        reply = _wrong_first(material, unit, wrong, level)
        if not _ends_at(program, material, unit, wrong, level):
            yield _completed(program, material, f"{name}.{level}", reply, step, level, unit.path)
    yield _ended(program, material, f"{name}.always", _wrong_first(material, unit, wrong, MAX_TURNS), unit)


def _ends_at(program: Program, material: Material, unit: Unit, wrong: Wrong, level: int) -> bool:
    """Whether so many wrong answers already end the conversation or leave the datum aside: then nothing is left to mend."""
    course = _hold(program, material, _wrong_first(material, unit, wrong, level))
    return course.last.outcome != "completed" or course.last.values.get(unit.source.key, {}).get("value") is None


def _constraints(program: Program, material: Material, unit: Unit) -> Iterator[TestResult]:
    rules = [*unit.rules, *(rule for part in unit.parts for rule in part.rules)]
    right = _hold(program, material, _usual(material)).last
    for rule in rules:
        step = f"invalid:{rule.source.key}"
        if rule.source.severity == "warning" or not _has_ladder(unit, step) or _tells_nothing(rule, unit, right, material):
            continue
        tried = chain(_breaking(material, unit, rule), _breaking_part(material, unit, rule))
        wrong = next((each for each in tried if _plays(program, material, unit, each, step)), None)
        name = f"{unit.path}.{step}"
        if wrong is None:
            yield failed(f"{material.locale}.scenario.{name}", material.locale, UNBROKEN, rule=rule.source.key)
            continue
        # Of what was said before the constraint broke only the broken part is mended: the rest may differ from the right answer.
        told = material if len(wrong) == 1 or not unit.parts else replace(material, expected={})
        yield _completed(program, told, f"{name}.mended", _wrong_first(material, unit, wrong, 1), step, 1, unit.path)
        yield _ended(program, material, f"{name}.always", _wrong_first(material, unit, wrong, MAX_TURNS), unit)


def _tells_nothing(rule: Rule, unit: Unit, right: Answer, material: Material) -> bool:
    """Whether an expression has no answer even to the right values: what it asks is not known of this language's country."""
    if rule.expression is None:
        return False
    data = {name: each["value"] for name, each in right.values.items()}
    value = data.get(unit.path)
    scope = {
        "value": value, "parts": value_parts(unit.kind, value), "data": data, "variables": {}, "channel": "voice", "attempts": 0,
        "locale": material.locale, "region": likely_regions(Context(material.locale, material.now))[0],
        "today": material.now.date().isoformat(), "answer": None,
    }  # fmt: skip
    try:
        return not isinstance(rule.expression.evaluate(scope), bool)
    except ExpressionError:
        return True


def _has_ladder(unit: Unit, step: str) -> bool:
    return step in unit.ladders or any(step in part.ladders for part in unit.parts)


def _breaking(material: Material, unit: Unit, rule: Rule) -> Iterator[Wrong]:
    """What may break a constraint: the sentences of scripts, a date that it forbids, the right answer spoiled."""
    yield from ((Utterance(said),) for said in material.others)
    if unit.kind in DATES:
        yield from ((Utterance(said),) for said in _forbidden_dates(material, unit, rule))
    for text in _spoiled(_answer(material, unit.path)):
        yield (Utterance(text),)
        # A beginning is waited for; silence tells that nothing more will come.
        yield Utterance(text), NoInput()


def _breaking_part(material: Material, unit: Unit, rule: Rule) -> Iterator[Wrong]:
    """What may break the constraint of one part: the others are said, and then that one wrong."""
    for path in rule.source.blames:
        key = path.rpartition(".")[2]
        right = value_parts(unit.kind, material.expected.get(unit.source.key)).get(key)
        for test in material.partial:
            if right is not None and key not in value_parts(unit.kind, test.expect.get(unit.source.key)):
                yield from ((Utterance(test.utterance or ""), Utterance(text)) for text in _spoiled(str(right)))


def _spoiled(said: str) -> Iterator[str]:
    """An answer cut short, changed at its end and made longer."""
    yield from (said[:length] for length in (len(said) // 2, len(said) - 1, 3))
    yield from (said[:-1] + ("1" if said[-1] != "1" else "2"), said[:-2] + "X" + said[-1], said + said[-1], said + said)


def _forbidden_dates(material: Material, unit: Unit, rule: Rule) -> Iterator[str]:
    """Dates long ago and far ahead on the day of the right answer, and one that no calendar has, in the order of ISO 8601."""
    now, parts = material.now.year, value_parts(unit.kind, material.expected.get(unit.source.key))
    day, month = parts.get("day", 15), parts.get("month", 10)
    if rule.source.type == "date_valid":
        day, month = 31, 2
    for year in (now - 20, now + 5, now - 5, now - 200, now + 300):
        yield f"{year:04d}-{month:02d}-{day:02d}"


def _plays(program: Program, material: Material, unit: Unit, wrong: Wrong, step: str) -> bool:
    return _hold(program, material, _wrong_first(material, unit, wrong, 1), turns=12).has(step, 1, unit.path)


def _hold(program: Program, material: Material, reply: Reply, *, turns: int = MAX_TURNS) -> Course:
    state, answer = begin(program, channel="voice", variables={}, now=material.now)
    played = _sources(answer)
    count = 0
    while answer.status == "listening" and count < turns:
        state, answer = advance(program, state, reply(answer), now=material.now)
        played += _sources(answer)
        count += 1
    return Course(tuple(played), answer, count)


def _sources(answer: Answer) -> list[tuple[str, str, int]]:
    found = [output.get("source") or {} for output in answer.outputs]
    return [(each.get("node", ""), each.get("step", ""), each.get("level", 0)) for each in found]


def _completed(
    program: Program, material: Material, name: str, reply: Reply, step: str = "", level: int = 0, path: str = ""
) -> TestResult:
    """The conversation plays a level of a step, if one is named, and ends with the expected values."""
    course = _hold(program, material, reply)
    found = {key: course.last.values.get(key, {}).get("value") for key in material.expected}
    ident = f"{material.locale}.scenario.{name}"
    wrong = partial(failed, ident, material.locale)
    if step and not course.has(step, level, path):
        return wrong(UNPLAYED, material.expected, found, step=step, level=level)
    if course.last.outcome is None:
        return wrong(ENDLESS, material.expected, found, turns=course.turns)
    if course.last.outcome != "completed":
        return wrong(INCOMPLETE, material.expected, found, found=course.last.outcome)
    if not matches(material.expected, found):
        return wrong(OTHER, material.expected, found)
    return TestResult(ident, material.locale, True, material.expected, found)


def _ended(program: Program, material: Material, name: str, reply: Reply, unit: Unit) -> TestResult:
    """The conversation ends although the caller never gives a datum, without a value for it that they did not give."""
    course = _hold(program, material, reply)
    ident = f"{material.locale}.scenario.{name}"
    if course.last.status != "finished":
        return failed(ident, material.locale, ENDLESS, turns=course.turns)
    held = course.last.values.get(unit.source.key, {})
    if unit.source.required and course.last.outcome == "completed" and held.get("value") is None:
        return failed(ident, material.locale, EMPTY, None, held)
    return TestResult(ident, material.locale, True, None, None)


def _combinations(program: Program, material: Material, unit: Unit) -> Iterator[TestResult]:
    """Some of the parts are said first, written as people write them, and the others when they are asked for.

    Left out is what is not understood as just these parts: a day and a year without the month between them.
    """
    whole = value_parts(unit.kind, material.expected.get(unit.source.key))
    keys = [part.key for part in unit.parts if part.required and part.key in whole]
    for chosen in chain.from_iterable(combinations(keys, count) for count in range(1, len(keys))):
        first = {key: whole[key] for key in chosen}
        said = format_value(unit.kind, compose(unit.kind, first), material.locale)
        begun = _hold(program, material, _wrong_first(material, unit, (Utterance(said),), 1), turns=1)
        held = value_parts(unit.kind, begun.last.values.get(unit.source.key, {}).get("value"))
        if held == first and begun.last.status == "listening":
            name = f"{unit.path}.first:{'+'.join(chosen)}"
            yield _completed(program, material, name, _wrong_first(material, unit, (Utterance(said),), 1))


def _partly(program: Program, material: Material, test: Test, name: str) -> TestResult:
    """A part is said first, and the others when they are asked for."""
    unit = _units(program)[0]
    said = value_parts(unit.kind, test.expect.get(unit.source.key))
    whole = value_parts(unit.kind, material.expected.get(unit.source.key))
    answers = {**material.answers, unit.path: test.utterance or ""}
    teller = Material(material.locale, test_time(test.reference_time), answers, {}, (), (), ())
    course = _hold(program, teller, _usual(teller))
    found = value_parts(unit.kind, course.last.values.get(unit.source.key, {}).get("value"))
    expected = {**whole, **said}
    ident = f"{material.locale}.scenario.{name}"
    if course.last.outcome != "completed" or not matches(expected, found):
        return failed(ident, material.locale, NO_REST, expected, found, said=test.utterance)
    return TestResult(ident, material.locale, True, expected, found)
