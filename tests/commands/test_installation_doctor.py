"""`doctor --installation`: what is wrong with servers, files and settings is said in a sentence; nothing is changed."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import NOWHERE, everything_stored
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fleet.doctor import of_installation, of_servers
from omnia.infra.audit import SYSTEM
from omnia.settings.env import environment
from tenants.actions import trail

ROOT = Path(__file__).parents[2]
NAMES = [check.name for check in of_installation.CHECKS]


@pytest.fixture
def told(monkeypatch, migrated, tmp_path, settings):
    """Changes what the process was told; it is configured, and all that is kept is fresh."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir(mode=0o700)

    def tell(**variables):
        told = environment().model_copy(update={"OMNIA_MONGODB_URI": migrated, **variables})
        monkeypatch.setattr(of_installation, "environment", lambda: told)

    tell()
    return tell


@pytest.fixture
def fresh(databases):
    """A backup, a drill and a check of the logs were made just now."""
    trail.note_platform(SYSTEM, action="backup.made", subject="platform", moment="now", databases=2)
    trail.note_platform(SYSTEM, action="backup.tried", subject="platform", moment="now", databases=2, equal=2)
    trail.note_platform(SYSTEM, action="audit.checked", subject="all", entries=3, ok=True)


@pytest.fixture
def look(manage):
    """What does not hold, by check."""

    def call():
        before = everything_stored()
        called = manage("doctor", "--installation", "--json")
        answer = json.loads(called.out)
        assert [row["name"] for row in answer["checks"]] == NAMES
        assert called.status == 1
        assert everything_stored() == before
        found = {row["name"]: " ".join(row["findings"]) for row in answer["checks"] if not row["ok"]}
        assert "may do everything (root)" in found.pop("users"), "as the user of the tests may"
        return found

    return call


def certificate(path: Path, days: int) -> Path:
    """A certificate that ends in so many days."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    from cryptography.hazmat.primitives.serialization import Encoding

    path.write_bytes(made.public_bytes(Encoding.PEM))
    return path


def test_installation_that_is_well_is_found_well_and_not_changed(told, fresh, look, monkeypatch, manage):
    assert look() == {}
    monkeypatch.setattr(of_servers, "ALMIGHTY", frozenset())
    assert manage("doctor", "--installation").status == 0


def test_everything_that_is_wrong_is_said_at_once_and_in_sentences(tmp_path):
    data, secret = tmp_path / "data", tmp_path / "secret"
    data.mkdir(mode=0o755)
    data.chmod(0o755)
    secret.write_text("k" * 50)
    secret.chmod(0o644)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OMNIA_", "DJANGO_"))}
    environment_told = kept | {
        "OMNIA_ROLE": "portal", "OMNIA_MONGODB_URI": NOWHERE, "OMNIA_CLUSTERS": f"eu={NOWHERE}", "OMNIA_DATA_DIR": str(data),
        "OMNIA_SECRET_KEY_FILE": str(secret), "OMNIA_REDIS_URL": "redis://127.0.0.1:1/0",
        "OMNIA_PUBLIC_URL": "https://omnia.example", "OMNIA_MONGODB_TIMEOUT_MS": "150",
        "OMNIA_OTEL_ENDPOINT": "http://127.0.0.1:1",
    }  # fmt: skip
    line = [sys.executable, str(ROOT / "manage.py"), "doctor", "--installation", "--json"]
    done = subprocess.run(line, env=environment_told, capture_output=True, text=True, check=False, cwd=ROOT)
    found = {row["name"]: " ".join(row["findings"]) for row in json.loads(done.stdout)["checks"] if not row["ok"]}
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"chmod 600 {secret}" in found["modes"]
    assert f"chmod 700 {data}" in found["modes"]
    assert "OMNIA_TRUSTED_PROXIES" in found["proxies"]
    assert "OMNIA_ALLOWED_HOSTS" in found["proxies"]
    assert "does not answer" in found["addresses"]
    assert "Redis does not answer" in found["redis"]
    assert "OMNIA_OTEL_ENDPOINT" in found["collector"]
    assert "could not be looked at" in found["migrations"]


def test_the_try_out_is_not_looked_at(manage, databases, told):
    told(OMNIA_MONGODB_URI="")
    called = manage("doctor", "--installation")
    assert (called.status, called.out) == (1, "")
    assert "OMNIA_MONGODB_URI is not set" in called.err


def test_nothing_of_an_installation_is_mended(manage, told, fresh):
    called = manage("doctor", "--installation", "--repair")
    assert called.status == 1
    assert "mended by hand" in called.err


@pytest.mark.parametrize("days", [10, 400])
def test_certificate_that_ends_soon_is_named(told, fresh, look, tmp_path, days):
    path = certificate(tmp_path / "ca.pem", days)
    told(OMNIA_VAULT_CA_FILE=str(path))
    found = look()
    assert found.keys() == ({"certificates"} if days == 10 else set())
    assert days != 10 or str(path) in found["certificates"]


def test_backup_that_was_never_made_and_one_that_is_old_are_told(told, databases, look, monkeypatch):
    assert "manage.py backup" in look()["kept"]
    trail.note_platform(SYSTEM, action="backup.made", subject="platform", moment="now", databases=2)
    monkeypatch.setattr(of_installation, "BACKUP_AGE", timedelta(seconds=-1))
    assert "that everything was backed up last" in look()["kept"]


def test_migrations_that_were_not_carried_out_are_counted_with_the_command_that_does(told, fresh, look, monkeypatch):
    from django.db.migrations.executor import MigrationExecutor

    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [("0007", False)])
    assert look()["migrations"].startswith("1 steps of the control database are to be carried out. Call: manage.py migrate")


def test_redis_that_throws_conversations_away_or_forgets_them_is_told(told, fresh, look, redis):
    redis.config_set("maxmemory-policy", "allkeys-lru")
    redis.config_set("save", "")
    try:
        found = look()["redis"]
    finally:
        redis.config_set("maxmemory-policy", "noeviction")
    assert "allkeys-lru" in found
    assert "appendonly yes" in found


def test_projects_on_a_cluster_that_is_not_configured_and_a_full_cluster_are_told(told, fresh, cast, look, monkeypatch, settings):
    monkeypatch.setattr(of_installation, "MOST_FILES", 1)
    found = look()["clusters"]
    assert "Let it take no new ones" in found
    assert "cannot be reached" not in found


@pytest.mark.parametrize(
    ("uri", "is_told"),
    [
        ("mongodb://db.example/", True),
        ("mongodb://db.example/?tls=true", False),
        ("mongodb+srv://db.example/", False),
        ("mongodb://127.0.0.1:27017,localhost:27018/", False),
        ("mongodb://user:p%40ss@10.0.0.5/", True),  # pragma: allowlist secret
    ],
)
def test_server_on_another_machine_without_tls_is_told(settings, monkeypatch, uri, is_told):
    monkeypatch.setattr(of_servers, "servers", lambda: {uri: "control"})
    settings.OMNIA_REDIS_URL = ""
    assert bool(list(of_servers.encryption())) is is_told
