"""The studio's editor in a browser, with a template of 60 data in six languages: a click in the tree, and a key in a text."""

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.servers import BenchError, granian, in_own_process, prepared
from omnia.serve import supervisor

NODES, CLICKS, KEYS = 60, 60, 120
LOCALES = ("en", "it", "es", "fr", "de", "pt")
KINDS = ("date", "integer", "email", "phone", "choice", "yes_no")
EMAIL, PASSWORD = "bench.editor@example.com", "not-a-secret-at-all"  # pragma: allowlist secret

CLICK = """async (index) => {
  const links = [...document.querySelectorAll('#tree .tree-item')];
  const link = links[index % links.length];
  const painted = (done) => () => requestAnimationFrame(() => setTimeout(done));
  const came = new Promise((done) => document.addEventListener('desk:shown', painted(done), { once: true }));
  const began = performance.now();
  link.click();
  await came;
  const ended = performance.now();
  const isAsked = (entry) => entry.startTime >= began && entry.initiatorType === 'fetch';
  const asked = performance.getEntriesByType('resource').filter(isAsked);
  return [ended - began, asked.reduce((sum, entry) => sum + entry.responseEnd - entry.startTime, 0)];
}"""
"""From the click until what it shows is painted, and how long of it was spent waiting for the server's answer."""

LISTEN = """() => {
  window.keyTimes = [];
  document.addEventListener('keydown', () => {
    const began = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.keyTimes.push(performance.now() - began)));
  }, { capture: true });
}"""
"""From a key until what it wrote is painted."""


def measure() -> dict[str, str]:
    """Milliseconds: median, 95th percentile and slowest."""
    with tempfile.TemporaryDirectory() as name, prepared(Path(name)) as made:
        environment = {**made.environment, "OMNIA_ROLE": "all"}
        project = in_own_process("bench.editor", environment)["project"]
        with granian(supervisor.APPLICATION, environment, "/readyz") as address:
            clicks, keys = _in_the_browser(address, project)
    return {
        f"a click in the tree ({CLICKS})": _shown([whole for whole, _asked in clicks]),
        "of that, in the browser": _shown([whole - asked for whole, asked in clicks]),
        "of that, until the server's answer is there": _shown([asked for _whole, asked in clicks]),
        f"a key in a text ({KEYS})": _shown(keys),
    }


def _shown(times: Sequence[float]) -> str:
    ordered = sorted(times)
    chosen = (ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95) - 1], ordered[-1])
    return " / ".join(f"{each:.0f} ms" for each in chosen)


def _in_the_browser(address: str, project: str) -> tuple[list[tuple[float, float]], list[float]]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise BenchError("Chromium is not installed. Install it: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/sign-in")
        page.get_by_label("E-mail").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/projects")
        page.goto(f"{address}/p/{project}/templates/big")
        page.evaluate("performance.setResourceTimingBufferSize(5000)")
        clicks = [_click(page, place * 5 + 2) for place in range(CLICKS)]
        page.goto(f"{address}/p/{project}/templates/big")
        page.evaluate(LISTEN)
        page.locator("textarea[data-spoken]").first.focus()
        page.keyboard.type("a text of {date} words " * (KEYS // 23 + 1))
        page.wait_for_function("window.keyTimes.length >= 100")
        keys = [float(each) for each in page.evaluate("window.keyTimes")][:KEYS]
        browser.close()
    return clicks, keys


def _click(page: Any, place: int) -> tuple[float, float]:
    whole, asked = page.evaluate(CLICK, place)
    return float(whole), float(asked)


def big_template() -> dict[str, Any]:
    """A template of so many data, each with all that the product writes for it, in all languages."""
    from omnia.dialogue import beginnings, building
    from omnia.dialogue.edits import applied

    body: dict[str, Any] = beginnings.template("date", "big", dict.fromkeys(LOCALES, "Big"), LOCALES)
    for number in range(1, NODES):
        label = dict.fromkeys(LOCALES, f"Datum {number}")
        built = building.added(body, "/nodes", KINDS[number % len(KINDS)], label=label, locales=LOCALES)
        body = applied(body, built.edits)
    return body


def main() -> None:
    """Make the project, and print its id."""
    import django

    django.setup()
    from omnia.infra.audit import Actor
    from omnia.mongo.context import bind
    from tenants.actions.editing import create_document
    from tenants.actions.provisioning import create_project
    from tenants.control.models import User

    actor = Actor("command", "bench", "bench")
    owner = User.objects.create_user(EMAIL, PASSWORD, name="Bench")
    project = create_project(actor, name="Bench", industries=(), locales=LOCALES, owner=owner)
    with bind(project.ref):
        create_document(actor, project, "template", big_template())
    json.dump({"project": project.pk}, sys.stdout)


if __name__ == "__main__":
    main()
