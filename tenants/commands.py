"""What the commands on projects share."""

from argparse import ArgumentTypeError
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from omnia.commands import OmniaCommand
from omnia.infra.audit import Actor
from omnia.mongo.clusters import UnknownCluster
from tenants.access import Absent, Forbidden
from tenants.actions.channels import USUAL_STEPS, plan_steps
from tenants.actions.clusters import ClusterFull
from tenants.actions.editing import EditingError
from tenants.actions.erasing import ErasureError
from tenants.actions.keys import KeyRefused
from tenants.actions.moving import ReleaseError
from tenants.actions.people import PeopleError
from tenants.actions.provisioning import ProvisioningError
from tenants.control.models import Project, ProjectStatus, User
from tenants.insight.counts import MAX_DAYS
from tenants.insight.rule import Rule
from tenants.project.channels import CANARY, WHOLE, Canary, Scheduled, Step

MAX_DIGITS = 9
MAX_HOURS = 24 * 366


class ProjectCommand(OmniaCommand):
    """A command on projects; the operator who runs it on the machine may do everything."""

    refusals: tuple[type[Exception], ...] = (
        Absent, Forbidden, EditingError,
        ErasureError, KeyRefused, PeopleError, ProvisioningError, ReleaseError, UnknownCluster, ClusterFull,
    )  # fmt: skip

    @property
    def actor(self) -> Actor:
        """The command, as the audit log knows it."""
        name = type(self).__module__.rsplit(".", 1)[-1]
        return Actor("command", name, name)


def find_project(identifier: str) -> Project:
    """The project with this id, or with this name if only one has it; raises `CommandError`."""
    found = Project.objects.filter(pk=identifier).first()
    if found is not None:
        return found
    named = list(Project.objects.filter(name=identifier).exclude(status=ProjectStatus.ERASED)[:2])
    if len(named) > 1:
        raise CommandError(f"Several projects are called “{identifier}”. Use the id, which project_status lists.")
    if not named:
        raise CommandError(f"There is no project “{identifier}”. `manage.py project_status` lists them.")
    return named[0]


def find_user(email: str) -> User:
    """The user with this e-mail; raises `CommandError`."""
    user = User.objects.filter(email=email).first()
    if user is None:
        raise CommandError(f"There is no user “{email}”. Create one in the staff admin.")
    return user


def release_number(text: str) -> int:
    """An argument that is the number of a release; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > MAX_DIGITS or int(text) < 1:
        raise ArgumentTypeError(f"“{text[:20]}” is not the number of a release; they count from 1")
    return int(text)


def percent(text: str) -> int:
    """An argument that is a whole number of percent; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > MAX_DIGITS or int(text) > WHOLE:
        raise ArgumentTypeError(f"“{text[:20]}” is not a whole number of percent from 0 to {WHOLE}")
    return int(text)


def version_number(text: str) -> int:
    """An argument that is a version of the factory; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > MAX_DIGITS or int(text) < 1:
        raise ArgumentTypeError(f"“{text[:20]}” is not a version of the factory; they count from 1")
    return int(text)


def moment(text: str) -> datetime:
    """An argument that is a time, in UTC where it names no zone; raises `ArgumentTypeError`."""
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ArgumentTypeError(f"“{text[:40]}” is no time; write it like 2026-12-01T08:00, in UTC or with its zone") from error


def hours(text: str) -> int:
    """An argument that is a number of hours; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > MAX_DIGITS or not 1 <= int(text) <= MAX_HOURS:
        raise ArgumentTypeError(f"“{text[:20]}” is not a whole number of hours from 1 to {MAX_HOURS}")
    return int(text)


def days(text: str) -> int:
    """An argument that is a number of days; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > MAX_DIGITS or not 1 <= int(text) <= MAX_DAYS:
        raise ArgumentTypeError(f"“{text[:20]}” is not a whole number of days from 1 to {MAX_DAYS}")
    return int(text)


def add_canary_arguments(parser: CommandParser) -> None:
    """How a canary goes on by itself, and when it stops itself."""
    parser.add_argument("--steps", help=f"weights that follow by themselves, for instance {','.join(map(str, USUAL_STEPS))}")
    parser.add_argument(
        "--every", type=hours, help="with --steps: hours from one to the next; the first as long after now, or --at"
    )
    names = ", ".join(f"{name}={value}" for name, value in Rule().stored().items())
    parser.add_argument(
        "--rule", nargs="*", metavar="NAME=VALUE", help=f"stop by itself if it is worse; what is not said is as usual: {names}"
    )


def asked_steps(options: Mapping[str, Any], weight: int, *, begins: datetime | None = None) -> tuple[Step, ...]:
    """The steps that `--steps` and `--every` say, those above a weight; raises `CommandError`."""
    if options.get("steps") is None:
        if options.get("every") is not None:
            raise CommandError("--every speaks of --steps: say which weights follow.")
        return ()
    if options.get("every") is None:
        raise CommandError("Say with --every how many hours are between the steps.")
    try:
        weights = [percent(word) for word in words(options["steps"])]
    except ArgumentTypeError as error:
        raise CommandError(f"{error}.") from error
    apart = timedelta(hours=options["every"])
    return plan_steps((begins or timezone.now()) + apart, apart, [each for each in weights if each > weight])


def asked_rule(options: Mapping[str, Any]) -> dict[str, Any] | None:
    """The rule that `--rule` says, the usual one if it says nothing more; None without it. Raises `CommandError`."""
    given = options.get("rule")
    if given is None:
        return None
    pairs = [word.partition("=")[::2] for word in given]
    names = Rule.__struct_fields__
    wrong = next((name for name, value in pairs if name not in names or not value), None)
    if wrong is not None:
        raise CommandError(f"A rule has {', '.join(names)}, each with = and a value; “{wrong[:40]}” is none of them.")
    return Rule().stored() | dict(pairs)


def told_canary(running: Canary) -> dict[str, Any]:
    """A canary in plain data."""
    names = ("release", "baseline", "weight", "started_at", "started_by")
    return {name: getattr(running, name) for name in names} | {"steps": told_steps(running.steps), "rule": running.rule or None}


def told_plan(channel: str, planned: Scheduled) -> dict[str, Any]:
    """A planned move in plain data; what begins a canary is told as the channel `canary`."""
    names = ("release", "at", "by", "weight")
    held = {name: getattr(planned, name) for name in names}
    return {
        "plan": planned.id,
        "channel": channel if planned.weight is None else CANARY,
        **held,
        "steps": told_steps(planned.steps),
        "rule": planned.rule or None,
    }


def told_steps(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Steps in plain data."""
    return [{"at": step.at, "weight": step.weight} for step in steps]


def words(text: str | None) -> list[str]:
    """A comma-separated argument as a list."""
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def summary(project: Project) -> dict[str, Any]:
    """A project in plain data."""
    return {
        "project": project.pk,
        "name": project.name,
        "cluster": project.cluster,
        "status": project.status,
        "industries": project.industries,
        "locales": project.locales,
    }
