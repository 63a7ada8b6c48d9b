"""How a page looks in both colour schemes and widths: axe finds nothing and nothing sticks out.

Two thirds of axe's time go into contrasts, which two schemes at two widths ask for four times: a run looks at those of one width,
which changes every third day (a third of the pages is drawn each day), and `make test-all` at all four.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sampling import taken_in_turn
from waiting import wait_until

DAYS = 3
WIDTHS = (1440, 390)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS, "resultTypes": ["violations"]}
BUT_COLOURS = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
AXE = Axe()

Look = tuple[int, str, dict[str, Any]]


def looks() -> list[Look]:
    """Width, scheme and what axe looks at: of what differs between the schemes, colours are all."""
    coloured = taken_in_turn(WIDTHS, DAYS)
    found: list[Look] = []
    for width in WIDTHS:
        if width in coloured:
            found.append((width, "dark", COLOURS))
        found.append((width, "light", EVERYTHING if width in coloured else BUT_COLOURS))
    return found


def assert_fine(page: Page) -> None:
    for width, scheme, options in looks():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        # A button that the upper edge cuts through is too small a target to axe, wherever the page was scrolled to.
        page.evaluate("window.scrollTo({ top: 0, behavior: 'instant' })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        said = [f"{row['id']} ({row['help']}): {node['html']}" for row in violations(page, options) for node in row["nodes"]]
        # Said by itself: a comparison of lists is cut where it gets interesting.
        assert not said, "\n".join([f"axe on {page.url} at {width} px, {scheme}:", *said])


def violations(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    """What axe finds on a page, which is told once what axe is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    return page.evaluate("options => axe.run(document, options).then(found => found.violations)", options)


def reload_until(page: Page, selector: str) -> None:
    """Load a page anew until it shows what the product's processes bring about meanwhile."""
    shown = page.locator(selector)
    wait_until(lambda: shown.count() or (page.reload() and shown.count()))
