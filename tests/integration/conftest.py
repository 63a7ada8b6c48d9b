"""The staff of the tests, signed in."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from staff_pages import Browser

from factory import actions
from factory.actions import EDITORS, PUBLISHERS
from omnia.infra import sign_in_limits
from tenants.control.models import User
from tenants.support import OPERATORS

ACTORS = {
    "editor": (True, (EDITORS,)),
    "publisher": (True, (PUBLISHERS,)),
    "auditor": (True, ("auditor",)),
    "operator": (True, (OPERATORS,)),
    "staff": (True, ()),
    "customer": (False, ()),
}


@pytest.fixture(autouse=True)
def _long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever guesses waits for minutes from the first, not for the seconds that a busy machine takes to answer a page."""
    monkeypatch.setattr(sign_in_limits, "FIRST_WAIT", sign_in_limits.MAX_WAIT)


@pytest.fixture
def browser(catalogue: None) -> Browser:
    """A signed-in client for each of the fixed actors; `anonymous` is not signed in."""
    actions.ensure_staff_groups()

    def sign_in(name: str) -> Client:
        client = Client()
        if name != "anonymous":
            is_staff, groups = ACTORS[name]
            user = User.objects.filter(email=f"{name}@example.com").first() or User.objects.create_user(
                f"{name}@example.com", "a-long-password", name=name.title(), is_staff=is_staff
            )
            user.groups.set(Group.objects.filter(name__in=groups))
            client.force_login(user)
        return client

    return sign_in
