"""What must hold in the control database, the catalogue, and between them and the projects' databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from guardian.models import UserObjectPermission

from factory.drafts import MODELS
from factory.models import CatalogueVersion
from factory.trail import catalogue_chain
from fleet import settling
from fleet.doctor.finding import Check, Finding
from omnia.infra import audit_checkpoints, units
from omnia.infra.audit import BrokenChain, Chain, verify
from omnia.infra.audit_checkpoints import Checkpoint
from omnia.mongo import clusters
from omnia.mongo.context import DATABASE_PREFIX
from tenants.access import PERMISSIONS, derive_rights
from tenants.actions.erasing import erase_project
from tenants.actions.provisioning import resume_provisioning
from tenants.audit_chains import chain_of, platform_chain
from tenants.control.models import Membership, Project, ProjectStatus, Role, User

SETTING_UP = timedelta(minutes=10)
"""How long setting up a project may take before it is looked at."""

STEP_FAILED = "The step "
"""How the detail of a project begins whose set-up can be resumed."""


def abandoned_units() -> Iterator[Finding]:
    """Changes that were begun by a process that is gone, and are in no log."""
    for intent in settling.unsettled():
        if units.is_abandoned(intent):
            when = f"{intent.at:%Y-%m-%d %H:%M:%S} UTC"
            yield Finding(
                f"“{intent.action}” of {intent.actor} in the log “{intent.chain}” was begun at {when} and not settled.",
                lambda _actor: settling.settle_abandoned(),
            )


def audit_chains() -> Iterator[Finding]:
    """Audit logs that do not hold."""
    known = _checkpoints()
    projects = Project.objects.exclude(status=ProjectStatus.ERASED).order_by("pk")
    for chain in (platform_chain(), catalogue_chain(), *(chain_of(project.ref) for project in projects)):
        yield from _broken(chain, known.get(chain.name))


def _broken(chain: Chain, checkpoint: Checkpoint | None) -> Iterator[Finding]:
    try:
        verify(chain, checkpoint)
    except BrokenChain as broken:
        yield Finding(f"The log “{chain.name}”: {broken} Nothing of it is mended: see who had access to the database.")


def _checkpoints() -> dict[str, Checkpoint]:
    try:
        with open(settings.OMNIA_AUDIT_CHECKPOINTS, encoding="utf-8", errors="replace") as file:  # noqa: PTH123  # may be empty
            return audit_checkpoints.read(file)
    except OSError:
        return {}


def rights() -> Iterator[Finding]:
    """Members whose rights are not those of their role, and rights of people who are no members."""
    content_type = ContentType.objects.get_for_model(Project)
    rows = UserObjectPermission.objects.filter(content_type=content_type)
    held: dict[tuple[str, str], set[str]] = {}
    for user, project, name in rows.values_list("user_id", "object_pk", "permission__codename"):
        held.setdefault((str(user), project), set()).add(name)
    roles = {
        (str(user), project): role for user, project, role in Membership.objects.values_list("user_id", "project_id", "role")
    }
    for user, project in sorted(held.keys() | roles.keys()):
        wanted = PERMISSIONS.get(roles.get((user, project), ""), frozenset())
        if held.get((user, project), set()) != wanted:
            role = roles.get((user, project), "no member")
            yield Finding(
                f"The account {user} is “{role}” in the project {project} and has other rights there than that.",
                partial(_derive, user, project),
            )


def _derive(user_id: str, project_id: str, _actor: object) -> None:
    user, project = User.objects.filter(pk=user_id).first(), Project.objects.filter(pk=project_id).first()
    if user is not None and project is not None:
        derive_rights(user, project)
    else:
        doomed = UserObjectPermission.objects.filter(user_id=user_id, object_pk=project_id).values_list("pk", flat=True)
        UserObjectPermission.objects.filter(pk__in=list(doomed)).delete()


def owners() -> Iterator[Finding]:
    """Projects that nobody owns."""
    owned = set(Membership.objects.filter(role=Role.OWNER).values_list("project_id", flat=True))
    for project in Project.objects.filter(status=ProjectStatus.ACTIVE).order_by("pk"):
        if project.pk not in owned:
            yield Finding(f"Nobody owns “{project.name}” ({project.pk}). An operator has to give somebody the role.")


def set_up() -> Iterator[Finding]:
    """Projects whose set-up did not come to its end."""
    for project in Project.objects.filter(status__in=(ProjectStatus.PROVISIONING, ProjectStatus.FAILED)).order_by("pk"):
        created = project.created_at if project.created_at.tzinfo else project.created_at.replace(tzinfo=UTC)
        is_new = project.status == ProjectStatus.PROVISIONING and datetime.now(UTC) - created < SETTING_UP
        if is_new:
            continue
        can_resume = project.status == ProjectStatus.PROVISIONING or project.status_detail.startswith(STEP_FAILED)
        yield Finding(
            f"Setting up “{project.name}” ({project.pk}) did not finish. {project.status_detail}".rstrip(),
            partial(_resume, project) if can_resume else None,
        )


def _resume(project: Project, actor: object) -> None:
    resume_provisioning(actor, project)  # type: ignore[arg-type]


def erased() -> Iterator[Finding]:
    """Databases of projects that were erased, and databases of no project."""
    known = dict(Project.objects.values_list("pk", "status"))
    for cluster in clusters.known():
        for name in clusters.client(cluster).list_database_names():
            key = name.removeprefix(DATABASE_PREFIX)
            if not name.startswith(DATABASE_PREFIX):
                continue
            if known.get(key) == ProjectStatus.ERASED:
                yield Finding(f"The project {key} was erased, and its database is there.", partial(_erase, key))
            elif key not in known:
                yield Finding(
                    f"The database {name} on the cluster “{cluster}” belongs to no project. If no backup of the control database "
                    "is to be put back that knows it, drop it by hand."
                )


def _erase(key: str, actor: object) -> None:
    erase_project(actor, Project.objects.get(pk=key))  # type: ignore[arg-type]


def published() -> Iterator[Finding]:
    """Documents of the catalogue whose published version is not there."""
    there = set(CatalogueVersion.objects.values_list("pk", flat=True))
    for document, model in MODELS.items():
        for key, number in model.objects.filter(published__gt=0).values_list("key", "published"):
            if f"{document}:{key}:{number}" not in there:
                yield Finding(f"Version {number} of the {document} “{key}” is published, and is not there. Publish it anew.")


CHECKS = (
    Check("units", "No change was begun and left without its entry in the log.", abandoned_units),
    Check("rights", "Everybody has the rights of their role in each project, and no others.", rights),
    Check("owners", "Every project has an owner.", owners),
    Check("set_up", "Every project is set up.", set_up),
    Check("erased", "Nothing is left of erased projects, and every database belongs to a project.", erased),
    Check("catalogue", "Every published version of the catalogue is there.", published),
)
LAST = Check("audit", "Every audit log holds.", audit_chains)
"""Looked at last: it takes the longest, and what is mended before it is in it."""
