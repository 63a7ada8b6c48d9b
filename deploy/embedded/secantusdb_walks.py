"""Reading in order, and no further than asked: SecantusDB 0.7 reads a collection whole, and sorts it, where an index would do.

`find_one()`, `find({}, sort=[("_id", -1)], limit=1)` and `find({"_id": {"$gt": n}})` read every document. The server keeps the
numbers of its rows in the order of the `_id`, though, and the rows in the order in which they came. Where it finds no index for a
filter, one of the two is followed: between the bounds that the filter sets to the `_id`, and only until there are as many as were
asked for. What is found goes back into the server's own reading, which checks it against the filter, sorts, skips, cuts and
projects as ever.

The order of those keys is the order of BSON but for a few values of an `_id`: see `in_order`. Who meets one reads as before.
"""

import contextlib
import datetime as dt
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import bson
import wiredtiger
from bson import Int64, ObjectId
from secantus import deadline, query, sortkey, storage
from secantus.storage import Storage

Document = dict[str, Any]

LOWEST, HIGHEST = b"", b"\xff"
"""Below and above every key: a key begins with the rank of its type, 1 to 14."""
UNORDERED = {sortkey.RANK_DOCUMENT, sortkey.RANK_ARRAY, sortkey.RANK_REGEX, sortkey.RANK_JAVASCRIPT}
POSITIVE, NEGATIVE = 0xC0, 0x40
LONG_POSITIVE, LONG_NEGATIVE = 128 + 15, 255 - (128 + 15)
"""The second byte of a number from 10^15 on, which holds its power of ten, and of one from -10^15 on."""
TINY = bytes([sortkey.RANK_NUMBER, POSITIVE, 0xFF, 0xFF]), bytes([sortkey.RANK_NUMBER, NEGATIVE, 0x00, 0x00])
"""The keys of numbers nearer to nothing than 10^-128: they stand at the outer ends of the numbers."""
FROM, UNTIL = ("$gt", "$gte"), ("$lt", "$lte")
BOUNDS = (int, Int64, float, str, ObjectId, dt.datetime)
MOST_AT_ONCE = 1024


class NoIndex(Exception):  # noqa: N818  # it tells, it does not fail
    """The server has no index for this filter, and was about to read everything."""


class Unordered(Exception):  # noqa: N818
    """An `_id` was met whose key does not stand where BSON's order has it."""


@dataclass(slots=True)
class Look:
    """What is looked for, for as long as the server reads for one request."""

    matches: Mapping[str, Any]
    direction: int
    """Of the `_id`: 1 or -1; 0 for the order in which documents came."""
    bounds: tuple[bytes, bytes]
    enough: int
    """How many matching documents are wanted; 0 for all of them."""
    variables: Any
    found: list[Document] | None = None
    tried: bool = False


def cure() -> None:
    """Put it right in this process, before the server is made."""
    Storage.find_matching = _looking(Storage.find_matching)
    Storage._try_index_lookup = _handing_over(Storage._try_index_lookup)  # noqa: SLF001  # the server has no public hook


def _looking(reading: Callable[..., list[Document]]) -> Callable[..., list[Document]]:
    """The server's reading, which looks along an order where it would read everything."""

    @functools.wraps(reading)
    def find_matching(self: Storage, db: str, coll: str, filter: Any = None, **named: Any) -> list[Document]:  # noqa: A002
        look = look_for(filter or {}, **named)
        if look is None:
            return reading(self, db, coll, filter, **named)
        self._tls.look = look
        try:
            return reading(self, db, coll, filter, **named)
        except NoIndex:
            # Begun anew, for by now the server's lock is free: others read while documents are decoded here.
            look.found, look.tried = walked(self, db, coll, look), True
            return reading(self, db, coll, filter, **named)
        finally:
            self._tls.look = None

    return find_matching


def _handing_over(lookup: Callable[..., list[Document] | None]) -> Callable[..., list[Document] | None]:
    """The server's search by an index, which ends the reading if there is none, and gives what was found along an order."""

    @functools.wraps(lookup)
    def try_index_lookup(self: Storage, *arguments: Any, **named: Any) -> list[Document] | None:
        look: Look | None = getattr(self._tls, "look", None)
        if look is not None and look.tried:
            return look.found
        found = lookup(self, *arguments, **named)
        if found is None and look is not None:
            raise NoIndex
        return found

    return try_index_lookup


def look_for(
    matches: Mapping[str, Any], *, skip: int = 0, limit: int = 0, sort: Any = None, let: Any = None, **others: Any
) -> Look | None:
    """What to look for along an order; None if everything must be read, or a point of an index is asked for."""
    others.pop("projection", None)
    if any(value is not None for value in others.values()):
        return None
    of_id = matches.get("_id", {})
    # The server finds an `_id` that is named itself.
    if not isinstance(of_id, Mapping) or any(name in of_id for name in ("$eq", "$in")):
        return None
    field, direction = Storage._single_sort_spec(sort) if sort else ("", 0)  # noqa: SLF001
    if field not in ("", "_id"):
        return None
    bounds, enough = bounds_of(of_id), skip + limit if limit > 0 else 0
    if not direction and bounds != (LOWEST, HIGHEST):
        direction = 1
    return Look(matches, direction, bounds, enough, let) if direction or enough else None


def bounds_of(clause: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """The keys between which a filter's clause on the `_id` can be true, both included; a comparison stays within its type."""
    lowest, highest = LOWEST, HIGHEST
    for name, value in clause.items():
        if name not in FROM + UNTIL or type(value) not in BOUNDS or not in_order(key := sortkey.encode_id_key(value)):
            continue
        lowest = max(lowest, key if name in FROM else key[:1])
        highest = min(highest, key if name in UNTIL else bytes([key[0] + 1]))
    return lowest, highest


def in_order(key: bytes) -> bool:
    """Whether a key of an `_id` surely stands where BSON's order has its value.

    Objects stand by their size. Numbers of sixteen digits and more may stand beside their place, as a float's key has the digits
    that it is written with, and those nearer to nothing than 10^-128 stand at the ends.
    """
    if key[0] != sortkey.RANK_NUMBER:
        return key[0] not in UNORDERED
    return not ((key[1] == POSITIVE and key[2] >= LONG_POSITIVE) or (key[1] == NEGATIVE and key[2] <= LONG_NEGATIVE))


def walked(held: Storage, db: str, coll: str, look: Look) -> list[Document] | None:
    """The first documents that match along the order; all of that order, matching or not, where no number is named.

    None if the order cannot be followed.
    """
    with contextlib.suppress(Unordered):
        return _enough(held, _along(held, db, coll, look), look)
    return None


def _enough(held: Storage, read: Iterator[bytes], look: Look) -> list[Document]:
    found: list[Document] = []
    at_once = look.enough or None
    while True:
        with held._lock:  # noqa: SLF001
            if held._closed:  # noqa: SLF001
                raise RuntimeError("Storage is closed")
            part = list(itertools.islice(read, at_once))
        for each in part:
            deadline.check()
            document = bson.decode(each)
            if not look.enough or query.matches(document, look.matches, vars=look.variables, collation=None):
                found.append(document)
            if look.enough and len(found) == look.enough:
                return found
        if at_once is None or len(part) < at_once:
            return found
        # The more was looked at in vain, the more is read at once; what is read is decoded only when it is looked at.
        at_once = min(at_once * 2, max(MOST_AT_ONCE, look.enough))


def _along(held: Storage, db: str, coll: str, look: Look) -> Iterator[bytes]:
    """The documents along the order, as they are stored; whoever asks for one holds the server's lock."""
    if not look.direction:
        yield from (document for _row, _key, document in held._scan_docs_natural(db, coll))  # noqa: SLF001
        return
    if not _followed(held, db, coll, look):
        raise Unordered
    if not look.enough and look.bounds == (LOWEST, HIGHEST):
        yield from _sorted(held, db, coll, look.direction)
    else:
        yield from _rows(held, db, coll, _numbers(held, db, coll, look))


def _followed(held: Storage, db: str, coll: str, look: Look) -> bool:
    """Whether the order of the `_id` can be followed in this collection."""
    # Documents of a time series share their `_id`; each has a key of its own.
    if held._is_timeseries(db, coll) or any(held._doc_recordid(db, coll, key) is not None for key in TINY):  # noqa: SLF001
        return False
    # The server turns round what it is given for a clause on the `_id` alone, if there is an index that begins with it.
    return set(look.matches) != {"_id"} or held._find_leading_field_index(db, coll, "_id", look.matches) is None  # noqa: SLF001


def _sorted(held: Storage, db: str, coll: str, direction: int) -> Iterator[bytes]:
    """All documents: read as they came, as each carries its key."""
    rows = sorted(((key, row, document) for row, key, document in held._scan_docs(db, coll)), reverse=direction < 0)  # noqa: SLF001
    for key, _row, document in rows:
        if not in_order(key):
            raise Unordered
        yield document


def _numbers(held: Storage, db: str, coll: str, look: Look) -> Iterator[int]:
    """The numbers of the rows in the order of their `_id`, between the bounds."""
    lowest, highest = look.bounds
    cursor = held._cursor(storage._NAT_SEQ_TABLE)  # noqa: SLF001
    forwards = look.direction > 0
    step = cursor.next if forwards else cursor.prev
    cursor.set_key(db, coll, lowest if forwards else highest)
    near = cursor.search_near()
    if near == wiredtiger.WT_NOTFOUND or ((near < 0 if forwards else near > 0) and step() != 0):
        return
    while True:
        found_db, found_coll, found_key = cursor.get_key()
        key = bytes(found_key)
        if (found_db, found_coll) != (db, coll) or not lowest <= key <= highest:
            return
        if not in_order(key):
            raise Unordered
        yield int(cursor.get_value())
        if step() != 0:
            return


def _rows(held: Storage, db: str, coll: str, numbers: Iterable[int]) -> Iterator[bytes]:
    """The documents of these rows, as they are stored."""
    cursor = held._cursor_optional(storage._doc_table_for(db, coll))  # noqa: SLF001
    if cursor is None:
        return
    for number in numbers:
        cursor.reset()
        cursor.set_key(db, coll, number)
        if cursor.search() == 0:
            yield storage._unframe_doc_value(bytes(cursor.get_value()))[1]  # noqa: SLF001
