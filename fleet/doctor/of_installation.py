"""Whether this installation is as it should be, apart from what the databases hold: files, settings, upgrades, what is kept."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from fleet import figures
from fleet.doctor import of_servers
from fleet.doctor.finding import Check, Finding
from omnia.infra import disk_space
from omnia.infra.redis_address import parse
from omnia.mongo import addresses, clusters
from omnia.settings.env import SECRET_FIELDS, environment
from tenants.audit_chains import CHECKED

OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO
ENDS_SOON = timedelta(days=30)
BACKUP_AGE, DRILL_AGE, CHECK_AGE = timedelta(hours=26), timedelta(days=8), timedelta(days=8)
MOST_FILES = 80_000
"""Collections and indexes on a cluster from which on it takes no more projects; the alert says the same."""

CERTIFICATE_OPTIONS = ("tlscafile", "tlscertificatekeyfile")
REDIS_CERTIFICATE_OPTIONS = ("ssl_ca_certs", "ssl_certfile")


def modes() -> Iterator[Finding]:
    """Secrets that others on this machine may read."""
    named = [(f"{name}_FILE", os.environ.get(f"{name}_FILE")) for name in SECRET_FIELDS]
    private = [(name, Path(path)) for name, path in named if path]
    private.append(("OMNIA_DATA_DIR", Path(settings.DATA_DIR)))
    if environment().OMNIA_VAULT_TOKEN_FILE:
        private.append(("OMNIA_VAULT_TOKEN_FILE", Path(environment().OMNIA_VAULT_TOKEN_FILE)))
    for name, path in private:
        if path.exists() and path.stat().st_mode & OTHERS_MAY:
            wanted = "700" if path.is_dir() else "600"
            yield Finding(f"Others on this machine may use {path}, which {name} names. Call: chmod {wanted} {path}")


def disk() -> Iterator[Finding]:
    """Disks without room."""
    for folder in {str(settings.DATA_DIR), settings.OMNIA_DISK_FOLDER} - {""}:
        wanted = 2 * settings.OMNIA_DISK_FREE_MB
        try:
            free = disk_space.free_megabytes(folder)
        except OSError as error:
            yield Finding(f"The folder {folder} cannot be looked at ({error.strerror}). Is its disk mounted?")
            continue
        if free < wanted:
            yield Finding(f"The disk of {folder} has {free:,} MB left; have at least {wanted:,}. Make room.")


def certificates() -> Iterator[Finding]:
    """Certificates that the addresses name, which cannot be read or end soon."""
    for path in sorted(_certificate_files()):
        try:
            held = x509.load_pem_x509_certificates(Path(path).read_bytes())
        except (OSError, ValueError) as error:
            yield Finding(f"The certificate {path} cannot be read ({type(error).__name__}). Correct the address that names it.")
            continue
        end = min(each.not_valid_after_utc for each in held)
        if end - datetime.now(UTC) < ENDS_SOON:
            yield Finding(f"The certificate {path} ends on {end:%Y-%m-%d}. Put a new one in its place and restart.")


def _certificate_files() -> set[str]:
    named = {environment().OMNIA_VAULT_CA_FILE} - {""}
    for uri in of_servers.servers():
        options = addresses.options_of(uri)
        named |= {str(options[name]) for name in CERTIFICATE_OPTIONS if options.get(name)}
    if settings.OMNIA_REDIS_URL:
        options = parse(settings.OMNIA_REDIS_URL).options
        named |= {str(options[name]) for name in REDIS_CERTIFICATE_OPTIONS if options.get(name)}
    return named


def migrations() -> Iterator[Finding]:
    """Upgrades of the control and factory databases that were not carried out."""
    for alias in ("default", "factory"):
        executor = MigrationExecutor(connections[alias])
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        # The routers leave a migration's operations out where they do not belong, and it is noted as done all the same.
        if pending:
            command = "manage.py migrate" + ("" if alias == "default" else " --database factory")
            yield Finding(f"{len(pending)} steps of the {of_servers.OWN[alias]} database are to be carried out. Call: {command}")


def proxies() -> Iterator[Finding]:
    """Settings of the public address that do not fit each other."""
    url = urlsplit(environment().OMNIA_PUBLIC_URL)
    if url.scheme == "https" and not settings.OMNIA_TRUSTED_PROXIES:
        yield Finding(
            "People come by https, and no proxy is trusted: all of them share its address, so one who guesses passwords slows "
            "everybody down. Name the proxies in OMNIA_TRUSTED_PROXIES."
        )
    hosts = settings.ALLOWED_HOSTS
    if "*" in hosts:
        yield Finding("OMNIA_ALLOWED_HOSTS lets every host name in. Name those by which people come.")
    elif url.hostname and url.hostname not in hosts:
        yield Finding(f"OMNIA_PUBLIC_URL names {url.hostname}, which OMNIA_ALLOWED_HOSTS does not have: its pages are refused.")
    if settings.DEBUG:
        yield Finding("OMNIA_DEBUG is on: pages of errors tell strangers about the inside. Switch it off.")


def kept() -> Iterator[Finding]:
    """Backups, drills and checks of the logs that are too long ago."""
    for what, action, age, command in (
        ("everything was backed up", "backup.made", BACKUP_AGE, "manage.py backup --out FOLDER"),
        ("a backup was tried", "backup.tried", DRILL_AGE, "manage.py drill --from FOLDER"),
        ("the audit logs were checked", CHECKED, CHECK_AGE, "manage.py verify_audit"),
    ):
        at = figures.last(action)
        if at is None:
            yield Finding(f"It is not known that {what} ever. Call: {command}")
        elif datetime.now(UTC) - at > age:
            yield Finding(f"It was on {at:%Y-%m-%d} that {what} last. Call: {command}")


def rooms() -> Iterator[Finding]:
    """Clusters that have nearly as many collections and indexes as they bear."""
    for cluster, files in figures.files_by_cluster().items():
        if files > MOST_FILES:
            yield Finding(
                f"The projects on “{cluster}” have {files:,} collections and indexes. Let it take no new ones, and add another."
            )
        if cluster not in clusters.known():
            yield Finding(f"Projects are on the cluster “{cluster}”, which OMNIA_CLUSTERS does not name: they cannot be reached.")


CHECKS = (
    Check("modes", "Secrets are readable by their owner alone.", modes),
    Check("disk", "There is room on the disks.", disk),
    Check("proxies", "The public address, the allowed hosts and the proxies fit.", proxies),
    Check("certificates", "No certificate that an address names ends soon.", certificates),
    *of_servers.CHECKS,
    Check("migrations", "Control and factory database are of this version.", migrations),
    Check("clusters", "Every cluster has room, and is known here.", rooms),
    Check("kept", "Backups, drills and checks of the logs are fresh.", kept),
)


def refuse_try_out() -> None:
    """Refuse to look at the try-out, which is as it is; raises `ImproperlyConfigured`."""
    if not environment().OMNIA_MONGODB_URI:
        raise ImproperlyConfigured(
            "This looks at servers that are configured, and none are: OMNIA_MONGODB_URI is not set. The try-out needs no look."
        )
