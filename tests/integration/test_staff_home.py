"""The admin's first page says what waits for somebody; drafts are tried beside the pages, each once as it is."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

from staff_pages import COMMAND, date, everything, page, say, with_draft

from factory import actions, checking
from factory.models import Flow, Template
from factory.reviewing import approve, ask_review, send_back
from fleet.admin import attention
from omnia.infra.audit import SYSTEM
from tenants.actions import trail
from tenants.control.models import User


def groups(html: str) -> dict[str, str]:
    """The cards of the first page by their titles, as text."""
    cards = re.findall(r'<section class="omnia-card" aria-labelledby="group-\d+">(.*?)</section>', html, re.DOTALL)
    plain = [" ".join(unescape(re.sub(r"<[^>]+>", " ", card)).split()) for card in cards]
    return {re.sub(r"^\w+ (.*?) \d+ .*$", r"\1", text): text for text in plain}


def tried() -> int:
    """How many drafts were tried that were not."""
    count = 0
    while checking.check_next():
        count += 1
    return count


def break_a_test(body: dict[str, Any]) -> None:
    body["tests"].append({"id": "en.wrong", "locale": "en", "utterance": "12 May 2026", "expect": {"date": {"day": 13}}})


def forget_french(body: dict[str, Any]) -> None:
    del body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["fr"]


def test_first_page_of_a_catalogue_that_is_published_says_that_nothing_waits(browser):
    assert tried() == 0
    assert "Nothing waits for you" in page(browser("auditor"), "/admin/")


def test_first_page_lists_reviews_by_how_far_they_are(browser):
    for key in ("date", "email", "phone"):
        with_draft(lambda body: body.update(tags=["new"]), key)
        ask_review(COMMAND, "template", key, base_revision=2, note=f"New tag of {key}")
    approve(COMMAND, "template", "email", base_revision=2)
    send_back(COMMAND, "template", "phone", base_revision=2, reason="Which one?")
    shown = groups(page(browser("auditor"), "/admin/"))
    assert "Date" in shown["Waiting for a review"]
    assert "New tag of date" in shown["Waiting for a review"]
    assert "E-mail" in shown["Approved, to be published"]
    assert "tests: Which one?" in shown["Sent back"]
    assert "Drafts that projects do not get yet" not in shown


def test_first_page_tells_of_drafts_whose_tests_fail_once_they_were_tried(browser):
    with_draft(break_a_test)
    html = page(browser("auditor"), "/admin/")
    assert "not tried yet" in groups(html)["Drafts that projects do not get yet"]
    assert tried() == 1
    shown = groups(page(browser("auditor"), "/admin/"))
    assert re.search(r"Date \d of its tests fail", shown["Drafts with problems"])
    assert tried() == 0
    with_draft(lambda body: body.update(tests=body["tests"][:-1], tags=["new"]))
    assert tried() == 1
    assert "Drafts with problems" not in groups(page(browser("auditor"), "/admin/"))


def test_first_page_names_languages_that_lack_texts_or_are_not_spoken(browser):
    with_draft(forget_french)
    body = {**date().draft, "key": "new_date", "label": {"en": "New date", "it": "Nuova data"}}
    actions.create_draft(COMMAND, "template", body)
    assert tried() == 2
    shown = groups(page(browser("auditor"), "/admin/"))["Languages that lack something"]
    assert "texts are missing in French (1)" in shown
    assert "it does not speak Spanish, French, German, Portuguese" in shown


def test_flow_is_tried_again_when_a_template_that_it_runs_is_saved(catalogue):
    row = Flow.objects.get(key="activate_supply")
    actions.save_draft(COMMAND, "flow", row.key, {**row.draft, "tags": ["new"]}, base_revision=row.revision)
    assert tried() == 1
    with_draft(lambda body: body.update(tags=["new"]), "full_name")
    assert tried() == 2
    with_draft(lambda body: body.update(tags=["new"]), "rating")
    assert tried() == 1


def test_draft_that_is_saved_while_it_is_tried_is_tried_anew(catalogue, monkeypatch):
    with_draft(lambda body: say(body, "Which day?"))
    look = checking.failing_tests

    def saved_meanwhile(document: Any, body: dict[str, Any]) -> Any:
        monkeypatch.setattr(checking, "failing_tests", look)
        with_draft(break_a_test)
        return look(document, body)

    monkeypatch.setattr(checking, "failing_tests", saved_meanwhile)
    assert checking.check_next()
    assert Template.objects.get(key="date").checked is None
    assert tried() == 1
    found = checking.read(Template.objects.get(key="date"))
    assert found is not None
    assert found.failing > 0


def test_trying_drafts_changes_nothing_but_what_is_known_of_them(catalogue):
    with_draft(lambda body: say(body, "Which day?"))
    before = everything()
    assert tried() == 1
    after = everything()
    for rows in (before["factory_template"], after["factory_template"]):
        for row in rows:
            row.pop("checked", None)
    assert after == before


def test_old_backups_are_told_to_operators_and_a_young_one_to_nobody(browser, monkeypatch):
    browser("editor")
    root = User.objects.create_superuser("root@example.com", "a-long-password", name="Root")
    client = browser("anonymous")
    client.force_login(root)
    assert "None was ever made." in groups(page(client, "/admin/"))["Backups"]
    assert "Backups" not in groups(page(browser("editor"), "/admin/"))
    trail.note_platform(COMMAND.actor, action="backup.made", subject="platform")
    assert "Backups" not in groups(page(client, "/admin/"))
    monkeypatch.setattr(attention, "OLD", timedelta(0))
    assert "The last one was made on" in groups(page(client, "/admin/"))["Backups"]


def test_canary_that_stopped_itself_is_told_to_operators_for_a_week_and_once_a_project(browser, cast, monkeypatch):
    root = User.objects.create_superuser("root@example.com", "a-long-password", name="Root")
    client = browser("anonymous")
    client.force_login(root)
    title = "Canaries that stopped themselves"
    assert title not in groups(page(client, "/admin/"))
    for release in (2, 3):
        trail.note_platform(SYSTEM, action="canary.stopped", subject=cast.project.pk, release=release, baseline=1)
    trail.note_platform(SYSTEM, action="canary.stopped", subject="nobody", release=9, baseline=1)
    shown = groups(page(client, "/admin/"))[title]
    assert "Release 3 was worse than release 1" in shown
    assert cast.project.name in shown
    assert "Release 2" not in shown
    assert "Release 9" not in shown
    assert title not in groups(page(browser("editor"), "/admin/"))
    monkeypatch.setattr(attention, "STOPPED_LATELY", timedelta(0))
    assert title not in groups(page(client, "/admin/"))
