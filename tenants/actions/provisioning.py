"""Creating a project: its database, its copies, its owner. Each step can be repeated, so a broken run is finished by a second."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils import timezone

from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from omnia.mongo.clusters import database
from omnia.mongo.data_keys import ensure_data_key
from omnia.mongo.indexes import ensure_collections
from tenants.access import grant_role
from tenants.actions import trail
from tenants.actions.clusters import place
from tenants.actions.copying import copy_of, first_version, insert_absent
from tenants.actions.people import STAFF_SENTENCE
from tenants.control.models import Membership, Project, ProjectStatus, Role, User
from tenants.project import collections, shapes
from tenants.sync import Original, industry_labels, originals_for

LOCALES = ("en", "it", "es", "fr", "de", "pt")
"""The locales that the seed catalogue speaks."""


BEING_TAKEN_IN = "It is being taken in from a bundle, or that broke off; then the next import removes it."
"""What a project's row says that `import_project` has not finished: there is nothing to resume."""

MAX_NAME = Project._meta.get_field("name").max_length or 80


class ProvisioningError(Exception):
    """A project that cannot be created as asked; the sentence says why."""


@dataclass(frozen=True, slots=True)
class ProvisioningPlan:
    """What would be copied into a new project."""

    industries: tuple[str, ...]
    locales: tuple[str, ...]
    templates: tuple[Original, ...]
    flows: tuple[Original, ...]


def plan_project(industries: Sequence[str], locales: Sequence[str]) -> ProvisioningPlan:
    """What a project of these industries and locales would get; changes nothing. Raises `ProvisioningError`."""
    known = industry_labels()
    unknown = [key for key in industries if key not in known]
    if unknown:
        raise ProvisioningError(f"There is no industry “{unknown[0]}”. Choose among: {', '.join(sorted(known))}.")
    if not locales:
        raise ProvisioningError("A project needs at least one language.")
    if len(set(locales)) < len(locales):
        raise ProvisioningError("A language is named twice. Name each once; the first is the fall-back.")
    foreign = [locale for locale in locales if locale.split("-")[0] not in LOCALES]
    if foreign:
        raise ProvisioningError(f"The catalogue does not speak “{foreign[0]}”. Choose among: {', '.join(LOCALES)}.")
    absent = [locale for locale in locales if not _is_locale(locale)]
    if absent:
        raise ProvisioningError(f"There is no language “{absent[0]}”. Write a language alone, or with a country: en, en-GB.")
    found = originals_for(industries)
    if not found:
        raise ProvisioningError("The catalogue is empty. Load it first: manage.py load_catalogue.")
    return ProvisioningPlan(
        tuple(industries),
        tuple(locales),
        tuple(row for row in found if row.document == "template"),
        tuple(row for row in found if row.document == "flow"),
    )


def _is_locale(locale: str) -> bool:
    """Whether it is the tag of a language, with a country or without, in its usual spelling."""
    try:
        return str(Locale.parse(locale, sep="-")) == locale.replace("-", "_")
    except (UnknownLocaleError, ValueError):
        return False


def create_project(
    actor: Actor,
    *,
    name: str,
    industries: Sequence[str],
    locales: Sequence[str],
    owner: User,
    default_locale: str = "",
    cluster: str = "default",
    region: str = "",
) -> Project:
    """Create a project and set it up; it is visible as ready only when every step is done.

    Any signed-in person may create projects and becomes the owner. Raises `ProvisioningError` before anything is written when the
    request cannot be met. If a step fails, the project stays with status `failed` and `resume_provisioning` finishes it.
    """
    plan_project(industries, locales)
    default_locale = default_locale or locales[0]
    if default_locale not in locales:
        raise ProvisioningError(f"The fall-back language “{default_locale}” is not among the project's languages.")
    if not 0 < len(name.strip()) <= MAX_NAME:
        raise ProvisioningError(f"A project needs a name of at most {MAX_NAME} characters.")
    if owner.is_staff or owner.is_superuser:
        raise ProvisioningError(STAFF_SENTENCE)
    _within_account_limit(actor, owner)
    place(actor, cluster)
    project = Project(
        id=new_id(),
        name=name.strip(),
        cluster=cluster,
        industries=list(industries),
        locales=list(locales),
        default_locale=default_locale,
        region=region or _region(default_locale),
        created_by=str(owner.pk),
    )
    project.save(force_insert=True)
    try:
        # Asked again: several requests at once all found room for one.
        _within_account_limit(actor, owner, project)
    except ProvisioningError:
        Project.objects.filter(pk=project.pk).delete()
        raise
    return resume_provisioning(actor, project)


def _within_account_limit(actor: Actor, owner: User, made: Project | None = None) -> None:
    """Refuse one project too many for an account; what operators make by a command is not counted against anybody."""
    limit = settings.OMNIA_PROJECTS_PER_ACCOUNT
    if actor.kind != "user" or not limit:
        return
    held = Project.objects.filter(created_by=str(owner.pk)).exclude(status=ProjectStatus.ERASED)
    keys = list(held.order_by("created_at", "pk").values_list("pk", flat=True))
    rank = keys.index(made.pk) if made is not None else len(keys)
    if rank >= limit:
        raise ProvisioningError(
            f"An account may create {limit} projects here, and yours has. Erase one that is no longer used, or ask your operator."
        )


def resume_provisioning(actor: Actor, project: Project) -> Project:
    """Carry out the steps of a new or broken project, from the first; those already done change nothing."""
    if project.status == ProjectStatus.ACTIVE:
        return project
    if project.status_detail == BEING_TAKEN_IN:
        raise ProvisioningError(BEING_TAKEN_IN)
    for title, step in STEPS:
        _set_status(project, ProjectStatus.PROVISIONING, title)
        try:
            step(actor, project)
        except Exception as error:
            _set_status(
                project,
                ProjectStatus.FAILED,
                f"The step “{title}” failed ({type(error).__name__}). Resume to finish the project.",
            )
            raise
    _set_status(project, ProjectStatus.ACTIVE, "")
    return project


def _set_status(project: Project, status: str, detail: str) -> None:
    project.status, project.status_detail = status, detail
    Project.objects.filter(pk=project.pk).update(status=status, status_detail=detail)


def _region(locale: str) -> str:
    """The country that a locale stands for when none is said."""
    language, _dash, country = locale.partition("-")
    usual = {"en": "GB", "it": "IT", "es": "ES", "fr": "FR", "de": "DE", "pt": "PT"}
    return country.upper() if len(country) == 2 else usual.get(language, "")


def _make_database(_actor: Actor, project: Project) -> None:
    ensure_collections(project.ref, collections.COLLECTIONS)
    ensure_data_key(project.ref)


def _copy_originals(actor: Actor, project: Project) -> None:
    """Copy the catalogue's documents: bodies first, so that nothing ever names a body that is not there."""
    held, now = database(project.ref), timezone.now()
    originals = originals_for(project.industries)
    # Every write leaves what exists alone, so a second run finishes a first one.
    insert_absent(held[collections.BODIES], [{"_id": row.hash, "body": row.text_of_meaning} for row in originals])
    insert_absent(held[collections.VERSIONS], [first_version(row, str(actor), now) for row in originals])
    for document, name in (("template", collections.TEMPLATES), ("flow", collections.FLOWS)):
        rows = [{"_id": row.key, **copy_of(row, str(actor), now)} for row in originals if row.document == document]
        insert_absent(held[name], rows)


def _write_settings(_actor: Actor, project: Project) -> None:
    told = project_settings(project) | {shapes.FIELD: shapes.CURRENT}
    database(project.ref)[collections.SETTINGS].update_one({"_id": "project"}, {"$set": told}, upsert=True)


def project_settings(project: Project) -> dict[str, Any]:
    """What the project's own database says of the project, for the runtime, which has no control database."""
    return {"name": project.name, "locales": project.locales, "default_locale": project.default_locale, "region": project.region}


def _give_owner(_actor: Actor, project: Project) -> None:
    owner = User.objects.get(pk=project.created_by)
    if not Membership.objects.filter(user=owner, project=project).exists():
        Membership(user=owner, project=project, role=Role.OWNER).save()
    grant_role(owner, project, Role.OWNER)


def _write_audit(actor: Actor, project: Project) -> None:
    since = project.created_at
    trail.note_once(project.ref, actor, since, action="project.created", subject=project.pk, industries=project.industries)
    trail.note_platform_once(actor, since, action="project.created", subject=project.pk, cluster=project.cluster)


STEPS: tuple[tuple[str, Callable[[Actor, Project], None]], ...] = (
    ("make the database", _make_database),
    ("copy templates and flows", _copy_originals),
    ("write the settings", _write_settings),
    ("give the owner their role", _give_owner),
    ("write the audit log", _write_audit),
)
