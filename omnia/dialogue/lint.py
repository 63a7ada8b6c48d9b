"""What speaks against a document, and what could be better: all at once, each with its place and a sentence.

A finding with the code `shape` says that the document cannot be stored or run as it is; the other rules look at documents that
have their shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any
from unicodedata import is_normalized

import msgspec

from omnia.dialogue.canonical import canonical_bytes
from omnia.dialogue.lint_flows import Looked, lint_flow_rules
from omnia.dialogue.lint_nodes import lint_template_rules
from omnia.dialogue.lint_report import MAX_FINDINGS, Finding, Report
from omnia.dialogue.lint_shape import misfits
from omnia.dialogue.template import SCHEMA, DocumentError, Flow, Template, parse_flow, parse_template

MAX_DOCUMENT = 512 * 1024
"""Bytes of a document in canonical form."""

MAX_NESTING = 40
"""Levels of objects and lists; a document of the right shape needs half of it."""


def lint_template(body: Any, *, locales: Sequence[str], default_locale: str | None = None) -> list[Finding]:
    """Everything that is to be said of a template; never raises, whatever the JSON.

    Args:
        body: The document.
        locales: The locales that its texts must be spoken in.
        default_locale: Where a text is looked for that a locale lacks; the first locale if not given.
    """
    report = Report(list(locales), default_locale or (locales[0] if locales else "en"))
    if _has_bounds(report, body) and _has_shape(report, body, Template) and _can_be_stored(report, body):
        lint_template_rules(report, body)
    return report.findings


def lint_flow(
    body: Any,
    *,
    locales: Sequence[str],
    templates: Mapping[str, Any],
    default_locale: str | None = None,
    looked: dict[str, Looked] | None = None,
) -> list[Finding]:
    """Everything that is to be said of a flow; never raises, whatever the JSON.

    Args:
        body: The document.
        locales: The locales that its texts must be spoken in, and those of the templates that it runs.
        templates: The documents that it may run, by key.
        default_locale: Where a text is looked for that a locale lacks; the first locale if not given.
        looked: What was found of these templates for other flows in these languages; what is found now is added.
    """
    report = Report(list(locales), default_locale or (locales[0] if locales else "en"))
    if _has_bounds(report, body) and _has_shape(report, body, Flow) and _can_be_stored(report, body):
        lint_flow_rules(report, body, templates, looked)
    return report.findings


def _has_bounds(report: Report, body: Any) -> bool:
    """Size and nesting, before anything else looks at a document that may be hostile."""
    if not isinstance(body, Mapping):
        report.error("", "shape", "A document is a JSON object with fields such as key, label and nodes.")
        return False
    if _depth_exceeds(body, MAX_NESTING):
        report.error("", "shape", "The document nests more than %(most)s levels. Make it flatter.", most=MAX_NESTING)
        return False
    return not _is_too_large(report, _roughly(body), MAX_DOCUMENT + MAX_DOCUMENT // 8)


def _roughly(body: Any) -> int:
    """About how many bytes the document has, found many times sooner than its canonical form; 0 if it has none."""
    try:
        written = msgspec.json.encode(body)
        # Composing its letters makes a text up to three times shorter, and one whose letters are composed no shorter.
        return len(written) if is_normalized("NFC", written.decode()) else len(written) // 3
    except (TypeError, ValueError, OverflowError, RecursionError):
        return 0


def _can_be_stored(report: Report, body: Any) -> bool:
    try:
        size = len(canonical_bytes(dict(body)))
    except (TypeError, ValueError, RecursionError) as error:
        report.error("", "shape", "The document is no JSON that can be stored: %(reason)s", reason=str(error))
        return False
    return not _is_too_large(report, size, MAX_DOCUMENT)


def _is_too_large(report: Report, size: int, allowed: int) -> bool:
    if size <= allowed:
        return False
    sentence = "The document has %(size)s bytes; %(most)s are allowed. Split it, or shorten its texts."
    report.error("", "shape", sentence, size=f"{size:,}", most=f"{MAX_DOCUMENT:,}")
    return True


def _depth_exceeds(body: Any, limit: int) -> bool:
    level: list[Any] = [body]
    for _ in range(limit):
        level = [child for item in level for child in _children(item)]
        if not level:
            return False
    return True


def _children(item: Any) -> list[Any]:
    held = item.values() if isinstance(item, Mapping) else item if isinstance(item, list | tuple) else ()
    return [child for child in held if isinstance(child, Mapping | list | tuple)]


def _has_shape(report: Report, body: Any, document: type[Template | Flow]) -> bool:
    """Every place that does not fit, by the types; the parser has the last word."""
    for path, message in islice(misfits(body, document), MAX_FINDINGS):
        # Put together of words of the document: no constant that could be translated.
        report.add(Finding(path, "shape", "error", message))
    if report.findings:
        return False
    try:
        parsed = parse_template(body) if document is Template else parse_flow(body)
    except (DocumentError, RecursionError) as error:
        report.error("", "shape", "The document does not have its shape: %(reason)s.", reason=str(error))
        return False
    if parsed.schema != SCHEMA:
        sentence = "The document says schema %(schema)s; this version of the product reads %(own)s."
        report.error("/schema", "shape", sentence, schema=parsed.schema, own=SCHEMA)
        return False
    return True


__all__ = ["Finding", "Looked", "lint_flow", "lint_template"]
