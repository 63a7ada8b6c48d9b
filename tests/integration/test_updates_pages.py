"""The studio's pages of updates: what people see, decide and take; who may."""

import pytest
from django.test import Client

from omnia.mongo.clusters import database
from tenants import selectors
from tests.integration.test_updates import customise, improve, offer, reword, text


def signed_in(cast, name):
    client = Client()
    client.force_login(getattr(cast, name))
    return client


def address(cast, path=""):
    return f"/p/{cast.project.pk}/updates{path}"


def form_of(cast, **choices):
    found = offer(cast)
    version = selectors.draft(cast.project, "template", "date").version
    return {"offered": found.offered, "base_version": version, **choices}


def in_conflict(cast):
    customise(cast, lambda body: reword(body, "My own words."))
    improve(lambda body: reword(reword(body, "The factory's words."), "Once more?", "no_match", 0))


def conflict_address(cast):
    from tenants import updates

    return updates.merge(cast.project, offer(cast)).conflicts[0].address


def versions(cast):
    return database(cast.project.ref)["versions"].count_documents({})


def test_page_without_updates_says_so_and_teaches(cast):
    answer = signed_in(cast, "designer").get(address(cast))
    assert answer.status_code == 200
    assert "Everything is current" in answer.content.decode()


def test_list_tells_versions_note_and_what_it_means_for_the_copy(cast):
    in_conflict(cast)
    page = signed_in(cast, "designer").get(address(cast)).content.decode()
    assert [words in page for words in ("1 → 2", "Shorter", "1 safe change", "1 conflict", "Wording")] == [True] * 5


def test_update_page_shows_both_sides_and_taking_it_keeps_mine_unless_told_otherwise(cast):
    in_conflict(cast)
    designer = signed_in(cast, "designer")
    page = designer.get(address(cast, "/template/date")).content.decode()
    assert [words in page for words in ("My own words.", "The factory&#x27;s words.", "Once more?")] == [True] * 3
    answer = designer.post(address(cast, "/template/date"), form_of(cast))
    assert (answer.status_code, answer.url) == (302, f"/p/{cast.project.pk}/templates/date/history")
    body = selectors.draft(cast.project, "template", "date").body
    assert (text(body), text(body, "no_match", 0)) == ("My own words.", "Once more?")


@pytest.mark.parametrize(
    ("choice", "typed", "result"),
    [
        ("theirs", "My own words.", "The factory's words."),
        ("ours", "My own words.", "My own words."),
        ("ours", "Both in one.", "Both in one."),
    ],
)
def test_conflict_is_taken_as_it_was_decided(cast, choice, typed, result):
    in_conflict(cast)
    where = conflict_address(cast)
    decided = {f"choice:{where}": choice, f"text:{where}": typed}
    signed_in(cast, "designer").post(address(cast, "/template/date"), form_of(cast, **decided))
    assert text(selectors.draft(cast.project, "template", "date").body) == result


def test_draft_saved_meanwhile_is_told_and_what_was_decided_stays_in_the_form(cast):
    in_conflict(cast)
    where = conflict_address(cast)
    form = form_of(cast, **{f"choice:{where}": "ours", f"text:{where}": "Typed for long."})
    customise(cast, lambda body: reword(body, "Somebody's.", "no_match", 1))
    before = versions(cast)
    answer = signed_in(cast, "designer").post(address(cast, "/template/date"), form)
    assert (answer.status_code, versions(cast)) == (409, before)
    page = answer.content.decode()
    assert "Typed for long." in page
    assert "saved this document meanwhile" in page


def test_newer_version_published_meanwhile_is_shown_before_it_is_taken(cast):
    in_conflict(cast)
    form = form_of(cast)
    improve(lambda body: reword(body, "Newer still."))
    before = versions(cast)
    answer = signed_in(cast, "designer").post(address(cast, "/template/date"), form)
    assert (answer.status_code, versions(cast)) == (409, before)
    assert "Newer still." in answer.content.decode()


def test_merge_that_fails_its_tests_is_refused_with_the_problem_and_nothing_is_saved(cast):
    def fail(body):
        body["tests"][0]["expect"] = {"date": {"year": 1}}

    customise(cast, fail)
    improve(lambda body: reword(body, "Which day?"))
    before = versions(cast)
    answer = signed_in(cast, "designer").post(address(cast, "/template/date"), form_of(cast))
    assert (answer.status_code, versions(cast)) == (422, before)
    assert "Cannot be taken yet" in answer.content.decode()


def test_all_safe_updates_are_taken_at_once_and_those_in_conflict_are_left(cast):
    in_conflict(cast)
    improve(lambda body: reword(body, "Your e-mail?"), key="email")
    signed_in(cast, "designer").post(address(cast, "/take-safe"))
    assert text(selectors.draft(cast.project, "template", "email").body) == "Your e-mail?"
    assert text(selectors.draft(cast.project, "template", "date").body) == "My own words."
    assert offer(cast).key == "date"


@pytest.mark.parametrize(("person", "status"), [("viewer", 403), ("stranger", 404), ("staff", 404)])
def test_update_taken_by_who_may_not_is_refused_and_changes_nothing(cast, person, status):
    in_conflict(cast)
    before, form = versions(cast), form_of(cast)
    client = signed_in(cast, person)
    for path in ("/template/date", "/take-safe"):
        assert client.post(address(cast, path), form).status_code == status
    assert versions(cast) == before


def test_viewer_sees_an_update_but_no_way_to_take_it(cast):
    in_conflict(cast)
    viewer = signed_in(cast, "viewer")
    assert "into the draft" not in viewer.get(address(cast, "/template/date")).content.decode()
    assert "Take 1 safe update" not in viewer.get(address(cast)).content.decode()


@pytest.mark.parametrize("path", ["/template/nothing", "/nonsense/date", "/template/date"])
def test_address_without_an_update_is_no_error_of_ours(cast, path):
    answer = signed_in(cast, "designer").get(address(cast, path))
    assert answer.status_code in (302, 404)
    assert signed_in(cast, "designer").post(address(cast, path), {"base_version": "x"}).status_code == 404
