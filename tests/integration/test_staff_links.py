"""Every link that the staff admin shows can be opened, and no address of it, however senseless, answers 500."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from sampling import sampled

from factory import actions
from factory.actions import Staff
from factory.models import Flow, Template
from tenants.control.models import User

STAFF = Staff.command("tests")
LINK = re.compile(r'href="([^"#]+)"')
NONSENSE = ("0", "date", "a_5F", "x" * 200, "_5F_2F", "ключ", "' or 1", "9" * 40, "507f1f77bcf86cd799439011", "%00")
ODD_KEYS = ("form_26_b", "x_5f_40")
"""Keys that look as if they were quoted."""


@pytest.fixture
def superuser(catalogue: None) -> Client:
    actions.ensure_staff_groups()
    client = Client(raise_request_exception=False)
    user = User.objects.create_superuser("root@example.com", "a-long-password", name="Root")
    client.force_login(user)
    return client


def links(client: Client, url: str) -> list[str]:
    """The admin's own addresses that a page leads to."""
    response = client.get(url)
    assert response.status_code == 200, url
    found = [unescape(link) for link in LINK.findall(response.content.decode())]
    return list(dict.fromkeys(link for link in found if link.startswith("/admin/factory/")))


def opened(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, f"{url} answers {response.status_code}"
    return response.content.decode()


def looked_at(found: list[str]) -> list[str]:
    """A part of the pages of a list, and always those of the odd keys."""
    odd = [url for url in found if any(quote(key) in url for key in ODD_KEYS)]
    assert len(odd) == len(ODD_KEYS)
    return list(dict.fromkeys([*odd, *sampled(found, 4)]))


@pytest.mark.parametrize(("document", "model"), [("template", Template), ("flow", Flow)])
def test_every_document_opens_from_its_list_with_all_its_pages(superuser, document, model):
    for key in ODD_KEYS:
        body = {**model.objects.first().draft, "key": key}
        actions.create_draft(STAFF, document, body)
    found: list[str] = []
    for number in (1, 2):
        found += [link for link in links(superuser, f"/admin/factory/{document}/?p={number}") if "/change/" in link]
    keys = set(model.objects.values_list("key", flat=True))
    found = list(dict.fromkeys(link.split("?")[0] for link in found))
    assert len(found) == len(keys)
    keys_of = {url: re.search(r"<code>(\w+)</code>", opened(superuser, url)).group(1) for url in looked_at(found)}
    assert set(keys_of.values()) <= keys
    assert len(set(keys_of.values())) == len(keys_of)


@pytest.mark.parametrize("key", ["account_number", "form_26_b"])
def test_every_link_of_a_documents_pages_opens(superuser, key):
    if key == "form_26_b":
        actions.create_draft(STAFF, "template", {**Template.objects.get(key="account_number").draft, "key": key})
        actions.publish_version(STAFF, "template", key, tested=True)
    row = Template.objects.get(key=key)
    actions.save_draft(STAFF, "template", key, {**row.draft, "tags": ["changed"]}, base_revision=row.revision)
    actions.publish_version(STAFF, "template", key, tested=True)
    start = next(link for link in links(superuser, f"/admin/factory/template/?q={key}") if "/change/" in link).split("?")[0]
    seen, waiting = set(), [start]
    while waiting:
        url = waiting.pop()
        seen.add(url)
        inside = [link for link in links(superuser, url) if link.startswith(start.removesuffix("change/"))]
        waiting += [link for link in inside if link not in seen and link not in waiting]
    called = {url.removeprefix(start.removesuffix("change/")).split("?")[0] for url in seen}
    assert {"change/", "document/", "build/", "tests/", "history/", "deprecate/", "restore/1/"} <= called


def test_a_key_typed_into_the_address_as_it_is_opens_too(superuser):
    for key in ("date_of_birth", "date"):
        assert f"<code>{key}</code>" in opened(superuser, f"/admin/factory/template/{key}/change/")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The addresses of a resolver with their parameters as Django writes them."""
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from patterns(entry, here)


def admin_addresses() -> list[str]:
    held = next(row for row in get_resolver().url_patterns if isinstance(row, URLResolver) and str(row.pattern) == "admin/")
    return [f"/admin/{row}" for row in patterns(held) if "(?P" not in row]


def filled(address: str, value: str) -> str:
    return re.sub(r"<(\w+):\w+>", lambda found: "7" if found.group(1) == "int" else value, address)


def test_no_address_of_the_admin_with_a_senseless_key_answers_500(superuser):
    addresses = sorted({filled(row, value) for row in admin_addresses() for value in NONSENSE})
    assert len(addresses) > 300
    addresses = sampled(addresses, 3)
    answers = {url: superuser.get(url).status_code for url in addresses if "logout" not in url}
    assert {url: status for url, status in answers.items() if status >= 500} == {}


def test_an_objects_page_on_the_site_is_not_to_be_found(superuser):
    for value in ("1", "date", "507f1f77bcf86cd799439011"):
        assert superuser.get(f"/admin/r/{value}/date/").status_code == 404


QUERIES = ("p=-1", "p=x", "o=99.-99", "q=%00", "e=1", "status=x", "key__exact=%00", "all=", "_facets=True", "draft__x=1")


def test_no_list_answers_500_whatever_it_is_asked(superuser):
    lists = [f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry]  # the only way to all lists
    for url in sampled([f"/admin/{name}/?{query}" for name in sorted(lists) for query in QUERIES], 3):
        assert superuser.get(url).status_code < 500, url


def test_numbers_of_a_form_that_no_number_is_are_refused(superuser):
    form = {"content_type": "application/x-www-form-urlencoded"}
    posted = {"revision": "²", f"at:/nodes/{'9' * 5000}/label/en": "x", "was": "{}"}
    assert superuser.post("/admin/factory/template/date/change/", urlencode(posted), **form).status_code == 409
    assert superuser.post("/admin/factory/template/date/document/", {"revision": "9" * 5000, "text": "{}"}).status_code < 500


def test_lists_offer_no_counts_beside_their_filters_for_these_cost_a_query_for_each_option(
    superuser, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40, using="factory"):
        page = superuser.get("/admin/factory/template/?_facets=True")
    assert page.status_code == 200
    assert "_facets" not in superuser.get("/admin/factory/template/").content.decode()
