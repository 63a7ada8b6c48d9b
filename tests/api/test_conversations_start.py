"""Starting a conversation: what is accepted, what is refused with its place, and the same request sent twice."""

import re

import pytest
from published import AGREES, DATE, Client, issue_key
from talks import START, at_once, post_turn, problem, start, talk

from omnia.infra import background
from omnia.mongo.clusters import database
from runtime_api.conversations import idempotency, turns


def test_answer_has_the_shape_of_the_contract(api, each_store):
    answer = api.post("/api/v1/sessions", START)
    assert answer.status == 201
    content = answer.json()
    assert re.fullmatch(r"s_[A-Za-z0-9]{24}", content.pop("session"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", content.pop("expires_at"))
    outputs = content.pop("outputs")
    assert content == {
        "release": 1,
        "turn": 0,
        "status": "listening",
        "values": {},
        "outcome": None,
        "listen": {
            "template": "date",
            "node": "date",
            "mode": "asking",
            "inputs": ["text"],
            "timeouts": {"no_input": 5.0, "end_of_speech": 0.8},
            "expect_more": False,
        },
    }
    assert [output["text"] for output in outputs] == ["Welcome.", "Which date, please?"]
    assert outputs[1]["source"] == {"template": "date", "node": "date", "step": "start", "level": 1, "action": "s-a1"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "RateLimit" in answer.headers


def test_template_alone(api, each_store):
    opening = start(api, flow=None, template="date", locale="it")
    assert opening["outputs"][0]["text"] == "Quale data?"
    assert talk(api, opening, "12 maggio 1980")["outcome"] == "completed"


@pytest.mark.parametrize(
    "reference", ["2026-02-27T23:30:00", "2026-02-27 23:30", "2026-02-27T23:30:00Z", "2026-02-27T23:30:00.5+09:00"]
)
def test_reference_time_is_the_persons_own(api, each_store, reference):
    answer = talk(api, start(api, reference_time=reference), "tomorrow")
    assert answer["values"]["date"]["value"]["iso"] == "2026-02-28"


def test_time_passes_after_the_reference_time(api, each_store, clock):
    opening = start(api, reference_time="2026-02-27T23:59:59")
    clock.move(1.1)
    assert talk(api, opening, "tomorrow")["values"]["date"]["value"]["iso"] == "2026-03-01"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"flow": None}, (422, "unprocessable", "/flow")),
        ({"template": "date"}, (422, "unprocessable", "/template")),
        ({"flow": "absent"}, (422, "unknown-document", "/flow")),
        ({"flow": "date"}, (422, "unknown-document", "/flow")),
        ({"flow": None, "template": "booking"}, (422, "unknown-document", "/template")),
        ({"flow": ""}, (422, "unprocessable", "/flow")),
        ({"locale": "de"}, (422, "unknown-locale", "/locale")),
        ({"locale": "English"}, (422, "unprocessable", "/locale")),
        ({"locale": None}, (422, "unprocessable", "/locale")),
        ({"channel": "fax"}, (422, "unprocessable", "/channel")),
        ({"variables": []}, (422, "unprocessable", "/variables")),
        ({"variables": {"first name": 1}}, (422, "unprocessable", "/variables/first name")),
        ({"variables": {"a/b": 1}}, (422, "unprocessable", "/variables/a~1b")),
        ({"variables": {"": 1}}, (422, "unprocessable", "/variables/")),
        ({"variables": {f"v{number}": 1 for number in range(65)}}, (422, "unprocessable", "/variables")),
        ({"variables": {"v": "x" * 17_000}}, (422, "unprocessable", "/variables")),
        ({"external_id": "x" * 201}, (422, "unprocessable", "/external_id")),
        ({"external_id": 7}, (422, "unprocessable", "/external_id")),
        ({"reference_time": "yesterday"}, (422, "unprocessable", "/reference_time")),
        ({"reference_time": "2026-02-30T10:00:00"}, (422, "unprocessable", "/reference_time")),
        ({"reference_time": "9999-12-31T10:00:00"}, (422, "unprocessable", "/reference_time")),
        ({"reference_time": 5}, (422, "unprocessable", "/reference_time")),
        ({"releas": 3}, (422, "unprocessable", "/releas")),
    ],
)
def test_wrong_start_is_refused_with_its_place(api, each_store, changes, expected):
    assert problem(api.post("/api/v1/sessions", {**START, **changes})) == expected


def test_locale_that_is_not_enabled_is_told_the_enabled_ones(api, each_store):
    detail = api.post("/api/v1/sessions", {**START, "locale": "de"}).json()["detail"]
    assert detail == "The release does not speak “de”. Choose among: en, it."


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b'{"flow": "\xff"}', b'{"a": NaN}'])
def test_body_that_is_no_object(api, each_store, body):
    assert problem(api.post("/api/v1/sessions", body))[0] in (400, 422)


def test_nothing_published(make_project_database, each_store):
    api = Client(issue_key(make_project_database()))
    assert problem(api.post("/api/v1/sessions", START)) == (409, "not-published", "")


def test_scope_and_key_are_needed(published_project, anyone, each_store):
    reader = Client(published_project.issue("read"))
    session = start(published_project.client)["session"]
    for client, status in ((anyone, 401), (reader, 403)):
        assert client.post("/api/v1/sessions", START).status == status
        assert post_turn(client, session, 0, "x").status == status
        assert client.get(f"/api/v1/sessions/{session}").status == status
        assert client.get(f"/api/v1/sessions/{session}/transcript").status == status
        assert client.delete(f"/api/v1/sessions/{session}").status == status
        assert client.post("/api/v1/parse", {"kind": "date", "locale": "en", "text": "today"}).status == status


def test_conversation_keeps_its_release(published_project, each_store):
    api = published_project.client
    opening = start(api)
    published_project.publish([DATE, AGREES], [])
    assert problem(api.post("/api/v1/sessions", START)) == (422, "unknown-document", "/flow")
    answer = talk(api, opening, "12 May 1980", "yes")
    assert (answer["release"], answer["outcome"]) == (1, "completed")


def test_conversation_outlives_the_process(published_project, each_store):

    opening = start(published_project.client)
    background.reset_process()
    assert talk(published_project.client, opening, "12 May 1980")["turn"] == 1


def test_variables_reach_the_conversation(published_project, each_store):
    greeting = {
        "id": "f1",
        "key": "ask",
        "label": {"en": "Greeting"},
        "rows": [{"id": "r1", "type": "say", "text": {"en": "Hello {name}."}}, {"id": "r2", "type": "close"}],
    }
    flow = {"schema": 1, "key": "greet", "label": {"en": "Greeting"}, "start": "ask", "nodes": [greeting]}
    published_project.publish([DATE], [flow])
    answer = start(published_project.client, flow="greet", variables={"name": "Ada"})
    assert (answer["outputs"][0]["text"], answer["status"], answer["outcome"]) == ("Hello Ada.", "finished", "completed")


def test_idempotency_key_gets_the_same_answer(api, each_store):
    first = api.post("/api/v1/sessions", START, idempotency_key="a-1")
    again = api.post("/api/v1/sessions", dict(reversed(START.items())), idempotency_key="a-1")
    other = api.post("/api/v1/sessions", START, idempotency_key="a-2")
    assert (again.status, again.content) == (201, first.content)
    assert other.json()["session"] != first.json()["session"]


def test_idempotency_key_with_another_body(api, each_store):
    api.post("/api/v1/sessions", START, idempotency_key="a-1")
    again = api.post("/api/v1/sessions", {**START, "channel": "voice"}, idempotency_key="a-1")
    assert problem(again)[:2] == (422, "idempotency-mismatch")


def test_idempotency_key_belongs_to_its_project(make_published_project, each_store):
    first, second = make_published_project(), make_published_project()
    sessions = {
        project.client.post("/api/v1/sessions", START, idempotency_key="a-1").json()["session"] for project in (first, second)
    }
    assert len(sessions) == 2


def test_idempotency_key_that_failed_may_be_used_again(api, each_store):
    assert api.post("/api/v1/sessions", {**START, "flow": "absent"}, idempotency_key="a-1").status == 422
    assert api.post("/api/v1/sessions", START, idempotency_key="a-1").status == 201


@pytest.mark.parametrize("key", ["x" * 201, "é", " ", "a\tb"])
def test_idempotency_key_that_cannot_be_one(api, each_store, key):
    answer = api.post("/api/v1/sessions", START, idempotency_key=key)
    assert problem(answer) == (400, "invalid-request", "Idempotency-Key:")


def test_longest_idempotency_key(api, each_store):
    assert api.post("/api/v1/sessions", START, idempotency_key="x" * 200).status == 201


def test_first_request_still_running(api, each_store, monkeypatch):
    inner = []
    begun = turns.start

    def slow_start(project, body):
        if not inner:
            inner.append(None)
            inner[0] = api.post("/api/v1/sessions", START, idempotency_key="a-1")
        return begun(project, body)

    monkeypatch.setattr(turns, "start", slow_start)
    assert api.post("/api/v1/sessions", START, idempotency_key="a-1").status == 201
    assert problem(inner[0])[:2] == (409, "idempotency-running")


def test_two_at_once_never_make_two_sessions(api, each_store):
    for number in range(5):
        answers = at_once(*[lambda key=f"k{number}": api.post("/api/v1/sessions", START, idempotency_key=key)] * 6)
        made = {answer.json()["session"] for answer in answers if answer.status == 201}
        assert len(made) == 1
        assert {answer.status for answer in answers} <= {201, 409}


def test_claim_lost_meanwhile_leaves_no_session(published_project, each_store, clock, monkeypatch):
    api, begun, made = published_project.client, turns.start, []

    def slow_start(project, body):
        if not made:
            made.append("")
            clock.move(idempotency.LEASE_SECONDS + 1)
            made[0] = api.post("/api/v1/sessions", START, idempotency_key="a-1").json()["session"]
        session, content = begun(project, body)
        made.append(session)
        return session, content

    monkeypatch.setattr(turns, "start", slow_start)
    answer = api.post("/api/v1/sessions", START, idempotency_key="a-1")
    assert problem(answer)[:2] == (409, "idempotency-running")
    assert api.get(f"/api/v1/sessions/{made[0]}").status == 200
    assert api.get(f"/api/v1/sessions/{made[-1]}").status == 410


def test_idempotency_key_is_forgotten_with_the_session(api, each_store, settings, clock):
    settings.OMNIA_SESSION_TTL = 2000
    first = api.post("/api/v1/sessions", START, idempotency_key="a-1").json()["session"]
    clock.move(1000)
    assert api.post("/api/v1/sessions", START, idempotency_key="a-1").json()["session"] == first
    clock.move(1001)
    assert api.post("/api/v1/sessions", START, idempotency_key="a-1").json()["session"] != first


def test_keys_in_redis_carry_the_projects_hash_tag(published_project, redis):
    published_project.client.post("/api/v1/sessions", START, idempotency_key="a-1")
    keys = [key.decode() for key in redis.keys("omnia:*session*")] + [key.decode() for key in redis.keys("omnia:*claim*")]
    assert keys
    assert all(key.startswith(f"omnia:{{{published_project.ref.id}}}:") for key in keys)
    assert all(0 < redis.ttl(key) <= 1800 for key in keys)


def test_without_redis_the_projects_database_keeps_them(published_project, settings):
    settings.OMNIA_REDIS_URL = ""
    session = start(published_project.client)["session"]
    row = database(published_project.ref)["sessions"].find_one({"_id": session})
    assert row["version"] == 1
    assert row["expires_at"]
