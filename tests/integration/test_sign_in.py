"""Signing in: one account whatever the spelling, slower for who guesses, open for who is right, one door for everybody."""

import importlib
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connections
from django.test import Client

from omnia.infra import hashing, sign_in_limits
from omnia.infra.client_address import parse_networks
from tenants.control import sign_in
from tenants.control.models import User

PASSWORD = "a-long-password"
SPELLINGS = ("anna@example.com", "ANNA@example.com", "Anna@Example.Com ", "an\u200bna@example.com", "ａnna@example.com")


@pytest.fixture
def anna(databases):
    return User.objects.create_user("anna@example.com", PASSWORD, name="Anna")


@pytest.fixture
def behind_a_proxy(settings):
    settings.OMNIA_TRUSTED_PROXIES = parse_networks(["127.0.0.1"])


def attempt(client, password, email="anna@example.com", address="198.51.100.1"):
    return client.post("/sign-in", {"username": email, "password": password}, headers={"X-Forwarded-For": address})


def guess_until_slowed(client, address="198.51.100.1", email="anna@example.com"):
    """Guess until an attempt has to wait; how many were looked at."""
    for tried in range(20):
        response = attempt(client, "wrong", email, address)
        if response.status_code == 429:
            return tried
    raise AssertionError("Nobody slowed the guesser down.")


@pytest.mark.parametrize("email", SPELLINGS, ids=ascii)
def test_account_is_found_however_its_address_is_spelled(anna, email):
    assert attempt(Client(), PASSWORD, email)["Location"] == "/projects"


@pytest.mark.parametrize("email", [*SPELLINGS, "\u017fpam@example.com"], ids=ascii)
def test_no_second_account_is_made_by_another_spelling(anna, email):
    User.objects.create_user("spam@example.com", PASSWORD)
    before = set(User.objects.values_list("email", flat=True))
    for make in (User.objects.create_user, User.objects.create_superuser):
        with pytest.raises(IntegrityError):
            make(email, PASSWORD)
    assert set(User.objects.values_list("email", flat=True)) == before


def test_spellings_of_an_address_are_counted_together(anna, behind_a_proxy):
    client = Client()
    statuses = [attempt(client, "wrong", email).status_code for email in SPELLINGS]
    assert statuses == [200, 200, 200, 200, 429]


def test_slowed_attempt_says_how_long_and_changes_nothing(anna, behind_a_proxy):
    client = Client()
    guess_until_slowed(client)
    response = attempt(client, PASSWORD)
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= sign_in_limits.FIRST_WAIT
    assert "Try again in" in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.get(pk=anna.pk).last_login is None


def test_slowed_attempt_does_not_look_at_the_password(anna, behind_a_proxy, monkeypatch):
    guess_until_slowed(Client())
    monkeypatch.setattr(sign_in.ModelBackend, "authenticate", lambda *_any, **_named: pytest.fail("The password was looked at."))
    assert attempt(Client(), PASSWORD).status_code == 429


def test_person_at_another_address_signs_in_while_somebody_guesses(anna, behind_a_proxy):
    guess_until_slowed(Client())
    assert attempt(Client(), PASSWORD, address="203.0.113.5").status_code == 302


def test_person_in_a_known_browser_signs_in_at_the_guessers_own_address(anna, behind_a_proxy):
    own = Client()
    attempt(own, PASSWORD)
    own.post("/sign-out")
    guess_until_slowed(Client())
    assert attempt(own, PASSWORD).status_code == 302


@pytest.mark.parametrize("cookie", ["", "forged", "e30:1abc:forged"])
def test_forged_device_is_as_unknown_as_none(anna, behind_a_proxy, cookie):
    guess_until_slowed(Client())
    client = Client()
    client.cookies[sign_in.DEVICE_COOKIE] = cookie
    assert attempt(client, PASSWORD).status_code == 429


def test_device_of_one_account_is_none_of_another(anna, behind_a_proxy):
    User.objects.create_user("ben@example.com", PASSWORD)
    bens = Client()
    attempt(bens, PASSWORD, "ben@example.com")
    bens.post("/sign-out")
    guess_until_slowed(Client())
    assert attempt(bens, PASSWORD).status_code == 429


def test_stranger_cannot_name_another_address_to_guess_on(anna, settings):
    settings.OMNIA_TRUSTED_PROXIES = parse_networks(["10.0.0.1"])
    client = Client()
    statuses = [attempt(client, "wrong", address=f"198.51.100.{number}").status_code for number in range(6)]
    assert statuses[-1] == 429


def test_unknown_address_is_slowed_down_like_a_known_one(anna, behind_a_proxy):
    known = guess_until_slowed(Client())
    assert guess_until_slowed(Client(), "198.51.100.2", "nobody@example.com") == known


def test_page_says_come_back_when_too_many_passwords_are_looked_at(anna, monkeypatch, settings):
    settings.PASSWORD_HASHERS = ["omnia.infra.hashing.BoundedArgon2PasswordHasher"]
    monkeypatch.setattr(hashing, "WAIT_SECONDS", 0)
    for _turn in range(hashing.AT_ONCE):
        assert hashing._turns.acquire(blocking=False)
    try:
        response = attempt(Client(), PASSWORD)
    finally:
        hashing._turns.release(hashing.AT_ONCE)
    assert response.status_code == 503
    assert response["Retry-After"] == "1"


def test_migration_normalises_old_addresses_and_lets_the_older_account_keep_them(databases, capsys):
    for name in ("first", "second", "third"):
        User.objects.create_user(f"{name}@example.com", PASSWORD)
    users = connections["default"].get_collection("tenants_user")
    for old, email in (("first", "Old@Example.com"), ("second", "OLD@example.com"), ("third", "ｔhird@example.com")):
        users.update_one({"email": f"{old}@example.com"}, {"$set": {"email": email}})
    migration = importlib.import_module("tenants.control.migrations.0003_normal_addresses")
    migration.normalise_addresses(None, SimpleNamespace(connection=connections["default"]))
    assert sorted(row["email"] for row in users.find()) == ["OLD@example.com", "old@example.com", "third@example.com"]
    assert "cannot sign in" in capsys.readouterr().err


def test_command_finds_a_person_however_the_address_is_spelled(anna, catalogue):
    call_command("create_project", name="Acme", owner=" ANNA@Example.com", locales="en", industry="utilities", verbosity=0)
    assert anna.memberships.count() == 1
