"""Create a project, or finish one whose setting up broke."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from tenants.actions.provisioning import create_project, plan_project, resume_provisioning
from tenants.commands import ProjectCommand, find_project, find_user, summary, words


class Command(ProjectCommand):
    """Creates a project with its own database and copies."""

    help = (
        "Create a project with its own database and copies; --dry-run shows what would be copied; --resume finishes a broken one."
    )

    def add_own_arguments(self, parser: CommandParser) -> None:
        """The project's properties."""
        parser.add_argument("--name", help="the project's name")
        parser.add_argument("--industry", default="", help="industries, with commas between them")
        parser.add_argument("--owner", help="e-mail address of the owner")
        parser.add_argument("--cluster", default="default", help="key of the cluster in OMNIA_CLUSTERS")
        parser.add_argument("--locales", default="en", help="languages, with commas; the first is the fall-back")
        parser.add_argument("--dry-run", action="store_true", help="show what would be copied and change nothing")
        parser.add_argument("--resume", metavar="PROJECT", help="finish setting up this project")

    def run(self, **options: Any) -> Any:
        """Create, plan or resume."""
        if options["resume"]:
            return summary(resume_provisioning(self.actor, find_project(options["resume"])))
        industries, locales = words(options["industry"]), words(options["locales"])
        if options["dry_run"]:
            plan = plan_project(industries, locales)
            return {"dry_run": True, "templates": [row.key for row in plan.templates], "flows": [row.key for row in plan.flows]}
        if not options["name"] or not options["owner"]:
            raise CommandError("A project needs --name and --owner.")
        owner = find_user(options["owner"])
        project = create_project(
            self.actor, name=options["name"], industries=industries, locales=locales, owner=owner, cluster=options["cluster"]
        )
        return summary(project)

    def say(self, result: Any) -> None:
        """The id, or the plan."""
        if result.get("dry_run"):
            self.stdout.write(f"Would copy {len(result['templates'])} templates: {', '.join(result['templates'])}")
            self.stdout.write(f"and {len(result['flows'])} flows: {', '.join(result['flows']) or 'none'}. Nothing was changed.")
        else:
            self.stdout.write(f"{result['name']} is {result['status']}.")
            self.stdout.write(result["project"])
