"""Signing in and out, and creating a project, with what would be copied shown before."""

from collections.abc import Callable

from stage import Visit

from factory import catalogue_files

COPIED = sum(body.get("industry", "") in ("", "insurance") for body in catalogue_files.read().templates.values())
"""Universal templates and those of the industry that is chosen."""


def test_project_is_created_after_a_dry_run(visit: Callable[..., Visit]) -> None:
    newcomer = visit("newcomer")
    page = newcomer.open("/projects")
    page.get_by_role("link", name="Create a project").click()
    page.get_by_role("button", name="Show what would be copied").click()
    page.get_by_text("Give the project a name.").wait_for()

    page.get_by_label("Name").fill("Nordlicht")
    page.get_by_label("Insurance").check()
    page.get_by_role("button", name="Show what would be copied").click()
    page.get_by_role("heading", name=f"{COPIED} templates would be copied").wait_for()
    plan = page.locator("#preview").inner_text()
    assert "Nothing has been created" in plan
    assert {"Date", "Policy number", "Report a claim"} <= set(plan.split("\n"))
    assert "POD code" not in plan
    other = newcomer.context.new_page()
    other.goto(newcomer.product.url + "/projects")
    assert other.get_by_role("heading", name="Your first project").is_visible()

    page.get_by_role("button", name="Create project").click()
    page.get_by_role("heading", name="Nordlicht").wait_for()
    assert newcomer.toast() == "“Nordlicht” is ready."
    page.get_by_role("link", name="Templates", exact=True).click()
    assert page.locator("tbody tr").count() == COPIED


def test_signing_out_closes_the_pages(visit: Callable[..., Visit]) -> None:
    guest = visit()
    guest.sign_in("guest")
    page = guest.page
    page.locator("summary").filter(has_text="Guest").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    guest.open("/projects")
    assert "/sign-in?next=/projects" in page.url


def test_back_after_signing_out_shows_nothing_of_the_pages_that_were_open(visit: Callable[..., Visit]) -> None:
    guest = visit()
    guest.sign_in("guest")
    page = guest.open("/projects")
    page.get_by_role("heading", level=1).wait_for()
    page.locator("summary").filter(has_text="Guest").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.go_back()
    page.get_by_label("Password").wait_for()
    assert "/sign-in?next=/projects" in page.url
    assert page.locator("summary").filter(has_text="Guest").count() == 0


def test_wrong_passwords_are_told_and_then_slowed_down(visit: Callable[..., Visit]) -> None:
    nobody = visit()
    nobody.expected = {429}
    told, attempts = "", 0
    # The fifth has to wait for four seconds after the fourth, each further one twice as long: at last one comes before its time.
    while "Try again in" not in told and attempts < 12:
        page = nobody.open("/sign-in")
        page.get_by_label("E-mail").fill("guesser@example.com")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        page.locator("[role=alert]").wait_for()
        told, attempts = page.get_by_role("alert").inner_text(), attempts + 1
    assert "Try again in" in told
    assert attempts >= 5
    assert page.get_by_label("E-mail").input_value() == "guesser@example.com"


def test_language_and_theme_are_chosen_and_kept(visit: Callable[..., Visit]) -> None:
    designer = visit("designer")
    page = designer.go("shared", "templates")
    page.locator("summary").filter(has_text="Designer").click()
    page.get_by_role("button", name="Dark").click()
    page.locator("html[data-theme=dark]").wait_for()
    page.locator("summary").filter(has_text="Designer").click()
    page.get_by_role("button", name="Italiano").click()
    page.locator("html[lang=it]").wait_for()
    designer.go("shared", "flows")
    assert page.locator("html").evaluate("html => [html.lang, html.dataset.theme]") == ["it", "dark"]


def test_form_without_its_token_is_refused_in_words(visit: Callable[..., Visit]) -> None:
    designer = visit("designer")
    designer.expected = {403}
    page = designer.go("shared", "people")
    designer.context.clear_cookies(name="csrftoken")
    page.evaluate("document.querySelector('form[action*=theme]').requestSubmit()")
    page.get_by_role("heading", name="Please send it again").wait_for()
