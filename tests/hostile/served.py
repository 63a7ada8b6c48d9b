"""A whole product of a test's own: embedded database, demo project, and the real web server with one process."""

import http.client
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import patience
from waiting import wait_until

from omnia.mongo import embedded
from omnia.serve import supervisor

ROOT = Path(__file__).parents[2]
THREADS = 8
START_SECONDS = 300.0
NO_ANSWER = (OSError, http.client.HTTPException)
"""What asking raises as long as nobody answers."""


@dataclass(frozen=True, slots=True)
class Product:
    """Where it answers, and a key of its demo project."""

    port: int
    api_key: str
    process: "subprocess.Popen[bytes]"

    def ask(
        self, method: str, address: str, body: bytes | None = None, *, timeout: float = 60, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and content of a request; names of headers are written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            told = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, address, body, told)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def call(self, method: str, address: str, body: Any = None, **options: Any) -> tuple[int, Any]:
        """Status and JSON of a call of the API with the demo's key."""
        content = json.dumps(body).encode() if body is not None else None
        headers = {"Authorization": f"Bearer {self.api_key}"} | ({"Content_Type": "application/json"} if content else {})
        status, _headers, answered = self.ask(method, "/api/v1" + address, content, **headers, **options)
        return status, json.loads(answered) if answered else None


@dataclass(frozen=True, slots=True)
class Stage:
    """A database with a demo project: the environment that points at it, and the project's key."""

    environment: dict[str, str]
    api_key: str


@contextmanager
def prepared(folder: Path, made: Path | None = None) -> Iterator[Stage]:
    """Start a database in an empty folder, with the catalogue and a demo project; it is ended afterwards.

    They are copied from a data folder in which they were `made`, or else set up.
    """
    if made is not None:
        shutil.copytree(made, folder, dirs_exist_ok=True)
    database = embedded.start(folder / "mongodb", durable=False)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OMNIA_", "DJANGO_"))}
    environment = patience.in_processes(kept) | {
        "OMNIA_MONGODB_URI": database.uri,
        "OMNIA_DATA_DIR": str(folder),
        "OMNIA_SECRET_KEY": (folder / "secret_key").read_text() if made else "tests-only-" + "k" * 40,
        "OMNIA_LOG_LEVEL": "ERROR",
        "OMNIA_ROLE": "all",
        "OMNIA_LIMIT_PER_KEY": "0",
        "OMNIA_LIMIT_PER_PROJECT": "0",
        "OMNIA_MONGODB_OPERATION_MS": "60000",
        "OMNIA_MONGODB_TIMEOUT_MS": "20000",
    }
    try:
        yield Stage(environment, json.loads(manage(environment, "demo", *([] if made else ["--migrate"]), "--json"))["api_key"])
    finally:
        database.stop()


@contextmanager
def served(stage: Stage, **variables: str) -> Iterator[Product]:
    """Start the web server with one process and these variables besides; it is ended afterwards."""
    port = embedded.free_port()
    environment = stage.environment | variables
    process = supervisor.web_server(environment, host="127.0.0.1", port=port, workers=1, threads=THREADS)
    try:
        product = Product(port, stage.api_key, process)
        wait_until(lambda: product.ask("GET", "/readyz", timeout=20)[0] == 200, START_SECONDS, passing=NO_ANSWER)
        yield product
    finally:
        supervisor.stop(process)


def manage(environment: dict[str, str], *arguments: str) -> str:
    """What a command of the product prints."""
    line = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(line, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout
