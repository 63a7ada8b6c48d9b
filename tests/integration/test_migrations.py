"""The migrations stand for the models as they are."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.usefixtures("migrated")
def test_no_model_differs_from_its_migrations():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO(), skip_checks=True)
