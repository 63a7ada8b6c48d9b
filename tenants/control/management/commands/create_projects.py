"""Create many projects from a file."""

import csv
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import connections
from tqdm import tqdm

from tenants.actions.provisioning import create_project, resume_provisioning
from tenants.commands import ProjectCommand, find_user
from tenants.control.models import Project, ProjectStatus, User
from tenants.sync import reading_once

COLUMNS = ("name", "industry", "locales", "owner", "cluster")
NEEDED = ("name", "owner")
MOST_JOBS = 16
Row = Mapping[str, str]


class Command(ProjectCommand):
    """Creates a project for each row that has none yet; one that fails keeps no other from being made."""

    help = (
        "Create many projects from a CSV file; called again, it makes those that are missing and finishes those that broke off."
    )

    def add_own_arguments(self, parser: CommandParser) -> None:
        """The file, and how many at once."""
        parser.add_argument(
            "file", type=Path, help=f"CSV with the columns {', '.join(COLUMNS)}; several values with blanks between"
        )
        parser.add_argument(
            "--jobs", type=int, default=4, choices=range(1, MOST_JOBS + 1), metavar="1-16", help="projects at once"
        )

    def run(self, **options: Any) -> Any:
        """Read the whole file first; then make project by project."""
        rows = _read(options["file"])
        # Asked once for all; without its database the command fails here, not with each row.
        self.owners = {user.email: user for user in User.objects.filter(email__in={row["owner"] for row in rows})}
        with reading_once(), ThreadPoolExecutor(options["jobs"]) as pool:
            made = pool.map(self._make, rows)
            told = list(tqdm(made, desc="projects", total=len(rows), disable=not self.is_watched, leave=False))
        counted = Counter[str](row["state"] for row in told)
        self.failed = counted["failed"]
        return {name: counted[name] for name in ("created", "finished", "there", "failed")} | {"projects": told}

    def _make(self, row: Row) -> dict[str, str]:
        try:
            return self._made(row)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one row is its own business
            return {"name": row["name"], "project": "", "state": "failed", "sentence": f"{error}"[:300]}
        finally:
            connections.close_all()

    def _made(self, row: Row) -> dict[str, str]:
        owner = self.owners.get(row["owner"]) or find_user(row["owner"])
        held = Project.objects.filter(name=row["name"], created_by=str(owner.pk)).exclude(status=ProjectStatus.ERASED).first()
        if held is not None and held.status == ProjectStatus.ACTIVE:
            return _told(held, "there")
        if held is not None:
            return _told(resume_provisioning(self.actor, held), "finished")
        project = create_project(
            self.actor,
            name=row["name"],
            industries=row["industry"].split(),
            locales=row["locales"].split() or ["en"],
            owner=owner,
            cluster=row["cluster"] or "default",
        )
        return _told(project, "created")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, in either form, and then fail if a project could not be made."""
        self.failed = 0
        super().handle(*args, **options)
        if self.failed:
            raise CommandError(f"{self.failed} projects could not be made. Call the command again when it is mended.")

    def say(self, result: Any) -> None:
        """How many, and what is wrong with those that failed."""
        counts = ", ".join(f"{result[name]} {name}" for name in ("created", "finished", "there", "failed"))
        self.stdout.write(f"Projects: {counts}.")
        for row in result["projects"]:
            if row["state"] == "failed":
                self.stderr.write(f"    “{row['name']}”: {row['sentence']}")


def _told(project: Project, state: str) -> dict[str, str]:
    return {"name": project.name, "project": project.pk, "state": state, "sentence": ""}


def _read(path: Path) -> list[Row]:
    """The rows of a file; raises `CommandError` before anything is made if one of them cannot be meant."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows: list[Row] = [{name: (row.get(name) or "").strip() for name in COLUMNS} for row in _reader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"The file {path} cannot be read as CSV ({error}).") from error
    for number, row in enumerate(rows, start=2):
        lacking = [name for name in NEEDED if not row[name]]
        if lacking:
            raise CommandError(f"Line {number} of {path} has no {lacking[0]}. Nothing was made.")
    twice = [name for (name, _owner), count in Counter((row["name"], row["owner"]) for row in rows).items() if count > 1]
    if twice:
        raise CommandError(f"“{twice[0]}” is in {path} twice for one owner. Nothing was made.")
    return rows


def _reader(file: Any) -> "csv.DictReader[str]":
    reader = csv.DictReader(file)
    odd = [name for name in reader.fieldnames or () if name not in COLUMNS]
    if odd or not set(NEEDED) <= set(reader.fieldnames or ()):
        raise csv.Error(f"its first line must name columns among {', '.join(COLUMNS)}")
    return reader
