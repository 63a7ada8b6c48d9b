"""The way to one cluster, or to Redis, is slow, trembles or hangs: its own callers are told in time, and others do not notice."""

from concurrent.futures import ThreadPoolExecutor

import patience
import pymongo
import pytest
from halting import Link
from published import AGREES, BOOKING, DATE, PublishedProject, issue_key, publish
from talks import post_turn, problem, start
from waiting import wait_until

from omnia.infra import background
from omnia.infra.crypto import new_id
from omnia.mongo import circuit_breaker, clusters
from omnia.mongo.circuit_breaker import SLOW_SECONDS, guarded_read
from omnia.mongo.context import ProjectRef
from omnia.mongo.data_keys import ensure_data_key
from omnia.mongo.indexes import ensure_collections
from tenants.project.collections import COLLECTIONS

PATH = "/api/v1/templates/date"
SAID = "the fourteenth of March"
CALLERS = 24
HANGS_SECONDS, WAIT_SECONDS = 120, 60


def linked(uri: str) -> tuple[Link, str]:
    """A way to the server at an address, and the address of the way."""
    host, port = next(iter(pymongo.uri_parser.parse_uri(uri)["nodelist"]))
    way = Link(host, port)
    return way, uri.replace(f"{host}:{port}", f"127.0.0.1:{way.port}")


@pytest.fixture
def way(migrated, settings):
    """The way to the cluster “slow”, which is the server of the cluster “default” by another address."""
    made, uri = linked(migrated)
    settings.OMNIA_CLUSTERS = {"default": migrated, "slow": uri}
    settings.OMNIA_REDIS_URL = ""
    background.reset_process()
    yield made
    made.open()
    if uri in clusters._clients:
        clusters._clients.pop(uri).close()
    made.end()


@pytest.fixture
def far_projects(way, migrated):
    """Makes projects on the slow cluster."""
    made: list[ProjectRef] = []

    def make() -> PublishedProject:
        ref = ProjectRef(new_id(), "slow")
        made.append(ref)
        ensure_collections(ref, COLLECTIONS)
        ensure_data_key(ref)
        publish(ref, [DATE, AGREES], [BOOKING])
        return PublishedProject(ref, issue_key(ref))

    yield make
    for ref in made:
        clusters.client_for_uri(migrated).drop_database(ref.database_name)


def test_cluster_that_trembles_within_the_bound_costs_no_request(way, far_projects):
    api = far_projects().client
    background.reset_process()
    way.slow(0.02, jitter=0.03)
    assert api.get(PATH).status == 200
    session = start(api)["session"]
    assert post_turn(api, session, 0, SAID).status == 200


def test_cluster_that_is_slower_than_the_bound_is_told_in_time_and_others_do_not_notice(
    way, far_projects, published_project, bounds, clock
):
    api = far_projects().client
    background.reset_process()
    clock.stop()
    # Long enough for the quick one on a busy machine, and much shorter than the slow one takes.
    bounds.give_up_after(4.0, patience.MONGODB)
    way.slow(12.0)
    for _time in range(3):
        assert problem(api.get(PATH))[:2] == (503, "unavailable")
        assert published_project.client.get(PATH).status == 200
    way.open()
    bounds.long()
    clock.move(circuit_breaker.PAUSE_SECONDS)
    wait_until(lambda: api.get(PATH).status == 200)


def test_reads_that_hang_at_a_slow_cluster_leave_threads_for_the_projects_of_others(
    way, far_projects, published_project, monkeypatch
):
    far = [far_projects() for _number in range(CALLERS)]
    background.reset_process()
    way.slow(SLOW_SECONDS * 2)
    far.pop().client.get(PATH)
    assert "slow" in circuit_breaker._bulkhead._slow
    way.open()
    # Whoever is let in to the cluster now stays for longer than the test.
    monkeypatch.setitem(guarded_read.__kwdefaults__, "seconds", HANGS_SECONDS)
    way.halt()
    with ThreadPoolExecutor(CALLERS + 1) as pool:
        hanging = [pool.submit(project.client.get, PATH) for project in far]
        try:
            near = published_project.client
            answers = [pool.submit(near.get, PATH).result(WAIT_SECONDS).status for _time in range(5)]
            wait_until(lambda: any(each.done() for each in hanging))  # the rest is told at once
        finally:
            way.open()
        statuses = [each.result(WAIT_SECONDS).status for each in hanging]
    assert answers == [200] * 5
    assert set(statuses) <= {200, 503}


@pytest.mark.redis
def test_redis_that_is_slow_costs_time_and_no_conversation(published_project, redis_url, settings):
    host, _colon, port = redis_url.removeprefix("redis://").partition("/")[0].partition(":")
    way = Link(host, int(port))
    settings.OMNIA_REDIS_URL = f"redis://127.0.0.1:{way.port}/0"
    background.reset_process()
    try:
        api = published_project.client
        way.slow(0.005, jitter=0.01)
        session = start(api)["session"]
        assert post_turn(api, session, 0, SAID).status == 200
        assert api.get(PATH).status == 200
        way.cut()
        assert api.get(PATH).status == 200
        assert problem(post_turn(api, session, 1, "yes"))[:2] == (503, "unavailable")
        way.open()
        background.reset_process()
        wait_until(lambda: post_turn(api, session, 1, "yes").status == 200)
    finally:
        background.reset_process()
        way.end()
