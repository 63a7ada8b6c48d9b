"""Who is let into the staff admin, who may do what there, and that a refusal changes nothing."""

import pytest
from django.test import Client
from staff_pages import ADMIN, DATE, START, everything, field_of, page


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
    "where", ["template/", "flow/", "industry/", "template/date/change/", "template/date/build/", "template/date/history/"]
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
