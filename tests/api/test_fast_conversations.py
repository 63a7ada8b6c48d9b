"""The layer that carries conversations on in front of Django: it says what Django says, and leaves to Django what it must."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from layers import answer_of, django_alone, with_layers
from published import NOW

from omnia.infra import background
from omnia.infra.invalidation import HUB, KEYS, Change
from omnia.mongo.clusters import database
from tenants.project import collections

START = {"template": "date", "locale": "en", "channel": "chat", "reference_time": "2026-11-23T10:00:00"}
SAID = "the fourteenth of March"
EVENTS: list[dict[str, Any]] = [
    {"event": "utterance", "text": SAID},
    {"event": "utterance", "text": SAID, "alternatives": [{"text": "the fortieth of March", "confidence": 0.2}]},
    {"event": "no_input"},
    {"event": "dtmf", "keys": "14032027"},
    {"event": "hang_up"},
]
WRONG: list[bytes] = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"turn": 0}',
    b'{"turn": "0", "event": "no_input"}',
    b'{"turn": true, "event": "no_input"}',
    b'{"turn": 0, "event": "sing"}',
    b'{"turn": 0, "event": "utterance"}',
    b'{"turn": 0, "event": "no_input", "more": 1}',
    b'{"turn": 7, "event": "no_input"}',
    b'{"turn": 0, "turn": 0, "event": "no_input"}',
    b'{"turn": 0, "event": "no_input", "\\u0065vent": "hang_up"}',
    b'{"turn": 0, "event": "resume", "data": {"a": [{"b": 1, "b": 2}]}}',
    b'{"turn": 0, "event": "resume", "data": {}}',
    b'{"turn": 0, "event": "utterance", "text": "' + b"a" * 70_000 + b'"}',
    b'{"turn": 0, "event": "resume", "data": ' + b'{"a":' * 40 + b"1" + b"}" * 40 + b"}",
    b'{"turn": 0, "event": "utterance", "text": "\xff"}',
]


@dataclass
class Both:
    """The layer with Django behind it, and Django alone."""

    key: str

    def __post_init__(self) -> None:
        self.django, self.layer = django_alone(), with_layers()
        self.handed_on = self.layer.handed_on

    def close(self) -> None:
        self.django.close()
        self.layer.close()

    def ask(self, application: Any, path: str, body: Any, **headers: str) -> tuple[str, dict[str, str], Any]:
        """Status, headers and what was answered, as if the request were the first of its second."""
        background.reset_process()
        return self.ask_again(application, path, body, **headers)

    def ask_again(self, application: Any, path: str, body: Any, **headers: str) -> tuple[str, dict[str, str], Any]:
        """The same, with what the limits remember."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"content_type": "application/json"} | headers
        status, sent_back, answered = answer_of(application, self.key, "POST", path, content, **sent)
        return status, sent_back, json.loads(answered)

    def started(self, application: Any) -> str:
        """The address of the turns of a new conversation."""
        status, _headers, answer = self.ask(application, "/api/v1/sessions", START)
        assert status == "201 Created"
        return f"/api/v1/sessions/{answer['session']}/turns"


def without_names(answer: Any) -> Any:
    """An answer without what is another's in each conversation."""
    return {name: value for name, value in answer.items() if name not in ("session", "expires_at", "instance")}


@pytest.fixture
def both(published_project) -> Iterator[Both]:
    made = Both(published_project.key)
    yield made
    made.close()


def compared(both: Both, body: Any, **headers: str) -> str:
    """Ask both for the first turn of a conversation of their own, and compare; gives the status."""
    wanted = both.ask(both.django, both.started(both.django), body, **headers)
    got = both.ask(both.layer, both.started(both.layer), body, **headers)
    assert (got[0], got[1], without_names(got[2])) == (wanted[0], wanted[1], without_names(wanted[2]))
    return got[0]


@pytest.mark.parametrize("event", EVENTS, ids="+".join)
def test_a_turn_is_answered_in_front_with_the_same_status_headers_and_content(both, event):
    assert compared(both, {"turn": 0, **event}) == "200 OK"
    assert both.handed_on == []


def test_a_start_is_answered_in_front_with_the_same_status_headers_and_content(both):
    wanted = both.ask(both.django, "/api/v1/sessions", START)
    got = both.ask(both.layer, "/api/v1/sessions", START)
    assert (got[0], got[1], without_names(got[2])) == ("201 Created", wanted[1], without_names(wanted[2]))
    assert both.handed_on == []


@pytest.mark.parametrize("body", WRONG, ids=lambda body: body[:45].decode(errors="replace"))
def test_a_wrong_turn_gets_the_same_problem_and_changes_nothing(both, body):
    turns = both.started(both.layer)
    status, _headers, problem = both.ask(both.layer, turns, body)
    assert status[0] == "4"
    assert "instance" in problem
    assert both.handed_on == [turns]
    assert both.ask(both.layer, turns, {"turn": 0, "event": "utterance", "text": SAID})[0] == "200 OK"
    assert compared(both, body) == status


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/jsonp", "application/xml", "application/json; charset=latin-1", "json"]
)
def test_a_body_that_is_not_announced_as_json_is_refused_and_changes_nothing(both, content_type):
    turns, body = both.started(both.layer), {"turn": 0, "event": "utterance", "text": SAID}
    status, _headers, problem = both.ask(both.layer, turns, body, content_type=content_type)
    assert (status, problem["type"]) == ("415 Unsupported Media Type", "/problems/unsupported-media-type")
    assert compared(both, body, content_type=content_type) == status
    assert both.ask(both.layer, turns, body)[0] == "200 OK"


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", 'application/json;charset="UTF-8"']
)
def test_json_may_be_announced_in_any_way_that_means_it(both, content_type):
    assert compared(both, {"turn": 0, "event": "no_input"}, content_type=content_type) == "200 OK"
    assert both.handed_on == []


def test_a_key_that_stands_twice_is_named(both):
    turns = both.started(both.layer)
    _status, _headers, problem = both.ask(both.layer, turns, b'{"turn": 0, "event": "no_input", "event": "hang_up"}')
    assert problem["detail"] == "The key “event” stands twice in one object."


@pytest.mark.parametrize(
    "body", [{"kind": "date", "locale": "en", "text": SAID}, {"template": "date", "locale": "en", "text": "no"}]
)
def test_a_text_is_read_in_front_with_the_same_status_headers_and_content(both, body):
    wanted = both.ask(both.django, "/api/v1/parse", body)
    assert both.ask(both.layer, "/api/v1/parse", body) == wanted
    assert (wanted[0], both.handed_on) == ("200 OK", [])


def test_a_turn_sent_again_gets_the_same_answer(both):
    turns, body = both.started(both.layer), {"turn": 0, "event": "utterance", "text": SAID}
    first = both.ask(both.layer, turns, body)
    assert both.ask(both.layer, turns, body) == first
    assert both.ask(both.django, turns, body) == first


@pytest.mark.parametrize("path", ["/api/v1/sessions/s_absent/turns", "/api/v1/sessions/x/turns", "/api/v1/sessions//turns"])
def test_an_absent_conversation_is_told_by_django(both, path):
    body = {"turn": 0, "event": "no_input"}
    wanted = both.ask(both.django, path, body)
    assert wanted[0] == "404 Not Found"
    assert both.ask(both.layer, path, body) == wanted
    assert both.handed_on == [path]


def test_a_request_that_meets_a_problem_is_counted_once(both):
    turns, body = both.started(both.layer), {"turn": 5, "event": "no_input"}
    counted = [both.ask(both.layer, turns, body), both.ask_again(both.layer, turns, body)]
    left = [int(headers["RateLimit"].partition("r=")[2].partition(";")[0]) for _status, headers, _problem in counted]
    assert [status for status, _headers, _problem in counted] == ["409 Conflict"] * 2
    assert left[0] - left[1] <= 1


def test_over_the_limit_is_refused_in_front_as_django_does_and_the_turn_is_not_taken(both, settings, clock):
    clock.stop()
    turns, body = both.started(both.layer), {"turn": 0, "event": "utterance", "text": SAID}
    settings.OMNIA_LIMIT_PER_KEY = 0.01
    background.reset_process()
    first = both.ask_again(both.layer, turns, body)
    refused = both.ask_again(both.layer, turns, {**body, "turn": 1})
    assert refused[0] == "429 Too Many Requests"
    assert refused == both.ask_again(both.django, turns, {**body, "turn": 1})
    background.reset_process()
    # The newest answer that the conversation gave is still the first turn's.
    assert both.ask_again(both.layer, turns, body)[2] == first[2]


def test_a_revoked_key_is_refused_as_soon_as_its_project_is_announced(both, published_project):
    turns, body = both.started(both.layer), {"turn": 0, "event": "utterance", "text": SAID}
    keys = database(published_project.ref)[collections.API_KEYS]
    keys.update_many({}, {"$set": {"revoked_at": NOW}})
    HUB.publish(KEYS, Change(published_project.ref.id))
    assert both.ask(both.layer, turns, body)[0] == "401 Unauthorized"
    keys.update_many({}, {"$set": {"revoked_at": None}})
    HUB.publish(KEYS, Change(published_project.ref.id))
    assert both.ask(both.layer, turns, body)[2]["turn"] == 1


def test_a_key_that_may_only_read_is_refused_by_django(both, published_project):
    turns = both.started(both.layer)
    database(published_project.ref)[collections.API_KEYS].update_many({}, {"$set": {"scopes": ["read"]}})
    HUB.publish(KEYS, Change(published_project.ref.id))
    assert both.ask(both.layer, turns, {"turn": 0, "event": "no_input"})[0] == "403 Forbidden"
    assert both.handed_on == [turns]


def test_an_idempotency_key_is_heeded_by_django(both):
    answers = [both.ask(both.layer, "/api/v1/sessions", START, idempotency_key="once-only")[2] for _time in range(2)]
    assert answers[0] == answers[1]
    assert both.handed_on == ["/api/v1/sessions"] * 2
