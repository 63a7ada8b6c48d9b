"""A wrong set-up does not start: one sentence that names what to change, and nothing in the data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from omnia.checks import secret_files_are_private
from omnia.mongo import clusters
from omnia.mongo.addresses import without_contradiction
from omnia.settings import env

ROOT = Path(__file__).parents[3]
KEY = "k" * 50
CONTROL = "mongodb://127.0.0.1:1/"
CLUSTERS = f"default={CONTROL}"
CONFIGURED = {"OMNIA_SECRET_KEY": KEY, "OMNIA_MONGODB_URI": CONTROL, "OMNIA_CLUSTERS": CLUSTERS}


@pytest.fixture
def told(monkeypatch):
    """Gives a process's environment these variables, and none of the tests' own."""

    def tell(variables):
        for name in [name for name in os.environ if name.startswith(("OMNIA_", "PORT"))]:
            monkeypatch.delenv(name)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return tell


REFUSED = {
    "key on a configured control server": ("OMNIA_SECRET_KEY", {"OMNIA_MONGODB_URI": CONTROL}),
    "key on configured clusters": ("OMNIA_SECRET_KEY", {"OMNIA_CLUSTERS": CLUSTERS, "OMNIA_ROLE": "runtime"}),
    "clusters of a runtime": ("OMNIA_CLUSTERS", {"OMNIA_ROLE": "runtime", "OMNIA_SECRET_KEY": KEY}),
    "clusters of a runtime beside a control server": (
        "OMNIA_CLUSTERS", {"OMNIA_ROLE": "runtime", "OMNIA_SECRET_KEY": KEY, "OMNIA_MONGODB_URI": CONTROL},
    ),
    "clusters of a portal": ("OMNIA_CLUSTERS", {"OMNIA_ROLE": "portal", "OMNIA_SECRET_KEY": KEY, "OMNIA_MONGODB_URI": CONTROL}),
    "control beside clusters": ("OMNIA_MONGODB_URI", {"OMNIA_SECRET_KEY": KEY, "OMNIA_CLUSTERS": CLUSTERS}),
    "control beside the factory": ("OMNIA_MONGODB_URI", {"OMNIA_SECRET_KEY": KEY, "OMNIA_FACTORY_URI": CONTROL}),
    "cluster named twice": ("OMNIA_CLUSTERS", {"OMNIA_CLUSTERS": f"{CLUSTERS} {CLUSTERS}"}),
    "cluster whose name no key can hold": ("OMNIA_CLUSTERS", {"OMNIA_CLUSTERS": f"my_own={CONTROL}"}),
    "option that MongoDB does not have": ("maxpool", {"OMNIA_MONGODB_URI": "mongodb://h/?maxPool=4"}),
    "option with a wrong value": ("maxpoolsize", {"OMNIA_MONGODB_URI": "mongodb://h/?maxPoolSize=many"}),
    "option of a cluster": ("maxpoolsize", {"OMNIA_CLUSTERS": "default=mongodb://h/?maxPoolSize=many"}),
    "option with a wrong value in the DNS form": ("maxpoolsize", {"OMNIA_FACTORY_URI": "mongodb+srv://h.example.com/?maxPoolSize=x"}),
    "writes that nobody acknowledges": ("w=0", {"OMNIA_MONGODB_URI": "mongodb://h/?w=0"}),
    "address of something else": ("OMNIA_MONGODB_URI", {"OMNIA_MONGODB_URI": "http://h/"}),
    "password that is not encoded": ("OMNIA_MONGODB_URI", {"OMNIA_MONGODB_URI": "mongodb://ann:pass@word@h/"}),
    "nonsense for Redis": ("OMNIA_REDIS_URL", {"OMNIA_REDIS_URL": "nonsense"}),
    "number out of range": ("PORT", {"PORT": "70000"}),
    "number that is none": ("OMNIA_THREADS", {"OMNIA_THREADS": "many"}),
    "number without an end": ("OMNIA_LIMIT_PER_KEY", {"OMNIA_LIMIT_PER_KEY": "inf"}),
    "public address without its scheme": ("OMNIA_PUBLIC_URL", {"OMNIA_PUBLIC_URL": "omnia.example"}),
    "collector without its scheme": ("OMNIA_OTEL_ENDPOINT", {"OMNIA_OTEL_ENDPOINT": "collector:4318"}),
    "collector with a password": ("without a user", {"OMNIA_OTEL_ENDPOINT": "http://u:p@collector:4318"}),
    "share of traces beyond all": ("OMNIA_OTEL_SHARE", {"OMNIA_OTEL_SHARE": "2"}),
    "role that there is not": ("OMNIA_ROLE", {"OMNIA_ROLE": "everything"}),
    "vault without a token": ("OMNIA_VAULT_TOKEN_FILE", {"OMNIA_VAULT_URL": "https://vault.example:8200"}),
    "vault in clear over a network": ("https", {"OMNIA_VAULT_URL": "http://vault.example:8200", "OMNIA_VAULT_TOKEN_FILE": "t"}),
    "vault with a path": ("without a path", {"OMNIA_VAULT_URL": "https://vault.example/v1", "OMNIA_VAULT_TOKEN_FILE": "t"}),
    "secret twice": ("OMNIA_SECRET_KEY_FILE", {"OMNIA_SECRET_KEY": KEY, "OMNIA_SECRET_KEY_FILE": "/dev/null"}),
    "secret in an empty file": ("empty", {"OMNIA_SECRET_KEY_FILE": "/dev/null"}),
    "secret in a file that is not there": ("cannot be read", {"OMNIA_SECRET_KEY_FILE": "/nowhere"}),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_set_up_is_refused_in_a_sentence(case, told, capsys):
    named, variables = REFUSED[case]
    told(variables)
    with pytest.raises(SystemExit) as stopped:
        env.load()
    said = capsys.readouterr()
    assert (stopped.value.code, said.out) == (2, "")
    assert said.err.startswith("OMNIA cannot start: ")
    assert named in said.err
    assert said.err.count("\n") == 1
    assert "pass@word" not in said.err


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"OMNIA_SECRET_KEY": KEY, "OMNIA_MONGODB_URI": CONTROL},
        {"OMNIA_SECRET_KEY": KEY, "OMNIA_MONGODB_URI": CONTROL, "OMNIA_CLUSTERS": CLUSTERS, "OMNIA_ROLE": "portal"},
        {"OMNIA_SECRET_KEY": KEY, "OMNIA_CLUSTERS": CLUSTERS, "OMNIA_ROLE": "runtime"},
    ],
    ids=["embedded", "all on one server", "portal", "runtime"],
)
def test_right_set_up_starts(variables, told):
    told(variables)
    assert env.load().configured is bool(variables)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "offered"),
        ({"OMNIA_STAFF_SECOND_FACTOR": "required"}, "required"),
        (CONFIGURED, "required"),
        ({**CONFIGURED, "OMNIA_STAFF_SECOND_FACTOR": "offered"}, "offered"),
    ],
    ids=["embedded", "embedded, told", "configured", "configured, told"],
)
def test_second_factor_of_staff_is_required_where_servers_are_configured_unless_told_otherwise(variables, expected, told):
    told(variables)
    assert env.load().staff_second_factor == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "alone"),
        ({"OMNIA_CATALOGUE_REVIEW": "second_person"}, "second_person"),
        (CONFIGURED, "second_person"),
        ({**CONFIGURED, "OMNIA_CATALOGUE_REVIEW": "alone"}, "alone"),
    ],
    ids=["embedded", "embedded, told", "configured", "configured, told"],
)
def test_drafts_of_the_catalogue_need_a_second_person_where_servers_are_configured_unless_told_otherwise(
    variables, expected, told
):
    told(variables)
    assert env.load().catalogue_review == expected


def test_other_secrets_are_read_from_a_file_one_a_line_or_with_blanks(told, tmp_path):
    (tmp_path / "others").write_text("first,of=them\nsecond third\n")
    told({"OMNIA_SECRET_KEY": KEY, "OMNIA_SECRET_KEY_FALLBACKS_FILE": str(tmp_path / "others")})
    assert env.load().OMNIA_SECRET_KEY_FALLBACKS == ["first,of=them", "second", "third"]


def test_secret_that_everybody_may_read_is_told_by_the_checks(monkeypatch, tmp_path):
    ring = tmp_path / "ring"
    ring.write_text("")
    monkeypatch.setenv("OMNIA_KEY_RING_FILE", str(ring))
    ring.chmod(0o644)
    [warning] = secret_files_are_private(None)
    assert (warning.id, str(ring) in warning.msg) == ("omnia.W001", True)
    ring.chmod(0o640)
    assert secret_files_are_private(None) == []


def test_process_with_a_wrong_set_up_makes_no_data_folder(tmp_path):
    variables = {"PATH": os.environ["PATH"], "OMNIA_DATA_DIR": str(tmp_path / "var"), "OMNIA_MONGODB_URI": CONTROL}
    command = [sys.executable, str(ROOT / "manage.py"), "check"]
    said = subprocess.run(command, env=variables, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr.startswith("OMNIA cannot start: OMNIA_SECRET_KEY is not set")
    assert said.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_what_an_address_says_wins_over_the_products_own_options():
    own = settings.OMNIA_MONGODB_OPTIONS
    said = (
        "mongodb://h/?maxPoolSize=7&retryWrites=false&serverSelectionTimeoutMS=9000&appName=mine&tls=true&connectTimeoutMS=8000"
    )
    assert without_contradiction(said, own) == {"tz_aware": False}
    assert without_contradiction("mongodb://h/", own) == own
    assert without_contradiction("mongodb+srv://h.example.com/?MAXPOOLSIZE=7", own).keys() == own.keys() - {"maxPoolSize"}


def test_client_of_an_address_has_the_options_that_it_says(settings, monkeypatch):
    # The clients of the worker stay open: tests of other files are using them.
    monkeypatch.setattr(clusters, "_clients", {})
    client = clusters.client_for_uri(
        "mongodb://127.0.0.1:1/?maxPoolSize=7&retryWrites=false&serverSelectionTimeoutMS=200&appName=mine"
    )
    options = client.options
    assert (options.pool_options.max_pool_size, options.retry_writes, options.server_selection_timeout) == (7, False, 0.2)
    assert options.pool_options.appname == "mine"
    assert options.pool_options.connect_timeout == settings.OMNIA_MONGODB_OPTIONS["connectTimeoutMS"] / 1000
    clusters.close_all()


def test_traces_without_their_packages_are_refused_with_what_to_install(told, capsys, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("opentelemetry")]:
        monkeypatch.delitem(sys.modules, name)
    # As Python has it where there is no such package.
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    told({"OMNIA_OTEL_ENDPOINT": "http://collector:4318"})
    with pytest.raises(SystemExit) as stopped:
        env.load()
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert "OMNIA_OTEL_ENDPOINT" in said
    assert "requirements/otel.txt" in said
    assert said.count("\n") == 1
