"""A POST that makes something leads to a page: reloading that page makes nothing, and a secret is on it once."""

import re

import pytest
from django.test import Client

from tenants import selectors
from tenants.control.models import Invitation, Project
from tenants.studio import shown_once

KEY = re.compile(r"omk_[A-Za-z0-9_.-]+")


@pytest.fixture
def owner(cast):
    client = Client()
    client.force_login(cast.owner)
    return client


def test_reloading_after_issuing_a_key_issues_no_other_and_shows_it_no_more(cast, owner):
    page = f"/p/{cast.project.pk}/keys"
    response = owner.post(page, {"name": "Voice", "scopes": ["read"]})
    assert response.status_code == 302
    assert not KEY.search(response.content.decode())
    first, second = owner.get(response["Location"]), owner.get(response["Location"])
    key = KEY.search(first.content.decode())[0]
    assert key not in second.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert len(selectors.keys(cast.project)) == 1


def test_key_waits_encrypted_in_the_session_and_not_for_long(cast, owner, monkeypatch):
    page = f"/p/{cast.project.pk}/keys"
    owner.post(page, {"name": "Voice", "scopes": ["read"]})
    assert "omk_" not in str(dict(owner.session))
    monkeypatch.setattr(shown_once, "SECONDS", -1)
    assert not KEY.search(owner.get(page).content.decode())


def test_key_of_one_project_is_not_shown_on_anothers_page(cast, owner):
    owner.post(f"/p/{cast.project.pk}/keys", {"name": "Voice", "scopes": ["read"]})
    assert not KEY.search(owner.get(f"/p/{cast.project.pk}/people").content.decode())
    other = Client()
    other.force_login(cast.designer)
    assert not KEY.search(other.get(f"/p/{cast.project.pk}/keys").content.decode())


def test_key_that_is_refused_stays_in_the_form_and_issues_nothing(cast, owner):
    response = owner.post(f"/p/{cast.project.pk}/keys", {"name": "Voice"})
    assert response.status_code == 200
    assert "Choose at least one scope" in response.content.decode()
    assert selectors.keys(cast.project) == []


def test_every_form_that_makes_something_leads_on(cast, owner):
    base = f"/p/{cast.project.pk}"
    forms = {
        f"{base}/keys": {"name": "Voice", "scopes": ["read"]},
        f"{base}/people": {"email": "new@example.com", "role": "viewer"},
        f"{base}/releases/new": {"note": "First"},
        "/projects/new": {"name": "Second", "locales": ["en"], "default_locale": "en", "step": "create"},
    }
    assert {path: owner.post(path, form).status_code for path, form in forms.items()} == dict.fromkeys(forms, 302)
    assert Invitation.objects.count() == 1
    assert Project.objects.filter(name="Second").count() == 1
