"""The try-out field of a datum's recognition: words are read by what the form says, saved or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from omnia.dialogue.compile import CompileError, compile_template
from omnia.dialogue.parsing import UnknownNode
from omnia.dialogue.speech import format_value
from omnia.dialogue.template import DocumentError
from omnia.dialogue.trying import Trial, Tried, try_words
from omnia.documents.wording import broken
from omnia.workbench.desk import Desk
from omnia.workbench.fields import Body
from omnia.workbench.names import engine_name, kind_name

WORDS, LANGUAGE = "try_words", "try_language"
MAX_WORDS = 500


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the words; `is_found` where something was found in it."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One engine as the page shows it."""

    name: str
    state: str
    why: str
    spans: Sequence[Span]
    value: str
    percent: int | None


def shown(desk: Desk, body: Body, asked: Mapping[str, str]) -> HttpResponse:
    """What the engines of the section's datum make of the words that were posted."""
    text, locale = asked[WORDS].strip()[:MAX_WORDS], asked.get(LANGUAGE, "")
    locale = locale if locale in desk.locales else desk.locales[0]
    node = desk.section(body, {}).key.partition(":")[0]
    context: dict[str, Any] = {"text": text, "locale": locale}
    try:
        template = compile_template(body, locale=locale, default_locale=desk.locales[0])
        now = timezone.localtime().replace(tzinfo=None)
        trial = try_words(template, node, text, now=now, region=desk.region(locale)) if text else None
    except (CompileError, DocumentError, UnknownNode, KeyError) as error:
        context["problem"] = _("This cannot listen yet: %(reason)s") % {"reason": error}
    else:
        context |= _outcome(trial, body, node, text, locale) if trial else {}
    return render(desk.request, "workbench/tried.html", context)


def _outcome(trial: Trial, body: Body, node: str, text: str, locale: str) -> dict[str, Any]:
    rules = {str(row.get("key")): str(row.get("type")) for row in _node(body, node).get("constraints", [])}
    refused = [str(row["constraint"]) for row in trial.answer.violations]
    return {
        "rows": rows_of(trial, text, locale),
        "values": [match["formatted"] for match in trial.answer.matches],
        "refusals": [broken(rules.get(rule, rule), rule) for rule in refused],
    }


def rows_of(trial: Trial, text: str, locale: str) -> list[Row]:
    """The engines that read the words, in their order."""
    return [_row(tried, text, locale) for tried in trial.engines]


def _node(body: Body, path: str) -> Mapping[str, Any]:
    held: Mapping[str, Any] = {"parts": body.get("nodes", [])}
    for key in path.split("."):
        held = next((node for node in held.get("parts", []) if node.get("key") == key), {})
    return held


def _row(tried: Tried, text: str, locale: str) -> Row:
    reading = tried.reading
    found = [each.span for each in reading.matches] or [each.span for each in reading.violations]
    spans = _spans(text, found[0]) if found else []
    match = reading.matches[0] if reading.matches else None
    value = format_value(match.kind, match.value, locale) if match is not None else ""
    name = engine_name(tried.type)
    if tried.recogniser:
        name = f"{name}: {kind_name(tried.recogniser)}"
    return Row(name, tried.state, _why(tried), spans, value, round(match.confidence * 100) if match is not None else None)


def _spans(text: str, span: tuple[int, int]) -> list[Span]:
    start, end = span
    pieces = (Span(text[:start], is_found=False), Span(text[start:end], is_found=True), Span(text[end:], is_found=False))
    return [piece for piece in pieces if piece.text]


def _why(tried: Tried) -> str:
    words = {
        "decides": _("It decides: it is the first that found something."),
        "later": _("It found something, too, and does not decide: one before it did."),
        "silent": _("It found nothing that fits."),
        "outside": _("It is asked by the host, and only where the others found nothing; here it is not asked."),
    }
    if tried.state == "near":
        return _("It came near: %(why)s.") % {"why": broken(_rule(tried), tried.reading.violations[0].rule)}
    return words[tried.state]


def _rule(tried: Tried) -> str:
    """The kind of rule that a near miss breaks."""
    return {"scale": "range", "too_long": "length", "mobile": "format"}.get(
        tried.reading.violations[0].rule, tried.reading.violations[0].rule
    )
