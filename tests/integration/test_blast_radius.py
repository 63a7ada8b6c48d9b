"""A draft merged dry into all projects: what is counted, what is listed, what becomes of broken projects and killed processes."""

import copy
import json

import pytest
from crowds import change_copies, crowd
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from staff_pages import START, everything, say, with_draft

from factory.actions import EDITORS, NotAllowed, Staff, publish_version
from factory.models import Template
from fleet import findings, runs, store
from fleet.dry_run import DryRun, Subject
from fleet.worker import SLICE, Worker
from omnia.infra.audit import SYSTEM, Actor
from omnia.mongo.clusters import client, database
from tenants import updates
from tenants.actions.updating import UpdateRefused, decline_update, pin_copy, take_update
from tenants.control.models import Project

STAFF = Staff.command("tests")
EDITOR = Staff(Actor("user", "e", "Edith"), frozenset({EDITORS}))
AUDITOR = Staff(Actor("user", "a", "Aud"), frozenset({"auditor"}))


def drafted(text="Which day?"):
    with_draft(lambda body: say(body, text))


def finished(document="template", key="date"):
    """A run from its beginning to its end, by one process."""
    runs.begin(STAFF, document, key)
    worker = Worker()
    while worker.step():
        pass
    worker.let_go()
    return runs.last(document, key)


def projects_stored():
    """All that projects hold."""
    return {
        project.pk: {name: list(database(project.ref)[name].find()) for name in database(project.ref).list_collection_names()}
        for project in Project.objects.all()
    }


def make_tests_fail(body):
    """The copy expects something that its templates do not give."""
    wanted = copy.deepcopy(body["tests"][0])
    body["tests"].append(wanted | {"id": "own", "expect": {"date": {"iso": "1999-01-01"}}})


def test_projects_are_counted_by_what_the_draft_means_to_them_and_nothing_in_them_changes(cast):
    clean, conflicting, failing, pinned, local, shut, broken = crowd(cast.project, 7)
    change_copies([conflicting], lambda body: say(body, "Mine."))
    change_copies([failing], make_tests_fail)
    pin_copy(SYSTEM, pinned, "template", "date", version=1)
    database(local.ref)["templates"].update_one({"_id": "date"}, {"$set": {"origin": None}})
    Project.objects.filter(pk=shut.pk).update(status="failed")
    database(broken.ref)["bodies"].delete_many({})
    drafted()
    before = projects_stored()
    found = finished()
    assert found.status == "done"
    numbers = found.numbers
    assert (numbers.clean, numbers.conflicting, numbers.failing, numbers.failing_in_conflict) == (3, 1, 1, 0)
    assert (numbers.pinned, numbers.no_copy, numbers.not_ready, numbers.unreadable) == (1, 1, 1, 1)
    assert (numbers.looked_at, found.done, found.total) == (9, 9, 9)
    assert [(place.address, place.projects) for place in found.places] == [(START.removeprefix("at:"), 1)]
    ((row,), count) = findings.listed(found.id, "unreadable")
    assert (row.project, row.reason, count) == (broken.pk, "KeyError", 1)
    assert [row.name for row in findings.listed(found.id, "clean")[0]] == ["Acme", clean.name, "Globex"]
    assert projects_stored() == before


def test_copy_that_declined_a_version_is_told_of_and_merged_and_one_beyond_the_draft_is_current(cast):
    drafted("First.")
    publish_version(STAFF, "template", "date", tested=True)
    decline_update(cast.actor("designer"), cast.project, "template", "date", offered=2)
    take_update(cast.actor("stranger"), cast.foreign, updates.offers(cast.foreign)[0])
    # The draft is what is published: who declined that is not offered it again.
    numbers = finished().numbers
    assert (numbers.ignored, numbers.current, numbers.merged) == (1, 1, 0)
    drafted("Second.")
    numbers = finished().numbers
    assert (numbers.clean, numbers.declined_last, numbers.ignored) == (2, 1, 0)


def test_flow_is_merged_into_its_copies_with_the_templates_that_each_project_has(cast):
    def relabel(body):
        body["label"]["en"] = "Another name"

    from factory import actions
    from factory.models import Flow

    row = Flow.objects.order_by("key").first()
    body = copy.deepcopy(row.draft)
    relabel(body)
    actions.save_draft(STAFF, "flow", row.key, body, base_revision=row.revision)
    found = finished("flow", row.key)
    assert (found.numbers.merged, found.numbers.looked_at) == (2, 2)


CHANGES = (
    lambda body: say(body, "Mine."),
    lambda body: body["label"].update(en="My date"),
    lambda body: body["nodes"][0]["steps"]["no_match"].pop(),
    lambda body: body["nodes"][0]["steps"].pop("help", None),
    lambda body: body["tests"].pop(0),
    make_tests_fail,
    lambda body: body.update(tags=["mine"]),
)
DRAFTS = (
    lambda body: say(body, "Theirs."),
    lambda body: body["label"].update(en="Their date"),
    lambda body: body["nodes"][0]["steps"]["no_match"][-1]["actions"][0]["text"].update(en="Theirs again."),
    lambda body: body["tests"][0].update(utterance="12 June 1981", expect={"date": {"iso": "1981-06-12"}}),
)


@pytest.fixture
def subjects(cast):
    """A project as it was, to try one history of edits after another on."""
    held = {name: list(database(cast.project.ref)[name].find()) for name in ("templates", "versions", "bodies")}
    head = Template.objects.get(key="date")

    def anew():
        for name, rows in held.items():
            database(cast.project.ref)[name].delete_many({})
            database(cast.project.ref)[name].insert_many(rows)
        Template.objects.filter(key="date").update(draft=head.draft, draft_hash=head.draft_hash)

    return anew


@hypothesis_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mine=st.sets(st.sampled_from(range(len(CHANGES)))), theirs=st.sets(st.sampled_from(range(len(DRAFTS))), min_size=1))
def test_what_a_run_says_of_a_project_is_what_it_gets_when_it_takes_the_version(cast, subjects, mine, theirs):
    subjects()
    change_copies([cast.project], lambda body: [CHANGES[number](body) for number in sorted(mine)])
    with_draft(lambda body: [DRAFTS[number](body) for number in sorted(theirs)])
    row = Template.objects.get(key="date")
    subject = Subject("template", "date", row.draft_hash, row.draft, row.latest + 1, row.published)
    told = DryRun(subject).look(cast.project).verdict
    publish_version(STAFF, "template", "date", tested=True)
    (offer,) = [each for each in updates.offers(cast.project) if each.key == "date"]
    assert offer.offered == subject.next_version
    try:
        merged, _saved = take_update(cast.actor("designer"), cast.project, offer)
        wrong = ()
    except UpdateRefused as refused:
        merged, wrong = updates.preview(cast.project, offer), [each for each in refused.findings if each.severity == "error"]
    assert told.is_sound == (not wrong)
    assert told.failed_tests + told.errors == len(wrong)
    assert told.places == tuple(conflict.address for conflict in merged.conflicts)


class Killed(BaseException):
    """As `kill -9`: nobody catches it."""


def test_process_killed_midway_leaves_a_run_that_another_finishes_with_each_project_counted_once(cast, monkeypatch):
    crowd(cast.project, 2 * SLICE)
    drafted()
    runs.begin(STAFF, "template", "date")
    first, second = Worker(), Worker()
    assert first.step()
    assert not second.step()

    def die(run, cursor, looked_at, outcomes):
        # What was found is written, and the cursor has not moved.
        store.found().insert_many([{"_id": f"{run.id}:{each.project}"} | runs._row(run, each) for each in outcomes])
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(runs, "record", die)
        with pytest.raises(Killed):
            first.step()
    store.leases().update_one({"_id": "blast_radius"}, {"$set": {"until": runs.last("template", "date").started_at}})
    while second.step():
        pass
    found = runs.last("template", "date")
    assert (found.status, found.done, found.numbers.clean, found.numbers.looked_at) == ("done", 2 * SLICE + 2, 52, 52)
    assert store.found().count_documents({"run": found.id}) == 52


def test_two_processes_that_work_at_once_count_each_project_once(cast):
    crowd(cast.project, SLICE)
    drafted()
    run = runs.begin(STAFF, "template", "date")
    subject = runs.oldest_running()[1]
    rows = list(Project.objects.order_by("pk"))
    outcomes = [DryRun(subject).look(project) for project in rows]
    assert runs.record(run, rows[-1].pk, len(rows), outcomes)
    assert not runs.record(run, rows[-1].pk, len(rows), outcomes)
    assert (runs.last("template", "date").done, runs.last("template", "date").numbers.clean) == (len(rows), len(rows))


def test_run_is_cancelled_resumed_and_begun_anew_with_the_draft_of_that_moment(cast):
    crowd(cast.project, SLICE)
    drafted()
    begun = runs.begin(EDITOR, "template", "date")
    worker = Worker()
    worker.step()
    assert runs.cancel(EDITOR, "template", "date").done == SLICE
    assert not worker.step()
    with pytest.raises(runs.RunError):
        runs.cancel(EDITOR, "template", "date")
    drafted("Changed meanwhile.")
    runs.resume(EDITOR, "template", "date")
    with pytest.raises(runs.RunError, match="already"):
        runs.begin(STAFF, "template", "date")
    while worker.step():
        pass
    done = runs.last("template", "date")
    assert (done.status, done.id, done.hash) == ("done", begun.id, begun.hash)
    assert done.hash != Template.objects.get(key="date").draft_hash
    anew = runs.begin(STAFF, "template", "date")
    assert anew.hash == Template.objects.get(key="date").draft_hash
    assert store.found().count_documents({"run": begun.id}) == 0
    actions = [entry["action"].removeprefix("blast_radius.") for entry in everything()["audit"]]
    assert [each for each in actions if "." not in each] == ["started", "cancelled", "resumed", "finished", "started"]


def test_project_erased_after_it_was_listed_is_no_project(cast):
    drafted()
    (gone,) = crowd(cast.project, 1)
    row = Template.objects.get(key="date")
    subject = Subject("template", "date", row.draft_hash, row.draft, 2, 1)
    client("default").drop_database(gone.ref.database_name)
    Project.objects.filter(pk=gone.pk).update(status="erased")
    assert DryRun(subject).look(gone) is None
    assert finished().numbers.looked_at == 2


@pytest.mark.parametrize("action", [runs.begin, runs.cancel, runs.resume])
def test_who_neither_edits_nor_publishes_begins_and_stops_nothing(cast, action):
    drafted()
    before = (everything(), list(store.runs().find()))
    with pytest.raises(NotAllowed):
        action(AUDITOR, "template", "date")
    assert (everything(), list(store.runs().find())) == before


def test_command_tells_in_json_what_a_draft_means_and_whether_it_is_still_that_draft(cast, capsys):
    change_copies([cast.project], lambda body: say(body, "Mine."))
    drafted()
    call_command("blast_radius", template="date", json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["done"], told["total"], told["is_current"], told["version"]) == ("done", 2, 2, True, 2)
    assert (told["numbers"]["clean"], told["numbers"]["conflicting"]) == (1, 1)
    assert told["places"] == [{"address": START.removeprefix("at:"), "projects": 1}]
    assert [(row["project"], row["outcome"]) for row in told["projects"]] == [(cast.project.pk, "conflicting")]
    assert told["changes"] == {"projects": 0, "places": []}
    assert "Mine." not in json.dumps(told)
    drafted("Another.")
    call_command("blast_radius", template="date", last=True, json=True)
    assert json.loads(capsys.readouterr().out)["is_current"] is False
    with pytest.raises(CommandError, match="no template “moon”"):
        call_command("blast_radius", template="moon", json=True)
    with pytest.raises(CommandError, match="nothing to resume"):
        call_command("blast_radius", template="date", resume=True, json=True)
