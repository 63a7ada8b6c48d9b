"""Collecting findings, and the checks that templates and flows share: keys, ids, texts, expressions, tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import msgspec

from omnia.dialogue.addresses import escaped
from omnia.dialogue.events import Outcome
from omnia.dialogue.expressions import expression_problem
from omnia.dialogue.locale_names import locale_name
from omnia.dialogue.texts import PLACEHOLDER, locale_chain, text_for

MAX_TEXT = 1_000
"""Characters of one text."""

MAX_FINDINGS = 200
"""Findings of each severity that are listed; more would not be read."""

MAX_TESTS = 500
"""Tests of a document."""

OUTCOMES: tuple[str, ...] = get_args(Outcome)

KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
ODD_BRACE = re.compile(r"[{}]")
OPAQUE = frozenset(("expect", "options", "params", "entries", "mapping", "body", "parameters"))
"""Fields whose content is not made of items with ids that updates compare."""

LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")
"""A locale by language, script and region (BCP 47)."""

TIMEOUT = (0.1, 10.0)
"""Seconds that the host may wait for an answer."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong (`error`) or could be better (`warning`); `path` is a JSON pointer into the document."""

    path: str
    code: str
    severity: Literal["error", "warning"]
    message: str
    locale: str = ""
    """The language that it is about, if it is about one."""
    fallback: str = ""
    """The language that is spoken in its place."""
    sentence: str = ""
    """The constant that the message is, before `told` is filled in: what pages translate."""
    told: tuple[tuple[str, Any], ...] = ()


@dataclass(slots=True)
class Report:
    """What was found so far, and the languages that count."""

    locales: list[str]
    default_locale: str
    findings: list[Finding] = field(default_factory=list)

    def error(self, path: str, code: str, sentence: str, /, **told: Any) -> None:
        """Note what must be mended: a constant, in which `told` is filled in."""
        self.add(_finding(path, code, "error", sentence, told))

    def warn(self, path: str, code: str, sentence: str, /, **told: Any) -> None:
        """Note what would be better otherwise: a constant, in which `told` is filled in."""
        self.add(_finding(path, code, "warning", sentence, told))

    def add(self, finding: Finding) -> None:
        """Note a finding, as long as there are not too many of its severity."""
        # Errors and advice are counted apart: no amount of advice may hide what stops a release.
        if sum(known.severity == finding.severity for known in self.findings) < MAX_FINDINGS:
            self.findings.append(finding)


def _finding(path: str, code: str, severity: Literal["error", "warning"], sentence: str, told: Mapping[str, Any]) -> Finding:
    message = sentence % told if told else sentence
    return Finding(path, code, severity, message, sentence=sentence, told=tuple(told.items()))


def check_key(report: Report, path: str, key: str, what: str) -> None:
    """A key is used in values and expressions, so it is a plain word; `path` is the field that holds it."""
    if not KEY.fullmatch(key):
        report.error(
            path,
            "key",
            "The key “%(key)s” of the %(what)s is not usable: begin with a small letter, then small letters, digits and _.",
            key=key[:80],
            what=what,
        )


def check_required(report: Report, path: str, value: str, sentence: str) -> None:
    """A text that may not be empty."""
    if not value.strip():
        report.error(path, "empty", sentence)


def check_unique(report: Report, path: str, items: Sequence[Mapping[str, Any]], field_name: str, what: str) -> None:
    """No two items of a list share a key or an id."""
    seen: set[str] = set()
    for place, item in enumerate(items):
        value = item[field_name]
        if value in seen:
            sentence = "Two %(what)s here have the %(field)s “%(value)s”. Rename one."
            report.error(f"{path}/{place}/{field_name}", "duplicate", sentence, what=what, field=field_name, value=value)
        seen.add(value)


def check_ids(report: Report, body: Any) -> None:
    """Every id of a document stands once, so that updates can tell the items apart."""
    seen: dict[str, str] = {}
    for path, identifier in _ids(body, ""):
        if not identifier:
            report.error(path, "id", "This id is empty. Give it any name that no other item has.")
        elif identifier in seen:
            sentence = "The id “%(id)s” is used at %(place)s already. Change one of them."
            report.error(path, "duplicate", sentence, id=identifier[:80], place=seen[identifier])
        else:
            seen[identifier] = path


def _ids(item: Any, path: str) -> Iterator[tuple[str, str]]:
    """The ids of the items of lists; elsewhere `id` may be a locale or a customer's own name."""
    if isinstance(item, Mapping):
        for key, value in item.items():
            if key not in OPAQUE:
                yield from _ids(value, f"{path}/{escaped(str(key))}")
    elif isinstance(item, list):
        for place, value in enumerate(item):
            where = f"{path}/{place}"
            if isinstance(value, Mapping) and isinstance(value.get("id"), str):
                yield f"{where}/id", value["id"]
            yield from _ids(value, where)


def check_texts(report: Report, path: str, texts: Mapping[str, str], known: frozenset[str] | None, what: str = "text") -> None:
    """A text is there for every enabled locale, not too long, and its placeholders name something (`known` None: not checked)."""
    for locale in report.locales:
        _check_language(report, f"{path}/{locale}", texts, locale, what)
    for locale, text in texts.items():
        where = f"{path}/{escaped(locale)}"
        if not LOCALE.fullmatch(locale):
            sentence = "“%(locale)s” is no locale, so nobody hears this. Write one such as it or pt-BR."
            report.warn(where, "locale", sentence, locale=locale[:80])
        _check_text(report, where, text, known)


def _check_language(report: Report, path: str, texts: Mapping[str, str], locale: str, what: str) -> None:
    """A text is there in one language; what is spoken and falls back is told apart from a name in lists that does."""
    if any(texts.get(name) for name in locale_chain(locale, locale)):
        return
    language, fallback = locale_name(locale), report.default_locale
    if text_for(texts, locale, fallback) is None:
        message = f"The {what} is missing in {language}. Write it, or switch that language off."
        report.add(Finding(path, "text_missing", "error", message, locale))
        return
    code = "name_falls_back" if what == "name" else "text_falls_back"
    message = f"The {what} is missing in {language}; {locale_name(fallback)} is used instead."
    report.add(Finding(path, code, "warning", message, locale, fallback))


def _check_text(report: Report, path: str, text: str, known: frozenset[str] | None) -> None:
    if len(text) > MAX_TEXT:
        sentence = "The text has %(length)s characters; %(most)s are allowed. Shorten it."
        report.error(path, "text_long", sentence, length=len(text), most=MAX_TEXT)
        return
    if known is not None:
        check_placeholders(report, path, text, known)


def check_placeholders(report: Report, path: str, text: str, known: frozenset[str]) -> None:
    """Every placeholder names something, and no brace stands alone."""
    near = ", ".join(f"{{{item}}}" for item in sorted(known)[:8])
    for name in dict.fromkeys(PLACEHOLDER.findall(text)):
        if name in known:
            continue
        if "." in name:
            sentence = "{%(name)s} names nothing that is known here. It may be one of: %(near)s."
            report.error(path, "placeholder", sentence, name=name[:80], near=near)
        else:
            sentence = "Nothing here sets {%(name)s}: only the host could give such a variable. Known are: %(near)s."
            report.warn(path, "placeholder", sentence, name=name[:80], near=near)
    if ODD_BRACE.search(PLACEHOLDER.sub("", text)):
        sentence = "A brace stands alone. A placeholder is written {name}, in small letters, with both braces."
        report.error(path, "placeholder", sentence)


def check_condition(report: Report, path: str, source: str) -> None:
    """An expression compiles; an empty one is no expression."""
    problem = expression_problem(source) if source else None
    if problem:
        report.error(path, "expression", problem.sentence, **problem.told)


def check_assignment(report: Report, path: str, item: Mapping[str, Any]) -> None:
    """A variable is set to the value of an expression."""
    check_key(report, f"{path}/variable", item["variable"], "variable")
    _check_value(report, f"{path}/value", item["value"], item["variable"])


def _check_value(report: Report, path: str, source: str, variable: str) -> None:
    if not source:
        report.error(path, "expression", "Say what “%(variable)s” is set to: an expression is missing.", variable=variable[:80])
    check_condition(report, path, source)


def check_request(report: Report, path: str, item: Mapping[str, Any], known: frozenset[str]) -> None:
    """A request has a name, knows what it sends, and maps the answer by expressions; a webhook goes to an https address."""
    check_required(report, f"{path}/name", item["name"], "The request has no name. Write it.")
    if item["type"] == "webhook":
        check_url(report, path, item.get("url", ""), "A webhook")
        check_timeout(report, path, item)
    sent = "body" if item["type"] == "webhook" else "parameters"
    for name, text in item.get(sent, {}).items():
        check_placeholders(report, f"{path}/{sent}/{escaped(name)}", text, known)
    for name, source in item.get("mapping", {}).items():
        where = f"{path}/mapping/{escaped(name)}"
        check_key(report, where, name, "variable")
        _check_value(report, where, source, name)


def check_url(report: Report, path: str, url: str, what: str) -> None:
    """An address that starts with https, names a host, and carries no password."""
    if not _is_https(url):
        report.error(
            f"{path}/url", "url", "%(what)s needs an address that starts with https:// and holds no password.", what=what
        )


def _is_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = url.isprintable() and " " not in url and (port is None or port > 0)
    return plain and parts.scheme == "https" and bool(parts.hostname) and parts.username is None and parts.password is None


def check_timeout(report: Report, path: str, item: Mapping[str, Any]) -> None:
    """A wait of a person on the line is short."""
    check_between(report, f"{path}/timeout", item.get("timeout", TIMEOUT[0]), TIMEOUT, "The time-out", " seconds")


def check_between(report: Report, path: str, value: float, bounds: tuple[float, float], what: str, unit: str = "") -> None:
    """A number within bounds."""
    low, high = bounds
    if not low <= value <= high:
        sentence = "%(what)s must be between %(low)s and %(high)s%(unit)s."
        report.error(path, "bounds", sentence, what=what, low=f"{low:g}", high=f"{high:g}", unit=unit)


def check_tests(report: Report, tests: Sequence[Mapping[str, Any]], names: frozenset[str]) -> None:
    """Tests say one thing each and expect data that exist."""
    if len(tests) > MAX_TESTS:
        report.error("/tests", "size", "There are more than %(most)s tests. Keep the telling ones.", most=MAX_TESTS)
    for place, test in enumerate(tests):
        _check_test(report, f"/tests/{place}", test, names)


def _check_test(report: Report, path: str, test: Mapping[str, Any], names: frozenset[str]) -> None:
    if test.get("utterance") is None and not test.get("turns"):
        report.error(path, "test", "In this test nobody says anything. Write what the caller says.")
    elif test.get("utterance") is not None and test.get("turns"):
        report.error(path, "test", "A test has either an utterance or turns. Keep one of them.")
    for name in test.get("expect", {}):
        if name not in names:
            known = ", ".join(sorted(names)[:8])
            sentence = "The test expects “%(name)s”, which is not acquired here. It may be one of: %(known)s."
            report.error(f"{path}/expect/{escaped(name)}", "test", sentence, name=name[:80], known=known)
    for number, turn in enumerate(test.get("turns", ())):
        given = [key for key in ("say", "keys", "silence", "alternatives") if turn.get(key)]
        if len([key for key in given if key != "alternatives"]) != 1 and given != ["alternatives"]:
            sentence = "This turn needs what the caller does: words, keys or silence (`say`, `keys`, `silence`, `alternatives`)."
            report.error(f"{path}/turns/{number}", "test", sentence)
    if test.get("outcome") is not None and test["outcome"] not in OUTCOMES:
        sentence = "No conversation ends as “%(outcome)s”. The outcomes are: %(outcomes)s."
        report.error(f"{path}/outcome", "test", sentence, outcome=test["outcome"][:80], outcomes=", ".join(OUTCOMES))
    if not _is_time(test.get("reference_time", "2026-01-15T10:00:00")):
        message = "The time of a test is written as 2026-01-15T10:00:00. Correct it."
        report.error(f"{path}/reference_time", "test", message)


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
