"""A document's own tests, and talking to a draft: nothing is saved by either."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from factory.actions import check, drafts_of_templates, run_tests, scores
from factory.admin.page import Page
from factory.admin.wording import in_order, row_name
from omnia.dialogue.compile import CompileError, Program, compile_program
from omnia.dialogue.conversation import Answer, NoInput, Resume, Utterance, advance, begin
from omnia.dialogue.template import DocumentError
from omnia.documents import failing
from omnia.documents.wording import language_name
from omnia.finding_words import in_readers_language

MAX_TURNS = 40
MAX_SAID = 300
MAX_RESUMES = 10
"""Requests in a row that are answered for the host."""

Channel = Literal["voice", "chat"]


def tests_page(page: Page) -> HttpResponse:
    """Run the tests that the document carries and show how each went."""
    problem = _problem(page)
    results = [] if problem else run_tests(page.document, page.head.draft)
    languages = []
    for locale in in_order({result.locale for result in results if result.locale}):
        own = [result for result in results if result.locale == locale]
        languages.append({"name": language_name(locale), "total": len(own), "passed": sum(result.passed for result in own)})
    scored = scores(page.head.draft) if page.document == "template" and results else []
    order = in_order({score.locale for score in scored})
    scored.sort(key=lambda score: order.index(score.locale))
    failures = [failure for score in scored for failure in score.failures] or [each for each in results if not each.passed]
    return page.render(
        "tests",
        "tests",
        title=_("Tests of “%(name)s”") % {"name": page.head},
        languages=languages,
        scores=[(language_name(score.locale), score) for score in scored],
        failing=failing.in_words(
            page.head.draft, failures, drafts_of_templates(page.head.draft) if page.document == "flow" else {}
        ),
        total=len(results),
        problem=problem,
    )


def _problem(page: Page) -> str:
    """What keeps the draft from being run: only a document without errors can be, but for texts that are still missing."""
    findings = in_readers_language(check(page.document, page.head.draft))
    return next((found.message for found in findings if found.severity == "error" and found.code != "text_missing"), "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation."""

    who: Literal["bot", "person", "note"]
    text: str
    about: str = ""


@dataclass(slots=True)
class Talk:
    """A conversation so far."""

    lines: list[Line] = field(default_factory=list)
    values: list[tuple[str, str]] = field(default_factory=list)
    finished: bool = False
    problem: str = ""


def talk_page(page: Page) -> HttpResponse:
    """A conversation with the draft; its whole course is in the address, and it is held anew each time."""
    asked, body = page.request.GET, page.head.draft
    locales = in_order(body["label"])
    locale = asked.get("locale", "")
    locale = locale if locale in locales else (locales[0] if locales else "en")
    channel: Channel = "voice" if asked.get("channel") == "voice" else "chat"
    said = [text.strip()[:MAX_SAID] for text in asked.getlist("said")][:MAX_TURNS]
    if "silence" in asked:
        said = [*said[:-1], ""] if said else [""]
        query = urlencode([("locale", locale), ("channel", channel), *(("said", text) for text in said)])
        return HttpResponseRedirect(f"{page.url('try')}?{query}#turn")
    return page.render(
        "try",
        "try",
        title=_("Try “%(name)s”") % {"name": page.head},
        talk=_hold(page, locale, channel, said),
        locale=locale,
        channel=channel,
        languages=[(held, language_name(held)) for held in locales],
        said=said,
        full=len(said) >= MAX_TURNS,
    )


def _hold(page: Page, locale: str, channel: Channel, said: list[str]) -> Talk:
    talk = Talk(problem=_problem(page))
    if talk.problem:
        return talk
    try:
        program = _program(page, locale)
    except (CompileError, DocumentError) as error:
        talk.problem = str(error)
        return talk
    now = timezone.now().replace(tzinfo=None)
    state, answer = begin(program, channel=channel, variables={}, now=now)
    state, answer = _answered(program, state, answer, talk)
    for text in said:
        if answer.status == "finished":
            break
        talk.lines.append(Line("person", text) if text else Line("person", "", _("silence")))
        state, answer = advance(program, state, Utterance(text) if text else NoInput(), now=now)
        state, answer = _answered(program, state, answer, talk)
    talk.values = [(name, _shown(held)) for name, held in answer.values.items()]
    talk.finished = answer.status == "finished"
    if talk.finished:
        talk.lines.append(Line("note", _("Finished: %(outcome)s") % {"outcome": answer.outcome}))
    return talk


def _program(page: Page, locale: str) -> Program:
    body = page.head.draft
    if page.document == "template":
        return compile_program(template=body, templates={}, locale=locale)
    return compile_program(flow=body, templates=drafts_of_templates(body), locale=locale)


def _answered(program: Program, state: dict[str, Any], answer: Answer, talk: Talk) -> tuple[dict[str, Any], Answer]:
    """Note what was said; what the host is asked for is answered with nothing."""
    now = timezone.now().replace(tzinfo=None)
    talk.lines.extend(_lines(answer))
    for _turn in range(MAX_RESUMES):
        if answer.status != "waiting":
            break
        state, answer = advance(program, state, Resume(), now=now)
        talk.lines.extend(_lines(answer))
    return state, answer


def _lines(answer: Answer) -> Iterator[Line]:
    for output in answer.outputs:
        source = output.get("source") or {}
        about = " · ".join(str(source[name]) for name in ("node", "step", "level") if source.get(name))
        if output.get("text"):
            yield Line("bot", str(output["text"]), about)
        else:
            yield Line("note", row_name(str(output.get("type", ""))), about)


def _shown(held: dict[str, Any]) -> str:
    formatted = held.get("formatted")
    return str(formatted) if formatted else orjson.dumps(held.get("value")).decode()
