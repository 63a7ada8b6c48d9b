"""Every event that the product logs has a row in the reference, with its level and its fields."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("factory", "tenants", "fleet", "runtime_api", "management_api", "omnia")
LEVELS = {
    "debug": "debug",
    "info": "info",
    "warning": "warning",
    "error": "error",
    "exception": "error",
    "note_outage": "warning",
}
BY_ANOTHER_WAY = {"audit.checkpoint", "request.refused", "server.reported"}
"""Events whose names are handed to what writes them."""

EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
ROW = re.compile(r"^\| `([a-z_.]+)` \| (\w+) \|.*\|\s*([^|]*?)\s*\|$", flags=re.MULTILINE)


def documented() -> dict[str, tuple[str, set[str]]]:
    page = (ROOT / "docs" / "reference" / "log_events.md").read_text(encoding="utf-8")
    return {event: (level, set(re.findall(r"`(\w+)`", fields))) for event, level, fields in ROW.findall(page)}


def logged() -> Iterator[tuple[str, str, set[str]]]:
    """Each place that logs: the event, its level and its fields."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield from _event_of(node)


def _event_of(node: ast.AST) -> Iterator[tuple[str, str, set[str]]]:
    if not isinstance(node, ast.Call):
        return
    called = node.func
    by_logger = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id.endswith("logger")
    name = called.attr if by_logger else getattr(called, "id", "")  # type: ignore[union-attr]
    if name not in LEVELS:
        return
    for argument in node.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and EVENT.fullmatch(argument.value):
            yield argument.value, LEVELS[name], {each.arg for each in node.keywords if each.arg} - {"exc_info"}


def test_every_event_has_a_row_with_its_level_and_fields():
    rows, found = documented(), list(logged())
    assert len(found) > 50
    assert {event for event, _level, _fields in found} | BY_ANOTHER_WAY == set(rows)
    assert [(event, level) for event, level, _fields in found if rows[event][0] != level] == []
    assert [(event, fields - rows[event][1]) for event, _level, fields in found if fields - rows[event][1]] == []
