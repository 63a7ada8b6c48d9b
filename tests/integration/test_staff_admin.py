"""The catalogue in the staff admin: who may do what, what the pages show, and that a refusal changes nothing."""

import copy
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connections
from django.test import Client

from factory import actions, catalogue_files
from factory.actions import EDITORS, PUBLISHERS, Staff
from factory.models import CatalogueVersion, DocumentStatus, Flow, Industry, Template
from omnia.mongo.clusters import client_for_uri
from tenants.control.models import User

COMMAND = Staff.command("tests")
ADMIN = "/admin/factory/"
TEMPLATES = catalogue_files.read().templates
DATE = f"{ADMIN}template/date/"
START = "at:/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en"
ACTORS = {
    "editor": (True, (EDITORS,)),
    "publisher": (True, (PUBLISHERS,)),
    "auditor": (True, ("auditor",)),
    "staff": (True, ()),
    "customer": (False, ()),
}
Browser = Callable[[str], Client]


@pytest.fixture
def browser(catalogue: None) -> Browser:
    """A signed-in client for each of the fixed actors; `anonymous` is not signed in."""
    actions.ensure_staff_groups()

    def sign_in(name: str) -> Client:
        client = Client()
        if name != "anonymous":
            is_staff, groups = ACTORS[name]
            user = User.objects.filter(email=f"{name}@example.com").first() or User.objects.create_user(
                f"{name}@example.com", "a-long-password", name=name.title(), is_staff=is_staff
            )
            user.groups.set(Group.objects.filter(name__in=groups))
            client.force_login(user)
        return client

    return sign_in


def everything() -> dict[str, list[dict[str, Any]]]:
    """What the factory's database holds, its audit log included."""
    entry = connections.settings["factory"]
    held = client_for_uri(entry["HOST"])[entry["NAME"]]
    return {name: list(held[name].find().sort("_id", 1)) for name in sorted(held.list_collection_names())}


def page(client: Client, url: str, expected: int = 200, /, **asked: Any) -> str:
    response = client.get(url, asked)
    assert response.status_code == expected, response.content[:500]
    return response.content.decode()


def hidden(html: str, name: str) -> str:
    """The value of a form's hidden input."""
    found = re.search(rf'<input type="hidden"\s+name="{name}"\s+value="([^"]*)"', html)
    assert found, name
    return unescape(found.group(1))


def sheet(client: Client, url: str = DATE) -> dict[str, str]:
    """What the sheet's form would send if nobody touched it but for the hidden inputs."""
    html = page(client, url + "change/")
    return {name: hidden(html, name) for name in ("revision", "was")}


def field_of(html: str, name: str) -> str:
    """The part of the page that belongs to one input: itself and what is said of it."""
    place = html.index(f'name="{name}"')
    begin = html.rindex('<div class="omnia-field', 0, place)
    return html[begin : html.index("</div>", place)]


def keys_in(html: str) -> set[str]:
    """The keys of the documents that a list shows."""
    return set(re.findall(r"<code>(\w+)</code>", html))


def date() -> Template:
    return Template.objects.get(key="date")


def with_draft(change: Callable[[dict[str, Any]], None], key: str = "date") -> None:
    """Save a changed draft of a template."""
    row = Template.objects.get(key=key)
    body = copy.deepcopy(row.draft)
    change(body)
    actions.save_draft(COMMAND, "template", key, body, base_revision=row.revision)


def say(body: dict[str, Any], text: str) -> None:
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = text


# Who is let in


@pytest.mark.parametrize("actor", ["customer", "anonymous"])
@pytest.mark.parametrize(
    "where", ["", "factory/template/", "factory/template/date/change/", "factory/template/date/publish/", "tenants/user/"]
)
def test_who_is_not_staff_cannot_enter(browser, actor, where):
    response = browser(actor).get(f"/admin/{where}")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_a_customer_cannot_sign_in_at_the_admins_door(browser):
    browser("customer")
    client = Client()
    response = client.post("/admin/login/?next=/admin/", {"username": "customer@example.com", "password": "a-long-password"})
    assert response["Location"] == "/sign-in?next=/admin/"
    assert "_auth_user_id" not in client.session
    signed_in = client.post(
        response["Location"], {"username": "customer@example.com", "password": "a-long-password"}, follow=True
    )
    assert signed_in.status_code == 403
    assert "does not belong to the platform" in signed_in.content.decode()


@pytest.mark.parametrize(
    "where", ["template/", "flow/", "industry/", "template/date/change/", "template/date/try/", "template/date/history/"]
)
def test_staff_in_no_group_is_refused(browser, where):
    assert "Ask an operator to add you" in page(browser("staff"), ADMIN + where, 403)


def test_staff_in_no_group_sees_no_entry_of_the_menu_and_what_to_do(browser):
    html = page(browser("staff"), "/admin/")
    assert "You are not in a staff group yet" in html
    assert "/admin/factory/template/" not in html
    assert "/admin/tenants/project/" not in html


@pytest.mark.parametrize("actor", ["editor", "publisher", "auditor"])
@pytest.mark.parametrize(
    "where", ["template/", "flow/", "industry/", "template/date/change/", "template/date/document/", "flow/report_claim/tests/"]
)
def test_every_group_reads(browser, actor, where):
    page(browser(actor), ADMIN + where)


RIGHTS = [
    ("editor", "template/add/", True),
    ("publisher", "template/add/", False),
    ("auditor", "template/add/", False),
    ("editor", "template/date/restore/1/", True),
    ("publisher", "template/date/restore/1/", False),
    ("editor", "template/date/publish/", False),
    ("publisher", "template/date/publish/", True),
    ("auditor", "template/date/publish/", False),
    ("editor", "template/date/deprecate/", False),
    ("publisher", "template/date/deprecate/", True),
    ("editor", "industry/add/", True),
    ("publisher", "industry/add/", False),
]


@pytest.mark.parametrize(("actor", "where", "allowed"), RIGHTS)
def test_pages_that_change_open_only_with_the_right(browser, actor, where, allowed):
    page(browser(actor), ADMIN + where, 200 if allowed else 403)


REFUSED_POSTS = [
    ("publisher", "template/date/change/", {START: "Mine."}),
    ("auditor", "template/date/document/", {"text": "{}"}),
    ("publisher", "template/date/restore/1/", {"revision": "1"}),
    ("publisher", "template/add/", {"key": "mine", "label": "Mine", "kind": "number"}),
    ("publisher", "industry/add/", {"key": "mine", "label_en": "Mine"}),
    ("editor", "template/date/publish/", {"revision": "1"}),
    ("editor", "template/date/deprecate/", {}),
    ("staff", "template/date/change/", {START: "Mine."}),
    ("staff", "template/date/deprecate/", {}),
    ("customer", "template/date/change/", {START: "Mine."}),
    ("anonymous", "template/date/publish/", {"revision": "1"}),
]


@pytest.mark.parametrize(("actor", "where", "posted"), REFUSED_POSTS)
def test_a_post_without_the_right_changes_nothing(browser, actor, where, posted):
    client, before = browser(actor), everything()
    response = client.post(ADMIN + where, posted)
    assert response.status_code == (302 if actor in ("customer", "anonymous") else 403)
    assert everything() == before


def test_nobody_deletes(browser):
    client, before = browser("editor"), everything()
    assert client.post(f"{DATE}delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{ADMIN}industry/banking/delete/", {"post": "yes"}).status_code == 403
    assert everything() == before


def test_who_may_only_read_has_nothing_to_save_with(browser):
    html = page(browser("auditor"), f"{DATE}change/")
    assert "You may read this draft" in html
    assert "readonly" in field_of(html, START)
    assert 'class="omnia-bar"' not in html


# Lists


def test_list_shows_what_tells_documents_apart(browser):
    html = page(browser("auditor"), f"{ADMIN}template/")
    row = html[html.index("<code>date</code>") :][:8000]
    for told in ("en it es fr de pt", "Published", "version 1", "Universal", "load_catalogue"):
        assert told in row


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "calendario"}, {"date"}),
        ({"q": "Fecha de nacimiento"}, {"date_of_birth"}),
        ({"q": "date_of"}, {"date_of_birth"}),
        ({"q": "zzz"}, set()),
        ({"scope": "industry"}, {key for key, body in TEMPLATES.items() if body["scope"] == "industry"}),
        ({"industry": "utilities"}, {key for key, body in TEMPLATES.items() if body.get("industry") == "utilities"}),
        ({"industry": "public_sector"}, {"case_number"}),
        ({"language": "xx"}, set()),
        ({"status": "deprecated"}, set()),
        ({"status": "ahead"}, set()),
        ({"scope": "industry", "q": "polizza"}, {"policy_number"}),
    ],
)
def test_list_is_narrowed_by_search_and_filters(browser, asked, found):
    html = page(browser("auditor"), f"{ADMIN}template/", **asked)
    assert keys_in(html) == found
    assert ("Nothing matches" in html) == (not found)


def test_status_filter_follows_a_document_through_its_life(browser):
    client = browser("auditor")

    def listed(status: str) -> set[str]:
        return keys_in(page(client, f"{ADMIN}template/", status=status))

    with_draft(lambda body: say(body, "Which date?"))
    assert listed("ahead") == {"date"}
    assert "date" not in listed("published")
    actions.publish_version(COMMAND, "template", "date")
    assert listed("ahead") == set()
    actions.deprecate(COMMAND, "template", "date")
    assert listed("deprecated") == {"date"}
    actions.create_draft(COMMAND, "template", {**date().draft, "key": "new_date"})
    assert listed("new") == {"new_date"}


def test_language_filter_knows_the_languages_of_each(browser):
    with_draft(lambda body: body["label"].pop("de"))
    client = browser("auditor")
    assert "date" not in keys_in(page(client, f"{ADMIN}template/", language="de"))
    assert "date" in keys_in(page(client, f"{ADMIN}template/", language="fr"))


def test_empty_catalogue_says_what_to_do(browser):
    Flow.objects.all().delete()
    assert "Nothing here yet" in page(browser("editor"), f"{ADMIN}flow/")


def test_overview_counts_and_names_what_waits(browser):
    with_draft(lambda body: say(body, "Which date?"))
    html = page(browser("editor"), "/admin/")
    assert f"{DATE}change/" in html
    assert "Draft ahead" in html


# Adding


def test_an_empty_template_is_a_draft_that_says_what_is_missing(browser):
    client = browser("editor")
    response = client.post(f"{ADMIN}template/add/", {"label": "Delivery window", "key": "delivery_window", "kind": "integer"})
    assert response["Location"] == f"{ADMIN}template/delivery_5Fwindow/change/"
    row = Template.objects.get(key="delivery_window")
    assert (row.status, row.kind, row.published, row.updated_by) == (DocumentStatus.NEW, "integer", 0, "Editor")
    html = page(client, response["Location"])
    assert "6 problems must be mended" in html
    assert "The text is missing in English" in html


def test_a_copy_has_its_own_key_and_name_and_passes_the_sources_tests(browser):
    browser("editor").post(f"{ADMIN}template/add/", {"label": "Delivery date", "key": "delivery_date", "source": "date"})
    row = Template.objects.get(key="delivery_date")
    assert str(row) == "Delivery date"
    assert row.draft["nodes"] == date().draft["nodes"]
    assert not actions.failing_tests("template", row.draft)


def test_an_empty_flow_can_be_opened(browser):
    client = browser("editor")
    response = client.post(f"{ADMIN}flow/add/", {"label": "Read the meter", "key": "read_meter"})
    assert response.status_code == 302
    assert "1 problem must be mended" in page(client, response["Location"])


@pytest.mark.parametrize("key", ["", "Date", "9lives", "a/b", "date", "ключ", "a" * 65])
def test_an_unusable_key_is_refused_and_the_form_keeps_what_was_typed(browser, key):
    client, before = browser("editor"), everything()
    response = client.post(f"{ADMIN}template/add/", {"label": "Typed name", "key": key, "kind": "number"})
    assert response.status_code == 422
    assert "Typed name" in response.content.decode()
    assert everything() == before


# Editing


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


# JSON


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


# Publishing, versions


def revision(client: Client, where: str) -> dict[str, str]:
    return {"revision": hidden(page(client, DATE + where), "revision")}


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


def refused_publication(client: Client, told: str) -> None:
    html, before = page(client, f"{DATE}publish/"), everything()
    assert told in unescape(html)
    assert 'name="note"' not in html
    response = client.post(f"{DATE}publish/", {"revision": str(date().revision)})
    assert response.status_code in (409, 422)
    assert told in unescape(response.content.decode())
    assert everything() == before


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
    assert "Second?" in response.content.decode()
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
    assert "Unseen?" in response.content.decode()
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


# Tests and talking


def test_the_documents_own_tests_are_shown(browser):
    count = len(date().draft["tests"])
    assert f"All {count} tests pass" in page(browser("auditor"), f"{DATE}tests/")


def test_scores_by_language_are_shown_beside_the_tests(browser):
    html = page(browser("auditor"), f"{DATE}tests/")
    for told in ("Score by language", "Noisy callers", "Deutsch", "100 %"):
        assert told in html


def test_a_draft_that_noise_hides_is_not_published(browser):
    def read_by_one_pattern_alone(body: dict[str, Any]) -> None:
        pattern = r"^(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})$"
        body["nodes"][0]["contract"]["engines"] = [{"id": "date.exact", "type": "pattern", "pattern": pattern}]
        body["tests"] = [{"id": "en.one", "locale": "en", "utterance": "25/05/2026", "expect": {"date": {"iso": "2026-05-25"}}}]

    with_draft(read_by_one_pattern_alone)
    refused_publication(browser("publisher"), "noisy sentences")


def test_a_draft_can_be_talked_to_and_nothing_is_kept(browser):
    client, before = browser("auditor"), everything()
    html = page(client, f"{DATE}try/", locale="en", said=["the 5th", "", "may"])
    for told in ("Which date, please?", "Which month?", "silence", "5 May"):
        assert told in html
    assert everything() == before


def test_staying_silent_is_a_turn_with_an_address(browser):
    response = browser("auditor").get(f"{DATE}try/", {"locale": "it", "said": ["il 5", "typed"], "silence": "1"})
    assert response["Location"] == f"{DATE}try/?locale=it&channel=chat&said=il+5&said=#turn"


def test_a_flow_can_be_talked_to(browser):
    page(browser("auditor"), f"{ADMIN}flow/report_claim/try/", channel="voice", said=["no", "policy AB123456", "x" * 5000])


def test_a_draft_that_cannot_run_says_why(browser):
    with_draft(lambda body: body["nodes"][0].update(kind="nonsense"))
    for where in ("try", "tests"):
        html = page(browser("auditor"), f"{DATE}{where}/")
        assert "The draft cannot be run" in html
        assert "There is no kind “nonsense”" in html


def test_a_draft_with_missing_texts_can_be_tried_in_the_languages_that_it_has(browser):
    with_draft(lambda body: body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"].pop("de"))
    assert "Che data è?" in page(browser("auditor"), f"{DATE}try/", locale="it")


# Industries


def test_editors_add_and_rename_industries(browser):
    client = browser("editor")
    assert (
        client.post(f"{ADMIN}industry/add/", {"key": "tourism", "label_en": "Tourism", "label_it": "Turismo"}).status_code == 302
    )
    assert Industry.objects.get(key="tourism").label == {"en": "Tourism", "it": "Turismo"}
    client.post(f"{ADMIN}industry/tourism/change/", {"label_en": "Holidays", "label_it": ""})
    assert Industry.objects.get(key="tourism").label == {"en": "Holidays"}
    assert "Holidays" in page(client, f"{ADMIN}industry/")
    page(client, f"{ADMIN}industry/tourism/history/")


@pytest.mark.parametrize(
    "sent", [{"key": "Big Sector", "label_en": "Big"}, {"key": "banking", "label_en": "Twice"}, {"key": "new", "label_en": ""}]
)
def test_an_unusable_industry_is_not_saved(browser, sent):
    client, before = browser("editor"), everything()
    assert client.post(f"{ADMIN}industry/add/", sent).status_code == 200
    assert everything() == before


# The frame


def test_the_pages_keep_their_content_security_policy(browser):
    client = browser("editor")
    policy = client.get(f"{DATE}change/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval'" in policy
    assert "default-src 'none'" in policy
    html = page(client, f"{DATE}change/")
    own = html[html.index('<div class="omnia-page">') :]
    assert "<script" not in own[: own.index("</form>")]
    assert " onclick=" not in own


def test_a_document_that_does_not_exist_leads_back(browser):
    for where in ("change", "publish", "history"):
        response = Client.get(browser("publisher"), f"{ADMIN}template/nothing/{where}/")
        assert response.status_code == 302
        assert response["Location"] == "/admin/"
