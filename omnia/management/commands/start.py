"""Run one role of the product on configured servers, and nothing else."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from omnia import VERSION
from omnia.infra.telemetry import log
from omnia.serve import stopping, supervisor, version_check
from omnia.serve.supervision import Kept, keep_running
from omnia.serve.web import RunFolder, WebServer
from omnia.settings import ENVIRONMENT

logger = log(__name__)


class Command(BaseCommand):
    """Serves the role that `OMNIA_ROLE` names. It waits for no database, makes and migrates nothing, and recovers by itself."""

    help = "Run one role on configured servers: no demo, no migration, no embedded database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM: then not ready, serving on for `OMNIA_DRAIN_SECONDS`, finishing what has begun, and gone."""
        self._refuse()
        stopping.listen()
        run_folder = RunFolder()
        web: WebServer | None = None
        try:
            web = WebServer(
                self._environment(run_folder),
                host=ENVIRONMENT.OMNIA_HOST,
                port=ENVIRONMENT.PORT,
                workers=ENVIRONMENT.OMNIA_WORKERS,
                threads=ENVIRONMENT.OMNIA_THREADS,
            )
            self._say(f"OMNIA {VERSION} ({ENVIRONMENT.OMNIA_ROLE}) starts on http://{ENVIRONMENT.OMNIA_HOST}:{ENVIRONMENT.PORT}")
            if ENVIRONMENT.OMNIA_ROLE != "runtime":
                self._say(f"Staff's second factor: {settings.OMNIA_STAFF_SECOND_FACTOR} (OMNIA_STAFF_SECOND_FACTOR).")
                for sentence in version_check.sentences():
                    self._say(sentence)
            keep_running([Kept("web server", ended=web.ended, start=web.restart, say=self._say)])
        except stopping.StopAsked as asked:
            if asked.drain and web is not None:
                stopping.drain(run_folder.drain_file, ENVIRONMENT.OMNIA_DRAIN_SECONDS, web.runs)
        finally:
            stopping.ignore()
            if web is not None:
                web.stop()
            run_folder.remove()

    def _refuse(self) -> None:
        if not settings.OMNIA_CLUSTERS or (ENVIRONMENT.OMNIA_ROLE != "runtime" and not ENVIRONMENT.OMNIA_MONGODB_URI):
            raise CommandError(
                "No database servers are configured: set OMNIA_CLUSTERS, and OMNIA_MONGODB_URI for the portal "
                "(docs/how_to/run_on_your_servers.md). To try the product out without any, use `make run`."
            )
        if not supervisor.port_is_free(ENVIRONMENT.OMNIA_HOST, ENVIRONMENT.PORT):
            raise CommandError(
                f"Something listens on port {ENVIRONMENT.PORT} already. Stop it, or choose another port with PORT."
            )

    def _environment(self, run_folder: RunFolder) -> dict[str, str]:
        told = run_folder.variables(os.environ, ENVIRONMENT.OMNIA_WORKERS)
        return {**os.environ, "OMNIA_DATA_DIR": str(settings.DATA_DIR), **told}

    def _say(self, sentence: str) -> None:
        """Tell people, or, where machines read the lines, in a line like all others."""
        if ENVIRONMENT.OMNIA_LOG_FORMAT == "json" and not sys.stdout.isatty():
            logger.info("server.told", sentence=sentence)
            return
        self.stdout.write(sentence)
        self.stdout.flush()
