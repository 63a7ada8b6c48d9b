"""What the catalogue decides on in a project's copy is shown locked and says why; no form changes it."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from tenants import selectors
from tenants.actions import editing

WHY = "Locked: the catalogue decides on this"
IN_PLACE = {"HX-Request": "true"}


class Locked:
    """A designer at a section of a copy in which the catalogue decides on some places."""

    def __init__(self, cast, kind: str, key: str, section: str, *rules: tuple[str, str]) -> None:
        self.project, self.kind, self.key = cast.project, kind, key
        draft = selectors.draft(cast.project, kind, key)
        body = json.loads(json.dumps(draft.body))
        body["manageability"] = [{"path": path, "level": level} for path, level in rules]
        editing.save_document(cast.actor("designer"), cast.project, kind, key, body, base_version=draft.version)
        self.client = Client()
        self.client.force_login(cast.designer)
        self.where = f"/p/{cast.project.pk}/{kind}s/{key}?section={section}"

    @property
    def draft(self):
        return selectors.draft(self.project, self.kind, self.key)

    def page(self) -> str:
        return re.sub(r"\s+", " ", unescape(self.client.get(self.where).content.decode()))

    def post(self, **fields: str) -> None:
        version = self.draft.version
        answer = self.client.post(self.where, {"base_version": version, "seen_version": version, **fields})
        assert answer.status_code in (200, 302), answer.content[:300]


def control(html: str, name: str) -> str:
    """The tag of the input with a name."""
    return re.search(rf'<(?:input|textarea|select)[^>]*name="{re.escape(name)}"[^>]*>', html)[0]


def names(html: str) -> list[str]:
    return re.findall(r'name="(at:[^"]+)"', html)


def test_text_of_a_locked_step_is_shown_and_not_changed(cast):
    at = Locked(cast, "template", "date", "date:step:start", ("/nodes/@date/steps/start", "factory"))
    html = at.page()
    name = next(name for name in names(html) if name.endswith("/text/en"))
    assert WHY in html
    assert "readonly" in control(html, name)
    assert "-locked" in control(html, name), "the reason is read with the field"
    assert 'value="add ' not in html
    assert 'value="remove ' not in html
    before = at.draft.body
    at.post(**{name: "Another question?"})
    at.post(change="remove /nodes/@date/steps/start/@date.start.1")
    at.post(change="add /nodes/@date/steps/start")
    assert at.draft.body == before


def test_place_that_the_rule_leaves_to_the_project_is_changed_as_before(cast):
    at = Locked(
        cast, "template", "date", "date:step:start",
        ("/nodes/@date/steps", "factory"), ("/nodes/@date/steps/start/*/actions/*/text/it", "project"),
    )  # fmt: skip
    html = at.page()
    english, italian = (next(name for name in names(html) if name.endswith(f"/text/{locale}")) for locale in ("en", "it"))
    assert "readonly" in control(html, english)
    assert "readonly" not in control(html, italian)
    at.post(**{english: "No?", italian: "Quale giorno?"})
    assert "Quale giorno?" in json.dumps(at.draft.body, ensure_ascii=False)
    assert "No?" not in json.dumps(at.draft.body)


@pytest.mark.parametrize(
    ("kind", "key", "section", "path"),
    [
        ("template", "date", "date:settings", "/nodes/@date/confirm"),
        ("template", "date", "date:settings", "/nodes/@date/constraints"),
        ("template", "date", "date:recognition", "/nodes/@date/contract"),
        ("template", "date", "date:recognition", "/nodes/@date/inputs"),
        ("flow", "activate_supply", "node:consent", "/nodes/*/rows"),
        ("flow", "activate_supply", "node:consent", "/nodes/*/edges"),
    ],
)
def test_rules_recognisers_attempts_rows_and_exits_are_shown_locked(cast, kind, key, section, path):
    at = Locked(cast, kind, key, section, (path, "factory"))
    html = at.page()
    assert WHY in html
    name = path.rpartition("/")[2]
    assert not re.search(rf'value="(?:add|remove|copy|up|down) [^"]*/{name}(?:/@[^/"]*)?"', html)
    before = at.draft.body
    for button in ("add", "remove", "copy"):
        at.post(change=f"{button} {path}")
    assert at.draft.body == before


def test_document_of_the_projects_own_is_locked_nowhere(cast):
    draft = selectors.draft(cast.project, "template", "date")
    body = {**json.loads(json.dumps(draft.body)), "key": "own", "manageability": [{"path": "/nodes", "level": "factory"}]}
    editing.create_document(cast.actor("designer"), cast.project, "template", body)
    client = Client()
    client.force_login(cast.designer)
    html = client.get(f"/p/{cast.project.pk}/templates/own?section=date:step:start").content.decode()
    assert WHY not in html
    assert "readonly" not in html


def test_reason_is_italian_for_who_reads_italian(cast):
    at = Locked(cast, "template", "date", "date:step:start", ("/nodes/@date/steps", "factory"))
    at.client.cookies["django_language"] = "it"
    assert "Bloccato: qui decide il catalogo" in at.page()


@pytest.mark.parametrize("gesture", ["connect /nodes/@{one} {two}", "lead /nodes/@{one}/edges/@{exit} {one_key}"])
def test_gesture_on_the_picture_changes_no_locked_exit_and_says_why(cast, gesture):
    held = Locked(cast, "flow", "activate_supply", "about", ("/nodes/*/edges", "factory"))
    before = held.draft
    one = next(node for node in before.body["nodes"] if node.get("edges"))
    two = next(node for node in before.body["nodes"] if node is not one)
    names = {"one": one["id"], "one_key": one["key"], "two": two["key"], "exit": one["edges"][0]["id"]}
    answer = held.client.post(
        held.where, {"base_version": before.version, "seen_version": before.version, "change": gesture.format(**names)}
    )
    assert answer.status_code == 422
    assert WHY in unescape(answer.content.decode())
    assert (held.draft.version, held.draft.body) == (before.version, before.body)


def test_node_with_locked_exits_is_put_elsewhere_all_the_same(cast):
    held = Locked(cast, "flow", "activate_supply", "about", ("/nodes/*/edges", "factory"))
    node = held.draft.body["nodes"][0]["id"]
    held.post(change=f'place {{"{node}": [24, 48]}}')
    assert held.draft.body["layout"] == {node: [24, 48]}


def test_json_that_changes_a_locked_place_is_not_taken_in_and_says_where(cast):
    held = Locked(cast, "template", "date", "date:step:start", ("/nodes/@date/steps/start", "factory"))
    before = held.draft
    body = json.loads(json.dumps(before.body))
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = "Ours, then."
    form = {"base_version": before.version, "text": json.dumps(body)}
    answer = held.client.post(held.where.partition("?")[0] + "/import", form)
    words = re.sub(r"\s+", " ", unescape(answer.content.decode()))
    assert answer.status_code == 422
    assert "It changes what the catalogue alone decides on" in words
    assert "Date › Question › level 1 › English" in words
    assert "Ours, then." in words, "what was sent stays in the field"
    assert (held.draft.version, held.draft.body) == (before.version, before.body)
    body = json.loads(json.dumps(before.body))
    body["nodes"][0]["steps"]["no_match"][0]["actions"][0]["text"]["en"] = "Ours, then."
    assert held.client.post(held.where.partition("?")[0] + "/import", {**form, "text": json.dumps(body)}).status_code == 200


def test_locked_text_is_found_and_not_offered_to_be_replaced(cast):
    held = Locked(cast, "template", "date", "date:step:start", ("/nodes/@date/steps/start", "factory"))
    before, address = held.draft, f"/p/{cast.project.pk}/texts"
    asked = {"q": "Which date, please?", "by": "When, then?", "preview": "1"}
    html = held.client.get(address, asked).content.decode()
    assert WHY in unescape(html)
    assert not re.search(r'name="place"\s+value="template:date:', html)
    place = "template:date:/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en"
    answer = held.client.post(address, {**asked, "version:template:date": before.version, "place": place})
    assert answer.status_code == 422
    assert (held.draft.version, held.draft.body) == (before.version, before.body)
