"""The collections of the control database, declared: what is stored of people and of the platform, and what a backup holds of it.

Their indexes are made by Django's migrations or by the module that writes the collection.
"""

from omnia.mongo.declared import ANY, DeclaredCollection, Field, fields

ACCOUNT = "Until the account is deleted."
MEMBERSHIP = "Until the person leaves the project, or the project is erased."
PROJECT = "Until the project is erased."
PLATFORM = "As long as the platform is."
EVERYTHING = Field(ANY)


def _plain(
    name: str, purpose: str, retention: str = PLATFORM, *, is_backed_up: bool = True, project: str = ""
) -> DeclaredCollection:
    return DeclaredCollection(name, purpose, (EVERYTHING,), retention, is_backed_up=is_backed_up, project=project)


def _with(
    name: str, purpose: str, retention: str, /, *, is_backed_up: bool = True, project: str = "", **personal: str
) -> DeclaredCollection:
    """A collection of which only the fields with personal data are told apart."""
    known = (EVERYTHING, *fields("", **personal))
    return DeclaredCollection(name, purpose, known, retention, is_backed_up=is_backed_up, project=project)


DECLARED: tuple[DeclaredCollection, ...] = (
    _with(
        "tenants_user",
        "Accounts of customers' people and of the platform's staff.",
        ACCOUNT,
        email="e-mail address",
        name="name",
        password="hash of the password (Argon2)",  # noqa: S106  # what it holds, in words
        last_login="when the person signed in last",
    ),
    _with(
        "tenants_secondfactor",
        "What the codes of an account's second factor are made from, wrapped by the key ring.",
        "Until the second factor is taken off, or the account is deleted.",
        user_id="id of the account",
    ),
    _with(
        "tenants_recoverycode",
        "Hashes of the codes that stand in for a second factor.",
        "Until the code is used, or the second factor is taken off.",
        user_id="id of the account",
    ),
    _with(
        "tenants_passkey",
        "Public keys of the devices that show who somebody is in place of a code.",
        "Until the passkey is taken off, or the account is deleted.",
        user_id="id of the account",
        name="what the person calls the device",
    ),
    _plain("tenants_user_groups", "Which groups of the staff an account is in.", ACCOUNT),
    _plain("tenants_user_user_permissions", "Rights of single accounts; not used.", ACCOUNT),
    _with(
        "tenants_membership",
        "Who belongs to which project, and as what.",
        MEMBERSHIP,
        project="project_id",
        user_id="id of the account",
    ),
    _with(
        "guardian_userobjectpermission",
        "What each member may do in a project.",
        MEMBERSHIP,
        project="object_pk",
        user_id="id of the account",
    ),
    _plain("guardian_groupobjectpermission", "Rights of groups in a project; not used.", project="object_pk"),
    _with(
        "tenants_invitation",
        "Open invitations into projects.",
        "Until it is answered or withdrawn, or the project is erased.",
        project="project_id",
        email="e-mail address",
        invited_by="e-mail address or name of the member who invites",
        accepted_by="id of the account",
    ),
    _with(
        "tenants_supportsession",
        "Who of the platform's staff looked at which project, when and why.",
        PROJECT,
        project="project_id",
        user_id="id of the account",
        ended_by="name of who ended it",
    ),
    _with("tenants_project", "The registry of projects; of an erased one, its row.", PLATFORM, created_by="id of the account"),
    _plain("tenants_cluster", "The clusters that projects may be on."),
    _plain("sharing", "Which projects agreed to tell the factory, in numbers, what they change.", PROJECT, project="_id"),
    _plain("shared_changes", "Which places of which documents those projects changed.", PROJECT, project="project"),
    _plain("project_figures", "How much is in each project, for the staff's list.", PROJECT, project="_id", is_backed_up=False),
    _plain("project_usage", "What each project used this month, in numbers, as it was last looked at.", PROJECT, project="_id"),
    _plain("agenda", "When to look at which project for something that is planned.", PROJECT, project="_id"),
    _with(
        "blast_radius",
        "The last dry run of each draft of the catalogue through all projects.",
        "Until the next run.",
        by="name of the member of staff",
    ),
    _plain("blast_radius_projects", "What a dry run found in each project.", "Until the next run.", project="project"),
    _plain(
        "update_queue",
        "Which projects have safe updates to be taken, and until when a process works on them.",
        "Until they are taken.",
        project="_id",
    ),
    _plain(
        "imports",
        "Which bundles are being taken in, and until when their importers are believed to be alive.",
        "Until they are in.",
        is_backed_up=False,
        project="_id",
    ),
    _with(
        "moves",
        "Where each project that was moved came from, and how far its move is.",
        PROJECT,
        is_backed_up=False,
        project="_id",
        by="name of who moves it",
    ),
    DeclaredCollection(
        "intents",
        "Changes that were begun and whose entry in the audit log is not written yet; of projects and of the platform.",
        (EVERYTHING, *fields("", actor__id="id of who acts", actor__label="name of who acts")),
        "A moment; two minutes if the process is killed.",
        is_backed_up=False,
        project="project",
    ),
    _plain("leases", "Which process works on what.", "A minute.", is_backed_up=False),
    _plain(
        "omnia_readiness", "When a probe last found that the database takes writes.", "Until the next one.", is_backed_up=False
    ),
    DeclaredCollection(
        "platform_audit",
        "The platform's audit log: projects, people, clusters, backups.",
        (EVERYTHING, *fields("", actor__id="id of who acted", actor__label="name of who acted")),
        PLATFORM,
        restoring="continued",
    ),
    _with(
        "django_session",
        "Signed-in browsers.",
        "Until signing out; twelve hours after the longest signed-in time at most (24 hours as it comes).",
        is_backed_up=False,
        session_data="id of the account; texts typed and not saved; a form that came too late, encrypted, for an hour",
    ),
    _with("django_admin_log", "Django's own list of changes in the staff admin.", ACCOUNT, user_id="id of the account"),
    _plain("auth_group", "The staff's groups."),
    _plain("auth_group_permissions", "What the staff's groups may do."),
    _plain("auth_permission", "The names of rights."),
    _plain("django_content_type", "The names of models."),
    _plain("django_migrations", "Which migrations were applied."),
)
