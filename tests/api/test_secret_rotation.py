"""The product's secret is replaced while keys are used: none stops working, and none outlives the secret that it is known by."""

import pytest
from published import Client
from talks import post_turn, start

from omnia.infra import background
from omnia.infra.crypto import secret_name
from omnia.mongo.clusters import database
from tenants.project.collections import API_KEYS, KEYS, RELEASES

PATH = "/api/v1/templates"
NEXT = "the-next-secret-" + "n" * 40
THIRD = "the-third-secret-" + "t" * 40


@pytest.fixture
def know(settings):
    """Make this process one that knows some secrets, the first of them being today's."""

    def become(today: str, *others: str) -> None:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = today, list(others)
        background.reset_process()

    return become


@pytest.fixture
def first(settings) -> str:
    """The secret that everything was made under."""
    return settings.SECRET_KEY


def row_of(project):
    return database(project.ref)[API_KEYS].find_one()


def test_key_of_an_earlier_secret_is_good_while_that_is_accepted_and_for_good_once_it_was_used(published_project, know, first):
    know(NEXT, first)
    assert published_project.client.get(PATH).status == 200
    know(NEXT)
    assert published_project.client.get(PATH).status == 200
    # Whoever must go back to the earlier secret finds every key good.
    know(first)
    assert published_project.client.get(PATH).status == 200
    know(THIRD, NEXT)
    assert published_project.client.get(PATH).status == 200
    know(THIRD)
    assert published_project.client.get(PATH).status == 200


def test_key_that_nobody_used_ends_with_its_secret(published_project, know, first):
    know(NEXT, first)
    know(NEXT)
    assert published_project.client.get(PATH).status == 401
    assert "rehashed" not in row_of(published_project)


def test_secret_is_announced_to_all_processes_before_it_is_used(published_project, know, first):
    """Keys that a process issues under the new secret are good at one that still works under the old and has heard of the new."""
    know(NEXT, first)
    issued = published_project.issue("read")
    know(first, NEXT)
    assert {Client(key).get(PATH).status for key in (issued, published_project.key)} == {200}


def test_nothing_is_written_at_a_keys_use_while_no_secret_is_replaced(published_project):
    before = row_of(published_project)
    assert published_project.client.get(PATH).status == 200
    assert row_of(published_project) == before


def test_hash_is_stored_once_and_revoking_still_ends_the_key(published_project, know, first):
    know(NEXT, first)
    for _time in range(2):
        assert published_project.client.get(PATH).status == 200
        background.reset_process()
    stored = row_of(published_project)
    assert list(stored["rehashed"]) == [secret_name(NEXT)]
    database(published_project.ref)[API_KEYS].update_one({"_id": stored["_id"]}, {"$set": {"revoked_at": stored["created_at"]}})
    background.reset_process()
    assert published_project.client.get(PATH).status == 401


def test_wrong_key_is_refused_under_every_secret(published_project, know, first):
    know(NEXT, first, THIRD)
    assert Client(published_project.key[:-1] + "_").get(PATH).status == 401
    assert Client(published_project.key.swapcase().replace("OMK_DEFAULT", "omk_default")).get(PATH).status == 401


def test_conversation_goes_on_under_a_key_ring_of_the_earlier_secret(published_project, each_store, know, first):
    opening = start(published_project.client)
    made = database(published_project.ref)[KEYS].find_one()
    know(NEXT, first)
    answer = post_turn(published_project.client, opening["session"], opening["turn"], "next Friday")
    assert answer.status == 200
    assert database(published_project.ref)[KEYS].find_one() == made
    know(NEXT)
    assert post_turn(published_project.client, opening["session"], answer.json()["turn"], "yes").status == 503


def test_shared_copies_of_the_earlier_secret_are_believed(published_project, redis, know, first, reads):
    assert published_project.client.get(PATH).status == 200
    assert RELEASES in reads.taken()
    know(NEXT, first)
    assert published_project.client.get(PATH).status == 200
    assert RELEASES not in reads.taken()
