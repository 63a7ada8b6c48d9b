"""A canary under real traffic: the real server on a socket, people who call again, a draft that is worse and stops itself."""

import copy
import http.client
import itertools
import json
import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import patience
import pytest
from kept_connection import KeptConnection
from served import THREADS, wait_until

from omnia.mongo import embedded
from omnia.mongo.clusters import database
from omnia.serve import supervisor
from tenants.actions import channels, watching
from tenants.insight.rule import Rule
from tenants.project import channels as project_channels
from tests.api.published import AGREES, BOOKING, DATE, issue_key, publish, say

LEAST = 2_000
"""Conversations that are held at least: those after the stop go to what is live."""

PATIENCE = 900.0
"""Seconds within which the canary must be stopped."""

AT_ONCE = 4
CALLERS = 300
START = {"template": "date", "locale": "en", "channel": "chat", "reference_time": "2026-11-23T10:00:00"}


def drafts():
    """A template that asks again three times, and one that gives up where the first asks again."""
    forgiving, worse = copy.deepcopy(DATE), copy.deepcopy(DATE)
    forgiving["nodes"][0]["limits"], worse["nodes"][0]["limits"] = {"no_match": 3}, {"no_match": 1}
    worse["nodes"][0]["steps"]["start"] = say("s", "When?", "Quando?")
    return forgiving, worse


@pytest.fixture
def project(cast, redis):
    """A project with release 1 live, and release 2, which is worse."""
    forgiving, worse = drafts()
    publish(cast.project.ref, [forgiving, AGREES], [BOOKING])
    publish(cast.project.ref, [worse, AGREES], [BOOKING], channel="staging")
    return cast.project


class Callers:
    """People who hold conversations with a server, each thread over a connection that it keeps."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self._key = port, key
        self._local = threading.local()
        self._opened: list[KeptConnection] = []

    def post(self, path, body):
        kept = getattr(self._local, "connection", None)
        if kept is None:
            kept = self._local.connection = KeptConnection(self.port, timeout=120)
            self._opened.append(kept)
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        answer, content = kept.ask("POST", "/api/v1" + path, json.dumps(body).encode(), headers)
        assert answer.status in (200, 201), content
        return json.loads(content)

    def hang_up(self):
        for kept in self._opened:
            kept.close()

    def begin(self, caller):
        return self.post("/sessions", {**START, "caller_id": caller})

    def say(self, answer, text):
        return self.post(f"/sessions/{answer['session']}/turns", {"turn": answer["turn"], "event": "utterance", "text": text})

    def converse(self, caller, misses):
        """One scripted conversation: as many misses as told, then the date; returns the releases that its answers named."""
        answers = [self.begin(caller)]
        for text in ["so so"] * misses + ["12 May 2027"]:
            if answers[-1]["status"] != "finished":
                answers.append(self.say(answers[-1], text))
        assert answers[-1]["status"] == "finished"
        return {answer["release"] for answer in answers}


@pytest.fixture
def callers(project, migrated, redis_url):
    """The real web server, one process, on the databases of this test."""
    port = embedded.free_port()
    told = {"DJANGO_SETTINGS_MODULE": "omnia.settings", "OMNIA_ROLE": "all", "OMNIA_MONGODB_URI": migrated}
    told |= {"OMNIA_CLUSTERS": f"default={migrated}", "OMNIA_REDIS_URL": redis_url, "OMNIA_LOG_LEVEL": "ERROR"}
    told |= {f"OMNIA_LIMIT_{name}": "0" for name in ("PER_KEY", "PER_PROJECT", "GLOBAL")}
    process = supervisor.web_server(
        patience.in_processes({**os.environ, **told}), host="127.0.0.1", port=port, workers=1, threads=THREADS
    )
    try:
        wait_until(lambda: is_ready(port), seconds=300)
        made = Callers(port, issue_key(project.ref))
        yield made
        made.hang_up()
    finally:
        supervisor.stop(process)


def is_ready(port) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    finally:
        connection.close()


def hold_until_stopped(callers, project, draw):
    """Conversations of people who call again and again; returns how many there were, and the releases that each person heard."""
    heard: dict[str, set[int]] = {}
    held, end = 0, time.monotonic() + PATIENCE
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while (running := project_channels.read(project.ref, "live").canary is not None) or held < LEAST:
            assert time.monotonic() < end, "a draft that is this much worse is stopped long before"
            script = [(str(draw.randrange(CALLERS)), draw.choices((0, 1, 2), (6, 2, 2))[0]) for _each in range(50)]
            found = list(pool.map(lambda told: callers.converse(*told), script))
            still = running and project_channels.read(project.ref, "live").canary is not None
            assert {len(releases) for releases in found} == {1}, "each conversation ended on the release that it began with"
            for (caller, _misses), releases in zip(script, found, strict=True):
                if still:
                    heard.setdefault(caller, set()).update(releases)
            held += len(script)
    return held, heard


def test_worse_draft_is_stopped_under_traffic_over_http_nobody_changes_sides_and_people_are_told(cast, project, callers):
    before = {caller: callers.begin(caller) for caller in map(str, range(1_000, 1_020))}
    channels.start_canary(cast.actor("owner"), project, release=2, weight=25, rule=Rule(at_least=100).stored())
    salt = project_channels.read(project.ref, "live").canary.salt
    inside = next(caller for caller in map(str, itertools.count()) if project_channels.is_in_canary(salt, 25, caller))
    wait_until(lambda: callers.converse(inside, 0) == {2})
    running = {caller: callers.begin(caller) for caller in map(str, range(40))}
    held, heard = hold_until_stopped(callers, project, random.Random(14))
    assert held >= LEAST
    for caller, releases in heard.items():
        assert releases == {2 if project_channels.is_in_canary(salt, 25, caller) else 1}, "a person stays on one side"
    assert set().union(*heard.values()) == {1, 2}
    wait_until(lambda: bool(watching.stopped_canaries(project)))
    (told,) = watching.stopped_canaries(project)
    assert (told["release"], told["canary_conversations"] >= 100) == (2, True)
    wait_until(lambda: database(project.ref)["insight"].find_one({"kind": watching.VERDICT})["told"])
    entries = list(database(project.ref)["audit"].find({"action": "canary.aborted"}))
    assert [entry["actor"]["kind"] for entry in entries] == ["system"]
    wait_until(lambda: callers.converse(inside, 0) == {1})
    for caller, answer in (before | running).items():
        side = 1 if caller in before or not project_channels.is_in_canary(salt, 25, caller) else 2
        end = callers.say(answer, "12 May 2027")
        assert (answer["release"], end["release"], end["outcome"]) == (side, side, "completed")
