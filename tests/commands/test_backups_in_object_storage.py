"""Backups in object storage: the same commands against a local server that speaks S3."""

import json
import os
import urllib.request

import pytest
from backing_up import contents

from omnia.backups.object_storage import ObjectStorage
from omnia.infra.crypto import new_id
from omnia.mongo.clusters import database

SERVER = os.environ.get("OMNIA_TEST_S3_URL", "")
ACCESS = {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x", "DEFAULT_REGION": "us-east-1"}

pytest.importorskip("obstore", reason="obstore is not installed (requirements/s3.txt)")
pytestmark = pytest.mark.skipif(not SERVER, reason="OMNIA_TEST_S3_URL names no server that speaks S3; `make test-s3` starts one.")


@pytest.fixture
def bucket(monkeypatch):
    for variable, value in {"ENDPOINT_URL": SERVER, **ACCESS}.items():
        monkeypatch.setenv(f"AWS_{variable}", value)
    name = f"backups-{new_id()}"
    with urllib.request.urlopen(urllib.request.Request(f"{SERVER}/{name}", method="PUT")):
        return name


@pytest.fixture
def answer(manage):
    def call(*arguments):
        called = manage(*map(str, arguments), "--json")
        assert called.status == 0, called.err
        return json.loads(called.out)

    return call


def test_project_comes_back_from_object_storage(cast, answer, bucket):
    place, held = f"s3://{bucket}/omnia", database(cast.project.ref)
    before = contents(held, without={"audit", "channels"})
    answer("backup", "--out", place)
    again = answer("backup", "--out", place, "--keep-days", "1")
    assert again["removed"] > 0
    assert answer("drill", "--from", place)["equal"] == 4
    held["templates"].delete_many({})
    answer("restore", "--from", place, "--project", "Acme")
    assert contents(held, without={"audit", "channels"}) == before


def test_object_that_was_changed_or_lost_is_refused_in_words(cast, answer, manage, bucket):
    answer("backup", "--out", f"s3://{bucket}", "--project", "Acme")
    storage = ObjectStorage(f"s3://{bucket}")
    chunk = next(name for name in storage.names() if "/chunks/" in name)
    before = contents(database(cast.project.ref))
    storage.write(chunk, b"\xe1" + bytes(100))
    changed = manage("restore", "--from", f"s3://{bucket}", "--project", "Acme")
    storage.remove(chunk)
    lost = manage("restore", "--from", f"s3://{bucket}", "--project", "Acme")
    assert (changed.status, lost.status) == (1, 1)
    assert "changed, cut or moved" in changed.err
    assert "lacks the file" in lost.err
    assert contents(database(cast.project.ref)) == before


@pytest.mark.parametrize(
    ("place", "words"),
    [("s3://", "is no address of a bucket"), ("s3://../up", "is no address"), ("s3://nobodys-bucket-1", "no such bucket")],
)
def test_wrong_addresses_are_refused_in_words(cast, manage, bucket, place, words):
    called = manage("backup", "--out", place, "--project", "Acme")
    assert (called.status, called.err.count("\n")) == (1, 1)
    assert words in called.err


def test_store_that_does_not_answer_is_told(cast, manage, bucket, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    called = manage("backup", "--out", "s3://backups", "--project", "Acme")
    assert (called.status, called.err.count("\n")) == (1, 1)
    assert "AWS_ENDPOINT_URL" in called.err
