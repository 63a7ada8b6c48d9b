"""`kill -9` of a process while it records conversations: whoever comes after writes them, and each is counted once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from talks import post_turn, start

from omnia.mongo.clusters import client, database
from runtime_api.conversations import recorder, redis_store

HERE = Path(__file__).parent
KILLED = -9
CONVERSATIONS = 3


def die(when, project, mongodb, redis_url):
    """Hold conversations in a process of its own, which is killed while it records them."""
    told = {"mongodb": mongodb, "redis": redis_url, "key": project.key, "conversations": CONVERSATIONS}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "omnia.settings.test_runtime"}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, (HERE.parents[1], HERE)))
    command = [sys.executable, str(HERE / "dying_recorder.py"), when, json.dumps(told)]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == KILLED, finished.stderr


def leave_one(project):
    session = start(project.client)["session"]
    assert post_turn(project.client, session, 0, event="hang_up").status == 200
    recorder.flush()


def total(project, kind, name):
    return sum(row.get(name, 0) for row in database(project.ref)["insight"].find({"kind": kind}))


@pytest.mark.usefixtures("recorder_thread_never_runs")
@pytest.mark.parametrize("when", ["counts", "commit", "answer"])
def test_process_killed_while_it_records_leaves_conversations_that_the_next_counts_once_each(
    published_project, migrated, redis, redis_url, monkeypatch, when
):
    die(when, published_project, migrated, redis_url)
    held = database(published_project.ref)
    kept = CONVERSATIONS if when == "answer" else 0
    records = {"outcome": "completed"}
    assert held["conversations"].count_documents(records) == total(published_project, "day", "whole") == kept
    owed = f"omnia:{{{published_project.ref.id}}}:owed"
    assert redis.zcard(owed) == CONVERSATIONS
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    leave_one(published_project)
    assert total(published_project, "day", "outcome_abandoned") == 1, "a dead process's transaction keeps nobody from writing"
    # The server gives that transaction up after a minute, by itself; until then its records wait.
    client().admin.command("killAllSessions", [])
    leave_one(published_project)
    assert redis.zcard(owed) == 0
    assert held["conversations"].count_documents(records) == CONVERSATIONS
    for kind in ("hour", "day"):
        found = [total(published_project, kind, name) for name in ("conversations", "whole", "outcome_abandoned")]
        assert found == [CONVERSATIONS + 2, CONVERSATIONS, 2]
    assert held["insight"].count_documents({"kind": "miss"}) == CONVERSATIONS
