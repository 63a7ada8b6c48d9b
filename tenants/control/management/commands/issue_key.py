"""Issue an API key."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.core.management.base import CommandError, CommandParser

from tenants.actions.keys import SCOPES, USUAL_SCOPES, issue_key
from tenants.commands import ProjectCommand, find_project, words


class Command(ProjectCommand):
    """Issues a key and prints it once, on a line of its own."""

    help = "Issue an API key for a project; it is printed once, on its own line."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, what for, how long."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        usual, every = ",".join(USUAL_SCOPES), ", ".join(SCOPES)
        parser.add_argument("--scopes", "--scope", default=usual, help=f"some of {every}; {usual} by default")
        parser.add_argument("--expires", help="day on which the key ends (YYYY-MM-DD, UTC)")
        parser.add_argument("--channels", default="", help="channels that it may name besides live, for instance canary,staging")
        parser.add_argument("--name", default="issued by command", help="what uses the key")

    def run(self, **options: Any) -> Any:
        """Issue it."""
        try:
            day = date.fromisoformat(options["expires"]) if options["expires"] else None
        except ValueError as error:
            raise CommandError(f"“{options['expires']}” is not a day. Write it as 2027-01-31.") from error
        expires = datetime.combine(day, time(), UTC) if day else None
        project = find_project(options["project"])
        issued = issue_key(
            self.actor,
            project,
            name=options["name"],
            scopes=words(options["scopes"]),
            expires_at=expires,
            channels=words(options.get("channels")),
        )
        return {"id": issued.id, "key": issued.key, "project": project.pk}

    def say(self, result: Any) -> None:
        """The key alone, so that scripts can take the line."""
        self.stdout.write(result["key"])
