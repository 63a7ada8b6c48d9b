"""Replace an API key."""

from datetime import timedelta
from typing import Any

from django.core.management.base import CommandParser

from tenants.actions.keys import MAX_OVERLAP, USUAL_OVERLAP, replace_key
from tenants.commands import ProjectCommand, days, find_project


class Command(ProjectCommand):
    """Issues a key that may do what another may, and prints it once; the other ends some days later."""

    help = "Issue a key in place of another, which ends some days later; the new one is printed once, on its own line."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which key of which project, and for how long both are good."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--key", required=True, help="id of the key, as project_status --json lists it")
        parser.add_argument(
            "--days", type=days, default=USUAL_OVERLAP.days,
            help=f"days for which the earlier key is still good, up to {MAX_OVERLAP.days}; {USUAL_OVERLAP.days} if left out",
        )  # fmt: skip

    def run(self, **options: Any) -> Any:
        """Replace it."""
        project = find_project(options["project"])
        issued = replace_key(self.actor, project, key_id=options["key"], overlap=timedelta(days=options["days"]))
        return {"id": issued.id, "key": issued.key, "replaces": options["key"], "project": project.pk}

    def say(self, result: Any) -> None:
        """The key alone, so that scripts can take the line."""
        self.stdout.write(result["key"])
