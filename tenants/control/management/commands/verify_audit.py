"""Check the audit logs."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain as joined
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from factory.trail import catalogue_chain
from omnia.infra import audit_checkpoints
from omnia.infra.audit import BrokenChain, Chain, verified
from omnia.infra.audit_checkpoints import Checkpoint
from tenants.actions import trail
from tenants.audit_chains import CHECKED, chain_of, platform_chain
from tenants.commands import ProjectCommand, find_project
from tenants.control.models import Project, ProjectStatus


class Command(ProjectCommand):
    """Reads audit chains from their first entry to their last; fails when one does not hold."""

    help = "Check the audit logs: nothing was changed, added, moved or taken out, and nothing is missing at the end."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which chains, and what was written of them elsewhere."""
        parser.add_argument("--project", help="id or name of the project whose chain is checked; all chains if left out")
        parser.add_argument(
            "--checkpoints", type=Path, action="append",
            help="file with checkpoints, or with log lines that hold some; OMNIA_AUDIT_CHECKPOINTS if left out",
        )  # fmt: skip

    def run(self, **options: Any) -> Any:
        """Check chain by chain; one that does not hold keeps none from being checked."""
        known = _checkpoints(options["checkpoints"])
        rows = [self._checked(chain, known.get(chain.name)) for chain in self._chains(options["project"])]
        broken = next((row for row in rows if not row["ok"]), None)
        self.holds = broken is None
        entries = sum(row["entries"] for row in rows)
        if not options["project"]:
            trail.note_platform(self.actor, action=CHECKED, subject="all", entries=entries, ok=self.holds)
        return {
            "entries": entries,
            "ok": self.holds,
            "first_bad": broken and {name: broken[name] for name in ("chain", "number", "sentence")},
            "chains": rows,
        }

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, in either form, and then fail if a chain does not hold."""
        self.holds = True
        super().handle(*args, **options)
        if not self.holds:
            raise CommandError("An audit log does not hold. What it says from there on is not to be believed.")

    def _chains(self, project: str | None) -> Iterator[Chain]:
        if project:
            yield chain_of(find_project(project).ref)
            return
        yield platform_chain()
        yield catalogue_chain()
        for each in Project.objects.exclude(status=ProjectStatus.ERASED).order_by("name"):
            yield chain_of(each.ref)

    def _checked(self, chain: Chain, checkpoint: Checkpoint | None) -> dict[str, Any]:
        number, total = 0, chain.log.estimated_document_count()
        entries = tqdm(verified(chain, checkpoint), desc=chain.name, total=total, disable=not self.is_watched, leave=False)
        try:
            for each in entries:
                number = each
        except BrokenChain as broken:
            return _row(chain, number, checkpoint) | {"ok": False, "number": broken.number, "sentence": str(broken)}
        return _row(chain, number, checkpoint)

    def say(self, result: Any) -> None:
        """A line a chain, and what is wrong with it."""
        for row in result["chains"]:
            end = "" if row["checkpoint"] else "   no checkpoint is known, so its end is not checked"
            self.stdout.write(f"{row['chain']:42}  {row['entries']:>9,} entries  {'✓' if row['ok'] else '✗'}{end}")
            if not row["ok"]:
                self.stderr.write(f"    {row['sentence']}")
        if result["ok"]:
            self.stdout.write(self.style.SUCCESS(f"{result['entries']:,} entries hold."))


def _row(chain: Chain, entries: int, checkpoint: Checkpoint | None) -> dict[str, Any]:
    return {"chain": chain.name, "entries": entries, "ok": True, "checkpoint": checkpoint.number if checkpoint else None}


def _checkpoints(files: list[Path] | None) -> dict[str, Checkpoint]:
    """The newest of each chain, from all files; the configured file may not be there yet."""
    configured = Path(settings.OMNIA_AUDIT_CHECKPOINTS) if settings.OMNIA_AUDIT_CHECKPOINTS else None
    chosen = files or ([configured] if configured is not None and configured.exists() else [])
    with ExitStack() as opened:
        try:
            opened_files = [opened.enter_context(path.open(encoding="utf-8", errors="replace")) for path in chosen]
            return audit_checkpoints.read(joined.from_iterable(opened_files))
        except OSError as error:
            raise CommandError(f"The file {error.filename} cannot be read ({error.strerror}).") from error
