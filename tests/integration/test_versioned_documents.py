"""The protocol of versioned documents, kept by the factory's drafts and by a project's: one set of tests for both."""

import copy

import pytest

from factory.actions import Staff
from factory.versioned import CatalogueDraft
from omnia.documents.versions import StaleVersionError
from omnia.mongo.clusters import client_for_uri, database
from tenants.versioned import ProjectDraft


def catalogue_draft(_cast):
    return CatalogueDraft(Staff.command("tests"), "template", "date")


def project_draft(cast):
    return ProjectDraft(cast.actor("designer"), cast.project, "template", "date")


@pytest.fixture(params=[catalogue_draft, project_draft])
def draft(request, cast):
    return request.param(cast)


def asking(body, text):
    changed = copy.deepcopy(body)
    changed["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = text
    return changed


def kept(draft):
    """Everything that tells one state of a document from another."""
    return draft.head(), list(draft.history())


def test_every_save_is_a_version_with_who_when_and_why(draft):
    first = draft.head()
    saved = draft.save(asking(first.body, "Which day?"), base_version=first.version, note="Shorter")
    newest, before = draft.history()[:2]
    assert (newest.number, newest.hash, newest.note) == (saved.number, saved.hash, "Shorter")
    assert saved.number == first.version + 1 == before.number + 1
    assert newest.author
    assert newest.at is not None
    assert (draft.head().version, draft.head().hash) == (saved.number, saved.hash)
    assert draft.body(first.version) == first.body
    assert draft.body(saved.number) == asking(first.body, "Which day?")


def test_second_of_two_saves_is_refused_and_nothing_is_written(draft):
    seen = draft.head()
    draft.save(asking(seen.body, "Theirs?"), base_version=seen.version)
    before = kept(draft)
    with pytest.raises(StaleVersionError):
        draft.save(asking(seen.body, "Mine?"), base_version=seen.version)
    with pytest.raises(StaleVersionError):
        draft.restore(seen.version, base_version=seen.version)
    assert kept(draft) == before


def test_save_that_changes_nothing_writes_nothing(draft):
    before = kept(draft)
    saved = draft.save(copy.deepcopy(before[0].body), base_version=before[0].version, note="Nothing")
    assert saved.number == before[0].version
    assert kept(draft) == before


def test_restoring_the_version_before_undoes_a_save_and_again_takes_that_back(draft):
    first = draft.head()
    second = draft.save(asking(first.body, "Which day?"), base_version=first.version).number
    third = draft.restore(first.version, base_version=second).number
    assert (third, draft.head().body) == (second + 1, first.body)
    assert draft.history()[0].restored_from == first.version
    draft.restore(second, base_version=third)
    assert draft.head().body == asking(first.body, "Which day?")
    assert [row.number for row in draft.history()[:4]] == [third + 1, third, second, first.version]


def test_version_that_is_not_there_is_neither_read_nor_restored(draft):
    before = kept(draft)
    with pytest.raises(LookupError):
        draft.body(99)
    with pytest.raises(Exception, match="99"):
        draft.restore(99, base_version=before[0].version)
    assert kept(draft) == before


def test_save_whose_writer_died_before_it_was_kept_is_kept_by_the_next(cast):
    draft = catalogue_draft(cast)
    first = draft.head()
    second = draft.save(asking(first.body, "Second?"), base_version=first.version)
    from django.conf import settings

    entry = settings.DATABASES["factory"]
    client_for_uri(entry["HOST"])[entry["NAME"]]["factory_draftversion"].delete_one({"number": second.number, "key": "date"})
    draft.save(asking(first.body, "Third?"), base_version=second.number)
    assert draft.body(second.number) == asking(first.body, "Second?")


def test_drafts_of_projects_keep_out_of_the_catalogues(cast):
    ours, theirs = project_draft(cast), catalogue_draft(cast)
    before = kept(theirs)
    ours.save(asking(ours.head().body, "Ours?"), base_version=ours.head().version)
    assert kept(theirs) == before
    assert database(cast.foreign.ref)["versions"].count_documents({"key": "date"}) == 1
