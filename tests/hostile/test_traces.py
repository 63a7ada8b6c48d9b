"""Traces of a running product: a request's span holds what it asked of MongoDB and Redis, and nothing that anybody said."""

import json
import re
import secrets
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from collecting import CLIENT, collecting
from django.conf import settings
from served import NO_ANSWER, ROOT, START_SECONDS, Product
from waiting import wait_until

from omnia.mongo.embedded import free_port
from omnia.serve import supervisor

START = {"template": "date", "locale": "en", "channel": "chat"}
MARKER = "zanzibarine"
SECONDS = 120.0


@dataclass(frozen=True)
class Sent:
    """A request that was sent within a trace, and its answer."""

    trace: str
    caller: str
    status: int
    headers: dict[str, str]
    answer: Any


@contextmanager
def running(stage, log_path, **variables):
    """The web server with one process and these variables besides; what it logs is kept."""
    port = free_port()
    command = [*supervisor.granian_command("127.0.0.1", port, {}), "--workers", "1", supervisor.APPLICATION]
    told = supervisor.importable({**stage.environment, "OMNIA_LOG_LEVEL": "INFO", **variables})
    with log_path.open("wb") as log:
        process = subprocess.Popen(command, env=told, stderr=log, start_new_session=True)
    try:
        product = Product(port, stage.api_key, process)
        wait_until(lambda: product.ask("GET", "/readyz", timeout=20)[0] == 200, START_SECONDS, passing=NO_ANSWER)
        yield product
    finally:
        supervisor.stop(process)


@pytest.fixture(scope="module")
def collector():
    with collecting() as made:
        yield made


@pytest.fixture(scope="module")
def log_path(tmp_path_factory):
    return tmp_path_factory.mktemp("traced") / "log"


@pytest.fixture(scope="module")
def product(stage, redis_url, collector, log_path):
    """A product with Redis, whose traces are collected."""
    with running(stage, log_path, OMNIA_REDIS_URL=redis_url, OMNIA_OTEL_ENDPOINT=collector.address) as made:
        yield made


@pytest.fixture(scope="module")
def first(product):
    """The first conversation of the process, which knows nothing of its project yet."""
    sent = send(product, "POST", "/api/v1/sessions", START)
    assert sent.status == 201
    return sent


def send(product, method, address, body=None, **headers):
    trace, caller = secrets.token_hex(16), secrets.token_hex(8)
    named = {"Authorization": f"Bearer {product.api_key}", "Content_Type": "application/json"} | headers
    content = json.dumps(body).encode() if body is not None else None
    status, told, answer = product.ask(method, address, content, traceparent=f"00-{trace}-{caller}-01", **named)
    is_json = "json" in told.get("content-type", "")
    return Sent(trace, caller, status, told, json.loads(answer) if is_json and answer else answer)


def say(product, started, text, **headers):
    body = {"turn": started.answer["turn"], "event": "utterance", "text": text}
    return send(product, "POST", f"/api/v1/sessions/{started.answer['session']}/turns", body, **headers)


def spans_of(collector, sent):
    """The request's span, which is the only one of its trace, and those below it."""
    wait_until(lambda: collector.roots(sent.trace), SECONDS)
    [root] = collector.roots(sent.trace)
    assert root.parent == sent.caller
    below = [span for span in collector.of(sent.trace) if span.kind == CLIENT]
    assert {span.parent for span in below} <= {root.id}
    return root, below


def test_conversation_that_begins_is_one_span_with_what_it_asked_of_both_databases(collector, first):
    root, below = spans_of(collector, first)
    assert (root.name, root.attributes["http.response.status_code"]) == ("POST api/v1/sessions", 201)
    assert {span.attributes["db.system.name"] for span in below} == {"mongodb", "redis"}
    assert "find api_keys" in {span.name for span in below}
    assert root.resource["service.name"] == "omnia-all"


def test_turn_is_one_span_in_the_callers_trace(product, collector, first):
    sent = say(product, first, "tomorrow")
    root, below = spans_of(collector, sent)
    assert (sent.status, root.name) == (200, "POST api/v1/sessions/<session>/turns")
    assert root.attributes["omnia.request_id"] == sent.headers["x-request-id"]
    assert re.fullmatch(r"[a-z0-9]{1,24}", root.attributes["omnia.project"])
    assert "EVALSHA" in {span.name for span in below}


def test_page_is_one_span_in_the_callers_trace(product, collector):
    sent = send(product, "GET", "/sign-in", Cookie=f"{settings.SESSION_COOKIE_NAME}={secrets.token_hex(16)}")
    root, below = spans_of(collector, sent)
    assert (sent.status, root.name, root.attributes["http.response.status_code"]) == (200, "GET sign-in", 200)
    assert {span.attributes["db.system.name"] for span in below} == {"mongodb", "redis"}


def test_read_that_is_answered_from_memory_is_one_span(product, collector):
    seen = []

    def is_from_memory() -> bool:
        root, below = spans_of(collector, send(product, "GET", "/api/v1/templates/date"))
        seen.append(root.name)
        return below == []

    # On a busy machine more than a second may lie between two: then the second is read anew.
    wait_until(is_from_memory)
    assert set(seen) == {"GET api/v1/templates/<key>"}


def test_log_lines_of_a_request_name_its_trace(product, collector, log_path):
    sent = send(product, "GET", "/api/v1/templates/nothing_of_this_name")
    assert sent.status == 404
    wait_until(lambda: sent.trace in log_path.read_text(), SECONDS)
    [line] = [json.loads(line) for line in log_path.read_text().splitlines() if sent.trace in line]
    root, _below = spans_of(collector, sent)
    assert (line["event"], line["trace_id"], line["request_id"]) == (
        "request.refused", root.trace, root.attributes["omnia.request_id"],
    )  # fmt: skip


def test_nothing_that_was_said_or_sent_is_in_any_span(product, collector):
    started = send(product, "POST", "/api/v1/sessions", START)
    sent = [
        say(product, started, f"my name is {MARKER}", tracestate=f"a={MARKER}", Cookie=f"a={MARKER}", User_Agent=MARKER),
        send(product, "GET", f"/api/v1/templates/date?locale={MARKER}"),
        send(product, "GET", f"/{MARKER}/{MARKER}?{MARKER}={MARKER}"),
        send(product, "POST", "/api/v1/parse", {"template": "date", "locale": "en", "text": MARKER}),
        send(product, "GET", f"/api/v1/sessions/{MARKER}"),
        send(product, "POST", "/sign-in", {"username": MARKER}),
    ]
    for each in sent:
        spans_of(collector, each)
    assert [span.text for span in collector.spans if MARKER in span.text.lower()] == []
    assert [span.text for span in collector.spans if started.answer["session"] in span.text] == []
    assert [span.text for span in collector.spans if product.api_key in span.text] == []


def test_caller_that_does_not_want_its_trace_kept_is_heard(product, collector):
    trace = secrets.token_hex(16)
    product.ask("GET", "/api/v1/release", traceparent=f"00-{trace}-{'a' * 16}-00", Authorization=f"Bearer {product.api_key}")
    spans_of(collector, send(product, "GET", "/api/v1/release"))
    assert collector.of(trace) == []


def test_header_that_names_no_trace_begins_one(product, collector):
    identifier = secrets.token_hex(8)
    headers = {"Authorization": f"Bearer {product.api_key}", "X_Request_ID": identifier}
    product.ask("GET", "/api/v1/release", traceparent="nonsense", **headers)
    wait_until(lambda: collector.of_request(identifier), SECONDS)
    assert [span.parent for span in collector.of_request(identifier)] == [""]


def test_collector_that_is_away_fails_no_request(stage, redis_url, tmp_path):
    log_path = tmp_path / "log"
    away = f"http://127.0.0.1:{free_port()}"
    with running(stage, log_path, OMNIA_REDIS_URL=redis_url, OMNIA_OTEL_ENDPOINT=away) as product:
        statuses = {send(product, "GET", "/api/v1/templates/date").status for _time in range(400)}
        started = send(product, "POST", "/api/v1/sessions", START)
        assert say(product, started, "tomorrow").status == 200
        wait_until(lambda: "traces.not_sent" in log_path.read_text(), SECONDS)
    assert statuses == {200}
    assert "Traceback" not in log_path.read_text()


@pytest.mark.parametrize("role", ["runtime", "portal", "all"])
def test_without_a_collector_nothing_of_tracing_is_imported(stage, role):
    script = (
        "import json, sys, omnia.rsgi\n"
        "print(json.dumps([name for name in sys.modules if name.startswith(('opentelemetry.exporter', 'omnia.tracing'))]))"
    )
    environment = {**stage.environment, "OMNIA_ROLE": role}
    environment["OMNIA_CLUSTERS"] = f"default={environment['OMNIA_MONGODB_URI']}"
    if role == "runtime":
        del environment["OMNIA_MONGODB_URI"]
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == []
