"""Creating a project: its database, its indexes, its copies of the whole catalogue, on an embedded server started for it."""

import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.servers import empty, in_own_process

ROUNDS = 10


def measure() -> dict[str, Any]:
    """Seconds that creating a project takes: median and slowest of ten."""
    with tempfile.TemporaryDirectory() as folder, empty(Path(folder)) as (environment, _server):
        found: dict[str, Any] = in_own_process(__name__, environment)
        return found


def measured() -> dict[str, Any]:
    """The same, in a process that has the product's settings."""
    import django

    django.setup()
    from django.core.management import call_command

    from omnia.infra.audit import Actor
    from tenants.actions.provisioning import create_project
    from tenants.control.models import User

    call_command("migrate", skip_checks=True, verbosity=0)
    call_command("migrate", database="factory", skip_checks=True, verbosity=0)
    call_command("load_catalogue", json=True, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    owner = User.objects.create_user("bench@example.com", "not-a-secret-at-all", name="Bench")
    times = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        create_project(
            Actor("command", "bench", "bench"),
            name=f"Bench {number}", industries=("utilities", "insurance"), locales=("en", "it"), owner=owner,
        )  # fmt: skip
        times.append(time.perf_counter() - began)
    return {"project with the whole catalogue, median / slowest": f"{statistics.median(times):.2f} s / {max(times):.2f} s"}


if __name__ == "__main__":
    print(json.dumps(measured()))
