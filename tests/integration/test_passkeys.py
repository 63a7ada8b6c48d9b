"""Passkeys: made and shown at this site alone, for what was asked last, by the device that has them."""

import json
import time

import pytest
from authenticator import code_at, key_on, recovery_codes_on
from django.core.management import call_command
from django.test import Client
from passkey_device import VERIFIED, Device, options_on

from omnia.infra import audit
from tenants.audit_chains import platform_chain
from tenants.control.models import Passkey, RecoveryCode, SecondFactor, User
from tenants.studio import proofs

PASSWORD, ANNA, PAGE = "a-long-password", "anna@example.com", "/account/second-factor"


@pytest.fixture
def anna(databases, clock):
    clock.stop()
    return User.objects.create_user(ANNA, PASSWORD, name="Anna")


def client_at(host="localhost"):
    return Client(headers={"host": host})


def browser(user, host="localhost"):
    client = client_at(host)
    client.force_login(user)
    return client


def begin(client, **more):
    return client.post(PAGE, {"act": "passkey-begin", "current": PASSWORD, "name": "My laptop", **more})


def add(client, device=None, **more):
    """Add a passkey through the page; the device, and the recovery codes that the page then shows."""
    device = device or Device()
    assert begin(client, **more).status_code == 302
    answer = device.make(options_on(client.get(PAGE).content.decode()))
    assert client.post(PAGE, {"act": "passkey-confirm", "passkey": answer}).status_code == 302
    return device, recovery_codes_on(client.get(PAGE).content.decode())


def password_step(host="localhost"):
    client = client_at(host)
    assert client.post("/sign-in", {"username": ANNA, "password": PASSWORD})["Location"] == "/sign-in/code"
    return client


def asked_at_sign_in(client):
    return options_on(client.get("/sign-in/code").content.decode())


def show(client, answer):
    return client.post("/sign-in/code", {"passkey": answer})


def is_signed_in(client):
    return client.get("/projects").status_code == 200


def events():
    return [row["action"].removeprefix("user.") for row in audit.entries(platform_chain())]


def test_added_passkey_is_asked_for_at_sign_in_and_shows_who_somebody_is(anna):
    here, elsewhere = browser(anna), browser(anna)
    device, codes = add(here)
    assert (len(codes), is_signed_in(here), is_signed_in(elsewhere)) == (10, True, False)
    person = password_step()
    assert not is_signed_in(person)
    asked = asked_at_sign_in(person)
    assert [each["type"] for each in asked["allowCredentials"]] == ["public-key"]
    assert show(person, device.show(asked))["Location"] == "/projects"
    assert is_signed_in(person)
    assert events() == ["passkey_added"]
    assert "My laptop" in here.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "fault",
    ["another device", "another site", "another origin", "another challenge", "nobody there", "nonsense", "empty", "half"],
)
def test_answer_that_shows_no_passkey_of_the_account_for_this_question_gets_nobody_in(anna, fault):
    device, _codes = add(browser(anna))
    person = password_step()
    asked = asked_at_sign_in(person)
    if fault == "another device":
        stranger = Device()
        stranger.id = device.id
        answer = stranger.show(asked)
    elif fault == "another site":
        device.site = "omnia.example"
        answer = device.show(asked)
    elif fault == "another origin":
        device.origin = "http://localhost:8001"
        answer = device.show(asked)
    elif fault == "another challenge":
        answer = device.show({"challenge": "A" * 43})
    elif fault == "nobody there":
        device.flags = 0
        answer = device.show(asked)
    elif fault == "half":
        answer = json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {}})
    else:
        answer = {"nonsense": "[" * 3000, "empty": ""}[fault]
    refused = show(person, answer)
    assert refused.status_code == 422
    assert "none of your passkeys" in refused.content.decode()
    assert not is_signed_in(person)
    assert Passkey.objects.get().uses == 0


def test_what_was_answered_once_is_good_for_nothing_more(anna):
    device, _codes = add(browser(anna), Device(counts=False))
    person = password_step()
    answer = device.show(asked_at_sign_in(person))
    assert show(person, answer).status_code == 302
    again = password_step()
    asked_at_sign_in(again)
    assert show(again, answer).status_code == 422
    assert not is_signed_in(again)


def test_copy_of_a_device_that_counts_is_found_out(anna):
    device, _codes = add(browser(anna))
    for uses in (7, 8):
        device.uses = uses
        person = password_step()
        assert show(person, device.show(asked_at_sign_in(person))).status_code == 302
    device.uses = 3
    person = password_step()
    assert show(person, device.show(asked_at_sign_in(person))).status_code == 422
    assert not is_signed_in(person)


def test_device_that_counts_nothing_is_taken_again_and_again(anna):
    device, _codes = add(browser(anna), Device(counts=False))
    for _time in range(3):
        person = password_step()
        assert show(person, device.show(asked_at_sign_in(person))).status_code == 302


def test_recovery_code_stands_in_for_a_passkey_that_is_not_at_hand(anna):
    _device, codes = add(browser(anna))
    person = password_step()
    assert person.post("/sign-in/code", {"code": codes[0]}).status_code == 302
    assert is_signed_in(person)


def test_who_tries_answers_is_slowed_down_like_who_guesses_codes(anna):
    device, _codes = add(browser(anna))
    person = password_step()
    asked = asked_at_sign_in(person)
    assert [show(person, "{}").status_code for _try in range(5)] == [422, 422, 422, 422, 429]
    assert show(person, device.show(asked)).status_code == 429
    assert not is_signed_in(person)


@pytest.mark.parametrize("fault", ["challenge", "origin", "site", "nobody there", "nonsense"])
def test_passkey_that_was_not_made_for_what_was_asked_is_not_added(anna, fault):
    client, device = browser(anna), Device()
    begin(client)
    asked = options_on(client.get(PAGE).content.decode())
    if fault == "challenge":
        asked = {"challenge": "A" * 43}
    if fault == "origin":
        device.origin = "http://evil.localhost"
    if fault == "site":
        device.site = "evil.example"
    if fault == "nobody there":
        device.flags = VERIFIED
    answer = "{}" if fault == "nonsense" else device.make(asked)
    assert client.post(PAGE, {"act": "passkey-confirm", "passkey": answer}).status_code == 422
    assert (Passkey.objects.count(), RecoveryCode.objects.count(), events()) == (0, 0, [])


def test_stolen_session_without_the_password_adds_and_removes_nothing(anna):
    client = browser(anna)
    assert client.post(PAGE, {"act": "passkey-begin", "current": "wrong", "name": "x"}).status_code == 422
    assert "data-options" not in client.get(PAGE).content.decode()
    add(client)
    held = Passkey.objects.get()
    for act in ("passkey-remove", "passkey-begin", "begin"):
        sent = {"act": act, "current": "wrong", "code": "123456", "passkey_id": held.pk}
        assert client.post(PAGE, sent).status_code == 422
    assert (Passkey.objects.count(), SecondFactor.objects.count(), events()) == (1, 0, ["passkey_added"])


def test_stolen_session_and_password_without_a_factor_add_and_remove_nothing(anna, clock):
    client = browser(anna)
    add(client)
    clock.move(400)
    for act in ("passkey-remove", "passkey-begin", "begin", "renew"):
        sent = {"act": act, "current": PASSWORD, "code": "123456", "passkey_id": Passkey.objects.get().pk}
        assert client.post(PAGE, sent).status_code in {422, 429}
        clock.move(400)
    assert (Passkey.objects.count(), SecondFactor.objects.count(), RecoveryCode.objects.count()) == (1, 0, 10)


def prove(client, device):
    asked = options_on(client.get(PAGE).content.decode())
    return client.post(PAGE, {"act": "prove", "passkey": device.show(asked)})


def test_shown_passkey_takes_the_place_of_the_code_for_five_minutes(anna, monkeypatch):
    client = browser(anna)
    device, _codes = add(client)
    assert prove(client, device).status_code == 302
    assert "no code is asked for" in client.get(PAGE).content.decode()
    second, _none = add(client, Device())
    assert Passkey.objects.count() == 2
    sent = {"act": "passkey-remove", "current": PASSWORD, "passkey_id": Passkey.objects.order_by("added_at")[0].pk}
    with monkeypatch.context() as later:
        later.setattr(proofs, "PROVED_SECONDS", -1)
        assert client.post(PAGE, sent).status_code == 422
        assert Passkey.objects.count() == 2
        assert prove(client, second).status_code == 302
    assert client.post(PAGE, sent).status_code == 302
    assert events() == ["passkey_removed", "passkey_added", "passkey_added"]


def test_last_passkey_taken_off_voids_the_recovery_codes_and_one_of_two_factors_does_not(anna, clock):
    client = browser(anna)
    device, _codes = add(client)
    prove(client, device)
    client.post(PAGE, {"act": "begin", "current": PASSWORD})
    key = key_on(client.get(PAGE).content.decode())
    client.post(PAGE, {"act": "confirm", "code": code_at(key, time.time() + clock.ahead)})
    assert (SecondFactor.objects.count(), RecoveryCode.objects.count()) == (1, 10)
    client.post(PAGE, {"act": "remove", "current": PASSWORD})
    assert (SecondFactor.objects.count(), RecoveryCode.objects.count()) == (0, 10)
    client.post(PAGE, {"act": "passkey-remove", "current": PASSWORD, "passkey_id": Passkey.objects.get().pk})
    assert (Passkey.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert client_at().post("/sign-in", {"username": ANNA, "password": PASSWORD})["Location"] == "/projects"


def test_passkey_of_somebody_else_is_not_taken_off(anna):
    bob = User.objects.create_user("bob@example.com", PASSWORD)
    add(browser(bob))
    client = browser(anna)
    device, _codes = add(client)
    prove(client, device)
    theirs = Passkey.objects.get(user=bob).pk
    assert client.post(PAGE, {"act": "passkey-remove", "current": PASSWORD, "passkey_id": theirs}).status_code == 422
    assert Passkey.objects.count() == 2


def test_passkey_of_one_account_opens_no_other(anna):
    bob = User.objects.create_user("bob@example.com", PASSWORD)
    device, _codes = add(browser(bob))
    add(browser(anna))
    person = password_step()
    assert show(person, device.show(asked_at_sign_in(person))).status_code == 422
    assert not is_signed_in(person)


def test_eleventh_passkey_is_refused(anna):
    client = browser(anna)
    device, _codes = add(client)
    held = Passkey.objects.get().credential
    Passkey.objects.bulk_create([Passkey(key=f"{number:064}", user=anna, credential=held, name="x") for number in range(9)])
    prove(client, device)
    begin(client)
    made = Device().make(options_on(client.get(PAGE).content.decode()))
    refused = client.post(PAGE, {"act": "passkey-confirm", "passkey": made})
    assert (refused.status_code, Passkey.objects.count()) == (422, 10)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_passkeys_are_not_offered_where_browsers_allow_none(anna, host):
    client = browser(anna, host)
    assert "Passkeys are not offered under this address" in client.get(PAGE).content.decode()
    assert begin(client).status_code == 422
    assert Passkey.objects.count() == 0


def test_passkeys_are_bound_to_the_address_that_people_reach_the_product_under(anna, settings):
    settings.OMNIA_PUBLIC_URL, settings.ALLOWED_HOSTS = "https://omnia.example", ["omnia.example", "other.example"]
    assert "Passkeys are not offered" in browser(anna, "other.example").get(PAGE).content.decode()
    client = browser(anna, "omnia.example")
    add(client, Device("https://omnia.example", "omnia.example"))
    assert Passkey.objects.count() == 1


def test_staff_with_a_passkey_alone_are_let_in_where_a_second_factor_is_required(anna, settings):
    settings.OMNIA_STAFF_SECOND_FACTOR = "required"
    User.objects.filter(pk=anna.pk).update(is_staff=True, is_superuser=True)
    client = browser(User.objects.get())
    assert client.get("/admin/")["Location"] == PAGE
    device, _codes = add(client)
    assert client.get("/admin/").status_code == 200
    person = password_step()
    assert person.get("/admin/")["Location"].startswith("/admin/login/")
    show(person, device.show(asked_at_sign_in(person)))
    assert person.get("/admin/").status_code == 200


def test_operator_takes_lost_passkeys_off_by_command(anna):
    client = browser(anna)
    add(client)
    call_command("remove_second_factor", email=ANNA)
    assert (Passkey.objects.count(), RecoveryCode.objects.count(), is_signed_in(client)) == (0, 0, False)
    assert events() == ["passkey_removed", "passkey_added"]
