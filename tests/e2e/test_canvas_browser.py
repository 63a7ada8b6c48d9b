"""The picture of a flow is worked on: by mouse, by keys alone, by clicks without dragging; who may only look changes nothing."""

import os
from collections.abc import Callable
from pathlib import Path

from looks import assert_fine
from playwright.sync_api import Locator, Page, expect
from stage import Visit

FLOW = "flows/report_claim?section=node:safety"
LOOK = os.environ.get("OMNIA_TEST_LOOK")
"""A folder for pictures of the pages, for people who want to look."""


def opened(visit: Callable[..., Visit], **options: object) -> Page:
    page = visit("owner", **options).go("drawn", FLOW)
    expect(page.get_by_role("toolbar", name="Picture of the flow")).to_be_visible()
    return page


def box(page: Page, key: str) -> Locator:
    return page.locator(f".flow-box[data-node='{key}']")


def place(page: Page, key: str) -> tuple[str | None, str | None]:
    """Where the server has drawn a node."""
    return box(page, key).get_attribute("data-x"), box(page, key).get_attribute("data-y")


def middle(held: Locator) -> tuple[float, float]:
    around = held.bounding_box()
    assert around is not None
    return around["x"] + around["width"] / 2, around["y"] + around["height"] / 2


def within(outer: Locator, held: Locator) -> tuple[float, float]:
    """The middle of what stands in a place, counted from that place's: what comes above it on the page moves both."""
    return middle(held)[0] - middle(outer)[0], middle(held)[1] - middle(outer)[1]


def drag(page: Page, held: Locator, to: tuple[float, float]) -> None:
    page.mouse.move(*middle(held))
    page.mouse.down()
    page.mouse.move(*to, steps=5)
    page.mouse.up()


def focus(page: Page, key: str) -> None:
    """Go to the picture with the keyboard, and walk to a node."""
    page.get_by_role("region", name="Picture of the flow").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".flow-box:focus")).to_have_count(1)
    box(page, key).focus()


def told(page: Page) -> Locator:
    return page.locator("#canvas-told")


def undo(page: Page) -> None:
    page.locator("#section-title").click()
    page.keyboard.press("Control+z")


def shown(page: Page, name: str) -> None:
    if LOOK:
        page.screenshot(path=Path(LOOK) / f"{name}.png")


def test_node_that_is_dragged_stands_there_after_a_reload_and_an_undo_puts_it_back(visit: Callable[..., Visit]) -> None:
    page = opened(visit)
    before = place(page, "urgent")
    x, y = middle(box(page, "urgent"))
    drag(page, box(page, "urgent"), (x + 30, y + 60))
    expect(page.get_by_text("“Urgent” was put elsewhere", exact=False)).to_be_visible()
    moved = place(page, "urgent")
    assert moved != before
    assert all(int(each or "") % 12 == 0 for each in moved), "what is dragged snaps to the grid"
    assert_fine(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    shown(page, "canvas-moved")
    page.reload()
    assert place(page, "urgent") == moved
    page.goto(page.url.replace("/report_claim?section=node:safety", ""))
    expect(page.get_by_role("row").filter(has_text="Report a claim").get_by_text("Live")).to_be_visible()
    page.go_back()
    undo(page)
    expect(box(page, "urgent")).to_have_attribute("data-x", before[0] or "")
    expect(box(page, "urgent")).to_have_attribute("data-y", before[1] or "")


def test_exit_that_is_dragged_to_a_node_leads_there_and_an_undo_takes_it_back(visit: Callable[..., Visit]) -> None:
    page = opened(visit)
    lines = page.locator(".flow-line[data-from='policy']")
    expect(lines).to_have_count(1)
    drag(page, page.locator(".flow-port[data-from='policy'] .flow-hold"), middle(box(page, "contact")))
    expect(lines).to_have_count(2)
    expect(page.locator(".flow-line[data-from='policy'][data-to='contact']")).to_have_count(1)
    expect(box(page, "policy").locator(".flow-trouble")).to_contain_text("problem")
    undo(page)
    expect(lines).to_have_count(1)


def test_picture_is_worked_on_with_keys_alone_and_each_step_is_told(visit: Callable[..., Visit]) -> None:
    page = opened(visit)
    focus(page, "safety")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".flow-box:focus")).not_to_have_attribute("data-node", "safety")
    focus(page, "summary")
    x, y = place(page, "summary")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    expect(told(page)).to_contain_text("Summary is moved")
    expect(page.get_by_text("“Summary” was put elsewhere", exact=False)).to_be_visible()
    expect(box(page, "summary")).to_have_attribute("data-x", str(int(x or "") + 24))
    expect(box(page, "summary")).to_have_attribute("data-y", str(int(y or "") + 48))
    expect(box(page, "summary")).to_be_focused()

    page.keyboard.press("c")
    expect(told(page)).to_contain_text("Where should it lead?")
    page.keyboard.press("ArrowLeft")
    expect(told(page)).to_contain_text("Enter makes it")
    page.keyboard.press("Escape")
    expect(told(page)).to_contain_text("Nothing was changed")

    focus(page, "contact")
    page.keyboard.press("1")
    page.keyboard.press("ArrowLeft")
    aimed = page.locator(".flow-aimed").get_attribute("data-node")
    assert aimed not in {"summary", "contact", None}
    page.keyboard.press("Enter")
    expect(page.locator(f".flow-line[data-from='contact'][data-to='{aimed}']")).to_have_count(1)
    undo(page)
    expect(page.locator(".flow-line[data-from='contact'][data-to='summary']")).to_have_count(1)
    undo(page)
    expect(box(page, "summary")).to_have_attribute("data-x", x or "")


def test_picture_is_made_nearer_farther_and_shown_whole_by_keys_and_buttons(visit: Callable[..., Visit]) -> None:
    page = opened(visit)
    drawn = page.locator(".flow-picture")
    first = drawn.evaluate("svg => svg.getBoundingClientRect().width")
    focus(page, "safety")
    page.keyboard.press("+")
    assert drawn.evaluate("svg => svg.getBoundingClientRect().width") > first
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert drawn.evaluate("svg => svg.getBoundingClientRect().width") < first
    page.get_by_role("button", name="Show all").click()
    inside = page.locator(".flow-box").evaluate_all(
        "boxes => boxes.every(box => { const frame = document.getElementById('desk-picture').getBoundingClientRect();"
        "const one = box.getBoundingClientRect(); return one.left >= frame.left && one.right <= frame.right; })"
    )
    assert inside


def test_node_is_moved_and_connected_by_clicks_without_any_dragging(visit: Callable[..., Visit]) -> None:
    page = opened(visit)
    before = place(page, "safety")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(told(page)).to_contain_text("Click where “Safety” should stand")
    x, y = middle(box(page, "safety"))
    page.mouse.click(x + 12, y + 90)
    expect(page.get_by_text("“Safety” was put elsewhere", exact=False)).to_be_visible()
    assert place(page, "safety") != before
    page.get_by_role("button", name="Connect", exact=True).click()
    box(page, "accident").click()
    expect(page.locator(".flow-line[data-from='safety'][data-to='accident']")).to_have_count(1)
    page.get_by_role("button", name="Lay out anew").click()
    expect(box(page, "safety")).to_have_attribute("data-x", before[0] or "")
    for _step in range(3):
        number = page.locator("#draft-state").inner_text()
        undo(page)
        expect(page.locator("#draft-state")).not_to_have_text(number)
    expect(page.locator(".flow-line[data-from='safety'][data-to='accident']")).to_have_count(0)


def test_background_is_dragged_and_a_click_on_a_node_opens_it(visit: Callable[..., Visit]) -> None:
    page = opened(visit)
    picture = page.locator("#desk-picture")
    around, before = picture.bounding_box(), within(picture, box(page, "safety"))
    assert around is not None
    corner = (around["x"] + 20, around["y"] + 12)
    page.mouse.move(*corner)
    page.mouse.down()
    page.mouse.move(corner[0] + 60, corner[1] + 24, steps=4)
    page.mouse.up()
    after = within(picture, box(page, "safety"))
    assert (round(after[0] - before[0]), round(after[1] - before[1])) == (60, 24)
    seen = page.locator(".flow-picture").get_attribute("style")
    box(page, "urgent").click()
    page.get_by_role("heading", level=2, name="Urgent").wait_for()
    assert page.locator(".flow-picture").get_attribute("style") == seen, "another section leaves the picture as it was looked at"


def test_simulated_conversation_lights_its_path(visit: Callable[..., Visit]) -> None:
    page = opened(visit)
    page.locator(".simulator-start").get_by_role("button", name="Start").click()
    expect(box(page, "safety")).to_have_class("flow-box flow-target flow-walked")
    expect(page.locator(".flow-box.flow-walked")).to_have_count(1)
    page.get_by_label("What the person says").fill("no")
    page.keyboard.press("Enter")
    expect(page.locator(".flow-line.flow-walked[data-from='safety'][data-to='policy']")).to_have_count(1)
    shown(page, "canvas-path")


def test_viewer_looks_around_and_changes_nothing(visit: Callable[..., Visit]) -> None:
    viewer = visit("viewer")
    page = viewer.go("shared", FLOW)
    expect(page.get_by_role("button", name="Show all")).to_be_visible()
    for name in ("Move", "Connect", "Lay out anew"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(page.locator(".flow-port")).to_have_count(0)
    state, before = page.locator("#draft-state").inner_text(), place(page, "safety")
    x, y = middle(box(page, "safety"))
    drag(page, box(page, "safety"), (x + 40, y + 20))
    assert round(middle(box(page, "safety"))[0] - x) == 40, "the whole picture came along"
    focus(page, "safety")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("c")
    page.reload()
    assert (page.locator("#draft-state").inner_text(), place(page, "safety")) == (state, before)
    value = 'place {"safety": [0, 0]}'
    assert viewer.post("shared", FLOW, {"base_version": "1", "change": value}) == 403
    page.reload()
    assert (page.locator("#draft-state").inner_text(), place(page, "safety")) == (state, before)


def test_picture_can_be_worked_on_at_the_width_of_a_phone(visit: Callable[..., Visit]) -> None:
    page = opened(visit, viewport={"width": 390, "height": 844}, has_touch=True)
    sizes = page.locator("#canvas-tools button").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(sizes) >= 24
    expect(box(page, "safety")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shown(page, "canvas-phone")


TOUCHED = """() => {
  const touched = new Set();
  const watch = new MutationObserver((all) => all.forEach((each) => touched.add(each.target)));
  watch.observe(document.getElementById("desk-picture"), { subtree: true, attributes: true, childList: true });
  window.whatWasTouched = () => { watch.disconnect(); return [...touched].map((one) => one.getAttribute("class") ?? ""); };
}"""


def test_step_of_a_gesture_touches_what_moves_and_nothing_else(visit: Callable[..., Visit]) -> None:
    page = opened(visit)
    around = page.locator("#desk-picture").bounding_box()
    assert around is not None
    page.evaluate(TOUCHED)
    page.mouse.move(around["x"] + 20, around["y"] + 12)
    page.mouse.down()
    page.mouse.move(around["x"] + 80, around["y"] + 40, steps=4)
    page.mouse.up()
    panned = page.evaluate("whatWasTouched()")
    assert {name.split(" ")[0] for name in panned} == {"flow-frame", "flow-picture"}

    page.evaluate(TOUCHED)
    page.mouse.move(*middle(box(page, "time_of_day")))
    page.mouse.down()
    x, y = middle(box(page, "time_of_day"))
    page.mouse.move(x + 24, y + 36, steps=4)
    moved = [name.split(" ")[0] for name in page.evaluate("whatWasTouched()")]
    page.keyboard.press("Escape")
    page.mouse.up()
    assert sorted(name for name in moved if name != "flow-frame") == [
        "flow-box",
        "flow-line",
        "flow-line",
        "flow-number",
        "flow-port",
    ]
