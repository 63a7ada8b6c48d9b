"""The staff's editor and the studio's: one edit makes one document, whoever makes it."""

import pytest
from django.test import Client
from staff_pages import DATE, START, Browser, date, hidden, sheet

from omnia.dialogue.addresses import join
from omnia.dialogue.canonical import content_hash
from omnia.documents.wording import STEP_ORDER
from tenants import selectors

NO_MATCH = "/nodes/@date/steps/no_match"


def in_the_studio(cast, section: str, **posted: str) -> dict:
    """The project's draft after its designer posted a section."""
    client = Client()
    client.force_login(cast.designer)
    version = selectors.draft(cast.project, "template", "date").version
    answer = client.post(f"/p/{cast.project.pk}/templates/date?section={section}", {"base_version": version, **posted})
    assert answer.status_code == 302
    return selectors.draft(cast.project, "template", "date").body


def in_the_admin(browser: Browser, **posted: str) -> dict:
    """The catalogue's draft after an editor posted the sheet."""
    client = browser("editor")
    assert client.post(f"{DATE}change/", {**sheet(client), **posted}).status_code == 302
    return date().draft


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("date:step:start", START),
        ("about", "at:/description/it"),
        ("date:settings", "at:/nodes/@date/label/it"),
        ("date:step:no_match", f"at:{NO_MATCH}/@date.no_match.2/actions/@date.no_match.2.say/text/en"),
    ],
)
def test_emptied_text_gives_one_hash_in_both_editors(cast, browser, section, name):
    before = content_hash(selectors.draft(cast.project, "template", "date").body)
    theirs = in_the_admin(browser, **{name: ""})
    ours = in_the_studio(cast, section, **{name: ""})
    assert content_hash(ours) == content_hash(theirs) != before


def test_removed_level_gives_one_hash_in_both_editors(cast, browser):
    last = len(date().draft["nodes"][0]["steps"]["no_match"])
    theirs = in_the_admin(browser, remove=join(NO_MATCH, f"@date.no_match.{last}"))
    ours = in_the_studio(cast, "date:step:no_match", remove_level=join(NO_MATCH, f"@date.no_match.{last}"))
    assert content_hash(ours) == content_hash(theirs)


def test_added_step_is_the_same_in_both_editors_but_for_its_own_id(cast, browser):
    step = next(name for name in STEP_ORDER if name not in date().draft["nodes"][0]["steps"])
    theirs = in_the_admin(browser, **{"step:/nodes/@date": step})["nodes"][0]["steps"][step]
    ours = in_the_studio(cast, "date:settings", add_step="1", step=step)["nodes"][0]["steps"][step]
    assert [level["actions"][0]["text"] for level in (*theirs, *ours)] == [{}, {}]


@pytest.mark.parametrize(
    ("decided", "result"), [("ours", "Mine?"), ("theirs", "Theirs?"), ("", "Mine?"), ("emptied", None)], ids=str
)
def test_what_two_people_changed_in_the_studio_is_seen_from_both_sides_before_it_is_saved(cast, decided, result):
    section, italian = "date:step:start", START.replace("/text/en", "/text/it")
    seen = selectors.draft(cast.project, "template", "date")
    theirs = Client()
    theirs.force_login(cast.owner)
    where = f"/p/{cast.project.pk}/templates/date?section={section}"
    assert theirs.post(where, {"base_version": seen.version, START: "Theirs?"}).status_code == 302
    mine = Client()
    mine.force_login(cast.designer)
    form = {"base_version": seen.version, START: "" if decided == "emptied" else "Mine?", italian: "Mio?"}
    answer = mine.post(where, form)
    assert (answer.status_code, selectors.draft(cast.project, "template", "date").version) == (409, seen.version + 1)
    for html in (answer.content.decode(), mine.get(where).content.decode()):
        sides = html[html.index("<fieldset") : html.index("</fieldset>")]
        assert [text in sides for text in (form[START], "Theirs?", "Which date, please?")] == [True] * 3
        assert "Mio?" in html
    again = form | {name: hidden(answer.content.decode(), name) for name in ("base_version", "seen_version")}
    choice = {START.replace("at:", "choice:"): "theirs" if decided == "theirs" else "ours"} if decided else {}
    assert mine.post(where, again | choice).status_code == 302
    text = selectors.draft(cast.project, "template", "date").body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]
    assert (text.get("en"), text["it"]) == (result, "Mio?")


def test_level_that_another_removed_while_it_was_edited_is_kept_or_given_up_as_one_decides(cast):
    section, level = "date:step:no_match", f"{NO_MATCH}/@date.no_match.2"
    name, decision = f"at:{level}/actions/@date.no_match.2.say/text/en", f"choice:{level}"
    seen = selectors.draft(cast.project, "template", "date")
    theirs, mine = Client(), Client()
    theirs.force_login(cast.owner)
    mine.force_login(cast.designer)
    where = f"/p/{cast.project.pk}/templates/date?section={section}"
    assert theirs.post(where, {"base_version": seen.version, "remove_level": level}).status_code == 302
    form = {"base_version": seen.version, name: "Typed with care"}
    answer = mine.post(where, form)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert decision in html
    again = form | {each: hidden(html, each) for each in ("base_version", "seen_version")}
    assert mine.post(where, again | {decision: "ours"}).status_code == 302
    levels = selectors.draft(cast.project, "template", "date").body["nodes"][0]["steps"]["no_match"]
    assert [each["actions"][0]["text"]["en"] for each in levels if each["id"] == "date.no_match.2"] == ["Typed with care"]
