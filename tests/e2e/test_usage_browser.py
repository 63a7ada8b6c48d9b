"""An operator sets a quota, services use it up, and the owner sees it: in a browser, in a project that no other test changes."""

import csv
import io
import json
import urllib.error
from collections.abc import Callable

import pytest
from looks import assert_fine, reload_until
from playwright.sync_api import expect
from stage import Product, Visit

START = {"template": "date", "locale": "en", "channel": "chat"}


def hold(product: Product) -> None:
    """Hold a conversation of one turn."""
    opening = product.call("metered", "sessions", START)
    product.call("metered", f"sessions/{opening['session']}/turns", {"turn": 0, "event": "utterance", "text": "12 May 1980"})


def test_quota_is_set_by_an_operator_used_up_by_services_and_seen_by_the_owner(
    visit: Callable[..., Visit], product: Product
) -> None:
    for _each in range(2):
        hold(product)
    place = f"/admin/usage/{product.projects['metered']['id']}/"
    root = visit("root").open(place)
    assert_fine(root)
    root.set_viewport_size({"width": 1440, "height": 900})
    root.get_by_label("Turns (each once").fill("2")
    root.get_by_label("Conversations (with").fill("1000")
    root.get_by_role("button", name="Set the quota").click()
    expect(root.get_by_text("The quota holds now.")).to_be_visible()
    owner = visit("grower").go("metered", "usage")
    banner = owner.get_by_role("region", name="Quota of the month")
    reload_until(owner, ".notice-danger")
    expect(banner).to_contain_text("The month's quota is used up: Turns.")
    assert_fine(owner)
    owner.set_viewport_size({"width": 1440, "height": 900})
    owner.get_by_label("In the picture").select_option("turns")
    owner.get_by_role("button", name="Show").click()
    expect(owner.locator(".usage-caption")).to_contain_text("the highest bar is 2")
    with owner.expect_download() as taken:
        owner.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(taken.value.path().read_text())))
    assert sum(int(row["turns"]) for row in rows) == 2
    with pytest.raises(urllib.error.HTTPError) as refused:
        product.call("metered", "sessions", START)
    assert json.load(refused.value)["type"] == "/problems/quota-used-up"
    root.goto(product.url + "/admin/usage/?kind=turns")
    expect(root.get_by_role("link", name="Estuary")).to_be_visible()
    assert_fine(root)
