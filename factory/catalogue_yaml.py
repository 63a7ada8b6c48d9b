"""How catalogue files are written: one form for one content, in the manner of the reviewed files, to be compared by line."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from omnia.documents.wording import LANGUAGES

WIDTH = 130
"""Columns that a value on one line may reach."""

FIRST = (
    "schema", "key", "id", "icon", "kind", "type", "scope", "industry", "countries", "tags", "label", "description", "synonyms",
    "start", "variables", "webhooks", "introduction", "success", "parts", "contract", "constraints", "confirm", "inputs",
    "complete", "partial", "noisy", "negative", "turns", "value", "expect",
    "say", "close", "acquire", "assign", "request", "webhook", "transfer", "to", "when", "otherwise",
    "no_match", "no_input", "irrelevant_match", "ambiguous", "confirmation", "not_confirmed", "spelling",
)  # fmt: skip
LAST = ("rows", "edges", "steps", "examples", "help", "nodes", "tests", "channel", "outcome")
BLOCKS = frozenset({"nodes", "parts", "rows", "edges", "steps", "tests", "engines", "constraints", "entries", "description"})
"""Are written line by line even where they would fit on one."""

SAID = frozenset({"complete", "partial", "noisy", "negative", "turns", "say"})
"""What stands below is said by people, and in quotes."""

REGIONAL = re.compile(r"[a-z]{2}-[A-Za-z0-9-]{2,12}")
PLAIN = re.compile(r"[a-z][a-z0-9_]*([.-][a-z0-9_]+)*")
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*")
WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Are read as something else than text where they stand without quotes."""

UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def write(value: Any, comment: str = "") -> str:
    """A document, or a list of them, as the text of a file; `comment` are lines that stand before it."""
    lines = _mapping(value, 0, "") if isinstance(value, Mapping) else _items(value, 0, "")
    return comment + "".join(f"{line}\n" for line in lines)


def comment_of(text: str) -> str:
    """The lines of remarks that a file begins with."""
    found = re.match(r"(?:#[^\n]*\n)*", text)
    return found.group() if found else ""


def _mapping(value: Mapping[str, Any], indent: int, name: str) -> Iterator[str]:
    for key in _ordered(value, name):
        yield from _entry(f"{' ' * indent}{_key(key)}:", key, value[key], indent, name)


def _ordered(value: Mapping[str, Any], name: str) -> list[str]:
    # The order of a test's languages is the order of the tests.
    return list(value) if name == "tests" else sorted(value, key=_rank)


def _rank(key: str) -> tuple[int, int, str]:
    if key in LANGUAGES:
        return (0, list(LANGUAGES).index(key), key)
    if key in FIRST:
        return (0, FIRST.index(key), key)
    return (2, LAST.index(key), key) if key in LAST else (1, 0, key)


def _entry(lead: str, key: str, value: Any, indent: int, above: str) -> Iterator[str]:
    line = f"{lead} {_one_line(value, key, is_said=above in SAID)}"
    if not value or not isinstance(value, Mapping | list) or (len(line) <= WIDTH and not _is_block(value, key, above)):
        yield line
    elif isinstance(value, Mapping):
        yield lead
        yield from _mapping(value, indent + 2, key)
    else:
        yield lead
        yield from _items(value, indent + 2, key, is_step=above == "steps" or key in ("introduction", "success"))


def _is_block(value: Any, key: str, above: str) -> bool:
    spoken = key in ("text", "say", "close") and isinstance(value, Mapping) and len(value) > 1
    return key in BLOCKS or spoken or _holds(value) or (above in ("steps", "tests") and isinstance(value, Mapping))


def _holds(value: Any) -> bool:
    """Whether something below is written line by line."""
    if isinstance(value, Mapping):
        return any(key in BLOCKS or _holds(held) for key, held in value.items())
    return isinstance(value, list) and any(map(_holds, value))


def _items(values: list[Any], indent: int, key: str, *, is_step: bool = False) -> Iterator[str]:
    dash = " " * indent + "- "
    for value in values:
        line = dash + _one_line(value, key, is_said=key in SAID)
        is_nested = isinstance(value, Mapping | list) and bool(value)
        if not is_nested or (len(line) <= WIDTH and not is_step and not _is_block(value, "", "")):
            yield line
            continue
        inner = _mapping(value, indent + 2, "") if isinstance(value, Mapping) else _items(value, indent + 2, key)
        first, *others = inner
        yield dash + first.lstrip()
        yield from others


def _one_line(value: Any, key: str, *, is_said: bool = False) -> str:
    said = is_said or key in SAID or key in LANGUAGES or REGIONAL.fullmatch(key) is not None
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(name)}: {_one_line(value[name], name)}" for name in _ordered(value, key)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_one_line(item, key, is_said=said) for item in value) + "]"
    return _scalar(value, is_said=said)


def _scalar(value: Any, *, is_said: bool) -> str:
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if not is_said and PLAIN.fullmatch(value) and value not in WORDS else _quoted(value)
    text = repr(value)
    # A number without a point before its exponent is read as text.
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def _key(key: str) -> str:
    return key if PLAIN_KEY.fullmatch(key) and key.lower() not in WORDS else _quoted(key)


def _quoted(text: str) -> str:
    return UNPRINTED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))
