"""An editor that is open: it is sent what changed, saves by itself, merges what is apart, and is told who else is here."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from omnia.dialogue.references import acquired_templates
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.actions import people

HX = {"HX-Request": "true"}


def text_at(language: str, step: str = "start") -> str:
    return f"at:/nodes/@date/steps/{step}/@date.{step}.1/actions/@date.{step}.1.say/text/{language}"


class Open:
    """A person with the date's template open in a tab."""

    def __init__(self, cast, who: str = "designer", tab: str = "one") -> None:
        self.project, self.client, self.tab = cast.project, Client(), tab
        self.client.force_login(getattr(cast, who))
        self.where = f"/p/{cast.project.pk}/templates/date"

    def get(self, section: str = "date:step:start", **headers: str):
        return self.client.get(self.where, {"section": section}, headers={**HX, **headers})

    def save(self, base: int, section: str = "date:step:start", **typed: str):
        """What the page posts by itself."""
        form = {"by_itself": "1", "tab": self.tab, "base_version": base, "seen_version": base, **typed}
        return self.client.post(f"{self.where}?section={section}", form, headers=HX)

    def here(self, section: str = "date:step:start", **more: str) -> str:
        answer = self.client.get(self.where, {"section": section, "here": self.tab, **more}, headers=HX)
        return re.sub(r"\s+", " ", answer.content.decode())


def head(cast):
    return selectors.draft(cast.project, "template", "date")


def said(cast, language: str) -> str:
    return head(cast).body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"][language]


def saves(cast) -> int:
    return database(cast.project.ref)["audit"].count_documents({"action": "document.saved"})


def test_open_page_is_sent_the_form_and_the_tree_only_where_it_changed(cast):
    page = Open(cast)
    first = page.get().content.decode()
    assert 'id="desk-section"' in first
    assert 'id="rail"' not in first
    digest = re.search(r'id="tree" data-digest="(\w+)"', first)[1]
    again = page.get("date:step:no_match", **{"X-Shown-Tree": digest}).content.decode()
    assert 'id="desk-section"' in again
    assert 'id="tree"' not in again
    page.save(1, **{text_at("en"): "Which day?"})
    around = page.get(**{"X-Around-Only": "1"}).content.decode()
    assert 'id="editor"' not in around
    assert 'name="base_version" value="2"' in around


def test_page_and_its_parts_are_kept_apart_by_caches(cast):
    page = Open(cast)
    assert "HX-Request" in page.get()["Vary"]
    assert "HX-Request" in page.client.get(page.where)["Vary"]
    assert (page.get()["Cache-Control"], page.client.get(page.where)["Cache-Control"]) == ("no-store", "no-store")


def test_save_by_itself_is_one_version_and_one_entry_without_a_note_and_can_be_undone(cast):
    page, before = Open(cast), saves(cast)
    answer = page.save(1, **{text_at("en"): "Which day?", "message": "half a no"})
    assert (answer.status_code, answer["X-Saved-Version"]) == (204, "2")
    assert page.save(2, **{text_at("en"): "Which day?"}).status_code == 204
    assert (head(cast).version, saves(cast)) == (2, before + 1)
    assert 'name="undo"' in page.get().content.decode()


def test_save_whose_answer_never_arrived_is_known_again_by_its_tab(cast):
    page = Open(cast)
    page.save(1, **{text_at("en"): "Which"})
    answer = page.save(1, **{text_at("en"): "Which day?"})
    assert (answer.status_code, answer["X-Saved-Version"]) == (204, "3")
    assert page.save(1, **{text_at("en"): "Which day, please?"})["X-Saved-Version"] == "4"
    assert said(cast, "en") == "Which day, please?"


def test_another_tab_of_the_same_person_is_not_taken_for_the_one_that_saved(cast):
    page = Open(cast)
    page.save(1, **{text_at("en"): "Which"})
    page.tab = "two"
    answer = page.save(1, **{text_at("en"): "Which day?"})
    assert answer.status_code == 409
    assert "sides" in answer.content.decode()
    assert said(cast, "en") == "Which"


def throw_away(page: Open, base: int, **typed: str) -> str:
    """Press the button of a page that was shown before the last one's save by itself arrived; answers with what is told then."""
    form = {"discard": "1", "base_version": base, "seen_version": base, **typed}
    assert page.client.post(f"{page.where}?section=date:step:start", form, headers=HX).status_code == 204
    return page.get().content.decode()


def test_what_the_page_saved_as_it_was_left_is_thrown_away_as_the_next_page_says(cast):
    page, before = Open(cast), said(cast, "en")
    page.save(1, **{text_at("en"): "Typed"})
    page.tab = "after loading anew"
    assert "What you typed was thrown away." in throw_away(page, 1, **{text_at("en"): "Typed"})
    assert (said(cast, "en"), head(cast).version) == (before, 3)
    assert 'name="redo"' in page.get().content.decode()


def test_translator_throws_away_what_the_page_saved_as_it_was_left_too(cast):
    people.change_role(cast.actor("owner"), cast.project, user_id=str(cast.designer.pk), role="translator")
    page, before = Open(cast), said(cast, "it")
    page.save(1, **{text_at("it"): "Scritto"})
    page.tab = "after loading anew"
    assert "What you typed was thrown away." in throw_away(page, 1, **{text_at("it"): "Scritto"})
    assert (said(cast, "it"), head(cast).version) == (before, 3)


def test_what_a_button_saved_is_not_undone_by_throwing_away_in_another_tab(cast):
    page, typed = Open(cast), {text_at("en"): "Typed"}
    form = {"base_version": 1, "seen_version": 1, **typed}
    assert page.client.post(f"{page.where}?section=date:step:start", form, headers=HX).status_code == 204
    assert "What you typed is saved already, as version 2." in throw_away(page, 1, **typed)
    assert (said(cast, "en"), head(cast).version) == ("Typed", 2)


def test_throwing_away_says_that_it_is_saved_where_others_saved_on_top(cast):
    page, theirs = Open(cast), Open(cast, "owner")
    page.save(1, **{text_at("en"): "Typed"})
    theirs.save(2, **{text_at("it"): "Loro"})
    page.tab = "after loading anew"
    assert "What you typed is saved already, as version 3." in throw_away(page, 1, **{text_at("en"): "Typed"})
    assert (said(cast, "en"), said(cast, "it"), head(cast).version) == ("Typed", "Loro", 3)


def test_what_two_people_changed_apart_is_merged_without_asking(cast):
    mine, theirs = Open(cast), Open(cast, "owner")
    theirs.save(1, **{text_at("en"): "Theirs"})
    answer = mine.save(1, **{text_at("it"): "Mio"})
    assert answer.status_code == 204
    assert "X-Saved-Version" not in answer
    assert (said(cast, "en"), said(cast, "it"), head(cast).version) == ("Theirs", "Mio", 3)


def test_field_that_both_changed_is_saved_only_once_somebody_decided(cast):
    mine, theirs = Open(cast), Open(cast, "owner")
    theirs.save(1, **{text_at("en"): "Theirs"})
    assert mine.save(1, **{text_at("en"): "Mine"}).status_code == 409
    answer = mine.save(1, **{text_at("en"): "Mine again", "seen_version": "2"})
    assert answer.status_code == 422
    assert "decide first" in answer.content.decode()
    assert (said(cast, "en"), head(cast).version) == ("Theirs", 2)
    shown = mine.get().content.decode()
    assert "Mine again" in shown
    assert "Theirs" in shown


def test_what_cannot_be_saved_is_kept_and_found_again(cast):
    page = Open(cast)
    section = "date:settings"
    html = page.get(section).content.decode()
    name = re.search(r'name="(at:[^"]*/limits/no_match)"', html)[1]
    answer = page.save(1, section, **{name: "many"})
    assert answer.status_code == 422
    assert "is kept, and not saved" in answer.content.decode()
    assert answer["X-Kept"] == "1"
    assert head(cast).version == 1
    assert 'value="many"' in page.get(section).content.decode()


def test_what_is_too_long_to_be_kept_is_said_to_be_on_the_page_alone(cast):
    page, long = Open(cast), "x" * 200_001
    section = "date:settings"
    name = re.search(r'name="(at:[^"]*/limits/no_match)"', page.get(section).content.decode())[1]
    answer = page.save(1, section, **{name: long})
    assert answer.status_code == 422
    assert "not saved, and too long to be kept elsewhere than on this page" in answer.content.decode()
    assert "X-Kept" not in answer
    assert head(cast).version == 1
    assert long not in page.get(section).content.decode()


def test_level_is_not_taken_away_beside_a_text_too_long_to_be_kept(cast):
    page, long = Open(cast), "x" * 200_001
    button = re.search(r'name="change" value="(remove [^"]+)"', page.get("date:step:no_match").content.decode())[1]
    form = {"base_version": 1, "seen_version": 1, text_at("en", "no_match"): long, "change": button}
    answer = page.client.post(f"{page.where}?section=date:step:no_match", form, headers=HX)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Save first: what you typed is too long" in shown
    assert long in shown
    assert head(cast).version == 1


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404)])
def test_who_may_not_save_saves_nothing_by_itself_either(cast, who, status):
    assert Open(cast, who).save(1, **{text_at("en"): "Taken over"}).status_code == status
    assert head(cast).version == 1


def test_people_who_edit_are_shown_by_name_and_section_to_each_other_and_viewers_to_nobody(cast):
    cache.clear()
    mine, theirs, viewer = Open(cast), Open(cast, "owner", "two"), Open(cast, "viewer", "three")
    assert "is here" not in mine.here()
    assert "Designer is here: Question" in theirs.here("date:step:no_match")
    shown = viewer.here()
    assert "Designer is here: Question" in shown
    assert "Owner is here: No match" in shown
    shown = mine.here()
    assert "Owner is here" in shown
    assert "Viewer" not in shown


def test_another_tab_of_oneself_is_told_as_that_and_another_project_is_told_nothing(cast):
    cache.clear()
    page = Open(cast)
    page.here()
    page.tab = "two"
    assert "You, in another tab: Question" in page.here("date:step:no_match")
    assert "You, in another tab" in page.here("date:step:no_match", left="1"), "the first is open still"
    page.tab = "three"
    assert "No match" not in page.here(), "a tab that was left is told no more"
    page.tab = "four"
    assert page.here().count("You, in another tab: Question") == 1, "however many tabs show it"
    stranger = Open(cast, "stranger")
    stranger.where = f"/p/{cast.foreign.pk}/templates/date"
    assert "here:" not in stranger.here()


def test_names_of_a_template_that_a_flow_runs_are_offered_before_that_is_saved(cast):
    page, section = Open(cast), "node:consent"
    page.where = f"/p/{cast.project.pk}/flows/activate_supply"
    shown = page.get(section).content.decode()
    assert "consent.day" not in offered(shown)
    chosen = re.search(r'<select[^>]*name="(at:[^"]*/template)"', shown)[1]
    change = "copy /nodes/@consent/rows/@consent.say.1"
    assert f'value="{change}"' in shown
    form = {"base_version": 1, "seen_version": 1, chosen: "date", "change": change}
    assert page.client.post(f"{page.where}?section={section}", form, headers=HX).status_code == 204
    draft = selectors.draft(cast.project, "flow", "activate_supply")
    assert (draft.version, "date" in acquired_templates(draft.body)) == (2, False)
    assert "consent.day" in offered(page.get(section).content.decode())


def offered(shown: str) -> list[str]:
    """The names that a form offers where one writes a placeholder."""
    return re.search(r'data-speakable="([^"]*)"', shown)[1].split()
