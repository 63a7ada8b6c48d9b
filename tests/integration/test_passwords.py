"""A password is changed by who knows it, or set anew by a mailed link that works once; nobody learns who has an account."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.test import Client

from omnia.infra import audit, sign_in_limits
from omnia.infra.afterwards import wait_until_done
from omnia.infra.sign_in_limits import MAILS
from tenants.actions import passwords
from tenants.actions.passwords import PasswordGoneError, reset_password
from tenants.audit_chains import platform_chain
from tenants.control.models import User
from tenants.studio.password_links import token_for, user_of

OLD, NEW = "a-long-password", "seven quiet rivers"
ANNA = "anna@example.com"
WAIT_SECONDS = 60


@pytest.fixture
def anna(databases):
    return User.objects.create_user(ANNA, OLD, name="Anna")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def is_signed_in(client):
    return client.get("/projects").status_code == 200


def asked(email, address="198.51.100.1"):
    """Ask for a link; the answer, and the mails that came of it."""
    before = len(mail.outbox)
    response = Client(REMOTE_ADDR=address).post("/password/forgotten", {"email": email})
    assert wait_until_done(WAIT_SECONDS)
    return response, mail.outbox[before:]


def link(email=ANNA, address="198.51.100.1"):
    _response, mails = asked(email, address)
    return re.search(r"https?://[^/\s]+(/password/new/\S+)", mails[0].body)[1]


def events():
    return [row["action"] for row in audit.entries(platform_chain())]


def change(client, current=OLD, password=NEW, again=None):
    return client.post("/account/password", {"current": current, "password": password, "again": again or password})


def test_changed_password_signs_everything_else_out_and_is_noted_and_told(anna):
    here, elsewhere = browser(anna), browser(anna)
    assert change(here)["Location"] == "/account"
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert User.objects.get().check_password(NEW)
    assert events() == ["user.password_changed"]
    assert wait_until_done(WAIT_SECONDS)
    assert [message.to for message in mail.outbox] == [[ANNA]]
    assert NEW not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"current": "wrong"}, "That is not your password"),
        ({"again": "eight quiet rivers"}, "are not the same"),
        ({"password": "short"}, "too short"),
        ({"password": "anna@example.com"}, "too similar"),
        ({"password": "Omnia-2026-Omnia!"}, "everybody here would try first"),
        ({"password": "x" * 257}, "256 characters at most"),
    ],
)
def test_password_that_cannot_be_taken_is_refused_in_a_sentence_and_changes_nothing(anna, sent, said):
    here, elsewhere = browser(anna), browser(anna)
    before = User.objects.values_list("password", flat=True).get()
    response = change(here, **sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert User.objects.values_list("password", flat=True).get() == before
    assert is_signed_in(elsewhere)
    assert events() == []


def test_password_of_many_words_may_hold_one_of_the_products_own(anna):
    assert change(browser(anna), password="omnia crosses seven quiet rivers").status_code == 302


def test_stolen_session_cannot_guess_the_password_quickly(anna):
    here = browser(anna)
    statuses = [change(here, current="wrong").status_code for _attempt in range(5)]
    assert statuses == [422, 422, 422, 422, 429]
    refused = change(here)
    assert (refused.status_code, "Retry-After" in refused) == (429, True)
    assert User.objects.get().check_password(OLD)


def test_link_sets_a_new_password_once_and_ends_every_session(anna):
    here, way = browser(anna), link()
    assert ANNA in Client().get(way).content.decode()
    assert Client().post(way, {"password": NEW, "again": NEW})["Location"] == "/sign-in"
    assert not is_signed_in(here)
    assert User.objects.get().check_password(NEW)
    for answer in (Client().get(way), Client().post(way, {"password": OLD, "again": OLD})):
        assert answer.status_code == 404
        assert "does not work any more" in answer.content.decode()
    assert User.objects.get().check_password(NEW)
    assert events() == ["user.password_reset"]


def test_link_used_by_many_at_once_counts_once(anna):
    read = [user_of(token_for(anna)) for _each in range(8)]

    def use(number):
        try:
            reset_password(passwords.Actor("user", str(anna.pk)), read[number], password=f"{NEW} {number}")
        except PasswordGoneError:
            return None
        return number

    with ThreadPoolExecutor(8) as threads:
        won = [number for number in threads.map(use, range(8)) if number is not None]
    assert len(won) == 1
    assert User.objects.get().check_password(f"{NEW} {won[0]}")
    assert events() == ["user.password_reset"]


def test_link_is_void_after_an_hour_and_after_a_sign_in(anna, settings):
    way = link()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert Client().get(way).status_code == 404
    settings.PASSWORD_RESET_TIMEOUT = 3600
    assert Client().get(way).status_code == 200
    Client().post("/sign-in", {"username": ANNA, "password": OLD})
    assert Client().get(way).status_code == 404


def test_link_of_another_account_or_none_tells_nothing_and_changes_nothing(anna):
    bob = User.objects.create_user("bob@example.com", OLD)
    signed = token_for(anna).partition(".")[2]
    for token in (f"{bob.pk.hex}.{signed}", f"{anna.pk.hex}.{signed[:-1]}x", "nothing", "."):
        answer = Client().post(f"/password/new/{token}", {"password": NEW, "again": NEW})
        assert answer.status_code == 404
        assert "@example.com" not in answer.content.decode()
    assert {user.check_password(OLD) for user in User.objects.all()} == {True}
    assert events() == []


def test_page_answers_the_same_whether_or_not_there_is_an_account(anna):
    User.objects.create_user("closed@example.com", OLD, is_active=False)
    answers = {}
    for number, email in enumerate((ANNA, "nobody@example.com", "closed@example.com", "no address")):
        response, mails = asked(email, f"198.51.100.{number}")
        answers[email] = (response.status_code, response["Location"], sorted(response.headers))
        assert [message.to for message in mails] == ([[ANNA]] if email == ANNA else [])
    assert len(set(map(str, answers.values()))) == 1


def test_account_is_found_however_its_address_is_spelled(anna):
    assert len(asked(" ANNA@Example.com")[1]) == 1


def test_who_asks_again_and_again_waits_and_the_account_is_mailed_once_a_minute(anna):
    statuses, mails = [], 0
    for _attempt in range(5):
        response, sent = asked(ANNA)
        statuses.append(response.status_code)
        mails += len(sent)
    assert statuses == [302, 302, 302, 302, 429]
    assert mails == 1


def test_account_is_not_flooded_with_mails_from_many_addresses(anna, monkeypatch):
    monkeypatch.setattr(sign_in_limits, "MAIL_WAIT", 0)
    mails = 0
    for number in range(MAILS + 3):
        mails += len(asked(ANNA, f"198.51.100.{number}")[1])
    assert mails == MAILS


def test_staff_change_their_password_on_the_page_that_notes_it(databases):
    staff = User.objects.create_user("staff@example.com", OLD, is_staff=True)
    client = browser(staff)
    for answer in (client.get("/admin/password_change/"), client.post("/admin/password_change/", {"new_password1": NEW})):
        assert answer["Location"] == "/account"
    assert User.objects.get().check_password(OLD)


def test_form_of_another_site_changes_no_password(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    assert change(client).status_code == 403
    assert User.objects.get().check_password(OLD)
