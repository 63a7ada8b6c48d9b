"""Every error is a problem (RFC 9457), whoever raised it, and tells nothing of the inside."""

import threading
import time

import orjson
import pytest
from published import Client, application

from omnia.infra.problems import PROBLEM_TYPES
from runtime_api import contract, fast_conversations, representations
from runtime_api.json_bodies import depth_of
from runtime_api.patterns import MAX_BODY, MAX_DEPTH
from tests.api.exchanging import WAIT_SECONDS, Protocol, Scope


def assert_problem(answer, status, name):
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
    content = answer.json()
    assert content["type"] == f"/problems/{name}"
    assert (content["status"], content["title"]) == (status, PROBLEM_TYPES[name].title)
    assert content["request_id"] == answer.headers["X-Request-ID"]
    assert content["detail"].endswith(".")
    assert "Traceback" not in answer.content.decode()
    return content


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing", "/api/v1", "/api/v1/", "/api/v1/templates/a/b", "/livez/more", "/metricsx"]
)
def test_unknown_address(anyone, address):
    content = assert_problem(anyone.get(address), 404, "not-found")
    assert content["instance"] == address


@pytest.mark.parametrize("debug", [False, True])
def test_unknown_address_while_django_debugs(anyone, settings, debug):
    settings.DEBUG = debug
    assert_problem(anyone.get("/api/v1/nothing"), 404, "not-found")


@pytest.mark.parametrize(("method", "address"), [("POST", "/api/v1/templates"), ("PUT", "/api/v1/release"), ("POST", "/livez")])
def test_method_that_the_address_does_not_know(api, method, address):
    answer = api.request(method, address, b"{}")
    assert_problem(answer, 405, "method-not-allowed")
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("debug", [False, True])
def test_unforeseen_error_tells_nothing(api, monkeypatch, settings, debug):
    settings.DEBUG = debug

    def fail(*_arguments):
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr(representations, "rows", fail)
    answer = api.get("/api/v1/release")
    assert_problem(answer, 500, "internal")
    assert b"swordfish" not in answer.content


def test_database_changed_by_hand_is_an_internal_error(api, published_project):
    from omnia.mongo.clusters import database

    database(published_project.ref)["releases"].delete_many({})
    assert_problem(api.get("/api/v1/release"), 500, "internal")


def test_bytes_that_are_no_text_in_the_address(anyone):
    assert anyone.get("/api/v1/templates/\xff\xfe").status in (401, 404)


def test_request_id_of_the_caller_is_kept_if_it_is_well_formed(anyone):
    assert anyone.get("/api/v1/release", x_request_id="caller-0001").headers["X-Request-ID"] == "caller-0001"
    for offered in ("short", "x" * 65, "with space 1", "new\nline-12345"):
        given = anyone.get("/livez", x_request_id=offered).headers["X-Request-ID"]
        assert given != offered
        assert len(given) == 16


def test_every_answer_forbids_sniffing_and_errors_are_not_kept(anyone):
    answer = anyone.get("/api/v1/release")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def nested(depth):
    return b"[" * depth + b"]" * depth


BODIES = {
    "one byte too many": (b'"' + b"x" * (MAX_BODY - 1) + b'"', 413, "too-large"),
    "a level too deep": (nested(MAX_DEPTH + 1), 422, "too-deep"),
    "very deep": (nested(MAX_BODY // 2), 422, "too-deep"),
    "never closed": (b"[" * MAX_BODY, 422, "too-deep"),
    "objects": (b'{"a":' * 40 + b"1" + b"}" * 40, 422, "too-deep"),
}


@pytest.mark.parametrize("name", BODIES)
def test_body_that_is_too_much_is_refused_before_it_is_read(anyone, name, monkeypatch):
    body, status, problem = BODIES[name]
    for module in (contract, fast_conversations):
        monkeypatch.setattr(module, "read_json", lambda *_arguments: pytest.fail("it was read"))
    assert_problem(anyone.request("POST", "/api/v1/sessions", body), status, problem)


def test_announced_length_alone_is_enough_to_refuse(anyone):
    answer = anyone.request("POST", "/api/v1/release", b"{}", content_length=str(10**12))
    assert_problem(answer, 413, "too-large")


def test_body_without_an_announced_length_is_bounded_too(anyone):
    pieces = [b"x" * 8192] * 1000
    protocol = Protocol(pieces)
    answered = threading.Event()
    application.open()
    application.take(Scope("POST", "/api/v1/release", {"transfer-encoding": "chunked"}), protocol, answered.set)
    assert answered.wait(WAIT_SECONDS)
    assert protocol.answer[0] == 413
    assert protocol.left() > 1000 - 2 * MAX_BODY // 8192


@pytest.mark.parametrize(
    ("body", "depth"),
    [
        (nested(40), 40),
        (b'["' + b"[" * 100 + b'"]', 1),
        (b'{"a": "' + b'\\"[' * 50 + b'", "b": [[1]]}', 3),
        (b'["' + b"[" * 100, 1),
        (b"[" * 33 + b'"\\', 33),
    ],
)
def test_depth_counts_brackets_outside_strings(body, depth):
    assert depth_of(body) == depth


@pytest.mark.parametrize("unit", [b'"', b'\\"', b'"\\', b'["', b'{"a":', b"\\", b'[\\"'])
def test_depth_of_hostile_bodies_takes_linear_time(unit):
    # In linear time this takes some hundredths of a second; in quadratic time it does not end while anybody waits.
    body = b"[" * 40 + unit * (64 * MAX_BODY // len(unit))
    started = time.thread_time()
    depth_of(body)
    assert time.thread_time() - started < 30


def test_body_at_the_bounds_passes_the_guards(anyone):
    fitting = orjson.dumps({"x": "y" * (MAX_BODY - 8)})
    assert len(fitting) == MAX_BODY
    assert Client().request("POST", "/api/v1/release", fitting).status == 405
    assert Client().request("POST", "/api/v1/release", nested(MAX_DEPTH)).status == 405
