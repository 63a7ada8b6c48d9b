"""What is looked at after a kill takes its time: nothing here is about how quick a database is."""

from collections.abc import Iterator

import killing
import pymongo
import pytest

SECONDS = 300


@pytest.fixture(scope="session", autouse=True)
def _no_process_stays() -> Iterator[None]:
    """The processes from which those that die are forked end with the tests."""
    yield
    killing.end_all()


@pytest.fixture(autouse=True)
def _unhurried() -> Iterator[None]:
    """No operation of this process is given up after three seconds, as they are once it has answered pages."""
    with pymongo.timeout(SECONDS):
        yield
