"""Try the product out on this machine: set everything up and run it; what `make run` calls."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from omnia.mongo import embedded
from omnia.serve import stopping, supervisor
from omnia.serve.data_folder import DataFolder, FolderInUseError
from omnia.serve.database import EmbeddedDatabase
from omnia.serve.supervision import Kept, keep_running
from omnia.serve.web import NotReadyError, RunFolder, WebServer, wait_until_ready
from omnia.settings import ENVIRONMENT

LEFT_OVER_SECONDS = 6.0
"""How long what a killed product left behind may take to go."""
WIDTH = 78


class Command(BaseCommand):
    """Starts the embedded database, migrates, loads the catalogue, makes the demo, serves, and keeps all of it running."""

    help = "Try the product out on this machine: embedded database, catalogue, demo, web server. `start` is for your servers."
    requires_system_checks: list[str] = []

    folder: DataFolder | None = None
    database: EmbeddedDatabase | None = None
    web: WebServer | None = None
    run_folder: RunFolder | None = None

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until Ctrl-C or SIGTERM, then stop everything that was started."""
        self._refuse_configured_servers()
        stopping.listen()
        try:
            self._set_up()
            keep_running(self._kept())
        except stopping.StopAsked as asked:
            if asked.drain and self.web is not None and self.run_folder is not None:
                stopping.drain(self.run_folder.drain_file, ENVIRONMENT.OMNIA_DRAIN_SECONDS, self.web.runs)
        except (embedded.EmbeddedServerError, FolderInUseError, NotReadyError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The data folder {settings.DATA_DIR} cannot be used: {error.strerror or error}.") from error
        finally:
            stopping.ignore()
            self._stop()

    def _refuse_configured_servers(self) -> None:
        if ENVIRONMENT.OMNIA_MONGODB_URI or ENVIRONMENT.OMNIA_CLUSTERS or ENVIRONMENT.OMNIA_ROLE == "runtime":
            raise CommandError(
                "This is the try-out: it makes demo accounts and runs a database of its own, so it does not run on configured "
                "servers. Use `manage.py start` for them; docs/how_to/run_on_your_servers.md leads through it."
            )

    def _set_up(self) -> None:
        began = time.monotonic()
        self.folder = DataFolder(settings.DATA_DIR, port=ENVIRONMENT.PORT)
        self._refuse_taken_port(self.folder)
        self.run_folder = RunFolder()
        self._step("Database")
        self.database = EmbeddedDatabase(embedded.folder_in(self.folder.path))
        self._done("embedded server")
        environment = self._environment(self.database, self.run_folder)
        demo = self._prepare(environment)
        self._step("Web server")
        self.web = WebServer(
            environment,
            host=ENVIRONMENT.OMNIA_HOST,
            port=ENVIRONMENT.PORT,
            workers=ENVIRONMENT.OMNIA_WORKERS,
            threads=ENVIRONMENT.OMNIA_THREADS,
        )
        probe = "sign-in" if ENVIRONMENT.OMNIA_ROLE == "portal" else "readyz"
        wait_until_ready(self.web, f"http://{ENVIRONMENT.OMNIA_HOST}:{ENVIRONMENT.PORT}/{probe}")
        self._done(f"{ENVIRONMENT.OMNIA_WORKERS} process, {ENVIRONMENT.OMNIA_THREADS} threads")
        shown = self.folder.path / "demo_shown"
        self._welcome(demo, time.monotonic() - began, secrets=not shown.exists() and not _is_journal())
        shown.touch(mode=0o600)

    def _refuse_taken_port(self, folder: DataFolder) -> None:
        deadline = time.monotonic() + (LEFT_OVER_SECONDS if folder.was_killed else 0.0)
        while not supervisor.port_is_free(ENVIRONMENT.OMNIA_HOST, ENVIRONMENT.PORT):
            if time.monotonic() > deadline:
                raise CommandError(
                    f"Something listens on port {ENVIRONMENT.PORT} already. Stop it, or choose another port: "
                    f"PORT={ENVIRONMENT.PORT + 1} make run"
                )
            time.sleep(0.1)

    def _environment(self, database: EmbeddedDatabase, run_folder: RunFolder) -> dict[str, str]:
        told = {
            "OMNIA_DATA_DIR": str(settings.DATA_DIR),
            "OMNIA_SECRET_KEY": settings.SECRET_KEY,
            "OMNIA_SECRET_KEY_FALLBACKS": " ".join(settings.SECRET_KEY_FALLBACKS),
            "OMNIA_MONGODB_URI": database.uri,
            "OMNIA_CLUSTERS": f"default={database.uri}",
            "OMNIA_DISK_FOLDER": str(database.folder),
            "OMNIA_USAGE_FOLDER": settings.OMNIA_USAGE_FOLDER,
            "OMNIA_STAFF_SECOND_FACTOR": settings.OMNIA_STAFF_SECOND_FACTOR,
            "OMNIA_CATALOGUE_REVIEW": settings.OMNIA_CATALOGUE_REVIEW,
        }
        environment = {**os.environ, **told, **run_folder.variables(os.environ, ENVIRONMENT.OMNIA_WORKERS)}
        for name in ("OMNIA_SECRET_KEY_FILE", "OMNIA_SECRET_KEY_FALLBACKS_FILE"):
            environment.pop(name, None)
        if sys.stdout.isatty():
            environment.setdefault("OMNIA_LOG_FORMAT", "text")
        return environment

    def _prepare(self, environment: dict[str, str]) -> dict[str, Any]:
        # One process for all of it: starting Python and Django takes longer than the work of a second start.
        self._step("Catalogue and demo")
        began = time.monotonic()
        try:
            output = supervisor.manage(["demo", "--migrate", "--json"], environment)
        except subprocess.CalledProcessError as error:
            reason = (error.stderr or "").strip().splitlines()
            raise CommandError(f"Catalogue and demo failed: {reason[-1] if reason else 'no reason was given'}") from error
        self._done(f"{time.monotonic() - began:.1f} s")
        demo: dict[str, Any] = orjson.loads(output)
        return demo

    def _kept(self) -> list[Kept]:
        assert self.database is not None and self.web is not None  # noqa: S101, PT018  # both are there once all is set up
        return [
            Kept("embedded database", ended=self.database.ended, start=self.database.restart, say=self._tell),
            Kept("web server", ended=self.web.ended, start=self.web.restart, say=self._tell),
        ]

    def _tell(self, sentence: str) -> None:
        self.stdout.write(self.style.WARNING(sentence))
        self.stdout.flush()

    def _welcome(self, demo: dict[str, Any], seconds: float, *, secrets: bool) -> None:
        bold, rule = self.style.MIGRATE_HEADING, "─" * WIDTH
        url = f"http://127.0.0.1:{ENVIRONMENT.PORT}"
        write = self.stdout.write
        write(rule)
        write(f"{bold('OMNIA is running')} on {url}  (ready after {seconds:.1f} s; Ctrl-C stops it)\n")
        for title, path, secret in (
            ("Studio     ", "/", _login(demo["customer"])),
            ("Staff admin", "/admin/", _login(demo["staff"])),
            ("API        ", "/api/v1/docs", demo["api_key"]),
        ):
            write(f"  {bold(title)}  {url}{path}")
            if secrets:
                write(f"               {secret}")
        write("")
        if secrets:
            write(f"  {bold('Start a conversation')}:\n\n{curl_line(url, demo['api_key'])}")
        else:
            write(f"  Users, passwords and API key are in {settings.DATA_DIR / 'demo.json'};")
            write("  `manage.py demo` prints them.")
        write(f"  Staff's second factor: {settings.OMNIA_STAFF_SECOND_FACTOR} (OMNIA_STAFF_SECOND_FACTOR).")
        write(rule)
        self.stdout.flush()

    def _step(self, title: str) -> None:
        self.stdout.write(f"  {title:22s}", ending="")
        self.stdout.flush()

    def _done(self, detail: str) -> None:
        self.stdout.write(self.style.SUCCESS("✓") + f" {detail}")

    def _stop(self) -> None:
        started = self.database is not None or self.web is not None
        if started:
            self.stdout.write("\nStopping …")
            self.stdout.flush()
        if self.web is not None:
            self.web.stop()
        in_order = self.database is None or self.database.stop()
        if self.run_folder is not None:
            self.run_folder.remove()
        if self.folder is not None:
            self.folder.close()
        if started:
            self.stdout.write(last_words(self.database.folder if self.database else None, in_order=in_order))


def last_words(folder: Path | None, *, in_order: bool) -> str:
    """What is known to be true when everything has stopped."""
    if in_order:
        return "Stopped. The database closed its files in order: the next start goes on from here."
    return (
        "Stopped, but the database did not close its files in order. What it had acknowledged is in its log, from which the next "
        f"start recovers; it needs room on the disk for that. {folder}/server.log may say what happened."
    )


def curl_line(url: str, key: str) -> str:
    """One command that starts a conversation."""
    body = '{"template": "date", "locale": "en", "channel": "chat"}'
    return f"curl -s {url}/api/v1/sessions -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -d '{body}'"


def _login(account: dict[str, str | None]) -> str:
    return f"{account['email']}   {account['password'] or '(the account was there before; its password was not changed)'}"


def _is_journal() -> bool:
    """Whether what is printed goes to the system's journal, where passwords would stay (systemd names the stream)."""
    try:
        found = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{found.st_dev}:{found.st_ino}"
