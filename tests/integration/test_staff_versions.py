"""Staff publish drafts, compare and restore versions, and take documents out of the catalogue."""

import re
from typing import Any

from staff_pages import ADMIN, COMMAND, DATE, date, everything, page, refused_publication, revision, say, with_draft, words_of

from factory import actions
from factory.models import CatalogueVersion, DocumentStatus, Template


def test_publishing_makes_the_next_version(browser):
    with_draft(lambda body: say(body, "Which day?"))
    client = browser("publisher")
    html = page(client, f"{DATE}publish/")
    for told in ("1 change since version 1", "Which date, please?", "Which day?", "tests pass", "Publish version 2"):
        assert told in html
    response = client.post(f"{DATE}publish/", {**revision(client, "publish/"), "note": "Shorter"})
    assert response["Location"] == f"{DATE}history/"
    row, version = date(), CatalogueVersion.objects.get(document="template", key="date", number=2)
    assert (row.published, row.latest, row.status) == (2, 2, DocumentStatus.PUBLISHED)
    assert (version.note, version.author, version.hash) == ("Shorter", "Publisher", row.draft_hash)
    assert CatalogueVersion.objects.filter(document="template", key="date", number=1).exists()


def test_a_draft_with_errors_is_not_published(browser):
    with_draft(lambda body: say(body, "{nothing.here}"))
    refused_publication(browser("publisher"), "{nothing.here} names nothing")


def test_a_draft_whose_tests_fail_is_not_published(browser):
    def break_a_test(body: dict[str, Any]) -> None:
        body["tests"].append({"id": "en.wrong", "locale": "en", "utterance": "12 May 2026", "expect": {"date": {"day": 13}}})

    with_draft(break_a_test)
    refused_publication(browser("publisher"), "en.wrong")


def test_what_is_published_already_is_not_published_again(browser):
    refused_publication(browser("publisher"), "There is nothing to publish")


def test_only_what_was_shown_is_published(browser):
    with_draft(lambda body: say(body, "First?"))
    client = browser("publisher")
    seen = revision(client, "publish/")
    with_draft(lambda body: say(body, "Second?"))
    before = everything()
    response = client.post(f"{DATE}publish/", seen)
    assert response.status_code == 409
    assert "Second?" in words_of(response)
    assert everything() == before


def test_history_compares_any_two_versions_and_the_draft(browser):
    for text in ("Second?", "Third?"):
        with_draft(lambda body, text=text: say(body, text))
        actions.publish_version(COMMAND, "template", "date")
    with_draft(lambda body: say(body, "Drafted?"))
    client = browser("auditor")
    html = page(client, f"{DATE}history/")
    assert "Second?" in html
    assert "Third?" in html
    assert "Changes that are not published" in html
    html = page(client, f"{DATE}history/", **{"from": "1", "to": "draft"})
    assert "Which date, please?" in html
    assert "Drafted?" in html
    page(client, f"{DATE}history/", **{"from": "99", "to": "<x>"})


def test_history_shows_what_differs_by_place_and_word_by_word(browser):
    def reworded(body):
        say(body, "Which day, please?")
        body["label"]["en"] = "A day"

    with_draft(reworded)
    html = browser("auditor").get(f"{DATE}history/", {"from": "1", "to": "draft"}).content.decode()
    html = re.sub(r"\s+", " ", html)
    assert "Which <del>date</del>, please?" in html
    assert "Which <ins>day</ins>, please?" in html
    tree = html[html.index('<div class="omnia-diff">') :]
    named = re.findall(r'</span> ([^<]*?) <span class="omnia-faint">changed', tree)
    assert "Date › Question › level 1 › English" in named


def test_history_gathers_the_changes_of_one_place_below_its_name(browser):
    def reworded(body):
        say(body, "Which day, please?")
        body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["it"] = "Che giorno?"

    with_draft(reworded)
    html = browser("auditor").get(f"{DATE}history/", {"from": "1", "to": "draft"}).content.decode()
    summary = re.search(r"<summary>(.*?)</summary>", re.sub(r"\s+", " ", html))[1]
    assert summary.startswith("Date › Question › level 1")
    assert "2 changes" in summary


def test_history_of_what_was_never_published_says_so(browser):
    actions.create_draft(COMMAND, "template", {**date().draft, "key": "new_date"})
    assert "Nothing has been published yet" in page(browser("auditor"), f"{ADMIN}template/new_date/history/")


def test_restoring_makes_the_draft_the_version_and_publishes_nothing(browser):
    first = date().draft
    with_draft(lambda body: say(body, "Second?"))
    actions.publish_version(COMMAND, "template", "date")
    client = browser("editor")
    assert client.post(f"{DATE}restore/1/", revision(client, "restore/1/")).status_code == 302
    row = date()
    assert row.draft == first
    assert (row.published, row.latest, row.status) == (2, 2, DocumentStatus.AHEAD)


def test_restoring_replaces_no_draft_unseen(browser):
    with_draft(lambda body: say(body, "Second?"))
    client = browser("editor")
    seen = revision(client, "restore/1/")
    assert "brings them back" in page(client, f"{DATE}restore/1/")
    with_draft(lambda body: say(body, "Unseen?"))
    before = everything()
    response = client.post(f"{DATE}restore/1/", seen)
    assert response.status_code == 409
    assert "Unseen?" in words_of(response)
    assert everything() == before


def test_a_version_that_does_not_exist_is_not_restored(browser):
    client, before = browser("editor"), everything()
    assert client.post(f"{DATE}restore/9/", {"revision": "1"})["Location"] == f"{DATE}history/"
    assert everything() == before


def test_deprecating_says_what_happens_and_publishing_brings_it_back(browser):
    client = browser("publisher")
    url = f"{ADMIN}template/full_name/"
    html = page(client, f"{url}deprecate/")
    assert "New projects will not get it any more" in html
    assert "Activate a supply" in html
    client.post(f"{url}deprecate/")
    row = Template.objects.get(key="full_name")
    assert (row.deprecated, row.published, row.status) == (True, 1, DocumentStatus.DEPRECATED)
    before = everything()
    client.post(f"{url}deprecate/")
    assert everything() == before
    assert client.post(f"{url}publish/", {"revision": str(row.revision)}).status_code == 302
    assert Template.objects.get(key="full_name").status == DocumentStatus.PUBLISHED


def test_what_was_never_published_is_not_deprecated(browser):
    actions.create_draft(COMMAND, "template", {**date().draft, "key": "new_date"})
    client, before = browser("publisher"), everything()
    client.post(f"{ADMIN}template/new_date/deprecate/")
    assert everything() == before
