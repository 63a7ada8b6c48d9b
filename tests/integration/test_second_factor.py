"""The second factor: codes count once, recovery codes stand in once, staff see nothing without it where it is required."""

import base64
import json
import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from types import SimpleNamespace

import pytest
from authenticator import code_at, key_on, recovery_codes_on
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client

from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import client_for_uri
from tenants.actions import second_factor as actions
from tenants.audit_chains import platform_chain
from tenants.control.models import RecoveryCode, SecondFactor, User
from tenants.control.second_factor import is_code_of_app, matching_step

PASSWORD, ANNA = "a-long-password", "anna@example.com"
PAGE = "/account/second-factor"
RFC_KEY = b"12345678901234567890"


@pytest.fixture
def anna(databases, clock):
    clock.stop()
    return User.objects.create_user(ANNA, PASSWORD, name="Anna")


@pytest.fixture
def now(clock):
    """The moment as the product reads it."""
    return lambda: time.time() + clock.ahead


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def add(client, now):
    """Add a second factor through the page; the key that the app was given, and the recovery codes."""
    assert client.post(PAGE, {"act": "begin", "current": PASSWORD})["Location"] == PAGE
    key = key_on(client.get(PAGE).content.decode())
    assert client.post(PAGE, {"act": "confirm", "code": code_at(key, now())})["Location"] == PAGE
    return key, recovery_codes_on(client.get(PAGE).content.decode())


def password_step(client=None, address="198.51.100.1", wanted=""):
    client = client or Client(REMOTE_ADDR=address)
    response = client.post("/sign-in", {"username": ANNA, "password": PASSWORD, "next": wanted})
    assert response["Location"] == "/sign-in/code"
    return client


def is_signed_in(client):
    return client.get("/projects").status_code == 200


def events():
    return [row["action"].removeprefix("user.") for row in audit.entries(platform_chain())]


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standards_own_examples(monkeypatch, moment, code):
    from tenants.control import second_factor

    monkeypatch.setattr(second_factor, "time", SimpleNamespace(time=lambda: moment))
    assert matching_step(RFC_KEY, code) == moment // 30
    assert code_at(base64.b32encode(RFC_KEY).decode(), moment) == code


def test_added_factor_is_asked_for_at_sign_in_and_leads_where_the_person_wanted(anna, now, clock):
    here, elsewhere = browser(anna), browser(anna)
    key, codes = add(here, now)
    assert (len(codes), len(set(codes))) == (10, 10)
    assert recovery_codes_on(here.get(PAGE).content.decode()) == [], "they are shown once"
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    clock.move(60)
    person = password_step(wanted="/projects/new")
    assert not is_signed_in(person)
    assert person.post("/sign-in/code", {"code": code_at(key, now())})["Location"] == "/projects/new"
    assert is_signed_in(person)
    assert events() == ["second_factor_added"]


def test_secret_and_recovery_codes_are_not_in_the_database_in_clear(anna, now):
    key, codes = add(browser(anna), now)
    entry = connections.settings["default"]
    held = client_for_uri(entry["HOST"])[entry["NAME"]]
    everything = str([list(held[name].find()) for name in held.list_collection_names()])
    seed = base64.b32decode(key.replace(" ", ""))
    for secret in (key, key.replace(" ", ""), seed.hex(), str(seed), *codes, *(code.replace("-", "") for code in codes)):
        assert secret not in everything


def test_secret_of_one_account_opens_no_other(anna, now):
    add(browser(anna), now)
    bob = User.objects.create_user("bob@example.com", PASSWORD)
    held = SecondFactor.objects.get()
    SecondFactor(user=bob, ring_key=held.ring_key, wrapped=held.wrapped).save(force_insert=True)
    client = Client()
    client.post("/sign-in", {"username": "bob@example.com", "password": PASSWORD})
    assert client.post("/sign-in/code", {"code": "123456"}).status_code == 422
    assert not is_signed_in(client)


def test_code_counts_once_also_of_many_at_once(anna, now, clock):
    key, _codes = add(browser(anna), now)
    clock.move(60)
    code = code_at(key, now())
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _each: is_code_of_app(anna, code), range(8)))
    assert taken.count(True) == 1
    person = password_step()
    assert person.post("/sign-in/code", {"code": code}).status_code == 422
    assert not is_signed_in(person)


@pytest.mark.parametrize(("late", "is_taken"), [(-30, True), (0, True), (30, True), (90, False), (-90, False)])
def test_clock_of_the_phone_may_differ_by_half_a_minute(anna, now, clock, late, is_taken):
    key, _codes = add(browser(anna), now)
    clock.move(300)
    person = password_step()
    person.post("/sign-in/code", {"code": code_at(key, now() + late)})
    assert is_signed_in(person) == is_taken


def test_recovery_code_stands_in_once_and_is_noted(anna, now):
    _key, codes = add(browser(anna), now)
    person = password_step()
    assert person.post("/sign-in/code", {"code": codes[3].upper().replace("-", " ")}).status_code == 302
    assert "9 recovery codes" in person.get("/account").content.decode()
    again = password_step(address="198.51.100.2")
    assert again.post("/sign-in/code", {"code": codes[3]}).status_code == 422
    assert not is_signed_in(again)
    assert RecoveryCode.objects.count() == 9
    assert events() == ["recovery_code_used", "second_factor_added"]


def test_recovery_code_used_by_many_at_once_counts_once(anna, now):
    _key, codes = add(browser(anna), now)
    actor = Actor("user", str(anna.pk))
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _each: actions.use_recovery_code(actor, anna, code=codes[0]), range(8)))
    assert (taken.count(True), RecoveryCode.objects.count()) == (1, 9)


def test_who_guesses_codes_waits_longer_and_longer_and_the_right_one_does_not_get_in_meanwhile(anna, now, clock):
    key, _codes = add(browser(anna), now)
    clock.move(60)
    person = password_step()
    statuses = [person.post("/sign-in/code", {"code": f"00000{number}"}).status_code for number in range(5)]
    assert statuses == [422, 422, 422, 422, 429]
    refused = person.post("/sign-in/code", {"code": code_at(key, now())})
    assert (refused.status_code, "Retry-After" in refused) == (429, True)
    assert not is_signed_in(person)


def test_code_without_the_password_gets_nobody_in(anna, now, clock):
    key, codes = add(browser(anna), now)
    clock.move(60)
    for code in (code_at(key, now()), codes[0]):
        client = Client()
        assert client.post("/sign-in/code", {"code": code})["Location"] == "/sign-in"
        assert not is_signed_in(client)
    assert RecoveryCode.objects.count() == 10


def test_password_step_ends_after_ten_minutes_and_when_the_password_changes(anna, now, clock):
    key, _codes = add(browser(anna), now)
    late, old = password_step(), password_step(address="198.51.100.2")
    before = User.objects.get().password
    anna.refresh_from_db()
    anna.set_password("seven quiet rivers")
    anna.save()
    assert old.post("/sign-in/code", {"code": code_at(key, now() + 30)})["Location"] == "/sign-in"
    User.objects.update(password=before)
    clock.move(601)
    assert late.post("/sign-in/code", {"code": code_at(key, now())})["Location"] == "/sign-in"
    assert not is_signed_in(late)
    assert not is_signed_in(old)


@pytest.mark.parametrize("act", ["begin", "renew", "remove"])
def test_stolen_session_without_the_password_changes_nothing(anna, now, act):
    here = browser(anna)
    if act != "begin":
        add(here, now)
    before = list(SecondFactor.objects.values()), sorted(RecoveryCode.objects.values_list("digest", flat=True))
    response = here.post(PAGE, {"act": act, "current": "wrong", "code": "123456"})
    assert response.status_code == 422
    assert "not your password" in response.content.decode()
    assert (list(SecondFactor.objects.values()), sorted(RecoveryCode.objects.values_list("digest", flat=True))) == before
    assert "<img" not in here.get(PAGE).content.decode()


def test_wrong_code_adds_nothing(anna):
    here = browser(anna)
    here.post(PAGE, {"act": "begin", "current": PASSWORD})
    response = here.post(PAGE, {"act": "confirm", "code": "000000"})
    assert response.status_code == 422
    assert (SecondFactor.objects.count(), RecoveryCode.objects.count(), events()) == (0, 0, [])


def test_new_recovery_codes_make_the_old_ones_void(anna, now, clock):
    here = browser(anna)
    key, old = add(here, now)
    clock.move(60)
    here.post(PAGE, {"act": "renew", "current": PASSWORD, "code": code_at(key, now())})
    new = recovery_codes_on(here.get(PAGE).content.decode())
    assert (len(new), set(new) & set(old)) == (10, set())
    actor = Actor("user", str(anna.pk))
    assert not actions.use_recovery_code(actor, anna, code=old[0])
    assert actions.use_recovery_code(actor, anna, code=new[0])


def test_factor_taken_off_is_not_asked_for_and_ends_the_other_sessions(anna, now, clock):
    here = browser(anna)
    _key, codes = add(here, now)
    elsewhere = browser(User.objects.get())
    here.post(PAGE, {"act": "remove", "current": PASSWORD, "code": codes[0]})
    assert (SecondFactor.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert Client().post("/sign-in", {"username": ANNA, "password": PASSWORD})["Location"] == "/projects"


def test_second_browser_adds_no_second_one(anna, now):
    here = browser(anna)
    add(here, now)
    before = list(SecondFactor.objects.values())
    user = User.objects.get()
    with pytest.raises(actions.SecondFactorError, match="already"):
        actions.add_second_factor(
            Actor("user", str(user.pk)), user, seed=RFC_KEY, code=code_at(base64.b32encode(RFC_KEY).decode(), now())
        )
    assert list(SecondFactor.objects.values()) == before


def test_person_signs_out_everywhere_else(anna):
    here, elsewhere = browser(anna), browser(anna)
    assert here.post("/account/sessions")["Location"] == "/account"
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert events() == ["signed_out_everywhere"]


def test_operator_takes_a_lost_factor_off_by_command(anna, now):
    add(browser(anna), now)
    output = StringIO()
    call_command("remove_second_factor", email=ANNA, json=True, stdout=output)
    assert json.loads(output.getvalue()) == {"email": ANNA}
    assert SecondFactor.objects.count() == 0
    entry = audit.entries(platform_chain())[0]
    assert (entry["action"], entry["actor"]["kind"]) == ("user.second_factor_removed", "command")
    with pytest.raises(CommandError, match="no second factor"):
        call_command("remove_second_factor", email=ANNA)


@pytest.fixture
def required(settings):
    settings.OMNIA_STAFF_SECOND_FACTOR = "required"


@pytest.fixture
def olga(anna):
    return User.objects.create_superuser("olga@example.com", PASSWORD, name="Olga")


STAFF_PAGES = ("/", "/projects", "/projects/new", "/admin/", "/admin/tenants/user/", "/admin/factory/template/", "/invitations")


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_staff_see_nothing_before_they_added_one_where_it_is_required(olga, required, path):
    client = browser(olga)
    for answer in (client.get(path), client.post(path)):
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert "staff need a second factor here" in client.get(PAGE).content.decode()


def test_staff_who_added_one_go_on_and_sign_in_with_it(olga, required, now, clock):
    client = browser(olga)
    key, _codes = add(client, now)
    assert client.get("/admin/").status_code == 200
    clock.move(60)
    again = Client()
    assert again.post("/sign-in", {"username": olga.email, "password": PASSWORD})["Location"] == "/sign-in/code"
    assert again.get("/admin/")["Location"].startswith("/admin/login/")
    again.post("/sign-in/code", {"code": code_at(key, now())})
    assert again.get("/admin/").status_code == 200


def test_session_of_staff_that_began_without_a_code_ends(olga, required, now):
    add(browser(olga), now)
    client = browser(User.objects.get(pk=olga.pk))
    assert client.get("/admin/")["Location"] == "/sign-in"
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_staff_who_took_theirs_off_are_led_to_adding_another(olga, required, now):
    client = browser(olga)
    _key, codes = add(client, now)
    client.post(PAGE, {"act": "remove", "current": PASSWORD, "code": codes[0]})
    assert client.get("/admin/")["Location"] == PAGE


def test_customers_are_offered_one_and_need_none(anna, required):
    client = browser(anna)
    assert is_signed_in(client)
    assert "Add a second factor" in client.get("/account").content.decode()


def test_staff_need_none_where_it_is_offered(olga):
    assert browser(olga).get("/admin/").status_code == 200
