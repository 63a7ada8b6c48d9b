"""Any history of a project and of the factory behind it, against a plain oracle: nothing is lost, nothing published changes.

Editing, restoring, publishing, canaries and their steps, rolling back, the factory's own versions, taking, declining and pinning:
hypothesis draws what comes after what. After each step all is compared that was written to, as the wire tells, or that should
have been; at a history's end everything is. Whatever is refused must have changed nothing.

A history that fails is printed step by step. Its slice is named by its seed: with the run's `OMNIA_TEST_SAMPLE`, and with
`OMNIA_TEST_EXHAUSTIVE=1` if the run had it, `-k seed…` plays it again.
"""

import hashlib
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from project_oracle import KEYS, PLACES, RIGHT, RUN, Live, Oracle, body_of
from project_stage import (
    Stage,
    channels_told,
    digest,
    drafts_told,
    head_told,
    pointer_told,
    releases_told,
    versions_told,
)  # fmt: skip
from sampling import choose_sample, is_exhaustive

from omnia.dialogue.merge import Decision
from omnia.infra import audit
from omnia.infra.audit import Actor
from tenants import selectors, updates
from tenants.actions import channels, planned, releasing, updating
from tenants.actions.editing import EditingError, StaleVersion, delete_document, restore_document, save_template
from tenants.actions.moving import ReleaseError
from tenants.audit_chains import books_of
from tenants.control.models import Project
from tenants.project import channels as project_channels
from tenants.project import collections

STEPS = 50
SLICES, IN_A_SLICE = (40, 50) if is_exhaustive() else (1, 6)
SEEDS = [choose_sample() * 100 + number for number in range(SLICES)]
"""Other ones each day; each begins a slice of the histories, so that several processes share them."""

PEOPLE = ("Ann", "Ben")
ANN = Actor("command", "Ann", "Ann")
HOUR = timedelta(hours=1)

keys = st.sampled_from(KEYS)
people = st.sampled_from(PEOPLE).map(lambda name: Actor("command", name, name))
words = st.sampled_from(["One?", "Two?", "Three?"])
changes = st.fixed_dictionaries({}, optional=dict.fromkeys(("start", "no_match", "label"), words)).filter(bool)
"""What an edit says anew."""

expected = st.sampled_from([RIGHT, RIGHT, RIGHT, "1980-05-13"])
numbers = st.integers(1, 6)
decisions_of_places = st.fixed_dictionaries(dict.fromkeys(PLACES, st.sampled_from(["", "ours", "theirs", "edited"])))
weights = st.sampled_from([5, 25, 50, 100])


@pytest.fixture
def stage(databases, make_project_database, writes) -> Stage:
    ref = make_project_database()
    return Stage(Project(id=ref.id, cluster=ref.cluster, name="Acme", locales=["en", "it"], default_locale="en"), writes)


class History(RuleBasedStateMachine):
    """What happens to a project; `oracle` is what must have come of it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage, self.project, self.held = stage, stage.project, stage.held
        self.oracle = Oracle()
        self.released: dict[int, Any] = {}
        self.sequences: dict[str, int] = {}
        self.steps = 0
        self.compared: dict[str, Any] = {}
        """By part: what the oracle said as it was compared last."""
        self.parts = {
            "drafts": (collections.TEMPLATES, drafts_told, self._drafts),
            "versions": (collections.VERSIONS, versions_told, self._versions),
            "releases": (collections.RELEASES, releases_told, self._releases),
            "channels": (collections.CHANNELS, channels_told, self._channels),
        }

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
        self.stage.improve(key, texts)
        versions.append(texts)

    @rule(
        key=keys,
        by=people,
        choices=decisions_of_places,
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
    def what_is_stored_is_what_the_oracle_says(self):
        self.steps += 1
        self._compare(self.stage.written())

    def _compare(self, written: set[str] | None) -> None:
        """Hold what is stored against the oracle, where either may have changed; `None`: everywhere."""
        for part, (name, told, found) in self.parts.items():
            expected = told(self.oracle)
            if written is None or name in written or expected != self.compared.get(part):
                assert found() == expected, part
                self.compared[part] = expected

    def _drafts(self):
        return {row["_id"]: head_told(row) for row in self.held[collections.TEMPLATES].find()}

    def _versions(self):
        return {row["_id"]: row["hash"] for row in self.held[collections.VERSIONS].find()}

    def _releases(self):
        rows = {row["_id"]: row for row in self.held[collections.RELEASES].find()}
        for number, row in rows.items():
            assert row == self.released.setdefault(number, row), "a release never changes"
        return {
            number: {kind: {key: told["hash"] for key, told in held.items()} for kind, held in row["manifest"].items()}
            for number, row in rows.items()
        }

    def _channels(self):
        found = project_channels.read_all(self.project.ref)
        for pointer in found:
            assert pointer.sequence >= self.sequences.get(pointer.channel, 0), "a sequence only rises"
            self.sequences[pointer.channel] = pointer.sequence
        return {pointer.channel: pointer_told(pointer) for pointer in found}

    def teardown(self):
        if sys.exc_info()[0] is not None:
            # A step has failed: that is what is told, and not what it left behind.
            return
        self._compare(None)
        self._bodies_are_there()
        self._writers_are_told()
        books = books_of(self.project.ref)
        assert not list(books.intents.find({"chain": books.chain.name})), "nothing is left open"
        audit.verify(books.chain)
        self.stage.histories += 1
        self.stage.steps += self.steps

    def _bodies_are_there(self):
        named = set(self._versions().values()) | {
            told["hash"] for row in self.released.values() for kind in row["manifest"].values() for told in kind.values()
        }
        bodies = {row["_id"]: row["body"] for row in self.held[collections.BODIES].find()}
        assert bodies.keys() >= named, "whatever was saved or released is there"
        assert {hashlib.sha256(text.encode()).hexdigest(): text for text in bodies.values()} == bodies

    def _writers_are_told(self):
        for key, held in self.oracle.copies.items():
            if not held.deleted:
                told = {row.address: row.by for row in selectors.written_by(self.project, "template", key).written}
                assert told == {PLACES[place]: by for place, by in held.writers.items()}


@pytest.mark.parametrize("number", SEEDS, ids="seed{}".format)
def test_any_history_of_edits_releases_canaries_and_updates_loses_nothing_and_ends_as_the_oracle_says(stage, number):
    once = settings(
        max_examples=IN_A_SLICE, stateful_step_count=STEPS + 1, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink), database=None, print_blob=True,
    )  # fmt: skip
    # The first step publishes what the others begin with. None of them ends before its last one.
    run_state_machine_as_test(seed(number)(lambda: History(stage)), settings=once, _min_steps=STEPS + 1)
    print(f"seed {number}: {stage.histories} histories, {stage.steps} steps; `make test-all` plays 2,000 of {STEPS}")  # noqa: T201
