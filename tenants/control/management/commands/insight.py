"""Read the counts of finished conversations."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.commands import ProjectCommand, days, find_project, release_number
from tenants.insight import counts, funnels
from tenants.insight.counts import Selection


class Command(ProjectCommand):
    """Tells how the data of a project's templates were captured: the numbers of the studio's CSV file."""

    help = "Show how often each datum of a project's templates was captured, given up or left."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which conversations."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--days", type=days, default=90, help="of the last days; 90 if left out")
        parser.add_argument("--release", type=release_number, help="only conversations on this release")
        for name in ("locale", "channel", "pointer"):
            parser.add_argument(f"--{name}", default="", help=f"only conversations of this {name}")

    def run(self, **options: Any) -> Any:
        """Add the counts up."""
        project = find_project(options["project"])
        words = {name: options[name] for name in ("locale", "channel", "pointer")}
        counted = counts.read(project, Selection(options["days"], options["release"], **words))
        rows = [
            {"template": template, "node": node, "by": by, "value": str(value), "counts": numbers}
            for template, node, by, value, numbers in funnels.exported(counted)
        ]
        return {"project": project.pk, "conversations": counted.totals.conversations, "items": rows}

    def say(self, result: Any) -> None:
        """A line a datum."""
        total = result["conversations"].get("conversations", 0)
        self.stdout.write(f"{total} conversations of {result['project']}")
        for row in result["items"]:
            if row["by"] == "all":
                held = row["counts"]
                ends = ", ".join(f"{held[end]} {end.replace('_', ' ')}" for end in funnels.ENDS)
                self.stdout.write(f"  {row['template']} {row['node']}: {ends}")
