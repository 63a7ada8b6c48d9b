"""What the suites share: a database server and a Redis for each worker process, empty databases, and the people of the tests.

`OMNIA_TEST_MONGODB_URI` and `OMNIA_TEST_REDIS_URL` point at real servers instead of the ones that are started here.
"""

import gc
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import bson
import casting
import made_once
import moving_time
import patience
import pymongo
import pytest
import redis as redis_client
import sampling
import stored
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from hypothesis import settings as hypothesis_settings
from pymongo import MongoClient
from pymongo.database import Database

from omnia.infra.crypto import new_id
from omnia.mongo import clusters, embedded
from omnia.mongo.context import DATABASE_PREFIX, ProjectRef
from omnia.mongo.indexes import ensure_collections

# The machine that runs the tests may be busy: what an example takes says nothing.
hypothesis_settings.register_profile("omnia", deadline=None, max_examples=sampling.examples(100))
hypothesis_settings.load_profile("omnia")

# Chosen before the worker processes begin, so that all of them take the same.
sampling.choose_sample()


def pytest_report_header() -> str:
    """Say which sample runs, and how to repeat it."""
    return sampling.header()


def pytest_collection_finish() -> None:
    """Look for garbage among what the tests make, and not again and again among all that was imported and collected."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)


GARBAGE_THRESHOLDS = 20_000, 20, 20
"""With Python's own, a third of a worker's processor time went into looking."""

KEPT = {"django_migrations", "django_content_type", "auth_permission"}
"""Collections that `migrate` fills; the rest is emptied before each test."""

SET_UP_SECONDS, CLOSING_SECONDS = 300, 1

WRITES = stored.Writes()
WRITES.listen()


@pytest.fixture(scope="session")
def long_bounds() -> patience.Bounds:
    """Nothing that the product asks of a server is given up as soon as it would be, in all tests that have a server."""
    is_alone = django_settings.OMNIA_ROLE == "runtime"
    return patience.take_time(patience.MONGODB + patience.REDIS + (() if is_alone else patience.PAGES))


@pytest.fixture
def bounds(long_bounds: patience.Bounds) -> Iterator[patience.Bounds]:
    """Has the product's own bounds hold for the rest of a test, from where it says so."""
    yield from patience.while_taking_time(long_bounds)


@pytest.fixture(scope="session")
def mongodb_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a MongoDB-compatible server of this worker's own."""
    if configured := os.environ.get("OMNIA_TEST_MONGODB_URI"):
        yield configured
        return
    server = embedded.start(tmp_path_factory.mktemp("mongodb"), durable=False, test_commands=True)
    yield server.uri
    server.stop()


@pytest.fixture(scope="session")
def second_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of another server, for the tests that move projects; the product is not told of it."""
    server = embedded.start(tmp_path_factory.mktemp("second"), durable=False, test_commands=True)
    yield server.uri
    server.stop()


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which databases, catalogue and demo are, and which nobody uses or changes: copy it."""
    return made_once.made_once(made_once.shared_folder(tmp_path_factory) / "prepared", made_once.set_up)


@pytest.fixture(scope="session")
def migrated(mongodb_uri: str, django_db_blocker, long_bounds: patience.Bounds) -> Iterator[str]:
    """The server with the control and factory databases migrated, and Django pointed at it."""
    django_db_blocker.unblock()
    django_settings.OMNIA_CLUSTERS = {"default": mongodb_uri}
    if django_settings.OMNIA_ROLE == "runtime":
        # The runtime's suite alone: there is no control and no factory database to migrate.
        yield mongodb_uri
        _close_clients()
        return
    for alias in ("default", "factory"):
        connections.settings[alias]["HOST"] = mongodb_uri
        django_settings.DATABASES[alias]["HOST"] = mongodb_uri
    for alias in ("default", "factory"):
        _client(mongodb_uri).drop_database(connections.settings[alias]["NAME"])
        call_command("migrate", database=alias, verbosity=0, skip_checks=True)
    yield mongodb_uri
    for alias in ("default", "factory"):
        _client(mongodb_uri).drop_database(connections.settings[alias]["NAME"])
    _close_clients()


@pytest.fixture(scope="session")
def writes() -> stored.Writes:
    """Hears what this process writes to databases. Of the control and factory databases only `contents` may ask it."""
    return WRITES


@pytest.fixture(scope="session")
def contents() -> stored.Stored:
    """Puts documents into the control and factory databases, where they are not there still."""
    return stored.Stored(WRITES, KEPT)


@pytest.fixture
def databases(migrated: str, contents: stored.Stored, spare: casting.Spare, request: pytest.FixtureRequest) -> Iterator[str]:
    """The control and factory databases, empty but for what `migrate` wrote and for the catalogue of a test that asks for it.

    The test's project databases are dropped afterwards.
    """
    from django.contrib.contenttypes.models import ContentType

    catalogue = request.getfixturevalue("catalogue_documents") if "catalogue" in request.fixturenames else {}
    with unhurried():
        contents.bring(_database("default"), {})
        contents.bring(_database("factory"), catalogue)
        if "cast" not in request.fixturenames:
            spare.drop()
    ContentType.objects.clear_cache()
    # How often the people of an earlier test tried to sign in is no business of the next one.
    caches["local"].clear()
    yield migrated
    with unhurried():
        for row in _database("default")["tenants_project"].find({}, {"id": 1}):
            if not spare.is_intact(row["id"]):
                _client(migrated).drop_database(DATABASE_PREFIX + row["id"])


@pytest.fixture(scope="session")
def catalogue_documents(migrated: str, contents: stored.Stored, tmp_path_factory: pytest.TempPathFactory) -> casting.Documents:
    """Every document of a freshly loaded catalogue, by collection; one process of a run loads it."""

    def load(folder: Path) -> None:
        held = _database("factory")
        contents.bring(held, {})
        call_command("load_catalogue", verbosity=0)
        folder.mkdir(parents=True)
        for name in set(held.list_collection_names()) - KEPT:
            (folder / name).write_bytes(b"".join(bson.encode(row, codec_options=held.codec_options) for row in held[name].find()))

    with unhurried():
        loaded = made_once.made_once(made_once.shared_folder(tmp_path_factory) / "catalogue", load)
    options = _database("factory").codec_options
    found = {path.name: bson.decode_all(path.read_bytes(), options) for path in sorted(loaded.iterdir())}
    return {name: rows for name, rows in found.items() if rows}


@pytest.fixture
def catalogue(databases: str) -> None:
    """The seed catalogue in the factory database; `databases`, which sees that it is asked for, put it there."""


@pytest.fixture
def make_project_database(migrated: str) -> Iterator[Callable[[], ProjectRef]]:
    """Makes bare project databases, collections and indexes included, without a control-plane entry."""
    from tenants.project.collections import COLLECTIONS

    made: list[ProjectRef] = []

    def make() -> ProjectRef:
        ref = ProjectRef(new_id())
        ensure_collections(ref, COLLECTIONS)
        made.append(ref)
        return ref

    yield make
    for ref in made:
        _client(migrated).drop_database(ref.database_name)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory, long_bounds: patience.Bounds) -> Iterator[str]:
    """The address of a real Redis of this worker's own."""
    if configured := os.environ.get("OMNIA_TEST_REDIS_URL"):
        yield configured
        return
    binary = shutil.which("redis-server")
    if binary is None:
        pytest.skip("redis-server is not installed; install it or set OMNIA_TEST_REDIS_URL to run the tests that need Redis.")
    folder, port = tmp_path_factory.mktemp("redis"), embedded.free_port()
    process = _start_redis(binary, folder, port)
    yield f"redis://127.0.0.1:{port}/0"
    process.send_signal(signal.SIGTERM)
    process.wait(60)


@pytest.fixture
def redis(redis_url: str, settings) -> Iterator["redis_client.Redis"]:
    """An empty Redis that the product is configured to use."""
    with redis_client.Redis.from_url(redis_url) as connection:
        connection.flushdb()
        settings.OMNIA_REDIS_URL = redis_url
        yield connection


@pytest.fixture
def clock(settings, monkeypatch: pytest.MonkeyPatch) -> moving_time.Clock:
    """The time as the product reads it; ask for it after the fixture that chooses a Redis, if there is one."""
    made = moving_time.Clock(settings.OMNIA_REDIS_URL)
    moving_time.install(made, monkeypatch)
    return made


def _start_redis(binary: str, folder: Path, port: int) -> "subprocess.Popen[bytes]":
    command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", "", "--appendonly", "no"]
    with (folder / "redis.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    # A minute, on a machine that has little time for it.
    retry = redis_client.retry.Retry(redis_client.backoff.ConstantBackoff(0.02), 3000)
    with redis_client.Redis(port=port, retry=retry, retry_on_error=[redis_client.ConnectionError]) as connection:
        connection.ping()
    return process


def _close_clients() -> None:
    """Close them, without waiting long for servers that have ended: their sessions have, too."""
    with pymongo.timeout(CLOSING_SECONDS):
        clusters.close_all()


def _client(uri: str) -> "MongoClient[dict[str, object]]":
    return clusters.client_for_uri(uri)


def _database(alias: str) -> "Database[dict[str, object]]":
    entry = connections.settings[alias]
    return _client(entry["HOST"])[entry["NAME"]]


def unhurried() -> AbstractContextManager[None]:
    """Lets what sets a test up take its time: a process that has answered pages gives operations up after three seconds."""
    return pymongo.timeout(SET_UP_SECONDS)


@pytest.fixture(scope="session")
def spare(migrated: str) -> Iterator[casting.Spare]:
    """The projects of an earlier test to which nothing was written since."""
    kept = casting.Spare(WRITES, lambda: _client(migrated))
    yield kept
    kept.drop()


@pytest.fixture(scope="session")
def mould() -> list[casting.Mould]:
    """What the people and projects of the tests consist of, once they were made."""
    return []


@pytest.fixture
def cast(databases: str, catalogue: None, mould: list[casting.Mould], spare: casting.Spare) -> casting.Cast:
    """Owner, designer and viewer of a project on the seed catalogue; a stranger with a project of their own; staff."""
    with unhurried():
        if mould:
            return casting.pour(mould[0], _database("default"), spare)
        spare.drop()
        made = casting.make_cast()
        mould.append(casting.take_mould(made, _database("default"), KEPT))
        return made
