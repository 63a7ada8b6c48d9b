"""Many projects, each with a word of its own wherever words can be put, under one running product: no word is found at another's.

`make test` makes 1,500 requests to 12 projects, `make test-all` 20,000 to 50.
"""

import gzip
import json
import os
import random
import re
import secrets
import subprocess
import sys
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import redis as redis_client
from kept_connection import KeptConnection
from sampling import is_exhaustive
from served import ROOT, Product, prepared, served

PROJECTS, REQUESTS = (50, 20_000) if is_exhaustive() else (12, 1_500)
THREADS = 16
BUSY, TRIES = 503, 200
"""Who is told that too many wait asks again; pages have few places."""
WORD = re.compile(rb"(?i)qz[0-9]{2}x[a-f0-9]{10}")
MAKING = Path(__file__).with_name("making_marked.py")
PAGES = ("", "templates/date", "templates/date/history", "releases", "conversations", "people", "keys", "audit", "insight")
CALLS = ("templates/date", "project", "releases", "channels", "templates/date/versions")
START = {"template": "date", "locale": "en", "channel": "chat"}


@dataclass(frozen=True, slots=True)
class Project:
    """One of the projects, and what opens it."""

    word: str
    id: str
    key: str
    session: str


@dataclass
class Crowd:
    """The projects, the product, and what was found where it should not be."""

    product: Product
    cookie: str
    projects: list[Project]
    folder: Path
    log: Path
    statuses: Counter[str] = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)
    connections: threading.local = field(default_factory=threading.local)
    opened: list[KeptConnection] = field(default_factory=list)

    def ask(self, own: Project, method: str, address: str, body: Any = None, *, as_person: bool = False) -> Any:
        """Ask as one of the projects; its word alone may come back. Returns the answer's JSON, or None."""
        told = {"Cookie": f"{self.cookie}={own.session}"} if as_person else {"Authorization": f"Bearer {own.key}"}
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            told["Content-Type"] = "application/json"
        for _time in range(TRIES):
            status, kind, held = self._answer(own, method, address, content, told)
            if status != BUSY:
                break
        self.statuses[f"{method} {status}"] += 1
        return json.loads(held) if "json" in kind and held else None

    def _answer(
        self, own: Project, method: str, address: str, content: bytes | None, told: dict[str, str]
    ) -> tuple[int, str, bytes]:
        answer, held = self._connection().ask(method, address, content, told)
        said = b"\n".join([*(f"{name}: {value}".encode() for name, value in answer.getheaders()), held])
        if words_in(said) - {own.word}:
            self.foreign.append(f"{own.word} {method} {address}: {words_in(said)}")
        return answer.status, answer.getheader("Content-Type") or "", held

    def _connection(self) -> KeptConnection:
        if not hasattr(self.connections, "held"):
            self.connections.held = KeptConnection(self.product.port, timeout=120)
            self.opened.append(self.connections.held)
        held: KeptConnection = self.connections.held
        return held


def words_in(content: bytes) -> set[str]:
    """The words of projects that something holds, also compressed."""
    held = [content]
    for unpack in (zlib.decompress, gzip.decompress):
        with suppress(zlib.error, OSError, EOFError):
            held.append(unpack(content))
    return {word.decode().lower() for each in held for word in WORD.findall(each)}


@contextmanager
def printing_to(path: Path) -> Iterator[None]:
    """What processes print that are started meanwhile goes to a file."""
    kept = os.dup(1), os.dup(2)
    with path.open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        try:
            yield
        finally:
            for number, each in enumerate(kept, 1):
                os.dup2(each, number)
                os.close(each)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, prepared_folder: Path, redis_url: str) -> Iterator[Crowd]:
    folder = tmp_path_factory.mktemp("marked")
    words = [f"qz{number:02}x{secrets.token_hex(5)}" for number in range(PROJECTS)]
    variables = {"OMNIA_REDIS_URL": redis_url, "OMNIA_LOG_LEVEL": "INFO"}
    with redis_client.Redis.from_url(redis_url) as connection:
        connection.flushdb()
    with prepared(folder / "data", prepared_folder) as stage:
        told = {**stage.environment, **variables, "DJANGO_SETTINGS_MODULE": "omnia.settings", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(MAKING), *words]
        made = json.loads(subprocess.run(command, env=told, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
        # Only what serving leaves is looked at: nothing of what was set up.
        with printing_to(folder / "log"), served(stage, **variables) as product:
            projects = [Project(**row) for row in made["projects"]]
            crowd = Crowd(product, made["cookie"], projects, folder / "data", folder / "log")
            yield crowd
            for connection in crowd.opened:
                connection.close()


def converse(crowd: Crowd, own: Project, dice: random.Random) -> None:
    """A conversation in which the word is said, and its transcript."""
    told = {**START, "external_id": f"caller {own.word}", "variables": {"word": own.word}}
    begun = crowd.ask(own, "POST", "/api/v1/sessions", told)
    said = {"turn": begun["turn"], "event": "utterance", "text": f"I said {own.word}"}
    address = f"/api/v1/sessions/{begun['session']}"
    crowd.ask(own, "POST", f"{address}/turns", said)
    crowd.ask(own, "GET", f"{address}/transcript")
    if dice.random() < 0.5:
        crowd.ask(own, "DELETE", address)
    crowd.ask(other_than(crowd, own, dice), "GET", f"{address}/transcript")


def read(crowd: Crowd, own: Project, dice: random.Random) -> None:
    """What is published, and what a text means."""
    crowd.ask(own, "GET", dice.choice(["/api/v1/templates/date", "/api/v1/release", "/api/v1/templates?limit=5"]))
    crowd.ask(own, "POST", "/api/v1/parse", {"template": "date", "locale": "en", "text": f"{own.word} 12 May 1980"})
    crowd.ask(own, "GET", f"/api/v1/templates/{own.word}")


def manage(crowd: Crowd, own: Project, dice: random.Random) -> None:
    """What a pipeline asks."""
    crowd.ask(own, "GET", "/api/manage/v1/" + dice.choice(CALLS))
    crowd.ask(own, "POST", "/api/manage/v1/rollback", {"release": dice.randint(2, 9)})


def visit(crowd: Crowd, own: Project, dice: random.Random) -> None:
    """The pages of a person, and those of somebody else's project."""
    page = dice.choice(PAGES)
    crowd.ask(own, "GET", f"/p/{own.id}/{page}", as_person=True)
    crowd.ask(own, "GET", f"/p/{other_than(crowd, own, dice).id}/{page}", as_person=True)
    crowd.ask(own, "GET", "/projects", as_person=True)


def other_than(crowd: Crowd, own: Project, dice: random.Random) -> Project:
    return dice.choice([each for each in crowd.projects if each is not own])


@pytest.fixture(scope="module")
def mixed(crowd: Crowd) -> Crowd:
    """After all requests, which threads made in no order."""

    def work(number: int) -> None:
        dice = random.Random(number)  # a seed, so that a failure can be repeated
        while crowd.statuses.total() < REQUESTS:
            dice.choices([converse, read, manage, visit], [4, 4, 2, 1])[0](crowd, dice.choice(crowd.projects), dice)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    return crowd


def test_no_answer_to_a_project_says_a_word_of_another(mixed: Crowd, record_testsuite_property):
    record_testsuite_property("marker_fuzz", f"{len(mixed.projects)} projects: {dict(mixed.statuses)}")
    assert mixed.foreign == []
    assert mixed.statuses.total() >= REQUESTS
    answered = Counter(status.split()[1] for status in mixed.statuses.elements())
    assert answered["500"] == 0
    assert answered["503"] < REQUESTS / 100, "so many answers that say nothing are no proof"
    assert min(mixed.statuses[status] for status in ("GET 200", "GET 404", "POST 200", "POST 201", "DELETE 204")) > 0


def test_each_project_is_heard_with_its_own_word(mixed: Crowd):
    """The search finds what is there: a word that nobody said would be found nowhere."""
    for own in mixed.projects:
        _status, _headers, content = mixed.product.ask("GET", "/api/v1/templates/date", Authorization=f"Bearer {own.key}")
        assert words_in(content) == {own.word}


def test_every_key_of_redis_holds_the_word_of_the_project_that_it_names_alone(mixed: Crowd, redis_url: str):
    by_id = {project.id.encode(): project.word for project in mixed.projects}
    found = {}
    with redis_client.Redis.from_url(redis_url) as connection:
        keys = list(connection.scan_iter(count=1000))
        for key in keys:
            named = {word for identifier, word in by_id.items() if identifier in key}
            wrong = words_in(key) | (words_in(value_of(connection, key)) - named)
            if wrong:
                found[key] = wrong
    assert found == {}
    assert keys


def value_of(connection: "redis_client.Redis", key: bytes) -> bytes:
    kind = connection.type(key)
    readers = {
        b"string": connection.get, b"hash": connection.hgetall, b"set": connection.smembers,
        b"list": lambda name: connection.lrange(name, 0, -1), b"zset": lambda name: connection.zrange(name, 0, -1),
        b"stream": connection.xrange,
        b"none": lambda _name: b"",  # its time was over between the two questions
    }  # fmt: skip
    value = readers[kind](key)
    return value if isinstance(value, bytes) else repr(value).encode()


def test_no_word_is_in_the_metrics_the_log_or_a_file_beside_the_database(mixed: Crowd):
    status, _headers, metrics = mixed.product.ask("GET", "/metrics")
    assert (status, words_in(metrics)) == (200, set())
    assert words_in(mixed.log.read_bytes()) == set()
    files = [path for path in mixed.folder.rglob("*") if path.is_file() and "mongodb" not in path.relative_to(mixed.folder).parts]
    assert {str(path): words_in(path.read_bytes()) for path in files if words_in(path.read_bytes())} == {}
