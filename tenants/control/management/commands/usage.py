"""Tell what a project used."""

import argparse
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from tenants import usage_reading
from tenants.commands import ProjectCommand, find_project
from tenants.project.usage import KINDS


class Command(ProjectCommand):
    """Conversations, turns, reads, bytes sent and bytes stored, by day of a month, and how far the quota is used."""

    help = "Show what a project used in a month, by day, and how far its quota is used."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project and month."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--month", type=_month, default=None, help="as 2026-11; the present one if left out")
        parser.add_argument("--csv", action="store_true", help="answer as CSV, a line a day")

    def run(self, **options: Any) -> Any:
        """Read the days and add them up."""
        project = find_project(options["project"])
        used = usage_reading.read(project, options["month"] or usage_reading.today())
        self.csv = usage_reading.as_csv(used.days) if options["csv"] else ""
        return {
            "project": project.pk,
            "month": used.month,
            "total": used.total,
            "limits": dict(used.quota.limits),
            "refuses_reads": used.quota.refuses_reads,
            "percent": {kind: used.total[kind] * 100 // limit for kind, limit in used.quota.limits.items()},
            "days": usage_reading.rows(used.days),
        }

    def say(self, result: Any) -> None:
        """The CSV, or the sums."""
        if self.csv:
            self.stdout.write(self.csv, ending="")
            return
        self.stdout.write(f"{result['project']} in {result['month']}")
        for kind in KINDS:
            limit = result["limits"].get(kind)
            of = f" of {limit} ({result['percent'][kind]} %)" if limit is not None else ""
            self.stdout.write(f"  {kind}: {result['total'][kind]}{of}")


def _month(text: str) -> date:
    found = usage_reading.month_named(text)
    if found is None:
        raise argparse.ArgumentTypeError("write a month as 2026-11")
    return found
