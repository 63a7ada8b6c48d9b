"""Any two versions of a document, and any two releases, compared place by place and word by word."""

import copy
import re

import pytest
from django.test import Client

from tenants import selectors
from tenants.actions import editing, releasing


def reworded(cast, text: str, who: str = "designer", note: str = "") -> int:
    held = selectors.draft(cast.project, "template", "date")
    body = copy.deepcopy(dict(held.body))
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = text
    return editing.save_template(cast.actor(who), cast.project, "date", body, base_version=held.version, message=note).number


def page(cast, path: str, who: str = "viewer") -> str:
    client = Client()
    client.force_login(getattr(cast, who))
    answer = client.get(f"/p/{cast.project.pk}/{path}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_any_two_versions_are_compared_in_either_direction_word_by_word(cast):
    reworded(cast, "Which day do you want?")
    reworded(cast, "Which date do you want?")
    html = page(cast, "templates/date/history?version=3&against=2")
    assert "What version 3 changed" in html
    assert "Which <del>day</del> do you want?" in html
    assert "Which <ins>date</ins> do you want?" in html
    back = page(cast, "templates/date/history?version=2&against=3")
    assert "From version 3 to version 2" in back
    assert "Which <ins>day</ins> do you want?" in back
    assert "Date › Question › level 1 › English" in html


def test_saves_of_one_go_are_one_line_until_each_is_asked_for(cast):
    for text in ("A day?", "What day?", "Which day?"):
        reworded(cast, text)
    html = page(cast, "templates/date/history?version=1")
    rows = re.findall(r'<td class="number"[^>]*>(\d+)</td>', html)
    assert rows == ["4", "3", "1"]
    assert "with 1 save before it, from version 2" in html
    assert re.findall(r'<td class="number"[^>]*>(\d+)</td>', page(cast, "templates/date/history?version=1&all=1")) == [
        "4", "3", "2", "1",
    ]  # fmt: skip


def test_releases_are_compared_with_each_other_and_with_the_draft(cast):
    releasing.publish(cast.actor("owner"), cast.project)
    reworded(cast, "Which day do you want?")
    releasing.publish(cast.actor("owner"), cast.project)
    reworded(cast, "Which date do you want?")
    editing.delete_document(cast.actor("owner"), cast.project, "template", "rating")
    between = page(cast, "releases/compare?from=1&to=2")
    assert "1 document differs." in between
    assert "do you want?" in re.sub(r"<[^>]+>", "", between)
    draft = page(cast, "releases/compare")
    assert "2 documents differ." in draft
    assert "Which <ins>date</ins> do you want?" in draft
    assert "− removed" in draft
    assert "0 documents differ." in page(cast, "releases/compare?from=2&to=2")


@pytest.mark.parametrize("path", ["releases/compare?from=9", "releases/compare?to=x", "releases/compare?from=-1"])
def test_release_that_is_not_there_is_not_compared(cast, path):
    client = Client()
    client.force_login(cast.owner)
    assert client.get(f"/p/{cast.project.pk}/{path}").status_code == 404


def test_stranger_compares_nothing(cast):
    client = Client()
    client.force_login(cast.stranger)
    assert client.get(f"/p/{cast.project.pk}/releases/compare").status_code == 404
