"""A canary with a rule stops itself: once, by the system, written down and told to the people who publish."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from omnia.dialogue.funnel import DatumResult
from omnia.infra.audit import SYSTEM
from omnia.mongo.clusters import database
from tenants.actions import channels, planned, watching
from tenants.audit_chains import platform_chain
from tenants.insight import counts
from tenants.insight.counts import Selection
from tenants.insight.rule import Rule
from tenants.project import channels as project_channels
from tenants.project import rollups

RULE = Rule(at_least=20).stored()
GOOD = [DatumResult("date", "date", {"asked": 1, "understood_1": 1, "captured": 1})]
BAD = [DatumResult("date", "date", {"asked": 1, "reached_2": 1, "left": 1})]


def held(cast):
    return database(cast.project.ref)


def live(cast):
    return project_channels.read(cast.project.ref, "live")


@pytest.fixture
def canary(cast):
    """Two releases of nothing, the second a canary with a rule."""
    rows = [
        {"_id": number, "manifest": {"templates": {}, "flows": {}}, "author": "", "at": datetime.now(UTC)} for number in (1, 2)
    ]
    held(cast)["releases"].insert_many(rows)
    channels.move_channel(cast.actor("owner"), cast.project, channel="live", release=1)
    channels.start_canary(cast.actor("owner"), cast.project, release=2, weight=25, rule=RULE)
    return live(cast).canary


def count(cast, canary, *, well, ill, arm="canary"):
    """Count conversations as the recorder does."""
    side = rollups.Side(canary.salt, arm, canary.weight)
    release = canary.release if arm == "canary" else canary.baseline
    ended = [
        rollups.Ended(f"s{number}", release, "en", "chat", arm, "completed", datetime.now(UTC), results, side=side)
        for results, times in ((GOOD, well), (BAD, ill))
        for number in range(times)
    ]
    held(cast)["insight"].bulk_write(rollups.updates(ended, shard=len(ended) % rollups.SHARDS))


def make_worse(cast, canary):
    count(cast, canary, well=190, ill=10, arm="live")
    count(cast, canary, well=60, ill=40)


def aborted(cast):
    return list(held(cast)["audit"].find({"action": "canary.aborted"}))


def told_to_staff(cast):
    """What the platform's log says of canaries that stopped themselves."""
    entries = platform_chain().log.find({"action": "canary.stopped", "object": cast.project.pk})
    return [(entry["details"]["release"], entry["details"]["baseline"]) for entry in entries]


def test_canary_that_is_worse_is_stopped_by_the_system_written_down_and_told(cast, canary, mailoutbox):
    make_worse(cast, canary)
    planned.do_all_due()
    assert (live(cast).release, live(cast).canary) == (1, None)
    (entry,) = aborted(cast)
    assert entry["actor"]["kind"] == SYSTEM.kind
    assert "60.0% of 100 conversations against 95.0% of 200" in entry["details"]["reason"]
    (told,) = watching.stopped_canaries(cast.project)
    assert (told["release"], told["baseline"], round(told["canary_rate"]), round(told["drop"])) == (2, 1, 60, 35)
    assert [mail.to for mail in mailoutbox] == [[cast.owner.email]]
    assert "60.0 % of 100 conversations" in mailoutbox[0].body
    assert told_to_staff(cast) == [(2, 1)]


def test_canary_that_is_as_good_goes_on_and_is_looked_at_again(cast, canary, mailoutbox):
    count(cast, canary, well=190, ill=10, arm="live")
    count(cast, canary, well=95, ill=5)
    now = datetime.now(UTC)
    assert watching.look(cast.project, now) == now + watching.EVERY
    assert live(cast).canary == canary
    assert (aborted(cast), watching.stopped_canaries(cast.project), len(mailoutbox), told_to_staff(cast)) == ([], [], 0, [])


def test_canary_without_a_rule_is_never_stopped_nor_looked_at(cast, canary):
    channels.set_canary_rule(cast.actor("owner"), cast.project, rule={})
    make_worse(cast, canary)
    assert watching.look(cast.project, datetime.now(UTC)) is None
    assert live(cast).canary is not None


def test_conversations_of_another_canary_say_nothing_of_this_one(cast, canary):
    make_worse(cast, canary)
    channels.abort_canary(cast.project, by=cast.actor("owner"))
    channels.start_canary(cast.actor("owner"), cast.project, release=2, weight=25, rule=RULE)
    watching.look(cast.project, datetime.now(UTC))
    assert live(cast).canary is not None


def test_several_processes_that_look_at_once_stop_and_tell_once(cast, canary, mailoutbox):
    make_worse(cast, canary)
    together, now = threading.Barrier(4), datetime.now(UTC)

    def look(_each):
        together.wait()
        watching.look(cast.project, now)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(4)))
    watching.look(cast.project, now)
    assert (len(aborted(cast)), len(mailoutbox), len(watching.stopped_canaries(cast.project))) == (1, 1, 1)
    assert told_to_staff(cast) == [(2, 1)]


@pytest.mark.parametrize("after", ["verdict", "abort", "claim"])
def test_process_killed_at_any_step_leaves_the_rest_to_the_next_look(cast, canary, mailoutbox, monkeypatch, after):
    make_worse(cast, canary)
    now = datetime.now(UTC)
    with monkeypatch.context() as dying:
        abort = channels.abort_canary

        def die(*_arguments, **_named):
            raise KeyboardInterrupt

        if after == "verdict":
            dying.setattr(channels, "abort_canary", die)
        elif after == "abort":
            dying.setattr(channels, "abort_canary", lambda *given, **named: (abort(*given, **named), die()))
        else:
            dying.setattr(watching, "_mail", die)
        with pytest.raises(KeyboardInterrupt):
            watching.look(cast.project, now)
    watching.look(cast.project, now + watching.TELLING + timedelta(seconds=1))
    assert live(cast).canary is None
    assert (len(aborted(cast)), len(mailoutbox), len(watching.stopped_canaries(cast.project))) == (1, 1, 1)
    assert told_to_staff(cast) == [(2, 1)]


def test_canary_promoted_just_before_it_is_found_worse_is_not_said_to_be_stopped(cast, canary, mailoutbox, monkeypatch):
    make_worse(cast, canary)
    abort = channels.abort_canary

    def overtaken(*arguments, **named):
        channels.promote_canary(cast.actor("owner"), cast.project)
        return abort(*arguments, **named)

    monkeypatch.setattr(channels, "abort_canary", overtaken)
    watching.look(cast.project, datetime.now(UTC))
    assert live(cast).release == 2
    assert (watching.stopped_canaries(cast.project), len(mailoutbox)) == ([], 0)
    assert held(cast)["insight"].count_documents({"kind": "verdict"}) == 0


def test_counts_are_read_in_all_and_by_release_locale_channel_and_pointer(cast, canary):
    make_worse(cast, canary)
    found = counts.read(cast.project, Selection())
    assert found.totals.conversations["conversations"] == 300
    assert found.totals.data["date", "date"] == {"asked": 300, "understood_1": 250, "captured": 250, "reached_2": 50, "left": 50}
    assert {name: totals.conversations["conversations"] for name, totals in found.by["pointer"].items()} == {
        "live": 200,
        "canary": 100,
    }
    only = counts.read(cast.project, Selection(days=1, release=2))
    assert (only.totals.conversations["conversations"], list(only.by["release"])) == (100, [2])
    assert counts.read(cast.project, Selection(locale="it")).totals.data == {}
