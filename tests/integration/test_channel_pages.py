"""Channels in the studio and by command: what is shown, what a click does, and that who may not changes nothing."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.actions import channels, planned, releasing
from tenants.project import channels as project_channels

BOB = Actor("command", "bob", "bob")


@pytest.fixture
def three(cast):
    """A project with three releases, the third of them live."""
    for _number in range(3):
        releasing.publish(BOB, cast.project)
    return cast


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owner(three):
    return signed_in(three.owner)


def pointer(cast, channel="live"):
    return project_channels.read(cast.project.ref, channel)


def address(cast, path):
    return f"/p/{cast.project.pk}/{path}"


def stored(cast):
    held = database(cast.project.ref)
    return {name: list(held[name].find(sort=[("_id", 1)])) for name in ("channels", "releases", "audit")}


def said(response, client):
    """What the page that a form leads to says, in one line."""
    assert response.status_code == 302, response.content.decode()[:2000]
    return " ".join(client.get(response["Location"]).content.decode().split())


def test_release_becomes_the_canary_and_is_promoted(three, owner):
    form = {"to": "canary", "weight": "25", "every": "6", "seen": str(pointer(three).sequence)}
    page = said(owner.post(address(three, "releases/1/place"), form), owner)
    assert "Release 1 is the canary: 25 of 100 new callers get it." in page
    canary = pointer(three).canary
    assert (canary.release, canary.weight, canary.started_by) == (1, 25, "Owner")
    assert [step.weight for step in canary.steps] == [50, 100]
    assert "25 % of new callers" in page
    assert "Canary 1: 25 %" in page, "also in the frame of every page"
    page = said(owner.post(address(three, "channels/canary/weight"), {"weight": "40", "every": ""}), owner)
    assert "40 of 100 new callers get the canary." in page
    assert (pointer(three).canary.weight, pointer(three).canary.steps) == (40, ())
    said(owner.post(address(three, "channels/canary/promote"), {"seen": str(pointer(three).sequence)}), owner)
    assert (pointer(three).release, pointer(three).canary) == (1, None)


def test_canary_is_aborted_with_its_reason(three, owner):
    channels.start_canary(BOB, three.project, release=1, weight=5)
    said(owner.post(address(three, "channels/canary/abort"), {"reason": "too many corrections"}), owner)
    assert (pointer(three).release, pointer(three).canary) == (3, None)
    entry = selectors.audit_entries(three.project, 1)[0]
    assert (entry["action"], entry["details"]["reason"], entry["actor"]["label"]) == (
        "canary.aborted",
        "too many corrections",
        "Owner",
    )


def test_way_back_says_before_it_is_confirmed_that_the_canary_ends(three, owner):
    channels.start_canary(BOB, three.project, release=1, weight=5)
    page = owner.get(address(three, "releases")).content.decode()
    dialog = page.split('id="rollback-2"')[1].split("</dialog>")[0]
    assert "The canary of release 1 (5 %) ends." in dialog
    said(owner.post(address(three, "releases/2/live"), {"seen": str(pointer(three).sequence)}), owner)
    assert (pointer(three).release, pointer(three).canary) == (2, None)


@pytest.mark.parametrize(
    "path",
    ["releases/2/live", "channels/canary/promote", "channels/canary/abort", "channels/canary/weight", "channels/staging/live"],
)
def test_click_on_a_page_that_is_out_of_date_changes_nothing(three, owner, path):
    channels.move_channel(BOB, three.project, channel="staging", release=2)
    seen = str(pointer(three).sequence)
    channels.start_canary(BOB, three.project, release=1, weight=5)
    before = stored(three)
    page = said(owner.post(address(three, path), {"seen": seen, "weight": "50"}), owner)
    assert "Someone moved the channel" in page
    assert stored(three) == before


def test_staging_is_filled_and_made_live(three, owner):
    page = said(owner.post(address(three, "releases/2/place"), {"to": "other", "name": "staging"}), owner)
    assert "The channel staging is at release 2." in page
    assert (pointer(three).release, pointer(three, "staging").release) == (3, 2)
    page = said(owner.post(address(three, "channels/staging/live"), {"seen": str(pointer(three).sequence)}), owner)
    assert (pointer(three).release, pointer(three, "staging").release) == (2, 2)


def test_every_channel_goes_back_in_two_clicks(three, owner):
    channels.move_channel(BOB, three.project, channel="staging", release=2)
    channels.start_canary(BOB, three.project, release=2, weight=20)
    page = owner.get(address(three, "releases")).content.decode()
    for channel in ("staging", "canary"):
        dialog = page.split(f'id="move-{channel}"')[1].split("</dialog>")[0]
        assert '<option value="1">' in dialog
        assert '<option value="2">' not in dialog, "it is there already"
        assert f"The channel {channel} is at release 1." in said(
            owner.post(address(three, f"channels/{channel}/move"), {"release": "1"}), owner
        )
    assert (pointer(three, "staging").release, pointer(three).canary.release, pointer(three).canary.weight) == (1, 1, 20)
    before = stored(three)
    for release in ("", "99", "x", "-1", "1"):
        owner.post(address(three, "channels/staging/move"), {"release": release})
    assert stored(three) == before


def test_move_is_planned_shown_and_cancelled(three, owner):
    at = (datetime.now(UTC) + timedelta(days=1)).replace(second=0, microsecond=0)
    form = {"to": "live", "at": at.strftime("%Y-%m-%dT%H:%M")}
    page = said(owner.post(address(three, "releases/1/place"), form), owner)
    assert "It is planned." in page
    assert "Cancel plan" in page
    plan = pointer(three).scheduled[0]
    assert (plan.at, plan.release, plan.by, pointer(three).release) == (at, 1, "Owner", 3)
    said(owner.post(address(three, f"plans/{plan.id}/cancel")), owner)
    assert pointer(three).scheduled == ()
    assert planned.do_all_due(at + timedelta(hours=1)) == 0
    assert pointer(three).release == 3


def test_draft_is_published_as_a_canary_from_its_page(three, owner):
    form = {"note": "Shorter", "to": "canary", "weight": "10", "every": "24"}
    assert "Release 4 is the canary" in said(owner.post(address(three, "releases/new"), form), owner)
    assert (pointer(three).release, pointer(three).canary.release, pointer(three).canary.weight) == (3, 4, 10)
    assert [step.weight for step in pointer(three).canary.steps] == [25, 50, 100]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"to": "canary", "weight": "0"}, "Write a whole number of percent from 1 to 100."),
        ({"to": "canary", "weight": ""}, "Say how many of a hundred callers get it."),
        ({"to": "canary", "weight": "ten"}, "Write a whole number of percent from 1 to 100."),
        ({"to": "other", "name": "canary"}, "Write a name of small letters"),
        ({"to": "other", "name": "../live"}, "Write a name of small letters"),
        ({"to": "live", "at": "2001-01-01T10:00"}, "This time is past."),
        ({"to": "live", "at": "tomorrow"}, "Choose a day and a time"),
        ({"to": "live", "seen": "99"}, "Someone moved the channel"),
    ],
)
def test_form_that_makes_no_sense_says_so_keeps_what_was_typed_and_changes_nothing(three, owner, form, sentence):
    before = stored(three)
    response = owner.post(address(three, "releases/1/place"), form)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    for name in ("weight", "name", "at"):
        assert not form.get(name) or f'value="{form[name]}"' in page
    assert stored(three) == before


def test_publishing_with_a_wrong_place_writes_no_release(three, owner):
    before = stored(three)
    assert owner.post(address(three, "releases/new"), {"to": "canary", "weight": "500"}).status_code == 422
    assert stored(three) == before


POSTS = {
    "releases/1/place": {"to": "live"},
    "channels/canary/weight": {"weight": "50"},
    "channels/canary/promote": {},
    "channels/canary/abort": {},
    "channels/staging/live": {},
    "channels/staging/move": {"release": "1"},
    "channels/canary/move": {"release": "2"},
    "plans/steps/cancel": {},
    "plans/anything/cancel": {},
}


@pytest.mark.parametrize(("person", "status"), [("viewer", 403), ("designer", 403), ("stranger", 404), ("staff", 404)])
def test_whoever_may_not_publish_is_refused_and_changes_nothing(three, person, status):
    channels.move_channel(BOB, three.project, channel="staging", release=2)
    channels.start_canary(BOB, three.project, release=1, weight=5)
    before, client = stored(three), signed_in(getattr(three, person))
    assert {path: client.post(address(three, path), form).status_code for path, form in POSTS.items()} == dict.fromkeys(
        POSTS, status
    )
    assert client.get(address(three, "releases/1/place")).status_code == status
    assert stored(three) == before
    assert Client().post(address(three, "channels/canary/promote")).status_code in (302, 403)
    assert stored(three) == before


def test_viewer_sees_the_channels_and_is_offered_no_change(three):
    channels.start_canary(BOB, three.project, release=1, weight=5)
    page = signed_in(three.viewer).get(address(three, "releases")).content.decode()
    assert "5 % of new callers" in page
    for offer in ("Promote", "Abort", "Change weight", "releases/1/place"):
        assert offer not in page


def test_pages_of_channels_speak_italian(three, owner):
    channels.start_canary(BOB, three.project, release=1, weight=5)
    owner.cookies["django_language"] = "it"
    with translation.override("it"):
        page = owner.get(address(three, "releases")).content.decode()
    assert "5 % dei nuovi chiamanti" in page


def test_key_for_a_channel_is_issued_and_shown(three, owner):
    said(owner.post(address(three, "keys"), {"name": "Try-out", "scopes": ["converse"], "channels": "staging, canary"}), owner)
    assert selectors.keys(three.project)[0].channels == ["canary", "staging"]
    refused = owner.post(address(three, "keys"), {"name": "Try-out", "scopes": ["converse"], "channels": "$where"})
    assert "Write names of channels with commas" in refused.content.decode()
    assert len(selectors.keys(three.project)) == 1


def command(*names, **options):
    out = StringIO()
    call_command(*names, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_commands_begin_weigh_promote_and_abort(three):
    name = three.project.pk
    begun = command("canary", project=name, release=1, weight=5)
    assert (begun["release"], begun["weight"], begun["channel"]) == (1, 5, "canary")
    assert command("canary", project=name, release=1, weight=30)["weight"] == 30
    assert command("canary", project=name, weight=35)["weight"] == 35
    ended = command("canary", project=name, abort=True)
    assert (ended["release"], ended["weight"], ended["ended_canary"]) == (3, None, 1)
    command("canary", project=name, release=2, weight=10)
    assert command("canary", project=name, promote=True)["release"] == 2
    assert (pointer(three).release, pointer(three).canary) == (2, None)
    published = command("publish", project=name, note="", channel="staging")
    assert (published["channel"], published["release"], pointer(three).release) == ("staging", 4, 2)
    assert command("rollback", project=name, to=1, channel="staging")["channel"] == "staging"
    assert command("issue_key", project=name, channels="staging,canary")["project"] == name


def test_command_that_asks_for_nothing_says_how_things_stand_and_changes_nothing(three):
    before = stored(three)
    told = command("canary", project=three.project.pk)
    assert (told["release"], told["channel"], told["canary"]) == (3, "live", None)
    assert stored(three) == before


@pytest.mark.parametrize(("name", "options"), [("publish", {"note": ""}), ("rollback", {"to": 1})])
def test_command_that_ends_a_canary_says_so(three, name, options):
    channels.start_canary(BOB, three.project, release=2, weight=5)
    out = StringIO()
    call_command(name, project=three.project.pk, stdout=out, **options)
    assert "The canary of release 2 ended with that." in out.getvalue()
    assert pointer(three).canary is None


@pytest.mark.parametrize(
    "options",
    [
        {"weight": 5},
        {"release": 3, "weight": 5},
        {"release": 9, "weight": 5},
        {"promote": True},
        {"abort": True},
        {"release": 1},
        {"promote": True, "weight": 5},
    ],
)
def test_command_that_makes_no_sense_is_refused_in_a_sentence_and_changes_nothing(three, options):
    before = stored(three)
    with pytest.raises(CommandError):
        command("canary", project=three.project.pk, **options)
    assert stored(three) == before
