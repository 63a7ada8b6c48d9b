"""Published projects, and a process that remembers nothing of the test before."""

from collections.abc import Callable

import pytest
from mongo_reads import Reads
from published import AGREES, BOOKING, DATE, Client, PublishedProject, issue_key, publish

from omnia.infra import background
from omnia.mongo import clusters
from omnia.mongo.context import ProjectRef
from runtime_api import invalidation_bus
from runtime_api.conversations import adding_up, recorder
from runtime_api.metering import folding
from runtime_api.metering.meters import METERS


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    """Caches, limits and the memory of failures as a process has them that just started."""
    background.reset_process()


@pytest.fixture(autouse=True)
def _counts_are_added_up_by_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are stored and added up when a test says so: a thread would ask the database in the middle of another test."""
    for counting in (adding_up, folding):
        monkeypatch.setattr(counting, "_thread", _never_started(counting._run, monkeypatch))


@pytest.fixture
def quiet_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread listens to announcements: it would mark everything to be read again at a moment of its own."""
    invalidation_bus._thread.stop()
    monkeypatch.setattr(invalidation_bus, "ensure_started", lambda: None)


def _never_started(run: Callable[[background.BackgroundThread], None], patch: pytest.MonkeyPatch) -> background.BackgroundThread:
    thread = background.BackgroundThread("never-started", run)
    patch.setattr(thread, "ensure_started", lambda: False)
    return thread


@pytest.fixture
def make_published_project(make_project_database: Callable[[], ProjectRef]) -> Callable[[], PublishedProject]:
    """Makes projects with a live release of two templates and a flow, and a key with both scopes."""

    def make() -> PublishedProject:
        ref = make_project_database()
        publish(ref, [DATE, AGREES], [BOOKING])
        return PublishedProject(ref, issue_key(ref))

    return make


@pytest.fixture
def published_project(make_published_project: Callable[[], PublishedProject]) -> PublishedProject:
    """A project with a live release."""
    return make_published_project()


@pytest.fixture
def api(published_project: PublishedProject) -> Client:
    """A client with the published project's key."""
    return published_project.client


@pytest.fixture
def anyone(migrated: str) -> Client:
    """A client without a key."""
    return Client()


@pytest.fixture(params=["redis", "mongodb"])
def each_store(request: pytest.FixtureRequest, settings) -> str:
    """Conversations are kept in Redis in one run of the test, and in the project's database in the other."""
    if request.param == "redis":
        request.getfixturevalue("redis")
    else:
        settings.OMNIA_REDIS_URL = ""
    return request.param


@pytest.fixture
def reads(migrated, settings):
    """Counts what the product reads from MongoDB, over a client of its own."""
    counted = Reads()
    settings.OMNIA_CLUSTERS = {"default": migrated + ("&" if "?" in migrated else "/?") + "appName=counted"}
    settings.OMNIA_MONGODB_OPTIONS = {**settings.OMNIA_MONGODB_OPTIONS, "event_listeners": [counted]}
    yield counted
    clusters._clients.pop(settings.OMNIA_CLUSTERS["default"]).close()


@pytest.fixture
def recorder_thread_never_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are written when a test says so, and by nobody else."""
    # A thread that an earlier test started waits for another one's sign.
    monkeypatch.setattr(recorder, "_thread", _never_started(recorder._run, monkeypatch))


@pytest.fixture
def own_folder(settings, tmp_path):
    """The processes of this test keep their counts where no other test's do."""
    settings.OMNIA_USAGE_FOLDER = str(tmp_path / "usage")
    METERS.forget()
    background.reset_process()
    yield
    METERS.forget()
