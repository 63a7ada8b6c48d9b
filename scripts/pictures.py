"""Take the pictures of pages in docs/images of the running try-out: `python scripts/pictures.py [ADDRESS] [DEMO_FILE] [FOLDER]`.

A picture that is taken by hand grows old unseen; these are taken anew in a minute. Nothing of the project is changed.
"""

import json
import os
import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "images"
CHROMIUM = os.environ.get("OMNIA_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
OWNER = "anna@acme.example"
WIDTH = 1440


def sign_in(page: Page, address: str, password: str) -> str:
    """Sign in as the owner of the demo's project; returns the address of the project."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/projects")
    if not re.search(r"/p/\w+", page.url):
        page.get_by_role("link", name="Acme Energia").first.click()
    page.wait_for_url("**/p/**")
    return "/".join(page.url.split("/")[:5])


def settle(page: Page) -> None:
    """Wait until what came is in its place."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def converse(page: Page, channel: str, *said: str) -> None:
    """Hold a conversation in the simulator."""
    page.get_by_label("Channel").select_option(label=channel)
    page.get_by_role("button", name="Start").click()
    page.locator(".bubble-bot").first.wait_for()
    for text in said:
        settle(page)
        page.get_by_label("What the person says").fill(text)
        page.keyboard.press("Enter")
        expect(page.locator(".bubble-person").last).to_have_text(text)
    settle(page)


def take(page: Page, name: str, folder: Path, height: int) -> None:
    """Take the picture of the window as it stands, with nothing that blinks or fades."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=folder / f"{name}.png", animations="disabled", caret="hide")


def main(address: str, demo: Path, folder: Path) -> None:
    """Take them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(locale="en-GB", viewport={"width": WIDTH, "height": 960}, reduced_motion="reduce").new_page()
        project = sign_in(page, address, json.loads(demo.read_text())[OWNER])
        page.goto(f"{project}/templates/date?section=date:step:no_match")
        converse(page, "Voice", "well, you know", "the twelfth of May 2027")
        take(page, "studio", folder, 960)
        page.goto(f"{project}/flows/report_claim?section=node:safety")
        converse(page, "Chat")
        take(page, "workbench", folder, 900)
        browser.close()


if __name__ == "__main__":
    given = sys.argv[1:] + ["http://127.0.0.1:8000", str(ROOT / "var" / "demo.json"), str(FOLDER)][len(sys.argv) - 1 :]
    main(given[0], Path(given[1]), Path(given[2]))
