"""Staff edit a draft: as a sheet and as JSON; only what was touched changes, and nothing typed is lost."""

import copy
import json
import re
from html import unescape

import pytest
from django.test import Client
from staff_pages import DATE, START, date, everything, field_of, hidden, page, say, sheet, with_draft

from factory.models import DocumentStatus

CHOICE = START.replace("at:", "choice:")
ITALIAN = START.replace("/text/en", "/text/it")


def test_the_sheet_has_an_input_for_every_text_in_every_language(browser):
    html = page(browser("editor"), f"{DATE}change/")
    for locale in ("en", "it", "es", "fr", "de", "pt"):
        assert f'name="{START.removesuffix("en")}{locale}"' in html
        assert f'name="at:/label/{locale}"' in html
    assert "Which date, please?" in field_of(html, START)


def test_saving_changes_what_was_touched_and_nothing_else(browser):
    client, before = browser("editor"), date()
    sent = {**sheet(client), START: "Which day?", "at:/tags": "date, calendar", "at:/synonyms/it": "giorno,  data , giorno"}
    assert client.post(f"{DATE}change/", sent).status_code == 302
    wanted = copy.deepcopy(before.draft)
    say(wanted, "Which day?")
    wanted["tags"], wanted["synonyms"]["it"] = ["date", "calendar"], ["giorno", "data"]
    row = date()
    assert row.draft == wanted
    assert (row.revision, row.published, row.status) == (before.revision + 1, 1, DocumentStatus.AHEAD)
    assert "calendar" in row.words.split("\n")


def test_a_sheet_that_nobody_touched_saves_the_same_draft(browser):
    client, before = browser("editor"), date()
    html = page(client, f"{DATE}change/")
    sent = {"revision": hidden(html, "revision"), "seen": hidden(html, "seen")}
    for name, text in re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', html):
        sent[unescape(name)] = unescape(text)
    assert len(sent) > 130
    client.post(f"{DATE}change/", sent)
    assert date().draft == before.draft


def test_findings_stand_at_their_field_and_in_the_summary(browser):
    client = browser("editor")
    client.post(f"{DATE}change/", {**sheet(client), START: "Which {nothing.here}?"})
    html = page(client, f"{DATE}change/")
    at_field = field_of(html, START)
    assert 'aria-invalid="true"' in at_field
    assert "{nothing.here} names nothing" in at_field
    anchor = re.search(r'id="(at-[^"]+)"', at_field)
    assert anchor
    assert f'href="#{anchor.group(1)}"' in html
    assert "1 problem must be mended before it can be published" in html


def test_an_emptied_text_is_a_finding_and_no_broken_document(browser):
    client = browser("editor")
    client.post(f"{DATE}change/", {**sheet(client), START: "   "})
    html = page(client, f"{DATE}change/")
    assert "The text is missing in English" in field_of(html, START)
    assert "en" not in date().draft["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]


def test_a_broken_shape_is_not_saved_and_the_form_keeps_what_was_typed(browser):
    client = browser("editor")
    sent, before = {**sheet(client), "at:/scope": "galaxy", START: "Kept in the form"}, everything()
    response = client.post(f"{DATE}change/", sent)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Kept in the form" in field_of(html, START)
    assert 'aria-invalid="true"' in field_of(html, "at:/scope")
    assert everything() == before


@pytest.mark.parametrize(
    "name", ["at:/key", "at:/nodes/@date/kind", "at:/draft", "at:/tests/0/utterance", "at:", "at:/nodes/99/label/en"]
)
def test_a_form_reaches_only_what_the_sheet_shows(browser, name):
    client, before = browser("editor"), date()
    assert client.post(f"{DATE}change/", {**sheet(client), name: "other"}).status_code == 302
    assert date().draft == before.draft


def conflict_at(html: str, name: str) -> str:
    """The part of the page where a conflict of one input is decided."""
    place = html.index(f'name="{name}"')
    return html[html.rindex("<fieldset", 0, place) : html.index("</fieldset>", place)]


def in_conflict(client: Client) -> dict[str, str]:
    """The form that the conflict page would send, after both changed the question and one the Italian text too."""
    mine = {**sheet(client), START: "My question?", ITALIAN: "La mia domanda?", "at:/tags": "mine"}
    with_draft(lambda body: say(body, "Their question?"))
    before = everything()
    response = client.post(f"{DATE}change/", mine)
    assert response.status_code == 409
    html = response.content.decode()
    assert "tests saved this draft while you were editing" in html
    assert [text in conflict_at(html, START) for text in ("My question?", "Their question?", "Which date, please?")] == [True] * 3
    assert "La mia domanda?" in field_of(html, ITALIAN)
    assert everything() == before
    return {**mine, **{name: hidden(html, name) for name in ("revision", "seen")}}


@pytest.mark.parametrize(
    ("decided", "result"),
    [
        ({}, "My question?"),
        ({CHOICE: "ours"}, "My question?"),
        ({CHOICE: "ours", START: "Both agree?"}, "Both agree?"),
        ({CHOICE: "theirs"}, "Their question?"),
        ({CHOICE: "ours", START: ""}, None),
    ],
)
def test_who_saves_second_loses_nothing_and_decides_what_both_changed(browser, decided, result):
    client = browser("editor")
    again = in_conflict(client)
    assert client.post(f"{DATE}change/", {**again, **decided}).status_code == 302
    texts = date().draft["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]
    assert (texts.get("en"), texts["it"], date().draft["tags"]) == (result, "La mia domanda?", ["mine"])


def test_conflict_that_was_left_is_still_to_be_decided_when_the_page_is_opened_again(browser):
    client = browser("editor")
    in_conflict(client)
    html = page(client, f"{DATE}change/")
    assert [text in conflict_at(html, START) for text in ("My question?", "Their question?")] == [True] * 2
    assert "La mia domanda?" in field_of(html, ITALIAN)


def test_third_person_who_saves_meanwhile_is_seen_before_anything_is_saved(browser):
    client = browser("editor")
    again = in_conflict(client)
    with_draft(lambda body: say(body, "A third question?"))
    before = everything()
    response = client.post(f"{DATE}change/", {**again, CHOICE: "theirs"})
    assert response.status_code == 409
    assert "A third question?" in conflict_at(response.content.decode(), START)
    assert everything() == before


@pytest.mark.parametrize(("choice", "kept"), [("ours", True), ("theirs", False)])
def test_text_whose_step_is_gone_is_shown_beside_that_and_either_can_be_kept(browser, choice, kept):
    client = browser("editor")
    name = START.replace("/start/", "/help/").replace(".start.1", ".help.1")
    mine = {**sheet(client), name: "My long help"}
    with_draft(lambda body: body["nodes"][0]["steps"].pop("help"))
    response = client.post(f"{DATE}change/", mine)
    assert response.status_code == 409
    html = response.content.decode()
    decided = "choice:/nodes/@date/steps/help"
    assert [text in conflict_at(html, decided) for text in ("My long help", "deleted")] == [True] * 2
    assert "help" not in date().draft["nodes"][0]["steps"]
    again = {**mine, **{each: hidden(html, each) for each in ("revision", "seen")}, decided: choice}
    assert client.post(f"{DATE}change/", again).status_code == 302
    assert ("help" in date().draft["nodes"][0]["steps"]) == kept


def test_levels_and_steps_come_and_go(browser):
    client = browser("editor")
    steps = date().draft["nodes"][0]["steps"]
    response = client.post(f"{DATE}change/", {**sheet(client), "add_level": "/nodes/@date/steps/no_match"})
    assert response["Location"].startswith(f"{DATE}change/#at-nodes-0-steps-no_match-")
    held = date().draft["nodes"][0]["steps"]
    assert len(held["no_match"]) == len(steps["no_match"]) + 1
    gone = [f"/nodes/@date/steps/help/@{level['id']}" for level in steps["help"]]
    client.post(
        f"{DATE}change/", {**sheet(client), "remove": [*gone, f"/nodes/@date/steps/no_match/@{held['no_match'][-1]['id']}"]}
    )
    held = date().draft["nodes"][0]["steps"]
    assert "help" not in held
    assert held["no_match"] == steps["no_match"]
    client.post(f"{DATE}change/", {**sheet(client), "step:/nodes/@date": "help"})
    assert len(date().draft["nodes"][0]["steps"]["help"]) == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"add_level": "/tests"},
        {"add_level": "/nodes"},
        {"add_level": "/nodes/@nobody/steps/start"},
        {"remove": "/nodes/@date"},
        {"remove": "/tests/0"},
        {"remove": "/label"},
        {"step:/nodes/@date": "invented"},
        {"step:/nodes/@nobody": "help"},
    ],
)
def test_only_ladders_change_their_levels(browser, sent):
    client, before = browser("editor"), date()
    assert client.post(f"{DATE}change/", {**sheet(client), **sent}).status_code in (302, 422)
    assert date().draft == before.draft


def json_form(client: Client) -> dict[str, str]:
    html = page(client, f"{DATE}document/")
    # The line break after the opening tag is not part of the text.
    text = html.split("<textarea", 1)[1].split(">\n", 1)[1].split("</textarea>")[0]
    return {"revision": hidden(html, "revision"), "text": unescape(text)}


def test_the_whole_document_can_be_saved_as_json(browser):
    client = browser("editor")
    form = json_form(client)
    body = json.loads(form["text"])
    assert body == date().draft
    body["nodes"][0]["on_exhausted"] = "skip"
    assert client.post(f"{DATE}document/", {**form, "text": json.dumps(body)}).status_code == 302
    assert date().draft["nodes"][0]["on_exhausted"] == "skip"


BROKEN = [
    ("", "This is no JSON: line 1"),
    ("{", "This is no JSON: line 1"),
    ('{\n"key": "date",\n}', "line 3"),
    ("[]", "A document is a JSON object"),
    ('{"key": "date", "key": "date"}', "written twice"),
    ('{"schema": 1, "key": "date", "nodes": [], "label": 5}', "problem"),
    ('{"schema": 1, "key": "date", "label": {"en": "Date"}}', "problem"),
    ('{"schema": 1e999}', "too large"),
    ('{"schema": NaN}', "no number in JSON"),
    ('{"schema": 99999999999999999999999999}', "too large"),
    ('{"$where": 1}', "cannot be stored"),
    ('{"a\\u0000b": 1}', "cannot be stored"),
    ('{"schema": 1, "key": "other", "label": {"en": "Date"}, "nodes": []}', "never changes"),
    ("[" * 100_000, "nests too deeply"),
    ('{"label": ' * 60 + "1" + "}" * 60, "nests too deeply"),
    ('{"schema": 1, "key": "\\ud800"}', "half a character"),
    ('{"key": "' + "x" * 1_100_000 + '"}', "over 1024 KiB"),
]


@pytest.mark.parametrize(("text", "told"), BROKEN)
def test_json_that_is_no_document_stays_in_the_form(browser, text, told):
    client = browser("editor")
    form, before = json_form(client), everything()
    response = client.post(f"{DATE}document/", {**form, "text": text})
    assert response.status_code == 422
    html = unescape(response.content.decode())
    assert told in html
    assert text[:80] in html
    assert everything() == before


@pytest.mark.parametrize(("choice", "result"), [("ours", "My question?"), ("theirs", "Their question?")])
def test_stale_json_is_not_saved_before_it_was_seen_merged_with_theirs(browser, choice, result):
    client = browser("editor")
    form = json_form(client)
    body = json.loads(form["text"])
    say(body, "My question?")
    body["tags"] = ["mine"]
    with_draft(lambda held: (say(held, "Their question?"), held.update(icon="calendar"))[1])
    before = everything()
    response = client.post(f"{DATE}document/", {**form, "text": json.dumps(body)})
    assert response.status_code == 409
    html = response.content.decode()
    assert [text in conflict_at(html, CHOICE) for text in ("My question?", "Their question?")] == [True] * 2
    assert everything() == before
    again = {"text": json.dumps(body), **{name: hidden(html, name) for name in ("revision", "seen")}, CHOICE: choice}
    assert client.post(f"{DATE}document/", again).status_code == 302
    held = date().draft
    assert (held["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"], held["tags"]) == (result, ["mine"])
    assert held["icon"] == "calendar"


def test_lines_of_findings_are_those_of_the_text(browser):
    with_draft(lambda body: say(body, "{nothing.here}"))
    client = browser("editor")
    html = page(client, f"{DATE}document/")
    line = re.search(r'data-line="(\d+)"', html)
    assert line
    assert "{nothing.here}" in json_form(client)["text"].splitlines()[int(line.group(1)) - 1]
