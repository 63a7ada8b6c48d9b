"""What the catalogue alone decides on in a copy is changed by no pipeline: refused with its place, and nothing is written."""

import copy

import orjson
import pytest

from tenants import selectors
from tenants.actions import editing
from tenants.document_files import archive_of, files_in_archive
from tests.commands.conftest import everything_stored
from tests.integration.test_updates import reword

START = "/nodes/0/steps/start/0/actions/0/text/en"
AGAIN = "/nodes/0/steps/no_match/0/actions/0/text/en"
ZIP = {"content_type": "application/zip"}


@pytest.fixture
def held(cast):
    """The draft of a copy in which the catalogue keeps the first question for itself."""
    draft = selectors.draft(cast.project, "template", "date")
    body = copy.deepcopy(dict(draft.body))
    body["manageability"] = [{"path": "/nodes/@date/steps/start", "level": "factory"}]
    editing.save_document(cast.actor("designer"), cast.project, "template", "date", body, base_version=draft.version)
    return body


def refused(pipeline, body):
    before = everything_stored()
    answer = pipeline.call("PUT", "/templates/date", body, if_match="*")
    assert answer.status == 422
    assert everything_stored() == before
    told = answer.json()
    assert told["type"].endswith("invalid-document")
    return {row["pointer"]: row["detail"] for row in told["errors"]}


def test_locked_text_is_refused_with_its_place_and_the_reason(pipeline, held):
    places = refused(pipeline, reword(copy.deepcopy(held), "The pipeline's."))
    assert list(places) == [START]
    assert "the catalogue decides on this" in places[START]


def test_level_added_to_a_locked_step_or_taken_from_it_is_refused(pipeline, held):
    more = copy.deepcopy(held)
    more["nodes"][0]["steps"]["start"].append(
        {"id": "more", "actions": [{"id": "say", "type": "say", "text": {"en": "Again?", "it": "Ancora?"}}]}
    )
    assert list(refused(pipeline, more)) == ["/nodes/0/steps/start/1"]
    less = copy.deepcopy(held)
    less["nodes"][0]["steps"]["start"][0]["actions"] = []
    assert all(place.startswith("/nodes/0/steps/start") for place in refused(pipeline, less))


@pytest.mark.parametrize("rules", [[], [{"path": "/nodes/@date/steps/start", "level": "project"}]])
def test_who_decides_where_is_not_changed_to_get_around_it(pipeline, held, rules):
    places = refused(pipeline, {**reword(copy.deepcopy(held), "The pipeline's."), "manageability": rules})
    assert START in places
    assert any(place.startswith("/manageability") for place in places)
    assert all(place.startswith("/manageability") for place in refused(pipeline, {**held, "manageability": rules}))


def test_what_is_not_locked_is_changed_beside_it_and_nodes_are_moved(cast, pipeline, held):
    body = reword(copy.deepcopy(held), "The pipeline's.", "no_match", 0)
    body["nodes"].insert(0, {**copy.deepcopy(body["nodes"][0]), "id": "other", "key": "other"})
    assert pipeline.call("PUT", "/templates/date", body, if_match="*").status == 200
    assert (
        selectors.draft(cast.project, "template", "date").body["nodes"][1]["steps"]["start"] == held["nodes"][0]["steps"]["start"]
    )
    body["nodes"].reverse()
    assert pipeline.call("PUT", "/templates/date", body, if_match="*").status == 200
    changed = copy.deepcopy(body)
    changed["nodes"].reverse()
    changed["nodes"][1]["steps"]["start"][0]["actions"][0]["text"]["en"] = "Moved, and written over."
    assert list(refused(pipeline, changed)) == ["/nodes/1/steps/start/0/actions/0/text/en"]


def test_archive_that_changes_a_locked_place_is_refused_as_a_whole(pipeline, held):
    exported = pipeline.call("GET", "/export").content
    files = files_in_archive(exported)
    name = next(name for name in files if name.endswith("templates/date.json"))
    files[name] = orjson.dumps(reword(orjson.loads(files[name]), "From git."))
    before = everything_stored()
    answer = pipeline.call("POST", "/import", archive_of(files), **ZIP)
    assert answer.status == 422
    assert [row["pointer"] for row in answer.json()["errors"]] == [f"/templates/date{START}"]
    assert everything_stored() == before


def test_earlier_version_is_restored_whatever_is_locked_in_it(pipeline, held):
    assert pipeline.call("POST", "/templates/date/restore", {"version": 1}, if_match="*").status == 200
    assert "manageability" not in pipeline.call("GET", "/templates/date").json()


def test_document_of_the_projects_own_is_locked_nowhere(pipeline, held):
    own = {**held, "key": "own"}
    assert pipeline.call("PUT", "/templates/own", own, if_none_match="*").status in (200, 201)
    assert pipeline.call("PUT", "/templates/own", reword(copy.deepcopy(own), "Ours."), if_match="*").status == 200
