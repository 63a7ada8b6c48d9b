"""A draft's own tests, its scores, and talking to it in the staff admin."""

import re
from html import unescape
from typing import Any

from staff_pages import ADMIN, DATE, date, everything, page, refused_publication, with_draft


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


def test_a_draft_can_be_talked_to_and_nothing_is_kept(browser):
    client, before = browser("auditor"), everything()
    html = page(client, f"{DATE}try/", locale="en", said=["the 5th", "", "may"])
    for told in ("Which date, please?", "Which month?", "silence", "5 May"):
        assert told in html
    assert everything() == before


def test_staying_silent_is_a_turn_with_an_address(browser):
    response = browser("auditor").get(f"{DATE}try/", {"locale": "it", "said": ["il 5", "typed"], "silence": "1"})
    assert response["Location"] == f"{DATE}try/?locale=it&channel=chat&said=il+5&said=#turn"


def test_a_flow_can_be_talked_to(browser):
    page(browser("auditor"), f"{ADMIN}flow/report_claim/try/", channel="voice", said=["no", "policy AB123456", "x" * 5000])


def test_a_draft_that_cannot_run_says_why(browser):
    with_draft(lambda body: body["nodes"][0].update(kind="nonsense"))
    for where in ("try", "tests"):
        html = page(browser("auditor"), f"{DATE}{where}/")
        assert "The draft cannot be run" in html
        assert "There is no kind “nonsense”" in html


def test_a_draft_with_missing_texts_can_be_tried_in_the_languages_that_it_has(browser):
    with_draft(lambda body: body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"].pop("de"))
    assert "Che data è?" in page(browser("auditor"), f"{DATE}try/", locale="it")
