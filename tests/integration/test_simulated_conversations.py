"""The simulator: a service is answered by hand, and a changed draft is given the same answers again."""

import re
from html import unescape

from django.test import Client

from tenants import selectors
from tenants.actions.editing import create_document, save_document


def closing(key: str, text: str) -> dict:
    """A node that says one thing."""
    rows = [{"id": f"{key}.say", "type": "say", "text": {"en": text, "it": text}}]
    return {"id": key, "key": key, "label": {"en": key}, "rows": rows}


ASK = {
    "id": "ask",
    "key": "ask",
    "label": {"en": "Ask"},
    "rows": [{"id": "hours", "type": "webhook", "name": "opening_hours", "mapping": {"open": "answer.open"}}],
    "edges": [{"id": "yes", "to": "open", "when": "variables.open == true"}, {"id": "no", "to": "shut", "otherwise": True}],
}
NODES = [ASK, closing("open", "We are open."), closing("shut", "We are closed.")]
OPENING = {"schema": 1, "key": "opening", "label": {"en": "Opening"}, "start": "ask", "nodes": NODES}


class Talk:
    """A simulated conversation of the designer."""

    def __init__(self, cast, dialogue: str) -> None:
        self.client, self.where = Client(), f"/p/{cast.project.pk}/simulator"
        self.client.force_login(cast.designer)
        self.html = self._posted(self.where, {"dialogue": dialogue, "locale": "en", "channel": "chat"})

    def _posted(self, where: str, form: dict[str, str]) -> str:
        answer = self.client.post(where, form)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    def does(self, **event: str) -> str:
        sealed = re.search(r'name="conversation" value="([^"]+)"', self.html).group(1)
        self.html = self._posted(f"{self.where}/turn", {"conversation": sealed, **event})
        return self.html


def test_service_is_answered_by_hand_and_its_answer_decides_the_way(cast):
    create_document(cast.actor("designer"), cast.project, "flow", OPENING)
    for answer, spoken in (("open = true", "We are open."), ("open = false", "We are closed."), ("", "We are closed.")):
        talk = Talk(cast, "flow:opening")
        assert "What the service answers" in talk.html
        assert "What the person says" not in talk.html
        assert spoken in talk.does(event="resume", answer=answer)


def test_changed_draft_is_given_the_same_answers_and_what_is_new_is_marked(cast):
    talk = Talk(cast, "template:date")
    talk.does(event="utterance", text="blah blah")
    held = selectors.draft(cast.project, "template", "date")
    held.body["nodes"][0]["steps"]["no_match"][0]["actions"][0]["text"]["en"] = "Which day would suit you?"
    save_document(cast.actor("designer"), cast.project, "template", "date", held.body, base_version=held.version)
    html = talk.does(event="utterance", text="12 May 2027")
    assert "the same answers were played again" in html
    bubbles = re.findall(r'<li class="bubble bubble-(\w+)"[^>]*>(.*?)</li>', html, re.DOTALL)
    said = [(who, "chip-draft" in text, re.sub(r"<[^>]+>|\s+", " ", text).strip()) for who, text in bubbles]
    assert [(who, is_new) for who, is_new, _text in said[:4]] == [
        ("bot", False), ("person", False), ("bot", True), ("person", False),
    ]  # fmt: skip
    assert "Which day would suit you?" in said[2][2]
    assert said[1][2] == "blah blah"
