"""A person adds a passkey and signs in with it, in a real browser with a device of its own (Chromium's virtual authenticator)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Product, Visit


@contextmanager
def device(page: Page) -> Iterator[str]:
    """A security key in the browser, whose owner always agrees."""
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    yield made
    chrome.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": made})


def sign_in(page: Page, url: str, person: dict[str, str]) -> None:
    page.goto(f"{url}/sign-in")
    page.get_by_label("E-mail").fill(person["email"])
    page.get_by_label("Password").fill(person["password"])
    page.get_by_role("button", name="Sign in").click()


def test_person_adds_a_passkey_signs_in_with_it_and_takes_it_off(visit: Callable[..., Visit], product: Product) -> None:
    # Browsers allow no passkey under a bare address.
    url, person = product.url.replace("127.0.0.1", "localhost"), product.people["keyed"]
    page = visit().page
    with device(page):
        sign_in(page, url, person)
        page.wait_for_url("**/projects")
        page.goto(f"{url}/account/second-factor")
        assert_fine(page)
        page.get_by_label("Your password now").fill(person["password"])
        page.get_by_label("Name of the passkey").fill("My laptop")
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_role("heading", name="Let your device make the passkey").wait_for()
        assert_fine(page)
        page.get_by_role("button", name="Make the passkey").click()
        expect(page.locator("#recovery-codes li")).to_have_count(10)
        assert_fine(page)

        page.context.clear_cookies()
        sign_in(page, url, person)
        page.get_by_role("heading", name="Your passkey, or a code").wait_for()
        assert_fine(page)
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/projects")

        page.goto(f"{url}/account/second-factor")
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_text("no code is asked for").wait_for()
        expect(page.get_by_label("My laptop")).to_be_checked()
        page.get_by_label("Your password now").fill(person["password"])
        page.get_by_role("button", name="Take the chosen passkey off").click()
        page.get_by_text("Your account has no second factor any more.").wait_for()


def test_browser_without_the_passkey_says_so_and_the_person_can_try_again(visit: Callable[..., Visit], product: Product) -> None:
    url, person = product.url.replace("127.0.0.1", "localhost"), product.people["keyed"]
    page = visit().page
    with device(page):
        sign_in(page, url, person)
        page.goto(f"{url}/account/second-factor")
        page.get_by_label("Your password now").fill(person["password"])
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_role("button", name="Make the passkey").click()
        expect(page.locator("#recovery-codes li")).to_have_count(10)
        codes = page.locator("#recovery-codes li").all_inner_texts()
    page.context.clear_cookies()
    with device(page):
        sign_in(page, url, person)
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_text("Your browser gave no passkey").wait_for()
        assert_fine(page)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in with the code").click()
    page.wait_for_url("**/projects")
