"""Accounts that commands make: audited, never at the cost of an account that is there."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from omnia.infra import audit
from tenants.audit_chains import platform_chain
from tenants.control.models import Project, User

STAFF, CUSTOMER = "staff@omnia.example", "anna@acme.example"


@pytest.fixture
def own_folder(settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "var"
    return tmp_path / "var"


def demo() -> dict[str, object]:
    output = StringIO()
    call_command("demo", json=True, stdout=output)
    return json.loads(output.getvalue())


def noted(settings) -> list[tuple[str, str, object]]:
    rows = [row for row in audit.entries(platform_chain()) if row["action"] == "user.created"]
    return [(row["actor"]["id"], row["object"], row["details"]["staff"]) for row in reversed(rows)]


def test_demo_makes_accounts_that_are_audited_and_can_sign_in(catalogue, own_folder, settings):
    made = demo()
    staff, customer = User.objects.get(email=STAFF), User.objects.get(email=CUSTOMER)
    assert staff.check_password(made["staff"]["password"])
    assert customer.check_password(made["customer"]["password"])
    assert noted(settings) == [("demo", str(staff.pk), True), ("demo", str(customer.pk), False)]
    assert (own_folder / "demo.json").stat().st_mode & 0o777 == 0o600
    assert own_folder.stat().st_mode & 0o777 == 0o700
    assert demo() == made, "running it again changes nothing"
    assert len(noted(settings)) == 2


def test_demo_with_a_fresh_data_folder_leaves_the_passwords_of_existing_accounts(catalogue, own_folder, settings):
    User.objects.create_user(STAFF, "their-own-long-password", is_staff=True)
    User.objects.create_user(CUSTOMER, "another-long-password")
    made = demo()
    assert made["staff"] == {"email": STAFF, "password": None}
    assert made["customer"] == {"email": CUSTOMER, "password": None}
    assert User.objects.get(email=STAFF).check_password("their-own-long-password")
    assert User.objects.get(email=CUSTOMER).check_password("another-long-password")
    assert noted(settings) == []


def test_first_member_of_staff_is_made_by_a_command_and_audited(databases, settings):
    output = StringIO()
    call_command("create_staff", email="Ops@omnia.example", name="Olga", json=True, stdout=output)
    made = json.loads(output.getvalue())
    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser) == ("ops@omnia.example", True, True)
    assert user.check_password(made["password"])
    assert noted(settings) == [("create_staff", str(user.pk), True)]
    assert Project.objects.count() == 0


def test_account_of_a_first_owner_is_made_by_a_command_without_rights_and_audited(databases, settings):
    output = StringIO()
    call_command("create_account", email="Ada@acme.example", name="Ada", json=True, stdout=output)
    made = json.loads(output.getvalue())
    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser, user.groups.count()) == ("ada@acme.example", False, False, 0)
    assert user.check_password(made["password"])
    assert noted(settings) == [("create_account", str(user.pk), False)]


@pytest.mark.parametrize("email", ["ops@omnia.example", "OPS@omnia.example", "no address"])
def test_staff_that_cannot_be_made_is_refused_in_a_sentence_and_nothing_changes(databases, settings, email):
    there = User.objects.create_user("ops@omnia.example", "their-own-long-password")
    before = list(User.objects.values())
    with pytest.raises(CommandError, match=r"already|not an e-mail"):
        call_command("create_staff", email=email, json=True)
    assert list(User.objects.values()) == before
    assert User.objects.get(pk=there.pk).check_password("their-own-long-password")
    assert noted(settings) == []
