"""Erasing a project leaves nothing of it in Redis, on one server or on a Cluster, and says so only then."""

import shutil
import sys
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from omnia.infra.redis import client as redis_client
from omnia.mongo.clusters import client
from omnia.mongo.context import ProjectRef
from omnia.mongo.indexes import ensure_collections
from tenants.actions import erasing
from tenants.control.models import Project, ProjectStatus, User
from tenants.project.collections import COLLECTIONS

sys.path.append(str(Path(__file__).parents[1] / "api"))

import redis_servers
from published import AGREES, BOOKING, DATE, PublishedProject, issue_key, publish

SYSTEM = Actor("system", "tests", "tests")
BODY = {"template": "date", "locale": "en", "channel": "chat"}

pytestmark = pytest.mark.redis


@pytest.fixture
def project(databases):
    User.objects.create_user("ann@example.com", "a-long-password")
    made = Project(id=new_id(), name="Acme", cluster="default", status=ProjectStatus.ACTIVE)
    made.save()
    ensure_collections(made.ref, COLLECTIONS)
    publish(made.ref, [DATE, AGREES], [BOOKING])
    return made


@pytest.fixture(params=["one server", "cluster"])
def shared(request, settings, tmp_path, redis_url):
    if request.param == "one server":
        settings.OMNIA_REDIS_URL = redis_url
        yield
        return
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed; install it to run this.")
    with redis_servers.cluster(tmp_path) as nodes:
        settings.OMNIA_REDIS_URL = f"redis+cluster://127.0.0.1:{redis_servers.port_of(nodes[0])}"
        yield


def keys_of(ref: ProjectRef) -> set[bytes]:
    return set(redis_client().scan_iter(match=f"*{ref.id}*", count=1000))


def talk(project: Project) -> PublishedProject:
    """Conversations, one of them finished, and reads: every sort of key that Redis holds of a project."""
    published = PublishedProject(project.ref, issue_key(project.ref))
    body = {"flow": "booking", "locale": "en", "channel": "chat"}
    first = published.client.post("/api/v1/sessions", body, idempotency_key="once").json()["session"]
    published.client.post("/api/v1/sessions", body)
    published.client.post(f"/api/v1/sessions/{first}/turns", {"turn": 0, "event": "hang_up"})
    published.client.get("/api/v1/templates/date")
    published.client.get("/api/v1/release")
    return published


def erase(project: Project) -> str:
    said = StringIO()
    call_command("erase_project", project=project.pk, confirm=project.pk, now=True, stdout=said)
    return said.getvalue()


def test_nothing_of_an_erased_project_is_left_in_redis(project, shared):
    other = ProjectRef("another1")
    redis_client().set(f"omnia:{{{other.id}}}:session:s_1", "kept")
    talk(project)
    kinds = {key.split(b"}:")[1].split(b":")[0] for key in keys_of(project.ref)}
    assert {b"session", b"seen", b"claim", b"body", b"release", b"limit"} <= kinds
    assert "Nothing of it is left" in erase(project)
    assert keys_of(project.ref) == set()
    assert project.ref.database_name not in client().list_database_names()
    assert redis_client().get(f"omnia:{{{other.id}}}:session:s_1") == b"kept"


def test_what_is_written_while_a_project_is_being_erased_goes_too(project, redis_url, settings):
    settings.OMNIA_REDIS_URL = redis_url
    published, ended = talk(project), threading.Event()
    statuses = []

    def callers():
        while not ended.is_set():
            statuses.append(published.client.get("/api/v1/templates/date").status)
            statuses.append(
                published.client.post("/api/v1/sessions", {"template": "date", "locale": "en", "channel": "chat"}).status
            )

    thread = threading.Thread(target=callers)
    thread.start()
    try:
        erase(project)
    finally:
        ended.set()
        thread.join()
    assert statuses[-1] == 401
    assert keys_of(project.ref) == set()
    assert project.ref.database_name not in client().list_database_names()


def test_without_redis_nothing_is_erased_and_nothing_is_said_to_be(project, settings):
    settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
    with pytest.raises(CommandError, match=r"Nothing was erased\. Redis does not answer"):
        erase(project)
    assert Project.objects.get(pk=project.pk).status == ProjectStatus.ACTIVE
    assert project.ref.database_name in client().list_database_names()


def test_what_was_left_is_erased_by_a_second_time(project, redis_url, settings, monkeypatch):
    settings.OMNIA_REDIS_URL = redis_url
    talk(project)
    with monkeypatch.context() as patch:
        patch.setattr(erasing.redis_keys, "delete_naming", _away)
        with pytest.raises(CommandError, match="database is erased"):
            erase(project)
    assert keys_of(project.ref) != set()
    assert "Nothing of it is left" in erase(project)
    assert keys_of(project.ref) == set()


def _away(_text):
    import redis

    raise redis.ConnectionError("away")
