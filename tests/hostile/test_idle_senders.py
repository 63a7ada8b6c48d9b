"""Senders that do not finish: others are answered while they stay, and they are cut off when their time is over."""

import json

import pytest
from senders import head, sending, unfinished
from served import Product, Stage, served
from waiting import wait_until

SENDERS = 1000
SECONDS = 2.0
"""What a body, or a head, may take in these tests."""

START = {"template": "date", "locale": "en", "channel": "chat"}
SAID = {"turn": 0, "event": "utterance", "text": "the fourteenth of March"}


@pytest.fixture(scope="module")
def patient(stage: Stage):
    """A product that waits for bodies longer than any of these tests takes."""
    with served(stage, OMNIA_BODY_SECONDS="60") as product:
        yield product


@pytest.fixture(scope="module")
def impatient(stage: Stage):
    """A product that waits for bodies for a moment only."""
    with served(stage, OMNIA_BODY_SECONDS=str(SECONDS)) as product:
        yield product


def assert_others_are_answered(product: Product) -> None:
    """A read, a conversation's turn, a page and the probes, each from a client of its own."""
    assert product.call("GET", "/release")[0] == 200
    status, started = product.call("POST", "/sessions", START)
    assert status == 201
    status, answered = product.call("POST", f"/sessions/{started['session']}/turns", SAID)
    assert (status, answered["turn"]) == (200, 1)
    status, _headers, page = product.ask("GET", "/sign-in")
    assert status == 200
    assert b"<form" in page
    assert product.ask("POST", "/sign-in", b"username=a&password=b")[0] == 403
    assert [product.ask("GET", probe)[0] for probe in ("/livez", "/readyz", "/metrics")] == [200] * 3


def test_a_thousand_idle_and_dribbling_senders_hold_nobody_up(patient: Product):
    with sending(patient.port, unfinished(SENDERS)) as senders:
        for _round in range(5):
            assert_others_are_answered(patient)
        # All of them were there the whole time, but for those that say nothing else than a head.
        assert senders.count() == SENDERS
        assert senders.answers == []


def test_ten_senders_that_come_back_for_each_thread_hold_nobody_up(impatient: Product):
    with sending(impatient.port, unfinished(80), reconnect=True) as senders:
        wait_until(lambda: senders.opened >= 240)
        assert_others_are_answered(impatient)


@pytest.mark.parametrize("path", ["/api/v1/sessions", "/api/v1/nowhere", "/sign-in"])
@pytest.mark.parametrize(
    ("framing", "drop"),
    [
        ("Content-Length: 10", b""),
        ("Content-Length: 50000", b""),
        ("Content-Length: 50000", b"a"),
        ("Transfer-Encoding: chunked", b""),
        ("Transfer-Encoding: chunked", b"1\r\na\r\n"),
    ],
)
def test_a_body_that_does_not_come_is_cut_with_408(impatient: Product, path: str, framing: str, drop: bytes):
    with sending(impatient.port, [(head("POST", path, "Content-Type: application/json", framing), drop)]) as senders:
        wait_until(lambda: senders.count() == 0)
        assert senders.answers == [b"HTTP/1.1 408 Request Timeout"]


def test_a_probe_takes_no_body_and_waits_for_none(impatient: Product):
    with sending(impatient.port, [(head("POST", "/livez", "Content-Length: 10"), b"")]) as senders:
        wait_until(lambda: len(senders.answers) == 1)
        assert senders.answers == [b"HTTP/1.1 405 Method Not Allowed"]


@pytest.mark.parametrize("drop", [b"", b"X-Slow: 1\r\n"], ids=["idle", "dribbling"])
def test_a_head_that_does_not_end_is_cut(impatient: Product, drop: bytes):
    with sending(impatient.port, [(b"GET /api/v1/release HTTP/1.1\r\nHost: 127.0.0.1\r\n", drop)]) as senders:
        wait_until(lambda: senders.count() == 0)
        assert b" 200 " not in senders.answers[0]


def test_a_connection_that_says_nothing_is_cut(impatient: Product):
    with sending(impatient.port, [(b"", b"")]) as senders:
        wait_until(lambda: senders.count() == 0)
        assert senders.answers == [b""]


def test_a_turn_whose_body_does_not_come_is_not_taken(impatient: Product):
    session = impatient.call("POST", "/sessions", START)[1]["session"]
    part = json.dumps(SAID)[:20].encode()
    fields = ("Content-Type: application/json", "Content-Length: 70", f"Authorization: Bearer {impatient.api_key}")
    begun = head("POST", f"/api/v1/sessions/{session}/turns", *fields) + part
    with sending(impatient.port, [(begun, b"")]) as senders:
        wait_until(lambda: senders.count() == 0)
        assert senders.answers == [b"HTTP/1.1 408 Request Timeout"]
    assert impatient.call("GET", f"/sessions/{session}")[1]["turn"] == 0


@pytest.mark.parametrize(
    "broken",
    [b"5\r\nhello\r\nzz\r\n", b"5\r\nhello\r\n-1\r\n", b"5\r\nhelloworld\r\n", b"5\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n"],
    ids=["size", "negative", "longer", "trailers"],
)
@pytest.mark.parametrize("path", ["/api/v1/parse", "/sign-in"])
def test_a_broken_chunk_is_refused_with_400(impatient: Product, path: str, broken: bytes):
    request = head("POST", path, "Content-Type: application/json", "Transfer-Encoding: chunked") + broken
    with sending(impatient.port, [(request, b"")]) as senders:
        wait_until(lambda: len(senders.answers) == 1)
        assert senders.answers == [b"HTTP/1.1 400 Bad Request"]


def test_chunks_that_are_whole_are_a_body_like_any_other(impatient: Product):
    content = json.dumps({"kind": "date", "locale": "en", "text": "12 May 1980"}).encode()
    headers = {"Authorization": f"Bearer {impatient.api_key}", "Content_Type": "application/json"}
    told = [content[place : place + 7] for place in range(0, len(content), 7)]
    status, _headers, answered = impatient.ask("POST", "/api/v1/parse", iter(told), **headers)  # type: ignore[arg-type]
    assert status == 200
    assert json.loads(answered)["valid"] is True
