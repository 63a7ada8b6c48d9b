"""The owners of a project are told by mail that its quota is nearly, or wholly, used: once for each kind, month and threshold."""

import logging
import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import translation

from fleet import usage as fleet_usage
from omnia.infra.audit import SYSTEM
from omnia.mongo.clusters import database
from tenants.actions import people, quota_warning
from tenants.actions.quota import set_quota
from tenants.control.models import Project
from tenants.project import usage
from tests.integration.test_usage_pages import COMMAND, MONTH, TODAY

OWNERS = ["designer@example.com", "owner@example.com"]


@pytest.fixture
def project(cast):
    """A project with two owners that may take a hundred turns a month."""
    people.change_role(SYSTEM, cast.project, user_id=str(cast.designer.pk), role="owner")
    set_quota(COMMAND, cast.project, limits={"turns": 100, "reads": 1000})
    return cast.project


def look():
    """What a portal process does once each project's turn has come again."""
    fleet_usage.rows().update_many({}, {"$set": {"at": datetime(2020, 1, 1, tzinfo=UTC)}})
    fleet_usage.step()


def let_go(project):
    """Have the time be over in which a process that began to tell is waited for."""
    database(project.ref)["usage"].update_one({"_id": "quota"}, {"$set": {"warning_until": datetime(2020, 1, 1, tzinfo=UTC)}})


def use(project, **counts):
    usage.stored(project.ref, TODAY, "a1", counts)


def told(project):
    """What the project's log says was told, by kind and level."""
    rows = database(project.ref)["audit"].find({"action": "quota.warned"}, sort=[("_id", 1)])
    return [(row["object"], row["details"]["level"], row["details"]["mails"]) for row in rows]


def test_each_owner_is_told_once_at_80_percent_and_once_at_100(cast, project, mailoutbox, settings):
    settings.OMNIA_PUBLIC_URL = "https://omnia.example.com"
    use(project, turns=79)
    look()
    assert mailoutbox == []
    use(project, turns=80)
    for _each in range(3):
        look()
    assert sorted(address for mail in mailoutbox for address in mail.to) == OWNERS
    assert {mail.subject for mail in mailoutbox} == {"More than 80 % of the month's quota of Acme is used"}
    for said in ("Turns: 80 of 100 (80 %)", "At 100 %", f"https://omnia.example.com/p/{project.pk}/usage"):
        assert said in mailoutbox[0].body
    assert "Reads" not in mailoutbox[0].body
    use(project, turns=100)
    for _each in range(3):
        look()
    assert sorted(address for mail in mailoutbox[2:] for address in mail.to) == OWNERS
    assert mailoutbox[2].subject == "The month's quota of Acme is used up"
    assert "until the month ends" in mailoutbox[2].body
    assert told(project) == [("turns", 80, 2), ("turns", 100, 2)]


def test_log_on_the_projects_page_says_that_they_were_told(cast, project):
    use(project, turns=90)
    look()
    browser = Client()
    browser.force_login(cast.owner)
    page = browser.get(f"/p/{project.pk}/audit").content.decode()
    assert "The owners were told by mail how far the month&#x27;s quota is used" in page


def test_kinds_that_come_to_it_together_are_in_one_mail_and_a_further_one_in_the_next(project, mailoutbox):
    use(project, turns=80, reads=1000)
    look()
    assert [("Turns: 80" in mail.body, "Reads: 1,000" in mail.body) for mail in mailoutbox] == [(True, True)] * 2
    use(project, turns=100)
    look()
    assert [("Turns: 100" in mail.body, "Reads" in mail.body) for mail in mailoutbox[2:]] == [(True, False)] * 2
    assert told(project) == [("turns", 80, 2), ("reads", 100, 2), ("turns", 100, 2)]


def test_mail_is_in_the_projects_language(project, mailoutbox):
    Project.objects.filter(pk=project.pk).update(default_locale="it")
    use(project, turns=81)
    with translation.override("en"):
        look()
    assert mailoutbox[0].subject == "È usato più dell’80 % della quota del mese di Acme"
    assert "Turni: 81 di 100 (81 %)" in mailoutbox[0].body
    assert "chiedi al personale" in mailoutbox[0].body


def test_quota_that_is_made_larger_and_comes_to_80_percent_again_is_told_next_month(project, mailoutbox):
    use(project, turns=80)
    look()
    set_quota(COMMAND, project, limits={"turns": 1000})
    look()
    use(project, turns=800)
    look()
    assert len(mailoutbox) == 2
    held = database(project.ref)["usage"]
    assert held.find_one({"_id": "quota"})["warned"] == {"month": MONTH, "levels": {"turns": 80}}
    held.update_one({"_id": "quota"}, {"$set": {"warned.month": "2020-01"}})
    look()
    assert len(mailoutbox) == 4


def test_who_may_not_sign_in_any_more_and_who_owns_nothing_is_not_written_to(cast, project, mailoutbox):
    cast.designer.is_active = False
    cast.designer.save()
    use(project, turns=80)
    look()
    assert [mail.to for mail in mailoutbox] == [["owner@example.com"]]


def test_several_processes_that_look_at_once_tell_once(project, mailoutbox):
    use(project, turns=80)
    fleet_usage.quota_telling.judge(project.ref)
    now = datetime.now(UTC)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _process: quota_warning.warn_owners(project, now), range(4)))
    assert (sorted(done), len(mailoutbox)) == ([False, False, False, True], 2)


def test_process_killed_before_it_wrote_down_what_it_told_leaves_that_to_a_later_look(project, mailoutbox, monkeypatch):
    class Killed(BaseException):
        pass

    def kill(*_told):
        raise Killed

    use(project, turns=80)
    with monkeypatch.context() as patch:
        patch.setattr(quota_warning, "_note", kill)
        with pytest.raises(Killed):
            look()
    look()
    assert (len(mailoutbox), told(project)) == (2, []), "another may be at it still"
    let_go(project)
    look()
    assert (len(mailoutbox), told(project)) == (4, [("turns", 80, 2)])


class Away(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, _messages):
        raise smtplib.SMTPServerDisconnected


def test_mail_server_that_is_away_is_asked_again_later(project, mailoutbox, settings, caplog):
    caplog.set_level(logging.WARNING)
    use(project, turns=80)
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Away"
    look()
    failed = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    assert [line["project"] for line in failed if line["event"] == "quota.mail_failed"] == [project.pk] * 2
    assert (mailoutbox, told(project)) == ([], [])
    settings.EMAIL_BACKEND = works
    let_go(project)
    look()
    assert (len(mailoutbox), told(project)) == (2, [("turns", 80, 2)])
