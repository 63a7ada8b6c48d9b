"""A template or flow copied from another project: that document, read where the person may see it, and nothing else."""

import json
import re
from html import unescape

import pytest
from casting import SYSTEM
from django.test import Client

from omnia.dialogue.canonical import content_hash
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.actions import editing, holding, keys, people, releasing, supporting
from tenants.audit_chains import chain_of
from tenants.control.models import SupportLevel, User

SECRET = "Words of the other project"


class Door:
    """A person at the page that copies into the project of the tests; `foreign` is where it comes from."""

    def __init__(self, cast, who: str = "designer", *, sees: bool = True, document: str = "template") -> None:
        self.project, self.source, self.document = cast.project, cast.foreign, document
        self.client = Client()
        self.client.force_login(getattr(cast, who))
        self.where = f"/p/{cast.project.pk}/new/{document}/copy"
        if sees:
            people.add_member(SYSTEM, cast.foreign, email=f"{who}@example.com", role="viewer")

    def look(self, key: str = "", source: str = ""):
        answer = self.client.get(self.where, {"from": source or self.source.pk} | ({"key": key} if key else {}))
        answer.words = re.sub(r"\s+", " ", unescape(answer.content.decode()))
        return answer

    def copy(self, key: str, *, source: str = "", seen: int | None = None, name: str = ""):
        version = selectors.draft(self.source, self.document, key).version if seen is None else seen
        return self.client.post(self.where, {"from": source or self.source.pk, "key": key, "seen": version, "name": name})


def everything(project) -> dict[str, str]:
    """What a project's database holds, its log left out."""
    held = database(project.ref)
    return {
        name: json.dumps(list(held[name].find(sort=[("_id", 1)])), default=str)
        for name in sorted(held.list_collection_names())
        if name != "audit"
    }


def told(project, action: str) -> list[tuple[str, str]]:
    """What a project's log says of an action: of what, and who."""
    return [(row["object"], row["actor"]["label"]) for row in chain_of(project.ref).log.find({"action": action})]


def own(cast, key: str = "visit") -> dict:
    """A template of the other project's own."""
    body = {**selectors.draft(cast.foreign, "template", "date").body, "key": key, "label": {"en": "Visit", "it": "Visita"}}
    editing.create_document(SYSTEM, cast.foreign, "template", body)
    return body


def test_template_is_chosen_seen_and_copied_and_both_logs_tell_of_it(cast):
    body, door = own(cast), Door(cast)
    assert cast.foreign.name in door.client.get(door.where).content.decode()
    assert "Visit" in door.look().words
    assert "Copy it here" in door.look("visit").words
    before = everything(cast.foreign)
    answer = door.copy("visit", name="Visit of ours")
    assert (answer.status_code, answer["Location"]) == (302, f"/p/{cast.project.pk}/templates/visit")
    made = selectors.draft(cast.project, "template", "visit")
    assert made.body == {**body, "label": {"en": "Visit of ours", "it": "Visita"}}
    assert (made.version, made.status) == (1, "local")
    assert everything(cast.foreign) == before
    assert told(cast.foreign, "document.copied") == [("template:visit", "Designer")]
    assert ("template:visit", "Designer") in told(cast.project, "document.created")


def test_nothing_of_the_other_project_arrives_beside_the_chosen_document(cast):
    own(cast), own(cast, "other_visit")
    keys.issue_key(SYSTEM, cast.foreign, name=SECRET, scopes=("read",))
    releasing.publish(SYSTEM, cast.foreign, note=SECRET)
    version = selectors.draft(cast.foreign, "template", "visit").version
    editing.save_template(
        SYSTEM, cast.foreign, "visit", {**selectors.draft(cast.foreign, "template", "visit").body, "tags": ["a"]},
        base_version=version, message=SECRET,
    )  # fmt: skip
    door, before = Door(cast), everything(cast.project)
    assert door.copy("visit").status_code == 302
    after = everything(cast.project)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed <= {"templates", "versions", "bodies"}
    bodies = {row["_id"] for row in database(cast.project.ref)["bodies"].find({}, {"_id": 1})}
    assert len(bodies) - len(json.loads(before["bodies"])) == 1
    assert [row.number for row in selectors.versions(cast.project, "template", "visit")] == [1]
    for held in after.values():
        assert SECRET not in held
        assert cast.foreign.pk not in held
        assert "other_visit" not in held


def test_key_that_is_taken_here_is_another_one_and_the_factorys_updates_reach_the_copy_that_was_there(cast):
    door = Door(cast)
    before = selectors.draft(cast.project, "template", "date")
    words = door.look("date").words
    assert "so the copy gets “date_2”" in words
    assert "without the factory's updates" in words
    assert door.copy("date").status_code == 302
    made = selectors.draft(cast.project, "template", "date_2")
    assert (made.status, made.body["key"]) == ("local", "date_2")
    assert selectors.draft(cast.project, "template", "date") == before


def test_copy_of_the_factory_stays_one_where_the_project_has_none(cast):
    editing.delete_document(SYSTEM, cast.project, "template", "rating")
    held = selectors.draft(cast.foreign, "template", "rating")
    body = {**held.body, "label": {**held.body["label"], "en": "Mark"}}
    editing.save_template(SYSTEM, cast.foreign, "rating", body, base_version=1)
    door = Door(cast)
    assert "stays a copy of it" in door.look("rating").words
    assert door.copy("rating").status_code == 302
    made, there = (database(project.ref)["templates"].find_one({"_id": "rating"}) for project in (cast.project, cast.foreign))
    for name in ("factory_key", "version", "hash"):
        assert made["origin"][name] == there["origin"][name]
    assert database(cast.project.ref)["bodies"].find_one({"_id": made["origin"]["hash"]}) is not None
    assert selectors.draft(cast.project, "template", "rating").status == "customised"
    written = selectors.written_by(cast.project, "template", "rating")
    assert [(place.pointer, place.by) for place in written.written] == [("/label/en", "Designer")]


def test_flow_names_the_templates_and_the_services_that_it_needs(cast):
    flow = {**selectors.draft(cast.foreign, "flow", "activate_supply").body, "key": "own_supply"}
    asks = {"type": "webhook", "id": "w1", "name": "find_customer", "url": "https://crm.example.com/find"}
    first = {**flow["nodes"][0], "rows": [asks, *flow["nodes"][0]["rows"]]}
    editing.create_document(SYSTEM, cast.foreign, "flow", {**flow, "nodes": [first, *flow["nodes"][1:]]})
    editing.delete_document(SYSTEM, cast.project, "flow", "activate_supply")
    editing.delete_document(SYSTEM, cast.project, "template", "pod_code")
    door = Door(cast, document="flow")
    words = door.look("own_supply").words
    lacking = words.split("It runs templates that this project lacks:")[1].split("</ul>")[0]
    assert re.findall(r">(\w+)</a>", lacking) == ["pod_code"]
    assert "find_customer https://crm.example.com/find" in words
    assert door.copy("own_supply").status_code == 302
    assert content_hash(selectors.draft(cast.project, "flow", "own_supply").body) == content_hash(
        selectors.draft(cast.foreign, "flow", "own_supply").body
    )


def refused(door: Door, source: str, key: str = "date") -> list[int]:
    """What the page says to each way of asking for a project."""
    return [
        door.look(source=source).status_code,
        door.look(key, source).status_code,
        door.copy(key, source=source, seen=1).status_code,
    ]


def test_project_that_is_not_theirs_answers_as_one_that_is_not_there_and_nothing_changes(cast):
    door = Door(cast, sees=False)
    before = everything(cast.project), everything(cast.foreign), told(cast.foreign, "document.copied")
    assert refused(door, cast.foreign.pk) == refused(door, "nosuchproject") == refused(door, cast.project.pk) == [404, 404, 404]
    assert cast.foreign.name not in door.client.get(door.where).content.decode()
    assert (everything(cast.project), everything(cast.foreign), told(cast.foreign, "document.copied")) == before


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404)])
def test_who_may_not_edit_here_copies_nothing_though_they_see_the_other_project(cast, who, status):
    door = Door(cast, who, sees=who == "viewer")
    before = everything(cast.project), told(cast.foreign, "document.copied")
    assert refused(door, cast.foreign.pk) == [status] * 3
    assert (everything(cast.project), told(cast.foreign, "document.copied")) == before


def test_document_that_is_not_there_or_was_saved_meanwhile_is_not_copied(cast):
    own(cast)
    door = Door(cast)
    before = everything(cast.project)
    assert door.look("nothing").status_code == 404
    assert door.copy("nothing", seen=1).status_code == 404
    assert door.copy("visit", seen=7).status_code == 302
    assert "was saved in its project since you looked" in door.look("visit").words
    assert everything(cast.project) == before
    assert told(cast.foreign, "document.copied") == []


def test_suspended_project_gives_nothing_and_is_not_offered(cast):
    door = Door(cast)
    before = everything(cast.project)
    holding.suspend(SYSTEM, cast.foreign, reason="The bill was not paid.")
    assert refused(door, cast.foreign.pk) == [403, 403, 403]
    assert f'value="{cast.foreign.pk}"' not in door.client.get(door.where).content.decode()
    assert everything(cast.project) == before


def test_support_sessions_in_two_projects_carry_nothing_from_one_to_the_other(cast):
    operator = User.objects.create_superuser("operator@example.com", "a-long-password", name="Operator")
    for project in (cast.project, cast.foreign):
        project.support_level = SupportLevel.EDIT
        project.save()
        supporting.open_support(Actor("user", str(operator.pk), "Operator"), project, reason="To see what they see", minutes=15)
    door = Door(cast, sees=False)
    door.client.force_login(operator)
    before = everything(cast.project)
    assert door.client.get(f"/p/{cast.foreign.pk}/templates").status_code == 200
    assert refused(door, cast.foreign.pk) == [404, 404, 404]
    assert everything(cast.project) == before
