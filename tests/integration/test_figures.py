"""What portal processes tell Prometheus of all projects together: right numbers, and no word of a tenant."""

import re

import pytest
from django.core.management import CommandError, call_command

from fleet import figures
from omnia.infra import metrics
from omnia.infra.audit import SYSTEM
from omnia.mongo.clusters import database
from tenants.actions import trail
from tenants.control.models import Project, ProjectStatus
from tenants.project.collections import DECLARED


def told(name):
    """The samples of a figure, by its labels."""
    text = metrics.exposition()[0].decode()
    rows = re.findall(rf"^{name}(\{{[^}}]*\}})? (\S+)$", text, flags=re.MULTILINE)
    return {labels: float(value) for labels, value in rows}


def test_projects_and_their_files_are_told_by_cluster_and_erased_ones_not(cast):
    figures.gather()
    assert told("omnia_projects")['{cluster="default",status="active"}'] == 2
    files = sum(2 + len(each.indexes) for each in DECLARED)
    assert told("omnia_cluster_files") == {'{cluster="default"}': 2 * files}
    Project.objects.filter(pk=cast.foreign.pk).update(status=ProjectStatus.ERASED)
    Project.objects.filter(pk=cast.project.pk).update(status=ProjectStatus.FAILED)
    figures.gather()
    assert told("omnia_projects")['{cluster="default",status="active"}'] == 0
    assert told("omnia_projects")['{cluster="default",status="failed"}'] == 1
    text = metrics.exposition()[0].decode()
    assert [word for word in (cast.project.pk, cast.foreign.pk, "Acme", "Globex") if word in text] == []


def test_a_backup_of_everything_and_a_drill_that_came_back_count_and_others_do_not(databases):
    trail.note_platform(SYSTEM, action="backup.made", subject="some-project", moment="m", databases=1)
    trail.note_platform(SYSTEM, action="backup.tried", subject="platform", moment="m", databases=2, equal=1)
    figures.gather()
    assert told("omnia_last_backup_timestamp_seconds") == {"": 0}
    assert told("omnia_last_drill_timestamp_seconds") == {"": 0}
    trail.note_platform(SYSTEM, action="backup.made", subject="platform", moment="m", databases=2)
    trail.note_platform(SYSTEM, action="backup.tried", subject="platform", moment="m", databases=2, equal=2)
    figures.gather()
    now = told("omnia_figures_timestamp_seconds")[""]
    assert 0 <= now - told("omnia_last_backup_timestamp_seconds")[""] < 3600
    assert 0 <= now - told("omnia_last_drill_timestamp_seconds")[""] < 3600


def test_a_log_that_does_not_hold_is_told_until_a_check_passes(cast):
    call_command("verify_audit", verbosity=0)
    figures.gather()
    assert told("omnia_audit_broken") == {"": 0}
    checked = told("omnia_last_audit_check_timestamp_seconds")[""]
    assert checked > 0
    entry = database(cast.project.ref)["audit"].find_one({"_id": 1})
    database(cast.project.ref)["audit"].update_one({"_id": 1}, {"$set": {"object": "x"}})
    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_audit", verbosity=0)
    figures.gather()
    assert told("omnia_audit_broken") == {"": 1}
    database(cast.project.ref)["audit"].replace_one({"_id": 1}, entry)
    call_command("verify_audit", verbosity=0)
    figures.gather()
    assert told("omnia_audit_broken") == {"": 0}


def test_a_check_of_one_log_is_no_check_of_all(cast):
    call_command("verify_audit", "--project", cast.project.pk, verbosity=0)
    figures.gather()
    assert told("omnia_last_audit_check_timestamp_seconds") == {"": 0}


def test_operations_and_connections_are_told_by_cluster(cast):
    before = told("omnia_mongodb_operation_seconds_count").get('{cluster="default",operation="find"}', 0)
    database(cast.project.ref)["audit"].find_one()
    # Threads that other tests left may ask besides.
    assert told("omnia_mongodb_operation_seconds_count")['{cluster="default",operation="find"}'] > before
    assert told("omnia_mongodb_connections")['{cluster="default"}'] >= 1
    assert told("omnia_mongodb_connections_in_use")['{cluster="default"}'] >= 0
    assert told("omnia_mongodb_connections_limit")['{cluster="default"}'] == 50
