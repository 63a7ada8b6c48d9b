"""`kill -9` in the middle of taking safe updates that nobody watches: another process takes the rest, and none twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from killing import KILLED, die
from sampling import sampled

from omnia.mongo.clusters import database
from tenants import selectors, update_queue
from tenants.actions import update_job, update_worker
from tests.integration.test_updates import improve, reword, text

KEYS = ("email", "phone")


# For each update its body, its version, the head, two entries of the log, the job; the queue before and after a slice.
@pytest.mark.parametrize("last_write", sampled([1, 2, 3, 4, 5, 6, 7, 8, 10, 13], 2))
def test_job_killed_at_any_write_is_finished_by_another_process(cast, databases, last_write, monkeypatch):
    for key in KEYS:
        improve(lambda body: reword(body, "Shorter."), key=key)
    update_job.begin(cast.actor("designer"), cast.project)
    assert die(last_write, "safe updates", databases) == KILLED
    later = timezone.now() + update_queue.HELD + timedelta(seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    while update_worker.step():
        pass
    job = update_job.current(cast.project)
    assert ([item.key for item in job.taken], job.left, job.refused) == (list(KEYS), [], [])
    for key in KEYS:
        held = selectors.draft(cast.project, "template", key)
        assert (text(held.body), held.version) == ("Shorter.", 2)
    assert database(cast.project.ref)["versions"].count_documents({"number": {"$gt": 1}}) == len(KEYS)
