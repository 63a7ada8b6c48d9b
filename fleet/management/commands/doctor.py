"""Look whether everything holds."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser

from fleet.doctor.examining import MOST_SAID, Checked, examine, examine_installation
from tenants.commands import ProjectCommand


class Command(ProjectCommand):
    """Looks at what must hold across all databases; fails when something does not."""

    help = "Look whether everything holds across all databases, say in sentences what does not, and mend it with --repair."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Whether to mend."""
        parser.add_argument("--repair", action="store_true", help="mend what can be mended safely")
        parser.add_argument(
            "--installation",
            action="store_true",
            help="look at servers, files and settings instead; may be called before all is set up",
        )

    def run(self, **options: Any) -> Any:
        """Look, and mend if that is asked for."""
        if options["installation"] and options["repair"]:
            raise CommandError("What is wrong with an installation is mended by hand; leave --repair out.")

        def progress(names: list[str]) -> Iterator[str]:
            return self.progress(names, "checks")

        if options["installation"]:
            checked = examine_installation(self.actor, progress=progress)
        else:
            checked = examine(self.actor, repair=options["repair"], progress=progress)
        self.holds = not any(each.findings for each in checked)
        return {"ok": self.holds, "checks": [_told(each) for each in checked]}

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, in either form, and then fail if something does not hold."""
        self.holds, self.repairs = True, bool(options["repair"] or options["installation"])
        super().handle(*args, **options)
        if not self.holds:
            raise CommandError("Not everything holds." if self.repairs else "Not everything holds. --repair mends what can be.")

    def say(self, result: Any) -> None:
        """A line a check, and a line for everything that does not hold."""
        for row in result["checks"]:
            self.stdout.write(f"{'✓' if row['ok'] else '✗'} {row['name']:12} {row['sentence'] if row['ok'] else ''}".rstrip())
            for sentence in row["findings"]:
                self.stderr.write(f"    {sentence}")


def _told(checked: Checked) -> dict[str, Any]:
    said = [finding.sentence for finding in checked.findings[:MOST_SAID]]
    return {
        "name": checked.name,
        "ok": not checked.findings,
        "sentence": checked.sentence,
        "found": len(checked.findings),
        "mended": checked.mended,
        "findings": said,
    }
