"""Staff edit a draft: as a sheet and as JSON; only what was touched changes, and nothing typed is lost."""

import copy
import json
import re
from html import unescape

import pytest
from django.test import Client
from staff_pages import DATE, START, date, everything, field_of, hidden, page, say, sheet, with_draft

from factory.models import DocumentStatus


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
    sent = {"revision": hidden(html, "revision"), "was": hidden(html, "was")}
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


def test_who_saves_second_loses_nothing(browser):
    client = browser("editor")
    mine = sheet(client)
    second = START.replace("/text/en", "/text/it")
    with_draft(lambda body: say(body, "Their question?"))
    before = everything()
    response = client.post(f"{DATE}change/", {**mine, START: "My question?", second: "La mia domanda?", "at:/tags": "mine"})
    assert response.status_code == 409
    html = response.content.decode()
    assert "tests saved this draft while you were editing" in html
    assert "My question?" in field_of(html, START)
    assert "Their question?" in field_of(html, START)
    assert "La mia domanda?" in field_of(html, second)
    assert everything() == before
    again = {name: hidden(html, name) for name in ("revision", "was")}
    assert client.post(f"{DATE}change/", {**again, START: "Both agree?", second: "La mia domanda?"}).status_code == 302
    assert date().draft["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["it"] == "La mia domanda?"


def test_a_text_whose_place_is_gone_is_handed_back(browser):
    client = browser("editor")
    mine = sheet(client)
    name = START.replace("/start/", "/help/").replace(".start.1", ".help.1")
    with_draft(lambda body: body["nodes"][0]["steps"].pop("help"))
    response = client.post(f"{DATE}change/", {**mine, name: "My long help"})
    assert response.status_code == 409
    assert "My long help" in response.content.decode()
    assert "help" not in date().draft["nodes"][0]["steps"]


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
    ('{"schema": 1e999}', "problem"),
    ('{"schema": NaN}', "no number in JSON"),
    ('{"schema": 99999999999999999999999999}', "too large"),
    ('{"$where": 1}', "cannot be stored"),
    ('{"a\\u0000b": 1}', "cannot be stored"),
    ('{"schema": 1, "key": "other", "label": {"en": "Date"}, "nodes": []}', "never changes"),
    ("[" * 100_000, "nests too deeply"),
    ('{"label": ' * 60 + "1" + "}" * 60, "problem"),
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


def test_stale_json_is_not_saved_and_is_compared_with_theirs(browser):
    client = browser("editor")
    form = json_form(client)
    body = json.loads(form["text"])
    say(body, "My question?")
    with_draft(lambda held: say(held, "Their question?"))
    before = everything()
    response = client.post(f"{DATE}document/", {**form, "text": json.dumps(body)})
    assert response.status_code == 409
    html = response.content.decode()
    assert "My question?" in html
    assert "Their question?" in html
    assert everything() == before


def test_lines_of_findings_are_those_of_the_text(browser):
    with_draft(lambda body: say(body, "{nothing.here}"))
    client = browser("editor")
    html = page(client, f"{DATE}document/")
    line = re.search(r'data-line="(\d+)"', html)
    assert line
    assert "{nothing.here}" in json_form(client)["text"].splitlines()[int(line.group(1)) - 1]
