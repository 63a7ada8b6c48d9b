"""The embedded server reads the stages and changes that the product relies on as MongoDB does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
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


def test_changes_at_once_of_one_document_are_each_answered_with_their_own_outcome(notes):
    def raise_it(_: int) -> int:
        changed = notes.find_one_and_update({"_id": 1}, {"$inc": {"sequence": 1}}, return_document=ReturnDocument.AFTER)
        return int(changed["sequence"])

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(raise_it, range(40))) == list(range(1, 41))
