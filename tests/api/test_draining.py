"""A process that drains serves on, and is not ready."""

import pytest

from omnia.infra import draining


@pytest.fixture(autouse=True)
def _marker(settings, tmp_path):
    settings.OMNIA_DRAIN_FILE = str(tmp_path / "run" / "draining")
    yield
    draining.end()


def test_readiness_of_a_draining_process_is_refused_while_it_serves_on(published_project, anyone):
    assert anyone.get("/readyz").status == 200
    draining.begin()
    answer = anyone.get("/readyz")
    assert (answer.status, answer.json()["status"]) == (503, "draining")
    assert (anyone.get("/livez").status, anyone.get("/startupz").status) == (200, 200)
    assert published_project.client.get("/api/v1/templates/date").status == 200
    draining.end()
    assert anyone.get("/readyz").status == 200


def test_a_process_drains_when_another_makes_the_file(anyone, settings, tmp_path):
    assert not draining.is_draining()
    marker = tmp_path / "run" / "draining"
    marker.parent.mkdir()
    marker.touch()
    assert anyone.get("/readyz").json()["status"] == "draining"
    marker.unlink()
    assert anyone.get("/readyz").status == 200
