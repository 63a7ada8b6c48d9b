"""Where the nodes of a flow stand: kept with every version, handed on, and no part of what is compared, released or served."""

import copy
import json

import pytest

from factory.actions import Staff, publish_version, save_draft
from factory.models import Flow
from factory.versioned import CatalogueDraft
from omnia.dialogue.positions import layout_of
from omnia.mongo.clusters import database
from tenants import selectors, updates
from tenants.actions.exporting import export_documents
from tenants.actions.importing import plan_import
from tenants.actions.releasing import publish
from tenants.actions.updating import take_update
from tenants.project import collections
from tenants.versioned import ProjectDraft

STAFF = Staff.command("tests")
FLOW = "activate_supply"


def catalogue_draft(_cast):
    return CatalogueDraft(STAFF, "flow", FLOW)


def project_draft(cast):
    return ProjectDraft(cast.actor("designer"), cast.project, "flow", FLOW)


def put(body, x, y, number=0):
    """The flow with one of its nodes put elsewhere."""
    moved = copy.deepcopy(body)
    moved["layout"] = layout_of(body) | {body["nodes"][number]["id"]: [x, y]}
    return moved


def named(body, name):
    changed = copy.deepcopy(body)
    changed["label"]["en"] = name
    return changed


@pytest.fixture(params=[catalogue_draft, project_draft])
def draft(request, cast):
    return request.param(cast)


def test_node_that_is_put_elsewhere_is_a_version_of_the_same_hash_which_an_undo_takes_back(draft):
    first = draft.head()
    saved = draft.save(put(first.body, 240, 96), base_version=first.version)
    assert (saved.number, saved.hash) == (first.version + 1, first.hash)
    assert draft.head().body == put(first.body, 240, 96)
    assert draft.body(first.version) == first.body
    again = draft.save(put(first.body, 240, 96), base_version=saved.number)
    assert again.number == saved.number, "nothing was moved, so nothing is written"
    draft.restore(first.version, base_version=saved.number)
    assert draft.head().body == first.body
    assert draft.body(saved.number) == put(first.body, 240, 96)


def test_text_that_is_saved_leaves_the_nodes_where_they_were_put(draft):
    first = draft.head()
    moved = draft.save(put(first.body, 240, 96), base_version=first.version)
    draft.save(named(put(first.body, 240, 96), "Another name"), base_version=moved.number)
    assert draft.head().body == named(put(first.body, 240, 96), "Another name")


def test_released_flow_has_no_positions_and_does_not_differ_from_the_draft(cast):
    draft = project_draft(cast)
    first = draft.head()
    publish(cast.actor("owner"), cast.project, note="Before")
    draft.save(put(first.body, 240, 96), base_version=first.version)
    assert [row for row in selectors.draft_changes(cast.project) if row.document == "flow"] == []
    assert selectors.draft(cast.project, "flow", FLOW).status == "current"
    bodies = [row["body"] for row in database(cast.project.ref)[collections.BODIES].find({})]
    assert bodies
    assert not any('"layout"' in body for body in bodies)


def test_files_keep_positions_which_are_no_change_by_themselves(cast):
    draft = project_draft(cast)
    first = draft.head()
    draft.save(put(first.body, 240, 96), base_version=first.version)
    exported = dict(export_documents(cast.project).documents)
    assert exported["flow", FLOW] == put(first.body, 240, 96)
    moved = plan_import(cast.project, exported | {("flow", FLOW): put(first.body, 480, 0)})
    assert {row.what for row in moved.rows} == {"unchanged"}


def improved(change):
    row = Flow.objects.get(key=FLOW)
    save_draft(STAFF, "flow", FLOW, change(json.loads(json.dumps(row.draft))), base_revision=row.revision)
    return publish_version(STAFF, "flow", FLOW, note="Moved", tested=True)


def test_update_brings_positions_of_nodes_that_the_project_put_nowhere_and_asks_nothing(cast):
    draft = project_draft(cast)
    first = draft.head()
    draft.save(put(first.body, 240, 96), base_version=first.version)
    improved(lambda body: named(put(put(body, 720, 0), 480, 48, number=1), "A better name"))
    offer = next(found for found in updates.offers(cast.project) if found.key == FLOW)
    preview = updates.preview(cast.project, offer)
    assert preview.conflicts == ()
    assert {change.path for change in preview.safe} == {"/label/en"}
    assert preview.change_class == "wording"
    take_update(cast.actor("designer"), cast.project, offer)
    nodes = first.body["nodes"]
    assert layout_of(draft.head().body) == {nodes[0]["id"]: [240, 96], nodes[1]["id"]: [480, 48]}
    assert draft.head().body["label"]["en"] == "A better name"


def test_update_that_moves_nothing_but_nodes_changes_no_meaning(cast):
    improved(lambda body: put(body, 720, 0))
    offers = [found for found in updates.offers(cast.project) if found.key == FLOW]
    assert [updates.preview(cast.project, found).safe for found in offers] in ([], [()])
    assert selectors.draft(cast.project, "flow", FLOW).hash == Flow.objects.get(key=FLOW).draft_hash
