"""The database server fails at any write of any action: afterwards change and audit entry agree, and a second call works.

The embedded server's fail points (`failCommand`) make it fail. A run tries a sample of the writes that changes each day;
`make test-all` tries every write of every action with every fault.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import casting
import pymongo
import pytest
from django.db import Error as DjangoDatabaseError
from django.db import connections
from effects import ACTS, EFFECTS, Effect, who_comes_next
from pymongo import MongoClient, monitoring
from pymongo.errors import PyMongoError
from sampling import sampled
from waiting import wait_until

from omnia.infra import audit
from omnia.mongo.clusters import client_for_uri
from omnia.mongo.context import DATABASE_PREFIX

WRITES = ["insert", "update", "delete", "findAndModify", "createIndexes", "create", "drop", "dropDatabase", "commitTransaction"]
BLOCK_SECONDS, PATIENCE = 2.0, 0.5
PARTS, WRITES_OF_A_CASE = 96, 3

NOT_PRIMARY = {"errorCode": 10107}
UNREPLICATED = {"code": 64, "codeName": "WriteConcernFailed", "errmsg": "waiting for replication timed out"}
LATE = "is done two seconds later, when nobody waits any more"
FAULTS: dict[str, tuple[dict[str, Any], int | None]] = {
    # Within its time the driver makes most writes again by itself: once is not seen by the action, for good is.
    "connection closed once": ({"closeConnection": True}, 1),
    "connection closed from then on": ({"closeConnection": True}, None),
    "not primary once": (NOT_PRIMARY, 1),
    "not primary from then on": (NOT_PRIMARY, None),
    LATE: ({"blockConnection": True, "blockTimeMS": int(BLOCK_SECONDS * 1000)}, 1),
    "done and not replicated": ({"writeConcernError": UNREPLICATED}, 1),
}
"""What the server does instead, and how often; None: to every write from then on."""

ENOUGH_SECONDS = 60.0


class Counter(monitoring.CommandListener):
    """Counts the commands that a fail point of these tests may hit."""

    def __init__(self) -> None:
        self.seen = 0

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.seen += event.command_name in WRITES

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Nothing to do."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Nothing to do."""


COUNTER = Counter()
monitoring.register(COUNTER)  # hears the clients that are opened after the tests were collected: all of them


@pytest.fixture
def fresh(cast, mould, spare, contents, catalogue_documents, databases) -> Callable[[], casting.Cast]:
    """Makes the people and projects anew, in databases that are as they were before."""

    def make() -> casting.Cast:
        from tenants.control.models import Project

        server = client_for_uri(databases)
        for key in Project.objects.values_list("pk", flat=True):
            if not spare.is_intact(key):
                server.drop_database(DATABASE_PREFIX + key)
        control, factory = (server[connections.settings[alias]["NAME"]] for alias in ("default", "factory"))
        contents.bring(control, {})
        contents.bring(factory, catalogue_documents)
        return casting.pour(mould[0], control, spare)

    return make


@contextmanager
def failing(uri: str, fault: str, after: int) -> Iterator[None]:
    """Meanwhile the server fails at one write, after it has taken some."""
    data, times = FAULTS[fault]
    mode = {"skip": after} | ({} if times is None else {"times": times})
    with MongoClient[dict[str, Any]](uri) as client:
        client.admin.command("configureFailPoint", "failCommand", mode=mode, data={"failCommands": WRITES, **data})
        try:
            yield
        finally:
            client.admin.command("configureFailPoint", "failCommand", mode="off")


def counted(name: str, cast: casting.Cast) -> tuple[int, float]:
    """How many writes an action makes when all goes well, and the seconds that it takes; it makes its change and one entry."""
    effect = EFFECTS[name]
    ACTS[name].before(cast)
    before, told = effect.count(cast), effect.told(cast)
    COUNTER.seen, began = 0, time.monotonic()
    ACTS[name].act(cast)
    writes, took = COUNTER.seen, time.monotonic() - began
    assert effect.count(cast) == before + 1
    assert effect.told(cast) == told + 1
    return writes, took


def act_under(fault: str, name: str, cast: casting.Cast, patience: float) -> str:
    """What the action raised; empty if it knows of no fault."""
    bound = ENOUGH_SECONDS if fault != LATE and FAULTS[fault][1] else patience
    try:
        with pymongo.timeout(bound):
            ACTS[name].act(cast)
    except (PyMongoError, DjangoDatabaseError) as error:
        return repr(error)
    except Exception as error:
        if not type(error).__module__.startswith(("tenants.", "factory.", "omnia.")):
            raise
        return repr(error)
    return ""


def call_again(name: str, effect: Effect, cast: casting.Cast) -> None:
    """Call it as a person would who saw it fail: it is done, or refused in words since it is done already."""
    try:
        (effect.again or ACTS[name].act)(cast)
    except Exception as error:
        if not type(error).__module__.startswith(("tenants.", "factory.", "omnia.")):
            raise


CASES = list(product(EFFECTS, FAULTS))


def test_actions_that_are_tried_are_actions_and_each_tells_of_its_own_event():
    assert EFFECTS.keys() <= ACTS.keys()
    assert [name for name, effect in EFFECTS.items() if effect.event not in ACTS[name].entries] == []


@pytest.mark.parametrize(("name", "fault"), sampled(CASES, PARTS))
def test_action_whose_write_fails_is_done_and_noted_once_or_never_and_can_be_called_again(fresh, cast, databases, name, fault):
    writes, took = counted(name, cast)
    wrong = {}
    for after in sampled(range(writes), -(-writes // WRITES_OF_A_CASE)):
        held = fresh()
        if found := fail_at(databases, name, fault, after, held, took + PATIENCE):
            wrong[after] = found
    assert wrong == {}, f"{name} makes {writes} writes"


def fail_at(uri: str, name: str, fault: str, after: int, cast: casting.Cast, patience: float) -> str:
    """Let one write of an action fail, and call it again if it was not done; what is wrong then, in words."""
    effect = EFFECTS[name]
    ACTS[name].before(cast)
    ahead, count = effect.distance(cast), effect.count(cast)
    with failing(uri, fault, after):
        raised = act_under(fault, name, cast, patience)
        if fault == LATE:
            over = time.monotonic() + BLOCK_SECONDS
            wait_until(lambda: time.monotonic() > over)
    who_comes_next(cast)
    done = effect.count(cast) - count
    if not done or effect.distance(cast) != ahead:
        call_again(name, effect, cast)
    finally_done, unnoted = effect.count(cast) - count, effect.distance(cast) - ahead
    facts = f"raised {raised}, done {done} and then {finally_done} times, of which {unnoted} are not noted"
    chain = effect.chain(cast)
    audit.verify(chain)
    return "" if finally_done >= 1 and not unnoted else facts
