"""A draft of the catalogue is approved by a second person before it is published, unless the team is one person."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from staff_pages import ADMIN, COMMAND, DATE, Browser, date, everything, page, revision, say, with_draft, words_of

from factory import actions, trail
from factory.actions import EDITORS, PUBLISHERS, NotAllowed, NotApproved, Staff
from factory.models import CatalogueVersion, DocumentStatus, ReviewState
from factory.reviewing import approve, ask_review
from omnia.infra.audit import Actor
from tenants.control.models import User

REVIEW = f"{DATE}review/"
ASK = {"act": "ask", "note": "Shorter first question", "class": "meaning"}


@pytest.fixture(autouse=True)
def two_people(settings: Any) -> None:
    settings.OMNIA_CATALOGUE_REVIEW = "second_person"


@pytest.fixture
def both(browser: Browser) -> Callable[[str], Client]:
    """Somebody who edits and publishes, by name: a team whose members do everything."""

    def sign_in(name: str) -> Client:
        user = User.objects.filter(email=f"{name}@example.com").first() or User.objects.create_user(
            f"{name}@example.com", "a-long-password", name=name.title(), is_staff=True
        )
        user.groups.set(Group.objects.filter(name__in=(EDITORS, PUBLISHERS)))
        client = Client()
        client.force_login(user)
        return client

    browser("editor")
    return sign_in


def sent(client: Client, act: dict[str, str], expected: int = 302) -> str:
    response = client.post(REVIEW, {**revision(client, "review/"), **act})
    assert response.status_code == expected, response.content[:500]
    return unescape(response.content.decode())


def refused(client: Client, act: dict[str, str], expected: int) -> str:
    seen, before = revision_seen(), everything()
    response = client.post(REVIEW, {**seen, **act})
    assert response.status_code == expected
    assert everything() == before
    return unescape(response.content.decode())


def revision_seen() -> dict[str, str]:
    return {"revision": str(date().revision)}


def told(action: str) -> list[dict[str, Any]]:
    return [entry["details"] for entry in trail.catalogue_chain().log.find({"action": action}).sort("_id", 1)]


def edited_by(client: Client, text: str = "Which day?") -> None:
    """A first question typed by the person on the sheet."""
    name = "at:/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en"
    assert client.post(f"{DATE}change/", {**revision_seen(), "seen": str(date().revision), name: text}).status_code == 302


def test_draft_that_another_person_approved_is_published_with_its_note_class_and_both_names(browser):
    edited_by(browser("editor"))
    html = unescape(page(browser("editor"), REVIEW))
    assert "Proposed from what differs: Wording" in html
    sent(browser("editor"), ASK)
    assert date().in_review == ReviewState.ASKED
    publisher = browser("publisher")
    html = unescape(page(publisher, REVIEW))
    for shown in ("In review", "Shorter first question", "Behaves differently", "Editor", "Which day?"):
        assert shown in html
    sent(publisher, {"act": "approve"})
    html = page(publisher, f"{DATE}publish/")
    assert 'value="Shorter first question"' in html
    assert '<option value="meaning" selected>' in html
    publisher.post(f"{DATE}publish/", {**revision(publisher, "publish/"), "note": "", "class": "meaning"})
    version = CatalogueVersion.objects.get(document="template", key="date", number=2)
    assert (version.note, version.change_class) == ("Shorter first question", "meaning")
    assert (version.author, version.approved_by) == ("Publisher", "Publisher")
    assert (date().status, date().in_review) == (DocumentStatus.PUBLISHED, None)
    assert told("catalogue.version_published")[-1]["class"] == "meaning"
    assert "alone" not in told("catalogue.version_published")[-1]
    html = page(publisher, f"{DATE}history/")
    assert "approved by Publisher" in html
    assert "Behaves differently" in html


def test_draft_that_nobody_approved_is_not_published(browser):
    with_draft(lambda body: say(body, "Which day?"))
    publisher, before = browser("publisher"), everything()
    html = unescape(page(publisher, f"{DATE}publish/"))
    assert "A second person has to approve this draft" in html
    assert "Publish version 2" not in html
    assert publisher.post(f"{DATE}publish/", revision_seen()).status_code == 422
    assert everything() == before


def test_whoever_wrote_or_asked_does_not_approve_even_with_every_right(both):
    writer, asker = both("writer"), both("asker")
    edited_by(writer)
    sent(asker, ASK)
    for client in (writer, asker):
        assert "somebody else has to approve it" in unescape(page(client, REVIEW))
        assert "Somebody else has to approve it" in refused(client, {"act": "approve"}, 403)
    sent(both("third"), {"act": "approve"})
    assert date().in_review == ReviewState.APPROVED


def test_draft_that_is_changed_after_it_was_approved_is_approved_no_more(both):
    edited_by(both("writer"))
    sent(both("writer"), ASK)
    sent(both("third"), {"act": "approve"})
    edited_by(both("third"), "Which day is it?")
    assert date().in_review is None
    with pytest.raises(NotApproved):
        actions.publish_version(Staff.of(User.objects.get(email="third@example.com")), "template", "date", tested=True)
    assert date().published == 1


def test_draft_is_sent_back_with_a_reason_that_the_asker_reads(browser):
    edited_by(browser("editor"))
    sent(browser("editor"), ASK)
    assert "Say why it is sent back" in refused(browser("publisher"), {"act": "send_back", "reason": "  "}, 422)
    sent(browser("publisher"), {"act": "send_back", "reason": "It names no month."})
    html = unescape(page(browser("editor"), REVIEW))
    assert "Sent back" in html
    assert "It names no month." in html
    assert 'value="Shorter first question"' in html
    sent(browser("editor"), ASK)
    assert date().in_review == ReviewState.ASKED
    assert [set(facts) for facts in told("catalogue.review_returned")] == [{"hash", "revision"}]


def test_whoever_asked_may_take_it_back_and_no_other_editor(browser, both):
    edited_by(browser("editor"))
    sent(browser("editor"), ASK)
    user = User.objects.create_user("other@example.com", "a-long-password", name="Other", is_staff=True)
    user.groups.set(Group.objects.filter(name=EDITORS))
    other = Client()
    other.force_login(user)
    refused(other, {"act": "send_back", "reason": "No."}, 403)
    sent(browser("editor"), {"act": "send_back", "reason": "Not ready yet."})
    assert date().in_review == ReviewState.RETURNED


@pytest.mark.parametrize("act", ["ask", "approve", "send_back", "other"])
@pytest.mark.parametrize("who", ["auditor", "anonymous", "customer"])
def test_who_is_neither_editor_nor_publisher_reviews_nothing(browser, who, act):
    with_draft(lambda body: say(body, "Which day?"))
    ask_review(COMMAND, "template", "date", base_revision=2, note="Shorter")
    refused(browser(who), {"act": act, "note": "x", "reason": "x"}, 403 if who == "auditor" else 302)


def test_review_needs_a_note_a_sound_draft_and_something_new(browser):
    editor = browser("editor")
    assert "nothing to review" in refused(editor, ASK, 422)
    with_draft(lambda body: say(body, "{nothing.here}"))
    assert "names nothing" in refused(editor, ASK, 422)
    with_draft(lambda body: say(body, "Which day?"))
    assert "Say in a sentence what is new" in refused(editor, {**ASK, "note": " "}, 422)


def test_review_of_a_draft_that_was_saved_since_is_not_asked_or_decided_unseen(browser):
    edited_by(browser("editor"))
    sent(browser("editor"), ASK)
    seen = revision_seen()
    with_draft(lambda body: say(body, "Unseen?"))
    before = everything()
    for who, act in (("editor", ASK), ("publisher", {"act": "approve"}), ("publisher", {"act": "send_back", "reason": "No."})):
        response = browser(who).post(REVIEW, {**seen, **act})
        assert response.status_code == 422
        assert "Unseen?" in words_of(response)
    assert everything() == before


def test_draft_whose_tests_fail_is_not_approved(browser):
    def break_a_test(body: dict[str, Any]) -> None:
        body["tests"].append({"id": "en.wrong", "locale": "en", "utterance": "12 May 2026", "expect": {"date": {"day": 13}}})

    with_draft(break_a_test)
    ask_review(COMMAND, "template", "date", base_revision=2, note="One more test")
    html = unescape(page(browser("publisher"), REVIEW))
    assert "of its own tests fail" in html
    assert "Nothing stands against" not in html
    assert 'value="approve"' not in html
    assert "own tests failed" in refused(browser("publisher"), {"act": "approve"}, 422)


def test_team_of_one_publishes_alone_and_the_log_says_so(browser, settings):
    settings.OMNIA_CATALOGUE_REVIEW = "alone"
    with_draft(lambda body: say(body, "Which day?"))
    publisher = browser("publisher")
    publisher.post(f"{DATE}publish/", {**revision(publisher, "publish/"), "note": "Shorter", "class": "breaking"})
    version = CatalogueVersion.objects.get(document="template", key="date", number=2)
    assert (version.note, version.change_class, version.approved_by) == ("Shorter", "breaking", "")
    assert told("catalogue.version_published")[-1]["alone"] is True


def test_team_of_one_that_approves_its_own_draft_is_named_so_in_the_log(both, settings):
    settings.OMNIA_CATALOGUE_REVIEW = "alone"
    edited_by(both("writer"))
    sent(both("writer"), ASK)
    sent(both("writer"), {"act": "approve"})
    assert told("catalogue.review_approved")[-1]["alone"] is True
    actions.publish_version(Staff.of(User.objects.get(email="writer@example.com")), "template", "date", tested=True)
    assert CatalogueVersion.objects.get(document="template", key="date", number=2).approved_by == ""


def test_a_name_that_is_no_account_of_the_writer_approves(catalogue):
    """Who wrote is known by name, who asked by account: a namesake of the writer is not let through."""
    namesake = Staff(Actor("user", "77", "tests"), frozenset({PUBLISHERS}))
    with_draft(lambda body: say(body, "Which day?"))
    ask_review(COMMAND, "template", "date", base_revision=2, note="Shorter")
    with pytest.raises(NotAllowed):
        approve(namesake, "template", "date", base_revision=2)
    assert date().in_review == ReviewState.ASKED


def test_first_version_adds_and_breaks_nothing(catalogue):
    actions.create_draft(COMMAND, "template", {**date().draft, "key": "new_date"})
    assert actions.publish_version(COMMAND, "template", "new_date", tested=True).change_class == "safe"


def test_lists_show_and_find_what_is_in_review(browser):
    with_draft(lambda body: say(body, "Which day?"))
    ask_review(COMMAND, "template", "date", base_revision=2, note="Shorter")
    html = page(browser("auditor"), f"{ADMIN}template/", review="asked")
    assert "In review" in html
    assert "<code>date</code>" in html
    assert "<code>email</code>" not in html
    with_draft(lambda body: say(body, "Which day is it?"))
    assert "<code>date</code>" not in page(browser("auditor"), f"{ADMIN}template/", review="asked")
