"""Compare-and-set in a project's database: what was overtaken changes nothing, and sequences only rise."""

import msgspec
import pytest

from omnia.mongo.clusters import database
from runtime_api.conversations.mongo_store import MongoStore
from runtime_api.conversations.sessions import Gone
from tenants.project import channels, collections, versions

SESSION = "s_unit"


@pytest.fixture
def store():
    return MongoStore()


def test_channel_is_moved_only_from_the_state_that_was_read(project):
    first = channels.read(project, "live")
    moved = msgspec.structs.replace(first, release=1, sequence=1, revision=1)
    assert channels.write(project, first, moved)
    assert not channels.write(project, first, msgspec.structs.replace(moved, release=9)), "it is there already"
    again = msgspec.structs.replace(moved, release=2, sequence=2, revision=2)
    assert channels.write(project, moved, again)
    assert not channels.write(project, moved, msgspec.structs.replace(again, release=9)), "another came first"
    assert channels.read(project, "live") == again


def test_body_is_stored_once_under_its_hash_whatever_the_order_of_its_keys(project):
    assert versions.put_body(project, {"key": "date", "b": 1}) == versions.put_body(project, {"b": 1, "key": "date"})
    assert database(project)[collections.BODIES].count_documents({}) == 1


def test_body_that_is_not_held_is_an_error(project):
    with pytest.raises(KeyError):
        versions.get_body(project, "sha256:none")


def test_conversation_is_kept_only_on_the_version_that_was_read(project, store):
    store.create(project, SESSION, b"first", 60)
    assert store.replace(project, SESSION, 1, b"second", 60)
    assert not store.replace(project, SESSION, 1, b"late", 60)
    held = store.load(project, SESSION)
    assert (held.data, held.version) == (b"second", 2)


def test_conversation_is_forgotten_only_on_the_version_that_was_read(project, store):
    store.create(project, SESSION, b"first", 60)
    assert store.replace(project, SESSION, 1, b"second", 60)
    assert not store.remove(project, SESSION, 1)
    assert store.load(project, SESSION).data == b"second"
    assert store.remove(project, SESSION, 2)
    with pytest.raises(Gone):
        store.load(project, SESSION)


def test_conversation_that_has_expired_is_gone_and_goes_on_no_more(project, store):
    store.create(project, SESSION, b"first", -1)
    assert not store.replace(project, SESSION, 1, b"second", 60)
    with pytest.raises(Gone):
        store.load(project, SESSION)


def test_conversation_that_never_was_is_absent(project, store):
    assert store.load(project, SESSION) is None


def test_name_is_claimed_once_until_its_claim_is_freed(project, store):
    assert store.claim(project, "k", b"mine", 60) is None
    assert store.claim(project, "k", b"theirs", 60) == b"mine"
    assert not store.settle(project, "k", b"theirs", None, 60)
    assert store.settle(project, "k", b"mine", None, 60)
    assert store.claim(project, "k", b"theirs", 60) is None


def test_claim_that_has_expired_makes_room(project, store):
    assert store.claim(project, "k", b"old", -1) is None
    assert store.claim(project, "k", b"new", 60) is None
    assert store.claim(project, "k", b"late", 60) == b"new"
