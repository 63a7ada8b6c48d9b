"""How a page looks in both colour schemes and widths: axe finds nothing and nothing sticks out."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EVERYTHING = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
LOOKS = ((1440, "light", EVERYTHING), (1440, "dark", COLOURS), (390, "dark", EVERYTHING), (390, "light", COLOURS))
"""Width, scheme and what axe looks at: of what differs between the schemes, colours are all."""


def assert_fine(page: Page) -> None:
    for width, scheme, options in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=options).response["violations"]
        said = [f"{row['id']} ({row['help']}): {node['html']}" for row in found for node in row["nodes"]]
        # Said by itself: a comparison of lists is cut where it gets interesting.
        assert not said, "\n".join([f"axe on {page.url} at {width} px, {scheme}:", *said])
