"""Two projects with other texts under the same keys, served by one process to many threads at once: not one foreign word."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from omnia.infra import background
from omnia.mongo.clusters import client, database
from omnia.mongo.context import ProjectRef
from tests.api.published import AGREES, BOOKING, DATE, Document, PublishedProject, issue_key, publish

THREADS = 32
ROUNDS = 8
OWN = {"red": "RED-", "blue": "BLUE-"}


def coloured(body: Document, mark: str) -> Document:
    """The document with the mark before every text that is spoken."""
    text = json.dumps(copy.deepcopy(body))
    for spoken in sorted(set(_spoken(body)), key=len, reverse=True):
        text = text.replace(json.dumps(spoken), json.dumps(mark + spoken))
    return json.loads(text)


def _spoken(item: object) -> Iterator[str]:
    if isinstance(item, dict):
        if isinstance(item.get("text"), dict):
            yield from item["text"].values()
        for value in item.values():
            yield from _spoken(value)
    elif isinstance(item, list):
        for value in item:
            yield from _spoken(value)


@pytest.fixture(params=["redis", "database"])
def sessions_in(request: pytest.FixtureRequest, settings) -> str:
    """Where conversations are kept."""
    if request.param == "redis":
        request.getfixturevalue("redis")
    settings.OMNIA_LIMIT_PER_KEY = settings.OMNIA_LIMIT_PER_PROJECT = 0
    background.reset_process()
    return str(request.param)


@pytest.fixture
def projects(make_project_database: Callable[[], ProjectRef]) -> dict[str, PublishedProject]:
    made = {}
    for colour, mark in OWN.items():
        ref = make_project_database()
        publish(ref, [coloured(DATE, mark), coloured(AGREES, mark)], [coloured(BOOKING, mark)])
        made[colour] = PublishedProject(ref, issue_key(ref))
    return made


def converse(project: PublishedProject) -> str:
    """A conversation from its first question to its end."""
    api = project.client
    started = api.post("/api/v1/sessions", {"flow": "booking", "locale": "en", "channel": "chat"})
    said = [started.content]
    assert started.status == 201, started.content
    answer = started.json()
    for text in ("blue cheese", "12 May 1980", "yes"):
        turn = {"turn": answer["turn"], "event": "utterance", "text": text}
        taken = api.post(f"/api/v1/sessions/{answer['session']}/turns", turn)
        assert taken.status == 200, taken.content
        said.append(taken.content)
        answer = taken.json()
    said.append(api.get(f"/api/v1/sessions/{answer['session']}/transcript").content)
    assert answer["outcome"] == "completed"
    return b"".join(said).decode()


def read(project: PublishedProject) -> str:
    """The documents as they are published."""
    api = project.client
    answers = [api.get(path) for path in ("/api/v1/templates/date", "/api/v1/flows/booking?locale=it", "/api/v1/release")]
    assert [answer.status for answer in answers] == [200, 200, 200]
    return b"".join(answer.content for answer in answers).decode()


@pytest.mark.usefixtures("sessions_in")
def test_mixed_traffic_of_many_threads_no_text_of_the_other_project(projects):
    def work(number: int) -> list[str]:
        dice = random.Random(number)  # a seed, so that a failure can be repeated
        foreign = []
        for _ in range(ROUNDS):
            colour = dice.choice(list(OWN))
            other = next(mark for name, mark in OWN.items() if name != colour)
            words = dice.choice([converse, read])(projects[colour])
            if other in words or projects[_other(colour)].ref.id in words or (OWN[colour] not in words):
                foreign.append(words)
        return foreign

    with ThreadPoolExecutor(THREADS) as pool:
        assert [words for found in pool.map(work, range(THREADS)) for words in found] == []


def _other(colour: str) -> str:
    return next(name for name in OWN if name != colour)


@pytest.mark.usefixtures("sessions_in")
def test_session_of_another_project_answers_like_one_that_never_was(projects):
    mine, theirs = projects["red"].client, projects["blue"].client
    session = mine.post("/api/v1/sessions", {"template": "date", "locale": "en", "channel": "chat"}).json()
    absent = "s_" + "x" * (len(session["session"]) - 2)
    turn = {"turn": 0, "event": "utterance", "text": "12 May 1980"}
    for method, suffix, body in (("GET", "", None), ("GET", "/transcript", None), ("POST", "/turns", turn), ("DELETE", "", None)):
        content = json.dumps(body).encode() if body else b""
        foreign = theirs.request(method, f"/api/v1/sessions/{session['session']}{suffix}", content)
        unknown = theirs.request(method, f"/api/v1/sessions/{absent}{suffix}", content)
        assert foreign.status == unknown.status == 404
        assert _without_ids(foreign.json()) == _without_ids(unknown.json())
    assert mine.get(f"/api/v1/sessions/{session['session']}").json()["turn"] == 0


def _without_ids(problem: Document) -> Document:
    return {key: value for key, value in problem.items() if key not in ("request_id", "instance")}


def test_key_of_a_project_that_does_not_exist_makes_no_database(projects):
    before = set(client().list_database_names())
    key = projects["red"].key.replace(projects["red"].ref.id, "zzzzzzzzzzzz")
    answer = PublishedProject(projects["red"].ref, key).client.get("/api/v1/release")
    assert answer.status == 401
    assert set(client().list_database_names()) == before
    assert database(projects["red"].ref)["audit"].count_documents({}) == 0
