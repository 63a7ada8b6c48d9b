"""A canary under traffic: a worse draft stops itself and is told; nobody changes sides, and what runs ends on its release."""

import copy
import random
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from waiting import eventually

from omnia.infra import background
from omnia.mongo.clusters import database
from runtime_api.conversations import recorder
from tenants.actions import channels, planned, watching
from tenants.insight.rule import Rule
from tenants.project import channels as project_channels
from tests.api.published import AGREES, BOOKING, DATE, Client, issue_key, publish, say

MOST = 2_000
"""Conversations that the canary may have, both sides together."""

AT_ONCE = 4
CALLERS = 300
START = {"template": "date", "locale": "en", "channel": "chat", "reference_time": "2026-11-23T10:00:00"}

WORSE = copy.deepcopy(DATE)
WORSE["nodes"][0]["limits"] = {"no_match": 1}
WORSE["nodes"][0]["steps"]["start"] = say("s", "When?", "Quando?")


@pytest.fixture
def project(cast, redis, settings):
    """A project with release 1 live, and as release 2 a draft that gives up where the first asks again."""
    settings.OMNIA_LIMIT_PER_KEY = settings.OMNIA_LIMIT_PER_PROJECT = settings.OMNIA_LIMIT_GLOBAL = 0
    background.reset_process()
    forgiving = copy.deepcopy(DATE)
    forgiving["nodes"][0]["limits"] = {"no_match": 3}
    publish(cast.project.ref, [forgiving, AGREES], [BOOKING])
    publish(cast.project.ref, [WORSE, AGREES], [BOOKING], channel="staging")
    return cast.project


def begin(api, caller):
    answer = api.post("/api/v1/sessions", {**START, "caller_id": caller})
    assert answer.status == 201, answer.content
    return answer.json()


def say_next(api, answer, text):
    body = {"turn": answer["turn"], "event": "utterance", "text": text}
    got = api.post(f"/api/v1/sessions/{answer['session']}/turns", body)
    assert got.status == 200, got.content
    return got.json()


def converse(api, caller, misses):
    """One scripted conversation: as many misses as told, then the date; returns the release and the outcome."""
    answer = begin(api, caller)
    for text in ["so so"] * misses + ["12 May 2027"]:
        if answer["status"] != "finished":
            answer = say_next(api, answer, text)
    return answer["release"], answer["outcome"]


def until_live(api, caller):
    """Converse until this process knows that the canary is over; returns in how many conversations."""
    numbers = count(1)
    found = eventually(lambda: (next(numbers), converse(api, caller, 0)[0] == 1)[1])
    assert found, "the end of a canary is known soon"
    return next(numbers) - 1


def test_worse_draft_stops_itself_under_traffic_and_running_conversations_end_on_their_release(cast, project, mailoutbox):
    api, draw = Client(issue_key(project.ref)), random.Random(14)
    channels.start_canary(cast.actor("owner"), project, release=2, weight=25, rule=Rule(at_least=100).stored())
    salt = project_channels.read(project.ref, "live").canary.salt
    running = {caller: begin(api, caller) for caller in map(str, range(40))}
    sides: dict[str, set[int]] = {}
    held = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while project_channels.read(project.ref, "live").canary is not None and held < MOST:
            script = [(str(draw.randrange(CALLERS)), draw.choices((0, 1, 2), (6, 2, 2))[0]) for _each in range(50)]
            for (caller, _misses), (release, _outcome) in zip(
                script, pool.map(lambda told: converse(api, *told), script), strict=True
            ):
                sides.setdefault(caller, set()).add(release)
            held += len(script)
            recorder.flush()
            planned.do_all_due()
    assert held < MOST, "a draft that is this much worse is stopped long before"
    assert {len(releases) for releases in sides.values()} == {1}, "nobody changed sides"
    assert {next(iter(releases)) for releases in sides.values()} == {1, 2}
    assert {caller: {answer["release"]} for caller, answer in running.items()}.items() <= {
        caller: {2 if project_channels.is_in_canary(salt, 25, caller) else 1} for caller in running
    }.items()
    (told,) = watching.stopped_canaries(project)
    assert (told["release"], told["canary_conversations"] >= 100) == (2, True)
    assert len(mailoutbox) == 1
    entries = list(database(project.ref)["audit"].find({"action": "canary.aborted"}))
    assert [entry["actor"]["kind"] for entry in entries] == ["system"]
    ends = {caller: say_next(api, answer, "12 May 2027") for caller, answer in running.items()}
    assert {caller: answer["release"] for caller, answer in ends.items()} == {
        caller: answer["release"] for caller, answer in running.items()
    }
    assert {answer["outcome"] for answer in ends.values()} == {"completed"}
    held += len(running) + until_live(api, next(caller for caller, found in sides.items() if found == {2}))
    assert {converse(api, caller, 0)[0] for caller in sides} == {1}
    recorder.flush()
    rows = database(project.ref)["insight"].find({"kind": "day"})
    assert sum(row["conversations"] for row in rows) == held + len(sides), "each was counted once"
