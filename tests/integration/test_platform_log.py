"""The platform's own audit logs as auditors see them, and take them away."""

import csv
import io
import json
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from staff_pages import COMMAND, page

from factory import actions
from factory.trail import catalogue_chain
from omnia.infra import audit
from tenants.actions import accounts, clusters
from tenants.actions.accounts import create_account
from tenants.audit_chains import platform_chain
from tenants.control.models import Cluster, User

LOG = "/admin/log/platform/"
CATALOGUE = "/admin/log/catalogue/"
CHAINS = {LOG: platform_chain, CATALOGUE: catalogue_chain}


def lengths():
    return {log: chain().log.count_documents({}) for log, chain in CHAINS.items()}


def entry(log=LOG, **told):
    said = {"actor": COMMAND.actor, "action": "cluster.changed", "subject": "default", **told}
    return audit.append(CHAINS[log](), **said)


@pytest.mark.parametrize("log", [LOG, CATALOGUE])
@pytest.mark.parametrize("name", ["editor", "publisher", "staff", "customer", "anonymous"])
def test_log_and_its_files_are_refused_to_who_is_no_auditor_and_taking_none_is_noted(browser, log, name):
    client, before, status = browser(name), lengths(), 403 if name in ("editor", "publisher", "staff") else 302
    assert client.get(log).status_code == status
    assert [client.post(f"{log}log.{form}").status_code for form in ("csv", "jsonl")] == [status, status]
    assert lengths() == before


def test_auditor_finds_the_log_in_the_menu_and_an_editor_does_not(browser):
    assert f'href="{LOG}"' in page(browser("auditor"), "/admin/")
    assert f'href="{LOG}"' not in page(browser("editor"), "/admin/")


def test_entry_says_who_did_what_with_before_and_after_and_can_be_chosen(browser):
    client = browser("auditor")
    made = create_account(COMMAND.actor, email="new@example.com", name="New", password="a-long-password")
    entry(details={"before": "Milan", "after": "Rome"})
    everything = page(client, LOG)
    assert str(made.pk) in everything
    assert "before: Milan · after: Rome" in everything
    accounts = page(client, LOG, about="user", since="2020-01-01", who=COMMAND.actor.id)
    assert "user.created" in accounts
    assert "cluster.changed" not in accounts
    assert "No entry is like that" in page(client, LOG, until="2020-01-01")
    assert "No entry is like that" in page(client, LOG, who="somebody")


def test_log_of_the_catalogue_says_what_became_of_a_draft(browser):
    actions.deprecate(COMMAND, "template", "date")
    html = page(browser("auditor"), CATALOGUE, about="catalogue")
    assert "catalogue.document_deprecated" in html
    assert "template:date" in html
    assert "catalogue.document_deprecated" not in page(browser("auditor"), LOG)


def test_older_entries_of_the_log_are_a_page_away(browser):
    client = browser("auditor")
    for number in range(60):
        entry(subject=str(number))
    assert "Older entries" in page(client, LOG)
    lowest = platform_chain().log.find_one(sort=[("_id", -1)])["_id"] - 49
    older = page(client, LOG, before=str(lowest))
    assert "To the newest" in older
    assert f">{lowest - 1}</th>" in older
    assert f">{lowest}</th>" not in older


def test_files_hold_what_is_chosen_no_cell_is_a_formula_and_taking_one_is_an_entry(browser):
    client = browser("auditor")
    entry(subject="=1+1")
    create_account(COMMAND.actor, email="new@example.com", name="New", password="a-long-password")
    answer = client.post(f"{LOG}log.csv?about=cluster")
    assert answer["Content-Disposition"] == 'attachment; filename="audit-platform.csv"'
    (row,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert (row["action"], row["subject"]) == ("cluster.changed", "'=1+1")
    lines = [json.loads(line) for line in client.post(f"{LOG}log.jsonl").content.splitlines()]
    taken = lines[0]
    assert (taken["action"], taken["object"], taken["details"]) == ("audit.exported", "platform", {"entries": 1})
    assert [line["action"] for line in lines[1:3]] == ["user.created", "cluster.changed"]
    assert client.get(f"{LOG}log.csv").status_code == 405
    audit.verify(platform_chain())


def test_what_makes_no_sense_in_the_address_is_left_out_and_no_other_log_is_there(browser):
    client = browser("auditor")
    entry(subject="<b>bold</b>")
    html = page(client, LOG, about="nonsense", since="tomorrow", before="-1", who="")
    assert "<b>bold</b>" not in html
    assert "<b>bold</b>" in unescape(html)
    assert client.get("/admin/log/projects/").status_code == 404
    assert client.post(f"{LOG}log.xml").status_code == 404


def newest(action):
    return next(row for row in audit.entries(platform_chain()) if row["action"] == action)


def test_changed_account_is_told_with_what_was_before_and_without_its_name(cast):
    actions.ensure_staff_groups()
    address = f"/admin/tenants/user/{cast.staff.pk}/change/"
    group = Group.objects.get(name="catalogue editor")
    sent = {"name": "Quiet Rivers", "is_staff": "on", "groups": [str(group.pk)]}
    superuser = Client()
    superuser.force_login(User.objects.create_superuser("top@example.com", "a-long-password", name="Top"))
    assert superuser.post(address, sent).status_code == 302
    told = newest("user.changed")
    assert told["object"] == str(cast.staff.pk)
    assert told["details"] == {
        "fields": ["groups", "is_active", "name"], "is_active": False, "is_active_before": True, "is_staff": True,
        "is_staff_before": True, "groups": ["catalogue editor"], "groups_before": [],
    }  # fmt: skip
    assert "Quiet" not in json.dumps(told)
    assert [row.name for row in User.objects.get(pk=cast.staff.pk).groups.all()] == ["catalogue editor"]


def test_account_made_on_the_page_can_sign_in_and_is_told_once(browser):
    sent = {"email": "new@example.com", "name": "New", "password1": "seven quiet rivers", "password2": "seven quiet rivers"}
    made = browser("operator").post("/admin/tenants/user/add/", sent)
    assert made.status_code == 302
    signed_in = Client().post("/sign-in", {"username": "new@example.com", "password": "seven quiet rivers"})
    assert signed_in["Location"] == "/projects"
    rows = [row for row in audit.entries(platform_chain()) if row["action"] == "user.created"]
    assert [row["object"] for row in rows] == [str(User.objects.get(email="new@example.com").pk)]


def test_account_that_others_change_meanwhile_is_told_as_it_was_right_before(browser, cast, monkeypatch):
    chosen, set_name = accounts.Group.objects.filter(name="catalogue editor"), User.objects.filter(pk=cast.staff.pk)
    seen = []

    def between(actor, before, wanted, groups, change=accounts._changed):
        if not seen:
            set_name.update(is_active=False)
        seen.append(before.is_active)
        return change(actor, before, wanted, groups)

    monkeypatch.setattr(accounts, "_changed", between)
    accounts.change_account(COMMAND.actor, cast.staff, name="S", is_active=True, is_staff=True, groups=[chosen.get().name])
    told = newest("user.changed")["details"]
    assert (seen, told["is_active_before"], told["is_active"]) == ([True, False], False, True)


def test_changed_cluster_is_told_with_what_was_before(browser):
    clusters.register_clusters(COMMAND.actor)
    Cluster.objects.update(region="Milan", accepts_projects=True)
    assert browser("operator").post("/admin/tenants/cluster/default/change/", {"region": "Rome"}).status_code == 302
    assert newest("cluster.changed")["details"] == {
        "region": "Rome", "region_before": "Milan", "accepts_projects": False, "accepts_projects_before": True,
    }  # fmt: skip
