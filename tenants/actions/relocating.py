"""A project moved to another cluster while it is served: copied, caught up, compared, switched by one pointer, the old kept.

How it goes on is written down, so that a mover may be killed at any point: whoever moves the project next goes on from there.
Docs: docs/decisions/0047-one-customer-out-in-elsewhere-gone.md, docs/how_to/move_a_project.md.
"""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from omnia.backups import mirroring
from omnia.infra import units
from omnia.infra.audit import Actor
from omnia.infra.units import Entry, Intent, Unit
from omnia.mongo.clusters import client, database
from omnia.mongo.context import ProjectRef
from omnia.mongo.indexes import ensure_collections
from tenants.actions import trail
from tenants.actions.clusters import place, require_operator
from tenants.actions.move_lease import SILENT, MoveError, MoveLease, moves
from tenants.audit_chains import books_of
from tenants.control.models import Project, ProjectStatus
from tenants.placement import settle
from tenants.project import collections, standing
from tenants.project.standing import Standing

RENEWED_SECONDS = 2.0
FREEZE = timedelta(seconds=45)
"""For how long at most a project is held still by a mover that then falls silent."""

MARGIN = timedelta(seconds=10)
"""How much of that must be left when the pointer is turned."""

QUIET_SECONDS = 2.0
"""Seconds after which nobody writes any more who has not heard: a runtime process believes a key for one second at most."""

PASSES, FEW = 6, 200
"""Passes over all collections while the project is served, until one finds no more than a few differences."""

TRIES = 5
"""Passes while the project is held still: documents expire by themselves, also then."""

RIGHT = "move_projects"


@dataclass(frozen=True, slots=True)
class Moved:
    """How a move stands."""

    project: str
    state: str
    """`none`, `copying`, `switched` (the old copy is kept), `confirmed`."""
    source: str
    target: str
    documents: int = 0
    passes: int = 0
    held_still: float = 0.0
    """Seconds in which nothing was written to the project."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a move is, for a page."""

    step: str
    """`copy`, `hold`, `compare`; empty before the first and after the last."""
    about: str
    """The collection that it is at."""
    passes: int
    number: int
    total: int
    refusal: str
    """Why it was given up, in a sentence; empty if it was not."""
    is_asked: bool
    """Whether a portal process carries it out."""


Told = Callable[[str], object]
"""Called with what is done next, in a few words."""


def state_of(project: Project) -> Moved:
    """How a project's move stands."""
    row = _read(project.pk)
    if row is None:
        return Moved(project.pk, "none", project.cluster, "")
    return _moved(row)


def progress_of(project: Project) -> Progress:
    """How far a project's move is."""
    row = _read(project.pk) or {}
    number, total = int(row.get("number") or 0), len(collections.DECLARED)
    step, about, passes = row.get("step") or "", row.get("about") or "", int(row.get("passes") or 0)
    return Progress(step, about, passes, number, total, row.get("refusal") or "", bool(row.get("is_asked")))


def ask(actor: Actor, project: Project, to: str) -> None:
    """Write down that a project is to be moved by a portal process. Raises `MoveError`."""
    move = _Move(actor, project, to, len)
    move.begin(is_asked=True)
    move.let_go()


def next_asked() -> dict[str, Any] | None:
    """The row of a move that was asked for and that nobody works on, or None."""
    free = {"is_asked": True, "$or": [{"until": {"$lte": timezone.now()}}, {"until": None}]}
    return moves().find_one({**free, "state": {"$exists": True}})


def settle_asked(key: str, refusal: str) -> None:
    """Note that what was asked for is done, or why it was given up."""
    moves().update_one({"_id": key}, {"$set": {"is_asked": False, "refusal": refusal}})


def relocate(actor: Actor, project: Project, to: str, *, told: Told = len) -> Moved:
    """Move a project to another cluster, or go on with a move there that broke off.

    Args:
        actor: an operator's command, or the system.
        project: which one.
        to: the cluster; the old copy is kept there until `confirm`, and a move back brings only what changed.
        told: see `Told`.

    Raises:
        Forbidden, UnknownCluster, ClusterFull: it may not, or cannot, be moved there.
        MoveError: it is moving elsewhere, or changes too much; it is served where it was.
    """
    require_operator(actor, RIGHT)
    settle(project)
    project.refresh_from_db()
    if project.status == ProjectStatus.ACTIVE and project.cluster == to:
        return _arrived(actor, project)
    require_movable(actor, project, to)
    move = _Move(actor, project, to, told)
    move.begin()
    try:
        return move.carry_out()
    finally:
        move.let_go()


def require_movable(actor: Actor, project: Project, to: str) -> None:
    """Refuse a project that is not ready, and a cluster that does not take it. Raises as `relocate` does."""
    if project.status != ProjectStatus.ACTIVE:
        raise MoveError("This project is not ready, or is to be erased: it cannot be moved.")
    if project.hold:
        raise MoveError("This project is suspended or archived: open it again before it is moved.")
    if to in clusters_left(project.pk):
        # Where it was it may be again, also where no new ones are placed.
        client(to).admin.command("ping")
    else:
        place(actor, to)


def _arrived(actor: Actor, project: Project) -> Moved:
    """What there is to do for a project that is where it should be: the end of a move that was killed after its switch."""
    row = _read(project.pk)
    if row is None or row["target"] != project.cluster:
        raise MoveError(f"This project is on {project.cluster} already. `move_project` alone tells how its move stands.")
    if row["state"] == "copying":
        _finish(actor, project, row)
    return state_of(project)


def confirm(actor: Actor, project: Project) -> Moved:
    """Drop the copy that was left behind; all that stays there is the pointer, for keys that name that cluster.

    Raises `Forbidden`, and `MoveError` if there is nothing to confirm, or something was written there after the switch.
    """
    require_operator(actor, RIGHT)
    settle(project)
    row = _read(project.pk)
    if row is None or row["state"] == "copying" or row["target"] != project.cluster:
        raise MoveError("There is no move of this project that could be confirmed.")
    if row["state"] == "switched":
        old = ProjectRef(project.pk, row["source"])
        # One that was killed as it dropped the copy goes on with that.
        late = _written_late(old, row["hashes"]) if not row.get("is_dropped") else []
        if late:
            raise MoveError(
                f"Something was written to {', '.join(late)} on {row['source']} after the switch, and would be lost. Look at it "
                "there, do here what was meant, and undo it there."
            )
        with MoveLease(project.pk) as lease:
            # It may have been confirmed, and the project moved back there, before the lease was free.
            if (_read(project.pk) or {}).get("switched_at") == row.get("switched_at"):
                lease.require(is_dropped=True)
                _leave(old, lease)
                facts = {"$set": {"state": "confirmed"}, "$unset": {"hashes": "", "is_dropped": ""}}
                _change(actor, project.ref, row, facts, _entry("project.move_confirmed", row))
    return state_of(project)


def back(actor: Actor, project: Project, *, told: Told = len) -> Moved:
    """Undo a move that is not confirmed: what was copied is dropped, or the project moves back with what changed meanwhile."""
    require_operator(actor, RIGHT)
    settle(project)
    row = _read(project.pk)
    if row is None or row["state"] == "confirmed":
        raise MoveError("There is no move of this project that could be undone.")
    if row["state"] == "switched":
        return relocate(actor, project, row["source"], told=told)
    if row["target"] == project.cluster:
        _finish(actor, project, row)
        return back(actor, project, told=told)
    with MoveLease(project.pk) as lease:
        now = _read(project.pk) or {}
        if (now.get("state"), now.get("began_at")) != (row["state"], row["began_at"]):
            raise MoveError("Somebody went on with this move meanwhile. Look how it stands, then call once more.")
        _undo(actor, project, row, lease)
    return state_of(project)


def _undo(actor: Actor, project: Project, row: dict[str, Any], lease: MoveLease) -> None:
    """Give up a move that has not switched: drop what was copied, unless it is an earlier copy that is not confirmed."""
    target = ProjectRef(project.pk, row["target"])
    if standing.read(database(target)) is None:
        lease.require()
        client(target.cluster).drop_database(target.database_name)
        left = [each for each in row["left"] if each != project.cluster]
        if left:
            facts = {"state": "confirmed", "source": left[0], "target": project.cluster, "left": left, "is_asked": False}
            _change(actor, project.ref, row, {"$set": facts}, _entry("project.move_undone", row))
        else:
            _strike_off(actor, project.ref, row, lease)
    else:
        # It was there before: that copy, and the pointer in it, stay until that move is confirmed.
        facts = {"state": "switched", "source": target.cluster, "target": project.cluster, "hashes": _steady_hashes(target)}
        _change(actor, project.ref, row, {"$set": {**facts, "is_asked": False}}, _entry("project.move_undone", row))


def _entry(action: str, row: dict[str, Any], **facts: Any) -> Entry:
    """What the logs say of a move."""
    return Entry(action, row["_id"], {"source": row["source"], "target": row["target"], **facts})


def _unit(place: ProjectRef, actor: Actor, told: Entry, *, removes: bool = False) -> AbstractContextManager[Unit]:
    """Do a unit of work that changes the row of a move; its log is the project's own, where the project is."""
    return units.begun(books_of(place), actor, told.action, moves(), place.id, told=[told] if removes else [])


def _change(actor: Actor, place: ProjectRef, row: dict[str, Any], change: dict[str, Any], told: Entry) -> None:
    """Write down how a move stands, unless somebody else did, and tell both logs."""
    began = timezone.now()
    with _unit(place, actor, told) as unit:
        same = {"_id": row["_id"], "state": row["state"], "turn": row.get("turn")}
        if unit.change(moves(), same, change, told):
            _tell_platform(actor, began, told)


def _strike_off(actor: Actor, place: ProjectRef, row: dict[str, Any], lease: MoveLease) -> None:
    """Remove the row of a move of which nothing is left, and tell both logs."""
    began, told = timezone.now(), _entry("project.move_undone", row)
    with _unit(place, actor, told, removes=True) as unit:
        unit.give_way(moves().find_one({"_id": row["_id"]}))
        if moves().delete_one(lease.mine).deleted_count:
            unit.stamp(told)
            _tell_platform(actor, began, told)


def _tell_platform(actor: Actor, since: datetime, told: Entry) -> None:
    trail.note_platform_once(actor, since, action=told.action, subject=told.subject, **told.facts)


@units.finishes("project.moved")
@units.finishes("project.move_confirmed")
@units.finishes("project.move_undone")
def _finish_telling(intent: Intent, entries: Sequence[Entry]) -> None:
    """Tell the platform's log too, where the mover was killed before that."""
    for told in entries:
        _tell_platform(intent.actor, intent.at, told)


class _Move:
    """One process's work on a move."""

    def __init__(self, actor: Actor, project: Project, to: str, told: Told) -> None:
        self._actor, self._project, self._told = actor, project, told
        self._here, self._there = project.ref, ProjectRef(project.pk, to)
        self._lease = MoveLease(project.pk)
        self._renewed_at = 0.0
        self._passes = self._documents = self._turn = 0
        self._frozen = Standing("frozen")

    def begin(self, *, is_asked: bool = False) -> None:
        """Write down that the project moves, or take up a move there that broke off."""
        row = _read(self._project.pk)
        if row is not None and row["state"] == "copying" and row["target"] != self._there.cluster:
            raise MoveError(f"This project is moving to {row['target']}. Finish that, or undo it with --back.")
        if row is not None and row["state"] == "switched" and row["source"] != self._there.cluster:
            raise MoveError(f"The last move of this project, from {row['source']}, is not confirmed. Confirm it, or undo it.")
        self._lease.take()
        if is_asked:
            self._lease.require(is_asked=True, refusal="")
        if row is None or row["state"] != "copying":
            left = set((row or {}).get("left", ())) | {self._here.cluster}
            fresh: dict[str, Any] = {
                "state": "copying",
                "source": self._here.cluster,
                "target": self._there.cluster,
                "left": sorted(left),
            }
            fresh |= {"began_at": timezone.now(), "by": str(self._actor), "step": "", "number": 0, "passes": 0}
            told = Entry("project.move_begun", self._here.id, {"target": self._there.cluster})
            with _unit(self._here, self._actor, told) as unit:
                if not unit.change(moves(), self._lease.mine, {"$set": fresh}, told):
                    raise MoveError(SILENT)

    def carry_out(self) -> Moved:
        """Copy, hold still, compare, switch. Raises `MoveError`; the project is served where it was then."""
        for _pass in range(PASSES):
            if self._mirror() <= FEW:
                break
        began = time.monotonic()
        try:
            self._freeze()
            self._switch(self._compare())
        except BaseException:
            self._thaw()
            raise
        row = _read(self._project.pk) or {}
        if row.get("turn") != self._turn:
            # Whoever took over has finished it, and it moves once more.
            raise MoveError(SILENT)
        self._project.refresh_from_db()
        _finish(self._actor, self._project, row)
        held_still = round(time.monotonic() - began, 2)
        moves().update_one({"_id": self._project.pk, "turn": self._turn}, {"$set": {"held_still": held_still}})
        return state_of(self._project)

    def _mirror(self) -> int:
        """One pass over all collections; returns how many documents differed."""
        self._passes += 1
        differed, here, there = 0, database(self._here), database(self._there)
        for number, each in enumerate(collections.DECLARED, 1):
            self._note("copy", each.name, number, f"pass {self._passes}: {each.name}")
            differed += mirroring.mirror(here, there, each.name, self._alive, without=_without(each.name)).written
        return differed

    def _freeze(self) -> None:
        """Hold the project still, first for the runtime, then for the portal; then wait until everybody has heard."""
        self._note("hold", "", 0, "holding the project still")
        self._lease.require()
        self._frozen = Standing("frozen", until=_until())
        if not standing.freeze(self._here, self._frozen):
            raise MoveError("The project is closed, or not here any more: it was not moved.")
        same = Project.objects.filter(pk=self._project.pk, status=ProjectStatus.ACTIVE, cluster=self._here.cluster)
        if not same.update(status=ProjectStatus.MOVING):
            raise MoveError("The project is not ready any more, or is to be erased: it was not moved.")
        threading.Event().wait(QUIET_SECONDS)

    def _compare(self) -> dict[str, str]:
        """Mirror until nothing differs, and compare each collection's hash; returns the hashes. Raises `MoveError`."""
        here, there = database(self._here), database(self._there)
        hashes = {}
        for each in collections.DECLARED:
            without = _without(each.name)
            for _try in range(TRIES):
                self._note("compare", each.name, 0, f"comparing {each.name}")
                seen = mirroring.mirror(here, there, each.name, self._alive, without=without)
                if (seen.hash, seen.documents) == mirroring.hash_without(there, each.name, without):
                    break
            else:
                raise MoveError(f"{each.name} was written to while the project was held still. Move it once more.")
            hashes[each.name] = seen.hash
            self._documents += seen.documents
        # Only now: by some of them documents expire, also where they are compared.
        ensure_collections(self._there, collections.COLLECTIONS)
        odd = [name for each in collections.DECLARED for name in mirroring.mirror_indexes(here, there, each.name)]
        if odd:
            raise MoveError(f"The indexes {', '.join(odd)} differ between the clusters. Create them as they are on the old one.")
        return hashes

    def _switch(self, hashes: dict[str, str]) -> None:
        """Turn the pointer, and from then on it is there. Raises `MoveError` if it is not held still for long enough any more."""
        before = _read(self._project.pk) or {}
        self._turn = max(int(time.time() * 1000), int(before.get("turn") or 0) + 1)
        self._lease.require(turn=self._turn, hashes=hashes, documents=self._documents, passes=self._passes)
        is_in_time = self._frozen.until is not None and datetime.now(UTC) < self._frozen.until - MARGIN
        pointer = Standing("moved", to=self._there.cluster, turn=self._turn)
        if not is_in_time or not standing.turn(self._here, self._frozen, pointer):
            raise MoveError("Comparing took longer than the project can be held still. Move it when it is quieter.")

    def _thaw(self) -> None:
        """Have the project served where it was, unless another process holds it still meanwhile, or it has moved."""
        if not standing.clear(self._here, self._frozen):
            return
        moving = Project.objects.filter(pk=self._project.pk, status=ProjectStatus.MOVING, cluster=self._here.cluster)
        moving.update(status=ProjectStatus.ACTIVE)

    def _note(self, step: str, about: str, number: int, said: str) -> None:
        self._told(said)
        facts = {"step": step, "about": about, "number": number, "passes": self._passes}
        moves().update_one(self._lease.mine, {"$set": facts})

    def _alive(self) -> None:
        """Say that this process goes on; raises `MoveError` if another one has taken over."""
        if time.monotonic() - self._renewed_at < RENEWED_SECONDS:
            return
        self._lease.require()
        self._renewed_at = time.monotonic()

    def let_go(self) -> None:
        """Let another process go on at once."""
        self._lease.let_go()


def _finish(actor: Actor, project: Project, row: dict[str, Any]) -> None:
    """All that comes after the pointer was turned; each step may be done again."""
    there = ProjectRef(project.pk, row["target"])
    moving = Project.objects.filter(pk=project.pk, cluster=row["source"], status=ProjectStatus.MOVING)
    moving.update(cluster=row["target"], status=ProjectStatus.ACTIVE)
    project.refresh_from_db()
    pointer = standing.read_of(there)
    if pointer is not None and pointer.state == "moved" and pointer.turn < row["turn"]:
        # One of an earlier move away from there; what was said of the project since this one stays.
        standing.clear(there, pointer)
    switched = {"$set": {"state": "switched", "switched_at": timezone.now(), "step": ""}}
    _change(actor, there, row, switched, _entry("project.moved", row, documents=row["documents"]))


def _leave(old: ProjectRef, lease: MoveLease) -> None:
    """Drop a copy but for its pointer, which stays all the while: keys that name that cluster find the project by it."""
    held = database(old)
    for name in held.list_collection_names():
        if name != collections.API_KEYS:
            lease.require()
            held[name].drop()
    lease.require()
    held[collections.API_KEYS].delete_many({"_id": {"$ne": standing.ID}})


def _written_late(old: ProjectRef, hashes: dict[str, str]) -> list[str]:
    """The collections of a copy that are not as they were at the switch; those whose documents expire by themselves change."""
    return [name for name, code in _steady_hashes(old).items() if code != hashes[name]]


def _steady_hashes(place: ProjectRef) -> dict[str, str]:
    """The hashes of the collections whose documents do not expire by themselves."""
    steady = [each.name for each in collections.DECLARED if not each.expires]
    return {name: mirroring.hash_without(database(place), name, _without(name))[0] for name in steady}


def clusters_left(key: str) -> list[str]:
    """The clusters on which something of a project may be besides where it is."""
    row = _read(key) or {}
    return [each for each in {*row.get("left", ()), row.get("target")} if each]


def _without(name: str) -> str:
    return standing.ID if name == collections.API_KEYS else ""


def _until() -> datetime:
    until = datetime.now(UTC) + FREEZE
    return until.replace(microsecond=until.microsecond // 1000 * 1000)


def _read(key: str) -> dict[str, Any] | None:
    """The row of a project's move; one that was killed when it had nothing but its lease is none."""
    return moves().find_one({"_id": key, "state": {"$exists": True}})


def _moved(row: dict[str, Any]) -> Moved:
    return Moved(
        row["_id"],
        row["state"],
        row["source"],
        row["target"],
        row.get("documents") or 0,
        row.get("passes") or 0,
        row.get("held_still") or 0.0,
    )
