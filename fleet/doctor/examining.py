"""Examining everything, and mending what can be mended safely."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fleet.doctor import of_installation, of_platform, of_projects, of_registry
from fleet.doctor.finding import Check, Finding, ProjectCheck, guarded, titled
from omnia.infra.audit import Actor
from omnia.mongo.context import bind
from tenants.control.models import Project

MOST_SAID = 20
"""Findings of one check that are said; of more only how many."""

Progress = Callable[[list[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check."""

    name: str
    findings: tuple[Finding, ...]
    mended: int
    holds: str

    @property
    def sentence(self) -> str:
        """What is wrong, or what holds."""
        if not self.findings:
            return self.holds + (f" {self.mended} mended." if self.mended else "")
        more = len(self.findings) - 1
        return self.findings[0].sentence + (f" And {more} more." if more else "")


def examine_installation(actor: Actor, *, progress: Progress = list) -> list[Checked]:
    """Look at servers, files and settings; nothing of it is mended.

    Args:
        actor: in whose name it is looked.
        progress: is given the names of the checks, and gives them back one by one.

    Raises:
        ImproperlyConfigured: no servers are configured.
    """
    of_installation.refuse_try_out()
    checks = {check.name: check for check in of_installation.CHECKS}
    return [_looked(actor, checks[name]) for name in progress(list(checks))]


def _looked(actor: Actor, check: Check) -> Checked:
    return _checked(actor, check.name, check.holds, lambda: list(guarded("This", check.look())), repair=False)


def examine(actor: Actor, *, repair: bool = False, progress: Progress = list) -> list[Checked]:
    """Look at everything; with `repair`, mend what can be, and look again.

    Args:
        actor: in whose name it is mended.
        repair: whether to mend.
        progress: is given the names of the checks, and gives them back one by one.
    """
    looks = _looks()
    return [_checked(actor, name, *looks[name], repair=repair) for name in progress(list(looks))]


Look = Callable[[], list[Finding]]


def _looks() -> dict[str, tuple[str, Look]]:
    """How each check is made, in their order."""
    found: dict[str, tuple[str, Look]] = {}
    for check in of_platform.CHECKS:
        found[check.name] = (check.holds, lambda check=check: list(guarded("The platform", check.look())))  # type: ignore[misc]
    for inside in (*of_registry.CHECKS, *of_projects.CHECKS):
        found[inside.name] = (inside.holds, lambda inside=inside: _in_all(inside))  # type: ignore[misc]
    last = of_platform.LAST
    found[last.name] = (last.holds, lambda: list(guarded("The logs", last.look())))
    return found


def _checked(actor: Actor, name: str, holds: str, look: Look, *, repair: bool) -> Checked:
    before = look()
    if not repair or not any(finding.mend for finding in before):
        return Checked(name, tuple(before), 0, holds)
    for finding in before:
        if finding.mend is not None:
            finding.mend(actor)
    left = look()
    return Checked(name, tuple(left), max(0, len(before) - len(left)), holds)


def _in_all(check: ProjectCheck) -> list[Finding]:
    found: list[Finding] = []
    for project in Project.objects.filter(status__in=check.of).order_by("pk"):
        with bind(project.ref):
            found += guarded(titled(project), check.look(project))
    return found
