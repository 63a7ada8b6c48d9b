"""The audit log as owners see it, take it away, and have it checked; and what becomes of readings."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from omnia.infra import audit, audit_checkpoints
from omnia.mongo.transactions import together
from tenants.actions import editing, people
from tenants.actions.reading import note_conversation_read
from tenants.audit_chains import chain_of
from tenants.studio.wording import event_text

TALK = {
    "_id": "s_1",
    "release": 1,
    "template": "date",
    "locale": "en",
    "channel": "chat",
    "outcome": "completed",
    "transcript": [],
}


@pytest.fixture
def owner(client, cast):
    client.force_login(cast.owner)
    return client


def address(cast, name="audit", *more):
    return reverse(f"studio:{name}", args=[cast.project.pk, *more])


def log(cast):
    return chain_of(cast.project.ref).log


def events(cast):
    return [row["action"] for row in log(cast).find(sort=[("_id", 1)])]


def shown(client, cast, **query):
    return client.get(address(cast), query).content.decode()


def deleted(cast, actor="designer"):
    editing.delete_document(cast.actor(actor), cast.project, "template", "date")


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("designer", 403), ("viewer", 403), ("stranger", 404), ("staff", 404)]
)
def test_log_is_shown_to_owners_and_to_nobody_else_and_files_too(client, cast, who, status):
    client.force_login(getattr(cast, who))
    before = events(cast)
    assert client.get(address(cast)).status_code == status
    assert client.post(address(cast, "audit-export", "csv")).status_code == status
    assert client.post(address(cast, "audit-export", "jsonl")).status_code == status
    assert len(events(cast)) == len(before) + (2 if status == 200 else 0)


def test_entry_says_who_did_what_and_can_be_chosen_by_subject_person_and_day(owner, cast):
    deleted(cast)
    people.change_role(cast.actor("owner"), cast.project, user_id=str(cast.viewer.pk), role="analyst")
    everything = shown(owner, cast)
    assert "document.deleted" in everything
    assert "member.role_changed" in everything
    assert "role: analyst · before: viewer" in everything
    documents = shown(owner, cast, about="document")
    assert "document.deleted" in documents
    assert "member.role_changed" not in documents
    assert "document.deleted" not in shown(owner, cast, who=str(cast.owner.pk))
    assert "No entry is like that" in shown(owner, cast, until="2020-01-01")
    assert "document.deleted" in shown(owner, cast, since="2020-01-01", about="nonsense", before="x")


def test_older_entries_are_a_page_away(owner, cast):
    for number in range(60):
        audit.append(chain_of(cast.project.ref), actor=cast.actor("owner"), action="release.published", subject=str(number))
    first = shown(owner, cast)
    assert "Older entries" in first
    assert "To the newest" not in first
    lowest = log(cast).find_one(sort=[("_id", -1)])["_id"] - 49
    older = shown(owner, cast, before=str(lowest))
    assert "To the newest" in older
    assert f">{lowest - 1}</td>" in older
    assert f">{lowest}</td>" not in older


def test_files_hold_what_is_chosen_and_no_cell_is_a_formula(owner, cast):
    deleted(cast)
    audit.append(chain_of(cast.project.ref), actor=cast.actor("owner"), action="document.saved", subject="=1+1")
    rows = list(
        csv.DictReader(io.StringIO(owner.post(address(cast, "audit-export", "csv") + "?about=document").content.decode()))
    )
    assert [(row["action"], row["subject"]) for row in rows] == [
        ("document.saved", "'=1+1"),
        ("document.deleted", "template:date"),
    ]
    lines = [json.loads(line) for line in owner.post(address(cast, "audit-export", "jsonl")).content.splitlines()]
    assert lines[0]["action"] == "audit.exported"
    assert [line["_id"] for line in lines] == sorted((line["_id"] for line in lines), reverse=True)
    assert log(cast).find_one({"action": "audit.exported"})["details"] == {"entries": 2}
    assert owner.get(address(cast, "audit-export", "csv")).status_code == 405


def test_opening_a_transcript_is_an_entry_once_and_none_of_the_home_page(client, cast):
    log(cast).database["conversations"].insert_one(dict(TALK))
    client.force_login(cast.designer)
    page = reverse("studio:conversation", args=[cast.project.pk, "s_1"])
    for _time in range(2):
        assert client.get(page).status_code == 200
    (entry,) = log(cast).find({"action": "conversation.read"})
    assert (entry["object"], entry["actor"]["id"]) == ("conversation:s_1", str(cast.designer.pk))
    assert event_text(entry, {}) not in client.get(reverse("studio:home", args=[cast.project.pk])).content.decode()
    note_conversation_read(cast.actor("owner"), cast.project, "s_1")
    assert events(cast).count("conversation.read") == 2, "somebody else's reading is another one"


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404)])
def test_transcript_that_is_refused_is_no_reading(client, cast, who, status):
    log(cast).database["conversations"].insert_one(dict(TALK))
    client.force_login(getattr(cast, who))
    assert client.get(reverse("studio:conversation", args=[cast.project.pk, "s_1"])).status_code == status
    assert "conversation.read" not in events(cast)


def checked(cast, *more):
    output = io.StringIO()
    try:
        call_command("verify_audit", "--project", cast.project.pk, "--json", *more, stdout=output)
    except CommandError:
        return json.loads(output.getvalue()), False
    return json.loads(output.getvalue()), True


def test_command_passes_a_whole_log_and_names_the_first_entry_that_was_changed(cast):
    deleted(cast)
    result, passed = checked(cast)
    assert passed
    assert (result["ok"], result["first_bad"], result["entries"]) == (True, None, len(events(cast)))
    last = log(cast).find_one(sort=[("_id", -1)])["_id"]
    log(cast).update_one({"_id": last}, {"$set": {"actor.label": "somebody else"}})
    result, passed = checked(cast)
    assert not passed
    assert (result["ok"], result["first_bad"]["number"]) == (False, last)


def test_command_tells_from_a_log_collectors_lines_that_the_end_was_cut_off(cast, settings, tmp_path):
    settings.OMNIA_AUDIT_CHECKPOINTS = str(tmp_path / "elsewhere")
    deleted(cast)
    written = (tmp_path / "elsewhere").read_text()
    collected = tmp_path / "portal.log"
    collected.write_text(
        "something else\n" + json.dumps({"event": audit_checkpoints.EVENT, "level": "info", **json.loads(written)})
    )
    settings.OMNIA_AUDIT_CHECKPOINTS = ""
    assert checked(cast)[1]
    log(cast).delete_one({"action": "document.deleted"})
    assert checked(cast)[1], "without a checkpoint nobody can tell"
    result, passed = checked(cast, "--checkpoints", str(collected))
    assert not passed
    assert "missing at the end" in result["first_bad"]["sentence"]


def test_command_checks_the_logs_of_everybody_and_goes_on_after_one_that_does_not_hold(cast):
    log(cast).update_one({"_id": 1}, {"$set": {"object": "x"}})
    output = io.StringIO()
    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_audit", "--json", stdout=output)
    chains = {row["chain"]: row["ok"] for row in json.loads(output.getvalue())["chains"]}
    assert chains.pop(f"project:{cast.project.pk}") is False
    assert set(chains) >= {"platform", "catalogue", f"project:{cast.foreign.pk}"}
    assert all(chains.values())


def test_file_of_checkpoints_that_is_not_there_is_said_in_a_sentence(cast):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", "--checkpoints", "/nowhere/file", "--json")


def test_entry_of_a_transaction_that_is_taken_back_is_neither_there_nor_told_of_elsewhere(cast, settings, tmp_path):
    settings.OMNIA_AUDIT_CHECKPOINTS = str(tmp_path / "elsewhere")
    chain, told = chain_of(cast.project.ref), {"actor": cast.actor("owner"), "action": "document.saved"}

    def work(last):
        number = audit.append(chain, subject="template:date", **told)
        assert not (tmp_path / "elsewhere").exists()
        if not last:
            raise RuntimeError("changed my mind")
        return number

    before = audit.verify(chain)
    with pytest.raises(RuntimeError, match="changed my mind"):
        together(cast.project.ref, lambda: work(last=False))
    assert audit.verify(chain) == before
    assert not (tmp_path / "elsewhere").exists()
    assert together(cast.project.ref, lambda: work(last=True)) == before + 1
    known = audit_checkpoints.read((tmp_path / "elsewhere").read_text().splitlines())[chain.name]
    assert audit.verify(chain, known) == known.number == before + 1
