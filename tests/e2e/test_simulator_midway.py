"""A conversation begins at any node: chosen beside Start, from the section of a node, and from the picture."""

from collections.abc import Callable

from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Visit

FLOW = "flows/report_claim"
STEPS = "#simulator-body [data-walked]"


def second(page: Page) -> tuple[str, str]:
    """The key and the name of a node that is not the first."""
    option = page.locator("#simulator-begin option").nth(2)
    return str(option.get_attribute("value")), option.inner_text()


def test_node_is_chosen_beside_start_and_what_came_before_it_is_asked_for(visit: Callable[..., Visit]) -> None:
    page = visit("viewer").go("shared", FLOW)
    key, name = second(page)
    page.get_by_label("Begin at").select_option(label=name)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", name="What is known there?")).to_be_focused()
    said = page.locator("[name^='given:']").first
    said.fill("blah blah")
    page.get_by_role("button", name="Begin here").click()
    expect(said).to_have_attribute("aria-invalid", "true")
    expect(said).to_be_focused()
    said.fill("")
    page.get_by_role("button", name="Begin here").click()
    expect(page.locator(STEPS)).to_have_attribute("data-walked", key)
    expect(page.locator(".flow-walked").first).to_be_visible()


def test_section_of_a_node_is_tried_from_there_by_the_keyboard(visit: Callable[..., Visit]) -> None:
    page = visit("viewer").go("shared", FLOW)
    key, _name = second(page)
    page = visit("viewer").go("shared", f"{FLOW}?section=node:{key}")
    page.locator("#desk-section").get_by_role("button", name="Try from here").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Begin at")).to_have_value(key)
    expect(page.get_by_role("heading", name="What is known there?")).to_be_focused()


def test_node_of_the_picture_is_tried_with_a_key_and_with_a_button(visit: Callable[..., Visit]) -> None:
    page = visit("viewer").go("shared", FLOW)
    key, _name = second(page)
    box = page.locator(f"#desk-picture [data-node='{key}']").first
    box.focus()
    page.keyboard.press("t")
    expect(page.get_by_label("Begin at")).to_have_value(key)
    expect(page.get_by_role("heading", name="What is known there?")).to_be_focused()
    page.get_by_label("Begin at").select_option(value="")
    box.focus()
    page.get_by_role("toolbar", name="Picture of the flow").get_by_role("button", name="Try from here").click()
    expect(page.get_by_label("Begin at")).to_have_value(key)


def test_choice_stays_while_sections_are_opened(visit: Callable[..., Visit]) -> None:
    page = visit("viewer").go("shared", FLOW)
    key, _name = second(page)
    page.get_by_label("Begin at").select_option(value=key)
    page.locator("#tree").get_by_role("link", name="About").click()
    expect(page.locator("#section-title")).to_have_text("About this flow")
    expect(page.get_by_label("Begin at")).to_have_value(key)


def test_narrow_page_shows_the_simulator_that_was_asked_for(visit: Callable[..., Visit]) -> None:
    page = visit("viewer").go("shared", FLOW)
    page.set_viewport_size({"width": 390, "height": 900})
    key, _name = second(page)
    page = visit("viewer").go("shared", f"{FLOW}?section=node:{key}")
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator("#desk-section").get_by_role("button", name="Try from here").click()
    expect(page.get_by_role("heading", name="What is known there?")).to_be_visible()
    expect(page.locator("#desk-section")).to_be_hidden()
    assert_fine(page)


def test_staff_begin_in_the_catalogue_at_any_node_too(visit: Callable[..., Visit]) -> None:
    page = visit("root").open("/admin/factory/flow/report_claim/build/")
    key, _name = second(page)
    page.get_by_label("Begin at").select_option(value=key)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Begin here").click()
    expect(page.locator(STEPS)).to_have_attribute("data-walked", key)
    assert_fine(page)
