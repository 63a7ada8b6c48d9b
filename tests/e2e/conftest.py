"""A product and a browser for each worker process, and visits of the fixed actors: owner, designer, viewer, stranger, staff."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import made_once
import pytest
from babel.messages.pofile import read_po
from claims import claim
from playwright.sync_api import Browser, expect, sync_playwright
from stage import PEOPLE, Product, Visit, make_people, start, stop

PATIENCE = 120_000
"""Milliseconds for which what will come is waited for, here and by `expect`: the machine may be busy with much else."""

expect.set_options(timeout=PATIENCE)

VIEWPORT = {"width": 1440, "height": 900}
MESSAGES = Path(__file__).parents[2] / "locale" / "it" / "LC_MESSAGES" / "django.po"
# The first is Chromium without what only a window shows: a tab costs a third of what it does in the others.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("OMNIA_TEST_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder need the browser; without one they are skipped, and say so."""
    absent = pytest.mark.skip(reason="Chromium is not installed; install it or set OMNIA_TEST_CHROMIUM to run the browser tests.")
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None:
                item.add_marker(absent)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, prepared_folder: Path) -> Iterator[Product]:
    """The product as `manage.py serve` runs it, on the embedded database, with the actors and their projects."""
    shared = made_once.shared_folder(tmp_path_factory) / "peopled"
    folder = tmp_path_factory.mktemp("product")
    shutil.copytree(made_once.made_once(shared, lambda empty: make_people(empty, prepared_folder)), folder, dirs_exist_ok=True)
    made = json.loads((folder / PEOPLE).read_text())
    process, url = start(folder)
    try:
        yield Product(url, made["people"], made["projects"], folder)
    finally:
        stop(process)


# Not for the session: Playwright keeps an event loop in the thread, beside which Django refuses the other tests' databases.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE)
        yield running
        running.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """The cookies of the actors who have signed in already."""
    return {}


@pytest.fixture
def visit(
    product: Product,
    browser: Browser,
    signed_in: dict[str, Any],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Visit]]:
    """Opens a tab for an actor, signed in, or for nobody. Afterwards nothing may have gone wrong behind the pages."""
    opened: list[Visit] = []

    def open_tab(name: str = "", **options: Any) -> Visit:
        settings = {"viewport": VIEWPORT, "color_scheme": "light", "reduced_motion": "reduce", "locale": "en-GB", **options}
        context = browser.new_context(storage_state=signed_in.get(name), **settings)
        context.set_default_timeout(PATIENCE)
        made = Visit(product, context, context.new_page())
        made.listen()
        opened.append(made)
        if name and name not in signed_in:
            made.sign_in(name)
            signed_in[name] = context.storage_state()
        return made

    yield open_tab
    for made in opened:
        made.context.close()
    assert [problem for made in opened for problem in made.problems] == []
    file, marks = request.path.name, made_once.shared_folder(tmp_path_factory) / "claims"
    owners = {document: claim(marks, document, file) for made in opened for document in made.changed}
    assert {document: owner for document, owner in owners.items() if owner != file} == {}, "another file's tests change them"


@pytest.fixture(scope="module")
def english() -> set[str]:
    """The sentences that have an Italian form: what an Italian page must not show."""
    with MESSAGES.open("rb") as file:
        pairs = [(message.id, message.string) for message in read_po(file, locale="it") if isinstance(message.id, str)]
    return {text for text, italian in pairs if text.count(" ") >= 2 and "%" not in text and text != italian}
