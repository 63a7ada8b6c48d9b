"""Creating a project: its database, its indexes, its copies of the whole catalogue, on an embedded server started for it."""

import os
import secrets
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

ROUNDS = 10


def measure() -> dict[str, Any]:
    """Seconds that creating a project takes: median and slowest of ten."""
    with tempfile.TemporaryDirectory() as folder:
        from omnia.mongo import embedded

        server = embedded.start(Path(folder) / "mongodb")
        try:
            os.environ |= {"OMNIA_MONGODB_URI": server.uri, "OMNIA_CLUSTERS": f"default={server.uri}", "OMNIA_ROLE": "portal"}
            os.environ |= {"OMNIA_DATA_DIR": folder, "OMNIA_SECRET_KEY": secrets.token_urlsafe(48)}
            return _measure()
        finally:
            server.stop()


def _measure() -> dict[str, Any]:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "omnia.settings"
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
