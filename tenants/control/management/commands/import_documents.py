"""Take a project's documents in from files."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from omnia.mongo.transactions import TransactionsMissing
from tenants.actions.importing import ORDER, Plan, import_documents, plan_import
from tenants.actions.release_check import ReleaseFinding
from tenants.actions.releasing import publish
from tenants.commands import ProjectCommand, find_project
from tenants.document_files import FilesRefused, documents_of, files_in_folder

MOST_SAID = 20


class Command(ProjectCommand):
    """Makes the drafts of a project what a folder says, all of it or nothing."""

    help = "Make a project's drafts what a folder of files says, all of it or nothing."
    refusals = (*ProjectCommand.refusals, FilesRefused, TransactionsMissing)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, from where, and what else."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--from", required=True, dest="folder", help="the folder, as export_documents writes it")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
        parser.add_argument("--delete-missing", action="store_true", help="take documents out that the folder does not have")
        parser.add_argument("--message", default="", help="what the new versions say of themselves")
        parser.add_argument("--draft", default="", help="import only over this state of the drafts (export_documents names it)")
        parser.add_argument("--publish", action="store_true", help="publish afterwards, with the message as the note")

    def run(self, **options: Any) -> Any:
        """Look at the files, tell what changes, then write."""
        project = find_project(options["project"])
        documents = documents_of(files_in_folder(Path(options["folder"])))
        plan = plan_import(project, documents, delete_missing=options["delete_missing"])
        if plan.findings:
            raise CommandError(_refusal(plan.findings))
        told = _told(plan) | {"project": project.pk, "dry_run": options["dry_run"], "release": None}
        if options["dry_run"]:
            return told
        if not self.as_json:
            # Before it is written, so that whoever stops the command knows what it was about.
            self._say_changes(told)
        done = import_documents(
            self.actor,
            project,
            documents,
            delete_missing=options["delete_missing"],
            message=options["message"],
            seen=options["draft"] or plan.draft,
        )
        if options["publish"]:
            told["release"] = publish(self.actor, project, note=options["message"], seen=done.after).release
        return told

    def say(self, result: Any) -> None:
        """What was, or would be, done."""
        if result["dry_run"]:
            self._say_changes(result)
        changed = sum(row["what"] in ORDER for row in result["documents"])
        live = f" Release {result['release']} is live." if result["release"] else ""
        self.stdout.write(f"{changed} documents {'would change' if result['dry_run'] else 'changed'}.{live}")

    def _say_changes(self, told: dict[str, Any]) -> None:
        for row in told["documents"]:
            if row["what"] in ORDER:
                self.stdout.write(f"{row['what']:9s} {row['document']} {row['key']}   {len(row['changes'])} changes")


def _refusal(findings: tuple[ReleaseFinding, ...]) -> str:
    """One sentence on what is wrong, and a line for each place."""
    said = [f"{row.document}s/{row.key}.json at {row.finding.path or '/'}: {row.finding.message}" for row in findings[:MOST_SAID]]
    more = f" And {len(findings) - MOST_SAID} more." if len(findings) > MOST_SAID else ""
    return f"Nothing was imported, for {len(findings)} places are wrong. {' '.join(said)}{more}"


def _told(plan: Plan) -> dict[str, Any]:
    rows = [
        {
            "document": row.document,
            "key": row.key,
            "what": row.what,
            "version": row.base_version,
            "changes": [
                {"path": each.path, "operation": each.operation, "from": each.before, "to": each.after} for each in row.changes
            ],
        }
        for row in plan.rows
    ]
    return {"draft": plan.draft, "documents": rows}
