"""Commands of a process without configured servers: the data folder's embedded database, or a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from omnia.mongo import embedded

ROOT = Path(__file__).parents[2]
COUNT = "from tenants.control.models import User; print(User.objects.count())"


def manage(folder, *arguments, **more):
    """Call a command with a data folder and nothing else configured, from a folder that is not the product's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OMNIA_", "DJANGO_", "PORT", "PYTEST_"))}
    told = {**kept, "OMNIA_DATA_DIR": str(folder), **more}
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=told, cwd="/", capture_output=True, text=True, check=False)


def test_commands_find_the_running_server_and_start_one_for_their_own_time_where_there_is_none(tmp_path):
    folder = tmp_path / "var"
    folder.mkdir()
    server = embedded.start(embedded.folder_in(folder))
    try:
        made = manage(folder, "createsuperuser", "--noinput", "--email", "ann@example.com")
        assert made.returncode == 0, made.stderr
        assert embedded.running_process(embedded.folder_in(folder)) == server.process.pid
    finally:
        server.stop()
    counted = manage(folder, "shell", "-v", "0", "-c", COUNT)
    assert (counted.returncode, counted.stdout.strip()) == (0, "1"), counted.stderr
    assert embedded.running_process(embedded.folder_in(folder)) is None


@pytest.mark.parametrize("kind", ["file", "absent parent", "not to be written"])
def test_data_folder_that_cannot_be_used_is_refused_in_a_sentence(tmp_path, kind):
    (tmp_path / "file").write_text("mine")
    folder = {"file": tmp_path / "file", "absent parent": tmp_path / "a" / "b", "not to be written": Path("/proc/omnia")}[kind]
    refused = manage(folder, "project_status")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"OMNIA cannot start: OMNIA_DATA_DIR names {folder}, which cannot be used: ")
    assert refused.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "mine"


def test_generated_secret_is_replaced_while_the_product_stands_and_the_earlier_one_kept_until_it_is_dropped(tmp_path):
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "secret_key").write_text("the-first-secret")
    server = embedded.start(embedded.folder_in(folder))
    refused = manage(folder, "replace_secret")
    server.stop()
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), refused
    assert "Stop it first" in refused.stderr
    assert (folder / "secret_key").read_text() == "the-first-secret"
    assert manage(folder, "replace_secret").returncode == 0
    files = [folder / "secret_key", folder / "secret_key_earlier"]
    assert [path.stat().st_mode & 0o777 for path in files] == [0o600, 0o600]
    assert files[0].read_text() != "the-first-secret"
    assert files[1].read_text() == "the-first-secret"
    known = "from django.conf import settings; print(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)"
    assert manage(folder, "shell", "-v", "0", "-c", known).stdout.split() == [path.read_text() for path in files]
    dropped = manage(folder, "replace_secret", "--drop-earlier")
    assert (dropped.returncode, files[1].exists()) == (0, False), dropped.stderr
