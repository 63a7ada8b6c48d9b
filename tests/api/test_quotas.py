"""Quotas at the runtime API: what is refused once they are used up, what goes on, and who is told when."""

import pytest
from published import Client
from talks import post_turn, problem, start, talk

from omnia.infra import metrics
from omnia.infra.invalidation import HUB, KEYS, Change
from omnia.mongo.clusters import database
from runtime_api.conversations.sessions import utc_now
from runtime_api.metering import folding
from tenants.project import quota_telling, quotas, standing, usage

START = {"flow": "booking", "locale": "en", "channel": "chat"}

pytestmark = pytest.mark.usefixtures("own_folder", "redis", "recorder_thread_never_runs")


def write(project, *, refuses_reads=False, **limits):
    """A quota as the action writes it."""
    row = {"kind": "quota", "limits": limits, "refuses_reads": refuses_reads}
    database(project.ref)["usage"].update_one({"_id": "quota"}, {"$set": row}, upsert=True)


def allow(project, *, refuses_reads=False, **limits):
    """A quota that holds now."""
    write(project, refuses_reads=refuses_reads, **limits)
    folding.fold()
    quota_telling.judge(project.ref)
    HUB.publish(KEYS, Change(project.ref.id))


def look(project):
    """Store what was counted, and have this process read the keys again, as it does each second."""
    folding.fold()
    HUB.publish(KEYS, Change(project.ref.id))


def told(kind, level):
    return metrics.QUOTAS_REACHED.labels(kind, str(level))._value.get()


def levels(project):
    return quotas.levels(project.ref, utc_now().date())


def test_at_80_percent_it_is_told_once_and_nothing_is_refused(published_project):
    allow(published_project, turns=5)
    before = told("turns", 80)
    opening = start(published_project.client)
    talk(published_project.client, opening, "so so", "12 May 2027")
    look(published_project)
    assert (levels(published_project), told("turns", 80) - before) == ({}, 0)
    other = start(published_project.client)
    talk(published_project.client, other, "so so", "12 May 2027")
    for _each in range(3):
        look(published_project)
    assert (levels(published_project), told("turns", 80) - before) == ({"turns": 80}, 1)
    assert published_project.client.post("/api/v1/sessions", START).status == 201


@pytest.mark.parametrize("kind", ["conversations", "turns", "egress"])
def test_used_up_no_conversation_begins_and_one_that_runs_goes_on_to_its_end(published_project, kind):
    opening = start(published_project.client)
    running = talk(published_project.client, opening, "so so")
    before = told(kind, 100)
    allow(published_project, **{kind: 1})
    answer = published_project.client.post("/api/v1/sessions", START)
    assert problem(answer)[:2] == (403, "quota-used-up")
    assert kind in answer.json()["detail"]
    assert talk(published_project.client, running, "12 May 2027", "yes")["status"] == "finished"
    assert published_project.client.get("/api/v1/release").status == 200
    assert (levels(published_project)[kind], told(kind, 100) - before) == (100, 1)


def test_who_looks_while_a_larger_quota_is_set_leaves_nothing_refused(published_project, monkeypatch):
    talk(published_project.client, start(published_project.client), "so so")
    folding.fold()
    write(published_project, conversations=1)
    count, once = usage.total, [100]

    def overtaken(days):
        if once:
            write(published_project, conversations=once.pop())
        return count(days)

    monkeypatch.setattr(usage, "total", overtaken)
    quotas.judge(published_project.ref, utc_now().date())
    HUB.publish(KEYS, Change(published_project.ref.id))
    assert published_project.client.post("/api/v1/sessions", START).status == 201
    assert levels(published_project) == {}


def test_start_that_was_answered_is_answered_again_though_the_quota_is_used_up(published_project):
    first = published_project.client.post("/api/v1/sessions", START, idempotency_key="k1")
    assert post_turn(published_project.client, first.json()["session"], 0, "so so").status == 200
    allow(published_project, turns=1)
    again = published_project.client.post("/api/v1/sessions", START, idempotency_key="k1")
    assert (again.status, again.content) == (201, first.content)
    other = published_project.client.post("/api/v1/sessions", START, idempotency_key="k2")
    assert problem(other)[:2] == (403, "quota-used-up")


def test_reads_are_refused_only_where_the_quota_says_so_and_whoever_answers_them(published_project, settings):
    for _each in range(3):
        assert published_project.client.get("/api/v1/release").status == 200
    allow(published_project, reads=2)
    assert published_project.client.get("/api/v1/release").status == 200
    assert published_project.client.post("/api/v1/sessions", START).status == 201
    allow(published_project, reads=2, refuses_reads=True)
    for address in ("/api/v1/release", "/api/v1/templates", "/api/v1/templates/date?locale=en", "/api/v1/flows/booking"):
        assert problem(published_project.client.get(address))[:2] == (403, "quota-used-up")
    assert published_project.client.post("/api/v1/sessions", START).status == 201


def test_larger_quota_and_the_next_month_let_conversations_begin_again(published_project, clock):
    opening = start(published_project.client)
    talk(published_project.client, opening, "so so")
    allow(published_project, turns=1)
    assert published_project.client.post("/api/v1/sessions", START).status == 403
    allow(published_project, turns=10)
    assert published_project.client.post("/api/v1/sessions", START).status == 201
    allow(published_project, turns=1)
    assert published_project.client.post("/api/v1/sessions", START).status == 403
    clock.move(32 * 86_400)
    HUB.publish(KEYS, Change(published_project.ref.id))
    assert published_project.client.post("/api/v1/sessions", START).status == 201


def test_quota_of_one_project_is_none_of_anothers(make_published_project):
    one, other = make_published_project(), make_published_project()
    talk(one.client, start(one.client), "so so")
    allow(one, turns=1)
    assert one.client.post("/api/v1/sessions", START).status == 403
    assert other.client.post("/api/v1/sessions", START).status == 201


def test_row_that_says_what_is_used_up_is_no_key(published_project):
    talk(published_project.client, start(published_project.client), "so so")
    allow(published_project, turns=1)
    cluster, identifier = published_project.ref.cluster, published_project.ref.id
    for secret in (standing.USED_UP, "x" * 32):
        assert Client(f"omk_{cluster}_{identifier}_{secret}").get("/api/v1/release").status == 401
    assert published_project.client.get("/api/v1/release").status == 200
