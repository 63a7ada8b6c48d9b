"""Who may see the figures and the reference, and what the log tells of refusals and outages."""

import http.client
import logging

import pytest
from published import Client

from omnia import probe_listener
from omnia.infra import background, telemetry
from omnia.mongo.embedded import free_port
from omnia.probes import ProbeApplication
from runtime_api import health

POD = "10.1.2.3:8000"
REFERENCE = ["/api/v1/docs", "/api/v1/openapi.json", "/api/v1/docs/reference.css"]
START = {"template": "date", "locale": "en", "channel": "chat"}


@pytest.mark.parametrize("address", ["/livez", "/readyz", "/startupz"])
def test_probe_by_a_pods_address_is_answered(published_project, anyone, address):
    answer = anyone.get(address, host=POD)
    assert answer.status == 200
    assert answer.headers["X-Request-ID"]


@pytest.mark.parametrize("address", ["/metrics", *REFERENCE])
def test_figures_and_reference_answer_to_our_hosts_only(anyone, address):
    assert anyone.get(address, host="localhost:8000").status == 200
    refused = anyone.get(address, host="evil.example")
    assert (refused.status, refused.json()["type"]) == (400, "/problems/invalid-request")


def test_figures_with_a_token_ask_for_it_and_for_no_host(anyone, settings):
    settings.OMNIA_METRICS_TOKEN = "a-token-of-ours"
    assert anyone.get("/metrics", host="localhost").status == 401
    wrong = anyone.get("/metrics", authorization="Bearer another")
    assert (wrong.status, wrong.headers["WWW-Authenticate"]) == (401, 'Bearer realm="omnia metrics"')
    assert anyone.get("/metrics", host=POD, authorization="Bearer a-token-of-ours").status == 200


def test_figures_at_an_address_of_their_own_are_not_at_the_products(anyone, settings):
    address = f"127.0.0.1:{free_port()}"
    settings.OMNIA_METRICS_ADDRESS = address
    application = ProbeApplication(health.readiness, health.has_started, is_private=True)
    assert probe_listener.listen(address, application) is not None
    assert anyone.get("/metrics").status == 404
    assert [asked(address, path) for path in ("/metrics", "/livez", "/elsewhere")] == [200, 200, 404]


def asked(address, path):
    connection = http.client.HTTPConnection(address, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": POD})
        return connection.getresponse().status
    finally:
        connection.close()


def test_an_address_that_cannot_be_taken_is_told_and_stops_nothing(caplog):
    assert probe_listener.listen("192.0.2.1:80", None) is None
    assert "probes.cannot_listen" in caplog.text


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (lambda api: api.get("/api/v1/templates/missing"), 404),
        (lambda _api: Client("omk_default_nobody_" + "x" * 40).get("/api/v1/release"), 401),
        (lambda api: api.post("/api/v1/sessions", {**START, "locale": "xx"}), 422),
    ],
    ids=["404", "401", "422"],
)
def test_refusal_is_in_the_log_under_its_request_id(api, caplog, call, status):
    with caplog.at_level(logging.INFO):
        answer = call(api)
    assert answer.status == status
    lines = [record.msg for record in caplog.records if record.msg["event"] == "request.refused"]
    assert [(line["status"], line["request_id"]) for line in lines] == [(status, answer.headers["X-Request-ID"])]
    assert "missing" not in lines[0]["call"], "nothing that a tenant named"


def test_a_flood_of_refusals_is_no_flood_of_lines(api, caplog, clock):
    clock.stop()
    clock.move(2)
    with caplog.at_level(logging.INFO):
        for _request in range(60):
            api.get("/api/v1/templates/missing")
    lines = [record.msg for record in caplog.records if record.msg["event"] == "request.refused"]
    assert len(lines) == telemetry.REFUSALS_PER_SECOND


def test_an_outage_is_one_line_a_second_however_many_calls_notice_it(api, caplog, settings, clock):
    clock.stop()
    clock.move(2)
    settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
    with caplog.at_level(logging.INFO):
        statuses = [api.post("/api/v1/sessions", START).status for _call in range(40)]
    assert statuses == [503] * 40
    about_redis = [record.msg for record in caplog.records if record.levelno >= logging.WARNING]
    assert 1 <= len(about_redis) < 20


def test_conversation_begun_without_redis_goes_on_in_the_database_to_its_end(api, redis, redis_url, settings):
    settings.OMNIA_SESSION_FALLBACK, settings.OMNIA_REDIS_URL = "database", "redis://127.0.0.1:1/0"
    opening = api.post("/api/v1/sessions", START)
    assert opening.status == 201
    session = opening.json()["session"]
    settings.OMNIA_REDIS_URL = redis_url
    background.reset_process()
    assert redis.keys(f"*{session}*") == []
    answer = api.post(f"/api/v1/sessions/{session}/turns", {"turn": 0, "event": "utterance", "text": "12 May 1980"})
    assert (answer.status, answer.json()["turn"]) == (200, 1)
    assert api.get(f"/api/v1/sessions/{session}").json()["turn"] == 1
    assert redis.keys(f"*{session}*") == [], "it is in one place"


def test_idempotency_key_used_without_redis_is_known_when_redis_is_back(api, redis, redis_url, settings):
    settings.OMNIA_SESSION_FALLBACK, settings.OMNIA_REDIS_URL = "database", "redis://127.0.0.1:1/0"
    first = api.post("/api/v1/sessions", START, idempotency_key="once")
    settings.OMNIA_REDIS_URL = redis_url
    again = api.post("/api/v1/sessions", START, idempotency_key="once")
    assert (first.status, again.status) == (201, 201)
    assert again.json() == first.json()


def test_a_forked_process_begins_anew():
    import os

    from omnia.infra.cache import Cache

    cache: Cache[int] = Cache("bytes", lambda: 100_000)
    cache.keep(("p", "value"), 1, 10)
    thread = background.BackgroundThread("for-the-test", lambda held: held.sleep())
    thread.ensure_started()
    cache._lock.acquire()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        # The parent's lock is held for ever here, and its thread is not.
        cache.keep(("p", "other"), 2, 10)
        os.write(writing, b"anew" if cache.peek(("p", "value")) is None and thread._thread is None else b"not!")
        os._exit(0)
    cache._lock.release()
    os.waitpid(child, 0)
    assert os.read(reading, 4) == b"anew"
    os.close(reading)
    os.close(writing)
    thread.stop()
    assert cache.peek(("p", "value")) == 1
