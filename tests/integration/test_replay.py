"""The last days' conversations held on the draft: who may, what is found, one beside the draft, and kept as a test."""

import copy
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from omnia.dialogue.conversation import HangUp, Resume
from omnia.dialogue.simulate import run_template_tests
from omnia.mongo.clusters import database
from tenants import replaying, selectors
from tenants.actions import editing, releasing, replay_job
from tenants.audit_chains import chain_of
from tests.casting import SYSTEM
from tests.unit.dialogue.talking import acquire, flow
from tests.unit.replay.held import program_of, record_of

HEARD = ("bananas", "12 May 2027")


def address(cast, name, *more):
    return reverse(f"studio:{name}", args=[cast.project.pk, *more])


def body_of(cast, key, document="template"):
    return copy.deepcopy(selectors.draft(cast.project, document, key).body)


def keep(cast, session, body, events, **changes):
    """Leave the record of a conversation with a template, as the runtime leaves it."""
    now = datetime.now(UTC)
    row = record_of(program_of(body), events) | {"_id": session, "release": 1, "finished_at": now}
    row |= {"expires_at": now + timedelta(days=1)} | changes
    database(cast.project.ref)["conversations"].replace_one({"_id": session}, row, upsert=True)


def save(cast, key, body):
    version = selectors.draft(cast.project, "template", key).version
    return editing.save_template(SYSTEM, cast.project, key, body, base_version=version)


def refuse_2027(cast):
    """Give the draft a rule that the conversations' date breaks."""
    body = body_of(cast, "date")
    rule = {"id": "not_2027", "key": "not_2027", "type": "expression", "params": {"expression": "value.year != 2027"}}
    body["nodes"][0].setdefault("constraints", []).append(rule)
    save(cast, "date", body)


def stored(cast):
    held = database(cast.project.ref)
    return {name: list(held[name].find(sort=[("_id", 1)])) for name in ("settings", "templates", "versions", "audit")}


@pytest.fixture
def held(cast):
    """A live release, three conversations with it, and a draft that refuses the date of two of them."""
    releasing.publish(SYSTEM, cast.project, note="first", allow_missing_texts=True)
    date, iban = body_of(cast, "date"), body_of(cast, "iban")
    keep(cast, "s_first", date, HEARD)
    keep(cast, "s_second", date, ["12 May 2027"])
    keep(cast, "s_other", date, ["3 March 2026"])
    keep(cast, "s_private", iban, ["it is GB33 BUKB 2020 1555 5555 55"])
    refuse_2027(cast)
    return cast


@pytest.fixture
def designer(client, held):
    client.force_login(held.designer)
    return client


def replay(client, cast, **form):
    """Press the button, and go on until it is done; returns the page."""
    client.post(address(cast, "replay"), form)
    while replay_job.current(cast.project).left:
        client.post(address(cast, "replay-go-on"))
    return client.get(address(cast, "replay"))


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("designer", 200), ("viewer", 403), ("stranger", 404)])
def test_pages_are_for_those_who_may_read_conversations(client, held, who, status):
    client.force_login(getattr(held, who))
    before = stored(held)
    assert client.get(address(held, "replay")).status_code == status
    assert client.get(address(held, "replay-one", "s_first")).status_code == status
    if status != 200:
        assert client.post(address(held, "replay")).status_code == status
        assert client.post(address(held, "replay-go-on")).status_code == status
        assert client.post(address(held, "replay-stop")).status_code == status
        assert client.post(address(held, "replay-keep", "s_first")).status_code == status
        assert stored(held) == before


def test_conversations_that_would_end_differently_are_listed_by_what_differs(designer, held):
    page = replay(designer, held)
    found = page.context
    assert (found["otherwise"], found["same"], found["questions"], found["not_held"]) == (2, 2, 0, 0)
    [group] = found["groups"]
    assert {row["verdict"].session for row in group["rows"]} == {"s_first", "s_second"}
    assert "asks for “Date” more often" in group["why"]
    assert "asks for “Date” more often" in page.content.decode()


def test_replaying_is_one_entry_and_opening_a_conversation_another(designer, held):
    log = chain_of(held.project.ref).log
    replay(designer, held, days="7", sample="50")
    [entry] = log.find({"action": "conversations.replayed"})
    assert entry["details"] == {"days": 7, "conversations": 4}
    assert log.count_documents({"action": "conversation.read"}) == 0
    designer.get(address(held, "replay-one", "s_first"))
    designer.get(address(held, "replay-one", "s_first"))
    assert log.count_documents({"action": "conversation.read"}) == 1


def test_what_is_kept_of_the_job_holds_no_word_of_anybody(designer, held):
    replay(designer, held)
    row = database(held.project.ref)["settings"].find_one({"_id": "replay"})
    row["job"].pop("edition")
    assert [word for word in ("bananas", "May", "2027-05", "GB33", "GB82") if word in str(row)] == []


@pytest.mark.parametrize(
    ("form", "days", "most"),
    [
        ({"days": "1", "sample": "50"}, 1, 50),
        ({"days": "9999", "sample": "9999"}, 30, 500),
        ({"days": "x", "sample": "-1"}, 7, 200),
        ({"days": "9" * 30, "sample": "\x00"}, 7, 200),
    ],
)
def test_period_and_sample_are_bounded_whatever_is_asked(designer, held, monkeypatch, form, days, most):
    asked = []
    real = replay_job.sessions_of
    monkeypatch.setattr(replay_job, "sessions_of", lambda *args, **more: asked.append(more["most"]) or real(*args, **more))
    designer.post(address(held, "replay"), form)
    assert (replay_job.current(held.project).days, asked) == (days, [most])


def test_sample_is_spread_over_the_period(held):
    for number in range(20):
        keep(held, f"s_more{number:02}", body_of(held, "iban"), [], finished_at=datetime.now(UTC) - timedelta(hours=number + 1))
    ids, seen = replaying.sessions_of(held.project, since=datetime.now(UTC) - timedelta(days=7), most=8)
    assert (len(ids), len(set(ids)), seen) == (8, 8, 24)
    assert ids[-1] == "s_more17"


def test_conversations_before_the_period_are_left_out(held):
    keep(held, "s_old", body_of(held, "date"), HEARD, finished_at=datetime.now(UTC) - timedelta(days=3))
    assert len(replay_job.begin(SYSTEM, held.project, days=1).left) == 4
    assert len(replay_job.begin(SYSTEM, held.project, days=7).left) == 5


def test_job_goes_on_in_slices_and_two_who_work_at_once_count_nothing_twice(held, monkeypatch):
    replay_job.begin(SYSTEM, held.project)
    real, inner = replaying.judge, []

    def judge_while_another_works(project, session, edition):
        monkeypatch.setattr(replay_job, "judge", real)
        inner.append(replay_job.go_on(SYSTEM, held.project, seconds=-1))
        return real(project, session, edition)

    monkeypatch.setattr(replay_job, "judge", judge_while_another_works)
    after = replay_job.go_on(SYSTEM, held.project, seconds=-1)
    assert ([len(after.done), len(after.left), after.at], inner[0]) == ([1, 3, 1], after)
    while (job := replay_job.go_on(SYSTEM, held.project, seconds=-1)).left:
        pass
    assert sorted(each.session for each in job.done) == ["s_first", "s_other", "s_private", "s_second"]
    assert replay_job.go_on(SYSTEM, held.project) == job


def test_replay_that_is_stopped_keeps_what_it_found_and_holds_no_more(designer, held):
    replay_job.begin(SYSTEM, held.project)
    replay_job.go_on(SYSTEM, held.project, seconds=-1)
    assert "Stop" in designer.get(address(held, "replay")).content.decode()
    page = designer.post(address(held, "replay-stop"), follow=True)
    job = replay_job.current(held.project)
    assert (len(job.done), len(job.left), job.is_running) == (1, 3, False)
    assert "after 1 of 4 conversations. The others were not looked at." in page.content.decode()
    assert page.context["otherwise"] + page.context["same"] == 1
    [entry] = chain_of(held.project.ref).log.find({"action": "conversations.replay_stopped"})
    assert (entry["details"], entry["actor"]["label"]) == ({"held": 1, "conversations": 4}, job.stopped_by)
    before = stored(held)
    assert replay_job.go_on(SYSTEM, held.project) == job
    designer.post(address(held, "replay-stop"))
    assert stored(held) == before


def test_slice_that_is_held_while_the_replay_is_stopped_adds_nothing(held, monkeypatch):
    replay_job.begin(SYSTEM, held.project)
    real = replaying.judge

    def judge_while_another_stops(project, session, edition):
        replay_job.stop(SYSTEM, held.project)
        return real(project, session, edition)

    monkeypatch.setattr(replay_job, "judge", judge_while_another_stops)
    after = replay_job.go_on(SYSTEM, held.project, seconds=-1)
    assert (after.done, len(after.left), after.stopped_by) == ([], 4, str(SYSTEM))


def test_nothing_to_stop_is_nothing_stopped(held):
    before = stored(held)
    assert replay_job.stop(SYSTEM, held.project) is None
    assert stored(held) == before


def test_broken_conversations_and_those_that_are_gone_stop_no_other(designer, held):
    rows = database(held.project.ref)["conversations"]
    rows.update_one({"_id": "s_first"}, {"$set": {"turns": 5}})
    rows.update_one({"_id": "s_other"}, {"$set": {"release": 99}})
    replay_job.begin(SYSTEM, held.project)
    rows.delete_one({"_id": "s_private"})
    while replay_job.go_on(SYSTEM, held.project).left:
        pass
    page = designer.get(address(held, "replay"))
    assert (page.context["otherwise"], page.context["not_held"]) == (1, 3)
    assert dict(page.context["reasons"]) == {
        "Its record is damaged and cannot be read.": 1,
        "The release that it ran on is not in this project any more.": 1,
        "It is past its retention and was deleted.": 1,
    }
    assert designer.get(address(held, "replay-one", "s_first")).status_code == 200
    assert designer.get(address(held, "replay-one", "s_private")).status_code == 404


def test_conversation_that_fails_in_a_way_of_its_own_is_told_as_damaged(held, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(replaying, "rerun", fail)
    verdict = replaying.judge(held.project, "s_first", replay_job.draft_edition(held.project))
    assert (verdict.why, verdict.is_held) == ("broken", False)


def test_template_that_the_draft_lacks_is_a_reason(designer, held):
    editing.delete_document(SYSTEM, held.project, "template", "date")
    page = replay(designer, held)
    assert dict(page.context["reasons"]) == {"The draft does not hold what was spoken any more.": 3}
    assert "does not hold what was spoken any more" in designer.get(address(held, "replay-one", "s_first")).content.decode()


def test_list_says_that_the_draft_was_changed_since(designer, held):
    assert not replay(designer, held).context["is_stale"]
    save(held, "iban", {**body_of(held, "iban"), "tags": ["changed"]})
    assert designer.get(address(held, "replay")).context["is_stale"]
    assert not replay(designer, held).context["is_stale"]


def test_page_without_conversations_says_how_there_will_be_some(client, cast):
    client.force_login(cast.owner)
    assert "No conversation to replay yet" in client.get(address(cast, "replay")).content.decode()


def test_conversation_stands_beside_the_draft_turn_by_turn(designer, held):
    answer = designer.get(address(held, "replay-one", "s_first"))
    rows = answer.context["rows"]
    assert [row.differs for row in rows] == [False, False, True]
    assert (answer.context["then_label"], answer.context["now_label"]) == ("Completed", "Stops at a question")
    assert [(row.name, row.then, row.now) for row in answer.context["values"]] == [("Date", "12 May 2027", "")]
    assert "They part at turn 2" in answer.content.decode()


def test_private_words_are_stood_in_for_on_both_sides(designer, held):
    page = designer.get(address(held, "replay-one", "s_private")).content.decode()
    assert "GB33" not in page
    assert '<mark class="stand-in">' in page


@pytest.mark.parametrize(("end", "passes"), [("then", False), ("now", True)])
def test_conversation_is_kept_as_a_test_with_either_end(designer, held, end, passes):
    before = selectors.draft(held.project, "template", "date")
    page = designer.post(address(held, "replay-keep", "s_first"), {"end": end}, follow=True)
    assert "Kept as a test, in version" in str(list(page.context["messages"])[-1])
    after = selectors.draft(held.project, "template", "date")
    test = after.body["tests"][-1]
    assert after.version == before.version + 1
    assert [turn["say"] for turn in test["turns"]] == list(HEARD)
    assert (test["locale"], test["channel"]) == ("en", "chat")
    results = {result.id: result.passed for result in results_of(held, after.body)}
    assert results[test["id"]] is passes
    again = designer.post(address(held, "replay-keep", "s_first"), {"end": end}, follow=True)
    assert "is a test of the draft already" in str(list(again.context["messages"])[-1])
    assert selectors.draft(held.project, "template", "date") == after


def results_of(cast, body):
    return run_template_tests(body, locales=cast.project.locales)


def test_kept_test_holds_stand_ins_and_no_private_word(designer, held):
    designer.post(address(held, "replay-keep", "s_private"), {"end": "then"})
    test = selectors.draft(held.project, "template", "iban").body["tests"][-1]
    assert "GB33" not in str(test)
    assert test["expect"]["iban"].startswith("GB82")


def test_test_that_cannot_be_kept_is_refused_in_a_sentence_and_changes_nothing(designer, held):
    keep(held, "s_silent", body_of(held, "date"), [HangUp()])
    before = stored(held)["templates"]
    page = designer.post(address(held, "replay-keep", "s_silent"), {"end": "then"}, follow=True)
    assert "said nothing" in str(list(page.context["messages"])[-1])
    assert designer.post(address(held, "replay-keep", "s_never")).status_code == 404
    assert stored(held)["templates"] == before


def test_conversation_with_a_host_says_what_is_not_kept_and_is_no_test(designer, held):
    hook = {"id": "hook", "type": "webhook", "name": "x", "url": "https://example.com"}
    body = flow([hook, acquire("date")], key="hooked")
    editing.create_document(SYSTEM, held.project, "flow", body)
    save(held, "date", selectors.version_body(held.project, "template", "date", 1))
    releasing.publish(SYSTEM, held.project, note="flow", allow_missing_texts=True)
    program = program_of(body, templates={"date": body_of(held, "date")})
    row = record_of(program, [Resume({"x": 1}), "3 March 2026"]) | {"_id": "s_host", "release": 2}
    database(held.project.ref)["conversations"].insert_one(row | {"finished_at": datetime.now(UTC)})
    page = designer.get(address(held, "replay-one", "s_host")).content.decode()
    assert "What your service answered to webhooks and requests is not kept" in page
    refused = designer.post(address(held, "replay-keep", "s_host"), {"end": "then"}, follow=True)
    assert "a test has no service that answers" in str(list(refused.context["messages"])[-1])


def test_command_tells_the_same_as_the_page(held, manage):
    told = manage("replay", "--project", "Acme", "--json")
    assert told["numbers"] == {"otherwise": 2, "same": 2, "questions": 0, "not_held": 0}
    assert {(row["session"], row["why"], row["datum"]) for row in told["otherwise"]} == {
        ("s_first", "asked_again", "date"),
        ("s_second", "asked_again", "date"),
    }
    stopped = manage("replay", "--project", "Acme", "--stop", "--json")
    assert (stopped, stopped["stopped_by"]) == (told, ""), "what is done is not stopped"


def test_command_finds_nothing_to_stop_where_nothing_was_begun(held):
    with pytest.raises(CommandError, match="No replay was begun"):
        call_command("replay", "--project", "Acme", "--stop")


@pytest.fixture
def manage(capsys):
    """Runs a command and reads its JSON."""

    def run(*arguments):
        call_command(*arguments)
        return json.loads(capsys.readouterr().out)

    return run
