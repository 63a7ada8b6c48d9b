"""What runbooks tell an operator to call: every line is called as it stands there, in a project of the name that they use."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from omnia.infra.audit import SYSTEM
from tenants.actions import clusters
from tenants.actions.releasing import publish

RUNBOOKS = sorted((Path(__file__).parents[2] / "docs" / "runbooks").glob("*.md"))
LINE = re.compile(r"^\$ \.venv/bin/python manage\.py (.+)$", flags=re.MULTILINE)
NAMED = re.compile(r"`manage\.py (\w+)([^`]*)`")
FOLDER = "/srv/backups"


def lines():
    found = {line for page in RUNBOOKS for line in LINE.findall(page.read_text(encoding="utf-8"))}
    # What makes a backup goes first: others look at it.
    return sorted(found, key=lambda line: (not line.startswith("backup"), line))


def test_every_line_of_a_runbook_goes_through(cast, manage, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    publish(cast.actor("owner"), cast.project)
    for cluster in clusters.register_clusters(SYSTEM):
        clusters.change_cluster(SYSTEM, cluster, region="Milan", accepts_projects=True)
    assert len(lines()) >= 10
    for line in lines():
        called = manage(*shlex.split(line.replace(FOLDER, str(tmp_path / "backups"))))
        assert "Traceback" not in called.err, line
        # Of the tests' own installation something is always to be said.
        assert called.status == 0 or line == "doctor --installation", f"{line}: {called.err}"


@pytest.mark.parametrize("page", RUNBOOKS, ids=lambda path: path.stem)
def test_commands_in_the_text_of_a_runbook_exist_with_their_options(page):
    for name, rest in NAMED.findall(page.read_text(encoding="utf-8")):
        app = get_commands().get(name)
        assert app is not None, f"{page.name}: there is no command {name}"
        command = load_command_class(app, name) if isinstance(app, str) else app
        known = command.create_parser("manage.py", name).format_help()
        assert [option for option in re.findall(r"--[a-z-]+", rest) if option not in known] == []
