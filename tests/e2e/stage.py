"""The product, running as people run it, and visits to it with a real browser."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import patience
from claims import document_of
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response
from waiting import eventually

from omnia.mongo import embedded

ROOT = Path(__file__).parents[2]
START_SECONDS = 300.0
STOP_SECONDS = 60.0
OPERATION_MS = "60000"
"""How long the database may take: it shares the machine with a browser and the other suites, and pages are not timed here."""

PEOPLE = "people.json"
"""The file beside a data folder that tells who and what `making_people.py` made in it."""

AUTOSAVE_SECONDS = "600"
"""So long that no test meets it by being slow: those of saving by itself move their browser's clock on."""


@dataclass(frozen=True, slots=True)
class Product:
    """A running product with the tests' actors in it."""

    url: str
    people: dict[str, dict[str, str]]
    projects: dict[str, dict[str, str]]
    folder: Path

    def run(self, script: str, *arguments: str) -> str:
        """Run a script of this folder in the product's databases; returns what it prints."""
        return run_script(self.folder, script, *arguments)

    def page(self, project: str, path: str = "") -> str:
        """The address of a page of one of the projects."""
        return f"{self.url}/p/{self.projects[project]['id']}/{path}"

    def call(self, project: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Call the runtime API with the project's key; the answer must be a success."""
        key = self.projects[project]["key"]
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/api/v1/{path}", json.dumps(body).encode(), headers, method="POST")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The variables of a product of its own: nothing of what the tests' settings put there."""
    ours = ("OMNIA_", "DJANGO_", "PORT", "PROMETHEUS_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "OMNIA_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), **more}


def start(folder: Path) -> tuple["subprocess.Popen[bytes]", str]:
    """Start `manage.py serve` on a folder and wait until it answers; returns the process and its address."""
    port, log_path = embedded.free_port(), folder / "serve.log"
    command = [sys.executable, str(ROOT / "manage.py"), "serve"]
    with log_path.open("wb") as log:
        told = environment(
            folder / "var", PORT=str(port), OMNIA_MONGODB_OPERATION_MS=OPERATION_MS, OMNIA_AUTOSAVE_SECONDS=AUTOSAVE_SECONDS
        )
        process = subprocess.Popen(
            command, env=patience.in_processes(told), cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}"
    if eventually(lambda: answers(f"{url}/readyz") or process.poll() is not None, START_SECONDS) and process.poll() is None:
        return process, url
    stop(process)
    raise AssertionError(f"The product did not start:\n{log_path.read_text()}")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ctrl-C, as a person would; the product stops what it started."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.wait(STOP_SECONDS)


def make_people(folder: Path, prepared: Path) -> None:
    """Have the actors and their projects in a folder, in the databases of a product that does not run; `PEOPLE` tells of them."""
    shutil.copytree(prepared, folder / "var")
    server = embedded.start(embedded.folder_in(folder / "var"), durable=False)
    try:
        (folder / PEOPLE).write_text(run_script(folder, "making_people.py"))
    finally:
        server.stop()


def run_script(folder: Path, name: str, *arguments: str) -> str:
    """Run a script that lies beside this file in the databases of a folder, which run; returns what it prints."""
    server = embedded.find(embedded.folder_in(folder / "var"))
    assert server is not None, "the database runs"
    secret = {"OMNIA_MONGODB_URI": server.uri, "OMNIA_SECRET_KEY_FILE": str(folder / "var" / "secret_key")}
    told = environment(folder / "var", DJANGO_SETTINGS_MODULE="omnia.settings", **secret)
    script = Path(__file__).with_name(name)
    finished = subprocess.run([sys.executable, str(script), *arguments], env=told, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@dataclass
class Visit:
    """One person's tab in the browser; everything that goes wrong behind the page is remembered."""

    product: Product
    context: BrowserContext
    page: Page
    expected: set[int] = field(default_factory=set)
    """Statuses that this test provokes: the browser reports them on its console."""
    problems: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    """The documents to which this tab posted something."""

    def listen(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("response", self._answered)
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        provoked = any(f"status of {status} " in message.text for status in self.expected)
        if message.type in {"error", "warning"} and not provoked:
            self.problems.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.problems.append(f"{response.status}: {response.url}")

    def _asked(self, request: Request) -> None:
        document = document_of(request.url) if request.method == "POST" else ""
        if document:
            self.changed.add(document)

    def go(self, project: str, path: str = "") -> Page:
        """Open a page of a project."""
        self.page.goto(self.product.page(project, path))
        return self.page

    def open(self, path: str) -> Page:
        """Open a page outside a project."""
        self.page.goto(self.product.url + path)
        return self.page

    def sign_in(self, name: str) -> None:
        """Sign in through the form."""
        person = self.product.people[name]
        self.open("/sign-in")
        self.page.get_by_label("E-mail").fill(person["email"])
        self.page.get_by_label("Password").fill(person["password"])
        self.page.get_by_role("button", name=re.compile("Sign in|Accedi")).click()
        self.page.wait_for_url("**/projects")

    def toast(self) -> str:
        """What the page says about what was just done."""
        return self.page.locator("#toasts .toast").last.inner_text().split("\n")[0]

    def post(self, project: str, path: str, form: dict[str, str]) -> int:
        """Send a form past the pages, with this person's cookies and a valid CSRF token; returns the status."""
        token = next(row["value"] for row in self.context.cookies() if row["name"] == "csrftoken")
        headers = {"X-CSRFToken": token, "Referer": self.product.url}
        answer = self.context.request.post(self.product.page(project, path), form=form, headers=headers, max_redirects=0)
        return answer.status
