"""`backup`, `restore` and `drill` as an operator calls them: what is put back, what goes on, and what is refused in words."""

import json
from datetime import UTC, datetime, timedelta

import backing_up
import lived
import pytest
from backing_up import everything, files, platform

from factory.collections import DECLARED as CATALOGUE
from fleet.backups import backing_up as backing_up_module
from omnia.infra import background
from omnia.infra.audit import Actor
from omnia.infra.envelope import LocalKeyRing, parse_ring
from omnia.mongo.clusters import client, database
from omnia.mongo.write_check import write_once
from tenants import selectors
from tenants.actions import editing, erasing_later, holding, keys, releasing
from tenants.actions.erasing import erase_project
from tenants.control.collections import DECLARED as CONTROL
from tenants.control.models import Membership, Project, ProjectStatus
from tenants.insight import counts
from tenants.project import records, rollups
from tests.api.published import Client

ANN = Actor("command", "tests", "tests")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def answer(manage):
    """Calls a command that must go well; returns its JSON."""

    def call(*arguments):
        called = manage(*map(str, arguments), "--json")
        assert called.status == 0, called.err
        return json.loads(called.out)

    return call


@pytest.fixture
def refusal(manage):
    """Calls a command that must be refused; returns its sentence."""

    def call(*arguments):
        called = manage(*map(str, arguments), "--json")
        assert (called.status, called.err.count("\n")) == (1, 1), called
        assert "Traceback" not in called.err
        return called.err.strip()

    return call


def ruin(project):
    """Documents are changed, lost and added by hand, and indexes are lost."""
    held = database(project.ref)
    held["templates"].delete_many({"_id": {"$gt": "e"}})
    held["versions"].update_many({}, {"$set": {"author": "nobody"}})
    held["settings"].drop()
    held["versions"].drop_indexes()
    held["bodies"].insert_one({"_id": "f" * 64, "body": "junk"})


def entries(project, action):
    return list(database(project.ref)["audit"].find({"action": action}))


def test_ruined_project_comes_back_as_it_was_and_the_other_project_is_not_touched(cast, answer, folder):
    lived.live(cast)
    before = everything(cast, without=backing_up.OWN | {"agenda"})
    made = answer("backup", "--out", folder)
    assert (made["databases"], made["undeclared"], made["removed"]) == (4, {}, 0)
    ruin(cast.project)
    (done,) = answer("restore", "--from", folder, "--project", cast.project.pk)["restored"]
    assert (done["moment"], done["log"]) == (made["moment"], "continued")
    after = everything(cast, without=backing_up.OWN | {"agenda"})
    channels = after[cast.project.pk].pop("channels")
    assert before[cast.project.pk].pop("channels") != channels, "channels count on"
    assert after == before
    (entry,) = entries(cast.project, "project.restored")
    assert entry["details"]["moment"] == made["moment"]
    assert answer("verify_audit")["ok"]


def test_lost_database_comes_back_with_its_log_and_its_running_conversation_goes_on(cast, answer, folder):
    key = lived.live(cast)
    running = lived.running_session(cast)
    answer("backup", "--out", folder, "--project", "Acme")
    length = database(cast.project.ref)["audit"].count_documents({})
    client().drop_database(cast.project.ref.database_name)
    background.reset_process()
    (done,) = answer("restore", "--from", folder, "--project", "Acme")["restored"]
    assert done["log"] == "replaced"
    said = Client(key).post(f"/api/v1/sessions/{running}/turns", {"turn": 1, "event": "utterance", "text": "12 May 2027"})
    assert said.status == 200, said.content
    (entry,) = entries(cast.project, "project.restored")
    assert entry["_id"] == length + 1
    assert answer("verify_audit")["ok"]


@pytest.mark.redis
def test_after_a_loss_redis_is_not_believed_about_releases_that_are_lost(cast, redis, clock, answer, folder):
    def publish(label):
        body = selectors.draft(cast.project, "template", "email").body
        body["label"]["en"] = label
        version = selectors.draft(cast.project, "template", "email").version
        editing.save_document(ANN, cast.project, "template", "email", body, base_version=version)
        release = releasing.publish(ANN, cast.project).release
        # What processes and Redis remember of the head may be a second old.
        background.reset_process()
        clock.move(2)
        return release

    api = Client(lived.live(cast))
    answer("backup", "--out", folder)
    lost = publish("Lost")
    assert "Lost" in api.get("/api/v1/templates/email").content.decode()
    client().drop_database(cast.project.ref.database_name)
    background.reset_process()
    answer("restore", "--from", folder, "--project", "Acme")
    assert "Lost" not in api.get("/api/v1/templates/email").content.decode()
    assert publish("Found") == lost, "the number is given once more"
    assert "Found" in api.get("/api/v1/templates/email").content.decode()


@pytest.mark.parametrize(
    ("then", "since", "status"),
    [("open", "suspended", 403), ("suspended", "open", 200), ("erasing", "open", 200), ("open", "erasing", 401)],
)
def test_after_a_loss_a_project_stands_as_it_did_before_the_loss_and_not_as_at_the_backup(
    cast, answer, folder, then, since, status
):
    api = Client(lived.speak(cast))
    have_it_stand(cast, then)
    answer("backup", "--out", folder)
    have_it_stand(cast, since)
    client().drop_database(cast.project.ref.database_name)
    background.reset_process()
    answer("restore", "--from", folder, "--project", "Acme")
    assert api.get("/api/v1/release").status == status


def have_it_stand(cast, wanted):
    """Have a project suspended, planned to be erased, or open again."""
    cast.project.refresh_from_db()
    if wanted == "suspended":
        holding.suspend(ANN, cast.project, reason="The bill is not paid.")
    elif wanted == "erasing":
        erasing_later.plan_erasure(ANN, cast.project)
    elif cast.project.hold:
        holding.open_again(ANN, cast.project)
    elif cast.project.status == ProjectStatus.ERASING:
        erasing_later.keep_project(ANN, cast.project)


def test_log_that_was_rewritten_is_replaced_and_its_end_is_told_anew(cast, answer, folder, settings, tmp_path):
    settings.OMNIA_AUDIT_CHECKPOINTS = str(tmp_path / "checkpoints")
    lived.live(cast)
    answer("backup", "--out", folder)
    for number in range(3):
        keys.issue_key(ANN, cast.project, name=f"k{number}", scopes=("read",))
    database(cast.project.ref)["audit"].update_one({"_id": 2}, {"$set": {"action": "nothing.happened"}})
    (done,) = answer("restore", "--from", folder, "--project", "Acme")["restored"]
    assert done["log"] == "replaced"
    found = answer("verify_audit")
    assert found["ok"], found
    assert all(row["checkpoint"] == row["entries"] for row in found["chains"] if row["checkpoint"])


def test_what_may_not_be_undone_is_carried_over(cast, answer, folder):
    lived.live(cast)
    kept = keys.issue_key(ANN, cast.project, name="Kept", scopes=("read",))
    answer("backup", "--out", folder)
    before = {row["_id"]: row for row in database(cast.project.ref)["channels"].find()}
    keys.revoke_key(ANN, cast.project, key_id=kept.id)
    later = keys.issue_key(ANN, cast.project, name="Later", scopes=("read",))
    releasing.publish(ANN, cast.project, note="since", target=releasing.Target("second"))
    database(cast.project.ref)["conversations"].insert_one({"_id": "s_since", "finished_at": datetime.now(UTC)})
    answer("restore", "--from", folder, "--project", "Acme")
    held = database(cast.project.ref)
    assert held["api_keys"].find_one({"_id": kept.id})["revoked_at"] is not None
    assert held["api_keys"].find_one({"_id": later.id})["revoked_at"] is None
    assert held["releases"].count_documents({}) == 3
    assert held["conversations"].count_documents({"_id": "s_since"}) == 1
    after = {row["_id"]: row for row in held["channels"].find()}
    assert set(after) - set(before) == {"second"}
    assert {name: after[name]["sequence"] > row["sequence"] for name, row in before.items()} == {"live": True, "staging": True}
    assert releasing.publish(ANN, cast.project, target=releasing.Target("second")).release == 4


def test_counts_that_come_back_are_read_though_what_was_added_up_had_lost_them(cast, answer, folder):
    ended, held = [], database(cast.project.ref)["insight"]
    for days in (5, 6):
        at = datetime.now(UTC) - timedelta(days=days)
        ended.append(rollups.Ended("s", 1, "en", "chat", "live", "completed", at, ()))
    held.bulk_write(rollups.updates(ended, 0))
    answer("backup", "--out", folder)
    lost = held.find_one_and_delete({"kind": "day"})
    assert conversations(cast) == 1
    answer("restore", "--from", folder, "--project", "Acme")
    assert held.count_documents({"_id": lost["_id"]}) == 1
    assert conversations(cast) == 2


def conversations(cast):
    return counts.read(cast.project, counts.Selection(days=90)).totals.conversations["conversations"]


def test_second_backup_writes_only_what_is_new(cast, answer, folder):
    first = answer("backup", "--out", folder)
    count = len(files(folder))
    again = answer("backup", "--out", folder)
    # The manifests, and the log that has the entry of the first backup.
    assert again["bytes_written"] < first["bytes_written"] / 10
    assert len(files(folder)) - count == again["databases"] + 1 + 1
    assert sorted(again["consistency"]) == ["transaction"], "the embedded server ignores snapshots, and that is noticed"


def test_everything_comes_back_when_all_databases_are_lost(cast, answer, folder):
    lived.live(cast)
    write_once(platform("default").client, platform("default").name)
    # What is not backed up comes from who works.
    lost = (
        backing_up.OWN | {"channels", "agenda", "moves"} | {each.name for each in (*CATALOGUE, *CONTROL) if not each.is_backed_up}
    )
    before = everything(cast, without=lost)
    answer("backup", "--out", folder)
    for held in (platform("default"), platform("factory"), database(cast.project.ref), database(cast.foreign.ref)):
        for name in held.list_collection_names():
            held[name].drop()
    done = answer("restore", "--from", folder)
    assert (len(done["restored"]), done["not_restored"]) == (4, [])
    assert everything(cast, without=lost) == before
    assert answer("verify_audit")["ok"]


def told(project, name):
    """The records of a collection as they are read, by id; what cannot be opened raises."""
    rows = database(project.ref)[name].find({"kind": {"$in": ["miss", None]}})
    return {row["_id"]: records.opened(project.ref, name, row) for row in rows}


def test_project_beside_is_one_of_its_own_and_the_first_stays_as_it_is(cast, answer, folder):
    lived.live(cast)
    made = answer("backup", "--out", folder)
    before = everything(cast, without=backing_up.OWN | set(platform("default").list_collection_names()))
    (done,) = answer("restore", "--from", folder, "--project", "Acme", "--beside")["restored"]
    beside = Project.objects.get(pk=done["project"])
    assert (beside.status, beside.name) == (ProjectStatus.ACTIVE, f"Acme ({made['moment'][:8]})")
    assert [row.user for row in Membership.objects.filter(project=beside)] == [cast.owner]
    held, source = database(beside.ref), database(cast.project.ref)
    for name in ("bodies", "templates", "versions", "releases"):
        assert sorted(map(repr, held[name].find())) == sorted(map(repr, source[name].find())), name
    for name in ("conversations", "insight"):
        assert told(beside, name) == told(cast.project, name), "what was sealed is sealed anew, under the other's key"
    assert (held["api_keys"].count_documents({}), held["sessions"].count_documents({})) == (0, 0)
    assert selectors.draft(beside, "template", "date").version == 3
    assert [row["action"] for row in held["audit"].find()] == ["project.restored"]
    assert everything(cast, without=backing_up.OWN | set(platform("default").list_collection_names())) == before
    assert answer("verify_audit")["ok"]
    erase_project(ANN, beside)


@pytest.mark.parametrize("beside", [(), ("--beside",)], ids=["in place", "beside"])
def test_erased_caller_does_not_come_back_with_a_backup(cast, answer, folder, beside):
    lived.live(cast)
    answer("backup", "--out", folder)
    found = answer("person", "--project", "Acme", "--external-id", "call 1", "--erase")
    assert (len(found["conversations"]), found["certificate"]["conversations"]) == (1, 1)
    (done,) = answer("restore", "--from", folder, "--project", "Acme", *beside)["restored"]
    project = Project.objects.get(pk=done["project"])
    assert answer("person", "--project", project.pk, "--external-id", "call 1")["conversations"] == []
    assert len(answer("person", "--project", project.pk, "--external-id", "call 2")["conversations"]) == 1
    (session,) = (hit["session"] for hit in found["conversations"])
    assert not {"turns", "values", "sealed", "person"} & database(project.ref)["conversations"].find_one({"_id": session}).keys()
    assert answer("verify_audit")["ok"]


def test_erased_project_is_not_restored_and_the_next_backup_forgets_it(cast, answer, refusal, folder):
    answer("backup", "--out", folder)
    erase_project(ANN, cast.foreign)
    assert "erasing is for good" in refusal("restore", "--from", folder, "--project", cast.foreign.pk)
    assert cast.foreign.ref.database_name not in client().list_database_names()
    assert answer("backup", "--out", folder)["removed"] == 1
    assert not (folder / f"project-{cast.foreign.pk}").exists()
    assert (folder / f"project-{cast.project.pk}" / "key").exists()


def test_drill_finds_everything_equal_leaves_nothing_and_writes_its_report(cast, answer, folder, tmp_path):
    lived.live(cast)
    databases = set(client().list_database_names())
    before = everything(cast, without=backing_up.OWN)
    found = answer("drill", "--report", tmp_path)
    assert (found["projects"], found["databases"], found["equal"], found["wrong"]) == (2, 4, 4, [])
    assert set(client().list_database_names()) == databases
    assert everything(cast, without=backing_up.OWN) == before
    kept = json.loads((tmp_path / f"drill-{found['moment']}.json").read_text())
    assert (kept["equal"], kept["documents"]) == (4, found["documents"])
    answer("backup", "--out", folder, "--project", "Globex")
    assert answer("drill", "--from", folder, "--project", "Globex", "--report", tmp_path)["equal"] == 1


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path):
    path.write_bytes(path.read_bytes()[:-7])


def lengthen(path):
    path.write_bytes(path.read_bytes() + b"more")


def empty(path):
    path.write_bytes(b"")


def lose(path):
    path.unlink()


def link(path):
    content = path.with_name("elsewhere")
    path.rename(content)
    path.symlink_to(content)


def grow(path):
    with path.open("r+b") as file:
        file.truncate(200 * 2**20)


def make_newer(path):
    content = path.read_bytes()
    newer = content.replace(b"OMNIA backup 1\n", b"OMNIA backup 2\n").replace(b'"format":1', b'"format":2')
    assert newer != content
    path.write_bytes(newer)


DAMAGES = [flip, cut, lengthen, empty, lose, link, grow]


@pytest.mark.parametrize("kind", ["key", "manifest", "chunk"])
def test_damaged_backup_is_refused_in_words_and_nothing_is_changed(cast, answer, refusal, folder, kind):
    answer("backup", "--out", folder, "--project", "Acme")
    ruin(cast.project)
    before = everything(cast)
    scope = folder / f"project-{cast.project.pk}"
    path = {"key": scope / "key", "manifest": files(scope / "manifests")[0], "chunk": files(scope / "chunks")[0]}[kind]
    whole = path.read_bytes()
    for damage in [*DAMAGES, *([make_newer] if kind != "chunk" else [])]:
        damage(path)
        said = refusal("restore", "--from", folder, "--project", "Acme")
        assert len(said) > 40, (damage, said)
        assert "Update the product" in said or damage is not make_newer, said
        assert everything(cast) == before, damage
        path.unlink(missing_ok=True)
        path.write_bytes(whole)
    answer("restore", "--from", folder, "--project", "Acme")


def test_files_that_change_places_are_refused(cast, answer, refusal, folder):
    answer("backup", "--out", folder)
    before = everything(cast)
    own, foreign = (folder / f"project-{project.pk}" for project in (cast.project, cast.foreign))
    first, second = files(own / "chunks")[:2]
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    assert "changed, cut or moved" in refusal("restore", "--from", folder, "--project", "Acme")
    first.write_bytes(held)
    (own / "key").write_bytes((foreign / "key").read_bytes())
    assert "was changed" in refusal("restore", "--from", folder, "--project", "Acme")
    assert everything(cast) == before


@pytest.fixture
def use_ring(monkeypatch):
    """Gives this process another key ring."""

    def use(ring):
        monkeypatch.setattr(backing_up_module, "key_ring", lambda: LocalKeyRing(parse_ring(ring)))

    return use


def test_other_keys_open_nothing_and_the_sentence_names_the_one_that_would(cast, answer, refusal, folder, use_ring):
    use_ring(f"ours={'1' * 64}")
    answer("backup", "--out", folder, "--project", "Acme")
    before = everything(cast)
    for ring, said in ((f"theirs={'1' * 64}", "“ours”"), (f"ours={'2' * 64}", "in OMNIA_KEY_RING is another")):
        use_ring(ring)
        assert said in refusal("restore", "--from", folder, "--project", "Acme")
    assert everything(cast) == before


def test_nothing_of_the_content_can_be_read_in_a_backup(cast, answer, folder):
    lived.live(cast)
    answer("backup", "--out", folder)
    everything_there = b"".join(path.read_bytes() for path in files(folder))
    for words in (b"so so", b"owner@example.com", b"Acme", b"templates", b"call 3"):
        assert words not in everything_there
    assert all(path.stat().st_mode & 0o077 == 0 for path in [folder, *folder.rglob("*")])


def test_drill_tells_of_a_damaged_backup_and_fails(cast, answer, manage, folder, tmp_path):
    answer("backup", "--out", folder)
    flip(files(folder / f"project-{cast.project.pk}" / "chunks")[0])
    called = manage("drill", "--from", str(folder), "--report", str(tmp_path), "--json")
    assert called.status == 1
    found = json.loads(called.out)
    assert (found["databases"], found["equal"]) == (4, 3)
    assert [row["scope"] for row in found["wrong"]] == [f"project-{cast.project.pk}"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["restore", "--from", "/nowhere"], "There is no folder"),
        (["restore", "--from", "{folder}", "--project", "Moon"], "There is no project"),
        (["restore", "--from", "{folder}", "--project", "Globex"], "There is no backup of"),
        (["restore", "--from", "{folder}", "--project", "Acme", "--moment", "2001-01-01"], "or before"),
        (["restore", "--from", "{folder}", "--beside"], "name it with --project"),
        (["restore", "--from", "{folder}", "--moment", "yesterday"], "is not a moment"),
        (["drill", "--from", "{folder}"], "There is no backup of"),
        (["backup", "--out", "{file}"], "is a file"),
        (["backup", "--out", "{folder}", "--keep-days", "-1"], "is not a number"),
    ],
)
def test_wrong_calls_are_refused_in_words_and_change_nothing(cast, answer, refusal, folder, tmp_path, arguments, words):
    answer("backup", "--out", folder, "--project", "Acme")
    (tmp_path / "file").write_text("")
    before, held = everything(cast), [path.read_bytes() for path in files(folder)]
    places = {"folder": folder, "file": tmp_path / "file"}
    assert words in refusal(*(part.format(**places) for part in arguments))
    assert everything(cast) == before
    assert [path.read_bytes() for path in files(folder)] == held


def test_moments_are_chosen_by_their_beginning_and_listed(cast, answer, folder):
    first = answer("backup", "--out", folder, "--project", "Acme")["moment"]
    editing.delete_document(ANN, cast.project, "template", "date")
    second = answer("backup", "--out", folder, "--project", "Acme")["moment"]
    (row,) = answer("restore", "--from", folder, "--list")["there"]
    assert row["moments"] == [first, second]
    (done,) = answer("restore", "--from", folder, "--project", "Acme", "--moment", first)["restored"]
    assert done["moment"] == first
    assert not database(cast.project.ref)["templates"].find_one({"_id": "date"})["deleted"]
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    (done,) = answer("restore", "--from", folder, "--project", "Acme", "--moment", tomorrow)["restored"]
    assert done["moment"] == second
    assert database(cast.project.ref)["templates"].find_one({"_id": "date"})["deleted"]


def test_what_is_too_old_goes_and_what_is_kept_stays_whole(cast, answer, folder):
    for _number in range(2):
        answer("backup", "--out", folder)
        editing.delete_document(ANN, cast.project, "template", "date")
        editing.restore_document(ANN, cast.project, "template", "date", 1)
    kept = answer("backup", "--out", folder, "--keep-days", "7")
    assert kept["removed"] > 10
    assert {tuple(row["moments"]) for row in answer("restore", "--from", folder, "--list")["there"]} == {(kept["moment"],)}
    assert answer("drill", "--from", folder, "--report", folder.parent)["equal"] == 4


def test_two_backups_into_one_folder_at_once_are_refused(cast, answer, refusal, folder):
    from omnia.backups.storage import DirectoryStorage

    with DirectoryStorage(folder).exclusive():
        assert "Another backup" in refusal("backup", "--out", folder)
    assert files(folder) == []
