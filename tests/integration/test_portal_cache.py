"""Django's cache over the product's Redis: every form of it, nothing lost while it is away, nothing believed for long."""

import pytest
import redis as redis_client
from django.core.cache import caches
from django.test import Client

from omnia.infra import redis as product_redis
from omnia.infra.django_cache import cache_settings
from omnia.infra.sign_in_limits import TooSoonError, begin_attempt
from tenants.control.models import User

pytestmark = pytest.mark.redis
PASSWORD = "a-long-password"


@pytest.fixture
def portal_on_redis(redis, databases, settings):
    """The portal as it is set up where Redis is configured."""
    settings.CACHES = cache_settings(redis_configured=True, prefix="omnia_test:portal")
    settings.SESSION_ENGINE = "omnia.sessions"
    product_redis.PAUSE.end()
    caches["local"].clear()
    yield redis
    product_redis.PAUSE.end()


@pytest.fixture
def away(portal_on_redis, settings):
    """Takes Redis away."""

    def take_away():
        settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"

    return take_away


def signed_in() -> Client:
    User.objects.create_user("anna@example.com", PASSWORD)
    client = Client()
    assert client.post("/sign-in", {"username": "anna@example.com", "password": PASSWORD}).status_code == 302
    return client


def test_counters_of_two_processes_are_one(portal_on_redis):
    for _attempt in range(4):
        begin_attempt("anna@example.com", "198.51.100.1")
    caches["local"].clear()
    with pytest.raises(TooSoonError):
        begin_attempt("anna@example.com", "198.51.100.1")


def test_signed_in_person_is_served_while_redis_is_away(portal_on_redis, away):
    client = signed_in()
    assert client.get("/projects").status_code == 200
    away()
    assert client.get("/projects").status_code == 200


def test_person_signs_in_and_guesser_is_slowed_while_redis_is_away(portal_on_redis, away):
    away()
    assert signed_in().get("/projects").status_code == 200
    for _attempt in range(4):
        begin_attempt("ben@example.com", "198.51.100.1")
    with pytest.raises(TooSoonError):
        begin_attempt("ben@example.com", "198.51.100.1")


def test_session_that_ended_while_redis_was_away_is_believed_for_a_minute_at_most(portal_on_redis):
    client = signed_in()
    client.get("/projects")
    copies = portal_on_redis.keys("*session:*")
    assert copies
    assert all(0 < portal_on_redis.ttl(key) <= 60 for key in copies)


def test_redis_does_not_know_what_opens_a_session_nor_who_tried(portal_on_redis):
    client = signed_in()
    client.get("/projects")
    session = client.cookies["sessionid"].value
    held = b" ".join([*portal_on_redis.keys("*"), *(portal_on_redis.get(key) or b"" for key in portal_on_redis.keys("*"))])
    assert session.encode() not in held
    assert b"anna" not in held
    assert b"\x80" not in held  # what a pickle begins with


def test_every_key_names_the_installation(portal_on_redis):
    signed_in().get("/projects")
    assert all(key.startswith(b"omnia_test:portal:") for key in portal_on_redis.keys("*"))


def test_emptying_the_cache_would_empty_redis_and_is_refused(portal_on_redis):
    portal_on_redis.set("a-conversation", "kept")
    with pytest.raises(NotImplementedError):
        caches["default"].clear()
    assert portal_on_redis.get("a-conversation") == b"kept"


def test_hanging_redis_is_left_alone_for_a_moment(portal_on_redis, monkeypatch):
    asked = []

    class Hanging:
        def get(self, *_parts):
            asked.append("get")
            raise redis_client.TimeoutError("hangs")

    monkeypatch.setattr(product_redis, "client", Hanging)
    assert [caches["default"].get(str(number)) for number in range(5)] == [None] * 5
    assert asked == ["get"]
