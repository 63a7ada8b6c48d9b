"""Hostile files, documents, patterns and expressions: how long each takes to be refused, and how much memory that needs."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from omnia.dialogue.expressions import check_expression
from omnia.dialogue.lint import lint_flow, lint_template
from omnia.dialogue.patterns import check_pattern, compile_pattern
from tenants.document_files import MANIFEST, MAX_DOCUMENT, MAX_FILES, FilesRefused, documents_of, files_in_archive

ROUNDS = 5
FORMAT = b'{"format": 1}'
NAMES = ("en", "it")
Refusal = Callable[[], str | None]
"""Reads something hostile; returns the sentence that refuses it, None if nothing does."""


def measure() -> dict[str, str]:
    """Of each: milliseconds of a processor until it is refused, the longest of some rounds, and the most memory meanwhile."""
    return {name: f"{_longest(refuse):.1f} ms   {_memory(refuse) / 2**20:.1f} MiB" for name, refuse in _refusals()}


def _refusals() -> Iterator[tuple[str, Refusal]]:
    return ((name, make()) for name, make in bombs().items())


def bombs() -> dict[str, Callable[[], Refusal]]:
    """What makes everything that is tried, by name; archives are packed only then."""
    found: dict[str, Callable[[], Refusal]] = {}
    for name, text in _texts().items():
        found[f"file: {name}"] = partial(_file, text)
    for name, pack in _archives().items():
        found[f"archive: {name}"] = partial(_archive, pack)
    for name, body in _bodies().items():
        found[f"template: {name}"] = partial(_document, body, is_flow=False)
        found[f"flow: {name}"] = partial(_document, body, is_flow=True)
    for name, source in _patterns().items():
        found[f"pattern: {name}"] = partial(_pattern, source)
    for name, source in _expressions().items():
        found[f"expression: {name}"] = partial(_expression, source)
    return found


def _texts() -> dict[str, bytes]:
    def filled(start: bytes, part: bytes, end: bytes) -> bytes:
        return start + part * ((MAX_DOCUMENT - len(start) - len(end)) // len(part)) + end

    return {
        "a million lists in each other": b"[" * MAX_DOCUMENT,
        "a hundred thousand objects in each other": filled(b"", b'{"a":', b""),
        "a thousand lists in each other": b"[" * 1000 + b"]" * 1000,
        "a megabyte of blanks": filled(b"", b" ", b""),
        "a megabyte of digits": filled(b"", b"9", b""),
        "an exponent of a megabyte": filled(b"1e", b"9", b""),
        "one name a hundred thousand times": filled(b'{"key":"date"', b',"a":1', b"}"),
        "half characters": filled(b'{"key":"', b"\\ud800", b'"}'),
        "bytes that are no text": filled(b"", b"\xff\xfe\x80", b""),
        "a string without an end": filled(b'{"key":"', b"\\\\", b""),
        "another key of half a megabyte": filled(b'{"key":"', "\u202e\u0301".encode(), b'"}'),
    }


def _archives() -> dict[str, Callable[[], bytes]]:
    return {
        "unpacks to 40 MiB": lambda: _zip({f"templates/t{number}.json": b" " * MAX_DOCUMENT for number in range(40)}),
        "a file of 60 MiB": lambda: _zip({"templates/date.json": b" " * 60 * 2**20}),
        "as many entries as there may be": lambda: _zip({f"templates/t{number}.json": b"{" for number in range(MAX_FILES)}),
        "one entry too many": lambda: _zip({f"templates/t{number}.json": b"{}" for number in range(MAX_FILES + 1)}),
        "an archive in an archive": lambda: _zip({"templates/date.json": _zip({"templates/date.json": b" " * MAX_DOCUMENT})}),
        "a megabyte of the marks of entries": lambda: b"PK\x01\x02" * 2**18,
        "names of 60,000 signs": lambda: _zip({f"templates/{'a' * 60_000}{number}.json": b"{}" for number in range(20)}),
    }


def _bodies() -> dict[str, dict[str, Any]]:
    deep: Any = []
    for _level in range(500):
        deep = [deep]
    node = {"key": "a", "kind": "date", "steps": {}}
    return {
        "500 levels": {"key": "date", "nodes": deep},
        "ten thousand nodes of one name": {"key": "date", "label": {"en": "x"}, "nodes": [node] * 10_000},
        "a hundred thousand numbers": {"key": "date", "nodes": list(range(100_000))},
        "fifty thousand unknown fields": {"key": "date", **{f"f{number}": number for number in range(50_000)}},
        "a text of 600,000 signs": {"key": "date", "label": {"en": "a\u0301" * 300_000}},
        "half a character": {"key": "date", "label": {"en": "\ud800"}},
        "numbers that JSON lacks": {"key": "date", "nodes": [float("nan"), float("inf")] * 1000},
        "every field of another type": dict.fromkeys(("schema", "key", "label", "nodes", "flow", "tests", "tags"), 0),
        "languages by the thousand": {"key": "date", "label": {f"x{number}": "x" for number in range(20_000)}, "nodes": []},
    }


def _patterns() -> dict[str, str]:
    return {
        "repetitions in each other": "(((a{1,30}){1,30}){1,30}){1,30}",
        "a thousand of a thousand": "(a{1000}){1000}",
        "open brackets": "(" * 512,
        "alternatives": "|".join(f"a{number}{{200}}" for number in range(40)),
        "marks without letters": "[" + "\u0301\u202e" * 255,
        "half a character": "\ud800" * 10,
        "a megabyte": "a" * 2**20,
        "a look behind": "(?<=a)b",
        "a reference back": r"(a*)*\1",
    }


def _expressions() -> dict[str, str]:
    return {
        "brackets in each other": "(" * 240 + "1" + ")" * 240,
        "lists in each other": "[" * 240 + "]" * 240,
        "nots": "!" * 499 + "a",
        "a megabyte of sums": "1+" * 2**19 + "1",
        "runs in runs": "variables.l.all(i, variables.l.all(j, variables.l.all(k, true)))",
        "lists joined in a run": "size(variables.l.map(i, variables.l + variables.l)) > 0",
        "a pattern that unfolds": "value.matches('((a?){18}){18}b')",
        "a pattern that is not there": "value.matches(value + value)",
        "names beyond the alphabet": "\u202e\u0301\U0001f600" * 100,
        "a string without an end": "'" + "\\" * 498,
        "choices in choices": "true ? " * 60 + "1" + " : 2" * 60,
    }


def _zip(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {MANIFEST: FORMAT, **files}.items():
            archive.writestr(name, content)
    return held.getvalue()


def _file(text: bytes) -> Refusal:
    def refuse() -> str | None:
        try:
            documents_of({MANIFEST: FORMAT, "templates/date.json": text})
        except FilesRefused as error:
            return str(error)
        return None

    return refuse


def _archive(pack: Callable[[], bytes]) -> Refusal:
    content = pack()

    def refuse() -> str | None:
        try:
            documents_of(files_in_archive(content))
        except FilesRefused as error:
            return str(error)
        return None

    return refuse


def _document(body: dict[str, Any], *, is_flow: bool) -> Refusal:
    def refuse() -> str | None:
        found = lint_flow(body, locales=NAMES, templates={}) if is_flow else lint_template(body, locales=NAMES)
        return next((finding.message for finding in found if finding.severity == "error"), None)

    return refuse


def _pattern(source: str) -> Refusal:
    def refuse() -> str | None:
        compile_pattern.cache_clear()  # what was refused a moment ago is not compiled anew
        return check_pattern(source)

    return refuse


def _expression(source: str) -> Refusal:
    return lambda: check_expression(source)


def _longest(refuse: Refusal) -> float:
    took = []
    for _round in range(ROUNDS):
        began = time.thread_time()
        refuse()
        took.append((time.thread_time() - began) * 1000)
    return max(took)


def _memory(refuse: Refusal) -> int:
    """The most memory that Python has at a time beyond what it had before, in bytes."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        refuse()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
