"""A template or flow taken in as JSON on a page of the studio: seen first, saved as the next version, and undone."""

import copy
import json
import re
from html import unescape

import pytest
from casting import SYSTEM
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from omnia.dialogue.canonical import content_hash
from tenants import selectors
from tenants.actions import editing, people
from tenants.control.models import User

QUESTION = "Which day would you like?"


class Door:
    """A person at the import page of a document."""

    def __init__(self, cast, document: str = "template", key: str = "date", who: str = "designer") -> None:
        self.project, self.document, self.key = cast.project, document, key
        self.client = Client()
        self.client.force_login(getattr(cast, who) if isinstance(who, str) else who)
        self.editor = f"/p/{cast.project.pk}/{document}s/{key}"

    @property
    def head(self):
        return selectors.draft(self.project, self.document, self.key)

    def send(self, text: str, **more):
        answer = self.client.post(f"{self.editor}/import", {"base_version": self.head.version, "text": text, **more})
        answer.words = re.sub(r"\s+", " ", unescape(re.sub(r"</?(ins|del)>", "", answer.content.decode())))
        return answer

    def press_import(self, seen, text: str, **more):
        """Press Import on the page that showed the difference."""
        hidden = dict(re.findall(r'<input type="hidden" name="(base_version|seen)" value="([^"]+)"', seen.content.decode()))
        return self.send(text, **{**hidden, "import": "1", **more})


def asked(body: dict, text: str = QUESTION) -> dict:
    body = copy.deepcopy(dict(body))
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = text
    return body


def test_difference_is_shown_before_the_document_is_saved_as_the_next_version_and_undone(cast):
    door = Door(cast)
    before, text = door.head, json.dumps(asked(door.head.body), indent=1)
    seen = door.send(text)
    assert (seen.status_code, door.head.hash) == (200, before.hash)
    assert "Date › Question › level 1 › English" in seen.words
    assert QUESTION in seen.words
    assert "Wording" in seen.words
    saved = door.press_import(seen, text, message="From the agency")
    assert (saved.status_code, saved["Location"]) == (302, door.editor)
    assert (door.head.version, door.head.body) == (before.version + 1, asked(before.body))
    assert selectors.versions(cast.project, "template", "date")[0].note == "From the agency"
    page = door.client.get(door.editor).content.decode()
    assert f"Saved as version {door.head.version}" in page
    assert "It was imported from JSON." in page
    door.client.post(door.editor, {"base_version": door.head.version, "undo": str(before.version)})
    assert (door.head.version, door.head.hash) == (before.version + 2, before.hash)


def test_file_goes_before_what_is_pasted_and_is_shown_in_the_field(cast):
    door = Door(cast, "flow", min(selectors.draft_bodies(cast.project, "flow")))
    body = {**door.head.body, "label": {**door.head.body["label"], "en": "Taken in"}}
    sent = SimpleUploadedFile("flow.json", b"\xef\xbb\xbf" + json.dumps(body).encode())
    seen = door.send("{}", file=sent)
    assert seen.status_code == 200
    assert '"Taken in"' in unescape(seen.content.decode())
    assert door.press_import(seen, json.dumps(body)).status_code == 302
    assert door.head.body["label"]["en"] == "Taken in"


def test_text_that_was_changed_after_it_was_looked_at_is_shown_anew_and_not_saved(cast):
    door = Door(cast)
    before = door.head
    seen = door.send(json.dumps(asked(before.body)))
    again = door.press_import(seen, json.dumps(asked(before.body, "Another text?")))
    assert (again.status_code, door.head.hash) == (200, before.hash)
    assert "Another text?" in again.words


def test_import_that_somebody_overtook_says_who_and_what_and_keeps_the_text(cast):
    door = Door(cast)
    base = door.head
    text = json.dumps(asked(base.body))
    seen = door.send(text)
    theirs = {**base.body, "tags": ["theirs"]}
    editing.save_template(cast.actor("owner"), cast.project, "date", theirs, base_version=base.version)
    overtaken = door.press_import(seen, text)
    assert (overtaken.status_code, door.head.body["tags"]) == (409, ["theirs"])
    assert f"saved version {base.version + 1} since you looked" in overtaken.words
    assert QUESTION in overtaken.words
    assert door.press_import(overtaken, text).status_code == 302
    assert door.head.body == asked(base.body)


def refused(cast) -> dict[str, tuple[object, str]]:
    """What is no document of the page, and what is said of it."""
    date = dict(selectors.draft(cast.project, "template", "date").body)
    flow = selectors.draft_bodies(cast.project, "flow")
    return {
        "nothing": ("", "Paste the document, or choose its file."),
        "no_json": ('{\n"key": date\n}', "This is no JSON: line 2, column 8"),
        "a_list": ("[]", "A document is a JSON object"),
        "twice": ('{"key": "date", "key": "date"}', "written twice"),
        "twice_once_stored": ('{"\u00e9": 1, "e\u0301": 2}', "written twice"),
        "half_a_field_twice": ('{"\\ud800": 1, "\\ud800": 2}', "written twice"),
        "half_a_field": ('{"$\\ud800": 1}', "cannot be stored"),
        "deep": ("[" * 50 + "]" * 50, "nests too deeply"),
        "long": (json.dumps({"key": "x" * 1_100_000}), "over 1024 KiB"),
        "long_file": (SimpleUploadedFile("date.json", b" " * 1_100_000), "The file is over 1024 KiB"),
        "no_text": (SimpleUploadedFile("date.json", b"\xff\xfe{}"), "not UTF-8 text"),
        "half_character": ('{"key": "\\ud800"}', "half a character"),
        "infinite": ('{"key": 1e999}', "too large"),
        "other_key": (json.dumps({**date, "key": "day"}), "This is the document of “day”, and the page is of “date”."),
        "a_flow": (json.dumps(flow[min(flow)]), "This is a flow, and the page is of a template."),
        "neither": ('{"key": "date"}', "neither a template nor a flow"),
        "no_shape": (json.dumps({**date, "label": 5}), "not a document that can be saved"),
        "node_without_kind": (json.dumps({**date, "nodes": [{"key": "x"}]}), "not a document that can be saved"),
    }


CASES = (
    "nothing", "no_json", "a_list", "twice", "twice_once_stored", "half_a_field_twice", "half_a_field",
    "deep", "long", "long_file", "no_text", "half_character", "infinite", "other_key",
    "a_flow", "neither", "no_shape", "node_without_kind",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("pressed", ["look", "import"])
def test_what_is_not_the_document_of_the_page_is_refused_with_a_sentence_and_stays_in_the_field(cast, case, pressed):
    door = Door(cast)
    before = door.head
    sent, told = refused(cast)[case]
    fields = {"text": sent} if isinstance(sent, str) else {"text": "what I typed", "file": sent}
    more = {"import": "1", "seen": "x"} if pressed == "import" else {}
    answer = door.send(fields.pop("text"), **fields, **more)
    assert (answer.status_code, door.head) == (422, before)
    assert told in answer.words
    assert (sent[:60] if isinstance(sent, str) else "what I typed") in unescape(answer.content.decode())


def test_page_says_which_flows_would_break_and_that_the_place_of_a_problem_is_named(cast):
    door = Door(cast, "template", "full_name")
    body = copy.deepcopy(dict(door.head.body))
    body["nodes"][0]["kind"] = "first_name"
    del body["nodes"][0]["parts"]
    seen = door.send(json.dumps(body))
    assert seen.status_code == 200
    assert "May break what uses it" in seen.words
    broken = seen.words.split("What it would break in flows")[1]
    assert "full_name.first" in broken
    assert selectors.draft_bodies(cast.project, "flow")["activate_supply"]["label"]["en"] in broken


def test_translator_imports_texts_alone_and_is_told_so(cast):
    translator = User.objects.create_user("translator@example.com", "a-long-password", name="Translator")
    people.add_member(SYSTEM, cast.project, email=translator.email, role="translator")
    door = Door(cast, who=translator)
    before = door.head
    more = json.dumps({**asked(before.body), "tags": ["mine"]})
    seen = door.send(more)
    assert "Your role changes texts alone" in seen.words
    assert "Import as version" not in seen.words
    assert (door.press_import(seen, more).status_code, door.head) == (403, before)
    text = json.dumps(asked(before.body))
    assert door.press_import(door.send(text), text).status_code == 302
    assert door.head.body == asked(before.body)


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404)])
def test_who_may_not_save_may_not_import_and_is_not_offered_it(cast, who, status):
    door = Door(cast, who=who)
    before, text = door.head, json.dumps(asked(door.head.body))
    assert door.client.get(f"{door.editor}/import").status_code == status
    answer = door.send(text, **{"import": "1", "seen": content_hash(asked(before.body))})
    assert (answer.status_code, door.head) == (status, before)
    if who == "viewer":
        assert "Import JSON" not in door.client.get(f"{door.editor}/source").content.decode()
    assert "Import JSON" in Door(cast).client.get(f"{door.editor}/source").content.decode()


def test_what_equals_the_draft_is_not_offered_to_be_imported(cast):
    door = Door(cast)
    seen = door.send(json.dumps(door.head.body))
    assert "No difference." in seen.words
    assert "Import as version" not in seen.words
