"""The portal's probes and pages while its database is well, halted, gone, and back."""

import logging
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit, urlunsplit

import patience
import pytest
from django.db import connections
from django.test import Client
from halting import Link
from waiting import wait_until

from omnia import portal_health
from omnia.infra import background, draining
from omnia.mongo import clusters
from omnia.probes import ProbeApplication

BOUND_MS = 6000
"""Within it a page is made on a busy machine, too."""

PASSWORD = "long enough for nobody"


@pytest.fixture
def link(databases, settings, bounds):
    """The way of the pages to their databases; what it leads to stays as it is."""
    parts = urlsplit(databases)
    way = Link(parts.hostname, parts.port)
    address = urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.port}", f":{way.port}")))
    background.reset_process()
    settings.OMNIA_MONGODB_OPERATION_MS = BOUND_MS
    bounds.own(patience.MONGODB)
    settings.OMNIA_CLUSTERS = {"default": address}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "_bounds", {})
        clusters.bound_operations()
        for alias in ("default", "factory"):
            patch.setitem(connections.settings[alias], "HOST", address)
        _forget_connections()
        yield way
        way.open()
        clusters._clients.pop(address).close()
        way.end()
    _forget_connections()
    background.reset_process()


def _forget_connections():
    for alias in ("default", "factory"):
        if hasattr(connections._connections, alias):
            del connections[alias]


@pytest.fixture
def signed_in(link):
    from tenants.control.models import User

    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_user("kit@example.org", PASSWORD, is_staff=True, is_superuser=True))
    return client


def probed(address, **environ):
    """Status and body of a probe as an orchestrator sends it, by an address that is no allowed host."""
    seen = []
    application = ProbeApplication(portal_health.readiness, portal_health.has_started)
    request = {"REQUEST_METHOD": "GET", "PATH_INFO": address, "HTTP_HOST": "10.1.2.3:8000", **environ}
    content = b"".join(application(request, lambda status, headers: seen.append((status, dict(headers)))))
    return int(seen[0][0][:3]), content.decode()


@pytest.mark.parametrize("way", ["halt", "cut"])
def test_page_without_the_database_is_503_at_once_and_is_made_again_when_it_is_back(signed_in, link, way, caplog):
    assert signed_in.get("/projects").status_code == 200
    assert probed("/readyz")[0] == 200
    getattr(link, way)()
    with caplog.at_level(logging.INFO):
        first = signed_in.get("/projects")
        rest = [signed_in.get("/projects") for _page in range(20)]
    assert {answer.status_code for answer in [first, *rest]} == {503}
    assert (first["Retry-After"], first["Refresh"], first["Cache-Control"]) == ("3", "3", "no-store")
    assert "does not answer just now" in first.content.decode()
    assert "Content-Security-Policy" in first
    assert [record for record in caplog.records if record.exc_info] == [], "no traceback"
    assert 1 <= len(caplog.records) < len(rest) / 2, "a line a second, and not one for each page"
    wait_until(lambda: probed("/readyz")[0] == 503)
    assert probed("/livez")[0] == 200
    link.open()
    wait_until(lambda: signed_in.get("/projects").status_code == 200)
    wait_until(lambda: probed("/readyz")[0] == 200)


def test_pages_refused_while_the_database_is_known_to_be_away_ask_nothing(signed_in, link):
    link.halt()
    assert signed_in.get("/projects").status_code == 503
    asked = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "client_for_uri", lambda *_arguments: asked.append(1))
        assert [signed_in.get("/projects").status_code for _page in range(20)] == [503] * 20
    assert asked == []


def test_people_who_come_at_once_all_get_the_page_and_no_thread_stays(signed_in, link):
    people = [Client(raise_request_exception=False, headers={"Cookie": cookies(signed_in)}) for _person in range(24)]
    link.halt()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda person: person.get("/projects").status_code, people))
    assert statuses == [503] * 24


def cookies(client):
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def test_page_in_italian_and_what_was_sent_is_not_sent_again_by_itself(signed_in, link):
    link.cut()
    page = signed_in.get("/projects", headers={"Accept-Language": "it"})
    assert 'lang="it"' in page.content.decode()
    assert "database" in page.content.decode()
    sent = signed_in.post("/projects/new", {"name": "Kept"}, headers={"Accept-Language": "it"})
    assert sent.status_code == 503
    assert "Refresh" not in sent


def test_staff_admin_without_the_database_is_503(signed_in, link):
    assert signed_in.get("/admin/").status_code == 200
    link.cut()
    assert signed_in.get("/admin/").status_code == 503


def test_portal_that_never_reached_its_database_lives_and_has_not_started(link, monkeypatch):
    monkeypatch.setitem(portal_health._started, "database", False)
    link.cut()
    background.reset_process()
    assert (probed("/livez")[0], probed("/startupz")[0], probed("/readyz")[0]) == (200, 503, 503)
    link.open()
    wait_until(lambda: probed("/startupz")[0] == 200)
    assert probed("/readyz") == (200, '{"status":"ready","checks":{"control":"ok"}}')


def test_portal_that_drains_is_not_ready_and_makes_pages(signed_in):
    draining.begin()
    try:
        assert probed("/readyz") == (503, '{"status":"draining"}')
        assert signed_in.get("/projects").status_code == 200
    finally:
        draining.end()


def test_error_of_our_own_is_still_500(signed_in, monkeypatch):
    from tenants import selectors

    def broken(_user):
        raise ValueError("A fault of ours.")

    monkeypatch.setattr(selectors, "projects_of", broken)
    assert signed_in.get("/projects").status_code == 500
