"""All texts of a project are searched, and replaced in the places that a person ticks: all of them or none, and undone as one."""

import re
from html import unescape

import pytest
from django.test import Client

from omnia.dialogue.edits import Set
from omnia.mongo.clusters import database
from omnia.workbench import document_form
from tenants import selectors
from tenants.actions import editing
from tenants.actions.replacing import Rewording, replace_texts


class Desk:
    """A person at the page of texts."""

    def __init__(self, cast, who: str = "designer") -> None:
        self.project, self.client = cast.project, Client()
        self.client.force_login(getattr(cast, who))
        self.where = f"/p/{cast.project.pk}/texts"

    def search(self, **asked: str) -> str:
        answer = self.client.get(self.where, asked)
        assert answer.status_code == 200
        return answer.content.decode()

    def replace(self, places: list[str], html: str, **asked: str):
        seen = dict(re.findall(r'name="(version:[^"]+)"\s+value="(\d+)"', html))
        return self.client.post(self.where, {**asked, **seen, "place": places})


def places(html: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'name="place"\s+value="([^"]+)"', html)]


def heads(cast) -> dict[str, int]:
    return {row.key: row.version for row in selectors.drafts(cast.project, "template")}


def start(cast, key: str) -> str:
    return selectors.draft(cast.project, "template", key).body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"]


def test_text_is_found_in_every_document_and_language_that_holds_it_and_leads_to_its_place(cast):
    desk = Desk(cast, "viewer")
    html = desk.search(q="date of birth")
    assert "<mark>date of birth</mark>" in html
    assert f"/p/{cast.project.pk}/templates/date_of_birth?section=" in html
    assert 'name="place"' not in html
    assert "0 texts found." in desk.search(q="date of birth", locale="it")
    assert "0 texts found." in desk.search(q="DATE OF BIRTH", case="on")
    assert "0 texts found." in desk.search(q="ate of birt", whole="on")


def test_names_in_braces_stand_for_values_and_are_replaced_only_where_braces_are_looked_for(cast):
    desk = Desk(cast)
    page = unescape(desk.search(q="date", by="day", preview="1"))
    assert "{date}. Is that right?" not in page
    assert "{day}" not in page
    assert "{day}. Is that right?" in "".join(re.split(r"<[^>]+>", unescape(desk.search(q="{date}", by="{day}", preview="1"))))


def test_ticked_places_are_replaced_with_one_version_for_each_document_and_undone_as_one(cast):
    desk, before = Desk(cast), heads(cast)
    asked = {"q": "please", "by": "kindly"}
    html = desk.search(**asked, preview="1")
    found = places(html)
    touched = {place.split(":")[1] for place in found if place.startswith("template:")}
    assert len(touched) > 2
    kept = next(place for place in found if place.startswith("template:"))
    chosen = [place for place in found if place != kept]
    assert desk.replace(chosen, html, **asked).status_code == 302
    rest = places(desk.search(**asked, preview="1"))
    assert rest == [kept]
    after = heads(cast)
    changed = {place.split(":")[1] for place in chosen if place.startswith("template:")}
    assert {key for key in after if after[key] != before[key]} == changed
    assert all(after[key] == before[key] + 1 for key in changed)
    assert "Undo the replacement" in desk.search()
    desk.client.post(desk.where, {"undo": "1"})
    assert places(desk.search(**asked, preview="1")) == found
    assert "Undo the replacement" not in desk.search()


def test_document_that_another_saved_since_the_preview_keeps_all_documents_as_they_are(cast):
    desk = Desk(cast)
    asked = {"q": "please", "by": "kindly"}
    html = desk.search(**asked, preview="1")
    key = next(place for place in places(html) if place.startswith("template:")).split(":")[1]
    body = {**selectors.draft(cast.project, "template", key).body, "tags": ["theirs"]}
    editing.save_template(cast.actor("owner"), cast.project, key, body, base_version=1)
    before = heads(cast)
    answer = desk.replace(places(html), html, **asked)
    assert answer.status_code == 409
    assert "nothing was replaced" in answer.content.decode()
    assert heads(cast) == before
    assert "Undo the replacement" not in desk.search()


def test_fault_in_the_last_document_leaves_none_of_them_changed(cast):
    before, entries = heads(cast), database(cast.project.ref)["audit"].count_documents({})
    address = "/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en"
    wanted = [
        Rewording("template", "date", before["date"], [Set(address, "On which day?")]),
        Rewording("template", "nothing", 1, [Set(address, "On which day?")]),
    ]
    with pytest.raises(editing.EditingError, match="no template “nothing”"):
        replace_texts(cast.actor("designer"), cast.project, wanted, note="Days")
    assert heads(cast) == before
    assert start(cast, "date") != "On which day?"
    assert database(cast.project.ref)["audit"].count_documents({}) == entries


def test_undo_after_another_save_changes_nothing(cast):
    desk = Desk(cast)
    asked = {"q": "please", "by": "kindly"}
    html = desk.search(**asked, preview="1")
    desk.replace(places(html), html, **asked)
    key = next(place for place in places(html) if place.startswith("template:")).split(":")[1]
    held = selectors.draft(cast.project, "template", key)
    editing.save_template(cast.actor("owner"), cast.project, key, {**held.body, "tags": ["theirs"]}, base_version=held.version)
    before = heads(cast)
    desk.client.post(desk.where, {"undo": "1"})
    assert heads(cast) == before


def test_viewer_replaces_nothing(cast):
    desk, before = Desk(cast), heads(cast)
    asked = {"q": "please", "by": "kindly"}
    html = desk.search(**asked, preview="1")
    assert Desk(cast, "viewer").replace(places(html), html, **asked).status_code == 403
    assert Desk(cast, "stranger").replace(places(html), html, **asked).status_code == 404
    assert heads(cast) == before


def test_parts_of_a_document_are_walked_through_once_however_many_texts_are_found(cast, monkeypatch):
    made = []
    walk = document_form.Places.__init__
    monkeypatch.setattr(document_form.Places, "__init__", lambda places, body: made.append(1) or walk(places, body))
    client = Client()
    client.force_login(cast.designer)
    page = client.get(f"/p/{cast.project.pk}/texts", {"q": "a"}).content.decode()
    documents = page.count('id="found-template-')
    assert page.count("?section=") > 5 * documents
    assert len(made) == documents
