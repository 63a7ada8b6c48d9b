"""A customer's project out and in again: what comes back is what was handed out; all else is refused in a sentence."""

import contextlib
import hashlib
import io
import json
import struct
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import backing_up
import lived
import pytest
import sampling
from conftest import everything_stored
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from omnia.backups.reading import hash_of
from omnia.bundles import container, lines, manifest, sealing, signing
from omnia.bundles.errors import BundleError
from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import client, database
from tenants import selectors
from tenants.actions import bundle_import, keys
from tenants.actions.bundle_export import export_project, handed_on
from tenants.actions.bundle_import import import_project
from tenants.audit_chains import chain_of, platform_chain
from tenants.control.models import Membership, Project, ProjectStatus
from tenants.project import records
from tests.api.published import Client

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
OPERATOR = Actor("command", "tests", "tests")
PASSPHRASE = "correct horse battery staple"
CHANGED = {"settings", "channels"}
"""What an import makes this installation's: the project's name, and that nothing is planned."""


@pytest.fixture
def answer(manage):
    def call(*arguments):
        called = manage(*map(str, arguments), "--json")
        assert called.status == 0, called
        return json.loads(called.out)

    return call


@pytest.fixture
def refusal(manage):
    """Calls a command that must be refused, and change nothing, and returns its sentence."""

    def call(*arguments):
        before = documents()
        called = manage(*map(str, arguments), "--json")
        assert (called.status, called.out) == (1, "")
        assert called.err.count("\n") == 1, called.err
        assert documents() == before
        return called.err.strip()

    return call


def documents():
    """Every document; a collection that is empty is as good as none."""
    return {name: rows for name, rows in everything_stored().items() if rows}


@pytest.fixture
def passphrase(tmp_path):
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n")
    return path


@pytest.fixture
def bundle(cast, answer, tmp_path, passphrase):
    """A bundle of a project that has lived, conversations included."""
    lived.live(cast)
    path = tmp_path / "acme.bundle"
    answer("export_project", "--project", "Acme", "--out", path, "--conversations", "--passphrase-file", passphrase)
    return path


@pytest.fixture
def spoken(cast, answer, tmp_path, passphrase):
    """A bundle of a project with little in it, conversations included."""
    lived.speak(cast)
    path = tmp_path / "acme.bundle"
    answer("export_project", "--project", "Acme", "--out", path, "--conversations", "--passphrase-file", passphrase)
    return path


def hashes(project, *, conversations=True):
    held = database(project.ref)
    names = [each.name for each in handed_on(conversations=conversations) if each.name not in CHANGED]
    found = {name: hash_of(held, name) for name in names if name not in records.PRIVATE}
    # Each project seals with a key of its own.
    opened = {name: [records.opened(project.ref, name, row) for row in held[name].find()] for name in records.PRIVATE}
    return found | {name: sorted(rows, key=lambda row: str(row["_id"])) for name, rows in opened.items()}


def take_in(path, *more):
    return ("import_project", "--file", path, "--name", "Moved", "--owner", "stranger@example.com", *more)


def test_project_that_comes_back_is_what_was_handed_out_with_conversations(cast, answer, bundle, passphrase, tmp_path):
    done = answer(*take_in(bundle, "--passphrase-file", passphrase))
    made = Project.objects.get(pk=done["project"])
    assert hashes(made) == hashes(cast.project)
    assert database(made.ref)["conversations"].count_documents({}) == 8
    assert [row["scheduled"] or row["canary"] for row in database(made.ref)["channels"].find()] == [None, None]
    assert (made.name, made.status, done["source"], done["signed_by"]) == ("Moved", "active", cast.project.pk, "own")
    assert {person["email"]: person["role"] for person in done["people"]} == {
        "owner@example.com": "owner", "designer@example.com": "designer", "viewer@example.com": "viewer",
    }  # fmt: skip
    members = [(row.user, row.role) for row in Membership.objects.filter(project=made)]
    assert members == [(cast.stranger, "owner")]
    audit.verify(chain_of(made.ref))
    assert [row["action"] for row in selectors.audit_entries(made, 9)] == ["project.imported"]
    assert selectors.audit_entries(cast.project, 1)[0]["action"] == "project.exported"
    # And once more from there: the same content makes the same parts.
    again = tmp_path / "again.bundle"
    answer("export_project", "--project", made.pk, "--out", again)
    told = [{part.collection: part.hash for part in parts_of(each) if not part.is_sealed} for each in (bundle, again)]
    assert {name: told[0][name] for name in told[1] if name not in CHANGED} == {
        name: each for name, each in told[1].items() if name not in CHANGED
    }


def parts_of(path):
    with container.opened(path) as found:
        return found.manifest.parts


def test_imported_project_answers_with_a_key_of_its_own_and_not_with_those_of_its_source(cast, answer, spoken):
    made = Project.objects.get(pk=answer(*take_in(spoken))["project"])
    assert selectors.keys(made) == []
    assert database(made.ref)["conversations"].count_documents({}) == 0
    key = keys.issue_key(OPERATOR, made, name="Line", scopes=("read", "converse")).key
    theirs = keys.issue_key(OPERATOR, cast.project, name="Line", scopes=("read", "converse")).key
    ours, other = (Client(each).get("/api/v1/release").json() for each in (key, theirs))
    assert ours | {"project": ""} == other | {"project": ""}
    assert Client(key).post("/api/v1/sessions", lived.PLACES).status == 201
    assert Client(theirs.replace(cast.project.pk, made.pk)).get("/api/v1/release").status == 401


def test_conversations_are_in_no_bundle_unless_asked_for_and_then_unreadable_without_the_passphrase(
    cast, answer, bundle, tmp_path
):
    plain = tmp_path / "plain.bundle"
    told = answer("export_project", "--project", "Acme", "--out", plain)
    assert (told["conversations"], told["passphrase"]) == (False, None)
    for path in (plain, bundle):
        with zipfile.ZipFile(path) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
            assert b"so so" not in content
            assert "conversations.jsonl" not in archive.namelist()
        assert path.stat().st_mode & 0o777 == 0o600
    told = answer("export_project", "--project", "Acme", "--out", tmp_path / "made.bundle", "--conversations")
    assert len(told["passphrase"]) == 32
    assert PASSPHRASE not in bundle.read_bytes().decode("latin-1")


def test_wrong_and_missing_passphrases_are_refused_in_a_sentence(spoken, refusal, answer, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("another one that is wrong")
    assert "not the one" in refusal(*take_in(spoken, "--passphrase-file", wrong))
    wrong.write_text("short")
    out = tmp_path / "x.bundle"
    assert "12 characters" in refusal(
        "export_project", "--project", "Acme", "--out", out, "--conversations", "--passphrase-file", wrong
    )
    assert not out.exists()
    assert not list(tmp_path.glob(".*"))
    plain = tmp_path / "plain.bundle"
    answer("export_project", "--project", "Acme", "--out", plain)
    assert "holds no conversations" in refusal(*take_in(plain, "--passphrase-file", wrong))


def test_file_that_is_there_is_not_written_over_and_staff_own_nothing(cast, spoken, refusal):
    before = spoken.read_bytes()
    assert "already" in refusal("export_project", "--project", "Acme", "--out", spoken)
    assert spoken.read_bytes() == before
    assert "taff" in refusal("import_project", "--file", spoken, "--name", "X", "--owner", "staff@example.com")
    assert "at most 80" in refusal("import_project", "--file", spoken, "--name", "n" * 81, "--owner", "stranger@example.com")
    assert cast.foreign.name == "Globex"


@pytest.fixture
def small(cast, tmp_path):
    """A bundle without conversations."""
    path = tmp_path / "small.bundle"
    export_project(OPERATOR, cast.project, path)
    return path


def test_bundle_of_another_installation_is_taken_in_once_its_key_is_known(small, refusal, answer, settings):
    key, settings.SECRET_KEY = signing.own_key(), "another-secret-" + "x" * 40
    assert "OMNIA_BUNDLE_KEYS" in refusal(*take_in(small))
    settings.OMNIA_BUNDLE_KEYS = f"elsewhere={key}"
    assert answer(*take_in(small))["signed_by"] == "elsewhere"


def test_own_bundle_holds_after_the_secret_was_exchanged(small, answer, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-secret-" + "x" * 40
    assert answer(*take_in(small))["signed_by"] == "own"


def rebuilt(path: Path, out: Path, *, facts=None, files=None, sign=True) -> Path:
    """A bundle with another manifest or other files, signed by this installation unless it is not to be."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(held["manifest.json"])
    (facts or (lambda _told: None))(told)
    (files or (lambda _held, _told: None))(held, told)
    held["manifest.json"] = json.dumps(told).encode()
    if sign:
        held["manifest.sig"] = signing.sign(held["manifest.json"]).encode()
    with out.open("w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in held.items():
                archive.writestr(name, content)
            archive.comment = b"0" * container.SEAL_BYTES
        container._seal(file)
    return out


def with_line(collection, change):
    """Change a part's lines, and what the manifest says of them."""

    def do(held, told):
        name = f"{collection}.jsonl"
        changed = change(held[name].splitlines(keepends=True))
        held[name] = b"".join(changed)
        part = next(each for each in told["parts"] if each["collection"] == collection)
        part |= {"size": len(held[name]), "sha256": hashlib.sha256(held[name]).hexdigest(), "documents": len(changed)}
        with contextlib.suppress(BundleError):
            part["hash"] = hashlib.sha256(b"".join(lines.read([held[name]], name))).hexdigest()

    return do


def field(value):
    return lambda rows: [json.dumps(json.loads(rows[0]) | value).encode() + b"\n", *rows[1:]]


def part(told):
    return told["parts"][0]


def another_part(held, told):
    held["moons.jsonl"] = b""
    told["parts"].append({**part(told), "collection": "moons", "size": 0, "documents": 0})


WRONG = {
    "later version": (lambda told: told.update(format=2), None, "this release reads up to 1"),
    "unknown field of the manifest": (lambda told: told.update(more=1), None, "unknown field"),
    "unknown part": (lambda told: None, another_part, "does not know"),
    "part that is missing": (lambda told: told["parts"].pop(0), lambda held, told: held.pop("bodies.jsonl"), "lacks the part"),
    "part that is there and not named": (lambda told: told["parts"].pop(0), None, "not in its manifest"),
    "size that is not so": (lambda told: part(told).update(size=part(told)["size"] + 1), None, "has not the size"),
    "size of a bomb": (lambda told: part(told).update(size=2**39), None, "has not the size"),
    "hash that is not so": (lambda told: part(told).update(sha256="0" * 64), None, "is not what its manifest says"),
    "count that is not so": (lambda told: part(told).update(documents=7), None, "other documents"),
    "same part twice": (lambda told: told["parts"].append(part(told)), None, "says what cannot be"),
    "name that leads elsewhere": (lambda told: part(told).update(collection="../x"), None, "cannot be read"),
    "unknown field of a document": (None, with_line("templates", field({"more": 1})), "field “more”"),
    "unknown field far down": (None, with_line("templates", field({"origin": {"evil": {"$numberInt": "1"}}})), "origin.evil"),
    "field of another kind": (None, with_line("templates", field({"hash": {"$numberInt": "1"}})), "not what it should be"),
    "text that is not its hash's": (None, with_line("bodies", field({"body": "{}"})), "another one than its hash"),
    "text that is missing": (None, with_line("bodies", lambda rows: rows[1:]), "not in the bundle"),
    "line that is no object": (None, with_line("bodies", lambda _rows: [b"[]\n"]), "a line is one object"),
    "line that is no JSON": (None, with_line("flows", lambda _rows: [b"{\n"]), "line 1, is no document"),
    "line that never ends": (None, with_line("flows", lambda _rows: [b"{}"]), "does not end with a line's end"),
    "line that is deep": (None, with_line("flows", lambda _rows: [b'{"a":' * 9999 + b"\n"]), "levels deep"),
    "line with a key twice": (None, with_line("flows", lambda _rows: [b'{"_id":"a","_id":"b"}\n']), "stands twice"),
    "line with a wrong date": (
        None, with_line("flows", lambda _rows: [b'{"_id":{"$date":{"$numberLong":"9e9"}}}\n']), "is no document",
    ),
}  # fmt: skip


def test_signed_bundles_that_are_not_as_they_should_be_are_refused_and_nothing_is_left(small, refusal, tmp_path):
    databases = set(client().list_database_names())
    for case in sampling.sampled(WRONG, 3):
        facts, files, told = WRONG[case]
        path = rebuilt(small, tmp_path / "wrong.bundle", facts=facts, files=files)
        assert told in refusal(*take_in(path)), case
        assert set(client().list_database_names()) == databases, case


def test_every_kind_of_damage_is_refused_in_a_sentence(small, refusal, tmp_path):
    whole, path = small.read_bytes(), tmp_path / "wrong.bundle"
    wrong = [whole[:length] for length in (0, 1, 21, 100, len(whole) // 2, len(whole) - 1)]
    wrong += [b"x" * 10_000, b"PK\x05\x06" * 100, whole + b"x", whole + whole[-86:]]
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        wrong.append(bytes((*whole[:place], whole[place] ^ 0x10, *whole[place + 1 :])))
    for content in wrong:
        path.write_bytes(content)
        with pytest.raises(BundleError, match="undle"), container.opened(path):
            pass
    assert "undle" in refusal(*take_in(path))
    changed = rebuilt(small, path, facts=lambda told: told["project"].update(name="Other"), sign=False)
    assert "changed since it was signed" in refusal(*take_in(changed))


def bomb(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        archive.comment = b"0" * container.SEAL_BYTES
    return made.getvalue()


def many() -> bytes:
    """An archive of a hundred thousand entries."""
    return bomb({f"{number}": b"" for number in range(60_000)})


def far_reaching() -> bytes:
    """An archive whose table is said to be of four gigabytes."""
    ending = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3, 3, 2**32 - 2, 0, 64)
    return b"x" * 1000 + ending + b"0" * 64


BOMBS = {
    "manifest of zeros": lambda: bomb({"manifest.json": b"0" * 100_000_000, "manifest.sig": b"x"}),
    "signature of zeros": lambda: bomb({"manifest.json": b"{}", "manifest.sig": b"0" * 100_000_000}),
    "deep manifest": lambda: bomb({"manifest.json": b"[" * 1_000_000, "manifest.sig": signing.sign(b"[" * 1_000_000).encode()}),
    "many entries": many,
    "table beyond the file": far_reaching,
}


@pytest.fixture
def looked_at(monkeypatch):
    """The entries of an archive's table that were read, and the bytes that were unpacked of them."""
    entries, unpacked = [], []

    class Noted(zipfile.ZipInfo):
        def __init__(self, *arguments):
            entries.append(arguments)
            super().__init__(*arguments)

    class Unpacking(zipfile.ZipExtFile):
        def _update_crc(self, newdata):
            unpacked.append(len(newdata))
            super()._update_crc(newdata)

    def begin():
        monkeypatch.setattr(zipfile, "ZipInfo", Noted)
        monkeypatch.setattr(zipfile, "ZipExtFile", Unpacking)
        return lambda: (len(entries), sum(unpacked))

    return begin


@pytest.mark.parametrize("case", BOMBS)
def test_bomb_is_refused_before_it_is_unpacked_and_with_little_memory(tmp_path, case, looked_at):
    path = tmp_path / "bomb.bundle"
    path.write_bytes(BOMBS[case]())
    told = looked_at()
    with pytest.raises(BundleError), container.opened(path):
        pass
    entries, unpacked = told()
    assert entries <= container.MAX_FILES
    assert unpacked <= 2 * container.MAX_MANIFEST
    tracemalloc.start()
    with pytest.raises(BundleError), container.opened(path):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 24 * 2**20


def test_bomb_in_a_sealed_part_is_refused(tmp_path):
    key, path = b"k" * 32, tmp_path / "sealed"
    packed = zlib.compress(b"0" * 200_000_000, 9)
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = b"n" * 12
    sealed = nonce + AESGCM(key).encrypt(nonce, packed, sealing._bound("x", 0, is_last=True))
    path.write_bytes(len(sealed).to_bytes(4, "big") + sealed)
    with path.open("rb") as file, pytest.raises(BundleError, match="not what it says"):
        list(sealing.unseal(file, key, "x"))


def test_frames_of_a_sealed_part_cannot_be_cut_doubled_or_moved():
    key, content = b"k" * 32, [b"a" * sealing.FRAME, b"b" * sealing.FRAME, b"c" * 10]
    frames = list(sealing.seal(content, key, "x"))
    assert b"".join(sealing.unseal(io.BytesIO(b"".join(frames)), key, "x")) == b"".join(content)
    assert len(frames) == 3
    for wrong in (
        frames[:2],
        [frames[0], frames[2]],
        [frames[1], frames[0], frames[2]],
        [*frames, frames[2]],
        [frames[0], *frames],
    ):
        with pytest.raises(BundleError):
            list(sealing.unseal(io.BytesIO(b"".join(wrong)), key, "x"))
    with pytest.raises(BundleError):
        list(sealing.unseal(io.BytesIO(b"".join(frames)), key, "y"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
        max_leaves=20,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_signed_manifest_says_it_is_read_or_refused_in_a_sentence(value):
    content = json.dumps(value).encode()
    with pytest.raises(BundleError):
        manifest.decode(content)


@given(st.binary(max_size=400))
def test_whatever_is_in_a_file_it_is_refused_in_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "x.bundle"
    path.write_bytes(content)
    with pytest.raises(BundleError), container.opened(path):
        pass


def test_import_that_fails_midway_leaves_nothing_behind(cast, small, monkeypatch):
    databases, rows = set(client().list_database_names()), Project.objects.count()
    monkeypatch.setattr(bundle_import, "grant_role", _broken)
    with pytest.raises(RuntimeError, match="broken"):
        import_project(OPERATOR, small, name="Moved", owner=cast.stranger)
    assert (set(client().list_database_names()), Project.objects.count()) == (databases, rows)
    assert backing_up.platform("default")["imports"].count_documents({}) == 0
    assert Membership.objects.filter(user=cast.stranger).count() == 1


def _broken(*_given):
    raise RuntimeError("broken")


def test_import_that_was_halted_and_removed_meanwhile_does_not_become_ready_when_it_goes_on(cast, small, monkeypatch):
    grant, ready_before = bundle_import.grant_role, Project.objects.filter(status=ProjectStatus.ACTIVE).count()

    def halted(*given):
        grant(*given)
        backing_up.platform("default")["imports"].update_many({}, {"$set": {"until": LONG_AGO}})
        assert bundle_import.undo_left(OPERATOR) == 1

    monkeypatch.setattr(bundle_import, "grant_role", halted)
    with pytest.raises(BundleError, match="took this one for broken off"):
        import_project(OPERATOR, small, name="Moved", owner=cast.stranger)
    assert Project.objects.count() == Project.objects.filter(status=ProjectStatus.ACTIVE).count() == ready_before
    assert Membership.objects.filter(user=cast.stranger).count() == 1
    assert backing_up.platform("default")["imports"].count_documents({}) == 0
    assert platform_chain().log.count_documents({"action": "project.import_undone"}) == 1
    assert platform_chain().log.count_documents({"action": "project.imported"}) == 0


def test_who_removes_what_an_import_left_and_is_halted_leaves_alone_what_became_ready_meanwhile(cast, small, monkeypatch):
    imports = backing_up.platform("default")["imports"]
    made = import_project(OPERATOR, small, name="Moved", owner=cast.stranger).project
    project = Project.objects.get(pk=made)
    Project.objects.filter(pk=made).update(status=ProjectStatus.FAILED)
    imports.insert_one({"_id": made, "until": LONG_AGO})
    undo = bundle_import._undo

    def halted(key):
        Project.objects.filter(pk=key).update(status=ProjectStatus.ACTIVE)
        return undo(key)

    monkeypatch.setattr(bundle_import, "_undo", halted)
    assert bundle_import.undo_left(OPERATOR) == 0
    project.refresh_from_db()
    assert project.status == ProjectStatus.ACTIVE
    assert database(project.ref)["templates"].count_documents({}) > 0
    assert Membership.objects.filter(user=cast.stranger, project=project).exists()


def test_import_that_goes_on_elsewhere_is_left_alone(cast, small):
    other = Project(id="going1", name="Going", status=ProjectStatus.FAILED)
    other.save()
    backing_up.platform("default")["imports"].insert_one(
        {"_id": "going1", "until": bundle_import.timezone.now() + bundle_import.LEASE}
    )
    import_project(OPERATOR, small, name="Moved", owner=cast.stranger)
    assert Project.objects.filter(pk="going1").exists()
