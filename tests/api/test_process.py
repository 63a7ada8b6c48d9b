"""A runtime process of its own: it knows nothing of the control plane, and answers through the real web server."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from waiting import wait_until

from omnia.mongo.clusters import database
from omnia.mongo.embedded import free_port
from omnia.serve import supervisor

ROOT = Path(__file__).parents[2]
START_SECONDS = 300.0
TRIES, UNAVAILABLE = 300, 503
FORBIDDEN = (
    "factory",
    "tenants.control",
    "tenants.sync",
    "tenants.studio",
    "tenants.actions",
    "django.contrib",
    "guardian",
    "unfold",
)


@pytest.fixture
def environment(migrated, tmp_path):
    return environment_of(migrated, tmp_path)


def environment_of(uri, folder):
    """The variables of a runtime process on the tests' database server, with a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OMNIA_", "DJANGO_"))}
    return {
        **kept,
        "OMNIA_ROLE": "runtime",
        "OMNIA_CLUSTERS": f"default={uri}",
        "OMNIA_DATA_DIR": str(folder),
        "OMNIA_SECRET_KEY": os.environ["OMNIA_SECRET_KEY"],
        "OMNIA_LOG_LEVEL": "ERROR",
        "OMNIA_BODY_SECONDS": "60",
    }


def test_runtime_process_knows_nothing_of_the_control_plane(environment):
    script = (
        "import json, sys, omnia.wsgi, omnia.urls_runtime\n"
        "from django.conf import settings\n"
        "print(json.dumps({'modules': sorted(sys.modules), 'databases': list(settings.DATABASES),"
        " 'uri': settings.ENVIRONMENT.OMNIA_MONGODB_URI}))"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert [name for name in found["modules"] if name.startswith(FORBIDDEN)] == []
    assert found["databases"] in ([], ["default"])
    assert found["uri"] == ""


def test_runtime_process_passes_the_checks(environment):
    command = [sys.executable, "manage.py", "check", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def server(environment):
    """A runtime under the real web server, with two processes, and its port."""
    process, chosen = served(environment, workers=2)
    yield process, chosen
    process.send_signal(signal.SIGTERM)
    process.wait(60)


def served(environment, *, workers):
    """A runtime under the real web server that answers, and its port."""
    chosen = free_port()
    numbers = Path(environment["OMNIA_DATA_DIR"]) / "metrics"
    numbers.mkdir()
    told = {**environment, "PROMETHEUS_MULTIPROC_DIR": str(numbers)}
    process = supervisor.web_server(told, host="127.0.0.1", port=chosen, workers=workers, threads=4)
    try:
        # A process that is asked to end while it starts does not hear it: all must be there first.
        wait_until(lambda: process.poll() is None and len(list(numbers.glob("*.alive"))) == workers, START_SECONDS)
        wait_until(lambda: all(ask_once(chosen, "GET", "/startupz")[0] == 200 for _request in range(8)), START_SECONDS)
    except BaseException:
        supervisor.stop(process)
        raise
    return process, chosen


def ask(port, method, address, body=None, **headers):
    """Status, headers and content; what was answered 503 is sent again, as callers do: a busy machine's database may be slow."""
    pause = threading.Event()
    for _try in range(TRIES):
        answer = ask_once(port, method, address, body, **headers)
        if answer[0] != UNAVAILABLE:
            break
        pause.wait(0.1)
    return answer


def ask_once(port, method, address, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            # A refused body is not read to its end, so sending it may fail before the answer is read.
            connection.request(method, address, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def that_wait_for_a_free_core(pid):
    """A process and those that it started, as far as no thread of theirs takes the core from the one that wakes it."""
    tasks = list(Path(f"/proc/{pid}/task").iterdir())
    started = [child for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    own = [pid] if all(os.sched_getscheduler(int(task.name)) == os.SCHED_BATCH for task in tasks) else []
    return own + [each for child in started for each in that_wait_for_a_free_core(child)]


def test_the_web_server_answers_as_the_application_does(server, published_project):
    process, port = server
    signed = {"Authorization": f"Bearer {published_project.key}"}
    status, headers, content = ask(port, "GET", "/api/v1/templates/date", **signed)
    own = published_project.client.get("/api/v1/templates/date")
    assert (status, content) == (200, own.content)
    names = {name.lower() for name in headers}
    assert {name.lower() for name in own.headers} <= names
    etag = next(value for name, value in headers.items() if name.lower() == "etag")
    assert ask(port, "GET", "/api/v1/templates/date", If_None_Match=etag, **signed)[0] == 304
    assert ask(port, "HEAD", "/api/v1/templates/date", **signed)[2] == b""
    assert ask(port, "GET", "/api/v1/templates/date")[0] == 401
    for address in ("/api/v1/nothing", "/", "/admin/"):
        status, headers, _content = ask(port, "GET", address)
        assert status == 404
        assert "application/problem+json" in headers.values()
    assert ask(port, "GET", "/api/v1/%ff%fe%00")[0] == 404
    large = ask(port, "POST", "/api/v1/release", b"x" * 70_000)
    assert large[0] == 413
    chunked = ask(port, "POST", "/api/v1/release", iter([b"x" * 1000] * 70))
    assert chunked[0] == 413
    counted = sum_of(ask(port, "GET", "/metrics")[2].decode(), "omnia_requests_total")
    assert counted >= 8, "both processes' numbers are told together"
    waiting = that_wait_for_a_free_core(process.pid)
    assert len(waiting) == 3, "in the server and both its processes a woken thread waits until who woke it leaves the core"


def sum_of(text, name):
    return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name + "{"))


def test_process_that_is_asked_to_end_answers_what_has_begun(environment, published_project):
    process, chosen = served(environment, workers=1)
    body = json.dumps({"flow": "booking", "locale": "en", "channel": "chat"}).encode()
    head = f"POST /api/v1/sessions HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {published_project.key}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", chosen), timeout=60) as caller:
        caller.sendall(head.encode() + body[:5])
        # Another connection of later is answered, so the server has taken this one.
        assert ask(chosen, "GET", "/livez")[0] == 200
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: refuses(chosen))
        caller.sendall(body[5:])
        answer = caller.recv(4096)
    process.wait(60)
    assert answer.startswith(b"HTTP/1.1 201")


def refuses(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except ConnectionRefusedError:
        return True
    return False


def test_process_that_is_asked_to_end_writes_the_records_that_it_owes(environment, published_project, redis_url):
    process, chosen = served({**environment, "OMNIA_REDIS_URL": redis_url}, workers=1)
    signed = {"Authorization": f"Bearer {published_project.key}", "Content-Type": "application/json"}
    opening = json.dumps({"flow": "booking", "locale": "en", "channel": "chat"})
    sessions = [json.loads(ask(chosen, "POST", "/api/v1/sessions", opening, **signed)[2])["session"] for _each in range(5)]
    hang_up = json.dumps({"turn": 0, "event": "hang_up"})
    ended = [ask(chosen, "POST", f"/api/v1/sessions/{each}/turns", hang_up, **signed)[0] for each in sessions]
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    assert ended == [200] * 5
    assert {row["_id"] for row in database(published_project.ref)["conversations"].find()} == set(sessions)
