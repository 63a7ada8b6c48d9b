"""The staff's editor and the studio's: one edit makes one document, whoever makes it."""

import pytest
from django.test import Client
from staff_pages import DATE, START, Browser, date, sheet

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
