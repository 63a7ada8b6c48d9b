"""`kill -9` in the middle of a backup and of restoring: earlier backups stay whole, and the next run finishes what was begun."""

from pathlib import Path

import backing_up
import lived
import pytest
from backing_up import contents, files
from killing import KILLED, die
from sampling import sampled

from fleet.backups import restoring
from fleet.backups.backing_up import back_up
from fleet.backups.drilling import drill
from fleet.backups.scopes import of_project
from omnia.backups import replacing
from omnia.backups.storage import DRAFT, DirectoryStorage
from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants.audit_chains import chain_of

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


# Staging writes collections of its own first; then come the note, two renames a collection, what is carried over, entry and end.
@pytest.mark.parametrize(
    ("staging", "last_write"),
    sampled([(True, 5), (False, 1), (False, 2), (False, 3), (False, 9), (False, 24), (False, 34)], 3),
)
def test_killed_restoring_has_changed_nothing_or_is_finished_by_the_next(cast, databases, folder, staging, last_write):
    storage = DirectoryStorage(folder)
    lived.live(cast)
    back_up(OPERATOR, storage, project=cast.project)
    held = database(cast.project.ref)
    whole = contents(held, without=CHANGING)
    held["templates"].delete_many({})
    ruined = contents(held, without=CHANGING)
    status = die(last_write, "restore", databases, folder=str(folder), project=cast.project.pk, staging=staging)
    assert status == KILLED
    if replacing.under_way(held) is None and "restoring" not in held.list_collection_names():
        left = {name: each for name, each in contents(held, without=CHANGING).items() if not name.startswith("restored:")}
        assert left in (ruined, whole)
    restoring.restore(OPERATOR, storage, of_project(cast.project))
    assert contents(held, without=CHANGING) == whole
    assert held["audit"].count_documents({"action": "project.restored"}) in (1, 2)
    audit.verify(chain_of(cast.project.ref))
