"""The simulator beside a document of the catalogue: the same as the project's, with the catalogue's drafts."""

import re
from html import unescape
from typing import Any

from django.test import Client
from staff_pages import ADMIN, DATE, date, everything, page, with_draft

FLOW = f"{ADMIN}flow/report_claim/"


class Talk:
    """A conversation beside a document, as its page holds it."""

    def __init__(self, client: Client, where: str, dialogue: str, **form: str) -> None:
        self.client, self.where = client, f"{where}simulator/"
        self.html = self._posted("", {"dialogue": dialogue, "locale": "en", "channel": "chat", **form})

    def _posted(self, action: str, form: dict[str, str]) -> str:
        response = self.client.post(f"{self.where}{action}", form)
        assert response.status_code == 200, response.content[:500]
        return unescape(response.content.decode())

    def does(self, action: str = "turn/", **form: str) -> str:
        sealed = re.search(r'name="conversation" value="([^"]+)"', self.html).group(1)
        self.html = self._posted(action, {"conversation": sealed, **form})
        return self.html

    def says(self, text: str) -> str:
        return self.does(event="utterance", text=text)


def test_editor_of_the_catalogue_has_the_simulator_beside_it(browser):
    html = page(browser("auditor"), f"{DATE}build/")
    for told in (f'hx-post="{DATE}simulator/"', "Speaks the draft", 'value="template:date"', 'data-show-pane="simulator"'):
        assert told in html


def test_reader_talks_to_a_draft_sees_what_was_understood_and_keeps_nothing(browser):
    before = everything()
    talk = Talk(browser("auditor"), DATE, "template:date")
    assert "Which date, please?" in talk.html
    missed = talk.says("blah blah")
    for told in ("Nothing is understood.", "It found nothing that fits.", "No match 1"):
        assert told in missed
    understood = talk.says("the 12th of May 2027")
    assert "12 May 2027" in understood
    assert re.search(r"from “[^”]*12th of May 2027”, \d+ % sure", understood)
    assert "It decides: it is the first that found something." in understood
    assert "Keep as a test" not in understood
    sealed = re.search(r'name="conversation" value="([^"]+)"', understood)
    form = {"conversation": sealed.group(1)} if sealed else {}
    assert talk.client.post(f"{DATE}simulator/keep/", form).status_code == 403
    assert everything() == before


def test_refused_value_names_the_rule(browser):
    def only_past(body: dict[str, Any]) -> None:
        node = body["nodes"][0]
        node["constraints"] = [{"id": "past", "key": "past", "type": "date_past", "params": {"include_today": False}}]
        node["steps"]["invalid:past"] = [
            {**level, "id": f"past.{level['id']}", "actions": [{**each, "id": f"past.{each['id']}"} for each in level["actions"]]}
            for level in node["steps"]["no_match"]
        ]

    with_draft(only_past)
    html = Talk(browser("editor"), DATE, "template:date").says("12 May 2099")
    assert re.search(r"past[^.]*: “12 May 2099”", html, re.IGNORECASE)


def test_editor_keeps_a_conversation_as_a_test_of_the_draft_once(browser):
    before = len(date().draft.get("tests", []))
    for told in ("Kept as a test", "a test of the draft already"):
        talk = Talk(browser("editor"), DATE, "template:date")
        talk.says("blah blah")
        assert told in talk.does("keep/")
    kept = date().draft["tests"]
    assert len(kept) == before + 1
    assert kept[-1]["turns"] == [{"say": "blah blah"}]


def test_changed_draft_is_given_the_same_answers_and_what_is_new_is_marked(browser):
    talk = Talk(browser("editor"), DATE, "template:date")
    talk.says("blah blah")

    def reword(body: dict[str, Any]) -> None:
        body["nodes"][0]["steps"]["no_match"][0]["actions"][0]["text"]["en"] = "Which day would suit you?"

    with_draft(reword)
    html = talk.says("12 May 2027")
    assert "the same answers were played again" in html
    assert "Which day would suit you?" in html


def test_flow_of_the_catalogue_is_talked_to_by_voice_and_begins_at_any_node(browser):
    client = browser("auditor")
    assert "bubble-bot" in Talk(client, FLOW, "flow:report_claim", channel="voice").html
    nodes = re.findall(r'<option value="(\w+)">', page(client, f"{FLOW}build/").partition('id="simulator-begin"')[2])
    talk = Talk(client, FLOW, "flow:report_claim", begin_at=nodes[1])
    assert "What is known there?" in talk.html
    talk = Talk(client, FLOW, "flow:report_claim", begin_at=nodes[1], is_given="1")
    assert f'data-walked="{nodes[1]}' in talk.html


def test_draft_that_cannot_run_says_why(browser):
    with_draft(lambda body: body["nodes"][0].update(kind="nonsense"))
    assert "There is no kind “nonsense”." in Talk(browser("auditor"), DATE, "template:date").html


def test_draft_with_missing_texts_is_talked_to_in_the_languages_that_it_has(browser):
    with_draft(lambda body: body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"].pop("de"))
    assert "Che data è?" in Talk(browser("auditor"), DATE, "template:date", locale="it").html


def test_conversation_of_another_person_or_document_does_not_go_on(browser):
    talk = Talk(browser("auditor"), DATE, "template:date")
    sealed = re.search(r'name="conversation" value="([^"]+)"', talk.html).group(1)
    for client, where in ((browser("editor"), DATE), (browser("auditor"), f"{ADMIN}template/bic/")):
        html = client.post(f"{where}simulator/turn/", {"conversation": sealed, "event": "hang_up"}).content.decode()
        assert "This conversation has ended" in html


def test_simulator_begins_by_a_post_alone(browser):
    for action in ("", "turn/", "keep/"):
        assert browser("editor").get(f"{DATE}simulator/{action}").status_code == 405
