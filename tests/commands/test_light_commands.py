"""What a command imports: a light one starts without the pages, the recognisers and the libraries that only those need."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("factory.admin", "fleet.admin", "tenants.control.admin", "tenants.studio.views", "omnia.workbench.drafting")
"""Pages and what they are made with."""

RECOGNISERS = ("omnia.dialogue.extraction", "omnia.dialogue.engine", "phonenumbers", "rapidfuzz", "stdnum", "cel", "re2")
"""What people are understood with."""

CALLED = """
import contextlib, json, sys
from omnia import command_line
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(sys.stderr):
    command_line.run(["manage.py", *sys.argv[1:]])
print(json.dumps(sorted(sys.modules)))
"""


def imported(folder, *arguments):
    """The modules of a process that runs a command and nothing else."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OMNIA_", "DJANGO_"))}
    environment |= {"OMNIA_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", CALLED, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (("help",), (*HEAVY, *RECOGNISERS)),
        (("help", "create_project"), HEAVY),
        (("help", "migrate_projects"), HEAVY),
        (("help", "doctor"), HEAVY),
    ],
    ids=["help", "project", "upgrade", "doctor"],
)
def test_command_imports_nothing_that_only_others_need(tmp_path, arguments, without):
    modules = imported(tmp_path, *arguments)
    assert "django.core.management" in modules
    assert [name for name in without if name in modules] == []


def test_pages_are_there_as_soon_as_addresses_are_asked_for(tmp_path):
    assert set(HEAVY) <= imported(tmp_path, "check")
