"""A save or a creation whose writer was killed, or is slow: it is finished, noted once, and never written over."""

import copy

import pytest

from omnia.infra import audit
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.actions import editing, trail
from tenants.actions.editing import StaleVersion
from tenants.audit_chains import chain_of


class KilledError(BaseException):
    """Ends a writer as a kill does: nothing catches it."""


def reworded(cast, words):
    body = copy.deepcopy(selectors.draft(cast.project, "template", "date").body)
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = words
    return body


def save(cast, who, words, base):
    return editing.save_document(cast.actor(who), cast.project, "template", "date", reworded(cast, words), base_version=base)


def saves(cast):
    rows = database(cast.project.ref)["audit"].find({"action": "document.saved"}, sort=[("_id", 1)])
    return [(row["actor"]["label"], row["details"]["version"]) for row in rows]


def said(cast):
    body = selectors.draft(cast.project, "template", "date").body
    return body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"]


@pytest.fixture
def killed(cast, monkeypatch):
    """The designer's save was killed once its version was written."""
    monkeypatch.setattr(editing, "_finish", lambda *_told, **_more: (_ for _ in ()).throw(KilledError))
    with pytest.raises(KilledError):
        save(cast, "designer", "The killed one's words?", 1)
    monkeypatch.undo()
    assert (selectors.draft(cast.project, "template", "date").version, saves(cast)) == (1, [])
    return cast


def test_next_save_finishes_the_one_that_was_killed_at_once_and_tells_rightly_whose_it_was(killed):
    with pytest.raises(StaleVersion, match=r"Designer.* saved version 2 while you were editing version 1"):
        save(killed, "owner", "Which day?", 1)
    assert said(killed) == "The killed one's words?"
    assert saves(killed) == [("Designer", 2)]
    head = database(killed.project.ref)["templates"].find_one({"_id": "date"})
    assert {note["by"] for note in head["written"]} == {"Designer"}
    assert save(killed, "owner", "Which day?", 2).number == 3
    assert said(killed) == "Which day?"


@pytest.mark.parametrize("then", ["restore", "delete"])
def test_restoring_and_deleting_see_the_save_that_was_killed(killed, then):
    owner = killed.actor("owner")
    if then == "restore":
        assert editing.restore_document(owner, killed.project, "template", "date", 1).number == 3
    else:
        with pytest.raises(StaleVersion):
            editing.delete_document(owner, killed.project, "template", "date", base_version=1)
        assert said(killed) == "The killed one's words?"
    assert saves(killed)[0] == ("Designer", 2)


def test_slow_writer_keeps_what_it_was_told_it_saved_and_is_noted_once(cast, monkeypatch):
    finish, others = editing._finish, []

    def slow(*told, **more):
        if not others:
            others.append(True)
            with pytest.raises(StaleVersion, match="saved version 2"):
                save(cast, "owner", "Which day?", 1)
        finish(*told, **more)

    monkeypatch.setattr(editing, "_finish", slow)
    saved = save(cast, "designer", "The slow one's words?", 1)
    row = database(cast.project.ref)["versions"].find_one({"_id": "template:date:2"})
    assert (saved.number, row["hash"], said(cast)) == (2, saved.hash, "The slow one's words?")
    assert saves(cast) == [("Designer", 2)]


def test_started_save_of_an_earlier_release_is_finished_too(killed):
    database(killed.project.ref)["versions"].update_one({"_id": "template:date:2"}, {"$unset": {"by": 1, "origin": 1}})
    with pytest.raises(StaleVersion, match="saved version 2"):
        save(killed, "owner", "Which day?", 1)
    assert said(killed) == "The killed one's words?"


def test_save_that_was_killed_before_its_head_moved_is_in_the_log_once_and_the_head_moves_then(cast, monkeypatch):
    monkeypatch.setattr(editing, "_move_head", lambda *_told, **_more: (_ for _ in ()).throw(KilledError))
    with pytest.raises(KilledError):
        save(cast, "designer", "The killed one's words?", 1)
    monkeypatch.undo()
    assert (selectors.draft(cast.project, "template", "date").version, saves(cast)) == (1, [("Designer", 2)])
    editing.finish_started(cast.project)
    assert (said(cast), saves(cast)) == ("The killed one's words?", [("Designer", 2)])


def test_slow_writer_whose_save_another_finished_and_went_on_from_tells_of_it_once(cast, monkeypatch):
    note, others = trail.note_once, []

    def slow(*told, **facts):
        if not others:
            others.append(True)
            editing.finish_started(cast.project)
            save(cast, "owner", "Which day?", 2)
        note(*told, **facts)

    monkeypatch.setattr(trail, "note_once", slow)
    save(cast, "designer", "The slow one's words?", 1)
    assert (said(cast), saves(cast)) == ("Which day?", [("Designer", 2), ("Owner", 3)])


# --- creating --------------------------------------------------------------------------------------------------------


def own(cast):
    return copy.deepcopy(selectors.draft(cast.project, "template", "date").body) | {"key": "own"}


def created(cast):
    rows = database(cast.project.ref)["audit"].find({"action": "document.created", "object": "template:own"})
    return [(row["actor"]["label"], row["details"]["version"]) for row in rows]


def create(cast):
    return editing.create_document(cast.actor("designer"), cast.project, "template", own(cast), message="Mine")


@pytest.mark.parametrize("killed_at", ["_write_version", "note_once", "_finish_creation"])
def test_creation_that_was_killed_shows_a_whole_document_and_is_finished_and_noted_once_by_who_comes_next(
    cast, monkeypatch, killed_at
):
    place = trail if killed_at == "note_once" else editing
    monkeypatch.setattr(place, killed_at, lambda *_told, **_more: (_ for _ in ()).throw(KilledError))
    with pytest.raises(KilledError):
        create(cast)
    monkeypatch.undo()
    held = selectors.draft(cast.project, "template", "own")
    assert (held.version, dict(held.body), created(cast)) == (1, own(cast), [])
    save(cast, "owner", "Which day?", 1)  # of another document: it leaves this one alone
    body = own(cast) | {"label": {"en": "Another name", "it": "Un altro nome"}}
    editing.save_document(cast.actor("owner"), cast.project, "template", "own", body, base_version=1)
    assert created(cast) == [("Designer", 1)]
    rows = database(cast.project.ref)["versions"].find({"key": "own"}, sort=[("number", 1)])
    assert [(row["number"], row["author"], row["message"]) for row in rows] == [(1, "Designer", "Mine"), (2, "Owner", "")]
    assert "creation" not in database(cast.project.ref)["templates"].find_one({"_id": "own"})
    audit.verify(chain_of(cast.project.ref))


def test_creation_that_another_finished_meanwhile_is_noted_once(cast, monkeypatch):
    note, others = trail.note_once, []

    def slow(*told, **facts):
        if not others:
            others.append(True)
            editing.finish_started(cast.project)
        note(*told, **facts)

    monkeypatch.setattr(trail, "note_once", slow)
    create(cast)
    assert created(cast) == [("Designer", 1)]
