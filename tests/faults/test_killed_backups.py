"""`kill -9` in the middle of a backup and of restoring: earlier backups stay whole, and the next run finishes what was begun."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from pkgutil import resolve_name

import backing_up
import lived
import pytest
from backing_up import contents, files
from killing import KILLED, die
from sampling import sampled

from fleet import settling
from fleet.backups import restoring
from fleet.backups.backing_up import back_up
from fleet.backups.drilling import drill
from fleet.backups.scopes import of_project
from omnia.backups import replacing
from omnia.backups.errors import BackupError
from omnia.backups.storage import DRAFT, DirectoryStorage
from omnia.infra import audit, long_units, units
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants.audit_chains import books_of, chain_of, platform_chain

OPERATOR = Actor("command", "tests", "tests")
CHANGING = backing_up.OWN | {"channels"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.mark.parametrize("last_write", sampled([1, 2, 9, 17], 2))
def test_killed_backup_leaves_the_earlier_one_whole_and_the_next_goes_on(cast, databases, folder, last_write):
    storage = DirectoryStorage(folder)
    first = back_up(OPERATOR, storage)
    lived.live(cast)
    assert die(last_write, "backup", databases, folder=str(folder)) == KILLED
    assert drill(OPERATOR, storage, moment=first.moment).equal == 4
    written = len(files(folder))
    again = back_up(OPERATOR, storage)
    assert not [path for path in files(folder) if path.name.startswith(DRAFT)]
    assert len(files(folder)) > written
    found = drill(OPERATOR, storage)
    assert (found.moment, found.equal) == (again.moment, 4)


# Staging first writes down the unit, then collections of its own; from the note on come two renames a collection, what is carried
# over, both entries, and what is dropped at the end.
PLACES = [*((True, number) for number in range(1, 61)), *((False, number) for number in range(1, 111))]


@pytest.mark.parametrize(("staging", "last_write"), sampled(PLACES, 35))
def test_restoring_killed_at_any_place_is_undone_or_finished_by_whoever_settles(cast, databases, folder, staging, last_write):
    whole, ruined = back_up_and_ruin(cast, folder)
    status = die(last_write, "restore", databases, folder=str(folder), project=cast.project.pk, staging=staging)
    settling.settle_abandoned()
    told = told_of_restoring(cast)
    assert told in ([0, 0], [1, 1])
    assert told == [1, 1] or status == KILLED
    assert contents(database(cast.project.ref), without=CHANGING) == (whole if told[0] else ruined)
    assert settling.unsettled() == []
    for chain in (chain_of(cast.project.ref), platform_chain()):
        audit.verify(chain)


@pytest.mark.parametrize(("staging", "last_write"), sampled(PLACES, 70))
def test_restoring_killed_at_any_place_is_settled_by_the_next_which_restores_too(cast, databases, folder, staging, last_write):
    whole, _ruined = back_up_and_ruin(cast, folder)
    die(last_write, "restore", databases, folder=str(folder), project=cast.project.pk, staging=staging)
    restoring.restore(OPERATOR, DirectoryStorage(folder), of_project(cast.project))
    assert contents(database(cast.project.ref), without=CHANGING) == whole
    assert told_of_restoring(cast) in ([1, 1], [2, 2])
    assert settling.unsettled() == []
    audit.verify(chain_of(cast.project.ref))


def back_up_and_ruin(cast, folder):
    """Everything of a project that has lived, as it is in the backup and after it was ruined."""
    lived.live(cast)
    back_up(OPERATOR, DirectoryStorage(folder), project=cast.project)
    held = database(cast.project.ref)
    whole = contents(held, without=CHANGING)
    held["templates"].delete_many({})
    return whole, contents(held, without=CHANGING)


def told_of_restoring(cast):
    """How often each log tells that the project was restored."""
    chains = (chain_of(cast.project.ref), platform_chain())
    return [chain.log.count_documents({"action": "project.restored"}) for chain in chains]


def test_restoring_that_another_process_is_at_is_refused_in_words_and_goes_on(cast, databases, folder):
    whole, _ruined = back_up_and_ruin(cast, folder)
    stage, refused = replacing.stage, []

    def staged_twice(*given):
        if not refused:
            with pytest.raises(BackupError) as error:
                restoring.restore(OPERATOR, DirectoryStorage(folder), of_project(cast.project))
            refused.append(str(error.value))
        stage(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replacing, "stage", staged_twice)
        restoring.restore(OPERATOR, DirectoryStorage(folder), of_project(cast.project))
    assert "being restored just now" in refused[0]
    assert contents(database(cast.project.ref), without=CHANGING) == whole
    assert told_of_restoring(cast) == [1, 1]
    assert settling.unsettled() == []


def test_restoring_that_redis_kept_from_its_end_is_finished_without_another_call(cast, databases, folder):
    whole, _ruined = back_up_and_ruin(cast, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restoring.carrying, "announce", _without_redis)
        with pytest.raises(BackupError):
            restoring.restore(OPERATOR, DirectoryStorage(folder), of_project(cast.project))
        settling.settle_abandoned(later())
        assert [intent.action for intent in settling.unsettled()] == ["project.restored"]
    settling.settle_abandoned(later())
    assert contents(database(cast.project.ref), without=CHANGING) == whole
    assert told_of_restoring(cast) == [1, 1]
    assert settling.unsettled() == []


def _without_redis(_project):
    raise BackupError("Redis does not answer.")


def test_unit_that_takes_long_is_not_settled_by_another_while_its_process_lives(cast, databases, monkeypatch):
    monkeypatch.setattr(long_units, "SECONDS", 0.01)
    books, spoken = books_of(cast.project.ref), threading.Event()
    keep = units.Unit.keep

    def heard(unit):
        keep(unit)
        spoken.set()

    monkeypatch.setattr(units.Unit, "keep", heard)
    with units.begun(
        books, OPERATOR, "project.restored", None, "x", told=[units.Entry("project.restored", "x")], probe="restoring"
    ) as unit:
        books.intents.update_one({"_id": unit.id}, {"$set": {"at": datetime.now(UTC) - 2 * units.GRACE}})
        with long_units.kept(unit):
            assert spoken.wait(60)
        (intent,) = settling.unsettled()
        assert not units.is_abandoned(intent)
        unit.drop()


def test_killed_staging_that_two_settle_at_once_is_undone_by_one_of_them(cast, databases, folder):
    _whole, ruined = back_up_and_ruin(cast, folder)
    assert die(20, "restore", databases, folder=str(folder), project=cast.project.pk, staging=True) == KILLED
    (intent,) = settling.unsettled()
    books = books_of(cast.project.ref)
    units.claim(books, intent)
    with pytest.raises(units.HeldStillError):
        units.claim(books, intent)
    settling.settle_abandoned(later())
    assert contents(database(cast.project.ref), without=CHANGING) == ruined
    assert settling.unsettled() == []


# The function before which a process is halted, and what another one makes of its restoring meanwhile.
HALTS = (
    ("omnia.backups.replacing.stage", "undone"),
    ("omnia.infra.units.settle_made", "undone"),
    ("omnia.backups.replacing.switch", "finished"),
    ("fleet.backups.carrying.announce", "finished"),
)


@pytest.mark.parametrize(("place", "outcome"), HALTS)
def test_restoring_that_was_halted_while_another_took_over_changes_nothing_more(cast, databases, folder, place, outcome):
    whole, ruined = back_up_and_ruin(cast, folder)
    step, seen = resolve_name(place), []

    def halted(*given):
        if not seen:
            seen.append({})
            settling.settle_abandoned(later())
            seen.append(everything_held(cast))
        return step(*given)

    with pytest.MonkeyPatch.context() as patch:
        # Nothing is said of living while a process is halted.
        patch.setattr(long_units, "SECONDS", 3600)
        patch.setattr(place, halted)
        with pytest.raises(BackupError) as error:
            restoring.restore(OPERATOR, DirectoryStorage(folder), of_project(cast.project))
    assert "halted for so long" in str(error.value)
    assert everything_held(cast) == seen[1]
    assert contents(database(cast.project.ref), without=CHANGING) == (whole if outcome == "finished" else ruined)
    assert told_of_restoring(cast) == ([1, 1] if outcome == "finished" else [0, 0])
    assert settling.unsettled() == []


def everything_held(cast):
    """All of a project's database, by collection."""
    return contents(database(cast.project.ref))


def later():
    return datetime.now(UTC) + 2 * units.GRACE
