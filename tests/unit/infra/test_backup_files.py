"""Backups' files without a database: which are kept, what a storage refuses, and what a vault does not open."""

import os
import zlib

import pytest

from fleet.backups.keeping import Rule
from omnia.backups.errors import BackupError, DamagedError, MissingFileError
from omnia.backups.storage import DRAFT, DirectoryStorage
from omnia.backups.vault import MAX_CHUNK, Vault, moment_of, time_of
from omnia.infra.envelope import LocalKeyRing

RING = LocalKeyRing({"first": b"1" * 32})
DAYS = [f"202611{day:02d}t{hour:02d}0000000z" for day in range(1, 29) for hour in (3, 15)]


@pytest.fixture
def storage(tmp_path):
    return DirectoryStorage(tmp_path / "backups")


@pytest.fixture
def vault(storage):
    made = Vault(storage, "project-a1", RING)
    made.begin()
    return made


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (Rule(0), ["20261128t150000000z"]),
        (Rule(2), ["20261127t150000000z", "20261128t150000000z"]),
        (Rule(0, 3), ["20261115t150000000z", "20261122t150000000z", "20261128t150000000z"]),
        (Rule(1000), [moment for moment in DAYS if "t15" in moment]),
    ],
)
def test_newest_of_each_period_is_kept(rule, kept):
    assert sorted(rule.kept(DAYS)) == kept
    assert rule.kept(kept) == set(kept), "what is kept is kept again"
    assert Rule(5, 5).kept([]) == set()


def test_days_without_a_backup_do_not_count():
    assert len(Rule(3).kept(["20260101t000000000z", "20260301t000000000z", "20260501t000000000z"])) == 3


def test_moment_is_read_back():
    assert moment_of(time_of("20261129t113000123z")) == "20261129t113000123z"


WILD = ["../up", "a/../../up", "/etc/passwd", "a//b", "a/b/c/d/e", "A", "", ".draft-1", "a\x00b", "a" * 200]


@pytest.mark.parametrize("name", WILD)
@pytest.mark.parametrize("what", ["read", "write", "has", "remove"])
def test_names_that_lead_elsewhere_are_refused_whatever_is_asked(storage, name, what):
    more = {"read": (9,), "write": (b"",)}.get(what, ())
    with pytest.raises(DamagedError):
        getattr(storage, what)(name, *more)


def test_links_lead_nowhere(storage, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").write_bytes(b"secret")
    storage.write("here/file", b"x")
    (tmp_path / "backups" / "there").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "backups" / "here" / "link").symlink_to(tmp_path / "elsewhere" / "file")
    for what, *given in (("read", "there/file", 99), ("write", "there/new", b""), ("read", "here/link", 99)):
        with pytest.raises(DamagedError):
            getattr(storage, what)(*given)
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["file"]
    assert "there/file" not in storage.names()


def test_file_is_written_whole_or_not_at_all_and_drafts_are_no_files(storage, tmp_path, monkeypatch):
    storage.write("a/file", b"old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            storage.write("a/file", b"new")
    assert (storage.read("a/file", 9), storage.names()) == (b"old", ["a/file"])
    (tmp_path / "backups" / "a" / f"{DRAFT}0").write_bytes(b"half")
    assert storage.names() == ["a/file"]
    with storage.exclusive():
        assert not (tmp_path / "backups" / "a" / f"{DRAFT}0").exists()
    with pytest.raises(DamagedError, match="larger"):
        storage.read("a/file", 2)
    with pytest.raises(MissingFileError):
        storage.read("a/none", 2)


def test_same_content_is_kept_once_and_another_scope_names_it_otherwise(storage, vault):
    name, written = vault.put_chunk(b"the same words")
    assert written > 0
    assert vault.put_chunk(b"the same words") == (name, 0)
    other = Vault(storage, "project-b2", RING)
    other.begin()
    assert other.put_chunk(b"the same words")[0] != name
    assert vault.get_chunk(name, 14) == b"the same words"


def test_size_that_the_manifest_does_not_say_is_refused_before_it_is_unpacked(storage, vault, monkeypatch):
    name, _written = vault.put_chunk(b"a" * 2**20)
    with pytest.raises(DamagedError, match="another size"):
        vault.get_chunk(name, 2**19)
    with pytest.raises(DamagedError, match="another size"):
        vault.get_chunk(name, 2**20 + 1)
    monkeypatch.setattr(zlib, "decompressobj", pytest.fail)
    storage.write(f"project-a1/chunks/{name[:2]}/{name}", b"\xe1" + bytes(MAX_CHUNK))
    with pytest.raises(DamagedError, match="changed, cut or moved"):
        vault.get_chunk(name, 2**20)


def test_lost_key_is_not_replaced_by_another(storage, vault):
    vault.put_manifest("20261129t113000123z", b"{}")
    storage.remove("project-a1/key")
    with pytest.raises(DamagedError, match="nothing opens them"):
        Vault(storage, "project-a1", RING).begin()
    assert not storage.has("project-a1/key")


def test_manifest_of_another_moment_is_none_of_this_one(storage, vault):
    vault.put_manifest("20261129t113000123z", b"{}")
    held = storage.read("project-a1/manifests/20261129t113000123z", 999)
    storage.write("project-a1/manifests/20261130t113000123z", held)
    with pytest.raises(DamagedError):
        vault.get_manifest("20261130t113000123z")
    assert vault.get_manifest("20261129t113000123z") == b"{}"


def test_ring_that_lacks_the_key_is_told_its_name(storage, vault):
    vault.put_chunk(b"x")
    with pytest.raises(BackupError, match=r"“first”.*OMNIA_KEY_RING"):
        Vault(storage, "project-a1", LocalKeyRing({"second": b"2" * 32})).chunk_name(b"x")
