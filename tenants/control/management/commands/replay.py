"""Hold the last days' conversations of a project on its draft."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from tenants.actions import replay_job
from tenants.commands import ProjectCommand, find_project, release_number
from tenants.control.models import Project
from tenants.replay_report import report


class Command(ProjectCommand):
    """Gives the redacted answers of finished conversations to the draft, and tells which would end differently."""

    help = "Hold the last days' conversations on a project's draft, and tell which would end differently."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which conversations."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--days", type=release_number, default=7, help="how far back; at most 30")
        parser.add_argument("--sample", type=release_number, default=200, help="of how many conversations; at most 500")
        parser.add_argument("--stop", action="store_true", help="stop the one that runs, and tell what it found until then")

    def run(self, **options: Any) -> Any:
        """Begin, and hold them all; or stop what runs."""
        project = find_project(options["project"])
        job = replay_job.stop(self.actor, project) if options["stop"] else self._held(project, options["days"], options["sample"])
        if job is None:
            raise CommandError(f"No replay was begun in “{project.name}”.")
        return {"project": project.pk, "stopped_by": job.stopped_by, **report(job)}

    def _held(self, project: Project, days: int, sample: int) -> replay_job.Job | None:
        job: replay_job.Job | None = replay_job.begin(self.actor, project, days=days, sample=sample)
        with tqdm(desc="Conversations", disable=not self.is_watched, leave=False) as bar:
            while job is not None and job.is_running:
                job = replay_job.go_on(self.actor, project)
                if job is not None:
                    bar.total, bar.n = job.total, len(job.done)
                    bar.refresh()
        return job

    def say(self, result: Any) -> None:
        """The numbers, then each conversation that would end differently."""
        numbers = result["numbers"]
        stopped = f" Stopped by {result['stopped_by']}; the others were not looked at." if result["stopped_by"] else ""
        self.stdout.write(
            f"{result['conversations']} conversations of {result['seen']} in the last {result['days']} days: "
            f"{numbers['otherwise']} would end differently, {numbers['same']} end the same, {numbers['questions']} the same "
            f"after more questions or fewer, {numbers['not_held']} could not be held.{stopped}"
        )
        for row in result["otherwise"]:
            about = f" “{row['datum']}”" if row["datum"] else ""
            self.stdout.write(f"  {row['session']}  {row['key']}: {row['why']}{about} ({row['then']} → {row['now'] or 'stops'})")
