"""Channels over HTTP: who gets the canary, who may name a channel, and that a conversation ends on the release it began with."""

import json

import pytest
from layers import answer_of, django_alone, with_layers
from published import AGREES, BOOKING, DATE, Client, say
from talks import problem, start, talk

from omnia.infra import background
from omnia.infra.invalidation import HEADS, HUB, Change
from omnia.mongo.clusters import database
from runtime_api.conversations import recorder
from tenants.project.channels import is_in_canary

ITS_OWN = {"session", "expires_at", "instance", "request_id"}
STARTED = {"template": "date", "locale": "en", "channel": "chat", "reference_time": "2026-11-23T10:00:00"}


def worded(text):
    node = DATE["nodes"][0]
    return {**DATE, "nodes": [{**node, "steps": {**node["steps"], "start": say("s", text, text)}}]}


@pytest.fixture
def project(published_project):
    """Live is release 1, `staging` 2, and 3 is only written."""
    published_project.publish([worded("Staged date?"), AGREES], [BOOKING], channel="staging")
    published_project.publish([worded("New date?"), AGREES], [BOOKING], channel="other")
    return published_project


def begun(client, **fields):
    answer = client.post("/api/v1/sessions", {**STARTED, **fields})
    assert answer.status == 201, answer.content
    return answer.json()


def kept(project):
    return database(project.ref)["conversations"].find_one()


@pytest.mark.parametrize("named", ["caller_id", "external_id"])
def test_person_gets_the_same_release_at_each_call_and_as_many_get_the_canary_as_it_weighs(project, named):
    project.start_canary(3, weight=30, salt="a-salt")
    people = [f"person {number}" for number in range(120)]
    got = {person: begun(project.client, **{named: person})["release"] for person in people}
    assert got == {person: 3 if is_in_canary("a-salt", 30, person) else 1 for person in people}
    assert {begun(project.client, **{named: person})["release"] == got[person] for person in people[:20]} == {True}
    assert 15 < list(got.values()).count(3) < 60


def test_caller_decides_before_the_conversations_own_name(project):
    project.start_canary(3, weight=50)
    person = next(f"p{number}" for number in range(99) if is_in_canary("salt", 50, f"p{number}"))
    other = next(f"p{number}" for number in range(99) if not is_in_canary("salt", 50, f"p{number}"))
    assert begun(project.client, caller_id=person, external_id=other)["release"] == 3
    assert begun(project.client, caller_id=other, external_id=person)["release"] == 1


def test_conversations_without_a_name_are_spread_one_by_one(project):
    project.start_canary(3, weight=50)
    assert {begun(project.client)["release"] for _number in range(40)} == {1, 3}


def test_caller_id_is_kept_nowhere(project, each_store):
    project.start_canary(3)
    session = start(project.client, flow="booking", caller_id="+39 347 1112223")
    talk(project.client, session, "12 May 1980", "yes")
    recorder.flush()
    held = database(project.ref)
    everything = str([list(held[name].find()) for name in held.list_collection_names()])
    assert kept(project)["release"] == 3
    assert "1112223" not in everything


def test_second_level_holds_no_name_of_a_person_nor_a_plan(project, redis):
    project.start_canary(3)
    project.move(updated_by="Ann Smith")
    begun(project.client)
    values = {key: redis.get(key) for key in redis.scan_iter("*:head:*")}
    assert values
    assert not [key for key, value in values.items() if b"Ann" in value or b"started_by" in value or b"scheduled" in value]
    assert any(b"salt" in value for value in values.values())


MOVES = {
    "promoted": lambda project: project.move(release=3, canary=None),
    "aborted": lambda project: project.move(canary=None),
    "weighed": lambda project: project.start_canary(3, weight=1),
    "replaced": lambda project: project.start_canary(2),
    "live moved": lambda project: project.move(release=2, canary=None),
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize(("side", "release"), [("live", 1), ("canary", 3)])
def test_running_conversation_ends_on_its_release_whatever_is_moved(project, each_store, move, side, release):
    client = project.client
    if side == "live":
        first = start(client, flow="booking")
        project.start_canary(3)
    else:
        project.start_canary(3)
        first = start(client, flow="booking")
    assert first["release"] == release
    MOVES[move](project)
    address = f"/api/v1/sessions/{first['session']}"
    again = client.post(f"{address}/turns", {"turn": 0, "event": "no_input"}).json()
    assert (again["release"], again["status"]) == (release, "listening")
    assert talk(client, again, "12 May 1980", "yes")["status"] == "finished"
    assert client.get(address).json()["release"] == release
    recorder.flush()
    assert (kept(project)["release"], kept(project)["release_channel"]) == (release, side)


@pytest.mark.parametrize("channel", ["staging", "canary", "absent"])
def test_channel_that_the_key_may_not_name_is_refused_and_nothing_begins(project, channel):
    project.start_canary(3)
    answer = project.client.post("/api/v1/sessions", {**STARTED, "release_channel": channel})
    assert problem(answer)[:2] == (403, "forbidden")
    assert database(project.ref)["sessions"].count_documents({}) == 0


@pytest.mark.parametrize("address", ["release", "templates", "flows", "templates/date", "flows/booking"])
def test_channel_that_the_key_may_not_name_is_not_read(project, address):
    refused = project.client.get(f"/api/v1/{address}?channel=staging")
    assert problem(refused)[:2] == (403, "forbidden")
    absent = project.client.get(f"/api/v1/{address}?channel=absent")
    assert problem(absent)[:2] == (403, "forbidden"), "there is none, and the key is told no more than that it may not"


def test_key_names_the_channels_that_it_may_and_no_others(project):
    client = Client(project.issue(channels=["staging", "canary", "empty"]))
    project.start_canary(3, weight=0)
    assert begun(client, release_channel="staging")["release"] == 2
    assert begun(client, release_channel="canary")["release"] == 3
    assert begun(client, release_channel="live")["release"] == 1
    assert client.get("/api/v1/release?channel=staging").json()["release"] == 2
    assert problem(client.post("/api/v1/sessions", {**STARTED, "release_channel": "empty"}))[:2] == (409, "not-published")
    assert problem(client.get("/api/v1/release?channel=empty"))[:2] == (404, "not-published")
    assert problem(client.post("/api/v1/sessions", {**STARTED, "release_channel": "other"}))[:2] == (403, "forbidden")


def test_channels_of_another_project_are_its_own(project, make_published_project):
    stranger = make_published_project()
    project.start_canary(3)
    client = Client(stranger.issue(channels=["staging"]))
    assert begun(client)["release"] == 1
    assert problem(client.get("/api/v1/release?channel=staging"))[:2] == (404, "not-published")
    assert problem(client.get("/api/v1/release?channel=canary"))[:2] == (404, "not-published")


def test_channel_planned_for_later_points_nowhere_yet(project):
    client = Client(project.issue(channels=["later"]))
    project.move("later", scheduled=())
    assert problem(client.get("/api/v1/release?channel=later"))[:2] == (404, "not-published")


def test_documents_of_channels_have_tags_of_their_content(project):
    client = Client(project.issue(channels=["staging"]))
    project.start_canary(3)
    tags = [client.get(f"/api/v1/templates/date?channel={name}").headers["ETag"] for name in ("live", "staging", "canary")]
    assert len(set(tags)) == 3
    for name, tag in zip(("live", "staging", "canary"), tags, strict=True):
        assert client.get(f"/api/v1/templates/date?channel={name}", if_none_match=tag).status == 304
    same = [client.get(f"/api/v1/templates/agrees?channel={name}").headers["ETag"] for name in ("live", "staging", "canary")]
    assert len(set(same)) == 1, "one content, one tag"
    releases = [client.get(f"/api/v1/release?channel={name}").headers["ETag"] for name in ("live", "staging", "canary")]
    assert len(set(releases)) == 3


def test_each_channel_is_invalidated_when_it_moves(project):
    client = Client(project.issue(channels=["staging"]))
    addresses = {name: f"/api/v1/release?channel={name}" for name in ("live", "staging", "canary")}
    project.start_canary(3)
    for move, moved in (
        (lambda: project.move("staging", release=1), {"live": 1, "staging": 1, "canary": 3}),
        (lambda: project.start_canary(2), {"live": 1, "staging": 1, "canary": 2}),
        (lambda: project.move(release=2, canary=None), {"live": 2, "staging": 1, "canary": None}),
    ):
        for address in addresses.values():
            client.get(address)
        move()
        assert {name: client.get(address).json().get("release") for name, address in addresses.items()} == moved


def test_canary_costs_a_conversation_no_read_of_another_head(project, reads, clock):
    project.start_canary(3, weight=50)
    background.reset_process()
    # No second passes any more; and what was announced was announced before.
    clock.stop()
    reads.taken()
    for number in range(20):
        begun(project.client, caller_id=f"p{number}")
    taken = reads.taken()
    assert (taken["channels"], taken["releases"]) == (1, 2)
    HUB.publish(HEADS, Change(project.ref.id))
    begun(project.client, caller_id="p1")
    assert reads.taken()["channels"] == 1


@pytest.mark.parametrize("name", ["p1", "p2", "p3", "p4"])
@pytest.mark.parametrize("channel", ["live", "staging", "canary", "other"])
def test_layer_in_front_starts_what_django_starts(project, name, channel):
    project.start_canary(3, weight=50)
    key, django, layer = project.issue(channels=["staging"]), django_alone(), with_layers()
    body = json.dumps({**STARTED, "release_channel": channel, "caller_id": name}).encode()
    told = []
    for layers in (django, layer):
        background.reset_process()
        status, _headers, answered = answer_of(layers, key, "POST", "/api/v1/sessions", body, content_type="application/json")
        told.append((status, {part: value for part, value in json.loads(answered).items() if part not in ITS_OWN}))
        layers.close()
    assert told[0] == told[1]
    refused = told[0][0].startswith("403")
    assert bool(layer.handed_on) == refused
