"""Projects with releases of nothing in them, for tests of what points to releases; and what is stored of that."""

from datetime import UTC, datetime, timedelta

from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants.actions import channels
from tenants.control.models import Project
from tenants.project import channels as project_channels

BOB = Actor("command", "bob", "bob")
MANIFEST = {"templates": {}, "flows": {}}
RELEASES = 5
POINTS = {"measure": "captured", "points": 3.0, "confidence": 95.0, "at_least": 200}


def bare(ref):
    """A project with five releases of nothing, the first of them live."""
    rows = [{"_id": number, "manifest": MANIFEST, "author": "", "at": datetime.now(UTC)} for number in range(1, RELEASES + 1)]
    database(ref)["releases"].insert_many(rows)
    project = Project(id=ref.id, cluster=ref.cluster)
    channels.move_channel(BOB, project, channel="live", release=1)
    return project


def pointer(project, channel="live"):
    return project_channels.read(project.ref, channel)


def events(project):
    return [(row["action"], row["object"]) for row in database(project.ref)["audit"].find(sort=[("_id", 1)])]


def stored(project):
    held = database(project.ref)
    return {name: list(held[name].find(sort=[("_id", 1)])) for name in ("channels", "releases", "audit")}


def soon(seconds=60):
    return datetime.now(UTC) + timedelta(seconds=seconds)
