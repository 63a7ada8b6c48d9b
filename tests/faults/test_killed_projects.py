"""`kill -9` in the middle of erasing, taking in and moving a project: it is as it was, or finished by whoever comes next."""

from datetime import UTC, datetime, timedelta

import backing_up
import lived
import pytest
import sampling
import second_cluster
from django.utils import timezone
from killing import KILLED, die
from second_cluster import Patient

from fleet import settling
from omnia.backups import mirroring
from omnia.infra import audit, units
from omnia.infra.audit import Actor
from omnia.infra.invalidation import HEADS, HUB, KEYS, Change
from omnia.mongo.clusters import client, database
from omnia.mongo.context import DATABASE_PREFIX, ProjectRef
from tenants.actions import bundle_import, erasing, relocating
from tenants.actions.bundle_export import export_project, handed_on
from tenants.actions.erasing_later import erase_due, plan_erasure
from tenants.audit_chains import chain_of, platform_chain
from tenants.control.models import Membership, Project, ProjectStatus
from tenants.project import collections, records, standing

OPERATOR = Actor("command", "tests", "tests")
PASSPHRASE = "correct horse battery staple"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def hashes(ref, names):
    held = database(ref)
    return {name: mirroring.hash_without(held, name, standing.ID if name == "api_keys" else "") for name in names}


def opened(ref):
    """What callers said, as it can be read: each project seals with a key of its own."""
    held = database(ref)
    rows = {name: [records.opened(ref, name, row) for row in held[name].find()] for name in records.PRIVATE}
    return {name: sorted(found, key=lambda row: str(row["_id"])) for name, found in rows.items()}


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(erasing, "QUIET_SECONDS", 0.3)
    monkeypatch.setattr(relocating, "QUIET_SECONDS", 0.05)


def settle():
    """What the worker does, once it knows that nobody goes on."""
    settling.settle_abandoned(datetime.now(UTC) + 2 * units.GRACE)
    assert settling.unsettled() == []


def project_databases():
    return {name for name in client().list_database_names() if name.startswith(DATABASE_PREFIX)}


def registered():
    return {DATABASE_PREFIX + key for key in Project.objects.values_list("pk", flat=True)}


@pytest.mark.parametrize("last_write", sampling.sampled(range(1, 26), 25))
def test_killed_erasing_is_finished_later_by_itself(cast, databases, quick, last_write):
    key = lived.speak(cast)
    plan_erasure(OPERATOR, cast.project, days=0)
    die(last_write, "erase", databases)
    HUB.publish(KEYS, Change(cast.project.pk))
    assert Patient(key).get("/api/v1/release").status == 401
    erase_due(timezone.now() + timedelta(hours=1))
    assert cast.project.ref.database_name not in client().list_database_names()
    row = Project.objects.get(pk=cast.project.pk)
    assert (row.status, row.erase_at, Membership.objects.filter(project=row).count()) == (ProjectStatus.ERASED, None, 0)
    settle()
    assert platform_chain().log.count_documents({"action": "project.erased"}) == 1
    audit.verify(platform_chain())


@pytest.mark.parametrize("last_write", sampling.sampled(range(1, 46), 45))
def test_killed_import_left_nothing_that_is_served_and_the_next_removes_it(cast, databases, tmp_path, last_write):
    before = project_databases() - registered()
    lived.live(cast)
    path = tmp_path / "acme.bundle"
    export_project(OPERATOR, cast.project, path, conversations=True, passphrase=PASSPHRASE)
    given = {"file": str(path), "owner": "stranger@example.com", "passphrase": PASSPHRASE}
    was_killed = die(last_write, "import", databases, **given) == KILLED
    ready = Project.objects.filter(name="Moved", status=ProjectStatus.ACTIVE).count()
    backing_up.platform("default")["imports"].update_many({}, {"$set": {"until": LONG_AGO}})
    done = bundle_import.import_project(OPERATOR, path, name="Moved", owner=cast.stranger, passphrase=PASSPHRASE)
    made = Project.objects.get(pk=done.project)
    names = [each.name for each in handed_on(conversations=True) if each.name not in ("settings", "channels", *records.PRIVATE)]
    assert hashes(made.ref, names) == hashes(cast.project.ref, names)
    assert opened(made.ref) == opened(cast.project.ref)
    assert Project.objects.filter(name="Moved").count() == 1 + ready
    assert ready == 0 or not was_killed or last_write > 20
    assert project_databases() - before == registered()
    assert backing_up.platform("default")["imports"].count_documents({}) == 0
    settle()
    for ready_one in Project.objects.filter(name="Moved"):
        assert chain_of(ready_one.ref).log.count_documents({"action": "project.imported"}) == 1
        told = {"action": "project.imported", "object": ready_one.pk}
        assert platform_chain().log.count_documents(told) == 1
    assert platform_chain().log.count_documents({"action": "project.imported"}) == 1 + ready
    audit.verify(platform_chain())


@pytest.mark.parametrize("last_write", sampling.sampled(range(1, 91), 45))
def test_killed_move_is_served_all_the_while_and_finished_by_the_next(cast, databases, second_server, quick, last_write):
    key = lived.live(cast)
    session = lived.running_session(cast)
    names = [each.name for each in collections.DECLARED if each.name != "audit"]
    with second_cluster.configured(second_server):
        before = hashes(cast.project.ref, names)
        die(last_write, "move", databases, project=cast.project.pk, second=second_server)
        for topic in (KEYS, HEADS):
            HUB.publish(topic, Change(cast.project.pk))
        assert Patient(key).get("/api/v1/release").status == 200
        backing_up.platform("default")["moves"].update_many({}, {"$set": {"until": LONG_AGO}})
        # The time for which it was held still at most is over.
        _let_pass(cast.project.ref)
        done = relocating.relocate(OPERATOR, Project.objects.get(pk=cast.project.pk), "second")
        there = ProjectRef(cast.project.pk, "second")
        assert (done.state, Project.objects.get(pk=cast.project.pk).cluster) == ("switched", "second")
        assert hashes(there, names) == before
        for topic in (KEYS, HEADS):
            HUB.publish(topic, Change(cast.project.pk))
        turn = {"turn": 1, "event": "utterance", "text": "12 May 2027"}
        assert Patient(key).post(f"/api/v1/sessions/{session}/turns", turn).status == 200
        audit.verify(chain_of(there))
        settle()
        assert database(there)["audit"].count_documents({"action": "project.move_begun"}) == 1
        assert database(there)["audit"].count_documents({"action": "project.moved"}) == 1
        assert platform_chain().log.count_documents({"action": "project.moved"}) == 1
        assert standing.read(database(there)) is None


def _let_pass(ref):
    """Bring the end of a freeze forward."""
    held = database(ref)["api_keys"]
    held.update_many({"_id": standing.ID, "state": "frozen"}, {"$set": {"until": LONG_AGO}})
