"""A note alone names what a draft saved by itself; without a note a save that changes nothing writes nothing."""

from django.test import Client

from tenants import selectors

TEXT = "at:/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en"


def versions(cast):
    return selectors.versions(cast.project, "template", "date")


def test_note_alone_names_what_was_saved_by_itself_and_without_one_nothing_is_written(cast):
    client, where = Client(), f"/p/{cast.project.pk}/templates/date?section=date:step:start"
    client.force_login(cast.designer)
    typed = {TEXT: "Which day?"}
    client.post(where, {**typed, "by_itself": "1", "base_version": 1, "seen_version": 1}, headers={"HX-Request": "true"})
    form = {**typed, "base_version": 2, "seen_version": 2}
    client.post(where, {**form, "message": " "})
    assert [row.number for row in versions(cast)] == [2, 1]
    client.post(where, {**form, "message": "Shorter"})
    newest, before, _first = versions(cast)
    assert (newest.number, newest.note, newest.hash) == (3, "Shorter", before.hash)
