"""Suggesting a change to the factory: what leaves a project, who decides, what both sides see, and what refusals leave alone."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from factory import selectors as catalogue
from factory import suggestions
from factory.actions import Staff, deprecate
from factory.models import DraftVersion, Flow, Suggestion, Template
from factory.trail import catalogue_chain
from omnia.dialogue import lint
from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants import selectors, sync, upstream
from tenants.access import Absent
from tenants.actions import editing, erasing
from tenants.actions.suggesting import suggest_change
from tenants.audit_chains import chain_of
from tenants.control.models import Project, ProjectStatus
from tests.integration.staff_pages import everything, hidden, words_of
from tests.integration.test_updates import customise, improve, reword, text

NOTE = "People answer faster."
LIST = "/admin/factory/suggestion/"


def member(cast, name):
    client = Client()
    client.force_login(getattr(cast, name))
    return client


def address(cast, key="date", document="template"):
    return f"/p/{cast.project.pk}/suggest/{document}/{key}"


def twice_changed(cast):
    """The copy has two changes; returns the addresses of their places, that of the first question first."""
    customise(cast, lambda body: reword(reword(body, "Which day?"), "Once more?", "no_match", 0))
    found = [place.address for place in upstream.changed(cast.project, "template", "date").places]
    return sorted(found, key=lambda address: "/start/" not in address)


def send(cast, places, who="designer", note=NOTE, version=None):
    version = version or selectors.draft(cast.project, "template", "date").version
    return member(cast, who).post(address(cast), {"place": places, "version": version, "note": note})


def suggested(cast, places=None):
    places = twice_changed(cast)[:1] if places is None else places
    assert send(cast, places).status_code == 302
    return Suggestion.objects.get()


def draft():
    return Template.objects.get(key="date")


def form(client, row):
    """What the page of a suggestion would post."""
    html = page(client, row)
    return {"seen": hidden(html, "seen"), "revision": hidden(html, "revision")}


def page(client, row):
    response = client.get(f"{LIST}{row.pk}/change/")
    assert response.status_code == 200, response.status_code
    return unescape(words_of(response))


def decide(client, row, **said):
    return client.post(f"{LIST}{row.pk}/change/", said)


def events(chain):
    return [entry["action"] for entry in audit.entries(chain, limit=50) if entry["action"].startswith("suggestion.")]


def held_everywhere(cast):
    """What the factory holds, and the project."""
    held = database(cast.project.ref)
    return everything(), {name: list(held[name].find(sort=[("_id", 1)])) for name in sorted(held.list_collection_names())}


def test_page_says_what_leaves_and_lists_each_changed_place(cast):
    twice_changed(cast)
    html = unescape(member(cast, "owner").get(address(cast)).content.decode())
    # Words that differ are marked one by one.
    read = re.sub(r"<[^>]+>", "", html)
    assert [words in read for words in ("Which day?", "Once more?", "The name of the project: Acme", "Your name: Owner")] == [
        True
    ] * 4
    assert html.count('name="place"') == 2


def test_copy_without_changes_has_nothing_to_suggest_and_teaches(cast):
    html = member(cast, "designer").get(address(cast)).content.decode()
    assert "Your copy is as the factory made it" in html
    assert 'name="place"' not in html


def test_suggestion_holds_the_chosen_place_alone_and_stays_as_it_is_when_the_project_goes_on(cast):
    places = twice_changed(cast)
    row = suggested(cast, places[:1])
    customise(cast, lambda body: reword(body, "Something else."))
    body = json.loads(Suggestion.objects.get().body)
    published = json.loads(catalogue.version("template", "date", 1).body)
    assert (text(body), text(body, "no_match", 0)) == ("Which day?", text(published, "no_match", 0))
    assert (row.project_name, row.person, row.base_version, row.place_count, row.note) == ("Acme", "Designer", 1, 1, NOTE)
    assert "Once more?" not in row.body


def test_suggestion_is_taken_into_the_draft_with_credit_and_both_sides_see_it(cast, browser):
    row, editor = suggested(cast), browser("editor")
    listed = unescape(editor.get(LIST).content.decode())
    assert "1 suggestion waits for an answer." in listed
    assert NOTE in listed
    answer = decide(editor, row, act="take", **form(editor, row))
    assert (answer.status_code, answer.url) == (302, "/admin/factory/template/date/change/")
    taken, saved = Suggestion.objects.get(), draft()
    assert (text(saved.draft), taken.state, taken.taken_as) == ("Which day?", "taken", saved.revision)
    assert DraftVersion.objects.get(key="date", number=saved.revision).note == "Suggested by Designer, Acme"
    assert "Taken" in member(cast, "viewer").get(address(cast)).content.decode()
    assert events(catalogue_chain()) == ["suggestion.taken", "suggestion.received"]
    assert events(chain_of(cast.project.ref)) == ["suggestion.taken", "suggestion.made"]
    assert NOTE not in json.dumps(
        [list(chain.log.find()) for chain in (catalogue_chain(), chain_of(cast.project.ref))], default=str
    )


def test_project_is_told_the_first_version_that_came_after_its_suggestion_was_taken(cast, browser):
    row, editor = suggested(cast), browser("editor")
    decide(editor, row, act="take", **form(editor, row))
    assert "comes with the next version" in unescape(member(cast, "owner").get(address(cast)).content.decode())
    version = improve(lambda body: body)
    said = unescape(member(cast, "owner").get(address(cast)).content.decode())
    assert f"The first version published since is {version.number}." in said


def test_suggestion_is_declined_with_a_reason_that_the_project_reads(cast, browser):
    row, editor, before = suggested(cast), browser("editor"), draft().draft
    seen = form(editor, row)["seen"]
    unchanged = held_everywhere(cast)
    assert decide(editor, row, act="decline", seen=seen, reason="  ").status_code == 422
    assert held_everywhere(cast) == unchanged
    assert decide(editor, row, act="decline", seen=seen, reason="Too short <b>for</b> phones.").status_code == 302
    html = member(cast, "viewer").get(address(cast)).content.decode()
    assert "Declined" in html
    assert "Too short &lt;b&gt;for&lt;/b&gt; phones." in html
    assert draft().draft == before
    assert events(catalogue_chain()) == ["suggestion.declined", "suggestion.received"]
    assert events(chain_of(cast.project.ref)) == ["suggestion.declined", "suggestion.made"]


def test_suggestion_is_withdrawn_by_its_project_and_then_cannot_be_taken(cast, browser):
    row, editor = suggested(cast), browser("editor")
    seen, designer = form(editor, row), member(cast, "designer")
    assert designer.post(f"{address(cast)}/{row.pk}/withdraw").status_code == 302
    assert "Withdrawn" in designer.get(address(cast)).content.decode()
    unchanged = held_everywhere(cast)
    assert decide(editor, row, act="take", **seen).status_code == 409
    assert decide(editor, row, act="decline", reason="No.", seen=seen["seen"]).status_code == 409
    assert designer.post(f"{address(cast)}/{row.pk}/withdraw").status_code == 302
    assert held_everywhere(cast) == unchanged
    assert events(catalogue_chain()) == ["suggestion.withdrawn", "suggestion.received"]
    assert events(chain_of(cast.project.ref)) == ["suggestion.withdrawn", "suggestion.made"]


@pytest.mark.parametrize(
    ("choice", "result"), [(None, "The factory's words."), ("theirs", "Which day?"), ("ours", "Both in one.")]
)
def test_place_that_the_draft_changed_too_keeps_the_drafts_side_unless_staff_decide_otherwise(cast, browser, choice, result):
    places = twice_changed(cast)
    row, editor = suggested(cast, places), browser("editor")
    improve(lambda body: reword(body, "The factory's words."))
    html = page(editor, row)
    assert ["Which day?" in html, "The factory's words." in html] == [True, True]
    where = re.search(r'name="choice:([^"]+)"', html)
    assert where
    decided = {f"choice:{where[1]}": choice, f"text:{where[1]}": "Both in one."} if choice else {}
    assert decide(editor, row, act="take", **form(editor, row), **decided).status_code == 302
    assert (text(draft().draft), text(draft().draft, "no_match", 0)) == (result, "Once more?")


def test_draft_saved_meanwhile_is_not_merged_unseen(cast, browser):
    row, editor = suggested(cast), browser("editor")
    seen = form(editor, row)
    improve(lambda body: reword(body, "Once more?", "no_match", 0))
    before = draft().draft
    assert decide(editor, row, act="take", **seen).status_code == 409
    assert (draft().draft, Suggestion.objects.get().state) == (before, "open")
    assert decide(editor, row, act="take", **form(editor, row)).status_code == 302
    assert (text(draft().draft), text(draft().draft, "no_match", 0)) == ("Which day?", "Once more?")


def test_suggestion_whose_taker_died_is_finished_by_taking_it_again(cast, browser, monkeypatch):
    row, editor = suggested(cast), browser("editor")
    seen = form(editor, row)

    def die_after_the_save(*_told):
        raise SystemExit

    monkeypatch.setattr(suggestions, "_decide", die_after_the_save)
    with pytest.raises(SystemExit):
        decide(editor, row, act="take", **seen)
    monkeypatch.undo()
    saved = draft().revision
    assert Suggestion.objects.get().state == "taking"
    assert member(cast, "designer").post(f"{address(cast)}/{row.pk}/withdraw").status_code == 302
    assert Suggestion.objects.get().state == "taking"
    assert decide(editor, row, act="take", **form(editor, row)).status_code == 302
    assert (draft().revision, Suggestion.objects.get().state, Suggestion.objects.get().taken_as) == (saved, "taken", saved)


def test_suggestion_that_the_draft_holds_already_is_not_taken(cast, browser):
    row, editor = suggested(cast), browser("editor")
    improve(lambda body: reword(body, "Which day?"))
    seen, unchanged = form(editor, row), held_everywhere(cast)
    assert decide(editor, row, act="take", **seen).status_code == 422
    assert held_everywhere(cast) == unchanged


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404), ("staff", 404)])
def test_who_may_not_edit_the_project_suggests_and_withdraws_nothing(cast, who, status):
    places = twice_changed(cast)
    row = suggested(cast, places[:1])
    unchanged = held_everywhere(cast)
    assert send(cast, places[1:], who).status_code == status
    assert member(cast, who).post(f"{address(cast)}/{row.pk}/withdraw").status_code == status
    assert member(cast, who).get(address(cast)).status_code == (200 if who == "viewer" else 404)
    assert held_everywhere(cast) == unchanged


def test_another_project_neither_sees_nor_withdraws_a_suggestion(cast):
    row = suggested(cast)
    unchanged = held_everywhere(cast)
    foreign = f"/p/{cast.foreign.pk}/suggest/template/date"
    assert NOTE not in member(cast, "stranger").get(foreign).content.decode()
    assert member(cast, "stranger").post(f"{foreign}/{row.pk}/withdraw").status_code == 404
    assert held_everywhere(cast) == unchanged


@pytest.mark.parametrize("actor", ["publisher", "auditor", "staff"])
def test_staff_who_are_no_editors_see_and_decide_nothing(cast, browser, actor):
    row = suggested(cast)
    seen = form(browser("editor"), row)
    unchanged, client = held_everywhere(cast), browser(actor)
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{row.pk}/change/").status_code == 403
    assert decide(client, row, act="take", **seen).status_code == 403
    assert decide(client, row, act="decline", reason="No.", **seen).status_code == 403
    assert LIST not in client.get("/admin/").content.decode()
    assert held_everywhere(cast) == unchanged


def test_who_is_no_staff_does_not_reach_the_page_and_an_unknown_suggestion_is_not_there(cast, browser):
    row = suggested(cast)
    for client in (browser("anonymous"), member(cast, "owner")):
        assert client.get(f"{LIST}{row.pk}/change/")["Location"].startswith("/admin/login/")
    assert browser("editor").get(f"{LIST}nothing/change/").status_code == 404
    assert decide(browser("editor"), Suggestion(id="nothing"), act="take", seen=1, revision=1).status_code == 404


def test_suggestions_beyond_the_bounds_are_refused_and_nothing_is_kept(cast, monkeypatch):
    places = twice_changed(cast)
    monkeypatch.setattr(suggestions, "MOST_OPEN", 1)
    unchanged = held_everywhere(cast)
    assert send(cast, places, note="x" * (suggestions.MOST_NOTE + 1)).status_code == 422
    assert send(cast, []).status_code == 422
    assert send(cast, ["/key", "/nodes", "nonsense"]).status_code == 422
    assert send(cast, places, version=1).status_code == 409
    assert held_everywhere(cast) == unchanged
    row = suggested(cast, places)
    unchanged = held_everywhere(cast)
    assert send(cast, places).status_code == 422
    refused = send(cast, places[:1])
    assert (refused.status_code, "1 suggestions of this project wait" in refused.content.decode()) == (422, True)
    assert held_everywhere(cast) == unchanged
    suggestions.withdraw(cast.actor("designer"), cast.project.pk, row.pk)
    assert send(cast, places[:1]).status_code == 302


def test_document_that_is_too_large_with_the_change_is_refused(cast, monkeypatch):
    places = twice_changed(cast)
    monkeypatch.setattr(suggestions, "MOST_BYTES", 1000)
    unchanged = held_everywhere(cast)
    assert send(cast, places).status_code == 422
    assert held_everywhere(cast) == unchanged


def test_places_that_make_no_sound_document_by_themselves_are_refused(cast, monkeypatch):
    places = twice_changed(cast)
    monkeypatch.setattr(lint, "MAX_DOCUMENT", 1000)
    unchanged = held_everywhere(cast)
    refused = send(cast, places[:1])
    assert (refused.status_code, "do not make a whole" in refused.content.decode()) == (422, True)
    assert held_everywhere(cast) == unchanged


def test_own_document_and_copy_of_a_deprecated_one_cannot_be_suggested(cast):
    body = {**selectors.draft(cast.project, "template", "date").body, "key": "own_date"}
    editing.create_document(cast.actor("designer"), cast.project, "template", body)
    assert member(cast, "designer").get(address(cast, "own_date")).status_code == 404
    assert member(cast, "designer").get(address(cast, "date", "nonsense")).status_code == 404
    deprecate(Staff.command("tests"), "template", "date")
    assert member(cast, "designer").get(address(cast)).status_code == 404


def test_flow_is_suggested_and_taken_like_a_template(cast, browser):
    key = selectors.drafts(cast.project, "flow")[0].key
    held = selectors.draft(cast.project, "flow", key)
    body = {**held.body, "label": {**held.body["label"], "en": "Another name"}}
    editing.save_document(cast.actor("designer"), cast.project, "flow", key, body, base_version=held.version)
    places = [place.address for place in upstream.changed(cast.project, "flow", key).places]
    assert places == ["/label/en"]
    form_sent = {"place": places, "version": held.version + 1, "note": ""}
    assert member(cast, "designer").post(address(cast, key, "flow"), form_sent).status_code == 302
    row, editor = Suggestion.objects.get(), browser("editor")
    assert decide(editor, row, act="take", **form(editor, row)).status_code == 302
    assert Flow.objects.get(key=key).draft["label"]["en"] == "Another name"


def test_erasing_a_project_erases_what_it_suggested_but_not_what_was_taken(cast, browser):
    places = twice_changed(cast)
    row, editor = suggested(cast, places[:1]), browser("editor")
    decide(editor, row, act="take", **form(editor, row))
    send(cast, places[1:])
    assert Suggestion.objects.count() == 2
    erasing.erase_project(Actor("command", "tests", "tests"), cast.project)
    assert Suggestion.objects.count() == 0
    assert text(draft().draft) == "Which day?"


def test_suggestion_of_a_project_that_is_erased_meanwhile_is_not_kept(cast, monkeypatch):
    places, receive = twice_changed(cast), sync.suggest

    def erased_meanwhile(*arguments):
        Project.objects.filter(pk=cast.project.pk).update(status=ProjectStatus.ERASED)
        return receive(*arguments)

    monkeypatch.setattr(sync, "suggest", erased_meanwhile)
    with pytest.raises(Absent):
        suggest_change(cast.actor("designer"), cast.project, "template", "date", places=places, version=2)
    assert Suggestion.objects.count() == 0
