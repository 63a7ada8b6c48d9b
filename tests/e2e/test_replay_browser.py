"""Stepping through a conversation with links and arrow keys; the last days' conversations held on the draft."""

import re
from collections.abc import Callable

from looks import reload_until
from playwright.sync_api import expect
from stage import Product, Visit
from test_insight import hold, look
from test_pages import assert_fine


def test_conversation_is_stepped_through_with_links_and_with_the_arrow_keys(
    product: Product, visit: Callable[..., Visit]
) -> None:
    hold(product, "nothing comes to mind", "12 May 2027")
    page = visit("owner").go("shared", "conversations")
    reload_until(page, "table a.row-title")
    page.locator("table a.row-title").first.click()
    page.get_by_role("link", name="Step through it").click()
    title = page.get_by_role("heading", level=2, name=re.compile(r"^Step \d of 2$"))
    assert title.inner_text() == "Step 0 of 2"
    page.get_by_role("link", name="Forward").click()
    page.get_by_role("heading", name="Step 1 of 2").wait_for()
    assert page.get_by_text("Nothing in these words was taken for a value.").is_visible()
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Step 2 of 2").wait_for()
    assert page.get_by_text("Release 1", exact=True).first.is_visible()
    look(page, "steps")
    assert_fine(page)
    page.keyboard.press("ArrowLeft")
    page.get_by_role("heading", name="Step 1 of 2").wait_for()
    assert page.url.endswith("?step=1")


def test_conversations_are_replayed_on_the_draft_one_is_opened_beside_it_and_kept_as_a_test(
    product: Product, visit: Callable[..., Visit]
) -> None:
    hold(product, "nothing comes to mind", "12 May 2027")
    page = visit("owner").go("shared", "releases/new")
    page.get_by_role("link", name="Replay the last days' conversations").click()
    page.get_by_role("button", name="Replay").click()
    page.get_by_role("heading", name="What was found").wait_for(state="attached")
    look(page, "replay")
    assert_fine(page)
    page.goto(product.page("shared", "conversations"))
    session = page.locator("table .row-detail code").first.inner_text()
    page.goto(product.page("shared", f"replay/{session}"))
    page.get_by_role("heading", name="Keep as a test").wait_for()
    look(page, "replay-one")
    assert_fine(page)
    page.get_by_role("button", name="Keep as a test").click()
    page.get_by_text("Kept as a test, in version").wait_for()


def test_replay_is_stopped_halfway_and_tells_who_stopped_it_and_how_far_it_was(
    product: Product, visit: Callable[..., Visit]
) -> None:
    hold(product, "nothing comes to mind", "12 May 2027")
    product.run("beginning_replay.py", product.projects["shared"]["id"])
    owner = visit("owner")
    # The page asks to go on as soon as it is open; this never arrives.
    owner.page.route("**/replay/go-on", lambda _route: None)
    page = owner.go("shared", "replay")
    expect(page.get_by_role("progressbar", name="The conversations are being held on the draft")).to_have_attribute("value", "0")
    look(page, "replay-running")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text(re.compile(r"^Stopped by .+ after 0 of \d+ conversations"))).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    assert_fine(page)
