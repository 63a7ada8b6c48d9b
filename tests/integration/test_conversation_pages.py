"""The list of finished conversations, a page at a time: all of them, each once, also those that ended in the same moment."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from omnia.mongo.clusters import database

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
HELD = 130


@pytest.fixture
def owner(cast):
    client = Client()
    client.force_login(cast.owner)
    return client


@pytest.fixture
def held(cast):
    """More conversations than two pages show; those on the edge of a page ended together."""
    database(cast.project.ref)["conversations"].insert_many(
        {
            "_id": f"s{number:03}",
            "subject": "template:date",
            "outcome": "completed",
            "locale": "en",
            "channel": "chat",
            "release": 1,
            "finished_at": NOON + timedelta(seconds=number // 20),
            "expires_at": NOON + timedelta(days=9),
        }
        for number in range(HELD)
    )
    return cast


def page(client, cast, query=""):
    answer = client.get(f"/p/{cast.project.pk}/conversations{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def sessions(text):
    return re.findall(r"<code>(s\d{3})</code>", text)


def test_pages_lead_through_all_conversations_newest_first_each_once(owner, held):
    found, query = [], ""
    while query is not None:
        text = page(owner, held, query)
        found += sessions(text)
        older = re.search(r'href="(\?before=[^"]+)"', text)
        query = older[1] if older else None
    assert found == [f"s{number:03}" for number in reversed(range(HELD))]


def test_newest_page_has_no_way_to_itself_and_older_ones_have(owner, held):
    first = page(owner, held)
    older = re.search(r'href="(\?before=[^"]+)"', first)[1]
    assert ["To the newest" in text for text in (first, page(owner, held, older))] == [False, True]


def test_place_past_the_oldest_says_that_nothing_is_kept(owner, held):
    assert "Nothing older is kept" in page(owner, held, "?before=2020-01-01T00:00:00%2B00:00~s")


@pytest.mark.parametrize("named", ["x", "~", "2026~", "never~s001", "9999999~s"])
def test_place_that_is_none_shows_the_newest(owner, held, named):
    assert sessions(page(owner, held, f"?before={named}"))[0] == f"s{HELD - 1:03}"
