"""The embedded server reads the stages and changes that the product relies on as MongoDB does."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pymongo
import pytest
from bson import Binary, Int64
from bson.binary import UUID_SUBTYPE
from pymongo import MongoClient, ReturnDocument
from pymongo.collection import Collection

NOTES = {"_id": 1, "note": {"text": "old", "author": "Ada"}}


@pytest.fixture
def notes(mongodb_uri: str) -> Iterator[Collection[dict[str, Any]]]:
    client: MongoClient[dict[str, Any]] = MongoClient(mongodb_uri)
    held = client["omnia_test_embedded"]["notes"]
    held.insert_one(NOTES)
    yield held
    client.drop_database("omnia_test_embedded")
    client.close()


@pytest.mark.parametrize("stage", ["$addFields", "$set"])
def test_nested_specification_of_new_fields_is_merged_into_the_object_that_is_there(notes, stage):
    assert list(notes.aggregate([{stage: {"note": {"text": "new"}}}])) == [{"_id": 1, "note": {"text": "new", "author": "Ada"}}]


def test_nested_specification_of_a_projection_chooses_the_nested_field(notes):
    assert list(notes.aggregate([{"$project": {"note": {"text": 1}}}])) == [{"_id": 1, "note": {"text": "old"}}]


def test_nested_specification_of_new_fields_may_name_an_expression(notes):
    changed = notes.aggregate([{"$addFields": {"note": {"text": {"$concat": ["$note.author", "!"]}}}}])
    assert list(changed) == [{"_id": 1, "note": {"text": "Ada!", "author": "Ada"}}]


def test_new_field_without_a_value_is_left_out_and_takes_away_what_is_there(notes):
    changed = notes.aggregate([{"$addFields": {"note": {"text": "$nowhere", "author": "$note.text"}, "copy": "$note"}}])
    assert list(changed) == [{"_id": 1, "note": {"author": "old"}, "copy": {"text": "old", "author": "Ada"}}]


def test_new_fields_of_one_branch_of_a_facet_are_not_seen_in_another(notes):
    branches = {"changed": [{"$addFields": {"note": {"text": "new"}}}], "same": [{"$match": {}}]}
    (found,) = notes.aggregate([{"$facet": branches}])
    assert found == {"changed": [{"_id": 1, "note": {"text": "new", "author": "Ada"}}], "same": [NOTES]}


def test_write_that_a_driver_repeats_is_done_once_and_answered_as_at_first(notes):
    command = {
        "update": "notes",
        "updates": [{"q": {"_id": 1}, "u": {"$inc": {"times": 1}}}],
        "lsid": {"id": Binary(uuid.uuid4().bytes, UUID_SUBTYPE)},
        "txnNumber": Int64(1),
    }
    first, again = (notes.database.command(dict(command)) for _time in range(2))
    assert (first["nModified"], again["nModified"], notes.find_one()["times"]) == (1, 1, 1)


def test_database_is_dropped_though_a_client_was_killed_in_a_transaction_on_it(notes):
    held = notes.database.client.start_session()
    held.start_transaction()
    notes.update_one({"_id": 1}, {"$set": {"note": "left"}}, session=held)
    with pymongo.timeout(200):
        notes.database.client.drop_database(notes.database.name)
    assert notes.find_one() is None
    with pytest.raises(pymongo.errors.OperationFailure):
        held.commit_transaction()
    held.end_session()


def test_changes_at_once_of_one_document_are_each_answered_with_their_own_outcome(notes):
    def raise_it(_: int) -> int:
        changed = notes.find_one_and_update({"_id": 1}, {"$inc": {"sequence": 1}}, return_document=ReturnDocument.AFTER)
        return int(changed["sequence"])

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(raise_it, range(40))) == list(range(1, 41))
