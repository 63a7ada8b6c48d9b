"""Taking what the factory offers: what is merged, what conflicts, what is refused, who may."""

import copy
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factory.actions import Staff, create_draft, deprecate, publish_version, save_draft
from factory.models import Template
from omnia.dialogue.merge import Decision
from omnia.mongo.clusters import database
from tenants import selectors, updates
from tenants.access import Absent, Forbidden
from tenants.actions.editing import StaleVersion, restore_document, save_template
from tenants.actions.updating import UpdateRefused, take_update

STAFF = Staff.command("tests")
START = "/nodes/0/steps/start/0/actions/0/text/en"


def reword(body, text, step="start", number=0):
    body["nodes"][0]["steps"][step][number]["actions"][0]["text"]["en"] = text
    return body


def improve(change, key="date"):
    """Staff publish a version of the catalogue's template with a change."""
    row = Template.objects.get(key=key)
    body = copy.deepcopy(row.draft)
    change(body)
    save_draft(STAFF, "template", key, body, base_revision=row.revision)
    return publish_version(STAFF, "template", key, note="Shorter", tested=True)


def add_to_catalogue(key, source="date"):
    """Staff publish a document of the catalogue that no project has."""
    body = copy.deepcopy(Template.objects.get(key=source).draft) | {"key": key}
    create_draft(STAFF, "template", body)
    return publish_version(STAFF, "template", key, note="New", tested=True)


def customise(cast, change, key="date"):
    """The project's designer changes its copy."""
    held = selectors.draft(cast.project, "template", key)
    body = json.loads(json.dumps(held.body))
    change(body)
    return save_template(cast.actor("designer"), cast.project, key, body, base_version=held.version)


def offer(cast, key="date"):
    return next(found for found in updates.offers(cast.project) if found.key == key)


def counts(cast):
    held = database(cast.project.ref)
    return {name: held[name].count_documents({}) for name in ("versions", "bodies", "audit")}


def text(body, step="start", number=0):
    return body["nodes"][0]["steps"][step][number]["actions"][0]["text"]["en"]


def test_fresh_copies_are_offered_nothing(cast):
    assert updates.offers(cast.project) == []


def test_new_version_is_offered_with_its_note_and_class_and_taken_by_an_untouched_copy_whole(cast):
    version = improve(lambda body: reword(body, "Which day?"))
    found = offer(cast)
    assert (found.key, found.taken, found.offered, found.note) == ("date", 1, version.number, "Shorter")
    merged, saved = take_update(cast.actor("designer"), cast.project, found)
    assert (saved.hash, saved.number, merged.change_class) == (version.hash, 2, "wording")
    held = selectors.draft(cast.project, "template", "date")
    assert (held.status, text(held.body)) == ("current", "Which day?")
    assert updates.offers(cast.project) == []


def test_what_both_sides_changed_apart_is_merged_and_the_preview_is_what_is_saved(cast):
    customise(cast, lambda body: reword(body, "Mine.", "no_match", 1))
    improve(lambda body: reword(body, "Which day?"))
    shown = updates.preview(cast.project, offer(cast))
    take_update(cast.actor("designer"), cast.project, offer(cast), base_version=shown.base_version)
    held = selectors.draft(cast.project, "template", "date")
    assert held.body == shown.body
    assert [change.path for change in shown.safe] == [START]
    assert (text(held.body), text(held.body, "no_match", 1)) == ("Which day?", "Mine.")
    assert held.status == "customised"


def test_text_that_both_changed_stays_ours_until_it_is_decided(cast):
    customise(cast, lambda body: reword(body, "Mine."))
    improve(lambda body: reword(body, "Theirs."))
    (conflict,) = updates.preview(cast.project, offer(cast)).conflicts
    assert (conflict.kind, conflict.ours, conflict.theirs) == ("edited", "Mine.", "Theirs.")
    take_update(cast.actor("designer"), cast.project, offer(cast), decisions={conflict.address: Decision("theirs")})
    assert text(selectors.draft(cast.project, "template", "date").body) == "Theirs."


def test_versions_that_were_skipped_are_merged_from_the_base_last_taken(cast):
    customise(cast, lambda body: reword(body, "Mine.", "no_match", 1))
    improve(lambda body: reword(body, "First."))
    improve(lambda body: reword(body, "Second.", "no_match", 0))
    take_update(cast.actor("designer"), cast.project, offer(cast))
    held = selectors.draft(cast.project, "template", "date").body
    assert (text(held), text(held, "no_match", 0), text(held, "no_match", 1)) == ("First.", "Second.", "Mine.")


def test_update_whose_merge_fails_its_own_tests_is_refused_with_its_findings_and_nothing_is_written(cast):
    def fail(body):
        body["tests"][0]["expect"] = {"date": {"year": 1}}

    customise(cast, fail)
    improve(lambda body: reword(body, "Which day?"))
    before = counts(cast)
    with pytest.raises(UpdateRefused, match="cannot be taken") as refusal:
        take_update(cast.actor("designer"), cast.project, offer(cast))
    assert [finding.code for finding in refusal.value.findings if finding.severity == "error"] == ["test"]
    assert counts(cast) == before
    assert offer(cast).taken == 1


def test_draft_that_was_saved_since_the_preview_is_not_merged_unseen(cast):
    improve(lambda body: reword(body, "Which day?"))
    shown = updates.preview(cast.project, offer(cast))
    customise(cast, lambda body: reword(body, "Mine."))
    with pytest.raises(StaleVersion):
        take_update(cast.actor("designer"), cast.project, offer(cast), base_version=shown.base_version)
    assert text(selectors.draft(cast.project, "template", "date").body) == "Mine."
    assert offer(cast).taken == 1


@pytest.mark.parametrize(("person", "refusal"), [("viewer", Forbidden), ("stranger", Absent), ("staff", Absent)])
def test_update_taken_without_the_right_is_refused_and_changes_nothing(cast, person, refusal):
    improve(lambda body: reword(body, "Which day?"))
    before = counts(cast)
    with pytest.raises(refusal):
        take_update(cast.actor(person), cast.project, offer(cast))
    assert counts(cast) == before


def test_taking_an_update_is_undone_by_restoring_the_version_before(cast):
    before = selectors.draft(cast.project, "template", "date")
    improve(lambda body: reword(body, "Which day?"))
    take_update(cast.actor("designer"), cast.project, offer(cast))
    restore_document(cast.actor("designer"), cast.project, "template", "date", before.version)
    assert selectors.draft(cast.project, "template", "date").hash == before.hash


def pull(cast, **options):
    out = StringIO()
    call_command("pull", project=cast.project.pk, json=True, stdout=out, **options)
    return json.loads(out.getvalue())["templates"]


def test_dry_run_of_the_command_tells_and_changes_nothing_and_the_command_takes_what_it_told(cast):
    customise(cast, lambda body: reword(body, "Mine."))
    improve(lambda body: reword(reword(body, "Theirs."), "Once more?", "no_match", 0))
    before = counts(cast)
    (told,) = pull(cast, dry_run=True)
    assert (told["key"], told["from"], told["to"], told["class"], told["taken"]) == ("date", 1, 2, "wording", False)
    assert [(row["path"], row["to"]) for row in told["safe"]] == [("/nodes/0/steps/no_match/0/actions/0/text/en", "Once more?")]
    assert [(row["mine"], row["theirs"]) for row in told["conflicts"]] == [("Mine.", "Theirs.")]
    assert counts(cast) == before
    (taken,) = pull(cast, template="date")
    assert taken == {**told, "taken": True}
    assert text(selectors.draft(cast.project, "template", "date").body) == "Mine."
    assert pull(cast) == []


def test_update_of_one_copy_that_is_refused_does_not_stop_the_others(cast):
    def fail(body):
        body["tests"][0]["expect"] = {"date": {"year": 1}}

    customise(cast, fail)
    improve(lambda body: reword(body, "Which day?"))
    improve(lambda body: reword(body, "Your e-mail?"), key="email")
    rows = {row["key"]: row for row in pull(cast)}
    assert (rows["date"]["taken"], rows["email"]["taken"]) == (False, True)
    assert "cannot be taken" in rows["date"]["refused"]


def told(cast, **options):
    out = StringIO()
    call_command("pull", project=cast.project.pk, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_command_takes_what_is_safe_adds_what_is_new_and_keeps_what_is_not_wanted(cast):
    customise(cast, lambda body: reword(body, "Mine."))
    improve(lambda body: reword(body, "Theirs."))
    improve(lambda body: reword(body, "Your e-mail?"), key="email")
    add_to_catalogue("delivery_day")
    before = counts(cast)
    trial = told(cast, safe=True, new=True, dry_run=True)
    assert [(row["key"], row["taken"]) for row in trial["templates"]] == [("email", False)]
    assert [(row["key"], row["added"]) for row in trial["new"]] == [("delivery_day", False)]
    assert counts(cast) == before
    done = told(cast, safe=True, new=True)
    assert [(row["key"], row["taken"]) for row in done["templates"]] == [("email", True)]
    assert [(row["key"], row["added"]) for row in done["new"]] == [("delivery_day", True)]
    (kept,) = told(cast, template="date", keep_mine=True)["kept"]
    assert (kept["declined"], kept["pinned"], told(cast)["templates"]) == (2, None, [])
    assert told(cast, template="date", offer_again=True)["kept"] == []
    (pinned,) = told(cast, template="date", pin=1)["kept"]
    assert (pinned["pinned"], told(cast)["templates"]) == (1, [])


def test_command_tells_which_copies_the_factory_took_back_and_what_succeeds_them(cast):
    for options in ({}, {"dry_run": True}):
        assert told(cast, **options)["orphaned"] == []
    add_to_catalogue("delivery_day")
    deprecate(STAFF, "template", "date", successor="delivery_day")
    Template.objects.filter(key="url").delete()
    date = {"document": "template", "key": "date", "successor": "delivery_day", "has_successor": False}
    url = {"document": "template", "key": "url", "successor": "", "has_successor": False}
    before = counts(cast)
    answer = told(cast, dry_run=True)
    assert (answer["templates"], answer["orphaned"]) == ([], [date, url])
    assert told(cast, template="date", dry_run=True)["orphaned"] == [date]
    out = StringIO()
    call_command("pull", project=cast.project.pk, dry_run=True, stdout=out)
    assert "“delivery_day” takes its place" in out.getvalue()
    assert "nothing takes its place" in out.getvalue()
    assert counts(cast) == before
    told(cast, new=True)
    assert told(cast, template="date")["orphaned"] == [date | {"has_successor": True}]


@pytest.mark.parametrize(
    "options", [{"keep_mine": True}, {"template": "date", "keep_mine": True}, {"template": "date", "pin": 9}]
)
def test_choice_of_the_command_that_names_nothing_is_refused_and_changes_nothing(cast, options):
    before = counts(cast)
    with pytest.raises(CommandError):
        told(cast, **options)
    assert counts(cast) == before
    assert updates.set_aside(cast.project) == []


def test_project_of_somebody_else_is_not_touched_by_an_update(cast):
    improve(lambda body: reword(body, "Which day?"))
    pull(cast)
    foreign = selectors.draft(cast.foreign, "template", "date")
    assert (foreign.status, foreign.version) == ("update_available", 1)
