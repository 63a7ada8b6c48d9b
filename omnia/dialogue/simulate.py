"""Running the tests that templates and flows carry, with the engine that will hold the real conversations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from omnia.dialogue.compile import CompileError, Program, compile_program
from omnia.dialogue.conversation import Answer, Dtmf, Event, NoInput, Utterance, advance, begin
from omnia.dialogue.events import Alternative
from omnia.dialogue.template import DocumentError, FlowTest, Test, Turn, parse_flow, parse_template

OTHER_VALUE = "“%(name)s” should be %(expected)s and is %(found)s."
OTHER_REPLY = "After “%(said)s” the answer should say “%(expected)s” and is “%(found)s”."
NO_REPLY = "The conversation was over before “%(said)s”, to which “%(expected)s” should be answered."
SILENCE, KEYS = "silence", "keys %(keys)s"
OTHER_OUTCOME = "The outcome should be “%(expected)s” and is “%(found)s”."

DEFAULT_TIME = datetime(2026, 1, 15, 10, 0)  # noqa: DTZ001  # local time without a zone, like every caller's


class TestResult(msgspec.Struct, frozen=True):
    """How one test of a document went; `message` says in a sentence what differed."""

    __test__ = False

    id: str
    locale: str
    passed: bool
    expected: Any
    found: Any
    message: str = ""
    sentence: str = ""
    """The message before `told` is filled in: pages translate it."""
    told: dict[str, Any] = {}


def failed(ident: str, locale: str, sentence: str, expected: Any = None, found: Any = None, /, **told: Any) -> TestResult:
    """The result of a test that does not go as it must, with a sentence in which `told` is filled in."""
    return TestResult(ident, locale, False, expected, found, sentence % told if told else sentence, sentence, told)


def run_template_tests(body: Any, *, locales: Sequence[str], default_locale: str = "en") -> list[TestResult]:
    """Run a template's own tests for the given locales; a template that cannot run fails each of them with the reason."""
    try:
        template = parse_template(body)
    except DocumentError as error:
        return [TestResult("", "", False, None, None, f"The document is no template: {error}")]
    return _run(template.tests, locales, default_locale, {"template": body, "templates": {}})


def run_flow_tests(
    body: Any, templates: Mapping[str, Any], *, locales: Sequence[str], default_locale: str = "en"
) -> list[TestResult]:
    """Run a flow's own tests, with the templates that it uses, for the given locales."""
    try:
        flow = parse_flow(body)
    except DocumentError as error:
        return [TestResult("", "", False, None, None, f"The document is no flow: {error}")]
    return _run(flow.tests, locales, default_locale, {"flow": body, "templates": templates})


def course_of(
    document: str, body: Any, templates: Mapping[str, Any], *, default_locale: str = "en"
) -> list[tuple[Turn | None, str | None]]:
    """What is said in the only test of a document: the caller's turns, each with what is answered to it.

    Raises `DocumentError` and `CompileError`.
    """
    test = (parse_template(body) if document == "template" else parse_flow(body)).tests[0]
    program = compile_program(**{document: body, "templates": templates}, locale=test.locale, default_locale=default_locale)
    return [(turn, spoken(answer) if answer is not None else None) for turn, answer in held(program, test)]


def _run(
    tests: Sequence[Test | FlowTest], locales: Sequence[str], default_locale: str, documents: dict[str, Any]
) -> list[TestResult]:
    programs: dict[str, Program] = {}
    results = []
    for test in tests:
        if test.locale not in locales:
            continue
        try:
            if test.locale not in programs:
                programs[test.locale] = compile_program(**documents, locale=test.locale, default_locale=default_locale)
            results.append(run_test(programs[test.locale], test))
        except (CompileError, DocumentError) as error:
            results.append(TestResult(test.id, test.locale, False, test.expect, None, str(error)))
    return results


def run_test(program: Program, test: Test | FlowTest) -> TestResult:
    """Run one test on a compiled document."""
    course = list(held(program, test))
    last = next(answer for _turn, answer in reversed(course) if answer is not None)
    for turn, answer in course:
        if turn is None or not turn.reply:
            continue
        if answer is None:
            return _answered_otherwise(test, last, NO_REPLY, turn)
        if not says(spoken(answer), turn.reply):
            return _answered_otherwise(test, last, OTHER_REPLY, turn, found=spoken(answer))
    return _judge(test, last)


Exchange = tuple[Turn | None, Answer | None]
"""What the caller did, and what came of it: the beginning has no turn, and a turn after the end no answer."""


def held(program: Program, test: Test | FlowTest) -> Iterator[Exchange]:
    """A test's conversation, turn by turn."""
    now = test_time(test.reference_time)
    state, answer = begin(program, channel=test.channel, variables={}, now=now)
    yield None, answer
    for turn in turns_of(test):
        if answer.status == "finished":
            yield turn, None
            continue
        state, answer = advance(program, state, _event(turn), now=now)
        yield turn, answer


def spoken(answer: Answer) -> str:
    """All that an answer says."""
    return " ".join(str(output["text"]) for output in answer.outputs if output.get("text"))


def says(words: str, expected: str) -> bool:
    """Whether words hold those that are expected; capitals and spaces count for nothing."""
    return " ".join(expected.split()).casefold() in " ".join(words.split()).casefold()


def _answered_otherwise(test: Test | FlowTest, answer: Answer, sentence: str, turn: Turn, **told: Any) -> TestResult:
    """The result of a test in which a turn is not answered as it must be."""
    said = turn.say or (turn.keys and KEYS % {"keys": turn.keys}) or SILENCE
    found = _found(test, answer)
    return failed(test.id, test.locale, sentence, test.expect, found, said=said, expected=turn.reply, **told)


def test_time(text: str) -> datetime:
    """The caller's time of a test; a usual one where it is not readable."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return DEFAULT_TIME


def turns_of(test: Test | FlowTest) -> Sequence[Turn]:
    """What the person does, one turn after the other."""
    utterance = getattr(test, "utterance", None)
    return [Turn(say=utterance)] if utterance is not None else test.turns


def _event(turn: Turn) -> Event:
    if turn.silence:
        return NoInput()
    if turn.keys is not None:
        return Dtmf(turn.keys)
    return Utterance(turn.say or "", tuple(Alternative(text) for text in turn.alternatives))


def _judge(test: Test | FlowTest, answer: Answer) -> TestResult:
    found = _found(test, answer)
    differing = [name for name, value in test.expect.items() if not matches(value, found[name])]
    if differing:
        name = differing[0]
        told = {"name": name, "expected": _shown(test.expect[name]), "found": _shown(found[name])}
        return failed(test.id, test.locale, OTHER_VALUE, test.expect, found, **told)
    if test.outcome is not None and answer.outcome != test.outcome:
        ended = {"expected": test.outcome, "found": answer.outcome or answer.status}
        return failed(test.id, test.locale, OTHER_OUTCOME, test.expect, found, **ended)
    return TestResult(test.id, test.locale, True, test.expect, found)


def _found(test: Test | FlowTest, answer: Answer) -> dict[str, Any]:
    """What was understood of that which a test expects."""
    return {name: answer.values.get(name, {}).get("value") for name in test.expect}


def _shown(value: Any) -> str:
    return "nothing" if value is None else msgspec.json.encode(value).decode()


def matches(expected: Any, found: Any) -> bool:
    """Whether a value is the expected one; of an object only the fields that are expected are looked at."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return all(matches(value, found.get(key)) for key, value in expected.items())
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    return bool(expected == found)
