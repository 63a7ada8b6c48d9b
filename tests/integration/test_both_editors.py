"""The staff's editor and the studio's: one edit makes one document, whoever makes it."""

import copy
import re
from html import unescape

import pytest
from django.test import Client
from staff_pages import DATE, START, Browser, date, hidden, say, sheet, with_draft

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
    ours = in_the_studio(cast, "date:step:no_match", change="remove " + join(NO_MATCH, f"@date.no_match.{last}"))
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
    assert theirs.post(where, {"base_version": seen.version, "change": f"remove {level}"}).status_code == 302
    form = {"base_version": seen.version, name: "Typed with care"}
    answer = mine.post(where, form)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert decision in html
    again = form | {each: hidden(html, each) for each in ("base_version", "seen_version")}
    assert mine.post(where, again | {decision: "ours"}).status_code == 302
    levels = selectors.draft(cast.project, "template", "date").body["nodes"][0]["steps"]["no_match"]
    assert [each["actions"][0]["text"]["en"] for each in levels if each["id"] == "date.no_match.2"] == ["Typed with care"]


ITALIAN = START.replace("/text/en", "/text/it")


class Editors:
    """An owner and a designer who edit the same section of the same template."""

    def __init__(self, cast, section: str) -> None:
        self.project, self.where = cast.project, f"/p/{cast.project.pk}/templates/date?section={section}"
        self.owner, self.designer = Client(), Client()
        self.owner.force_login(cast.owner)
        self.designer.force_login(cast.designer)

    @property
    def version(self) -> int:
        return selectors.draft(self.project, "template", "date").version

    def owner_saves(self, **posted: str) -> None:
        assert self.owner.post(self.where, {"base_version": self.version, **posted}).status_code == 302

    def designer_posts(self, form: dict, status: int) -> dict:
        """What the designer's next form begins with."""
        answer = self.designer.post(self.where, form)
        assert answer.status_code == status
        html = answer.content.decode()
        return {name: hidden(html, name) for name in ("base_version", "seen_version")} if status != 302 else {}

    def texts(self, step: str = "start") -> list[dict]:
        body = selectors.draft(self.project, "template", "date").body
        return [level["actions"][0].get("text", {}) for level in body["nodes"][0]["steps"][step]]


def typed_in(html: str, name: str) -> str:
    """What a field of the page holds."""
    found = re.search(rf'name="{re.escape(name)}"[^>]*>([^<]*)</textarea>', html)
    assert found, name
    return unescape(found.group(1)).strip()


def test_text_of_before_typed_again_over_what_another_saved_is_kept_in_the_studio(cast):
    pair = Editors(cast, "date:step:start")
    before = pair.texts()[0]["en"]
    form = {"base_version": pair.version, START: "Mine?"}
    pair.owner_saves(**{START: "Theirs?"})
    form |= pair.designer_posts(form, 409)
    pair.designer_posts(form | {START: before}, 302)
    assert pair.texts()[0]["en"] == before


def test_text_of_before_typed_again_is_given_up_where_theirs_is_taken(cast):
    pair = Editors(cast, "date:step:start")
    form = {"base_version": pair.version, START: "Mine?"}
    pair.owner_saves(**{START: "Theirs?"})
    before = selectors.draft(cast.project, "template", "date")
    form |= pair.designer_posts(form, 409)
    pair.designer_posts(form | {START: "Which date, please?", START.replace("at:", "choice:"): "theirs"}, 302)
    assert pair.texts()[0] == before.body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]


def test_change_of_another_that_they_took_back_meanwhile_is_not_saved_as_mine(cast):
    pair = Editors(cast, "date:step:start")
    before = pair.texts()[0]["it"]
    form = {"base_version": pair.version, START: "Mine?", ITALIAN: before}
    pair.owner_saves(**{START: "Theirs?", ITALIAN: "Loro?"})
    form |= {**pair.designer_posts(form, 409), ITALIAN: "Loro?"}
    pair.owner_saves(**{ITALIAN: before})
    form |= pair.designer_posts(form, 409)
    form[ITALIAN] = typed_in(pair.designer.get(pair.where).content.decode(), ITALIAN)
    pair.designer_posts(form, 302)
    assert (pair.texts()[0]["en"], pair.texts()[0]["it"]) == ("Mine?", before)


def test_text_typed_into_a_level_that_another_added_is_kept_when_they_save_once_more(cast):
    pair = Editors(cast, "date:step:no_match")
    first = f"at:{NO_MATCH}/@date.no_match.1/actions/@date.no_match.1.say/text/en"
    form = {"base_version": pair.version, first: "Mine?"}
    pair.owner_saves(change=f"add {NO_MATCH}")
    pair.owner_saves(**{first: "Theirs?"})
    form |= pair.designer_posts(form, 409)
    body = selectors.draft(cast.project, "template", "date").body
    level = body["nodes"][0]["steps"]["no_match"][-1]
    added = f"at:{NO_MATCH}/@{level['id']}/actions/@{level['actions'][0]['id']}/text/en"
    form |= {added: "Typed into the new level"}
    pair.owner_saves(**{first.replace("/en", "/it"): "Loro ancora?"})
    form |= pair.designer_posts(form, 409)
    assert "Typed into the new level" in pair.designer.get(pair.where).content.decode()
    pair.designer_posts(form, 302)
    assert (pair.texts("no_match")[0]["en"], pair.texts("no_match")[-1]["en"]) == ("Mine?", "Typed into the new level")


def test_text_of_before_typed_again_over_what_another_saved_is_kept_in_the_admin(browser):
    mine = browser("editor")
    form = {**sheet(mine), START: "Mine?"}
    before = copy.deepcopy(date().draft["nodes"][0]["steps"]["start"][0]["actions"][0]["text"])
    with_draft(lambda body: say(body, "Theirs?"))
    answer = mine.post(f"{DATE}change/", form)
    assert answer.status_code == 409
    again = {**form, **{name: hidden(answer.content.decode(), name) for name in ("revision", "seen")}, START: before["en"]}
    assert mine.post(f"{DATE}change/", again).status_code == 302
    assert date().draft["nodes"][0]["steps"]["start"][0]["actions"][0]["text"] == before
