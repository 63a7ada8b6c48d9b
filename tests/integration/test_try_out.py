"""The try-out field of a recognition: each engine says what it found in the words, or why it does not decide."""

import re

import pytest
from django.test import Client

from tenants import selectors

IN_PLACE = {"HX-Request": "true"}


def page_of(cast, key: str, section: str, who: str = "designer"):
    client = Client()
    client.force_login(getattr(cast, who))
    return client, f"/p/{cast.project.pk}/templates/{key}?section={section}"


def tried(cast, key: str, words: str, who: str = "designer", **form: str) -> str:
    client, where = page_of(cast, key, f"{key}:recognition", who)
    version = selectors.draft(cast.project, "template", key).version
    asked = {"try_words": words, "try_language": "en", "base_version": version, **form}
    answer = client.post(where, asked, headers=IN_PLACE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_words_that_fit_show_the_span_and_the_value(cast):
    html = tried(cast, "date", "well, the 12th of May 2027 then")
    assert "12 May 2027" in html
    assert "the first that found something" in html
    assert re.search(r"well, .*<mark>[^<]*12th of May 2027</mark> then", html)


def test_words_that_fit_nothing_and_near_misses_say_why(cast):
    assert "It found nothing that fits." in tried(cast, "date", "no idea at all")
    html = tried(cast, "iban", "DE89 3704 0044 0532 0130 01")
    assert "Nothing is understood." in html
    assert "It came near: Wrong check digit." in html


def test_what_is_not_saved_yet_is_tried_and_nothing_is_saved(cast):
    client, where = page_of(cast, "choice", "choice:recognition")
    html = client.get(where).content.decode()
    field = re.search(r'name="(at:[^"]*entries[^"]*/synonyms/en)"', html)[1]
    before = selectors.draft(cast.project, "template", "choice").version
    assert "It found nothing that fits." in tried(cast, "choice", "zyx")
    assert "the first that found something" in tried(cast, "choice", "zyx", **{field: "zyx"})
    assert selectors.draft(cast.project, "template", "choice").version == before
    assert "zyx" not in client.get(where).content.decode()


def test_viewer_tries_the_draft_and_changes_nothing(cast):
    client, where = page_of(cast, "date", "date:recognition", "viewer")
    answer = client.get(where, {"try_words": "tomorrow", "try_language": "en"}, headers=IN_PLACE)
    assert answer.status_code == 200
    assert "the first that found something" in answer.content.decode()


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_who_may_save_nothing_posts_no_words(cast, who):
    client, where = page_of(cast, "date", "date:recognition", who)
    answer = client.post(where, {"try_words": "tomorrow", "base_version": "1"}, headers=IN_PLACE)
    assert answer.status_code == {"viewer": 403, "stranger": 404}[who]
