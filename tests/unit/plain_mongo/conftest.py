"""A database in memory (mongomock) under code that speaks plain pymongo; docs/decisions/0026 says where it is faithful."""

from collections.abc import Iterator

import mongomock
import pytest

from omnia.mongo import clusters
from omnia.mongo.context import ProjectRef

ADDRESS = "mongodb://mongomock.invalid/"


@pytest.fixture
def project(settings) -> Iterator[ProjectRef]:
    """A project whose cluster is a fresh mongomock client."""
    settings.OMNIA_CLUSTERS = {"default": ADDRESS}
    clusters._clients[ADDRESS] = mongomock.MongoClient()
    yield ProjectRef("p1unit")
    del clusters._clients[ADDRESS]
