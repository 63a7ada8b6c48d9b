"""A hundred projects of the demo's size backed up, backed up again, and restored under other names in a drill."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.servers import ROOT, BenchError, empty

PROJECTS = 100


def measure(projects: int = PROJECTS) -> dict[str, Any]:
    """Seconds and bytes of a first backup, of a second one, and of a drill, on the embedded server."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with empty(folder / "data") as (environment, _server):
            # A process of its own, because Django can be set up only once in one.
            command = [sys.executable, "-m", "bench.backups", str(projects), str(folder / "backups")]
            told = {**environment, "OMNIA_ROLE": "portal", "DJANGO_SETTINGS_MODULE": "omnia.settings"}
            done = subprocess.run(command, env=told, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise BenchError("The process that makes backups ended over it.")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure(projects: int, folder: Path) -> dict[str, Any]:
    import django

    django.setup()
    from fleet.backups.backing_up import back_up
    from fleet.backups.drilling import drill
    from omnia.backups.storage import DirectoryStorage
    from omnia.infra.audit import Actor

    _say(f"making {projects} projects")
    _make(projects)
    actor, storage = Actor("command", "bench", "bench"), DirectoryStorage(folder)
    found: dict[str, Any] = {"projects": projects}
    for title in ("a first backup", "a second one, with nothing changed"):
        began = time.perf_counter()
        made = back_up(actor, storage)
        found[title] = f"{time.perf_counter() - began:.1f} s, {made.written / 2**20:.1f} MiB"
        _say(f"{title}: {found[title]}")
    tried = drill(actor, storage)
    documents = sum(each.documents for each in tried.tried)
    found["a drill"] = f"{tried.seconds:.1f} s, {tried.equal} of {len(tried.tried)} databases equal, {documents:,} documents"
    found["read"] = made.parts[0].consistency
    return found


def _make(count: int) -> None:
    """The demo's project, published, and copies of it under ids of their own."""
    from django.core.management import call_command

    from omnia.infra.audit import Actor
    from tenants.actions.provisioning import create_project
    from tenants.actions.releasing import publish
    from tenants.control.models import User

    for alias in ("default", "factory"):
        call_command("migrate", database=alias, skip_checks=True, verbosity=0)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        call_command("load_catalogue", json=True, stdout=nowhere)
    owner, actor = User.objects.create_user("bench@example.com", "not-a-secret-at-all", name="Bench"), Actor("command", "b", "b")
    for number in range(count):
        industries = ("utilities", "insurance")
        made = create_project(actor, name=f"Bench {number}", industries=industries, locales=("en", "it"), owner=owner)
        if not number:
            publish(actor, made, note="First release")
            released = _published(made)
        else:
            _publish_alike(made, released)


def _published(project: Any) -> dict[str, Any]:
    from omnia.mongo.clusters import database

    return {name: list(database(project.ref)[name].find()) for name in ("releases", "channels")}


def _publish_alike(project: Any, released: dict[str, Any]) -> None:
    """The same release, without checking the same drafts a hundred times."""
    from omnia.mongo.clusters import database

    for name, rows in released.items():
        database(project.ref)[name].insert_many(rows)


def _say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]), Path(sys.argv[2]))))
