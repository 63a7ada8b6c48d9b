"""A page that is refused before anything reads its request is in the log, under the id that the person sees."""

import logging
from types import SimpleNamespace

import pytest

from omnia.gateway.refused_pages import refuse_page
from omnia.gateway.server import Gateway


@pytest.mark.parametrize("status", [400, 408, 500, 503])
def test_page_refused_at_the_way_in_is_logged_under_the_id_of_its_answer(status, caplog):
    scope = SimpleNamespace(path="/password/new/a-secret-of-a-link/", headers={"x-request-id": f"seen-{status}"})
    with caplog.at_level(logging.INFO):
        reply = refuse_page(status, scope)
    (line,) = [record.msg for record in caplog.records if record.msg["event"] == "request.refused"]
    assert (line["status"], line["call"], line["request_id"]) == (status, "/password", f"seen-{status}")
    assert "a-secret-of-a-link" not in str(line)
    assert (reply.status, dict(reply.headers)["X-Request-ID"]) == (status, f"seen-{status}")


@pytest.mark.parametrize(("path", "said"), [("*", "/*"), ("", "/"), ("//", "/"), ("/" + "x" * 9000, "/" + "x" * 40)])
def test_whatever_address_was_sent_is_refused_and_a_short_line(path, said, caplog):
    with caplog.at_level(logging.INFO):
        reply = refuse_page(503, SimpleNamespace(path=path, headers={}))
    (line,) = [record.msg for record in caplog.records if record.msg["event"] == "request.refused"]
    assert (reply.status, line["call"]) == (503, said)


def test_fault_of_ours_is_logged_without_the_secret_of_a_link(caplog):
    def broken(*_arguments):
        raise RuntimeError

    sent = []
    scope = SimpleNamespace(path="/password/new/a-secret-of-a-link/", headers={}, method="GET")
    door = SimpleNamespace(front=SimpleNamespace(answer_at_once=broken), refusal=refuse_page)
    Gateway([], lambda _path: door, body_seconds=1).take(
        scope, SimpleNamespace(response_bytes=lambda *reply: sent.append(reply[0]))
    )
    assert sent == [500]
    assert "request.failed" in caplog.text
    assert "a-secret-of-a-link" not in caplog.text
