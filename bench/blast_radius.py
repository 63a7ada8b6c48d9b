"""A draft merged dry into all projects: 200 whose copies all differ, 200 that nobody changed, and memory up to 10,000.

The 10,000 are simulated: as many rows of the registry, whose databases are the 200 real ones over and over again. What a process
holds does not depend on where a project's documents lie; making 10,000 databases would take longer than the measurement.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.servers import ROOT, BenchError, empty

PROJECTS = 200
MANY = 10_000
TEMPLATE = "date"
NEEDED = ("bodies", "templates", "settings")
"""The collections of a project that a dry run reads."""


def measure() -> dict[str, Any]:
    """Seconds for 200 projects and for 10,000, and megabytes after 1,000 and at the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with empty(folder / "data") as (environment, _server):
            # A process of its own, because Django can be set up only once in one.
            command = [sys.executable, "-m", "bench.blast_radius", str(folder / "catalogue")]
            told = {**environment, "OMNIA_ROLE": "portal", "DJANGO_SETTINGS_MODULE": "omnia.settings"}
            done = subprocess.run(command, env=told, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise BenchError("The process that merges ended over it.")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _measure(catalogue: Path) -> dict[str, Any]:
    import django

    django.setup()
    first = _first_project(catalogue)
    alike = _copies(first, PROJECTS - 1)
    found = {f"{PROJECTS} projects, no copy changed": f"{_run().seconds:.2f} s"}
    _change([first, *alike])
    run = _run()
    found[f"{PROJECTS} projects, each copy changed otherwise"] = f"{run.seconds:.2f} s"
    found["of these clean / in conflict / failing"] = f"{run.numbers.clean} / {run.numbers.conflicting} / {run.numbers.failing}"
    return found | _simulated([first, *alike])


def _first_project(catalogue: Path) -> Any:
    from django.core.management import call_command

    from factory import actions
    from factory.models import Template
    from omnia.infra.audit import Actor
    from tenants.actions.provisioning import create_project
    from tenants.control.models import User

    for alias in ("default", "factory"):
        call_command("migrate", database=alias, skip_checks=True, verbosity=0)
    source = ROOT / "factory" / "catalogue"
    (catalogue / "templates").mkdir(parents=True)
    (catalogue / "flows").mkdir()
    shutil.copy(source / "industries.yaml", catalogue)
    shutil.copy(source / "templates" / f"{TEMPLATE}.yaml", catalogue / "templates")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        call_command("load_catalogue", folder=catalogue, json=True, stdout=nowhere)
    owner = User.objects.create_user("bench@example.com", "not-a-secret-at-all", name="Bench")
    made = create_project(Actor("command", "bench", "bench"), name="Bench", industries=(), locales=("en", "it"), owner=owner)
    row = Template.objects.get(key=TEMPLATE)
    row.draft["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = "Which day would suit you?"
    row.draft["nodes"][0]["steps"]["no_match"][0]["actions"][0]["text"]["it"] = "Non ho capito: quale giorno?"
    actions.save_draft(actions.Staff.command("bench"), "template", TEMPLATE, row.draft, base_revision=row.revision)
    return made


def _copies(first: Any, count: int) -> list[Any]:
    from omnia.infra.crypto import new_id
    from omnia.mongo.clusters import database
    from omnia.mongo.context import ProjectRef
    from tenants.control.models import Project

    held = {name: list(database(first.ref)[name].find()) for name in NEEDED}
    made = []
    for number in range(count):
        key = new_id()
        for name, rows in held.items():
            database(ProjectRef(key))[name].insert_many(rows)
        made.append(Project(id=key, name=f"Bench {number}", status="active", locales=["en", "it"], default_locale="en"))
    Project.objects.bulk_create(made)
    return made


def _change(projects: list[Any]) -> None:
    """Each copy gets a text of its own: a third of them where the draft changes something, too."""
    from omnia.mongo.clusters import database
    from tenants.project.versions import get_body, put_body

    places = (("start", "en"), ("start", "it"), ("no_input", "it"))
    for number, project in enumerate(projects):
        held = database(project.ref)["templates"]
        body = get_body(project.ref, held.find_one({"_id": TEMPLATE})["hash"])
        step, locale = places[number % len(places)]
        body["nodes"][0]["steps"][step][0]["actions"][0]["text"][locale] = f"A text of project {number}."
        held.update_one({"_id": TEMPLATE}, {"$set": {"hash": put_body(project.ref, body)}})


def _run(after: int = 0) -> Any:
    """A run to its end, in this process; `after` projects its memory is noted."""
    from factory.actions import Staff
    from fleet import runs
    from fleet.worker import Worker

    runs.begin(Staff.command("bench"), "template", TEMPLATE)
    worker = Worker()
    while worker.step():
        done = runs.progress("template", TEMPLATE).done
        if after and done >= after and after not in _memory:
            _memory[after] = _megabytes()
    worker.let_go()
    run = runs.last("template", TEMPLATE)
    print(f"  {run.done:,} projects in {run.seconds:.1f} s, {_megabytes():.0f} MB", file=sys.stderr, flush=True)
    return run


_memory: dict[int, float] = {}


def _simulated(real: list[Any]) -> dict[str, str]:
    from omnia.infra.crypto import new_id
    from tenants.control.models import Project

    refs = {project.pk: project.ref for project in real}
    more = [Project(id=new_id(), name=f"More {number}", status="active") for number in range(MANY - len(real))]
    for number, project in enumerate(more):
        project.locales, project.default_locale = ["en", "it"], "en"
        refs[project.pk] = real[number % len(real)].ref
    Project.objects.bulk_create(more)
    Project.ref = property(lambda project: refs[project.pk])
    run = _run(after=1000)
    grown = _megabytes()
    return {
        f"{MANY:,} projects (simulated)": f"{run.seconds:.0f} s",
        f"memory after 1,000 / {MANY:,} of them": f"{_memory[1000]:.0f} MB / {grown:.0f} MB",
        "projects looked at": f"{run.numbers.looked_at:,}",
    }


def _megabytes() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]))))
