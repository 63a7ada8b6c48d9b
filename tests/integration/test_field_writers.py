"""Both editors say at each field who wrote it last: the version that it is from, or a person and a day."""

import re
from html import unescape

from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from staff_pages import COMMAND, DATE, START, date, page, sheet

from factory import actions
from factory.models import Template
from tenants import selectors
from tenants.updates import offers
from tests.integration.test_updates import customise, improve, reword

NO_MATCH = "/nodes/@date/steps/no_match"
AGAIN = f"at:{NO_MATCH}/@date.no_match.1/actions/@date.no_match.1.say/text/en"


def today():
    return date_format(timezone.now(), "j M")


def told(html, name):
    """What a page tells of the writer of an input, as the input's description; None if it tells nothing."""
    element = re.search(rf'<(?:input|textarea|select)[^>]*\sname="{re.escape(name)}"[^>]*>', html)
    described = re.search(r'aria-describedby="([^"]*)"', element.group(0))
    ids = described.group(1).split() if described else []
    assert all(f'id="{each}"' in html for each in ids), "whatever describes an input is there"
    writers = [each for each in ids if each.endswith("-writer")]
    if not writers:
        return None
    text = re.search(rf'id="{re.escape(writers[0])}"[^>]*>(.*?)</(?:span|p)>', html, re.DOTALL).group(1)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())


def studio(cast, section, document="templates/date"):
    client = Client()
    client.force_login(cast.designer)
    return page(client, f"/p/{cast.project.pk}/{document}", section=section)


def test_studio_says_at_each_field_whether_the_factory_or_who_wrote_it_and_when(cast):
    customise(cast, lambda body: reword(body, "The designer's."))
    html = studio(cast, "date:step:start")
    assert (told(html, START), told(html, START.replace("/en", "/it"))) == (f"Designer, {today()}", "Factory 1")
    settings = studio(cast, "date:settings")
    assert {told(settings, f"at:/nodes/@date/{name}") for name in ("label/en", "on_exhausted")} == {"Factory 1"}


def test_studio_says_nothing_at_a_field_that_holds_nothing(cast):
    def without(body):
        del body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["it"]

    customise(cast, without)
    assert told(studio(cast, "date:step:start"), START.replace("/en", "/it")) is None


def test_level_that_was_added_as_a_whole_is_its_writers_in_every_field(cast):
    client = Client()
    client.force_login(cast.designer)
    version = selectors.draft(cast.project, "template", "date").version
    where = f"/p/{cast.project.pk}/templates/date?section=date:step:no_match"
    client.post(where, {"base_version": version, "change": f"add {NO_MATCH}"})
    level = selectors.draft(cast.project, "template", "date").body["nodes"][0]["steps"]["no_match"][-1]
    customise(cast, lambda body: body["nodes"][0]["steps"]["no_match"][-1]["actions"][0]["text"].update(en="Say it again."))
    name = f"at:{NO_MATCH}/@{level['id']}/actions/@{level['actions'][0]['id']}/text/en"
    assert told(studio(cast, "date:step:no_match"), name) == f"Designer, {today()}"


def test_writers_stay_through_an_update_and_what_it_brings_is_the_factorys(cast):
    customise(cast, lambda body: reword(body, "The designer's."))
    improve(lambda body: reword(body, "The factory's.", "no_match", 0))
    client = Client()
    client.force_login(cast.designer)
    (offer,) = offers(cast.project)
    form = {"offered": offer.offered, "base_version": selectors.draft(cast.project, "template", "date").version}
    assert client.post(f"/p/{cast.project.pk}/updates/template/date", form).status_code == 302
    assert told(studio(cast, "date:step:start"), START) == f"Designer, {today()}"
    assert told(studio(cast, "date:step:no_match"), AGAIN) == "Factory 2"


def test_flow_says_who_wrote_each_row(cast):
    key = selectors.drafts(cast.project, "flow")[0].key
    first = selectors.draft(cast.project, "flow", key).body["nodes"][0]
    html = studio(cast, f"node:{first['id']}", f"flows/{key}")
    rows = dict(re.findall(r'id="f-nodes-0-rows-(\d+)-[^"]*-writer"[^>]*>([^<]*)<', html))
    assert sorted(rows) == [str(place) for place in range(len(first["rows"]))]
    assert {row.strip() for row in rows.values()} == {"Factory 1"}


def test_staff_editor_says_which_version_or_who_since_it_was_published(browser):
    client = browser("editor")
    assert client.post(f"{DATE}change/", {**sheet(client), START: "The editor's?"}).status_code == 302
    html = page(client, f"{DATE}change/")
    assert (told(html, START), told(html, AGAIN), told(html, "at:/scope")) == (f"Editor, {today()}", "Version 1", "Version 1")
    actions.publish_version(COMMAND, "template", "date", tested=True)
    assert told(page(client, f"{DATE}change/"), START) == "Version 2"


def test_staff_editor_keeps_who_wrote_what_through_the_saves_of_others_and_undo(browser):
    editor, publisher = browser("editor"), browser("publisher")
    publisher_user = publisher.get("/admin/").wsgi_request.user
    publisher_user.groups.add(*editor.get("/admin/").wsgi_request.user.groups.all())
    editor.post(f"{DATE}change/", {**sheet(editor), START: "The editor's?"})
    publisher.post(f"{DATE}change/", {**sheet(publisher), AGAIN: "The publisher's?"})
    html = page(editor, f"{DATE}change/")
    assert (told(html, START), told(html, AGAIN)) == (f"Editor, {today()}", f"Publisher, {today()}")
    editor.post(f"{DATE}undo/", {"revision": str(date().revision)})
    html = page(editor, f"{DATE}change/")
    assert (told(html, START), told(html, AGAIN)) == (f"Editor, {today()}", "Version 1")


def test_draft_that_was_saved_before_writers_were_noted_is_its_last_author_s_where_it_is_not_published(browser):
    client = browser("editor")
    client.post(f"{DATE}change/", {**sheet(client), START: "The editor's?"})
    Template.objects.filter(key="date").update(written=None)
    html = page(client, f"{DATE}change/")
    assert (told(html, START), told(html, AGAIN)) == (f"Editor, {today()}", "Version 1")
