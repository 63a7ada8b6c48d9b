"""All texts of the catalogue are searched by staff, and replaced by editors in the ticked places: all or none, undone as one."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from staff_pages import ADMIN, COMMAND, everything, page, with_draft

from factory import actions
from factory.actions import StaleDraft
from factory.models import Flow, Template
from factory.rewording import replace_texts
from omnia.dialogue.edits import Set
from omnia.documents.texts import Rewording

TEXTS = f"{ADMIN}template/catalogue-texts/"
ASKED = {"q": "xylophone", "by": "glockenspiel", "preview": "1"}
PLACES = [
    f"template:{key}:/nodes/@{key}/steps/start/@{key}.start.1/actions/@{key}.start.1.say/text/en" for key in ("bic", "date")
]


@pytest.fixture
def worded(request):
    """Two drafts that ask for a xylophone."""
    del request

    def ask(body: dict[str, Any]) -> None:
        body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = "Which xylophone, please?"

    for key in ("bic", "date"):
        with_draft(ask, key)


def places(html: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'name="place"\s+value="([^"]+)"', html)]


def replaced(client: Client, html: str, chosen: list[str], **form: str):
    seen = dict(re.findall(r'name="(version:[^"]+)"\s+value="(\d+)"', html))
    return client.post(TEXTS, {**ASKED, **seen, "place": chosen, **form})


def asked_by(key: str) -> str:
    return Template.objects.get(key=key).draft["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"]


def test_every_reader_finds_texts_of_all_drafts_with_their_places(browser, worded):
    html = page(browser("auditor"), TEXTS, q="xylophone")
    assert "2 texts found." in html
    assert html.count("<mark>xylophone</mark>") == 2
    assert f"{ADMIN}template/date/build/?section=date%3Astep%3Astart#" in html
    assert "Preview the replacement" not in html
    assert "Italiano" in html


def test_reader_replaces_nothing(browser, worded):
    before = everything()
    html = page(browser("editor"), TEXTS, **ASKED)
    assert replaced(browser("auditor"), html, PLACES).status_code == 403
    assert everything() == before


def test_editor_replaces_in_the_ticked_places_and_takes_it_back(browser, worded):
    client = browser("editor")
    html = page(client, TEXTS, **ASKED)
    assert sorted(places(html)) == sorted(PLACES)
    before = {row.key: row.revision for row in Template.objects.all()}
    assert replaced(client, html, PLACES).status_code == 302
    assert [asked_by(key) for key in ("bic", "date")] == ["Which glockenspiel, please?"] * 2
    now = {row.key: row.revision for row in Template.objects.all()}
    assert {key for key in now if now[key] != before[key]} == {"bic", "date"}
    assert "“xylophone” replaced by “glockenspiel”" in page(client, TEXTS)
    client.post(TEXTS, {"undo": "1"})
    assert [asked_by(key) for key in ("bic", "date")] == ["Which xylophone, please?"] * 2
    assert "Undo the replacement" not in page(client, TEXTS)


def test_place_without_a_tick_stays(browser, worded):
    client = browser("editor")
    replaced(client, page(client, TEXTS, **ASKED), PLACES[1:])
    assert [asked_by(key) for key in ("bic", "date")] == ["Which xylophone, please?", "Which glockenspiel, please?"]


def test_draft_that_somebody_saved_meanwhile_keeps_all_of_them_as_they_are(browser, worded):
    client = browser("editor")
    html = page(client, TEXTS, **ASKED)
    with_draft(lambda body: body["description"].update(en="Theirs."), "date")
    before = everything()
    answer = replaced(client, html, PLACES)
    assert answer.status_code == 409
    assert "so nothing was replaced" in unescape(answer.content.decode())
    assert everything() == before


def test_draft_that_is_saved_between_two_saves_gives_the_first_its_words_back(worded, monkeypatch):
    wanted = [
        Rewording("template", key, Template.objects.get(key=key).revision, [Set(place.split(":", 2)[2], "Which drum, please?")])
        for key, place in zip(("bic", "date"), PLACES, strict=True)
    ]
    save = actions.save_draft

    def quicker(staff, document, key, *arguments, **options):
        if key == "date":
            with_draft(lambda body: body["description"].update(en="Theirs, in between."), "date")
        return save(staff, document, key, *arguments, **options)

    monkeypatch.setattr("factory.rewording.save_draft", quicker)
    with pytest.raises(StaleDraft):
        replace_texts(COMMAND, wanted, note="A drum")
    assert [asked_by(key) for key in ("bic", "date")] == ["Which xylophone, please?"] * 2
    assert Template.objects.get(key="date").draft["description"]["en"] == "Theirs, in between."


def test_flows_are_searched_too(browser):
    body = Flow.objects.get(key="report_claim").draft
    words = next(row["text"]["en"] for node in body["nodes"] for row in node["rows"] if row["type"] == "say")
    html = unescape(page(browser("auditor"), TEXTS, q=words[:40], locale="en"))
    assert "/flow/report_5Fclaim/build/?section=node" in html
