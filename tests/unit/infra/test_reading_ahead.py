"""Reading ahead: the same rows in their order, errors where they come, and no thread that is left behind."""

import threading

import pytest

from omnia.infra import reading_ahead
from omnia.infra.reading_ahead import read_ahead


def left_threads():
    return [each for each in threading.enumerate() if each.name == "omnia-read-ahead"]


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 95])
def test_rows_come_as_they_are_and_in_their_order(count):
    assert list(read_ahead(range(count), 10)) == list(range(count))
    assert left_threads() == []


def test_error_is_raised_after_the_rows_of_whole_parts_before_it():
    def failing():
        yield from range(25)
        raise OSError("away")

    seen = []
    with pytest.raises(OSError, match="away"):
        seen.extend(read_ahead(failing(), 10))
    assert left_threads() == []


def test_whoever_leaves_early_leaves_no_thread_and_little_was_fetched():
    fetched = []

    def endless():
        while True:
            fetched.append(len(fetched))
            yield fetched[-1]

    rows = read_ahead(endless(), 10)
    assert [next(rows) for _each in range(5)] == [0, 1, 2, 3, 4]
    rows.close()
    assert left_threads() == []
    assert len(fetched) <= 10 * (reading_ahead.AHEAD + 2)
