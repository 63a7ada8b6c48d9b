"""A condition is written by keys: what it can name is offered, what is wrong is marked, and an example is worked out."""

from collections.abc import Callable

import pytest
from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Visit

SAFETY = "flows/report_claim?section=node:safety"


def condition(page: Page):
    return page.get_by_role("combobox", name="If").first


def told(page: Page):
    return page.locator(".condition-checked").first


def test_names_and_functions_are_offered_chosen_by_keys_and_written_at_the_caret(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("fresh", SAFETY)
    field, names = condition(page), page.get_by_role("listbox", name="What can be named here")
    field.fill("")
    field.press_sequentially("data.inj")
    expect(names.get_by_role("option").first).to_contain_text("data.injured")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert_fine(page)
    field.press("Enter")
    expect(names).to_have_count(0)
    expect(field).to_have_value("data.injured")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially(" == true && ag")
    expect(names.get_by_role("option", selected=True)).to_contain_text("whole years from a date to today")
    field.press("Tab")
    field.press_sequentially("data.accident_da")
    field.press("Enter")
    expect(field).to_have_value("data.injured == true && age(data.accident_date)")
    field.press("End")
    field.press_sequentially(" >= 0 && data.full_name.first.sta")
    expect(names.get_by_role("option", selected=True)).to_contain_text(".startsWith(part)")
    field.press("Enter")
    field.press_sequentially('"Dat')
    expect(names).to_have_count(0)
    field.press_sequentially('a"')
    expect(field).to_have_value('data.injured == true && age(data.accident_date) >= 0 && data.full_name.first.startsWith("Data")')
    expect(told(page)).to_contain_text("For this example it is false.")
    expect(page.get_by_role("textbox", name="data.injured").first).to_be_visible()


def test_list_opens_by_the_arrow_and_escape_closes_it_alone(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("fresh", SAFETY)
    field, names = condition(page), page.get_by_role("listbox", name="What can be named here")
    field.fill("")
    field.press("ArrowDown")
    expect(names.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    expect(names.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(names).to_have_count(0)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    field.press("Control+Space")
    expect(names).to_be_visible()


def test_wrong_place_is_marked_while_one_writes_and_gone_when_it_is_mended(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("fresh", SAFETY)
    field = condition(page)
    field.fill("data.injured == == true")
    expect(told(page).locator("mark")).to_have_text("==")
    expect(told(page)).to_contain_text("“==” at place 17 is not expected")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert_fine(page)
    field.fill("data.injured == true")
    expect(told(page)).to_contain_text("For this example it is true.")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    field.fill("data.injured == false")
    field.press("End")
    expect(page.get_by_role("listbox", name="What can be named here")).to_have_count(0)
    field.fill("data.injuerd == true")
    expect(told(page)).to_contain_text("“data.injuerd” is asked for nowhere here.")
    assert_fine(page)
    field.fill("")
    expect(told(page)).to_be_empty()


@pytest.mark.parametrize("width", [1440, 390])
def test_offered_names_of_a_condition_stay_within_the_window(visit: Callable[..., Visit], width: int) -> None:
    page = visit("owner").go("fresh", SAFETY)
    page.set_viewport_size({"width": width, "height": 800})
    field, names = condition(page), page.get_by_role("listbox", name="What can be named here")
    for block in ("start", "end"):
        field.fill("")
        field.evaluate("(field, block) => field.scrollIntoView({ block })", block)
        field.press_sequentially("da")
        expect(names).to_be_visible()
        box = names.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800
        field.press("Escape")


def test_value_of_the_example_is_changed_beside_the_condition(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("fresh", SAFETY)
    field = condition(page)
    field.fill("data.injured == true")
    expect(told(page)).to_contain_text("For this example it is true.")
    field.press("Tab")
    value = page.get_by_role("textbox", name="data.injured").first
    value.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("false")
    expect(told(page)).to_contain_text("For this example it is false.")
    expect(value).to_be_focused()
    expect(value).to_have_value("false")
    page.keyboard.press("Enter")
    assert_fine(page)
    field.fill("data.injured == true && data.injured != false")
    expect(told(page)).to_contain_text("For this example it is false.")
    expect(value).to_have_value("false")
    field.fill("data.injured == data.full_name.first")
    expect(page.get_by_role("textbox", name="data.full_name.first").first).to_be_visible()
    expect(value).to_have_value("false")


def test_lines_of_a_mapping_are_completed_and_worked_out_each(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("fresh", "templates/alphanumeric?section=alphanumeric:step:start")
    page.get_by_label("What to add").first.select_option(label="Call a service")
    page.get_by_role("button", name="Add action", exact=True).first.click()
    field, names = page.get_by_label("Variables from the answer"), page.get_by_role("listbox", name="What can be named here")
    field.focus()
    page.keyboard.type("city")
    expect(names).to_have_count(0)
    page.keyboard.type(" = ans")
    expect(names.get_by_role("option", selected=True)).to_contain_text("what the host answered")
    assert_fine(page)
    page.keyboard.press("Enter")
    page.keyboard.type(".city")
    expect(names).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.type("is_old = ag")
    page.keyboard.press("Tab")
    page.keyboard.type("answer.born")
    expect(field).to_have_value("city = answer.city\nis_old = age(answer.born)")
    value = page.get_by_role("textbox", name="answer.city")
    value.fill("Roma")
    line = page.locator(".condition-line")
    expect(line.filter(has_text="city")).to_contain_text('For this example it gives "Roma"')
    field.press("Control+End")
    page.keyboard.type("(")
    expect(line.filter(has_text="is_old").locator("mark")).to_be_visible()
    expect(line.filter(has_text="city")).to_contain_text('"Roma"')
    assert_fine(page)
