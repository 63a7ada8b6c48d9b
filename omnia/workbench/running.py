"""Tests run in place: one as the form says it, saved or not, or all of the draft, a slice a request under a progress bar.

Nothing is stored: how far a run is, and how many failed, travels with the page. A slice whose answer is lost is asked for again,
and a draft that was changed meanwhile is run from the beginning.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from omnia.dialogue.compile import CompileError
from omnia.dialogue.simulate import TestResult, course_of, run_flow_tests, run_template_tests
from omnia.dialogue.template import DocumentError, Turn
from omnia.documents import failing
from omnia.workbench import scripts
from omnia.workbench.desk import Desk
from omnia.workbench.fields import Body
from omnia.workbench.numbers import whole_number

RUN, FROM, FAILED, HASH = "run_test", "run_from", "run_failed", "run_of"
SLICE_SECONDS = 0.5
"""How long a request runs tests; one is always finished."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a test's conversation."""

    who: str
    text: str


def is_asked(asked: Mapping[str, Any]) -> bool:
    """Whether a test is to be run, or the next ones of all."""
    return RUN in asked or FROM in asked


def shown(desk: Desk, body: Body, asked: Mapping[str, str]) -> HttpResponse:
    """What came of the test that the section shows, or of the next tests of the draft."""
    if FROM in asked:
        return _slice(desk, asked)
    place = scripts.number_of(body, desk.section(body, {}).key)
    if place is None:
        raise Http404
    test = body["tests"][place]
    result = _run(desk, body, [test])
    failures = _in_words(desk, body, result)
    context: dict[str, Any] = {"locale": test.get("locale"), "failures": failures, "passed": not failures}
    if not result:
        context["problem"] = _("This test is in a language that is not enabled.")
    else:
        context["lines"] = _lines(desk, {**body, "tests": [test]})
    return render(desk.request, "workbench/ran.html", context)


def _lines(desk: Desk, body: Body) -> list[Line]:
    """The test's conversation; none of a document that cannot speak, of which the result tells why."""
    templates = desk.template_bodies(body) if desk.document == "flow" else {}
    try:
        course = course_of(desk.document, body, templates, default_locale=desk.locales[0])
    except (CompileError, DocumentError):
        return []
    lines = []
    for turn, answered in course:
        lines += [Line("person", _done(turn))] if turn is not None else []
        lines.append(Line("note", _("The conversation is over.")) if answered is None else Line("bot", answered))
    return [line for line in lines if line.text]


def _done(turn: Turn) -> str:
    """What the caller does in a turn."""
    if turn.silence:
        return _("(silence)")
    return _("(keys %(keys)s)") % {"keys": turn.keys} if turn.keys is not None else turn.say or ""


def _slice(desk: Desk, asked: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> HttpResponse:
    """Run the next tests of the draft until the time is over."""
    body = desk.draft.body
    spoken = [test for test in body.get("tests", []) if test.get("locale") in desk.locales]
    # Those of one language after the other, so that what is compiled for one is at hand.
    tests = sorted(spoken, key=itemgetter("locale"))
    is_same = asked.get(HASH, desk.draft.hash) == desk.draft.hash
    start = min(whole_number(asked[FROM]), len(tests)) if is_same else 0
    failed = whole_number(asked.get(FAILED, "")) if is_same else 0
    until, found, done = clock() + SLICE_SECONDS, [], start
    while done < len(tests) and (done == start or clock() < until):
        found += _run(desk, body, tests[done : done + 1])
        done += 1
    failures = _in_words(desk, body, found)
    context = {
        "done": done,
        "total": len(tests),
        "failed": min(failed, start) + len(failures),
        "failures": failures,
        "is_first": start == 0,
        "is_over": done >= len(tests),
        "draft_hash": desk.draft.hash,
    }
    return render(desk.request, "workbench/run_progress.html", context)


def _run(desk: Desk, body: Body, tests: Sequence[Body]) -> list[TestResult]:
    """How tests go in the languages that are edited."""
    held = {**body, "tests": list(tests)}
    languages: dict[str, Any] = {"locales": desk.locales, "default_locale": desk.locales[0]}
    if desk.document == "template":
        return run_template_tests(held, **languages)
    return run_flow_tests(held, desk.template_bodies(body), **languages)


def _in_words(desk: Desk, body: Body, results: Sequence[TestResult]) -> list[failing.Failure]:
    templates = desk.template_bodies(body) if desk.document == "flow" else {}
    return failing.in_words(body, [result for result in results if not result.passed], templates)
