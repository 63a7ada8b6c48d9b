"""Tests are written as forms and run in place, in the studio: one as the form says it, all of the draft with a progress bar."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from omnia.workbench import running
from tenants import selectors
from tenants.actions import editing

IN_PLACE = {"HX-Request": "true"}
FLOW = {
    "schema": 1,
    "key": "ask_day",
    "label": {"en": "Ask the day"},
    "start": "ask",
    "nodes": [
        {
            "id": "ask",
            "key": "ask",
            "label": {"en": "Ask"},
            "rows": [{"id": "when", "type": "acquire", "template": "date", "name": "day"}, {"id": "end", "type": "close"}],
        }
    ],
}


class Editor:
    """A document's editor in the hands of one person."""

    def __init__(self, cast, who: str = "designer", document: str = "template", key: str = "date") -> None:
        self.cast, self.document, self.key = cast, document, key
        self.client = Client()
        self.client.force_login(getattr(cast, who))
        self.where = f"/p/{cast.project.pk}/{document}s/{key}"

    @property
    def draft(self):
        return selectors.draft(self.cast.project, self.document, self.key)

    def section(self, name: str) -> str:
        answer = self.client.get(self.where, {"section": name})
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    def posts(self, section: str, **form: str):
        told = {"base_version": self.draft.version, **form}
        return self.client.post(f"{self.where}?section={section}", told, headers=IN_PLACE)

    def gets(self, section: str, **asked: str) -> str:
        answer = self.client.get(self.where, {"section": section, **asked}, headers=IN_PLACE)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    def has(self, *tests: dict) -> None:
        """The draft with these tests and no others."""
        held = self.draft
        body = {**json.loads(json.dumps(held.body)), "tests": list(tests)}
        actor = self.cast.actor("designer")
        editing.save_document(actor, self.cast.project, self.document, self.key, body, base_version=held.version)


def said(ident: str, words: str, **more) -> dict:
    return {"id": ident, "locale": "en", "turns": [{"say": words}], **more}


def field(html: str, label: str) -> str:
    """The name of the first input with a label."""
    found = re.search(rf'<label for="([^"]+)">\s*{re.escape(label)}\s*<', html)
    assert found, label
    return re.search(rf'id="{re.escape(found[1])}"\s+name="([^"]+)"', html)[1]


def test_conversation_is_written_turn_by_turn_and_expects_an_answer_and_a_value(cast):
    editor = Editor(cast)
    editor.has(said("one", "blah blah"))
    silence = {"change": "add /tests/@one/turns", "kind:/tests/@one/turns": "silence"}
    assert editor.posts("own-test:one", **silence).status_code == 204
    assert editor.draft.body["tests"][0]["turns"] == [{"say": "blah blah"}, {"silence": True}]
    html = editor.section("own-test:one")
    present = {"present:/tests/@one/expect": "1"}
    written = {field(html, "The bot answers"): "No match 1", "at:/tests/@one/expect:date": "2027-05-12", **present}
    assert editor.posts("own-test:one", **written).status_code == 204
    test = editor.draft.body["tests"][0]
    assert test["turns"][0] == {"say": "blah blah", "reply": "No match 1"}
    assert test["expect"] == {"date": {"iso": "2027-05-12"}}
    assert "2027-05-12" in editor.section("own-test:one")
    assert editor.posts("own-test:one", **{"at:/tests/@one/expect:date:nothing": "on"}, **present).status_code == 204
    assert editor.draft.body["tests"][0]["expect"] == {"date": None}


def test_test_of_each_sort_is_added_and_leads_to_its_own_section(cast):
    editor = Editor(cast)
    editor.has()
    for sort in ("sentence", "conversation"):
        answer = editor.posts("own-tests", change="add /tests", **{"kind:/tests": sort})
        made = editor.draft.body["tests"][-1]
        assert answer.headers["HX-Location"].endswith(f"?section=own-test%3A{made['id']}")
        assert "Nothing is said yet" in editor.section(f"own-test:{made['id']}")
    assert "It is not complete yet." in editor.section("own-tests")
    assert "The caller says" in editor.section(f"own-test:{editor.draft.body['tests'][0]['id']}")


def test_removed_test_leads_back_to_the_list(cast):
    editor = Editor(cast)
    editor.has(said("one", "hello"))
    assert "own-test%3Aone" in editor.section("own-tests")
    editor.posts("own-tests", change="remove /tests/@one")
    assert "tests" not in editor.draft.body
    assert "None yet: a test is what a caller says" in editor.section("own-test:one")


def test_failure_is_told_by_what_was_said_expected_and_understood_and_leads_to_its_places(cast):
    editor = Editor(cast)
    editor.has(said("one", "25/05/2026", expect={"date": {"year": 2027}}))
    html = editor.gets("own-test:one", run_test="1")
    for told in ("It does not go as it must.", "“25/05/2026”", "year: 2027", "year: 2026"):
        assert told in html
    places = re.findall(r'href="[^"?]*\?section=([^"]+)"', html)
    assert places == ["date%3Arecognition", "own-test%3Aone"]
    assert "Which date, please?" in html
    assert "one" not in re.sub(r"<[^>]+>", " ", html).split()


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("WHICH   date", "It goes as it must."),
        ("What time", "the answer should say “What time” and is “Sorry, which date was that?”"),
        ("", "It goes as it must."),
    ],
)
def test_answer_that_is_expected_is_looked_for_in_what_the_bot_says(cast, reply, outcome):
    editor = Editor(cast)
    editor.has({"id": "one", "locale": "en", "turns": [{"say": "blah blah", **({"reply": reply} if reply else {})}]})
    assert outcome in editor.gets("own-test:one", run_test="1")


def test_test_is_run_as_the_form_says_and_nothing_is_saved(cast):
    editor = Editor(cast)
    editor.has(said("one", "25/05/2026", expect={"date": {"iso": "2026-05-25"}}))
    version = editor.draft.version
    say = field(editor.section("own-test:one"), "The caller says")
    answer = editor.posts("own-test:one", run_test="1", **{say: "26/05/2026"})
    assert "It does not go as it must." in unescape(answer.content.decode())
    assert editor.draft.version == version
    assert "“25/05/2026”" in editor.section("own-tests")


def test_all_tests_are_run_in_slices_and_only_failures_are_listed(cast, monkeypatch):
    monkeypatch.setattr(running, "SLICE_SECONDS", -1.0)
    editor = Editor(cast)
    editor.has(
        said("good", "25/05/2026", expect={"date": {"iso": "2026-05-25"}}),
        said("bad", "25/05/2026", expect={"date": None}),
        {**said("foreign", "25/05/2026"), "locale": "de"},
        said("worse", "25/05/2026", expect={"date": {"year": 1}}),
    )
    html, asked, failures = "", {"run_from": "0"}, 0
    for done in (1, 2, 3):
        html = editor.gets("own-tests", **asked)
        assert f"{done} of 3" in html
        failures += html.count("Open the test")
        following = re.search(r'hx-get="\?section=own-tests&([^"]+)"', html)
        asked = dict(pair.split("=") for pair in following[1].split("&")) if following else {}
    assert not asked
    assert failures == 2
    assert "2 tests do not go as they must." in html


def test_run_begins_anew_when_the_draft_was_changed_meanwhile(cast, monkeypatch):
    monkeypatch.setattr(running, "SLICE_SECONDS", -1.0)
    editor = Editor(cast)
    editor.has(said("one", "blah"), said("two", "blah"))
    before = editor.draft.hash
    editor.has(said("one", "blah", expect={"date": {"year": 1}}), said("two", "blah"))
    html = editor.gets("own-tests", run_from="1", run_failed="7", run_of=before)
    assert "1 of 2" in html
    assert "run_failed=1&" in html
    assert 'hx-swap-oob="innerHTML"' in html


def test_viewer_runs_tests_and_changes_none(cast):
    Editor(cast).has(said("one", "25/05/2026", expect={"date": {"iso": "2026-05-25"}}))
    editor = Editor(cast, "viewer")
    version = editor.draft.version
    html = editor.section("own-test:one")
    assert "You can look, not change" in html
    assert 'value="add /tests/@one/turns"' not in html
    assert "It goes as it must." in editor.gets("own-test:one", run_test="1")
    assert "Everything goes as it must." in editor.gets("own-tests", run_from="0")
    for form in ({"change": "remove /tests/@one"}, {"run_test": "1"}, {"run_from": "0"}):
        assert editor.posts("own-tests", **form).status_code == 403
    assert editor.draft.version == version


def test_stranger_finds_no_tests(cast):
    Editor(cast).has(said("one", "25/05/2026"))
    editor = Editor(cast, "stranger")
    for asked in ({}, {"section": "own-test:one", "run_test": "1"}, {"run_from": "0"}):
        answer = editor.client.get(editor.where, {"section": "own-tests", **asked}, headers=IN_PLACE)
        assert answer.status_code == 404


def test_flow_has_tests_of_its_own_which_name_what_it_acquires(cast):
    editing.create_document(cast.actor("designer"), cast.project, "flow", FLOW)
    editor = Editor(cast, document="flow", key="ask_day")
    editor.has(said("one", "25/05/2026", expect={"day": {"year": 2027}}))
    assert "Tests" in editor.section("about")
    html = editor.section("own-test:one")
    assert "at:/tests/@one/expect:day" in html
    assert "What sort of test it is" not in html
    ran = editor.gets("own-tests", run_from="0")
    assert "year: 2026" in ran
    assert re.findall(r'href="[^"?]*\?section=([^"]+)"', ran) == ["node%3Aask", "own-test%3Aone"]


def test_last_turn_of_a_conversation_is_kept(cast):
    editor = Editor(cast)
    editor.has(said("one", "hello"))
    assert "remove /tests/@one/turns/0" not in editor.section("own-test:one")
    editor.posts("own-test:one", change="remove /tests/@one/turns/0")
    assert editor.draft.body["tests"][0]["turns"] == [{"say": "hello"}]


def test_all_tests_are_run_from_above_their_list_and_what_is_said_comes_before_how_it_is_judged(cast):
    editor = Editor(cast)
    editor.has(said("own.one", "blah blah"))
    page = editor.section("own-tests")
    assert page.index("Run all tests") < page.index('id="editor"')
    page = editor.section("own-test:own.one")
    assert page.index("The caller says") < page.index("What must be understood") < page.index("How it must end")


def test_heading_of_a_test_is_what_was_saved_by_itself(cast):
    editor = Editor(cast)
    editor.has(said("own.one", "blah blah"))
    held = json.loads(json.dumps(editor.draft.body))
    held["tests"][0]["turns"][0]["say"] = "the fifth"
    editing.save_document(cast.actor("designer"), cast.project, "template", "date", held, base_version=editor.draft.version)
    headers = {**IN_PLACE, "X-Around-Only": "1"}
    around = unescape(editor.client.get(editor.where, {"section": "own-test:own.one"}, headers=headers).content.decode())
    assert '<h2 id="section-title" hx-swap-oob="innerHTML">“the fifth”</h2>' in around
    assert 'id="editor"' not in around
