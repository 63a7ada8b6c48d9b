"""A person adds a second factor and signs in with it; an operator looks at a project in a support session: in a real browser."""

import time
from collections.abc import Callable

from authenticator import code_at
from looks import assert_fine
from playwright.sync_api import expect
from stage import Product, Visit

STEP = 30


def test_person_adds_a_second_factor_and_signs_in_with_it(visit: Callable[..., Visit], product: Product) -> None:
    careful = visit("careful")
    page = careful.open("/account/second-factor")
    page.get_by_label("Your password now").fill(product.people["careful"]["password"])
    page.get_by_role("button", name="Show the picture").click()
    page.get_by_role("img", name="QR code").wait_for()
    assert_fine(page)
    key = page.locator("form code").inner_text()
    page.get_by_label("Code").fill(code_at(key, time.time()))
    page.get_by_role("button", name="Add the second factor").click()
    expect(page.locator("#recovery-codes li")).to_have_count(10)
    assert_fine(page)
    other = visit()
    page = other.open("/sign-in")
    page.get_by_label("E-mail").fill(product.people["careful"]["email"])
    page.get_by_label("Password").fill(product.people["careful"]["password"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Your code").wait_for()
    assert_fine(page)
    # The code of now was used; that of the next half-minute is good already.
    page.get_by_label("Code").fill(code_at(key, time.time() + STEP))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/projects")


def test_operator_sees_a_project_under_a_banner_until_the_session_is_ended(visit: Callable[..., Visit], product: Product) -> None:
    root = visit("root")
    page = root.open(f"/admin/tenants/project/{product.projects['cycle']['id']}/support/")
    page.get_by_label("Reason").fill("They cannot publish release 8")
    page.get_by_role("button", name="Begin the session").click()
    page.get_by_role("button", name="End the session").wait_for()
    expect(page.get_by_label("Support session")).to_contain_text("They cannot publish release 8")
    assert_fine(page)
    page.get_by_role("button", name="End the session").click()
    page.wait_for_url("**/admin/tenants/project/**")
    root.expected = {404}
    root.go("cycle")
    expect(page.get_by_role("button", name="End the session")).to_have_count(0)
