"""Set everything up and run the product on this machine; what `make run` calls."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from omnia.mongo import embedded
from omnia.serve import supervisor
from omnia.settings import ENVIRONMENT

READY_SECONDS = 60.0
WIDTH = 78


class Command(BaseCommand):
    """Starts the embedded database if none is configured, migrates, loads the catalogue, makes the demo, serves."""

    help = "Set everything up and run the product on this machine."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until Ctrl-C, then stop everything that was started."""
        started = time.monotonic()
        server: embedded.EmbeddedServer | None = None
        web: subprocess.Popen[bytes] | None = None
        status = 0
        self._refuse_taken_port()
        try:
            server, extra = self._database()
            environment = {**os.environ, **extra, "OMNIA_DATA_DIR": str(ENVIRONMENT.OMNIA_DATA_DIR.resolve())}
            if sys.stdout.isatty():
                environment.setdefault("OMNIA_LOG_FORMAT", "text")
            demo = self._prepare(environment)
            web = supervisor.web_server(
                environment,
                host=ENVIRONMENT.OMNIA_HOST,
                port=ENVIRONMENT.PORT,
                workers=ENVIRONMENT.OMNIA_WORKERS,
                threads=ENVIRONMENT.OMNIA_THREADS,
            )
            self._wait_until_ready(web)
            self._welcome(demo, time.monotonic() - started)
            status = supervisor.wait_for_end(web)
        except KeyboardInterrupt:
            pass
        except embedded.EmbeddedServerError as error:
            raise CommandError(str(error)) from error
        finally:
            self._stop(web, server)
        sys.exit(status)

    def _refuse_taken_port(self) -> None:
        if not supervisor.port_is_free(ENVIRONMENT.OMNIA_HOST, ENVIRONMENT.PORT):
            raise CommandError(
                f"Something listens on port {ENVIRONMENT.PORT} already. Stop it, or choose another port: "
                f"PORT={ENVIRONMENT.PORT + 1} make run"
            )

    def _database(self) -> tuple[embedded.EmbeddedServer | None, dict[str, str]]:
        self._step("Database")
        server, extra = supervisor.embedded_environment(Path(ENVIRONMENT.OMNIA_DATA_DIR))
        self._done("embedded server" if extra else "as configured")
        return server, extra

    def _prepare(self, environment: dict[str, str]) -> dict[str, Any] | None:
        if ENVIRONMENT.OMNIA_ROLE == "runtime":
            return None
        # One process for all of it: starting Python and Django takes longer than the work of a second start.
        demo: dict[str, Any] = orjson.loads(self._run("Catalogue and demo", ["demo", "--migrate", "--json"], environment))
        return demo

    def _run(self, title: str, arguments: list[str], environment: dict[str, str]) -> str:
        self._step(title)
        began = time.monotonic()
        try:
            output = supervisor.manage(arguments, environment)
        except subprocess.CalledProcessError as error:
            reason = (error.stderr or "").strip().splitlines()
            raise CommandError(f"{title} failed: {reason[-1] if reason else 'no reason was given'}") from error
        self._done(f"{time.monotonic() - began:.1f} s")
        return output

    def _wait_until_ready(self, web: "subprocess.Popen[bytes]") -> None:
        self._step("Web server")
        address = (
            f"http://{ENVIRONMENT.OMNIA_HOST}:{ENVIRONMENT.PORT}/{'sign-in' if ENVIRONMENT.OMNIA_ROLE == 'portal' else 'readyz'}"
        )
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if web.poll() is not None:
                raise CommandError("The web server stopped at once; what it said stands above.")
            try:
                with urllib.request.urlopen(address, timeout=2) as answer:  # our own address
                    if answer.status == 200:
                        self._done(f"{ENVIRONMENT.OMNIA_WORKERS} process, {ENVIRONMENT.OMNIA_THREADS} threads")
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise CommandError(f"The web server did not get ready within {READY_SECONDS:.0f} seconds.")

    def _welcome(self, demo: dict[str, Any] | None, seconds: float) -> None:
        bold, rule = self.style.MIGRATE_HEADING, "─" * WIDTH
        url = f"http://127.0.0.1:{ENVIRONMENT.PORT}"
        write = self.stdout.write
        write(rule)
        write(f"{bold('OMNIA is running')} on {url}  (ready after {seconds:.1f} s; Ctrl-C stops it)")
        if demo is not None:
            write("")
            write(f"  {bold('Studio')}       {url}/")
            write(f"               {demo['customer']['email']}   {demo['customer']['password']}")
            write(f"  {bold('Staff admin')}  {url}/admin/")
            write(f"               {demo['staff']['email']}   {demo['staff']['password']}")
            write(f"  {bold('API')}          {url}/api/v1/docs")
            write(f"               {demo['api_key']}")
            write("")
            write(f"  {bold('Start a conversation')}:")
            write("")
            write(curl_line(url, demo["api_key"]))
        write(rule)
        self.stdout.flush()

    def _stop(self, web: "subprocess.Popen[bytes] | None", server: embedded.EmbeddedServer | None) -> None:
        self.stdout.write("\nStopping …")
        if web is not None:
            supervisor.stop(web)
        if server is not None:
            server.stop()
        self.stdout.write("Stopped. Nothing is lost: the next start goes on from here.")

    def _step(self, title: str) -> None:
        self.stdout.write(f"  {title:22s}", ending="")
        self.stdout.flush()

    def _done(self, detail: str) -> None:
        self.stdout.write(self.style.SUCCESS("✓") + f" {detail}")


def curl_line(url: str, key: str) -> str:
    """One command that starts a conversation."""
    body = '{"template": "date", "locale": "en", "channel": "chat"}'
    return f"curl -s {url}/api/v1/sessions -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -d '{body}'"
