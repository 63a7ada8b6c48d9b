"""Pipelines of the project's customer and of another one."""

import pytest

from omnia.infra import background
from tests.manage.pipelines import Pipeline, key_for


@pytest.fixture(autouse=True)
def _fresh_process():
    """Caches, limits and the memory of failures as a process has them that just started."""
    background.reset_process()


@pytest.fixture
def pipeline(cast):
    """A pipeline of the project's customer."""
    return Pipeline(key_for(cast, cast.project).key)


@pytest.fixture
def foreign(cast):
    """A pipeline of another customer."""
    return Pipeline(key_for(cast, cast.foreign).key)
