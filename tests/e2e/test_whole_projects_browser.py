"""A project closed and kept by its owner by keyboard, its bundle downloaded, and where it is for the staff, in a browser."""

import zipfile
from collections.abc import Callable

from looks import assert_fine
from stage import Product, Visit


def test_owner_closes_a_project_by_keyboard_and_keeps_it(product: Product, visit: Callable[..., Visit]) -> None:
    owner, key = visit("owner"), product.projects["shared"]["id"]
    page = owner.go("shared", "settings")
    field = page.get_by_label("To confirm, write the project's id")
    field.fill("something else")
    field.press("Enter")
    page.get_by_text("This is not the project's id").wait_for()
    assert_fine(page)
    page.get_by_label("To confirm, write the project's id").fill(key)
    page.get_by_label("To confirm, write the project's id").press("Enter")
    page.get_by_text("is closed and will be erased on").wait_for()
    assert_fine(page)
    page.get_by_role("button", name="Keep it").press("Enter")
    page.get_by_text("is open again, as it was").wait_for()
    owner.go("shared", "settings")
    page.get_by_role("heading", name="Erase this project").wait_for()


def test_owner_downloads_the_projects_bundle(product: Product, visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("shared", "settings")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    assert waiting.value.suggested_filename == f"{product.projects['shared']['id']}.bundle"
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert {"manifest.json", "templates.jsonl", "releases.jsonl"} <= set(archive.namelist())


def test_staff_see_where_a_project_is(product: Product, visit: Callable[..., Visit]) -> None:
    page = visit("root").open(f"/admin/tenants/project/{product.projects['shared']['id']}/move/")
    page.get_by_text("It is on the cluster default").wait_for()
    assert_fine(page)
