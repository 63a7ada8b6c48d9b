"""A process with the control and factory databases, which creates and publishes small projects when a measurement asks it to.

It is one of its own, because Django can be set up only once in a process. Run as a module it reads a line of JSON for each wish
and answers with another.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.servers import ROOT, BenchError

TEMPLATE = "yes_no"
"""The only template of the catalogue that the small projects are copied from."""


class Control:
    """The process as the measurement sees it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, wish: str, **details: Any) -> Any:
        """Have something done; raises `BenchError` if the process ended over it."""
        if self._process.stdin is None or self._process.stdout is None:
            raise BenchError("The process with the control database has no pipes.")
        self._process.stdin.write(json.dumps([wish, details]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise BenchError(f"The process with the control database ended over “{wish}”.")
        return json.loads(answer)


@contextmanager
def control(environment: Mapping[str, str], folder: Path) -> Iterator[Control]:
    """The process, with migrated databases and a catalogue of one template; `folder` does not exist yet."""
    source = ROOT / "factory" / "catalogue"
    (folder / "templates").mkdir(parents=True)
    (folder / "flows").mkdir()
    shutil.copy(source / "industries.yaml", folder)
    shutil.copy(source / "templates" / f"{TEMPLATE}.yaml", folder / "templates")
    told = {**environment, "OMNIA_ROLE": "portal", "DJANGO_SETTINGS_MODULE": "omnia.settings"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.control", str(folder)],
        env=told, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield Control(process)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        process.wait(30)


class _Wishes:
    """What can be asked for, done with the product's own actions."""

    def __init__(self, catalogue: str) -> None:
        import django

        django.setup()
        from django.core.management import call_command

        from omnia.infra.audit import Actor
        from tenants.control.models import User

        for alias in ("default", "factory"):
            call_command("migrate", database=alias, skip_checks=True, verbosity=0)
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            call_command("load_catalogue", folder=Path(catalogue), json=True, stdout=nowhere)
        self._actor = Actor("command", "bench", "bench")
        self._owner = User.objects.create_user("bench@example.com", "not-a-secret-at-all", name="Bench")

    def create(self, *, name: str, cluster: str = "default") -> dict[str, Any]:
        """A project with a release and a key, and the seconds that creating it took."""
        from tenants.actions.keys import issue_key
        from tenants.actions.provisioning import create_project
        from tenants.actions.releasing import publish

        began = time.perf_counter()
        chosen = {"locales": ("en",), "owner": self._owner, "cluster": cluster}
        project = create_project(self._actor, name=name, industries=(), **chosen)
        seconds = time.perf_counter() - began
        publish(self._actor, project)
        return {"project": project.pk, "key": self._issue(issue_key, project), "seconds": seconds}

    def _issue(self, issue_key: Any, project: Any) -> str:
        return str(issue_key(self._actor, project, name="Bench", scopes=("read", "converse")).key)

    def copy(self, *, project: str, count: int) -> list[str]:
        """Databases with what the runtime reads of a project and keys of their own; gives the keys."""
        from omnia.infra.crypto import keyed_hash, new_id, new_secret
        from omnia.mongo.clusters import database
        from omnia.mongo.context import ProjectRef
        from tenants.actions.keys import HASH_PURPOSE, PREFIX
        from tenants.project import collections

        source = database(ProjectRef(project))
        names = (collections.BODIES, collections.RELEASES, collections.CHANNELS, collections.SETTINGS)
        rows = {name: list(source[name].find()) for name in names}
        key_row = source[collections.API_KEYS].find_one() or {}
        issued = []
        for _number in range(count):
            target = ProjectRef(new_id())
            key = f"{PREFIX}_{target.cluster}_{target.id}_{new_secret()}"
            for name, documents in rows.items():
                database(target)[name].insert_many(documents)
            database(target)[collections.API_KEYS].insert_one({**key_row, "hash": keyed_hash(key, purpose=HASH_PURPOSE)})
            issued.append(key)
        return issued

    def publish(self, *, project: str) -> dict[str, Any]:
        """The next release of a project, and when the call returned on the machine's monotonic clock."""
        from tenants.actions.releasing import publish
        from tenants.control.models import Project

        published = publish(self._actor, Project.objects.get(pk=project))
        return {"release": published.release, "at": time.monotonic()}


def _serve(catalogue: str) -> None:
    wishes = _Wishes(catalogue)
    for line in sys.stdin:
        wish, details = json.loads(line)
        print(json.dumps(getattr(wishes, wish)(**details)), flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
