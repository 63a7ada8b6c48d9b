"""What the registry says of each project, held against its own database and log: they differ once one was put back alone.

Which of them is right depends on what was put back, so that little is mended here; each sentence says what to do.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from fleet.doctor.finding import Finding, ProjectCheck, guarded, titled
from omnia.infra.audit import Actor, Chain
from omnia.mongo import clusters
from omnia.mongo.clusters import Document, database
from tenants import agenda
from tenants.actions import holding
from tenants.actions.keys import revoke_key
from tenants.actions.provisioning import project_settings
from tenants.audit_chains import chain_of, platform_chain
from tenants.control.models import Membership, Project, ProjectStatus, User
from tenants.project import channels, collections, standing

SETTINGS = ("locales", "default_locale", "region")
"""What both the registry and the project's database say; the name is only shown."""

EITHER = (ProjectStatus.ACTIVE, ProjectStatus.ERASING)
ENDS = ("project.closed", "project.kept", "project.erased")
MEMBERS = ("member.added", "member.role_changed", "member.removed")
KEYS = ("api_key.issued", "api_key.replaced", "api_key.revoked")


def _settings_of(project: Project) -> Document | None:
    """What a project's database says of the project; None where there is no database, or nothing in it."""
    return database(project.ref)[collections.SETTINGS].find_one({"_id": "project"})


def registry(project: Project) -> Iterator[Finding]:
    """Projects that stand otherwise, are elsewhere, or speak other languages than the registry says."""
    ended = _end_told(project)
    if ended is not None:
        yield ended
        return
    held = _settings_of(project)
    if held is None:
        yield _lost(project)
        return
    here = standing.read_of(project.ref)
    if here is not None and here.state == "moved":
        yield Finding(
            f"{titled(project)} has moved to the cluster “{here.to}”, as its database says, and the registry has it on "
            f"“{project.cluster}”, as before.",
            partial(_place, project, here.to),
        )
        return
    yield from _held_otherwise(project, here.state if here is not None else "")
    told = project_settings(project)
    other = [name for name in SETTINGS if held.get(name) != told[name]]
    if other:
        both = "; ".join(f"{name} {held.get(name)!r} there, {told[name]!r} in the registry" for name in other)
        yield Finding(
            f"{titled(project)} has other settings in its own database than in the registry: {both}. Callers are served by the "
            "former. Restore both from backups of one moment."
        )
    yield from _forgotten(project)


def _end_told(project: Project) -> Finding | None:
    """What the logs tell last of a project's end, where the registry does not have it so."""
    rows = [row for chain in (platform_chain(), chain_of(project.ref)) if (row := _last_told(chain, project.pk)) is not None]
    last = max(rows, key=lambda row: str(row["at"]), default=None)
    told, when = (last["action"], _when(last)) if last is not None else ("", "")
    if told == "project.erased":
        return Finding(
            f"{titled(project)} was erased, as is told of {when}, and the registry has it still. Erase it once "
            f"more: manage.py erase_project --project {project.pk} --confirm {project.pk} --now."
        )
    if told == "project.closed" and project.status == ProjectStatus.ACTIVE:
        return Finding(
            f"{titled(project)} was closed, to be erased, as is told of {when}, and the registry has it open. "
            f"Close it once more: manage.py erase_project --project {project.pk} --confirm {project.pk}; --undo keeps it then."
        )
    if told == "project.kept" and project.status == ProjectStatus.ERASING:
        return Finding(
            f"{titled(project)} was kept after all, as is told of {when}, and the registry has it to be erased. "
            f"Keep it, before its days are over: manage.py erase_project --project {project.pk} --undo."
        )
    return None


def _last_told(chain: Chain, project: str) -> Document | None:
    return chain.log.find_one({"action": {"$in": ENDS}, "object": project}, sort=[("_id", -1)])


def _when(entry: Document) -> str:
    return f"{str(entry['at'])[:16].replace('T', ' ')} UTC"


def _lost(project: Project) -> Finding:
    """A project whose database is not where the registry says."""
    elsewhere = [cluster for cluster in clusters.known() if cluster != project.cluster and _is_on(project, cluster)]
    if len(elsewhere) == 1:
        return Finding(
            f"{titled(project)} is on the cluster “{elsewhere[0]}”, and the registry has it on “{project.cluster}”, where it "
            "is not.",
            partial(_place, project, elsewhere[0]),
        )
    return Finding(
        f"There is no database of {titled(project)} on the cluster “{project.cluster}”, or nothing in it. Restore it: manage.py "
        f"restore --from DIR --project {project.pk}."
    )


def _is_on(project: Project, cluster: str) -> bool:
    held = clusters.client(cluster)[project.ref.database_name]
    return held[collections.SETTINGS].find_one({"_id": "project"}, {"_id": 1}) is not None


def _place(project: Project, cluster: str, _actor: object) -> None:
    """Have the registry say where the project is: its databases decide that."""
    Project.objects.filter(pk=project.pk, cluster=project.cluster, status=ProjectStatus.ACTIVE).update(cluster=cluster)


def _held_otherwise(project: Project, state: str) -> Iterator[Finding]:
    if project.status == ProjectStatus.ACTIVE and state == "closed":
        yield Finding(
            f"{titled(project)} is closed in its own database, to be erased, and open in the registry: its services are refused. "
            f"Close it there too: manage.py erase_project --project {project.pk} --confirm {project.pk}; --undo keeps it then."
        )
    elif project.status == ProjectStatus.ACTIVE and state in ("", "suspended", "archived") and state != project.hold:
        yield _stopped_otherwise(project, state)


def _stopped_otherwise(project: Project, state: str) -> Finding:
    if not state:
        # Whoever is stopped stays so: that is what the registry says, which decides.
        sentence = f"{titled(project)} is {project.hold} in the registry, and its services are let in as usual."
        return Finding(sentence, lambda _actor: holding.tell_runtime(project))
    return Finding(
        f"{titled(project)} is {state} in its own database, and in the registry it is {project.hold or 'open'}: services are "
        "treated by the one and people by the other. Stop it once more on its page among the staff's, and open it there if it "
        "may go on."
    )


def _forgotten(project: Project) -> Iterator[Finding]:
    """Plans at which nobody would look: the look was lost with what was not in the backup of the control database."""
    dues = [due for pointer in channels.read_all(project.ref) if (due := pointer.due()) is not None]
    known = agenda.due_at(project.ref)
    if dues and (known is None or known > min(dues)):
        yield Finding(
            f"In {titled(project)} something is planned for {min(dues):%Y-%m-%d %H:%M} UTC, and nobody would look then.",
            lambda _actor: agenda.note(project.ref, min(dues)),
        )


def _told(project: Project, actions: Sequence[str]) -> list[Document]:
    """The entries of a project's log about something, in their order."""
    fields = {"action": 1, "object": 1, "details": 1, "at": 1}
    return list(chain_of(project.ref).log.find({"action": {"$in": list(actions)}}, fields, sort=[("_id", 1)]))


def members(project: Project) -> Iterator[Finding]:
    """People whose role is not the one that the project's log tells of last."""
    told = {row["object"]: row for row in _told(project, MEMBERS)}
    held = {str(user): role for user, role in Membership.objects.filter(project=project).values_list("user_id", "role")}
    for user, row in told.items():
        role, has = row["details"].get("role", ""), held.get(user, "")
        if role != has:
            there = User.objects.filter(pk=user).exists()
            who = f"The account {user}" if there else f"The account {user}, which is not there any more,"
            yield Finding(
                f"{who} is {_role(has)} in {titled(project)}, and its log tells of {_when(row)} that it became {_role(role)}. "
                "An owner decides: People has the roles, and invites."
            )


def _role(role: str) -> str:
    return f"“{role}”" if role else "no member"


def api_keys(project: Project) -> Iterator[Finding]:
    """API keys that the project's log tells were revoked and which open, or were issued and are not there."""
    told: dict[str, Document] = {}
    for row in _told(project, KEYS):
        if told.get(row["object"], {}).get("action") != "api_key.revoked":
            told[row["object"]] = row
    held = {row["_id"]: row["revoked_at"] for row in database(project.ref)[collections.API_KEYS].find({}, {"revoked_at": 1})}
    for key, row in told.items():
        if key not in held:
            yield Finding(
                f"The API key {key} of {titled(project)} was issued, as its log tells of {_when(row)}, and is not there: whoever "
                f"uses it is refused. Issue another: manage.py issue_key --project {project.pk}."
            )
        elif row["action"] == "api_key.revoked" and held[key] is None:
            yield Finding(
                f"The API key {key} of {titled(project)} was revoked, as its log tells of {_when(row)}, and opens again.",
                partial(_revoke, project, key),
            )


def _revoke(project: Project, key: str, actor: Actor) -> None:
    revoke_key(actor, project, key_id=key)


def pointers(project: Project) -> Iterator[Finding]:
    """Channels that stand before the last move that the project's log tells of, or at another release than it tells."""
    for name, (count, release, row) in _moves_told(project).items():
        pointer = channels.read(project.ref, name)
        if pointer.sequence < count or (pointer.sequence == count and release not in (None, pointer.release)):
            was = f"release {release}" if release is not None else "where it was"
            yield Finding(
                f"In {titled(project)} the channel “{name}” points to {_release(pointer.release)} after {pointer.sequence} "
                f"moves; its log tells of {_when(row)} that move {count} brought it to {was}. Point it anew: manage.py rollback "
                f"--project {project.pk} --channel {name} --to N."
            )


def _release(release: int | None) -> str:
    return f"release {release}" if release is not None else "nothing"


def _moves_told(project: Project) -> dict[str, tuple[int, int | None, Document]]:
    """By channel, the last move that the log tells of: its count, the release if it says so, and the entry."""
    found: dict[str, tuple[int, int | None, Document]] = {}
    told = chain_of(project.ref).log.find({"details.sequence": {"$exists": True}}, sort=[("_id", 1)])
    for row in told:
        name, release = _moved_to(row)
        count = int(row["details"]["sequence"])
        if count >= found.get(name, (0, None, row))[0]:
            found[name] = (count, release, row)
    return found


def _moved_to(entry: Document) -> tuple[str, int | None]:
    facts, action = entry["details"], str(entry["action"])
    if action == "channel.moved":
        return str(entry["object"]), facts.get("release")
    if action in ("release.published", "release.rolled_back", "canary.promoted"):
        return str(facts.get("channel") or channels.LIVE), int(entry["object"])
    return channels.LIVE, None


def _twice(look: Callable[[Project], Iterator[Finding]]) -> Callable[[Project], Iterator[Finding]]:
    """What two looks find: between a change and its entry in the log they differ for a moment."""

    def looked(project: Project) -> Iterator[Finding]:
        found = list(look(project))
        if found:
            project.refresh_from_db()
            again = {finding.sentence for finding in look(project)}
            yield from (finding for finding in found if finding.sentence in again)

    return looked


CHECKS = (
    ProjectCheck("registry", "Every project is where and as the registry says.", _twice(registry), of=EITHER),
    ProjectCheck("members", "Everybody has the role of which the project's log tells.", _twice(members)),
    ProjectCheck("api_keys", "Every API key is as the project's log tells.", _twice(api_keys)),
    ProjectCheck("pointers", "Every channel is where the project's log tells.", _twice(pointers)),
)


def compare(projects: Sequence[Project]) -> list[str]:
    """What differs between the registry, the databases and the logs of some projects, in sentences; for whoever put back one."""
    found = []
    for project in projects:
        for check in CHECKS:
            if project.status in check.of:
                found += [finding.sentence for finding in guarded(titled(project), check.look(project))]
    return found
