"""Updates: merging a template of sixty nodes, and taking all updates of a project where seventy templates changed."""

import copy
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.servers import BenchError, empty, in_own_process
from factory.catalogue_files import read
from omnia.dialogue.lint import lint_template
from omnia.dialogue.merge import three_way

NODES = 60
"""More than a template may have (40): the merge does not mind, and the lint does all of its work before it says so."""

LARGE_FROM = "email"
"""The template whose node is repeated: sixty of it are nearly as much as a document may have."""

MERGES = 40
TEMPLATES = 70
LOCALES = ("en", "it")


def measure() -> dict[str, Any]:
    """Milliseconds of one large merge and its lint, and seconds until all updates of a project are taken."""
    figures = _one_merge()
    with tempfile.TemporaryDirectory() as folder, empty(Path(folder)) as (environment, _server):
        return figures | in_own_process(__name__, environment)


def _one_merge() -> dict[str, Any]:
    """Both sides changed every second datum, never the same text: half of the merge is ours and half theirs."""
    base = _large(read().templates[LARGE_FROM])
    ours, theirs = copy.deepcopy(base), copy.deepcopy(base)
    for place in range(NODES):
        _say(ours if place % 2 else theirs, place, "Where may we write to you?")
    merging, linting = [], []
    for _round in range(MERGES):
        began = time.perf_counter()
        merged = three_way(base, ours, theirs)
        between = time.perf_counter()
        findings = lint_template(merged.document, locales=LOCALES)
        linting.append(time.perf_counter() - between)
        merging.append(between - began)
    if merged.conflicts or any(finding.severity == "error" and finding.code != "size" for finding in findings):
        raise BenchError("The merge is not what it is meant to be.")
    both = [one + other for one, other in zip(merging, linting, strict=True)]
    size = f"{NODES} nodes, {len(json.dumps(base)) // 1000:,} KB"
    return {
        f"merge of a template of {size}, median": f"{statistics.median(merging) * 1e3:.1f} ms",
        "the same with its lint, median / slowest": f"{statistics.median(both) * 1e3:.0f} ms / {max(both) * 1e3:.0f} ms",
    }


def _large(body: dict[str, Any]) -> dict[str, Any]:
    """A template with one node as often as needed, each under a key of its own, and each thing in it under an id of its own."""
    written = json.dumps(body["nodes"][0])
    nodes = [json.loads(written.replace('"id": "', f'"id": "n{place}.')) for place in range(NODES)]
    return {**body, "nodes": [node | {"key": f"{node['key']}_{place}"} for place, node in enumerate(nodes)], "tests": []}


def _say(body: dict[str, Any], place: int, words: str) -> None:
    body["nodes"][place]["steps"]["start"][0]["actions"][0]["text"]["en"] = words


def measured() -> dict[str, Any]:
    """The updates, in a process that has the product's settings."""
    import django

    django.setup()
    from omnia.infra.audit import Actor
    from tenants.actions import update_job

    project = _project()
    _publish_changes([key for key in _keys(project) if key in _changeable()][:TEMPLATES])
    actor = Actor("command", "bench", "bench")
    began = time.perf_counter()
    job = update_job.begin(actor, project)
    noted = time.perf_counter()
    while job is not None and job.left:
        job = update_job.go_on(actor, project)
    ended = time.perf_counter()
    if job is None or len(job.taken) != TEMPLATES:
        print(job, file=sys.stderr)
        raise BenchError("Not all updates were taken.")
    return {
        f"updates of {TEMPLATES} templates in one project, all taken": f"{ended - began:.1f} s",
        "of these, finding out which conflict with nothing": f"{noted - began:.2f} s",
    }


def _project() -> Any:
    from django.core.management import call_command

    from omnia.infra.audit import Actor
    from tenants.actions.provisioning import create_project
    from tenants.control.models import User

    for alias in ("default", "factory"):
        call_command("migrate", database=alias, skip_checks=True, verbosity=0)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        call_command("load_catalogue", json=True, stdout=nowhere)
    from factory import selectors

    owner = User.objects.create_user("bench@example.com", "not-a-secret-at-all", name="Bench")
    actor = Actor("command", "bench", "bench")
    return create_project(actor, name="Bench", industries=tuple(selectors.industries()), locales=LOCALES, owner=owner)


def _keys(project: Any) -> list[str]:
    from omnia.mongo.clusters import database

    return sorted(row["_id"] for row in database(project.ref)["templates"].find({}, {"_id": 1}))


def _changeable() -> set[str]:
    """Templates that begin with a question that can be worded otherwise."""
    return {key for key, body in read().templates.items() if _first_say(body) is not None}


def _first_say(body: dict[str, Any]) -> dict[str, Any] | None:
    levels = body["nodes"][0].get("steps", {}).get("start") or [{"actions": []}]
    return next((action["text"] for action in levels[0]["actions"] if "en" in (action.get("text") or {})), None)


def _publish_changes(keys: list[str]) -> None:
    """The factory words the first question of each template otherwise."""
    from factory import actions
    from factory.models import Template

    staff = actions.Staff.command("bench")
    for key in keys:
        row = Template.objects.get(key=key)
        text = _first_say(row.draft)
        assert text is not None  # only such templates are asked for
        text["en"] = f"{text['en']} Take your time."
        actions.save_draft(staff, "template", key, row.draft, base_revision=row.revision)
        actions.publish_version(staff, "template", key, note="Worded otherwise", tested=True)


if __name__ == "__main__":
    print(json.dumps(measured()))
