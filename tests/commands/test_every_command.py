"""Every command that Django knows of, its own included: a new one is tried without being named here."""

import pytest
from django.core.management import get_commands, load_command_class
from django.db.utils import DatabaseError

from factory.catalogue_files import CATALOGUE

ARGUMENTS = {
    "axes_reset_ip": ["192.0.2.1"],
    "axes_reset_ip_username": ["192.0.2.1", "ann@example.com"],
    "axes_reset_username": ["ann@example.com"],
    "create_account": ["--email", "ann@example.com"],
    "create_staff": ["--email", "ann@example.com"],
    "changepassword": ["ann@example.com"],
    "backup": ["--out", "backups", "--project", "p1"],
    "blast_radius": ["--template", "date"],
    "canary": ["--project", "p1", "--weight", "5"],
    "create_projects": ["deploy/examples/projects.csv"],
    "create_project": ["--name", "Acme", "--owner", "ann@example.com"],
    "createsuperuser": ["--noinput", "--email", "ann@example.com"],
    "database_users": ["--print"],
    "drill": ["--project", "p1"],
    "erase_project": ["--project", "p1", "--confirm", "p1"],
    "export_catalogue": ["catalogue"],
    "export_documents": ["--project", "p1", "--to", "content"],
    "export_project": ["--project", "p1", "--out", "p1.bundle"],
    "flush": ["--noinput"],
    "import_catalogue": [str(CATALOGUE)],
    "import_documents": ["--project", "p1", "--from", "content"],
    "import_project": ["--file", "p1.bundle", "--name", "Acme", "--owner", "ann@example.com"],
    "insight": ["--project", "p1"],
    "issue_key": ["--project", "p1"],
    "person": ["--project", "p1", "--external-id", "call-7"],
    "move_project": ["--project", "p1", "--to", "second"],
    "publish": ["--project", "p1"],
    "pull": ["--project", "p1"],
    "remove_second_factor": ["--email", "ann@example.com"],
    "remove_stale_contenttypes": ["--noinput"],
    "replace_key": ["--project", "p1", "--key", "k1"],
    "restore": ["--from", ".", "--project", "p1"],
    "replay": ["--project", "p1"],
    "usage": ["--project", "p1"],
    "revoke_key": ["--project", "p1", "--key", "k1"],
    "rollback": ["--project", "p1", "--to", "1"],
    "rollout": ["--template", "date"],
    "schedule": ["--project", "p1"],
    "suggest": ["--project", "p1"],
    "shell": ["-c", "from tenants.control.models import User; User.objects.count()"],
}
"""What the commands want that cannot do without."""

STAYS_ALIVE = {"runserver", "serve", "start", "test", "testserver"}
"""Run until they are stopped; they have suites of their own."""

CHANGES_THE_SOURCES = {
    "compilemessages", "makemessages", "makemigrations", "optimizemigration", "squashmigrations", "startapp", "startproject",
}  # fmt: skip
ELSEWHERE = {"dbshell", "sendtestemail"}
"""Hand over to another program or server."""

WITHOUT_DATABASE = {
    "axes_reset_failure_logs", "check", "check_catalogue", "collectstatic", "createcachetable", "diffsettings", "findstatic",
    "inspectdb", "loaddata", "replace_secret", "sqlmigrate", "sqlsequencereset",
}  # fmt: skip
"""Do their work, or refuse it, without asking a database."""

TRIED = sorted(get_commands().keys() - STAYS_ALIVE - CHANGES_THE_SOURCES - ELSEWHERE - WITHOUT_DATABASE)


@pytest.mark.parametrize("name", TRIED)
def test_command_without_its_database_says_so_in_a_sentence_and_fails(name, away, manage):
    called = manage(name, *ARGUMENTS.get(name, []))
    assert called.status == 1, called
    assert called.err.count("\n") == 1, called.err
    assert "127.0.0.1:1" in called.err
    assert called.err.endswith(".\n")


@pytest.mark.parametrize("name", sorted(get_commands().keys() - CHANGES_THE_SOURCES))
def test_command_that_is_called_wrongly_says_so_in_a_sentence_and_fails(name, manage):
    called = manage(name, "--no-such-option")
    assert called.status in (1, 2)
    assert called.out == ""
    assert "--no-such-option" in called.err or "required" in called.err
    assert called.err.count("\n") == 1


OWN = sorted(name for name, app in get_commands().items() if str(app).split(".")[0] in {"omnia", "factory", "tenants"})


@pytest.mark.parametrize("name", OWN)
def test_command_of_the_product_says_what_it_is_for_and_answers_in_json(name):
    command = load_command_class(get_commands()[name], name)
    assert command.help.endswith(".") or "; " in command.help
    if name not in STAYS_ALIVE:
        assert "--json" in command.create_parser("manage.py", name).format_help()


def test_unknown_command_is_refused(manage):
    called = manage("no_such_command")
    assert called.status == 1
    assert "Unknown command: 'no_such_command'" in called.err


def test_argument_that_is_no_text_is_refused(manage):
    called = manage("project_status", "--project", "\udcff")
    assert (called.status, called.err) == (2, "An argument is not a text in UTF-8.\n")


def test_traceback_is_shown_to_who_asks_for_it(away, manage):
    with pytest.raises(DatabaseError):
        manage("project_status", "--traceback")
