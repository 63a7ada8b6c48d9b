"""Documentation under test: what is not described in docs/reference fails the suite."""

import re
from pathlib import Path

import pytest

from omnia.audit_events import EVENTS

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
OWN_APPS = ("factory", "tenants", "fleet", "runtime_api", "management_api", "omnia")


def headed_words(page: str) -> set[str]:
    """The words in code style that start a table row or a heading of a reference page."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    rows = re.findall(r"^(?:\||#+)\s*(.*?)(?:\||$)", text, flags=re.MULTILINE)
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


def test_every_setting_has_a_row_in_the_reference():
    from omnia.settings.env import Environment

    documented = headed_words("settings.md")
    assert Environment.model_fields.keys() - documented == set()


def test_every_command_has_a_row_in_the_reference():
    commands = {
        path.stem for app in OWN_APPS for path in (ROOT / app).rglob("management/commands/*.py") if not path.stem.startswith("_")
    }
    assert commands - headed_words("commands.md") == set()


def test_every_kind_of_value_has_a_row_in_the_reference():
    from omnia.dialogue.extraction.registry import kinds

    rows = re.findall(r"^\|.*\|$", (REFERENCE / "values.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(kinds()) - {word for row in rows for word in re.findall(r"`([a-z_]+)`", row)} == set()


def test_every_problem_type_has_a_row_in_the_reference():
    from omnia.infra.problems import PROBLEM_TYPES

    assert set(PROBLEM_TYPES) - headed_words("problems.md") == set()


def test_every_metric_has_a_row_in_the_reference():
    sources = [path for app in OWN_APPS for path in (ROOT / app).rglob("*.py")]
    pattern = re.compile(r"(?:Counter|Gauge|Histogram|MetricFamily)\(\s*\"(omnia_[a-z_]+)\"")
    metrics = {name for path in sources for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert metrics
    assert metrics - headed_words("metrics.md") == set()


def test_every_audit_event_has_a_row_in_the_reference():
    pattern = re.compile(r"(?:action=|_audit\(\w+, |[Ee]ntry\(\s*)\"([a-z_]+\.[a-z_]+)\"")
    sources = [path for app in OWN_APPS for path in (ROOT / app).rglob("*.py")]
    events = {name for path in sources for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert events
    assert events - headed_words("events.md") == set()
    assert events - EVENTS.keys() == set(), "Declare it in omnia/audit_events.py."
    assert {word for word in headed_words("events.md") if "." in word} == EVENTS.keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_a_page_lead_to_files(page):
    targets = [
        link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link and not link.startswith("mailto:")
    ]
    assert [link for link in targets if not (page.parent / link).exists()] == []


def test_every_decision_is_listed():
    pages = {path.name for path in (ROOT / "docs" / "decisions").glob("0*.md")}
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert pages == set(LINK.findall(index))


def test_every_locked_dependency_is_in_the_licence_list():
    listed = (REFERENCE / "licences.md").read_text(encoding="utf-8").lower().replace("_", "-").replace(".", "-")
    locked = {
        line.split("==")[0].split("[")[0].strip().lower()
        for line in (ROOT / "requirements" / "base.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith((" ", "#")) and "sys_platform" not in line and "platform_" not in line
    }
    assert {name for name in locked if f"| {name.replace('.', '-')} |" not in listed} == set()


def test_no_page_or_style_is_inline():
    pages = list((ROOT / "templates").rglob("*.html"))
    assert pages
    offending = [
        path.name
        for path in pages
        if re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", path.read_text(encoding="utf-8"))
    ]
    assert offending == []
