"""What browsers are told: cookies bound to their host, headers on each answer, new sessions, no way to other sites; logs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tenants.control import sign_in
from tenants.control.models import User

PASSWORD = "a-long-password"
ROOT = Path(__file__).parents[2]
NAMES = (
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS",
)  # fmt: skip


@pytest.fixture
def anna(databases):
    return User.objects.create_user("anna@example.com", PASSWORD, name="Anna")


def attempt(client, password=PASSWORD, **more):
    return client.post("/sign-in", {"username": "anna@example.com", "password": password, **more})


def settings_under(tmp_path, public_url):
    """The settings of a process of its own, reached under an address."""
    told = {name: value for name, value in os.environ.items() if not name.startswith(("OMNIA_", "DJANGO_"))}
    told |= {"OMNIA_DATA_DIR": str(tmp_path / "var"), "OMNIA_PUBLIC_URL": public_url, "PYTHONPATH": str(ROOT)}
    script = f"import json, omnia.settings.portal as held; print(json.dumps([getattr(held, name) for name in {NAMES!r}]))"
    done = subprocess.run([sys.executable, "-c", script], env=told, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_cookies_are_bound_to_tls_and_to_their_host_where_the_product_is_reached_by_https(tmp_path):
    found = settings_under(tmp_path, "https://omnia.example")
    assert found == ["__Host-sessionid", "__Host-csrftoken", True, True, True, "Lax", 31536000]
    assert settings_under(tmp_path, "http://omnia.example")[:4] == ["sessionid", "csrftoken", False, False]


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(anna):
    client = Client()
    attempt(client)
    for name in (settings.SESSION_COOKIE_NAME, sign_in.DEVICE_COOKIE):
        assert (client.cookies[name]["httponly"], client.cookies[name]["samesite"]) == (True, "Lax")
        assert not client.cookies[name]["domain"]


@pytest.mark.parametrize("path", ["/sign-in", "/account", "/projects", "/password/forgotten", "/nothing-is-here"])
def test_every_answer_tells_browsers_what_not_to_do(anna, path):
    client = Client()
    client.force_login(anna)
    answer = client.get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_session_is_a_new_one_after_signing_in_and_void_after_signing_out(anna):
    client = Client()
    client.get("/sign-in")
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    attempt(client)
    first = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert first != "a" * 32
    attempt(other := Client())
    assert other.cookies[settings.SESSION_COOKIE_NAME].value != first
    client.post("/sign-out")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = first
    assert thief.get("/projects").status_code == 302


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(anna, wanted):
    assert attempt(Client(), next=wanted)["Location"] == "/projects"


def test_what_a_request_says_is_not_sent_back_by_trace(anna):
    answer = Client().generic("TRACE", "/sign-in", headers={"X-Secret": "kept-to-itself"})
    assert b"kept-to-itself" not in answer.content
    assert answer.status_code == 405


def test_attempts_to_sign_in_are_logged_without_an_address(anna, monkeypatch):
    told = []

    class Heard:
        def info(self, event, **details):
            told.append((event, details))

    monkeypatch.setattr(sign_in, "logger", Heard())
    attempt(Client(), "wrong")
    attempt(Client())
    assert [(event, details["right"]) for event, details in told] == [("sign_in.password", False), ("sign_in.password", True)]
    assert len({details["account"] for _event, details in told}) == 1
    assert "anna" not in str(told)
