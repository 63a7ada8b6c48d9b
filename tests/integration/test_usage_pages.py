"""What projects use, on pages and by command: for owners, for staff, and nobody else; and the quota that operators set."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from fleet import usage as fleet_usage
from omnia.infra import metrics
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from omnia.mongo.declared import undeclared
from tenants.access import Forbidden
from tenants.actions.quota import QuotaError, set_quota
from tenants.control.models import Project, User
from tenants.project import quotas, standing, usage
from tenants.project.collections import DECLARED as PROJECT
from tenants.support import OPERATORS

TODAY = datetime.now(UTC).date()
MONTH = f"{TODAY:%Y-%m}"
COMMAND = Actor("command", "tests", "tests")


@pytest.fixture
def used(cast):
    """A project whose two processes counted today."""
    usage.stored(cast.project.ref, TODAY, "a1", {"reads": 1200, "egress": 5_000_000})
    usage.stored(cast.project.ref, TODAY, "b2", {"reads": 34, "egress": 1_000})
    usage.stored(cast.project.ref, TODAY, "r1m2", {"conversations": 10, "turns": 85})
    return cast


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def operator(cast):
    user = User.objects.create_user("operator@example.com", "a-long-password", name="Op", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=OPERATORS)[0])
    return user


@pytest.fixture
def auditor(cast):
    user = User.objects.create_user("auditor@example.com", "a-long-password", name="Aud", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="auditor")[0])
    return user


def entries(cast):
    return list(database(cast.project.ref)["audit"].find({"action": "quota.changed"}))


class TestStudio:
    def test_owner_sees_the_sums_of_all_that_counted_and_a_row_a_day(self, used):
        html = signed_in(used.owner).get(f"/p/{used.project.pk}/usage").content.decode()
        for told in ("1,234", "85", "4.8", "By day", TODAY.isoformat()):
            assert told in html
        assert html.count('class="usage-bar"') == 1

    def test_picture_is_of_the_kind_that_is_asked_for_and_makes_no_sense_of_others(self, used):
        client = signed_in(used.owner)
        assert "Reads by day; the highest bar is 1,234" in client.get(f"/p/{used.project.pk}/usage?kind=reads").content.decode()
        odd = client.get(f"/p/{used.project.pk}/usage?kind=<b>&month=2026-99")
        assert (odd.status_code, b"<b>" in odd.content) == (200, False)

    @pytest.mark.parametrize("language", ["en", "it"])
    def test_months_are_named_in_the_readers_language(self, used, language):
        address = f"/p/{used.project.pk}/usage"
        html = signed_in(used.owner).get(address, headers={"accept-language": language}).content.decode()
        with translation.override(language):
            assert f'<option value="{MONTH}" selected>{date_format(TODAY, "F Y")}</option>' in html

    def test_month_without_anything_says_so(self, used):
        html = signed_in(used.owner).get(f"/p/{used.project.pk}/usage?month=2025-02").content.decode()
        assert "Conversations: nothing in this month." in html
        assert html.count("<time") >= 28

    def test_file_has_a_line_a_day_with_the_numbers_of_the_page(self, used):
        answer = signed_in(used.owner).get(f"/p/{used.project.pk}/usage/usage.csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
        assert [row["day"] for row in rows] == [f"{MONTH}-{day:02}" for day in range(1, TODAY.day + 1)]
        assert {name: rows[-1][name] for name in usage.COUNTED} == {
            "conversations": "10", "turns": "85", "reads": "1234", "egress": "5001000",
        }  # fmt: skip
        assert f'filename="usage-{used.project.pk}-{MONTH}.csv"' in answer["Content-Disposition"]

    @pytest.mark.parametrize(("who", "status"), [("designer", 403), ("viewer", 403), ("stranger", 404), ("staff", 404)])
    def test_nobody_but_owners_sees_it(self, used, who, status):
        client = signed_in(getattr(used, who))
        for place in ("usage", "usage/usage.csv"):
            assert client.get(f"/p/{used.project.pk}/{place}").status_code == status

    def test_from_80_percent_on_every_page_says_so_to_all_members_and_leads_owners_to_the_usage(self, used):
        set_quota(COMMAND, used.project, limits={"turns": 100, "reads": 10_000})
        link = f"/p/{used.project.pk}/usage"
        owner, viewer = (signed_in(each).get(f"/p/{used.project.pk}/").content.decode() for each in (used.owner, used.viewer))
        sentence = "More than 80 % of the month's quota is used: Turns."
        assert (sentence in owner, sentence in viewer) == (True, True)
        assert (f'<a href="{link}">' in owner, f'<a href="{link}">' in viewer) == (True, False)
        set_quota(COMMAND, used.project, limits={"turns": 80})
        page = signed_in(used.viewer).get(f"/p/{used.project.pk}/").content.decode()
        assert ("quota is used up: Turns." in page, "may be refused" in page) == (True, True)
        set_quota(COMMAND, used.project, limits={"reads": 10})
        page = signed_in(used.viewer).get(f"/p/{used.project.pk}/").content.decode()
        assert ("quota is used up: Reads." in page, "may be refused" in page) == (True, False)
        set_quota(COMMAND, used.project, limits={"turns": 1000})
        assert "quota is used" not in signed_in(used.owner).get(f"/p/{used.project.pk}/").content.decode()


class TestStaff:
    def test_operator_sets_a_quota_and_the_projects_log_says_so(self, used, operator):
        client = signed_in(operator)
        answer = client.post(f"/admin/usage/{used.project.pk}/", {"turns": "85", "egress": "", "refuses_reads": "on"})
        assert answer.status_code == 302
        assert quotas.read(used.project.ref) == quotas.Quota({"turns": 85}, refuses_reads=True)
        assert quotas.levels(used.project.ref, TODAY) == {"turns": 100}
        (entry,) = entries(used)
        assert (entry["details"]["turns"], entry["details"]["turns_before"], entry["actor"]["label"]) == (85, 0, "Op")
        html = client.get(f"/admin/usage/{used.project.pk}/").content.decode()
        assert "100 % of 85" in html
        assert "used up" in html

    def test_same_quota_again_is_no_entry(self, used):
        for _each in range(2):
            set_quota(COMMAND, used.project, limits={"turns": 85})
        assert len(entries(used)) == 1

    @pytest.mark.parametrize(
        "limits", [{"turns": "-1"}, {"turns": "many"}, {"reads": "0"}, {"reads": "9" * 40}, {"egress": "1.5"}]
    )
    def test_limit_that_cannot_be_is_refused_in_a_sentence_and_stays_in_the_form(self, used, operator, limits):
        answer = signed_in(operator).post(f"/admin/usage/{used.project.pk}/", limits)
        assert answer.status_code == 422
        assert next(iter(limits.values()))[:15] in answer.content.decode()
        assert (quotas.read(used.project.ref), entries(used)) == (quotas.NO_QUOTA, [])

    def test_auditor_reads_and_does_not_set(self, used, auditor):
        client = signed_in(auditor)
        html = client.get(f"/admin/usage/{used.project.pk}/").content.decode()
        assert "1,234" in html
        assert "Set the quota" not in html
        assert client.post(f"/admin/usage/{used.project.pk}/", {"turns": "1"}).status_code == 403
        assert (quotas.read(used.project.ref), entries(used)) == (quotas.NO_QUOTA, [])

    def test_owner_does_not_decide_on_their_own_quota(self, used):
        with pytest.raises(Forbidden):
            set_quota(used.actor("owner"), used.project, limits={"turns": 10**9})
        assert entries(used) == []

    def test_kind_that_is_none_is_refused(self, used):
        with pytest.raises(QuotaError, match="There is no limit"):
            set_quota(COMMAND, used.project, limits={"words": 1})

    def test_list_and_file_have_all_projects_the_largest_first(self, used, auditor):
        usage.stored(used.foreign.ref, TODAY, "a1", {"reads": 5000})
        fleet_usage.step()
        client = signed_in(auditor)
        html = client.get("/admin/usage/?kind=reads").content.decode()
        assert html.index("Globex") < html.index("Acme")
        rows = list(csv.DictReader(io.StringIO(client.get("/admin/usage/usage.csv?kind=turns").content.decode())))
        assert [(row["name"], row["turns"]) for row in rows] == [("Acme", "85"), ("Globex", "0")]
        assert all(int(row["storage"]) > 0 for row in rows)

    def test_name_of_a_project_is_no_formula_in_the_staffs_file(self, used, auditor):
        Project.objects.filter(pk=used.project.pk).update(name='=HYPERLINK("https://example.com")')
        fleet_usage.step()
        rows = list(csv.DictReader(io.StringIO(signed_in(auditor).get("/admin/usage/usage.csv").content.decode())))
        assert '\'=HYPERLINK("https://example.com")' in {row["name"] for row in rows}

    def test_row_that_says_what_is_used_up_is_not_shown_among_the_keys(self, used):
        set_quota(COMMAND, used.project, limits={"turns": 1})
        html = signed_in(used.owner).get(f"/p/{used.project.pk}/keys").content.decode()
        assert standing.USED_UP not in html
        assert undeclared(database(used.project.ref), PROJECT) == []


class TestFleet:
    def test_project_that_uses_far_more_than_usual_is_told_apart_without_its_name(self, used):
        for back in range(1, 6):
            usage.stored(used.project.ref, TODAY - timedelta(days=back), "a1", {"turns": 900})
        usage.stored(used.project.ref, TODAY, "a1", {"turns": 3000})
        fleet_usage.step()
        found = {use.project: use.spiking for use in fleet_usage.read_all()}
        assert found == {used.project.pk: ["turns"], used.foreign.pk: []}
        assert metrics.USAGE_SPIKES.labels("turns")._value.get() == 1
        assert metrics.USAGE_SPIKES.labels("reads")._value.get() == 0
        assert used.project.pk not in metrics.exposition()[0].decode()

    def test_first_days_and_small_numbers_are_no_spike(self, used):
        usage.stored(used.project.ref, TODAY - timedelta(days=1), "a1", {"turns": 10})
        usage.stored(used.project.ref, TODAY, "a1", {"turns": 5000})
        for back in range(1, 6):
            usage.stored(used.foreign.ref, TODAY - timedelta(days=back), "a1", {"turns": 1})
        usage.stored(used.foreign.ref, TODAY, "a1", {"turns": 900})
        fleet_usage.step()
        assert [use.spiking for use in fleet_usage.read_all()] == [[], []]

    def test_each_project_is_looked_at_once_a_minute_whoever_looks(self, used):
        now = datetime.now(UTC)
        assert [fleet_usage.step(now), fleet_usage.step(now + timedelta(seconds=30))] == [True, False]
        assert fleet_usage.step(now + timedelta(seconds=61))

    def test_storage_that_is_used_up_is_found_where_it_is_measured(self, used):
        set_quota(COMMAND, used.project, limits={"storage": 1})
        fleet_usage.step()
        assert quotas.levels(used.project.ref, TODAY) == {"storage": 100}
        assert metrics.QUOTA_PROJECTS.labels("100")._value.get() >= 0
        fleet_usage.tell(datetime.now(UTC))
        assert metrics.QUOTA_PROJECTS.labels("100")._value.get() == 1


class TestCommand:
    def test_command_tells_the_month_as_sums_json_and_csv(self, used):
        set_quota(COMMAND, used.project, limits={"turns": 100})
        said, told, listed = (io.StringIO() for _each in range(3))
        call_command("usage", "--project", used.project.pk, stdout=said)
        assert "turns: 85 of 100 (85 %)" in said.getvalue()
        call_command("usage", "--project", "Acme", "--json", stdout=told)
        assert json.loads(told.getvalue())["total"]["reads"] == 1234
        call_command("usage", "--project", "Acme", "--csv", "--month", MONTH, stdout=listed)
        assert listed.getvalue().startswith("day,conversations,turns,reads,egress,storage")

    def test_month_that_is_none_is_refused_in_a_sentence(self, used):
        with pytest.raises(CommandError, match="write a month as 2026-11"):
            call_command("usage", "--project", "Acme", "--month", "2026-13")
