"""From an empty list to a live conversation with the keyboard alone: a template of two data, a flow with a branch, published."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from stage import Visit


def press(page: Page, name: str) -> None:
    """Press a button with the keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


def submit(page: Page, name: str) -> None:
    """Press a button that brings another form, in its place or on the next page."""
    page.evaluate("document.querySelectorAll('main form').forEach((form) => form.classList.add('earlier'))")
    button = page.get_by_role("button", name=name, exact=True)
    form = button.evaluate("button => button.form?.id ?? ''")
    press(page, name)
    earlier = f"form.earlier[id='{form}']" if form else "form.earlier"
    page.wait_for_function("earlier => document.readyState === 'complete' && !document.querySelector(earlier)", arg=earlier)


def choose(page: Page, label: str, option: str, nth: int = 0) -> None:
    """Choose in a list by typing the option's name; a browser that stalls between two keys begins the name anew."""
    box = page.get_by_label(label).nth(nth)
    for _attempt in range(3):
        box.focus()
        page.keyboard.type(option)
        if box.locator("option:checked").inner_text() == option:
            return
    raise AssertionError(f"“{option}” is not chosen in “{label}”.")


def write(page: Page, label: str, text: str, nth: int = 0) -> None:
    """Write into a field with the keyboard."""
    page.get_by_label(label).nth(nth).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def follow(page: Page, name: str, heading: str) -> None:
    """Follow a link of the tree with the keyboard."""
    page.get_by_role("navigation", name="Parts of the").get_by_role("link", name=name).first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=2, name=heading).wait_for()


def save(page: Page) -> None:
    submit(page, "Save draft")
    page.locator("#toasts").get_by_text("Saved as version").first.wait_for()


def make_template(visit: Visit) -> None:
    """A choice of five colours and a number with a rule, in two languages."""
    page = visit.go("written", "templates")
    page.get_by_role("link", name="New template").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="New template").wait_for()
    write(page, "Name", "Paint order")
    choose(page, "Kind of datum", "Choice of one option")
    submit(page, "Make the template")
    page.get_by_role("heading", level=1, name="Paint order").wait_for()
    for language, question in (("English", "Which colour?"), ("Italiano", "Quale colore?")):
        write(page, f"Text {language}", question)
    save(page)
    follow(page, "Recognition", "Recognition")
    page.locator("summary").filter(has_text="Paste a list").focus()
    page.keyboard.press("Enter")
    write(page, "Options to add", "Red, crimson\nGreen\nBlue, navy\nWhite\nBlack")
    submit(page, "Add these options")
    expect(page.locator(".group-entries > .ladder > .rung")).to_have_count(5)
    for place, name in enumerate(("Rosso", "Verde", "Blu", "Bianco", "Nero")):
        write(page, "Name Italiano", name, place)
    save(page)
    follow(page, "About", "About this template")
    write(page, "Name of the new one", "Litres")
    choose(page, "What to add", "Whole number")
    submit(page, "Add datum")
    page.get_by_role("heading", level=2, name="Settings: Litres").wait_for()
    write(page, "Name Italiano", "Litri")
    save(page)
    choose(page, "What to add", "Between two values")
    submit(page, "Add rule")
    write(page, "Largest value", "20")
    save(page)
    page.get_by_role("navigation", name="Parts of the").get_by_role("link", name="Question").nth(1).focus()
    page.keyboard.press("Enter")
    write(page, "Text English", "How many litres?")
    write(page, "Text Italiano", "Quanti litri?")
    save(page)
    assert page.locator(".page-head .chip-danger").count() == 0


def make_flow(visit: Visit) -> None:
    """Ask for the paint, and say more to who wants more than ten litres."""
    page = visit.go("written", "new/flow")
    write(page, "Name", "Order paint")
    submit(page, "Make the flow")
    page.get_by_role("heading", level=1, name="Order paint").wait_for()
    choose(page, "What to add", "Ask for")
    submit(page, "Add row")
    choose(page, "Template", "Paint order")
    save(page)
    submit(page, "Move row 2 up")
    page.get_by_text("was moved").wait_for()
    submit(page, "Remove row 2")
    page.get_by_text("was removed").wait_for()
    follow(page, "About", "About this flow")
    write(page, "Name of the new one", "Much")
    submit(page, "Add node")
    page.get_by_role("heading", level=2, name="Much").wait_for()
    submit(page, "Add row")
    write(page, "Text English", "That is a lot of paint.")
    write(page, "Text Italiano", "È molta vernice.")
    save(page)
    follow(page, "Start", "Start")
    choose(page, "What to add", "If a condition is true", 1)
    submit(page, "Add exit")
    write(page, "If", 'data["paint_order.litres"] > 10')
    choose(page, "Leads to", "Much")
    save(page)
    assert page.locator(".page-head .chip-danger").count() == 0


def try_out(page: Page) -> None:
    """Speak with the draft beside the editor: the branch is taken, and the rule refuses what is too much."""
    press(page, "Start")
    for said, answer in (("navy", "How many litres?"), ("thirty", "That can't be right."), ("twelve", "That is a lot of paint.")):
        # The forms that come with an answer work only once htmx has taken them up.
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)
        page.get_by_label("What the person says").focus()
        page.keyboard.type(said)
        page.keyboard.press("Enter")
        page.locator("#simulator-body").get_by_text(answer).wait_for()


def test_dialogue_is_written_tried_published_and_spoken_with_the_keyboard_alone(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    make_template(owner)
    make_flow(owner)
    page = owner.page
    try_out(page)
    owner.go("written", "releases/new")
    write(page, "Note", "Paint")
    page.get_by_role("button", name="Publish release").focus()
    page.keyboard.press("Enter")
    page.locator("#toasts").get_by_text("is live.").wait_for()
    start = {"flow": "order_paint", "locale": "it", "channel": "chat"}
    session = owner.product.call("written", "sessions", start)
    assert session["outputs"][0]["text"] == "Quale colore?"
