"""The migrations stand for the models as they are, and one that was killed midway is finished by the next run."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections

from factory.models import DraftVersion


@pytest.mark.usefixtures("migrated")
def test_no_model_differs_from_its_migrations():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO(), skip_checks=True)


@pytest.fixture
def unmigrated(migrated):
    """A factory database of this test's own, as the migration before the drafts' versions left it."""
    connection = connections["factory"]
    used = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = f"{used}_unmigrated"
    connection.connect()
    call_command("migrate", "factory", "0003", database="factory", verbosity=0)
    yield connection
    connection.connection.drop_database(f"{used}_unmigrated")
    connection.settings_dict["NAME"] = used
    connection.connect()


def test_migration_killed_after_it_made_a_collection_is_finished_by_the_next_run(unmigrated):
    unmigrated.get_database().create_collection(DraftVersion._meta.db_table)
    call_command("migrate", "factory", database="factory", stdout=StringIO())
    indexes = unmigrated.get_database()[DraftVersion._meta.db_table].index_information()
    assert "draft_by_document" in indexes
    assert not DraftVersion.objects.exists()
