"""Running the tests that templates and flows carry, with the engine that will hold the real conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from omnia.dialogue.compile import CompileError, Program, compile_program
from omnia.dialogue.conversation import Answer, Dtmf, Event, NoInput, Utterance, advance, begin
from omnia.dialogue.events import Alternative
from omnia.dialogue.template import DocumentError, FlowTest, Test, Turn, parse_flow, parse_template

OTHER_VALUE = "“%(name)s” should be %(expected)s and is %(found)s."
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
    now = test_time(test.reference_time)
    state, answer = begin(program, channel=test.channel, variables={}, now=now)
    for event in _events(test):
        if answer.status == "finished":
            break
        state, answer = advance(program, state, event, now=now)
    return _judge(test, answer)


def test_time(text: str) -> datetime:
    """The caller's time of a test; a usual one where it is not readable."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return DEFAULT_TIME


def _events(test: Test | FlowTest) -> list[Event]:
    utterance = getattr(test, "utterance", None)
    return [Utterance(utterance)] if utterance is not None else [_event(turn) for turn in test.turns]


def _event(turn: Turn) -> Event:
    if turn.silence:
        return NoInput()
    if turn.keys is not None:
        return Dtmf(turn.keys)
    return Utterance(turn.say or "", tuple(Alternative(text) for text in turn.alternatives))


def _judge(test: Test | FlowTest, answer: Answer) -> TestResult:
    found = {name: answer.values.get(name, {}).get("value") for name in test.expect}
    differing = [name for name, value in test.expect.items() if not matches(value, found[name])]
    if differing:
        name = differing[0]
        told = {"name": name, "expected": _shown(test.expect[name]), "found": _shown(found[name])}
        return failed(test.id, test.locale, OTHER_VALUE, test.expect, found, **told)
    if test.outcome is not None and answer.outcome != test.outcome:
        ended = {"expected": test.outcome, "found": answer.outcome or answer.status}
        return failed(test.id, test.locale, OTHER_OUTCOME, test.expect, found, **ended)
    return TestResult(test.id, test.locale, True, test.expect, found)


def _shown(value: Any) -> str:
    return "nothing" if value is None else msgspec.json.encode(value).decode()


def matches(expected: Any, found: Any) -> bool:
    """Whether a value is the expected one; of an object only the fields that are expected are looked at."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return all(matches(value, found.get(key)) for key, value in expected.items())
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    return bool(expected == found)
