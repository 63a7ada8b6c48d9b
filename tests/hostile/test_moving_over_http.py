"""Conversations go on while their project moves: a real server on a socket, callers who hardly pause, another process moves it.

The server is a runtime: it has no control database, and finds the project by the pointer that the move leaves.
"""

import copy
import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import patience
import pytest
import sampling
import second_cluster
from kept_connection import KeptConnection
from served import THREADS
from waiting import wait_until

from omnia.infra.audit import Actor
from omnia.mongo import embedded
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from omnia.serve import supervisor
from tenants.actions.relocating import relocate
from tenants.control.models import Project
from tests.api.published import AGREES, BOOKING, DATE, issue_key, publish

OPERATOR = Actor("command", "tests", "tests")
START = {"template": "date", "locale": "en", "channel": "chat", "reference_time": "2026-11-23T10:00:00"}
AT_ONCE, HALF_WAY = 4, 20
PAUSE = 0.1
"""Seconds between two conversations of a caller: a process remembers 1,000 records while a project is held still, and what is
more is written only as others converse."""
TRIES = 400
"""How often a request is sent again while the project is held still: for 40 seconds at least."""


class Caller:
    """Somebody who holds conversations, and sends again what is answered 503."""

    def __init__(self, port: int, key: str) -> None:
        self._connection = KeptConnection(port, timeout=120)
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._pause = threading.Event()
        self.statuses: Counter[int] = Counter()

    def _post(self, path, body):
        for _try in range(TRIES):
            answer, content = self._connection.ask("POST", "/api/v1" + path, json.dumps(body).encode(), self._headers)
            self.statuses[answer.status] += 1
            if answer.status != 503:
                break
            assert answer.headers["Retry-After"] == "1"
            self._pause.wait(0.1)
        assert answer.status in (200, 201), content
        return json.loads(content)

    def begin(self):
        return self._post("/sessions", START)

    def say(self, answer, text):
        turn = {"turn": answer["turn"], "event": "utterance", "text": text}
        return self._post(f"/sessions/{answer['session']}/turns", turn)

    def finish(self, answer):
        """Say what does not help, and then the date."""
        ended = self.say(self.say(answer, "so so"), "12 May 2027")
        assert ended["status"] == "finished"

    def hang_up(self):
        self._connection.close()


class Talking:
    """Callers who converse, hardly pausing, as long as the block lasts."""

    def __init__(self, port: int, key: str) -> None:
        self.callers = [Caller(port, key) for _each in range(AT_ONCE)]
        self.ended = 0
        self.failed: list[str] = []
        self._over, self._lock = threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._talk, args=(caller,)) for caller in self.callers]

    def __enter__(self) -> "Talking":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _talk(self, caller: Caller) -> None:
        try:
            while not self._over.is_set():
                caller.finish(caller.begin())
                with self._lock:
                    self.ended += 1
                self._over.wait(PAUSE)
        except Exception as error:  # noqa: BLE001  # the test tells of whatever it was
            self.failed.append(repr(error))
        finally:
            caller.hang_up()


@pytest.fixture
def project(cast):
    """A project in which a date is asked for three times at most."""
    patient = copy.deepcopy(DATE)
    patient["nodes"][0]["limits"] = {"no_match": 3}
    publish(cast.project.ref, [patient, AGREES], [BOOKING])
    return cast.project


@pytest.fixture
def second(second_server) -> Iterator[str]:
    with second_cluster.configured(second_server):
        yield second_server


@contextmanager
def runtime(clusters: str, redis: str) -> Iterator[int]:
    """The port of a runtime process that knows these clusters."""
    port = embedded.free_port()
    told = {"DJANGO_SETTINGS_MODULE": "omnia.settings", "OMNIA_ROLE": "runtime", "OMNIA_CLUSTERS": clusters}
    told |= {"OMNIA_REDIS_URL": redis, "OMNIA_LOG_LEVEL": "ERROR"}
    told |= {f"OMNIA_LIMIT_{name}": "0" for name in ("PER_KEY", "PER_PROJECT", "GLOBAL")}
    process = supervisor.web_server(
        patience.in_processes({**os.environ, **told}), host="127.0.0.1", port=port, workers=1, threads=THREADS
    )
    try:
        wait_until(lambda: process.poll() is not None or second_cluster.is_ready(port), seconds=300)
        assert process.poll() is None
        yield port
    finally:
        supervisor.stop(process)


@pytest.mark.parametrize("store", sampling.sampled(("database", "redis"), 2))
def test_running_conversations_go_on_while_their_project_moves_and_each_is_recorded_once(
    project, migrated, second, store, request, record_testsuite_property
):
    redis = request.getfixturevalue("redis_url") if store == "redis" else ""
    key, there = issue_key(project.ref), ProjectRef(project.pk, second_cluster.KEY)
    with runtime(f"default={migrated} second={second}", redis) as port:
        caller = Caller(port, key)
        half_way = [caller.say(caller.begin(), "so so") for _each in range(HALF_WAY)]
        with Talking(port, key) as talking:
            done = relocate(OPERATOR, Project.objects.get(pk=project.pk), second_cluster.KEY)
        assert talking.failed == []
        for answer in half_way:
            caller.finish(answer)
        caller.hang_up()
        ended = talking.ended + HALF_WAY
        wait_until(lambda: database(there)["conversations"].count_documents({}) >= ended)
    assert (done.state, database(there)["conversations"].count_documents({})) == ("switched", ended)
    statuses = sum((each.statuses for each in talking.callers), Counter())
    figures = f"{store}: {ended} conversations over {done.held_still} s held still, answers {dict(statuses)}"
    record_testsuite_property("moving_over_http", figures)
