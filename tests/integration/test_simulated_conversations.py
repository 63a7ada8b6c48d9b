"""The simulator: a service is answered by hand, and a changed draft is given the same answers again."""

import copy
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
    """A simulated conversation, the designer's where nobody else is named."""

    def __init__(self, cast, dialogue: str, who: str = "designer", **form: str) -> None:
        self.client, self.where = Client(), f"/p/{cast.project.pk}/simulator"
        self.client.force_login(getattr(cast, who))
        self.html = self._posted(self.where, {"dialogue": dialogue, "locale": "en", "channel": "chat", **form})

    def _posted(self, where: str, form: dict[str, str]) -> str:
        answer = self.client.post(where, form)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    def does(self, **event: str) -> str:
        return self._goes_on("turn", event)

    def keeps(self, **form: str) -> str:
        return self._goes_on("keep", form)

    def _goes_on(self, action: str, form: dict[str, str]) -> str:
        sealed = re.search(r'name="conversation" value="([^"]+)"', self.html).group(1)
        self.html = self._posted(f"{self.where}/{action}", {"conversation": sealed, **form})
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


def kept_in(cast, document: str, key: str) -> list[dict]:
    return list(selectors.draft(cast.project, document, key).body.get("tests", []))


def test_conversation_is_kept_as_a_test_with_what_it_came_to(cast):
    before = kept_in(cast, "template", "date")
    talk = Talk(cast, "template:date")
    assert "Keep as a test" not in talk.html
    talk.does(event="utterance", text="blah blah")
    talk.does(event="utterance", text="25/05/2026")
    html = talk.keeps()
    assert "Kept as a test" in html
    kept = kept_in(cast, "template", "date")[len(before) :]
    assert [test["turns"] for test in kept] == [[{"say": "blah blah"}, {"say": "25/05/2026"}]]
    assert kept[0]["expect"]["date"]["iso"] == "2026-05-25"
    assert f"?section=own-test%3A{kept[0]['id']}" in html


def test_conversation_that_was_kept_goes_on_and_nothing_is_played_again(cast):
    talk = Talk(cast, "template:date")
    talk.does(event="utterance", text="blah blah")
    talk.keeps()
    html = talk.does(event="utterance", text="25/05/2026")
    assert "The draft was changed meanwhile" not in html
    assert "Finished" in html


def test_kept_conversation_holds_the_bots_words_where_they_count(cast):
    talk = Talk(cast, "template:date")
    talk.does(event="utterance", text="blah blah")
    talk.keeps(with_replies="on")
    assert kept_in(cast, "template", "date")[-1]["turns"] == [{"say": "blah blah", "reply": "Sorry, which date was that?"}]


def test_conversation_in_which_a_service_answered_is_not_kept_and_says_why(cast):
    create_document(cast.actor("designer"), cast.project, "flow", OPENING)
    talk = Talk(cast, "flow:opening")
    talk.does(event="resume", answer="open = true")
    assert "Your service took part in this conversation" in talk.keeps()
    assert kept_in(cast, "flow", "opening") == []


def test_same_conversation_is_kept_once(cast):
    talk = Talk(cast, "template:date")
    talk.does(event="utterance", text="blah blah")
    talk.keeps()
    count = len(kept_in(cast, "template", "date"))
    again = Talk(cast, "template:date")
    again.does(event="utterance", text="blah blah")
    assert "a test of the draft already" in again.keeps()
    assert len(kept_in(cast, "template", "date")) == count


def test_viewer_talks_and_keeps_nothing(cast):
    before = kept_in(cast, "template", "date")
    talk = Talk(cast, "template:date", who="viewer")
    talk.does(event="utterance", text="blah blah")
    assert "Keep as a test" not in talk.html
    sealed = re.search(r'name="conversation" value="([^"]+)"', talk.html).group(1)
    assert talk.client.post(f"{talk.where}/keep", {"conversation": sealed}).status_code == 403
    assert kept_in(cast, "template", "date") == before


def test_conversation_of_another_person_is_not_kept(cast):
    before = kept_in(cast, "template", "date")
    talk = Talk(cast, "template:date", who="viewer")
    talk.does(event="utterance", text="blah blah")
    sealed = re.search(r'name="conversation" value="([^"]+)"', talk.html).group(1)
    client = Client()
    client.force_login(cast.designer)
    assert "This conversation has ended" in client.post(f"{talk.where}/keep", {"conversation": sealed}).content.decode()
    assert kept_in(cast, "template", "date") == before


def beside(html: str) -> list[str]:
    """What stands beside the turns, as words."""
    told = re.findall(r'<li class="chat-why">(.*?)</details>', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in told]


def test_beside_each_turn_stands_what_was_understood_by_which_engine_and_how_the_datum_stands(cast):
    talk = Talk(cast, "template:date")
    talk.does(event="utterance", text="blah blah")
    missed, understood = beside(talk.does(event="utterance", text="well, the 12th of May 2027"))
    assert "Nothing is understood." in missed
    assert "It found nothing that fits." in missed
    assert "No match 1" in missed
    assert "12 May 2027" in understood
    assert re.search(r"from “[^”]*12th of May 2027”, \d+ % sure", understood)
    assert "It decides: it is the first that found something." in understood


def test_refused_value_names_the_rule_and_the_words(cast):
    held = selectors.draft(cast.project, "template", "date")
    body = copy.deepcopy(dict(held.body))
    node = body["nodes"][0]
    node["constraints"] = [{"id": "past", "key": "past", "type": "date_past", "params": {"include_today": False}}]
    node["steps"]["invalid:past"] = copy.deepcopy(node["steps"]["no_match"])
    for level in node["steps"]["invalid:past"]:
        level["id"] = f"past.{level['id']}"
        level["actions"] = [{**action, "id": f"past.{action['id']}"} for action in level["actions"]]
    save_document(cast.actor("designer"), cast.project, "template", "date", body, base_version=held.version)
    talk = Talk(cast, "template:date")
    (told,) = beside(talk.does(event="utterance", text="12 May 2099"))
    assert "12 May 2099" in told
    assert re.search(r"past[^.]*: “12 May 2099”", told, re.IGNORECASE)


def test_silence_and_keys_show_how_the_datum_stands_and_no_engine(cast):
    talk = Talk(cast, "template:date")
    (told,) = beside(talk.does(event="no_input"))
    assert "No input 1" in told
    assert "It found" not in told


PLACE = {
    "id": "place",
    "key": "place",
    "label": {"en": "Place"},
    "rows": [{"id": "place.when", "type": "acquire", "template": "date", "name": "day"}],
    "edges": [{"id": "on", "to": "told", "otherwise": True}],
}
TOLD_ROW = {"id": "told.say", "type": "say", "text": {"en": "On {day}, {who}.", "it": "{day}, {who}."}}
TOLD = {"id": "told", "key": "told", "label": {"en": "Told"}, "rows": [TOLD_ROW]}
VISIT = {"schema": 1, "key": "visit", "label": {"en": "Visit"}, "start": "place", "nodes": [PLACE, TOLD]}


def test_conversation_begins_at_a_later_node_with_what_was_said_before_and_what_is_known(cast):
    create_document(cast.actor("designer"), cast.project, "flow", VISIT)
    asked = Talk(cast, "flow:visit", begin_at="told").html
    assert "What is known there?" in asked
    assert 'name="given:day"' in asked
    assert "bubble-bot" not in asked
    given = {"begin_at": "told", "is_given": "1", "given:day": "the 12th of May 2027", "variables": "who = Anna"}
    html = Talk(cast, "flow:visit", **given).html
    assert "On 12 May 2027, Anna." in html
    assert 'data-walked="told"' in html


def test_what_is_left_empty_before_a_node_is_not_known_there(cast):
    create_document(cast.actor("designer"), cast.project, "flow", VISIT)
    html = Talk(cast, "flow:visit", begin_at="told", is_given="1").html
    assert "Finished" in html
    assert "chat-values" not in html


def test_words_that_hold_no_value_are_shown_again_at_their_field(cast):
    create_document(cast.actor("designer"), cast.project, "flow", VISIT)
    form = {"begin_at": "told", "is_given": "1", "given:day": "blah blah", "variables": "who = Anna"}
    html = Talk(cast, "flow:visit", **form).html
    assert 'value="blah blah"' in html
    assert "is not understood in these words, or its rules refuse it" in html
    assert "who = Anna" in html


def test_node_that_is_gone_is_told(cast):
    assert "This node is not in the draft any more" in Talk(cast, "flow:activate_supply", begin_at="gone").html


def test_conversation_that_began_midway_goes_on_with_a_changed_draft_and_is_not_kept_as_a_test(cast):
    nodes = [
        dict(PLACE, id="first", key="first", edges=[{"id": "first.on", "to": "place", "otherwise": True}], rows=[]),
        PLACE,
        TOLD,
    ]
    create_document(cast.actor("designer"), cast.project, "flow", {**VISIT, "start": "first", "nodes": nodes})
    talk = Talk(cast, "flow:visit", begin_at="place", is_given="1")
    talk.does(event="utterance", text="blah blah")
    assert "Keep as a test" not in talk.html
    held = selectors.draft(cast.project, "flow", "visit")
    held.body["nodes"][2]["rows"][0]["text"]["en"] = "So on {day}."
    save_document(cast.actor("designer"), cast.project, "flow", "visit", held.body, base_version=held.version)
    html = talk.does(event="utterance", text="12 May 2027")
    assert "the same answers were played again" in html
    assert "So on 12 May 2027." in html
    before = selectors.draft(cast.project, "flow", "visit").version
    again = Talk(cast, "flow:visit", begin_at="place", is_given="1")
    again.does(event="utterance", text="blah blah")
    assert "this conversation began midway" in again.keeps()
    assert selectors.draft(cast.project, "flow", "visit").version == before


def test_editors_page_offers_the_nodes_to_begin_at_and_lets_the_person_allow_the_microphone(cast):
    client = Client()
    client.force_login(cast.viewer)
    page = client.get(f"/p/{cast.project.pk}/flows/activate_supply")
    assert 'id="simulator-begin"' in page.content.decode()
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert "microphone=()" in client.get(f"/p/{cast.project.pk}/releases").headers["Permissions-Policy"]
