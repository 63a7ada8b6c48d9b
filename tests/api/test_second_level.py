"""The second level of the caches: what one process has read from MongoDB, others take from Redis, unless it is old or false."""

from datetime import UTC, datetime

import pytest
from published import AGREES, BOOKING, DATE, publish

from omnia.infra import background, bus, metrics
from omnia.mongo.clusters import database
from runtime_api import auth, invalidation_bus, published, second_level
from tenants.project import collections

PATH = "/api/v1/templates/date"
LATER = {**DATE, "label": {"en": "Day", "it": "Giorno"}}

LONG = 600.0

# Announcements are heard when a test says so, and not when the thread happens to subscribe.
pytestmark = [pytest.mark.redis, pytest.mark.usefixtures("quiet_bus")]


@pytest.fixture(autouse=True)
def _long_seconds(monkeypatch, settings):
    """What is true for a second is so for ten minutes here, and no count of the limits ends meanwhile."""
    monkeypatch.setattr(published, "RECHECK_SECONDS", LONG)
    for watched in (published._heads, auth._known, auth._absent):
        monkeypatch.setattr(watched, "_interval", LONG)
    settings.OMNIA_LIMIT_PER_KEY = settings.OMNIA_LIMIT_PER_PROJECT = settings.OMNIA_LIMIT_GLOBAL = 0


@pytest.fixture
def project(redis, reads, make_published_project):
    made = make_published_project()
    reads.taken()
    return made


def as_another_process():
    background.reset_process()


def keys(redis, project, kind):
    return redis.keys(f"omnia:{{{project.ref.id}}}:{kind}:*")


def head_key(project):
    return f"omnia:{{{project.ref.id}}}:head:live"


def rejected(cache):
    return metrics.CACHE_REJECTED.labels(cache)._value.get()


def test_a_second_process_reads_nothing_but_its_keys_from_mongodb(project, redis, reads):
    first = project.client.get(PATH)
    assert reads.taken() == {"api_keys": 1, "channels": 1, "releases": 1, "keys": 1, "bodies": 1}
    as_another_process()
    second = project.client.get(PATH)
    # A data key is never kept outside of its project's database.
    assert reads.taken() == {"api_keys": 1, "keys": 1}
    assert (second.status, second.content, second.headers["ETag"]) == (200, first.content, first.headers["ETag"])
    assert project.client.get("/api/v1/release").json()["published_at"].endswith("Z")


def test_every_value_has_an_expiry_and_no_lease_is_left(project, redis):
    project.client.get(PATH)
    project.client.get("/api/v1/flows/booking")
    assert len(keys(redis, project, "body")) == 2
    assert not keys(redis, project, "lease")
    for key in redis.keys(f"omnia:{{{project.ref.id}}}:*"):
        assert 0 < redis.pttl(key) <= second_level.KEEP_SECONDS * 1000
    assert redis.pttl(head_key(project)) <= published.RECHECK_SECONDS * 1000


def test_the_second_level_counts_its_hits_and_misses(project, redis):
    def counted():
        counters = (metrics.CACHE_MISSES, metrics.CACHE_HITS)
        return [counter.labels(f"shared_{kind}")._value.get() for counter in counters for kind in ("heads", "releases", "bodies")]

    before = counted()
    project.client.get(PATH)
    missed = counted()
    assert [now - then for now, then in zip(missed, before, strict=True)] == [1, 1, 1, 0, 0, 0]
    as_another_process()
    project.client.get(PATH)
    assert [now - then for now, then in zip(counted(), missed, strict=True)] == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("kind", ["body", "release", "head"])
@pytest.mark.parametrize("wrong", [b"{}", b"1 2 3", b"\xff \xff \xff", b"x" * 100_000], ids=len)
def test_a_value_that_does_not_verify_is_read_anew_and_replaced(project, redis, kind, wrong):
    answer = project.client.get(PATH)
    (key,) = keys(redis, project, kind)
    cache = {"body": "shared_bodies", "release": "shared_releases", "head": "shared_heads"}[kind]
    redis.set(key, wrong, px=600_000)
    as_another_process()
    before = rejected(cache)
    assert project.client.get(PATH).content == answer.content
    assert rejected(cache) == before + 1
    assert redis.get(key) not in {None, wrong}


def test_a_head_from_redis_is_as_old_as_it_was_there(project, redis, clock):
    clock.stop()
    project.client.get(PATH)
    as_another_process()
    redis.pexpire(head_key(project), 400_000)
    project.client.get(PATH)
    now = clock.monotonic()
    assert now < published.valid_until(project.ref) <= now + 400, "as long after MongoDB was asked as ever it is due"


def test_a_head_that_does_not_say_its_age_is_not_believed(project, redis, reads):
    project.client.get(PATH)
    as_another_process()
    redis.persist(head_key(project))
    reads.taken()
    project.client.get(PATH)
    assert reads.taken()["channels"] == 1
    assert redis.pttl(head_key(project)) > 0


def test_an_announced_head_replaces_the_older_one_in_redis_for_every_process(project, redis, reads):
    project.client.get(PATH)
    publish(project.ref, [LATER, AGREES], [BOOKING])
    reads.taken()
    message = bus.HeadMoved(project.ref.id, "live", 2, 2)
    invalidation_bus.on_message(message)
    assert project.client.get(PATH).json()["label"]["en"] == "Day"
    assert reads.taken()["channels"] == 1
    as_another_process()
    invalidation_bus.on_message(message)
    assert project.client.get(PATH).json()["label"]["en"] == "Day"
    assert "channels" not in reads.taken(), "the newer head was there already"


def test_an_announcement_of_what_is_known_asks_nobody(project, reads):
    project.client.get(PATH)
    reads.taken()
    invalidation_bus.on_message(bus.HeadMoved(project.ref.id, "live", 1, 1))
    assert published.valid_until(project.ref) > 0


def test_after_a_lost_connection_a_head_in_redis_is_not_believed(project, redis, reads):
    project.client.get(PATH)
    publish(project.ref, [LATER, AGREES], [BOOKING])
    invalidation_bus.on_reconnect()
    assert project.client.get(PATH).json()["label"]["en"] == "Day"


def test_after_a_lost_connection_a_key_that_was_unknown_is_looked_for_again(project, redis):
    assert project.client.get(PATH).status == 200
    database(project.ref)[collections.API_KEYS].update_many({}, {"$set": {"revoked_at": datetime.now(UTC)}})
    invalidation_bus.on_reconnect()
    assert project.client.get(PATH).status == 401
    database(project.ref)[collections.API_KEYS].update_many({}, {"$set": {"revoked_at": None}})
    invalidation_bus.on_reconnect()
    assert project.client.get(PATH).status == 200


def head_row(sequence):
    return {"_id": "live", "release": sequence, "sequence": sequence, "updated_at": datetime.now(UTC)}


def read_head(project, load, *, seconds=LONG):
    row, _asked_at = second_level.head(project.ref, "live", load, lambda _row, _at: True, seconds=seconds)
    return row


def test_an_older_head_that_comes_late_never_replaces_a_newer(project, redis):
    def slow():
        # Meanwhile the lease of this load ends, and another process reads the newer head.
        redis.delete(*keys(redis, project, "lease"))
        assert read_head(project, lambda: head_row(6))["sequence"] == 6
        return head_row(5)

    assert read_head(project, slow)["sequence"] == 5
    assert redis.get(head_key(project)).startswith(b"6 ")
    redis.delete(head_key(project))
    assert read_head(project, lambda: head_row(7))["sequence"] == 7


def test_a_head_that_comes_after_its_time_is_not_kept(project, redis):
    read_head(project, lambda: head_row(5), seconds=0.0)
    assert redis.get(head_key(project)) is None


def test_a_channel_without_a_release_is_known_to_others_too(project, reads):
    assert published.head(project.ref, "trial") is None
    as_another_process()
    reads.taken()
    second_level.head(project.ref, "trial", lambda: pytest.fail("It is known."), lambda _row, _at: True, seconds=LONG)


@pytest.mark.parametrize("kind", ["release", "head"])
def test_a_value_of_one_project_put_in_anothers_place_is_not_believed(project, redis, make_published_project, kind):
    other = make_published_project()
    publish(other.ref, [LATER, AGREES], [BOOKING])
    database(other.ref)[collections.CHANNELS].update_one({}, {"$set": {"release": 1, "sequence": 1}})
    assert (project.client.get(PATH).status, other.client.get(PATH).status) == (200, 200)
    (own,), (foreign,) = keys(redis, project, kind), keys(redis, other, kind)
    redis.set(own, redis.get(foreign), px=600_000)
    as_another_process()
    assert project.client.get(PATH).json()["label"]["en"] == "Date"
    assert redis.get(own) != redis.get(foreign)


def test_the_same_content_in_two_projects_is_read_by_each_from_its_own_database(project, redis, reads, make_published_project):
    other = make_published_project()
    project.client.get(PATH)
    (known,) = keys(redis, project, "body")
    reads.taken()
    assert other.client.get(PATH).status == 200
    assert reads.taken()["bodies"] == 1
    (own,) = keys(redis, other, "body")
    assert own != known
    assert own.rpartition(b":")[2] == known.rpartition(b":")[2]
    database(other.ref)[collections.BODIES].delete_many({})
    redis.delete(own)
    as_another_process()
    assert other.client.get(PATH).status == 500, "what the other project holds is not there for it"
    assert project.client.get(PATH).status == 200
