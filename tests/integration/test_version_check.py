"""What `start` says of databases that are not of its version: a sentence each, and nothing is written."""

import pytest
from django.conf import settings
from pymongo.errors import AutoReconnect

from omnia import VERSION
from omnia.mongo.clusters import client_for_uri
from omnia.serve import version_check


@pytest.fixture
def applied(databases):
    """The control database's migrations, put back afterwards."""
    entry = settings.DATABASES["default"]
    held = client_for_uri(entry["HOST"])[entry["NAME"]]["django_migrations"]
    rows = list(held.find())
    yield held
    held.delete_many({})
    held.insert_many(rows)


def test_databases_of_this_version_are_not_spoken_of(applied):
    assert version_check.sentences() == []


def test_database_of_an_older_version_is_told_with_what_to_do(applied):
    applied.delete_many({"app": "tenants", "name": {"$regex": "^002"}})
    (sentence,) = version_check.sentences()
    assert sentence.startswith("The control database lacks tenants.0020")
    assert sentence.endswith(f"of version {VERSION}: manage.py migrate")


def test_database_of_a_newer_version_is_told(applied):
    applied.insert_one({"app": "tenants", "name": "9999_of_tomorrow"})
    (sentence,) = version_check.sentences()
    assert f"by a newer version than {VERSION} (tenants.9999_of_tomorrow)" in sentence


def test_database_that_does_not_answer_is_not_spoken_of(databases, monkeypatch):
    def away(_uri):
        raise AutoReconnect

    monkeypatch.setattr(version_check, "client_for_uri", away)
    assert version_check.sentences() == []
