"""What pages ask the databases for: a page reads what it shows, and asks nothing twice."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from replies import REPLIES

from factory.models import Template
from omnia.dialogue.edits import Set, applied
from omnia.dialogue.references import acquired_templates
from omnia.workbench import kept
from tenants import selectors
from tenants.actions import editing, people


@pytest.fixture
def designer(cast) -> Client:
    """The designer of a project, signed in, who has looked at it before."""
    client = Client()
    client.force_login(cast.designer)
    client.get(f"/p/{cast.project.pk}/templates")
    REPLIES.forget()
    return client


def test_list_of_templates_fetches_no_document_of_the_catalogue_to_say_how_copies_stand(cast, designer):
    page = designer.get(f"/p/{cast.project.pk}/templates")
    assert b"date_of_birth" in page.content
    assert {"key", "published", "deprecated"} <= REPLIES.fields["factory_template"]
    assert not {"draft", "words", "written"} & REPLIES.fields["factory_template"]


def test_field_that_was_left_out_is_there_once_it_is_asked_for(cast):
    whole, light = Template.objects.get(key="date"), Template.objects.defer("draft").get(key="date")
    assert light.get_deferred_fields() == {"draft"}
    assert light.draft == whole.draft
    assert (
        Template.objects.only("key").order_by("-published", "key").last().key
        == Template.objects.order_by("-published", "key").last().key
    )


OPENED = "?section=date:step:no_match"


def clicked(browser: Client, project: Any, place: str, tree: str = "") -> str:
    """What an open page gets for a click in the tree; `tree` is what stands for the tree that it shows."""
    answer = browser.get(f"/p/{project.pk}/{place}", headers={"HX-Request": "true", "X-Shown-Tree": tree})
    assert answer.status_code == 200
    return answer.content.decode()


def tree_of(page: str) -> str:
    return re.search(r'data-digest="(\w+)"', page)[1]


def signed_in(user: Any) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def saved(cast: Any, body_of: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Another person saves the template `date`."""
    draft = selectors.draft(cast.project, "template", "date")
    editing.save_template(cast.actor("owner"), cast.project, "date", body_of(draft.body), base_version=draft.version)


def without_italian(body: dict[str, Any]) -> dict[str, Any]:
    """The template with one text less, which is no reason to refuse it."""
    return applied(body, [Set("/nodes/@date/steps/no_match/@date.no_match.1/actions/@date.no_match.1.say/text/it", None)])


def test_click_in_the_tree_asks_each_collection_once_and_lint_for_nothing_it_said_already(cast, designer, monkeypatch):
    tree = tree_of(clicked(designer, cast.project, "templates/date"))
    asked = []
    monkeypatch.setattr(editing, "lint_template", lambda *_args, **_more: asked.append(1))
    REPLIES.forget()
    page = clicked(designer, cast.project, "templates/date" + OPENED, tree)
    assert 'id="section-title"' in page
    assert 'id="tree"' not in page
    assert asked == []
    assert set(REPLIES.reads.values()) == {1}
    assert set(REPLIES.reads) == {
        "django_session", "tenants_user", "tenants_project", "guardian_userobjectpermission", "tenants_membership",
        "templates", "bodies", "factory_rollout", "factory_template",
    }  # fmt: skip


def test_click_shows_what_another_person_saved_meanwhile(cast, designer):
    before = clicked(designer, cast.project, "templates/date" + OPENED)
    assert "The text is missing in Italian" not in before
    saved(cast, without_italian)
    after = clicked(designer, cast.project, "templates/date" + OPENED, tree_of(before))
    assert "The text is missing in Italian" in after
    saved(cast, lambda body: applied(body, [Set("/nodes/@date/label/en", "Wedding day")]))
    assert "Wedding day" in clicked(designer, cast.project, "templates/date" + OPENED, tree_of(before))


def test_click_in_a_flow_shows_what_became_of_a_template_that_it_runs(cast, designer):
    place = "flows/activate_supply?section=about"
    before = clicked(designer, cast.project, place)
    assert "chip-danger tree-count" not in before
    assert clicked(designer, cast.project, place, tree_of(before)).count('id="tree"') == 0
    run = min(acquired_templates(selectors.draft(cast.project, "flow", "activate_supply").body))
    editing.delete_document(cast.actor("owner"), cast.project, "template", run, is_unused=True)
    after = clicked(designer, cast.project, place, tree_of(before))
    assert "chip-danger tree-count" in after
    assert tree_of(after) != tree_of(before)


def test_click_shows_rights_as_they_are_now(cast, designer):
    assert 'id="save"' in clicked(designer, cast.project, "templates/date" + OPENED)
    people.change_role(cast.actor("owner"), cast.project, user_id=str(cast.designer.pk), role="viewer")
    assert 'id="save"' not in clicked(designer, cast.project, "templates/date" + OPENED)
    people.remove_member(cast.actor("owner"), cast.project, user_id=str(cast.designer.pk))
    assert designer.get(f"/p/{cast.project.pk}/templates/date{OPENED}").status_code == 404


def test_what_was_found_for_one_project_is_not_shown_to_another_that_holds_the_same_document(cast, designer):
    stranger = signed_in(cast.stranger)
    cast.foreign.locales = ["en", "it", "fr"]
    cast.foreign.save()
    saved(cast, without_italian)
    draft = selectors.draft(cast.foreign, "template", "date")
    editing.save_template(cast.actor("stranger"), cast.foreign, "date", without_italian(draft.body), base_version=draft.version)
    ours = clicked(designer, cast.project, "templates/date" + OPENED)
    theirs = clicked(stranger, cast.foreign, "templates/date" + OPENED)
    assert "The text is missing in Italian" in ours
    assert "The text is missing in Italian" in theirs
    keys = [key for cache in (kept._findings, kept._digests) for key in cache._entries if cast.project.pk in key]
    assert keys
    assert {key[0] for key in keys} == {cast.project.pk}
    assert any(key[0] == cast.foreign.pk for key in kept._findings._entries)


def test_tree_is_in_the_language_of_who_reads_it(cast, designer):
    english = clicked(designer, cast.project, "templates/date" + OPENED)
    designer.cookies["django_language"] = "it"
    italian = clicked(designer, cast.project, "templates/date" + OPENED, tree_of(english))
    assert 'id="tree"' in italian
    assert tree_of(italian) != tree_of(english)


def test_updates_page_asks_for_the_rollouts_once_and_each_request_anew(cast, designer):
    where = f"/p/{cast.project.pk}/updates"
    designer.get(where)
    for _request in range(2):
        REPLIES.forget()
        assert designer.get(where).status_code == 200
        assert REPLIES.reads["factory_rollout"] == 1
