"""Editing, publishing and rolling back: versions, findings, the live channel, who may."""

import json
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from omnia.dialogue.references import acquired_templates
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.access import Absent, Forbidden
from tenants.actions import release_check, releasing
from tenants.actions.editing import EditingError, InvalidDocument, StaleVersion, restore_document, save_template
from tenants.actions.keys import KeyRefused, issue_key, revoke_key
from tenants.actions.moving import ReleaseError
from tenants.actions.release_check import check_drafts, read_drafts
from tenants.actions.releasing import MissingTexts, NotPublishable, UnseenDrafts, publish, rollback

REFUSALS = [("designer", Forbidden), ("viewer", Forbidden), ("stranger", Absent), ("staff", Absent)]


def draft(cast, key="date"):
    found = selectors.draft(cast.project, "template", key)
    return json.loads(json.dumps(found.body)), found.version


def reworded(body, text="When exactly?"):
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = text
    return body


def counts(cast):
    held = database(cast.project.ref)
    return {name: held[name].count_documents({}) for name in ("versions", "releases", "audit", "api_keys", "bodies")}


def test_save_writes_an_immutable_version_and_moves_the_draft(cast):
    body, version = draft(cast)
    saved = save_template(cast.actor("designer"), cast.project, "date", reworded(body), base_version=version, message="clearer")
    assert saved.number == version + 1
    assert draft(cast)[0] == body
    first, second = selectors.versions(cast.project, "template", "date")[:2]
    assert (first.number, first.note) == (2, "clearer")
    assert (second.number, selectors.version_body(cast.project, "template", "date", 1) != body) == (1, True)


def test_save_that_changes_nothing_writes_nothing(cast):
    body, version = draft(cast)
    before = counts(cast)
    assert save_template(cast.actor("designer"), cast.project, "date", body, base_version=version).number == version
    assert counts(cast) == before


def test_second_save_on_a_stale_base_is_refused_with_both_sides(cast):
    body, version = draft(cast)
    save_template(cast.actor("designer"), cast.project, "date", reworded(body, "Mine."), base_version=version)
    before = counts(cast)
    with pytest.raises(StaleVersion) as refusal:
        save_template(cast.actor("owner"), cast.project, "date", reworded(body, "Theirs."), base_version=version)
    assert refusal.value.current["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] == "Mine."
    assert [change.after for change in refusal.value.changes] == ["Theirs."]
    assert counts(cast) | {"bodies": 0} == before | {"bodies": 0}


def test_two_saves_at_once_one_wins(cast):
    body, version = draft(cast)

    def save(number: int) -> bool:
        try:
            changed = reworded(json.loads(json.dumps(body)), f"Text {number}")
            save_template(cast.actor("designer"), cast.project, "date", changed, base_version=version)
        except StaleVersion:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(save, range(4)))
    assert results.count(True) == 1
    assert selectors.draft(cast.project, "template", "date").version == version + 1


def test_document_without_its_shape_is_refused_and_nothing_written(cast):
    body, version = draft(cast)
    before = counts(cast)
    body["nodes"][0]["confirm"] = "sometimes"
    with pytest.raises(InvalidDocument, match="confirm"):
        save_template(cast.actor("designer"), cast.project, "date", body, base_version=version)
    assert counts(cast) == before


def test_key_of_a_template_never_changes(cast):
    body, version = draft(cast)
    with pytest.raises(EditingError, match="never changes"):
        save_template(cast.actor("designer"), cast.project, "date", body | {"key": "day"}, base_version=version)


@pytest.mark.parametrize(("person", "refusal"), [("viewer", Forbidden), ("stranger", Absent), ("staff", Absent)])
def test_saving_without_the_right_is_refused_and_changes_nothing(cast, person, refusal):
    body, version = draft(cast)
    before = counts(cast)
    with pytest.raises(refusal):
        save_template(cast.actor(person), cast.project, "date", reworded(body), base_version=version)
    assert counts(cast) == before


def test_restoring_writes_a_new_version(cast):
    body, version = draft(cast)
    original = json.loads(json.dumps(body))
    save_template(cast.actor("designer"), cast.project, "date", reworded(body), base_version=version)
    restored = restore_document(cast.actor("designer"), cast.project, "template", "date", version)
    assert restored.number == version + 2
    assert draft(cast)[0] == original
    assert selectors.versions(cast.project, "template", "date")[0].restored_from == version


def test_fresh_copies_can_be_published(cast):
    assert [row for row in check_drafts(cast.project, read_drafts(cast.project)) if row.finding.severity == "error"] == []
    assert publish(cast.actor("owner"), cast.project, note="First").release == 1
    assert selectors.head(cast.project).release == 1


def test_release_with_problems_is_refused_with_all_of_them_and_their_places(cast):
    body, version = draft(cast)
    steps = body["nodes"][0]["steps"]
    del steps["start"][0]["actions"][0]["text"]
    steps["start"][0]["actions"][0]["text"] = {"fr": "Quand ?"}
    body["nodes"][0]["condition"] = "value +"
    body["nodes"][0]["contract"]["engines"].append({"id": "p", "type": "pattern", "pattern": "(?P<x"})
    save_template(cast.actor("designer"), cast.project, "date", body, base_version=version)
    before = counts(cast)
    with pytest.raises(NotPublishable) as refusal:
        publish(cast.actor("owner"), cast.project)
    places = {row.finding.path for row in refusal.value.findings if row.finding.severity == "error"}
    assert "/nodes/0/condition" in places
    assert "/nodes/0/contract/engines/1/pattern" in places
    assert {"/nodes/0/steps/start/0/actions/0/text/en", "/nodes/0/steps/start/0/actions/0/text/it"} <= places
    assert counts(cast) == before
    assert selectors.head(cast.project) is None


def test_draft_whose_own_test_fails_is_not_published(cast):
    body, version = draft(cast)
    body["tests"][0]["expect"] = {"date": {"iso": "1999-01-01"}}
    save_template(cast.actor("designer"), cast.project, "date", body, base_version=version)
    with pytest.raises(NotPublishable, match="should be"):
        publish(cast.actor("owner"), cast.project)


def test_draft_saved_while_a_release_is_checked_is_not_in_it(cast, monkeypatch):
    body, version = draft(cast)
    checked = selectors.draft(cast.project, "template", "date").hash

    def check_and_be_overtaken(project, drafts):
        findings = check_drafts(project, drafts)
        broken = reworded(json.loads(json.dumps(body)), "{nothing.here}")
        save_template(cast.actor("designer"), cast.project, "date", broken, base_version=version)
        return findings

    monkeypatch.setattr(releasing, "check_drafts", check_and_be_overtaken)
    number = publish(cast.actor("owner"), cast.project).release
    release = database(cast.project.ref)["releases"].find_one({"_id": number})
    assert release["manifest"]["templates"]["date"]["hash"] == checked
    assert selectors.draft(cast.project, "template", "date").hash != checked
    assert [change.key for change in selectors.draft_changes(cast.project)] == ["date"]


def test_flow_is_checked_with_the_templates_that_are_released(cast, monkeypatch):
    seen = []
    release_check.REMEMBERED.clear()
    original = release_check.check
    monkeypatch.setattr(
        release_check, "check", lambda *given, **named: seen.append(named.get("templates")) or original(*given, **named)
    )
    drafts = read_drafts(cast.project)
    check_drafts(cast.project, drafts)
    assert [templates for templates in seen if templates is not None] == [drafts.templates] * len(drafts.flows)


def test_only_what_changed_is_checked_again(cast, monkeypatch):
    checked = []
    original = release_check.check
    monkeypatch.setattr(
        release_check, "check", lambda *given, **named: checked.append(given[2]["key"]) or original(*given, **named)
    )
    release_check.REMEMBERED.clear()
    before = check_drafts(cast.project, read_drafts(cast.project))
    assert len(checked) == len(set(checked)) > 50
    checked.clear()
    assert check_drafts(cast.project, read_drafts(cast.project)) == before
    assert checked == []
    flow = selectors.draft_bodies(cast.project, "flow")["activate_supply"]
    key = min(acquired_templates(flow))
    body, version = draft(cast, key)
    save_template(cast.actor("designer"), cast.project, key, reworded(body, "{nothing.here}"), base_version=version)
    problems = [row for row in check_drafts(cast.project, read_drafts(cast.project)) if row.blocks]
    assert sorted(checked) == sorted([key, "activate_supply"])
    assert {row.key for row in problems} >= {key}


def test_drafts_that_the_publisher_has_not_seen_are_not_released(cast):
    seen = read_drafts(cast.project).digest
    body, version = draft(cast)
    save_template(cast.actor("designer"), cast.project, "date", reworded(body), base_version=version)
    before = counts(cast)
    with pytest.raises(UnseenDrafts):
        publish(cast.actor("owner"), cast.project, seen=seen)
    assert counts(cast) == before
    assert publish(cast.actor("owner"), cast.project, seen=read_drafts(cast.project).digest).release == 1


def without_italian(cast, *keys):
    for key in keys:
        body, version = draft(cast, key)
        body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"].pop("it")
        save_template(cast.actor("designer"), cast.project, key, body, base_version=version)


def test_missing_texts_of_a_language_are_not_released_unless_the_publisher_allows_it(cast):
    without_italian(cast, "date", "email")
    before = counts(cast)
    with pytest.raises(MissingTexts, match="2 texts are missing in Italian; callers would hear English there") as refusal:
        publish(cast.actor("owner"), cast.project)
    assert {(row.key, row.finding.path) for row in refusal.value.findings if row.lacks_text} == {
        (key, "/nodes/0/steps/start/0/actions/0/text/it") for key in ("date", "email")
    }
    assert counts(cast) == before
    assert selectors.head(cast.project) is None
    publish(cast.actor("owner"), cast.project, allow_missing_texts=True)
    assert selectors.releases(cast.project)[0].missing_texts == {"it": 2}
    assert selectors.audit_entries(cast.project, 1)[0]["details"]["missing_texts"] == {"it": 2}


def test_missing_name_in_lists_is_advice_and_does_not_stop_a_release(cast):
    body, version = draft(cast)
    body["label"].pop("it")
    save_template(cast.actor("designer"), cast.project, "date", body, base_version=version)
    advice = [row.finding for row in check_drafts(cast.project, read_drafts(cast.project)) if row.finding.locale]
    assert [(row.path, row.severity) for row in advice] == [("/label/it", "warning")]
    assert publish(cast.actor("owner"), cast.project).release == 1
    assert selectors.releases(cast.project)[0].missing_texts == {}


def test_publish_command_refuses_missing_texts_in_a_sentence_and_takes_a_flag(cast):
    without_italian(cast, "date")
    with pytest.raises(CommandError, match=r"1 text is missing in Italian.*--allow-missing-texts"):
        call_command("publish", project="Acme")
    assert selectors.head(cast.project) is None
    call_command("publish", project="Acme", allow_missing_texts=True, stdout=StringIO())
    assert selectors.head(cast.project).release == 1


def test_rollback_moves_the_channel_with_a_higher_sequence(cast):
    owner = cast.actor("owner")
    publish(owner, cast.project)
    body, version = draft(cast)
    save_template(cast.actor("designer"), cast.project, "date", reworded(body), base_version=version)
    second = publish(owner, cast.project)
    back = rollback(owner, cast.project, to=1)
    assert (back.release, back.sequence) == (1, second.sequence + 1)
    assert selectors.head(cast.project).release == 1
    assert draft(cast)[0] == body


@pytest.mark.parametrize("to", [1, 7, 10**30])
def test_rollback_to_the_live_or_an_unknown_release_is_refused(cast, to):
    publish(cast.actor("owner"), cast.project)
    with pytest.raises(ReleaseError):
        rollback(cast.actor("owner"), cast.project, to=to)
    assert selectors.head(cast.project).sequence == 1


def test_publishers_at_once_get_releases_of_their_own_and_sequences_rise(cast):
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: publish(cast.actor("owner"), cast.project), range(3)))
    assert sorted(row.release for row in made) == [1, 2, 3]
    assert sorted(row.sequence for row in made) == [1, 2, 3]


@pytest.mark.parametrize(
    ("person", "refusal"), [("designer", Forbidden), ("viewer", Forbidden), ("stranger", Absent), ("staff", Absent)]
)
def test_publishing_rolling_back_and_keys_without_the_right_are_refused(cast, person, refusal):
    publish(cast.actor("owner"), cast.project)
    before = counts(cast)
    actor = cast.actor(person)
    for refused in (
        lambda: publish(actor, cast.project),
        lambda: rollback(actor, cast.project, to=1),
        lambda: issue_key(actor, cast.project, name="x", scopes=("read",)),
    ):
        with pytest.raises(refusal):
            refused()
    assert counts(cast) == before


def test_key_is_shown_once_and_only_its_hash_is_kept(cast):
    issued = issue_key(cast.actor("owner"), cast.project, name="IVR", scopes=("converse",))
    rows = list(database(cast.project.ref)["api_keys"].find())
    assert issued.key not in json.dumps(rows, default=str)
    assert rows[0]["last_four"] == issued.key[-4:]
    revoke_key(cast.actor("owner"), cast.project, key_id=issued.id)
    assert database(cast.project.ref)["api_keys"].find_one()["revoked_at"] is not None


@pytest.mark.parametrize("scopes", [(), ("write",)])
def test_key_without_a_known_scope_is_refused(cast, scopes):
    with pytest.raises(KeyRefused):
        issue_key(cast.actor("owner"), cast.project, name="IVR", scopes=scopes)
    assert database(cast.project.ref)["api_keys"].count_documents({}) == 0


def test_commands_publish_roll_back_and_issue_keys(cast):
    for note in ("one", "two"):
        call_command("publish", project="Acme", note=note, json=True, stdout=StringIO())
    call_command("rollback", project="Acme", to=1, json=True, stdout=StringIO())
    assert selectors.head(cast.project).release == 1
    out = StringIO()
    call_command("issue_key", project=cast.project.pk, scopes="read", stdout=out)
    assert any(line.startswith(f"omk_default_{cast.project.pk}_") for line in out.getvalue().splitlines())


def test_command_on_an_unknown_project_is_refused_in_a_sentence(cast):
    with pytest.raises(CommandError, match="There is no project “Nowhere”"):
        call_command("publish", project="Nowhere")
