"""`kill -9` in the middle of a blast radius, of publishing for a wave, and of taking a version back."""

import copy
from datetime import timedelta
from itertools import product

import pytest
import sampling
from crowds import crowd
from killing import KILLED, die

from factory import rollouts, selectors
from factory.actions import Staff, publish_version, save_draft
from factory.models import Rollout, RolloutState, Template
from factory.trail import catalogue_chain
from factory.waves import Wave
from fleet import runs, settling, store
from fleet.worker import SLICE, Worker
from tenants import updates

STAFF = Staff.command("tests")
PUBLISHED = ("catalogue.version_published", "rollout.started")


@pytest.fixture
def drafted(cast):
    """The draft of a template says something that no project has."""
    row = Template.objects.get(key="date")
    body = copy.deepcopy(row.draft)
    body["label"]["en"] = "Day"
    save_draft(STAFF, "template", "date", body, base_revision=row.revision)
    return cast


# For each slice the lease, what was found, the cursor; at the end the lease, the numbers, the log, and the lease again.
@pytest.mark.parametrize("last_write", sampling.sampled([1, 2, 3, 5, 6, 8, 9, 10], 4))
def test_run_killed_at_any_write_is_finished_by_another_with_each_project_counted_once(drafted, databases, last_write):
    crowd(drafted.project, SLICE)
    run = runs.begin(STAFF, "template", "date")
    assert die(last_write, "runs", databases) == KILLED
    store.leases().update_many({}, {"$set": {"until": run.started_at - timedelta(seconds=1)}})
    worker = Worker()
    while worker.step():
        pass
    found = runs.last("template", "date")
    assert (found.status, found.done, found.numbers.clean, found.numbers.looked_at) == ("done", 27, 27, 27)
    assert store.found().count_documents({}) == 27


# The version, its rollout, the unit, the head that publishes it; then two entries of the log, and the unit is struck off.
@pytest.mark.parametrize("last_write", sampling.sampled(range(1, 7), 2))
def test_publishing_for_a_wave_killed_shows_nobody_outside_of_it_the_version(drafted, databases, last_write):
    assert die(last_write, "wave", databases) == KILLED
    head = Template.objects.get(key="date")
    assert head.published == (2 if last_write > 4 else 1)
    settling.settle_abandoned()
    log = catalogue_chain().log
    told = [log.count_documents({"action": event, "object": "template:date", "details.version": 2}) for event in PUBLISHED]
    assert told == [int(head.published == 2)] * 2
    (open_,) = selectors.rollouts("template", "date", head.published) or [None]
    inside = [open_ is not None and selectors.reaches(open_, project.pk) for project in (drafted.project, drafted.foreign)]
    assert [bool(updates.offers(project)) for project in (drafted.project, drafted.foreign)] == inside
    if head.published == 1:
        again = publish_version(STAFF, "template", "date", tested=True)
        assert all(updates.offers(project)[0].offered == again.number for project in (drafted.project, drafted.foreign))


# The unit, the rollout, the head, the log, the unit struck off.
@pytest.mark.parametrize(
    ("comes_next", "last_write"), sampling.sampled(product(["settling", "another withdrawal"], range(1, 6)), 4)
)
def test_withdrawal_killed_is_not_begun_or_holds_and_is_finished_by_who_comes_next(drafted, databases, last_write, comes_next):
    publish_version(STAFF, "template", "date", tested=True, wave=Wave(named=(drafted.project.pk,)))
    assert die(last_write, "withdrawal", databases) == KILLED
    is_begun = last_write > 2
    assert len(updates.offers(drafted.project)) == (0 if is_begun else 1)
    if comes_next == "settling":
        settling.settle_abandoned()
    elif last_write < 4:
        rollouts.withdraw(STAFF, "template", "date", 2, revision=Rollout.objects.get(pk="template:date:2").revision)
        is_begun = True
    settling.settle_abandoned()
    assert (Template.objects.get(key="date").published, len(updates.offers(drafted.project))) == ((1, 0) if is_begun else (2, 1))
    assert catalogue_chain().log.count_documents({"action": "rollout.withdrawn"}) == int(is_begun)


# The unit, the rollout, the log, the unit struck off.
@pytest.mark.parametrize("last_write", sampling.sampled(range(1, 5), 2))
def test_step_of_a_wave_killed_at_any_write_is_done_and_told_or_never_began(drafted, databases, last_write):
    publish_version(STAFF, "template", "date", tested=True, wave=Wave(share=10))
    assert die(last_write, "wave finished", databases) == KILLED
    settling.settle_abandoned()
    is_done = Rollout.objects.get(pk="template:date:2").state == RolloutState.DONE
    assert is_done == (last_write > 2)
    assert catalogue_chain().log.count_documents({"action": "rollout.finished"}) == int(is_done)
    assert settling.unsettled() == []
