"""The embedded server reads in the order of the `_id`, or as documents came, no further than asked, and finds what is right."""

import datetime as dt
import math
import operator
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from bson import Binary, Decimal128, Int64, ObjectId, Timestamp
from hypothesis import given
from hypothesis import strategies as st
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import OperationFailure

Document = dict[str, Any]

NUMBERS = [
    *(float("nan"), -math.inf, -1e200, -(10**15) - 1, -(10**15), -1e10, -1.25, -1.2, -1, -1e-200, 0, 1e-200, 0.5, 1),
    *(Decimal128("1.5"), 2, 9.5, 10, 11, 99, 100, Int64(2**40), 2.0**53, 2**60, 1e30, math.inf),
]
TEXTS = ["", "A", "a", "a\x00", "a\x00b", "a\x01", "aa", "b", "é", "中", "\U0001f600"]
OBJECTS: list[Any] = [{}, {"a": 1}, {"a": 1, "b": 0}, {"a": 2}, {"a": 10**12}, {"b": 0}, {"a": "long" * 9}, {"a": "z"}]
BYTES = [Binary(b""), Binary(b"\x00"), Binary(b"\x02"), Binary(b"\x01\x02"), Binary(b"\x00\x00\x00")]
NAMES = [ObjectId("0" * 24), ObjectId("5f" * 12), ObjectId("f" * 24)]
DAYS = [dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=each) for each in (-(10**12), 0, 10**12, 10**12 + 1)]  # noqa: DTZ001
STAMPS = [Timestamp(1, 2), Timestamp(2, 1)]
ORDERED: list[tuple[str, Any]] = [
    (kind, value)
    for kind, values in (
        *(("null", [None]), ("number", NUMBERS), ("text", TEXTS), ("object", OBJECTS), ("bytes", BYTES), ("name", NAMES)),
        *(("truth", [False, True]), ("day", DAYS), ("stamp", STAMPS)),
    )
    for value in values
]
"""Values that an `_id` may have, by their type, in BSON's order (MongoDB's manual, "Comparison/Sort Order")."""
PLACES = range(len(ORDERED))
BOUND = [place for place, (kind, value) in enumerate(ORDERED) if kind not in ("null", "object", "truth") and value == value]  # noqa: PLR0124
USUAL = [place for place, (kind, value) in enumerate(ORDERED) if kind in ("text", "name", "day") or value in (-1, 1, 2, 10, 11)]
COMPARED = {"$gt": operator.gt, "$gte": operator.ge, "$lt": operator.lt, "$lte": operator.le}
LOOKED_AT = {"$expr": {"$gte": [{"$divide": [1, "$divisor"]}, 0]}}
"""Whoever looks at a document whose divisor is nothing is refused."""
COUNT = 20
ORDERS: list[tuple[dict[str, Any], list[tuple[str, int]] | None, list[int]]] = [
    ({}, None, list(range(1, COUNT + 1))),
    ({}, [("_id", 1)], list(range(1, COUNT + 1))),
    ({}, [("_id", -1)], list(range(COUNT, 0, -1))),
    ({"_id": {"$gte": 9}}, None, list(range(9, COUNT + 1))),
    ({"_id": {"$gte": 8, "$lte": 18}}, [("_id", -1)], list(range(18, 7, -1))),
]


@pytest.fixture(scope="module")
def database(mongodb_uri: str) -> Iterator[Database[Document]]:
    client: MongoClient[Document] = MongoClient(mongodb_uri)
    held = client["omnia_test_walks"]
    held["indexed"].create_index("n")
    yield held
    client.drop_database(held.name)
    client.close()


@pytest.fixture
def held(database: Database[Document]) -> Iterator[Collection[Document]]:
    yield database["looked_at"]
    database.drop_collection("looked_at")


@st.composite
def collections(draw: st.DrawFn) -> list[int]:
    """Places of values of an `_id`, in the order in which their documents are added."""
    places = draw(st.lists(st.sampled_from(draw(st.sampled_from([USUAL, list(PLACES)]))), unique=True, max_size=14))
    # The embedded server takes very large and very small numbers for one, and refuses the second.
    far = [place for place in places if ORDERED[place][1] in (-1e200, -1e-200)]
    return [place for place in places if place not in far[1:]]


@st.composite
def clauses(draw: st.DrawFn) -> dict[str, int]:
    """Comparisons with the `_id`, each with the place of its value."""
    chosen = draw(st.lists(st.sampled_from(list(COMPARED)), unique=True, max_size=2))
    return {name: draw(st.sampled_from(BOUND)) for name in chosen}


def fits(place: int, clause: dict[str, int]) -> bool:
    """Whether a value is within the bounds: of their type, and no comparison is true of what is not a number."""
    kind, value = ORDERED[place]
    if clause and value != value:  # noqa: PLR0124
        return False
    return all(kind == ORDERED[bound][0] and COMPARED[name](place, bound) for name, bound in clause.items())


@given(
    collections(),
    st.sets(st.integers(0, 13), max_size=4),
    clauses(),
    st.sampled_from([None, 0, 1]),
    st.sampled_from([None, 1, -1]),
    st.integers(0, 4),
    st.integers(0, 6),
    st.sampled_from(["plain", "indexed"]),
)
def test_documents_come_in_order_within_bounds_from_skip_to_limit(
    database, places, removed, clause, n, direction, skip, limit, name
):
    held = database[name]
    held.delete_many({})
    if places:
        rows = [{"_id": ORDERED[place][1], "place": place, "n": at % 2, "more": {"of": at}} for at, place in enumerate(places)]
        held.insert_many(rows)
    held.delete_many({"more.of": {"$in": list(removed)}})

    query: dict[str, Any] = {} if n is None else {"n": n}
    if clause:
        query["_id"] = {compared: ORDERED[bound][1] for compared, bound in clause.items()}
    order = [("_id", direction)] if direction else None
    found = [row["place"] for row in held.find(query, {"_id": 0, "place": 1}, skip=skip, limit=limit, sort=order)]

    left = [place for at, place in enumerate(places) if at not in removed and n in (None, at % 2)]
    right = [place for place in left if fits(place, clause)]
    if direction is None:
        assert len(found) == len(set(found)) == len(right[skip:][: limit or None])
        assert set(found) <= set(right)
    else:
        assert found == sorted(right, reverse=direction < 0)[skip:][: limit or None]


@pytest.mark.parametrize(("query", "sort", "order"), ORDERS)
@pytest.mark.parametrize(("skip", "limit"), [(0, 1), (0, 3), (2, 3)])
def test_no_document_is_looked_at_beyond_those_that_are_asked_for(held, query, sort, order, skip, limit):
    near = order[: skip + limit]
    held.insert_many([{"_id": number, "divisor": int(number in near)} for number in range(1, COUNT + 1)])
    found = held.find({**LOOKED_AT, **query}, skip=skip, limit=limit, sort=sort)
    assert [row["_id"] for row in found] == near[skip:]
    with pytest.raises(OperationFailure):
        list(held.find({**LOOKED_AT, **query}, skip=skip, limit=limit + 1, sort=sort))


def test_no_document_is_looked_at_outside_the_bounds_of_its_id(held):
    held.insert_many([{"_id": number, "divisor": int(8 < number <= 12)} for number in range(1, COUNT + 1)])
    found = held.find({**LOOKED_AT, "_id": {"$gte": 9, "$lte": 12}})
    assert [row["_id"] for row in found] == [9, 10, 11, 12]
    assert held.count_documents({**LOOKED_AT, "_id": {"$gte": 9, "$lte": 12}}) == 4
    with pytest.raises(OperationFailure):
        list(held.find({**LOOKED_AT, "_id": {"$gte": 9, "$lte": 13}}))


def test_a_rare_document_is_found_behind_many_others(held):
    held.insert_many([{"_id": number, "kind": "rare" if number in (3, 4) else "usual"} for number in range(3_000)])
    assert held.find_one({"kind": "rare"}, sort=[("_id", -1)]) == {"_id": 4, "kind": "rare"}
    assert held.find_one({"kind": "rare"}) == {"_id": 3, "kind": "rare"}
    assert held.find_one({"kind": "none"}, sort=[("_id", -1)]) is None


@pytest.mark.parametrize("direction", [1, -1])
def test_order_is_kept_beside_an_index_that_begins_with_the_id(held, direction):
    held.create_index([("_id", direction), ("n", 1)])
    held.insert_many([{"_id": number, "n": 0} for number in range(1, 7)])
    for clause, right in (({"$gt": 2}, [3, 4, 5, 6]), ({"$gt": 2, "$ne": 5}, [3, 4, 6]), ({"$ne": 5}, [1, 2, 3, 4, 6])):
        query = {"_id": clause}
        assert [row["_id"] for row in held.find(query, sort=[("_id", 1)], limit=3)] == right[:3]
        assert [row["_id"] for row in held.find(query, sort=[("_id", -1)], limit=3)] == right[::-1][:3]


def test_transaction_finds_its_own_newest_document_and_not_what_others_add_meanwhile(database, held):
    def newest(session=None):
        return held.find_one({}, sort=[("_id", -1)], session=session)["_id"]

    held.insert_many([{"_id": number} for number in range(1, 6)])
    with database.client.start_session() as session, session.start_transaction():
        held.insert_one({"_id": 6}, session=session)
        assert (newest(session), newest()) == (6, 5)
        held.insert_one({"_id": 8})
        held.delete_one({"_id": 1})
        assert (newest(session), newest()) == (6, 8)
        assert held.find_one({"_id": {"$gt": 0}}, session=session)["_id"] == 1
    assert newest() == 8
    held.delete_one({"_id": 8})
    assert (newest(), held.find_one({"_id": {"$gt": 0}})["_id"]) == (6, 2)


def test_document_that_is_found_by_its_order_is_changed_and_given(held):
    held.insert_many([{"_id": number, "divisor": int(number > 2)} for number in range(1, 6)])
    query = {**LOOKED_AT, "_id": {"$lt": 5}}
    changed = held.find_one_and_update(query, {"$set": {"seen": True}}, {"seen": 1}, sort=[("_id", -1)])
    assert changed == {"_id": 4}
    assert [row["_id"] for row in held.find({"seen": True})] == [4]


def test_newest_of_many_requests_at_once_is_each_writers_own_or_a_later_one(held):
    def write(number: int) -> bool:
        held.insert_one({"_id": number})
        return bool(held.find_one({}, {"_id": 1}, sort=[("_id", -1)])["_id"] >= number)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(write, range(200)))
