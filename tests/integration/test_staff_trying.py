"""A draft's own tests and its scores in the staff admin."""

import re
from html import unescape
from typing import Any

from staff_pages import DATE, date, page, refused_publication, with_draft


def test_the_documents_own_tests_are_shown(browser):
    count = len(date().draft["tests"])
    assert f"All {count} tests pass" in page(browser("auditor"), f"{DATE}tests/")


def test_scores_by_language_are_shown_beside_the_tests(browser):
    html = page(browser("auditor"), f"{DATE}tests/")
    for told in ("Score by language", "Noisy callers", "Deutsch", "100 %"):
        assert told in html


def test_failing_tests_are_told_in_words_in_the_readers_language(browser):
    def expect_another_year(body: dict[str, Any]) -> None:
        body["tests"] = [{"id": "en.one", "locale": "en", "utterance": "25/05/2026", "expect": {"date": {"year": 2027}}}]

    with_draft(expect_another_year)
    client = browser("auditor")
    html = unescape(page(client, f"{DATE}tests/"))
    for told in ("A test of its own", "“25/05/2026”", "year: 2027", "year: 2026", "build/?section=date%3Arecognition"):
        assert told in html
    assert "section=own-test%3Aen.one" in html
    assert "en.one" not in re.sub(r'href="[^"]*"', "", html)
    client.cookies["django_language"] = "it"
    html = unescape(page(client, f"{DATE}tests/"))
    for told in ("Un suo test", "atteso:", "capito:"):
        assert told in html


def test_a_draft_that_noise_hides_is_not_published(browser):
    def read_by_one_pattern_alone(body: dict[str, Any]) -> None:
        pattern = r"^(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})$"
        body["nodes"][0]["contract"]["engines"] = [{"id": "date.exact", "type": "pattern", "pattern": pattern}]
        body["tests"] = [{"id": "en.one", "locale": "en", "utterance": "25/05/2026", "expect": {"date": {"iso": "2026-05-25"}}}]

    with_draft(read_by_one_pattern_alone)
    refused_publication(browser("publisher"), "noisy sentences")


def test_a_draft_that_cannot_run_says_why(browser):
    with_draft(lambda body: body["nodes"][0].update(kind="nonsense"))
    html = page(browser("auditor"), f"{DATE}tests/")
    assert "The draft cannot be run" in html
    assert "There is no kind “nonsense”" in html
