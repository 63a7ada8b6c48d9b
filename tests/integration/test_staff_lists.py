"""The lists of the staff admin, and adding documents and industries to them."""

import re
from html import unescape

import pytest
from staff_pages import ADMIN, COMMAND, DATE, date, everything, keys_in, page, say, with_draft

from factory import actions, catalogue_files
from factory.models import DocumentStatus, Flow, Industry, Template
from omnia.infra import units

TEMPLATES = catalogue_files.read().templates


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


def test_documents_are_named_in_the_readers_language(browser):
    client = browser("editor")
    titles = [client.get(f"{DATE}history/", headers={"accept-language": language}).content.decode() for language in ("en", "it")]
    assert ["“Date”" in titles[0], "“Data”" in titles[1]] == [True, True]


def test_menu_has_no_mark_beside_suggestions_while_none_waits(browser):
    html = page(browser("editor"), "/admin/")
    assert "/admin/factory/suggestion/" in html
    assert "omnia-badge" not in html


def test_an_empty_template_is_a_draft_that_says_what_is_missing(browser):
    client = browser("editor")
    response = client.post(f"{ADMIN}template/add/", {"label": "Delivery window", "key": "delivery_window", "kind": "integer"})
    assert response["Location"] == f"{ADMIN}template/delivery_5Fwindow/change/"
    row = Template.objects.get(key="delivery_window")
    assert (row.status, row.kind, row.published, row.updated_by) == (DocumentStatus.NEW, "integer", 0, "Editor")
    html = page(client, response["Location"])
    assert "1 problem must be mended" in html
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
    assert 'value="Read the meter"' in page(client, response["Location"])


@pytest.mark.parametrize("key", ["", "Date", "9lives", "a/b", "date", "ключ", "a" * 65])
def test_an_unusable_key_is_refused_and_the_form_keeps_what_was_typed(browser, key):
    client, before = browser("editor"), everything()
    response = client.post(f"{ADMIN}template/add/", {"label": "Typed name", "key": key, "kind": "number"})
    assert response.status_code == 422
    assert "Typed name" in response.content.decode()
    assert everything() == before


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


@pytest.fixture
def shown(browser):
    """An editor who has the names of banking before them, and sends the form with changes."""
    client, where = browser("editor"), f"{ADMIN}industry/banking/change/"
    form = {**fields_of(page(client, where)), "csrfmiddlewaretoken": "x"}

    def send(**names):
        form.update({f"label_{locale}": name for locale, name in names.items()})
        answer = client.post(where, form)
        form.update(fields_of(answer.content.decode()) if answer.status_code == 200 else {})
        return answer

    return send


def fields_of(html):
    """What a form of names would send as it is shown."""
    found = {name: unescape(value) for name, value in NAME_FIELD.findall(html)}
    assert {"seen", "label_en", "label_it"} <= found.keys()
    return found


NAME_FIELD = re.compile(r'<input type="(?:hidden|text)" name="(seen|label_..)"(?: value="([^"]*)")?')


def test_names_that_only_somebody_else_changed_meanwhile_stay_and_mine_are_saved(shown):
    held = Industry.objects.get(key="banking").label
    actions.set_industry(COMMAND, "banking", {**held, "it": "Credito"})
    assert shown(en="Banks").status_code == 302
    assert Industry.objects.get(key="banking").label == {**held, "en": "Banks", "it": "Credito"}


def test_name_that_two_people_changed_is_told_and_replaced_only_by_saving_again(shown):
    held = Industry.objects.get(key="banking").label
    theirs = {**held, "en": "Lenders", "it": "Credito"}
    actions.set_industry(COMMAND, "banking", theirs)
    before = everything()
    answer = shown(en="Banks")
    assert "Somebody else changed this meanwhile: it is now “Lenders”." in unescape(answer.content.decode())
    assert 'value="Banks"' in answer.content.decode()
    assert everything() == before
    assert shown().status_code == 302
    assert Industry.objects.get(key="banking").label == {**theirs, "en": "Banks"}


def test_name_that_somebody_saves_in_the_very_moment_is_told_and_nothing_is_replaced(shown, monkeypatch):
    held, find = Industry.objects.get(key="banking").label, units.Unit.give_way
    theirs = {**held, "en": "Lenders"}

    def overtaken(unit, row):
        monkeypatch.setattr(units.Unit, "give_way", find)
        actions.set_industry(COMMAND, "banking", theirs)
        find(unit, row)

    monkeypatch.setattr(units.Unit, "give_way", overtaken)
    assert "it is now “Lenders”" in unescape(shown(en="Banks").content.decode())
    assert Industry.objects.get(key="banking").label == theirs


def test_industry_that_somebody_added_in_the_very_moment_is_told_and_not_replaced(browser, monkeypatch):
    client, insert = browser("editor"), units.Unit.insert

    def overtaken(unit, rows, row, *told):
        monkeypatch.setattr(units.Unit, "insert", insert)
        actions.set_industry(COMMAND, "tourism", {"en": "Travel"})
        insert(unit, rows, row, *told)

    monkeypatch.setattr(units.Unit, "insert", overtaken)
    answer = client.post(f"{ADMIN}industry/add/", {"key": "tourism", "label_en": "Tourism"})
    assert (answer.status_code, "already exists" in answer.content.decode()) == (200, True)
    assert Industry.objects.get(key="tourism").label == {"en": "Travel"}


@pytest.mark.parametrize(
    "sent", [{"key": "Big Sector", "label_en": "Big"}, {"key": "banking", "label_en": "Twice"}, {"key": "new", "label_en": ""}]
)
def test_an_unusable_industry_is_not_saved(browser, sent):
    client, before = browser("editor"), everything()
    assert client.post(f"{ADMIN}industry/add/", sent).status_code == 200
    assert everything() == before
