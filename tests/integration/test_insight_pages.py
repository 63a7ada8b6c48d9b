"""The pages of the counts: who sees them, and what becomes of words that were not understood."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from omnia.dialogue.funnel import DatumResult
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.actions import editing
from tenants.project import rollups

MISSED = [DatumResult("date", "date", {"asked": 1, "reached_2": 1, "played_no_match_1": 1, "left": 1}, [1])]
HEARD = {"node": "date", "locale": "en", "words": "the day after my birthday"}


def address(cast, name, *more):
    return reverse(f"studio:{name}", args=[cast.project.pk, *more])


@pytest.fixture
def counted(cast):
    """Two conversations that missed the same words with the date."""
    now = datetime.now(UTC)
    said = [rollups.Missed("date", "date", 1, HEARD["words"])]
    ended = [rollups.Ended(f"s_{number}", 3, "en", "voice", "live", "abandoned", now, MISSED, said) for number in range(2)]
    puts = rollups.updates(ended, 0) + [put for each in ended for put in rollups.misses(each, now + timedelta(days=1))]
    database(cast.project.ref)["insight"].bulk_write(puts)
    return cast


@pytest.fixture
def owner(client, counted):
    client.force_login(counted.owner)
    return client


def draft(cast, key="date"):
    return selectors.draft(cast.project, "template", key)


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("designer", 200), ("viewer", 403), ("stranger", 404)])
@pytest.mark.parametrize("page", [("insight",), ("insight-template", "date"), ("insight-export",)], ids=lambda page: page[0])
def test_counts_are_seen_by_those_who_see_conversations_and_by_nobody_else(client, counted, who, status, page):
    client.force_login(getattr(counted, who))
    assert client.get(address(counted, *page)).status_code == status


def test_csv_has_a_line_for_each_datum_in_all_and_by_each_dimension(owner, counted):
    lines = list(csv.DictReader(io.StringIO(owner.get(address(counted, "insight-export")).content.decode())))
    assert {(line["by"], line["value"]) for line in lines} == {
        ("all", ""), ("release", "3"), ("locale", "en"), ("channel", "voice"), ("pointer", "live"),
    }  # fmt: skip
    assert {(line["template"], line["node"], line["asked"], line["left"], line["captured"]) for line in lines} == {
        ("date", "date", "2", "2", "0")
    }
    assert list(csv.DictReader(io.StringIO(owner.get(address(counted, "insight-export") + "?locale=it").content.decode()))) == []


def test_page_of_a_template_shows_words_that_were_missed_once_with_how_often(owner, counted):
    page = owner.get(address(counted, "insight-template", "date")).content.decode()
    assert page.count(f'<q lang="en">{HEARD["words"]}</q>') == 1
    assert "2×" in page
    assert owner.get(address(counted, "insight-template", "never_heard_of")).status_code == 404


@pytest.mark.parametrize(
    ("given", "expect", "category"),
    [
        ({"as": "test", "expected": "2027-05-12"}, {"date": {"iso": "2027-05-12"}}, "noisy"),
        ({"as": "test", "expected": '{"day": 12}'}, {"date": {"day": 12}}, "noisy"),
        ({"as": "negative", "expected": "left over"}, {"date": None}, "negative"),
    ],
)
def test_missed_words_become_a_test_of_the_draft_as_one_version_and_are_taken_back_as_one(
    owner, counted, given, expect, category
):
    before = draft(counted)
    answer = owner.post(address(counted, "insight-learn", "date"), {**HEARD, **given})
    after = draft(counted)
    assert answer["Location"].endswith(f"?learnt={before.version + 1}#missed")
    test = after.body["tests"][-1]
    assert (test["utterance"], test["expect"], test["category"]) == (HEARD["words"], expect, category)
    owner.post(address(counted, "insight-learn", "date"), {"undo": before.version})
    assert draft(counted).body == before.body


def test_missed_words_become_a_synonym_of_the_option_that_was_meant(owner, counted):
    key, node = next(
        (row.key, node)
        for row in selectors.drafts(counted.project, "template")
        for node in draft(counted, row.key).body["nodes"]
        if any(engine["type"] == "lexicon" for engine in (node.get("contract") or {}).get("engines", []))
    )
    entries = next(engine for engine in node["contract"]["engines"] if engine["type"] == "lexicon")["entries"]
    given = {"node": node["key"], "locale": "en", "words": "the thingamajig", "as": "synonym", "option": entries[-1]["value"]}
    owner.post(address(counted, "insight-learn", key), given)
    fresh = next(each for each in draft(counted, key).body["nodes"] if each["id"] == node["id"])
    held = next(engine for engine in fresh["contract"]["engines"] if engine["type"] == "lexicon")["entries"]
    assert held[-1]["synonyms"]["en"][-1] == "the thingamajig"
    again = draft(counted, key)
    owner.post(address(counted, "insight-learn", key), given)
    assert draft(counted, key) == again


@pytest.mark.parametrize(
    "given",
    [
        {"node": "nowhere"},
        {"words": " "},
        {"words": "x" * 600},
        {"expected": " "},
        {"as": "synonym", "option": "none"},
        {"undo": "999"},
    ],
    ids=["no such datum", "no words", "too many words", "no value", "no such option", "no such version"],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence_and_changes_nothing(owner, counted, given):
    before = draft(counted)
    page = owner.post(
        address(counted, "insight-learn", "date"), {**HEARD, "as": "test", "expected": "2027-05-12", **given}, follow=True
    )
    assert [str(message)[-1] for message in page.context["messages"]] == ["."]
    assert draft(counted) == before


def test_kept_words_are_told_as_a_test_and_what_the_draft_does_not_understand_yet_is_said(owner, counted):
    waits, kept = "The draft does not understand it yet", "a test of the draft"
    asked = {**HEARD, "as": "test", "expected": "2027-05-12"}
    page = owner.post(address(counted, "insight-learn", "date"), asked, follow=True).content.decode()
    assert (waits in page, kept in page) == (True, True)
    owner.post(address(counted, "insight-learn", "date"), {"undo": draft(counted).version - 1})
    page = owner.post(address(counted, "insight-learn", "date"), {**HEARD, "as": "negative"}, follow=True).content.decode()
    assert (waits in page, kept in page) == (False, True)


def test_rule_that_cannot_be_followed_is_refused_in_the_readers_words(owner, counted):
    page = owner.post(address(counted, "insight-rule"), {"points": "many"}, follow=True)
    (said,) = (str(message) for message in page.context["messages"])
    assert said.startswith("This rule cannot be followed, so nothing was changed. Write from 0.1 to 50 points, from 80 to 99.9 ")
    assert "float" not in said


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404)])
def test_who_may_not_edit_keeps_nothing_and_sets_no_rule(client, counted, who, status):
    client.force_login(getattr(counted, who))
    before = draft(counted)
    assert client.post(address(counted, "insight-learn", "date"), {**HEARD, "as": "negative"}).status_code == status
    assert client.post(address(counted, "insight-rule"), {"points": "3"}).status_code == status
    assert draft(counted) == before


@pytest.mark.parametrize(
    "query", ["days=0", "days=x", "release=-1", "release=99999999999999999999", "locale=%00", "pointer=%24ne"]
)
def test_selection_that_makes_no_sense_is_answered_all_the_same(owner, counted, query):
    assert owner.get(f"{address(counted, 'insight')}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("key", "node", "expected", "expect"),
    [
        ("postal_code", "postal_code", "62704", {"postal_code": "62704"}),
        ("number", "number", "12.5", {"number": 12.5}),
        ("number", "number", "NaN", {"number": "NaN"}),
        ("appointment", "appointment.time", "17:30", {"appointment.time": {"iso": "17:30"}}),
    ],
    ids=["digits that are text", "number", "no number of JSON", "member of a group"],
)
def test_expected_value_is_kept_as_its_kind_has_it_under_the_name_that_tests_use(owner, counted, key, node, expected, expect):
    given = {**HEARD, "node": node, "as": "test", "expected": expected}
    answer = owner.post(address(counted, "insight-learn", key), given)
    assert answer.status_code == 302
    assert draft(counted, key).body["tests"][-1]["expect"] == expect


def test_undo_of_a_test_takes_nothing_back_that_somebody_saved_since(owner, counted):
    before = draft(counted)
    owner.post(address(counted, "insight-learn", "date"), {**HEARD, "as": "negative"})
    body = draft(counted).body
    body["tags"] = ["saved since"]
    editing.save_document(counted.actor("designer"), counted.project, "template", "date", body, base_version=before.version + 1)
    saved = draft(counted)
    page = owner.post(address(counted, "insight-learn", "date"), {"undo": before.version}, follow=True)
    assert draft(counted) == saved
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
