"""Every function of the actions, the factory and the fleet that writes is a unit of work, or is listed with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = ("tenants/actions", "factory", "fleet", "fleet/backups", "fleet/doctor")

WRITES = {
    "insert_one", "insert_many", "update_one", "update_many", "replace_one", "delete_one", "delete_many", "bulk_write",
    "find_one_and_update", "find_one_and_delete", "save", "bulk_create", "drop_database", "get_or_create", "update_or_create",
}  # fmt: skip

BEGIN = {"unit", "unit_of", "unit_on", "begun", "_unit"}
"""What begins a unit of work, in a `with`."""

ALLOWED = {
    "tenants.actions.bundle_import": "steps of taking in, undone by the next import if they break off; their end is a unit",
    "tenants.actions.copying": "leaves alone what is there; whoever calls is done again until it is done",
    "tenants.actions.editing": "a version holds all that finishing its save takes, and whoever comes next finishes it",
    "tenants.actions.erasing": "steps of an erasure, done again until nothing is left; that nothing is left is the unit",
    "tenants.actions.erasing_later.erase_due": "takes an erasure on, which is done again until nothing is left",
    "tenants.actions.erasing_later.keep_project": "takes the date away first; opening, the unit, is finished by the portal",
    "tenants.actions.inviting.accept": "marks and removes the invitation around the membership, which is the unit",
    "tenants.actions.person._erase": "one transaction with its entry, the certificate",
    "tenants.actions.retention._set": "one transaction with its entry",
    "tenants.actions.retention._shorten": "the rest of new figures; the same figures again finish it",
    "tenants.actions.sealing._seal_batch": "goes on until all is sealed; a kill right after the last batch loses the entry",
    "tenants.actions.second_factor._end_sessions": "a part of the units, done again by whoever settles them",
    "tenants.actions.second_factor._finish": "the rest of a unit, done by whoever settles it",
    "tenants.actions.second_factor._finish_beside_others": "the rest of a unit, done by whoever settles it",
    "tenants.actions.second_factor._void_codes_of_none": "a part of the units, done again by whoever settles them",
    "tenants.actions.second_factor._new_codes": "a part of the units; who settles them voids the codes",
    "tenants.actions.supporting.open_support": "told before it is: a session that nobody can read of lets nobody in",
    "tenants.actions.provisioning": "steps of a set-up, done again until it is done",
    "tenants.actions.quota_warning._begin": "who tells people, for a while; that they were told is the unit",
    "tenants.actions.releasing._write_release": "a release that no channel points to is not out; pointing a channel is the unit",
    "tenants.actions.move_lease": "who works on a move, and how far it is",
    "tenants.actions.relocating": "steps of a move, done again by whoever goes on; beginning, end and undoing are units",
    "tenants.actions.replay_job._write": "how far a job is",
    "tenants.actions.update_job": "how far a job is; each update that it takes is a save",
    "tenants.actions.watching": "what was found, and whether people were told; ending the canary is the unit",
    "factory.actions._write_version": "a version that no document points to is not published; pointing there is the unit",
    "factory.actions.ensure_staff_groups": "set-up",
    "factory.drafts.keep": "keeps a save whose head has it; the next save keeps it otherwise",
    "factory.rollouts._publish_before": "the rest of a withdrawal, done again by whoever settles it",
    "factory.rollouts.do_due_steps": "strikes off a plan that decides on nothing any more",
    "factory.checking.check_next": "what was found of a draft, and is found again",
    "factory.sources.keep": "the file of a draft as it was written; what it says is the draft's own, told by its save",
    "factory.uploads": "what somebody uploaded, to look at; taking it in is a save of each draft",
    "factory.suggestions._change": "claims a suggestion, or lets go of it",
    "factory.suggestions.forget_project": "a step of an erasure",
    "factory.waves.begin": "a wave of a version that is not published yet",
    "fleet.runs.record": "how far a run is",
    "fleet.usage": "numbers of what projects use, as they were looked at last, and found again",
    "fleet.worker": "who works on a run",
    "fleet.backups.carrying": "steps of restoring in place, a unit whose finisher does them again; and of making one beside",
    "fleet.backups.drilling.__exit__": "throws a drill's own database away",
    "fleet.backups.restoring._row_beside": "a project that is not ready; that it is there is the unit",
    "fleet.backups.restoring._share": "owners of a project that is not ready",
    "fleet.backups.restoring.restore_beside": "steps before the project is there, which is the unit",
    "fleet.doctor.of_registry._place": "the registry follows where the databases say that a project is; the move itself was told",
    "fleet.doctor.of_platform._derive": "rights of an account or project that is gone",
}
"""Functions, or modules whole, that write and are no units of work, and why that is right."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for place in PLACES:
        for path in sorted((ROOT / place).glob("*.py")):
            name = ".".join((*path.relative_to(ROOT).parts[:-1], path.stem))
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node


def _writes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    name = node.func.attr
    of_a_queryset = (name == "update" and bool(node.keywords) and not node.args) or (name == "delete" and not node.args)
    return name in WRITES or of_a_queryset


def _is_unit(node: ast.AST) -> bool:
    begun = [item.context_expr for item in node.items] if isinstance(node, ast.With) else []
    return any(isinstance(call, ast.Call) and _called(call.func) in BEGIN for call in begun)


def _called(name: ast.expr) -> str:
    return name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")


def writers() -> set[str]:
    """The functions that write and begin no unit of work."""
    found = set()
    for module, tree in _modules():
        for name, function in _functions(tree):
            nodes = list(ast.walk(function))
            if any(map(_writes, nodes)) and not any(map(_is_unit, nodes)):
                found.add(f"{module}.{name}")
    return found


def _is_allowed(function: str) -> bool:
    return function in ALLOWED or function.rpartition(".")[0] in ALLOWED


def test_whoever_writes_is_a_unit_of_work_or_says_why_not():
    left = sorted(function for function in writers() if not _is_allowed(function))
    assert left == [], f"Write inside of `with trail.unit(…)` (docs/decisions/0044-units-of-work.md), or say why not: {left}"


def test_what_is_allowed_is_there_and_writes():
    found = writers() | {function.rpartition(".")[0] for function in writers()}
    units_with_more = {"tenants.actions.releasing._write_release", "tenants.actions.inviting.accept"}
    assert ALLOWED.keys() - found - units_with_more == set()


def test_guardians_rows_are_written_in_one_place():
    """The role decides, and `tenants.access` alone makes the rows that follow it."""
    sources = [path for app in ("tenants", "fleet", "factory", "omnia", "management_api") for path in (ROOT / app).rglob("*.py")]
    writing = {str(path.relative_to(ROOT)) for path in sources if "assign_perm" in path.read_text(encoding="utf-8")}
    assert writing == {"tenants/access.py"}


AUTHORISE = {
    "_own",
    "_operator",
    "authorise",
    "authorise_persons",
    "_authorise",
    "require",
    "_require",
    "access_project",
    "require_operator",
    "_open",
    "_is_operator",
}
"""What refuses whoever may not."""

BY_COMMAND = {
    "tenants.actions.accounts.create_account": "for commands alone",
    "tenants.actions.bundle_import.undo_left": "before an import, which asks",
    "tenants.actions.clusters.register_clusters": "for commands, and before a project is placed",
    "tenants.actions.clusters.place": "for whoever makes a project",
    "tenants.actions.provisioning.create_project": "for every signed-in person",
    "tenants.actions.provisioning.resume_provisioning": "goes on with what was allowed",
    "tenants.actions.people.write_membership": "what actions write with",
}


def test_every_action_asks_first_whether_the_actor_may():
    left = []
    for module, tree in _modules():
        for name, function in _functions(tree):
            told = {each.arg for each in (*function.args.args, *function.args.kwonlyargs)} & {"actor", "staff", "by"}
            called = {_called(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
            writes = any(_writes(node) or _is_unit(node) for node in ast.walk(function))
            if told and writes and not name.startswith("_") and not called & AUTHORISE:
                left.append(f"{module}.{name}")
    allowed = {*BY_COMMAND, "tenants.actions.trail", "tenants.actions.moving.move"}
    assert [name for name in left if name not in allowed] == []
