"""What is published can be read: the release, lists, documents, one locale of them, and not twice what is held already."""

import json

import pytest
from published import AGREES, BOOKING, DATE

from omnia.dialogue.canonical import canonical_bytes, content_hash
from omnia.infra.invalidation import HEADS, HUB, Change
from omnia.mongo.clusters import database
from runtime_api import published


def test_release_lists_what_the_channel_serves(api, published_project):
    answer = api.get("/api/v1/release")
    assert answer.status == 200
    assert answer.json() == {
        "project": published_project.ref.id,
        "channel": "live",
        "release": 1,
        "sequence": 1,
        "published_at": "2026-11-23T10:00:00.000Z",
        "locales": ["en", "it"],
        "templates": [
            {"key": "agrees", "label": AGREES["label"], "kind": "yes_no", "hash": content_hash(AGREES)},
            {"key": "date", "label": DATE["label"], "kind": "date", "hash": content_hash(DATE)},
        ],
        "flows": [{"key": "booking", "label": BOOKING["label"], "hash": content_hash(BOOKING)}],
    }


def test_canary_is_a_channel_of_its_own(api, published_project):
    answer = api.get("/api/v1/release?channel=canary")
    assert (answer.status, answer.json()["type"]) == (404, "/problems/not-published")
    published_project.start_canary(published_project.publish([DATE], [], channel="staging"))
    canary, live = api.get("/api/v1/release?channel=canary").json(), api.get("/api/v1/release").json()
    assert (canary["channel"], canary["release"], len(canary["templates"])) == ("canary", 2, 1)
    assert (live["channel"], live["release"], len(live["templates"])) == ("live", 1, 2)


@pytest.mark.parametrize("name", ["", "%24where", "Live", "a" * 32, "9", "a.b"])
def test_channel_of_an_impossible_name_is_400(api, name):
    answer = api.get(f"/api/v1/release?channel={name}")
    assert (answer.status, answer.json()["errors"][0]["pointer"]) == (400, "?channel")


def test_project_without_a_release(make_project_database):
    from published import Client, issue_key

    answer = Client(issue_key(make_project_database())).get("/api/v1/templates")
    assert (answer.status, answer.json()["type"]) == (404, "/problems/not-published")


@pytest.mark.parametrize(
    ("address", "document"), [("templates/date", DATE), ("templates/agrees", AGREES), ("flows/booking", BOOKING)]
)
def test_document_is_the_released_one_byte_for_byte(api, address, document):
    answer = api.get(f"/api/v1/{address}")
    assert (answer.status, answer.content) == (200, canonical_bytes(document))
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["ETag"] == f'"{content_hash(document)}"'


@pytest.mark.parametrize("address", ["templates/missing", "flows/date", "templates/booking", "templates/%2e%2e"])
def test_document_that_the_release_lacks(api, address):
    answer = api.get(f"/api/v1/{address}")
    assert (answer.status, answer.json()["type"]) == (404, "/problems/not-found")


def test_one_locale_of_a_template(api):
    found = api.get("/api/v1/templates/date?locale=it").json()
    assert found["label"] == {"it": "Data"}
    assert found["synonyms"] == {"it": ["giorno"]}
    assert found["nodes"][0]["steps"]["start"][0]["actions"][0]["text"] == {"it": "Quale data?"}
    assert found["nodes"][0]["examples"] == {}, "examples belong to their language"
    assert [test["id"] for test in found["tests"]] == ["t2"]
    assert found["nodes"][0]["constraints"] == DATE["nodes"][0]["constraints"]
    assert "Which date" not in json.dumps(found)


def test_regional_locale_falls_back_to_its_language(api):
    found = api.get("/api/v1/flows/booking?locale=it-CH").json()
    assert found["nodes"][0]["rows"][0]["text"] == {"it-CH": "Benvenuto."}
    assert found["nodes"][0]["rows"][1] == BOOKING["nodes"][0]["rows"][1]


@pytest.mark.parametrize("locale", ["de", "xx", "IT", "it_IT", "", "a" * 40])
def test_locale_that_the_release_does_not_speak(api, locale):
    answer = api.get(f"/api/v1/templates/date?locale={locale}")
    assert (answer.status, answer.json()["errors"][0]["pointer"]) == (400, "?locale")


@pytest.mark.parametrize(
    "address",
    ["release", "templates", "flows", "templates/date", "templates/date?locale=it", "flows/booking", "flows/booking?locale=en"],
)
def test_what_is_held_already_is_not_sent_again(api, address):
    first = api.get(f"/api/v1/{address}")
    again = api.get(f"/api/v1/{address}", if_none_match=first.headers["ETag"])
    assert (again.status, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert not first.headers["ETag"].startswith("W/")
    for directive in ("private", "stale-while-revalidate=", "stale-if-error="):
        assert directive in first.headers["Cache-Control"]
    other = api.get(f"/api/v1/{address}", if_none_match='"other", W/"more"')
    assert other.status == 200
    listed = api.get(f"/api/v1/{address}", if_none_match=f'"other", W/{first.headers["ETag"]}')
    assert listed.status == 304


def test_locales_have_tags_of_their_own(api):
    tags = {api.get(f"/api/v1/templates/date{query}").headers["ETag"] for query in ("", "?locale=it", "?locale=en")}
    assert len(tags) == 3


def test_new_release_is_served_within_a_second_or_at_once_when_announced(api, published_project):
    before = api.get("/api/v1/templates/date")
    changed = {**DATE, "icon": "calendar"}
    published_project.publish([changed], [])
    HUB.publish(HEADS, Change(published_project.ref.id))
    after = api.get("/api/v1/templates/date", if_none_match=before.headers["ETag"])
    assert (after.status, after.json()["icon"]) == (200, "calendar")


def test_pages_meet_and_do_not_overlap(make_published_project):
    project = make_published_project()
    keys = [f"date_{number:02d}" for number in range(25)]
    project.publish([{**DATE, "key": key} for key in keys], [])
    HUB.publish(HEADS, Change(project.ref.id))
    seen, cursor, pages = [], "", 0
    while True:
        page = project.client.get(f"/api/v1/templates?limit=10{cursor}").json()
        seen += [row["key"] for row in page["items"]]
        pages += 1
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert (seen, pages) == (keys, 3)


def test_page_that_is_just_full_is_the_last(api):
    assert api.get("/api/v1/templates?limit=2").json()["next_cursor"] is None
    assert api.get("/api/v1/templates?limit=1").json()["next_cursor"] is not None


@pytest.mark.parametrize(
    "query", ["limit=201", "limit=0", "limit=-1", "limit=many", "cursor=%00", "cursor=a", "cursor=" + "x" * 500]
)
def test_wrong_page_is_400(api, query):
    answer = api.get(f"/api/v1/templates?{query}")
    assert answer.status == 400, answer.content
    assert answer.json()["errors"][0]["pointer"] == f"?{query.partition('=')[0]}"


def test_head_answers_as_get_without_content(api):
    get, head = api.get("/api/v1/templates/date"), api.request("HEAD", "/api/v1/templates/date")
    assert (head.status, head.content) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(get.content))


def test_reading_writes_nothing(api, published_project):
    held = database(published_project.ref)
    before = {name: held[name].count_documents({}) for name in held.list_collection_names()}
    for address in ("release", "templates", "flows", "templates/date?locale=it", "flows/booking"):
        api.get(f"/api/v1/{address}")
    assert {name: held[name].count_documents({}) for name in held.list_collection_names()} == before


def test_program_is_compiled_once_for_a_content_and_locale(published_project):
    ref = published_project.ref
    first = published.program(ref, 1, template="date", locale="it")
    published_project.publish([DATE], [])
    assert published.program(ref, 2, template="date", locale="it") is first, "another release with the same content"
    assert published.program(ref, 1, template="date", locale="en") is not first
    flow = published.program(ref, 1, flow="booking", locale="it")
    assert (flow.is_flow, sorted(flow.templates)) == (True, ["agrees", "date"])


def test_programs_of_what_is_not_there(published_project):
    ref = published_project.ref
    with pytest.raises(published.UnknownDocument):
        published.program(ref, 1, template="missing", locale="en")
    with pytest.raises(published.UnknownDocument):
        published.program(ref, 1, flow="date", locale="en")
    with pytest.raises(published.UnknownLocale):
        published.program(ref, 1, template="date", locale="de")


def test_body_may_be_changed_by_its_reader(published_project):
    ref, digest = published_project.ref, content_hash(DATE)
    published.body(ref, digest)["key"] = "changed"
    assert published.body(ref, digest) == DATE
