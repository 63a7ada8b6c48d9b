"""Collecting findings, and the checks that templates and flows share: keys, ids, texts, expressions, tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from omnia.dialogue.diff import escaped
from omnia.dialogue.expressions import check_expression
from omnia.dialogue.texts import PLACEHOLDER, locale_chain, text_for

MAX_TEXT = 1_000
"""Characters of one text."""

MAX_FINDINGS = 200
"""Findings that are listed; more would not be read."""

KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
ODD_BRACE = re.compile(r"[{}]")
TIMEOUT = (0.1, 10.0)
"""Seconds that the host may wait for an answer."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong (`error`) or could be better (`warning`); `path` is a JSON pointer into the document."""

    path: str
    code: str
    severity: Literal["error", "warning"]
    message: str


@dataclass(slots=True)
class Report:
    """What was found so far, and the languages that count."""

    locales: list[str]
    default_locale: str
    findings: list[Finding] = field(default_factory=list)

    def error(self, path: str, code: str, message: str) -> None:
        """Note what must be mended."""
        self._add(Finding(path, code, "error", message))

    def warn(self, path: str, code: str, message: str) -> None:
        """Note what would be better otherwise."""
        self._add(Finding(path, code, "warning", message))

    def _add(self, finding: Finding) -> None:
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(finding)


def check_key(report: Report, path: str, key: str, what: str) -> None:
    """A key is used in values and expressions, so it is a plain word."""
    if not KEY.fullmatch(key):
        report.error(
            f"{path}/key",
            "key",
            f"The key “{key[:80]}” of the {what} is not usable: begin with a small letter, then small letters, digits and _.",
        )


def check_unique(report: Report, path: str, items: Sequence[Mapping[str, Any]], field_name: str, what: str) -> None:
    """No two items of a list share a key or an id."""
    seen: set[str] = set()
    for place, item in enumerate(items):
        value = item[field_name]
        if value in seen:
            message = f"Two {what} here have the {field_name} “{value}”. Rename one."
            report.error(f"{path}/{place}/{field_name}", "duplicate", message)
        seen.add(value)


def check_ids(report: Report, body: Any) -> None:
    """Every id of a document stands once, so that updates can tell the items apart."""
    seen: dict[str, str] = {}
    for path, identifier in _ids(body, ""):
        if not identifier:
            report.error(path, "id", "This id is empty. Give it any name that no other item has.")
        elif identifier in seen:
            message = f"The id “{identifier[:80]}” is used at {seen[identifier]} already. Change one of them."
            report.error(path, "duplicate", message)
        else:
            seen[identifier] = path


def _ids(item: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(item, Mapping):
        for key, value in item.items():
            if key == "id" and isinstance(value, str):
                yield f"{path}/id", value
            elif key not in ("expect", "options", "params", "entries"):
                yield from _ids(value, f"{path}/{escaped(str(key))}")
    elif isinstance(item, list):
        for place, value in enumerate(item):
            yield from _ids(value, f"{path}/{place}")


def check_texts(report: Report, path: str, texts: Mapping[str, str], known: frozenset[str] | None, what: str = "text") -> None:
    """A text is there for every enabled locale, not too long, and its placeholders name something (`known` None: not checked)."""
    for locale in report.locales:
        if text_for(texts, locale, report.default_locale) is None:
            message = f"The {what} is missing in {locale}. Write it, or switch that language off."
            report.error(f"{path}/{locale}", "text_missing", message)
        elif not any(texts.get(name) for name in locale_chain(locale, locale)):
            message = f"The {what} is missing in {locale}; {report.default_locale} is used instead."
            report.warn(f"{path}/{locale}", "text_falls_back", message)
    for locale, text in texts.items():
        _check_text(report, f"{path}/{escaped(locale)}", text, known)


def _check_text(report: Report, path: str, text: str, known: frozenset[str] | None) -> None:
    if len(text) > MAX_TEXT:
        report.error(path, "text_long", f"The text has {len(text)} characters; {MAX_TEXT} are allowed. Shorten it.")
        return
    if known is None:
        return
    for name in PLACEHOLDER.findall(text):
        if name in known:
            continue
        near = ", ".join(f"{{{item}}}" for item in sorted(known)[:8])
        if "." in name:
            report.error(path, "placeholder", f"{{{name}}} names nothing that is known here. It may be one of: {near}.")
        else:
            report.warn(
                path,
                "placeholder",
                f"Nothing here sets {{{name}}}: it is spoken only if the host gives a variable of that name. Known are: {near}.",
            )
    if ODD_BRACE.search(PLACEHOLDER.sub("", text)):
        message = "A brace stands alone. A placeholder is written {name}, in small letters, with both braces."
        report.error(path, "placeholder", message)


def check_condition(report: Report, path: str, source: str) -> None:
    """An expression compiles; an empty one is no expression."""
    problem = check_expression(source) if source else None
    if problem:
        report.error(path, "expression", problem)


def check_request(report: Report, path: str, item: Mapping[str, Any]) -> None:
    """A webhook goes to an https address with a bounded wait; mappings are expressions."""
    if item["type"] == "webhook":
        if not item.get("url", "").startswith("https://"):
            report.error(f"{path}/url", "url", "A webhook needs an address that starts with https://.")
        check_timeout(report, path, item)
    for name, source in item.get("mapping", {}).items():
        check_condition(report, f"{path}/mapping/{escaped(name)}", source)


def check_timeout(report: Report, path: str, item: Mapping[str, Any]) -> None:
    """A wait of a person on the line is short."""
    low, high = TIMEOUT
    if not low <= item.get("timeout", low) <= high:
        report.error(f"{path}/timeout", "timeout", f"The time-out must be between {low} and {high:.0f} seconds.")


def check_tests(report: Report, tests: Sequence[Mapping[str, Any]], names: frozenset[str]) -> None:
    """Tests say one thing each and expect data that exist."""
    for place, test in enumerate(tests):
        path = f"/tests/{place}"
        if (test.get("utterance") is None) == (not test.get("turns")):
            report.error(path, "test", "A test has either an utterance or turns.")
        for name in test.get("expect", {}):
            if name not in names:
                known = ", ".join(sorted(names)[:8])
                message = f"The test expects “{name}”, which is not acquired here. It may be one of: {known}."
                report.error(f"{path}/expect/{escaped(name)}", "test", message)
        for number, turn in enumerate(test.get("turns", ())):
            given = [key for key in ("say", "keys", "silence", "alternatives") if turn.get(key)]
            if len([key for key in given if key != "alternatives"]) != 1 and given != ["alternatives"]:
                report.error(f"{path}/turns/{number}", "test", "A turn is one of: say, keys, silence, alternatives.")


def assigned_variables(items: Any) -> set[str]:
    """The variables that actions or rows anywhere in a document set."""
    found: set[str] = set()
    if isinstance(items, Mapping):
        if items.get("type") == "assign" and isinstance(items.get("variable"), str):
            found.add(items["variable"])
        if isinstance(items.get("mapping"), Mapping):
            found.update(str(name) for name in items["mapping"])
        for value in items.values():
            found |= assigned_variables(value)
    elif isinstance(items, list):
        for value in items:
            found |= assigned_variables(value)
    return found
