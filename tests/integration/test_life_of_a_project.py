"""Any history of a project and of the factory behind it, against a plain oracle: nothing is lost, nothing published changes.

Editing, restoring, publishing, canaries and their steps, rolling back, the factory's own versions, taking, declining and pinning:
hypothesis draws what comes after what. After each step everything is compared; whatever is refused must have changed nothing.
"""

import hashlib
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from project_oracle import FIRST, FLOW, KEYS, PLACES, RIGHT, RUN, Copy, Live, Oracle, body_of
from sampling import is_exhaustive

from factory.actions import Staff, create_draft, publish_version, save_draft
from factory.models import CatalogueVersion, Flow, Template
from omnia.dialogue.canonical import canonical_bytes, normalised
from omnia.dialogue.merge import Decision
from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants import selectors, updates
from tenants.actions import channels, planned, releasing, updating
from tenants.actions.copying import copy_of, first_version
from tenants.actions.editing import EditingError, StaleVersion, delete_document, restore_document, save_template
from tenants.actions.moving import ReleaseError
from tenants.control.models import Project
from tenants.project import channels as project_channels
from tenants.project import collections
from tenants.project.versions import put_body
from tenants.sync import Original, originals_for

RUNS = 2_000 if is_exhaustive() else 6
STEPS = 50

STAFF = Staff.command("tests")
PEOPLE = ("Ann", "Ben")
ANN = Actor("command", "Ann", "Ann")
HOUR = timedelta(hours=1)
OF_A_HISTORY = (collections.TEMPLATES, collections.FLOWS, collections.VERSIONS, collections.RELEASES, collections.CHANNELS)

keys = st.sampled_from(KEYS)
people = st.sampled_from(PEOPLE).map(lambda name: Actor("command", name, name))
words = st.sampled_from(["One?", "Two?", "Three?"])
changes = st.fixed_dictionaries({}, optional=dict.fromkeys(("start", "no_match", "label"), words)).filter(bool)
"""What an edit says anew."""

expected = st.sampled_from([RIGHT, RIGHT, RIGHT, "1980-05-13"])
numbers = st.integers(1, 6)
decisions_of_places = st.fixed_dictionaries(dict.fromkeys(PLACES, st.sampled_from(["", "ours", "theirs", "edited"])))
weights = st.sampled_from([5, 25, 50, 100])


class Stage:
    """A factory and a project on it, set back to their beginning for each history."""

    def __init__(self, project: Project) -> None:
        self.project = project
        for key in KEYS:
            create_draft(STAFF, "template", body_of(key, FIRST))
            publish_version(STAFF, "template", key)
        create_draft(STAFF, "flow", FLOW)
        publish_version(STAFF, "flow", FLOW["key"])
        self._factory = {model: list(model.objects.all()) for model in (Template, Flow)}
        self._originals = originals_for([])

    def reset(self) -> None:
        CatalogueVersion.objects.filter(number__gt=1).delete()
        for rows in self._factory.values():
            for row in rows:
                row.save()
        held, now = database(self.project.ref), datetime.now(UTC)
        for name in OF_A_HISTORY:
            held[name].delete_many({})
        for row in self._originals:
            self._copy(row, now)

    def _copy(self, row: Original, now: datetime) -> None:
        held = database(self.project.ref)
        digest = put_body(self.project.ref, row.body)
        held[f"{row.document}s"].insert_one({"_id": row.key, **copy_of(row, "tests", now), "hash": digest})
        held[collections.VERSIONS].bulk_write([first_version(row, "tests", now)])


@pytest.fixture
def stage(databases, make_project_database) -> Stage:
    ref = make_project_database()
    return Stage(Project(id=ref.id, cluster=ref.cluster, name="Acme", locales=["en", "it"], default_locale="en"))


class History(RuleBasedStateMachine):
    """What happens to a project; `oracle` is what must have come of it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage, self.project = stage, stage.project
        self.held = database(self.project.ref)
        self.oracle = Oracle()
        self.released: dict[int, Any] = {}
        self.sequences = {"live": 0, "staging": 0}

    @initialize()
    def begin(self) -> None:
        self.stage.reset()
        self.publish(channel="live", by=ANN)

    # Drafts

    @rule(key=keys, change=changes, test=expected, by=people)
    def edit(self, key, change, test, by):
        held = self.oracle.copies[key]
        texts = held.texts | change | {"test": test}
        save = self._saving(key, texts, by)
        if held.deleted:
            self._refused(EditingError, save)
            return
        save()
        held.save(texts, by.label)

    @rule(key=keys, change=changes, by=people, back=st.integers(1, 3))
    def edit_a_version_that_is_not_the_last(self, key, change, by, back):
        held = self.oracle.copies[key]
        if len(held.versions) > back and not held.deleted:
            self._refused(StaleVersion, self._saving(key, held.texts | change, by, back=back))

    def _saving(self, key, texts, by, back=0) -> Callable[[], Any]:
        version = len(self.oracle.copies[key].versions) - back
        return lambda: save_template(by, self.project, key, body_of(key, texts), base_version=version)

    @rule(key=keys, number=numbers, by=people)
    def restore(self, key, number, by):
        held = self.oracle.copies[key]

        def restore() -> None:
            restore_document(by, self.project, "template", key, number)

        if number > len(held.versions):
            self._refused(EditingError, restore)
            return
        restore()
        held.deleted = False
        held.save(held.versions[number - 1], by.label)

    @rule(key=keys, by=people)
    def delete(self, key, by):
        held = self.oracle.copies[key]

        def delete() -> None:
            delete_document(by, self.project, "template", key)

        if held.deleted or key in RUN:
            self._refused(EditingError, delete)
        else:
            delete()
            held.deleted = True

    # The factory

    @rule(key=keys, change=changes)
    def improve(self, key, change):
        versions = self.oracle.factory[key]
        texts = versions[-1] | change
        if texts == versions[-1]:
            return
        row = Template.objects.get(key=key)
        save_draft(STAFF, "template", key, body_of(key, texts), base_revision=row.revision)
        # The tests of a template that differs in texts alone pass as they did.
        publish_version(STAFF, "template", key, tested=True)
        versions.append(texts)

    @rule(
        key=keys,
        by=people,
        choices=st.fixed_dictionaries(dict.fromkeys(PLACES, st.sampled_from(["", "ours", "theirs", "edited"]))),
    )
    def take(self, key, by, choices):
        held, number = self.oracle.copies[key], self.oracle.offered(key)
        offer = self._offer(key)
        assert (offer.offered if offer else 0) == number
        if offer is None:
            return
        theirs = self.oracle.factory[key][number - 1]
        open_ones = held.conflicts(theirs)
        undecided = updates.preview(self.project, offer)
        assert {conflict.address for conflict in undecided.conflicts} == {PLACES[place] for place in open_ones}
        assert undecided.body == body_of(key, held.merged(theirs, {}))
        told = {place: choice for place in open_ones if (choice := choices[place])}
        value = {"ours": held.texts, "theirs": theirs, "edited": dict.fromkeys(PLACES, "Both?")}
        decided = {place: value[choice][place] for place, choice in told.items()}
        decisions = {
            PLACES[place]: Decision(choice, "Both?") if choice == "edited" else Decision(choice) for place, choice in told.items()
        }
        merged = held.merged(theirs, decided)
        shown = updates.preview(self.project, offer, decisions)
        assert shown.body == body_of(key, merged), "the preview is what the rules say"

        def take(base: int | None = None) -> Any:
            return updating.take_update(by, self.project, offer, decisions=decisions, base_version=base)[1]

        if merged["test"] != RIGHT:
            self._refused(updating.UpdateRefused, take)
            return
        if len(held.versions) > 1:
            self._refused(StaleVersion, lambda: take(len(held.versions) - 1))
        saved = take(shown.base_version)
        held.take(theirs, number, merged, by.label)
        assert saved.hash == digest(body_of(key, merged)), "what was shown is what is kept"

    def _offer(self, key) -> updates.Offer | None:
        return next((offer for offer in updates.offers(self.project) if offer.key == key), None)

    @rule(key=keys, by=people)
    def decline(self, key, by):
        number = self.oracle.offered(key)

        def decline() -> None:
            updating.decline_update(by, self.project, "template", key, offered=number or 1)

        if not number:
            self._refused(updates.NoUpdate, decline)
            return
        decline()
        self.oracle.copies[key].declined = number

    @rule(key=keys, number=numbers, by=people)
    def pin(self, key, number, by):
        held = self.oracle.copies[key]

        def pin() -> None:
            updating.pin_copy(by, self.project, "template", key, version=number)

        if held.deleted or not held.taken <= number <= max(len(self.oracle.factory[key]), held.taken):
            self._refused((updates.NoUpdate, updating.ChoiceRefused), pin)
            return
        pin()
        held.pinned = number

    @rule(key=keys, by=people)
    def want_updates(self, key, by):
        held = self.oracle.copies[key]
        if not held.deleted:
            updating.want_updates(by, self.project, "template", key)
            held.declined = held.pinned = None

    # Releases

    @rule(channel=st.sampled_from(["live", "staging"]), by=people)
    def publish(self, channel, by):
        def publish() -> None:
            releasing.publish(by, self.project, target=releasing.Target(channel))

        if not self.oracle.is_publishable():
            self._refused(releasing.NotPublishable, publish)
            return
        publish()
        self._released()
        self._channel(channel).serve(len(self.oracle.releases))

    @rule(weight=weights, by=people)
    def publish_as_canary(self, weight, by):
        def publish() -> None:
            releasing.publish(by, self.project, target=releasing.Target("canary", weight))

        live = self.oracle.live
        if live.canary is not None or not self.oracle.is_publishable():
            self._refused(ReleaseError, publish)
            return
        publish()
        self._released()
        live.start(len(self.oracle.releases), weight, [])

    @rule(by=people)
    def publish_what_was_not_seen(self, by):
        self._refused(releasing.UnseenDrafts, lambda: releasing.publish(by, self.project, seen="0" * 16))

    def _released(self) -> None:
        self.oracle.releases.append(self.oracle.drafts())

    def _channel(self, name) -> Live:
        return self.oracle.live if name == "live" else self.oracle.staging

    @rule(channel=st.sampled_from(["live", "staging"]), number=numbers, by=people, moved=st.booleans())
    def roll_back(self, channel, number, by, moved):
        pointer = self._channel(channel)
        seen = pointer.sequence - moved

        def roll_back() -> None:
            releasing.rollback(by, self.project, to=number, channel=channel, seen=seen)

        if moved or not self.oracle.has(number) or pointer.release == number:
            self._refused(ReleaseError, roll_back)
            return
        roll_back()
        pointer.serve(number)

    @rule(by=people)
    def make_staging_live(self, by):
        live, staged = self.oracle.live, self.oracle.staging.release

        def make_live() -> None:
            channels.make_live(by, self.project)

        if staged is None or staged == live.release:
            self._refused(ReleaseError, make_live)
            return
        make_live()
        live.serve(staged)

    # Canaries

    @rule(number=numbers, weight=weights, by=people)
    def start_canary(self, number, weight, by):
        live = self.oracle.live

        def start() -> None:
            channels.start_canary(by, self.project, release=number, weight=weight)

        if live.canary is not None or not self.oracle.has(number) or number == live.release:
            self._refused(ReleaseError, start)
            return
        start()
        live.start(number, weight, [])

    @rule(weight=st.sampled_from([0, 5, 25, 50, 100]), by=people)
    def weigh_canary(self, weight, by):
        live = self.oracle.live

        def weigh() -> None:
            channels.set_canary_weight(by, self.project, weight=weight)

        if live.canary is None or live.weight == weight:
            self._refused(ReleaseError, weigh)
            return
        weigh()
        live.weigh(weight, [])

    @rule(number=numbers, by=people)
    def replace_canary(self, number, by):
        live = self.oracle.live

        def replace() -> None:
            releasing.rollback(by, self.project, to=number, channel="canary")

        # A weight of 0 is taken over as it is.
        if live.canary is None or number in (live.canary, live.release) or not self.oracle.has(number):
            self._refused(ReleaseError, replace)
            return
        replace()
        live.start(number, live.weight, [])

    @rule(steps=st.lists(weights, unique=True, max_size=3).map(sorted), by=people)
    def plan_steps(self, steps, by):
        live, first = self.oracle.live, datetime.now(UTC) + HOUR

        def plan() -> None:
            channels.set_canary_steps(by, self.project, steps=channels.plan_steps(first, HOUR, steps))

        if live.canary is None or (steps and steps[0] <= live.weight):
            self._refused(ReleaseError, plan)
            return
        plan()
        live.steps = steps

    @precondition(lambda self: self.oracle.live.steps)
    @rule()
    def wait_for_the_next_step(self):
        live = self.oracle.live
        due = project_channels.read(self.project.ref, "live").due()
        assert planned.do_due(self.project, due - timedelta(seconds=1)) == 0
        assert planned.do_due(self.project, due) == 1
        weight, *rest = live.steps
        if weight == 100:
            live.serve(live.canary)
        else:
            live.weigh(weight, rest)

    @rule(by=people)
    def promote(self, by):
        live = self.oracle.live

        def promote() -> None:
            channels.promote_canary(by, self.project)

        if live.canary is None:
            self._refused(ReleaseError, promote)
            return
        promote()
        live.serve(live.canary)

    @rule(by=people)
    def abort(self, by):
        def abort() -> None:
            channels.abort_canary(self.project, by=by)

        if self.oracle.live.canary is None:
            self._refused(ReleaseError, abort)
            return
        abort()
        self.oracle.live.abort()

    # What must hold

    def _refused(self, error, action: Callable[[], Any]) -> None:
        with pytest.raises(error):
            action()

    @invariant()
    def drafts_are_as_they_must_be(self):
        heads = {row["_id"]: row for row in self.held[collections.TEMPLATES].find()}
        assert heads.keys() == self.oracle.copies.keys() or not heads
        for key, head in heads.items():
            assert_head(head, key, self.oracle.copies[key])
        if heads:
            total = sum(len(held.versions) for held in self.oracle.copies.values()) + 1
            assert self.held[collections.VERSIONS].count_documents({}) == total

    @invariant()
    def releases_are_there_and_as_they_were(self):
        rows = {row["_id"]: row for row in self.held[collections.RELEASES].find()}
        assert sorted(rows) == list(range(1, len(self.oracle.releases) + 1))
        for number, row in rows.items():
            assert row == self.released.setdefault(number, row), "a release never changes"
            said = {key: digest(body_of(key, texts)) for key, texts in self.oracle.releases[number - 1].items()}
            assert {key: told["hash"] for key, told in row["manifest"]["templates"].items()} == said

    @invariant()
    def channels_are_where_they_must_be_and_their_sequences_rise(self):
        for name, expected in (("live", self.oracle.live), ("staging", self.oracle.staging)):
            found = project_channels.read(self.project.ref, name)
            canary = found.canary
            assert (found.release, found.sequence) == (expected.release, expected.sequence)
            assert (canary and canary.release) == expected.canary
            assert ((canary.weight, [step.weight for step in canary.steps]) if canary else (0, [])) == (
                expected.weight,
                expected.steps,
            )
            assert found.sequence >= self.sequences[name]
            self.sequences[name] = found.sequence

    def teardown(self):
        if sys.exc_info()[0] is not None:
            # A step has failed: that is what is told, and not what it left behind.
            return
        versions = list(self.held[collections.VERSIONS].find({"document": "template"}))
        for row in versions:
            said = self.oracle.copies[row["key"]].versions[row["number"] - 1]
            assert row["hash"] == digest(body_of(row["key"], said)), "a version never changes"
        named = {row["hash"] for row in versions} | {
            told["hash"] for row in self.released.values() for kind in row["manifest"].values() for told in kind.values()
        }
        bodies = {row["_id"]: row["body"] for row in self.held[collections.BODIES].find({"_id": {"$in": list(named)}})}
        assert bodies.keys() == named, "whatever was saved or released is there"
        assert {name: hashlib.sha256(text.encode()).hexdigest() for name, text in bodies.items()} == {
            name: name for name in named
        }
        self._writers_are_told()

    def _writers_are_told(self):
        for key, held in self.oracle.copies.items():
            if not held.deleted and versions_are_there(self.held):
                told = {row.address: row.by for row in selectors.written_by(self.project, "template", key).written}
                assert told == {PLACES[place]: by for place, by in held.writers.items()}


def versions_are_there(held) -> bool:
    return held[collections.VERSIONS].count_documents({}, limit=1) > 0


def digest(body) -> str:
    return hashlib.sha256(canonical_bytes(normalised(body))).hexdigest()


def assert_head(head, key, held: Copy) -> None:
    origin = head["origin"]
    assert (head["version"], head["deleted"]) == (len(held.versions), held.deleted)
    assert head["hash"] == digest(body_of(key, held.texts))
    assert (origin["version"], origin["hash"]) == (held.taken, digest(body_of(key, held.base)))
    assert (origin.get("declined"), origin.get("pinned")) == (held.declined, held.pinned)


def test_any_history_of_edits_releases_canaries_and_updates_loses_nothing_and_ends_as_the_oracle_says(stage):
    print(f"{RUNS} histories of {STEPS} steps; `make test-all` runs 2,000")  # noqa: T201  what ran is told
    once = settings(
        max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
    )
    run_state_machine_as_test(lambda: History(stage), settings=once)
    audit.verify(database(stage.project.ref)[collections.AUDIT])
