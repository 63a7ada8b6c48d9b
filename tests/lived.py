"""A project that has lived: everything that the product writes into a project's database was written once."""

import copy
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest import mock

from django.utils import timezone

if TYPE_CHECKING:
    from casting import Cast

PLACES = {"template": "date", "locale": "en", "channel": "chat", "reference_time": "2026-11-23T10:00:00"}


def live(cast: "Cast") -> str:
    """Edit, publish, converse, take updates and what else there is; returns an API key that works.

    One conversation is left running: `running_session` finds it.
    """
    _edit(cast)
    _publish(cast)
    key = _keys(cast)
    _converse(key)
    _take_updates(cast)
    return key


def speak(cast: "Cast") -> str:
    """Much less, and quicker: release a small template and leave one conversation running; returns an API key that works."""
    from tests.api import published

    published.publish(cast.project.ref, [published.DATE, published.AGREES], [published.BOOKING])
    key = published.issue_key(cast.project.ref)
    api = published.Client(key)
    _say(api, _begin(api, PLACES, "running"), "so so")
    return key


def _edit(cast: "Cast") -> None:
    from tenants import selectors
    from tenants.actions import agreeing, editing

    body = selectors.draft(cast.project, "template", "date").body
    own = {**copy.deepcopy(body), "key": "own_date"}
    body["label"]["en"] = "Day"
    editing.save_document(cast.actor("designer"), cast.project, "template", "date", body, base_version=1, message="Shorter")
    editing.restore_document(cast.actor("designer"), cast.project, "template", "date", 1)
    for key in ("own_date", "other_date"):
        editing.create_document(cast.actor("designer"), cast.project, "template", {**own, "key": key})
    editing.delete_document(cast.actor("designer"), cast.project, "template", "other_date")
    agreeing.share_changes(cast.actor("owner"), cast.project)


def _publish(cast: "Cast") -> None:
    from tenants.actions import channels, releasing
    from tenants.insight.rule import Rule

    owner, project, later = cast.actor("owner"), cast.project, timezone.now() + timedelta(hours=3)
    releasing.publish(owner, project, note="first")
    steps = channels.plan_steps(later, timedelta(hours=1), [90, 100])
    releasing.publish(owner, project, target=releasing.Target("staging"))
    channels.start_canary(owner, project, release=2, weight=50, rule=Rule(at_least=100).stored(), steps=steps)
    channels.schedule(owner, project, channel="staging", release=1, at=later)


def _keys(cast: "Cast") -> str:
    from tenants.actions import keys

    owner, scopes = cast.actor("owner"), ("read", "converse")
    first = keys.issue_key(owner, cast.project, name="Old", scopes=scopes)
    keys.revoke_key(owner, cast.project, key_id=first.id)
    until = timezone.now() + timedelta(days=9)
    return keys.issue_key(owner, cast.project, name="Line", scopes=scopes, channels=("staging",), expires_at=until).key


def _converse(key: str) -> None:
    from runtime_api.conversations import adding_up, recorder
    from runtime_api.metering import folding
    from tests.api.published import Client

    api = Client(key)
    # Nothing is added up in the middle of a test that compares what is stored.
    with mock.patch.object(adding_up, "note_counted"):
        _hold_conversations(api)
        recorder.flush()
    folding.fold()


def _hold_conversations(api: Any) -> None:
    for number in range(8):
        begun = _begin(api, {**PLACES, "caller_id": f"caller {number}", "external_id": f"call {number}"}, f"once {number}")
        for text in ("so so", "12 May 2027", "yes"):
            begun = begun if begun["status"] == "finished" else _say(api, begun, text)
    _say(api, _begin(api, PLACES, "running"), "so so")


def _begin(api: Any, body: dict[str, Any], once: str) -> dict[str, Any]:
    answer = api.post("/api/v1/sessions", body, idempotency_key=once)
    assert answer.status == 201, answer.content
    return dict(answer.json())


def _say(api: Any, begun: dict[str, Any], text: str) -> dict[str, Any]:
    body = {"turn": begun["turn"], "event": "utterance", "text": text}
    answer = api.post(f"/api/v1/sessions/{begun['session']}/turns", body)
    assert answer.status == 200, answer.content
    return dict(answer.json())


def running_session(cast: "Cast") -> str:
    """The id of the conversation that is left running, and is the only one."""
    from omnia.mongo.clusters import database

    ended = {row["_id"] for row in database(cast.project.ref)["conversations"].find({}, {"_id": 1})}
    held = {row["_id"] for row in database(cast.project.ref)["sessions"].find({"data": {"$exists": True}}, {"_id": 1})}
    (running,) = held - ended
    return str(running)


def _take_updates(cast: "Cast") -> None:
    from factory.actions import Staff, publish_version, save_draft
    from factory.models import Template
    from tenants.actions import update_job

    staff = Staff.command("tests")
    for key in ("email", "phone"):
        row = Template.objects.get(key=key)
        save_draft(staff, "template", key, {**copy.deepcopy(row.draft), "tags": ["better"]}, base_revision=row.revision)
        publish_version(staff, "template", key, tested=True)
    update_job.begin(cast.actor("owner"), cast.project)
    update_job.go_on(cast.actor("owner"), cast.project)
