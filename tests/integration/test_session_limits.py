"""How long people stay signed in: silence and a long day end a session, and what was typed then is given back to its writer."""

import re
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.test import Client

from omnia.workbench.unsaved import TYPED
from tenants.control.models import User
from tenants.studio import late_forms
from tenants.studio.session_limits import BACKGROUND, SALT

TEMPLATES = Path(__file__).parents[2] / "templates"
PASSWORD, MINUTE, HOUR = "a-long-password", 60, 3600
SEEN = "omnia_seen"


@pytest.fixture
def anna(databases, clock):
    clock.stop()
    return User.objects.create_user("anna@example.com", PASSWORD, name="Anna")


@pytest.fixture
def olga(anna):
    return User.objects.create_superuser("olga@example.com", PASSWORD, name="Olga")


def browser(user):
    client = Client()
    return sign_in(client, user)


def sign_in(client, user, wanted=""):
    answer = client.post("/sign-in", {"username": user.email, "password": PASSWORD, "next": wanted})
    assert answer.status_code == 302
    client.get(answer["Location"])
    return client


def is_signed_in(client):
    return client.get("/account").status_code == 200


def leads_to_sign_in(answer):
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in?")


def test_customer_is_signed_out_after_two_silent_hours_and_told_why_and_led_back(anna, clock):
    client = browser(anna)
    clock.move(119 * MINUTE)
    assert is_signed_in(client)
    clock.move(121 * MINUTE)
    answer = client.get("/projects/new?name=x")
    assert answer["Location"] == "/sign-in?next=%2Fprojects%2Fnew%3Fname%3Dx&ended=idle"
    page = client.get(answer["Location"]).content.decode()
    assert "nothing had happened here for a while" in page
    assert "after 120 minutes in which nothing happens, and after 12 hours" in page
    assert not is_signed_in(client)
    assert (
        client.post(answer["Location"], {"username": anna.email, "password": PASSWORD, "next": "/projects/new?name=x"})[
            "Location"
        ]
        == "/projects/new?name=x"
    )


def test_staff_are_signed_out_after_one_silent_hour(anna, olga, clock):
    staff, customer = browser(olga), browser(anna)
    clock.move(61 * MINUTE)
    assert leads_to_sign_in(staff.get("/admin/"))
    assert is_signed_in(customer)


def test_limits_are_those_of_the_settings(anna, olga, clock, settings):
    settings.OMNIA_STAFF_IDLE_MINUTES, settings.OMNIA_CUSTOMER_IDLE_MINUTES = 5, 30
    staff, customer = browser(olga), browser(anna)
    clock.move(6 * MINUTE)
    assert (is_signed_in(staff), is_signed_in(customer)) == (False, True)
    clock.move(31 * MINUTE)
    assert not is_signed_in(customer)


def test_who_works_all_day_is_signed_out_after_the_longest_time(anna, clock):
    client = browser(anna)
    for _half_hour in range(23):
        clock.move(30 * MINUTE)
        assert is_signed_in(client)
    clock.move(31 * MINUTE)
    answer = client.get("/account")
    assert "ended=long" in answer["Location"]
    assert "for as long as one may be" in client.get(answer["Location"]).content.decode()
    assert is_signed_in(sign_in(client, anna))


def test_what_pages_ask_by_themselves_keeps_nobody_signed_in(cast, clock):
    clock.stop()
    client = Client()
    client.force_login(cast.owner)
    assert client.get("/account").status_code == 200
    progress = f"/p/{cast.project.pk}/updates/take-safe/progress"
    for _minute in range(0, 115, 5):
        clock.move(5 * MINUTE)
        assert not leads_to_sign_in(client.get(progress))
    clock.move(10 * MINUTE)
    assert leads_to_sign_in(client.get(progress))


def test_editor_that_tells_who_is_here_keeps_nobody_signed_in(cast, clock):
    clock.stop()
    client, here = browser(cast.designer), f"/p/{cast.project.pk}/templates/date?section=about&here=tab"
    for _time in range(5):
        clock.move(20 * MINUTE)
        assert "HX-Redirect" not in client.get(here, headers={"HX-Request": "true"})
    clock.move(21 * MINUTE)
    assert "/sign-in?" in client.get(here, headers={"HX-Request": "true"})["HX-Redirect"]


def test_names_of_what_pages_ask_by_themselves_exist(databases):
    from django.urls import NoReverseMatch, reverse

    for name in BACKGROUND:
        with pytest.raises(NoReverseMatch, match="with no arguments"):
            reverse(name)


def test_session_without_its_cookie_of_the_last_use_counts_from_its_beginning(anna, clock):
    client = browser(anna)
    clock.move(100 * MINUTE)
    assert is_signed_in(client)
    clock.move(30 * MINUTE)
    del client.cookies[SEEN]
    assert not is_signed_in(client)


@pytest.mark.parametrize("forged", ["another", "unsigned", "nonsense"])
def test_forged_or_foreign_word_of_the_last_use_counts_for_nothing(anna, clock, forged):
    client, other = browser(anna), browser(anna)
    clock.move(119 * MINUTE)
    assert is_signed_in(other)
    clock.move(2 * MINUTE)
    mark = client.session["signed-in"]["id"]
    client.cookies[SEEN] = {
        "another": other.cookies[SEEN].value,
        "unsigned": f"{mark}:99999999999:signature",
        "nonsense": Signer(salt="another").sign(f"{mark}:99999999999"),
    }[forged]
    assert not is_signed_in(client)


def test_word_of_the_last_use_that_is_the_sessions_own_counts(anna, clock):
    """The control of the test before: signed as the product does, the same word lets in."""
    client = browser(anna)
    clock.move(121 * MINUTE)
    client.cookies[SEEN] = Signer(salt=SALT).sign(f"{client.session['signed-in']['id']}:99999999999")
    assert is_signed_in(client)


def test_cookie_of_the_last_use_is_out_of_reach_of_scripts_and_goes_with_the_session(anna, clock):
    client = browser(anna)
    clock.move(2 * MINUTE)
    assert is_signed_in(client)
    held = client.cookies[SEEN]
    assert (held["httponly"], held["samesite"], held["path"]) == (True, "Lax", "/")
    client.post("/sign-out")
    assert client.cookies[SEEN].value == ""


def test_form_sent_too_late_is_kept_offered_and_does_its_work_when_sent_again(anna, clock):
    client = browser(anna)
    clock.move(3 * HOUR)
    sent = {"name": "Pronto, chi parla?", "region": "IT", "locales": ["it-IT", "en-US"]}
    answer = client.post("/projects/new", sent)
    assert answer["Location"] == "/sign-in?next=%2Faccount%2Fnot-saved&ended=idle&sent=kept"
    assert "kept for you for an hour" in client.get(answer["Location"]).content.decode()
    sign_in(client, anna, "/account/not-saved")
    page = client.get("/account/not-saved").content.decode()
    form = page.split('action="/projects/new"', 1)[1].split("</form>", 1)[0]
    found = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form)
    assert [(name, value) for name, value in found if name not in {"csrfmiddlewaretoken", late_forms.MARK}] == [
        ("name", "Pronto, chi parla?"), ("region", "IT"), ("locales", "it-IT"), ("locales", "en-US"),
    ]  # fmt: skip
    client.post("/projects/new", {late_forms.MARK: dict(found)[late_forms.MARK], "name": ""})
    assert client.get("/account/not-saved")["Location"] == "/projects", "it was sent"


@pytest.fixture
def kept_late(anna, clock):
    """Anna's browser, signed in again, with a form kept that was sent too late."""
    client = browser(anna)
    clock.move(3 * HOUR)
    client.post("/projects/new", {"name": "quiet rivers", "region": "IT", "locales": ["it-IT"]})
    return sign_in(client, anna)


def is_kept(client):
    return "quiet rivers" in client.get("/account/not-saved").content.decode()


def test_another_form_to_the_same_address_leaves_what_was_kept(kept_late):
    assert kept_late.post("/projects/new", {"name": ""}).status_code == 200
    assert is_kept(kept_late)


@pytest.mark.parametrize(("failure", "status"), [(RuntimeError, 500), (PermissionDenied, 403)], ids=["broken", "refused"])
def test_kept_form_that_did_nothing_is_kept_on_until_it_does(kept_late, monkeypatch, failure, status):
    kept_late.raise_request_exception = False
    sent = {late_forms.MARK: "1", "name": "quiet rivers", "locales": ["it"], "default_locale": "it", "step": "create"}
    with monkeypatch.context() as broken:
        broken.setattr("tenants.studio.views.projects.create_project", Mock(side_effect=failure))
        assert kept_late.post("/projects/new", sent).status_code == status
    assert is_kept(kept_late)
    assert kept_late.post("/projects/new", {**sent, "step": ""}).status_code == 200
    assert not is_kept(kept_late)


def test_form_that_is_late_a_second_time_is_kept_again(kept_late, anna, clock):
    clock.move(6 * HOUR)
    kept_late.post("/projects/new", {late_forms.MARK: "1", "name": "quiet rivers, twice"})
    sign_in(kept_late, anna)
    page = kept_late.get("/account/not-saved").content.decode()
    assert "quiet rivers, twice" in page
    assert page.count(f'name="{late_forms.MARK}"') == 1


def test_every_field_whose_letters_are_hidden_is_kept_nowhere():
    inputs = [tag for file in TEMPLATES.rglob("*.html") for tag in re.findall(r"<input\b[^>]*>", file.read_text())]
    hidden = {re.search(r'name="([^"]+)"', tag)[1] for tag in inputs if 'type="password"' in tag}
    assert hidden >= {"password", "again", "current", "passphrase"}, "the control: they are found"
    assert hidden <= late_forms.SECRETS


def test_kept_form_can_be_thrown_away_and_is_gone_after_an_hour(anna, clock, monkeypatch):
    for end in (lambda client: client.post("/account/not-saved"), lambda _client: monkeypatch.setattr(late_forms, "SECONDS", -1)):
        client = browser(anna)
        clock.move(3 * HOUR)
        client.post("/projects/new", {"name": "x"})
        sign_in(client, anna)
        assert client.get("/account/not-saved").status_code == 200
        end(client)
        assert client.get("/account/not-saved")["Location"] == "/projects"


def test_somebody_else_at_the_same_browser_sees_nothing_of_what_was_kept(anna, olga, clock):
    client = browser(anna)
    held = client.session
    held[TYPED] = {"some document": {"texts": {"layers": [], "message": "quiet rivers"}}}
    held.save()
    clock.move(3 * HOUR)
    client.post("/projects/new", {"name": "quiet rivers"})
    assert client.session[TYPED], "it is kept"
    sign_in(client, olga)
    assert client.get("/account/not-saved")["Location"] == "/projects"
    assert TYPED not in client.session


def test_unsaved_texts_of_the_editor_are_there_after_signing_in_again(anna, clock):
    client = browser(anna)
    held = client.session
    held[TYPED] = {"some document": {"texts": {"layers": [], "message": "quiet rivers"}}}
    held.save()
    clock.move(3 * HOUR)
    assert leads_to_sign_in(client.get("/projects"))
    sign_in(client, anna)
    assert client.session[TYPED]["some document"]["texts"]["message"] == "quiet rivers"


@pytest.mark.parametrize(
    "sent",
    [{"current": PASSWORD, "password": "x", "again": "x"}, {"passphrase": PASSWORD}, {"name": "x" * 200_001}],
    ids=["password", "passphrase", "long"],
)
def test_form_that_is_not_kept_is_said_to_be_lost(anna, clock, sent):
    client = browser(anna)
    clock.move(3 * HOUR)
    answer = client.post("/account/password", sent)
    assert "sent=lost" in answer["Location"]
    assert "could not be kept" in client.get(answer["Location"]).content.decode()
    assert PASSWORD not in str(client.session.items())


def test_form_of_another_site_is_never_kept(anna, clock):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    client.get("/account")
    clock.move(3 * HOUR)
    assert client.post("/projects/new", {"name": "forged"}).status_code == 403
    client.get("/projects")
    sign_in(Client(), anna)
    again = Client()
    again.cookies = client.cookies
    again.force_login(anna)
    assert again.get("/account/not-saved")["Location"] == "/projects"


def test_part_of_a_page_that_asks_too_late_leads_the_whole_page_to_sign_in(anna, clock):
    client = browser(anna)
    clock.move(3 * HOUR)
    answer = client.post(
        "/projects/new", {"say": "hello"}, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/projects?x=1"}
    )
    assert answer["HX-Redirect"] == "/sign-in?next=%2Fprojects%3Fx%3D1&ended=idle&sent=lost"


def test_signing_out_or_asking_for_a_new_password_after_the_end_goes_on_as_ever(anna, clock):
    for path, status in (("/sign-in", 200), ("/password/forgotten", 200)):
        client = browser(anna)
        clock.move(3 * HOUR)
        assert client.get(path).status_code == status
        assert not is_signed_in(client)
    client = browser(anna)
    clock.move(3 * HOUR)
    assert client.post("/sign-out").status_code == 302
    assert "_auth_user_id" not in client.session
