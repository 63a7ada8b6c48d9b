"""What the tests of the staff admin share: reading its pages and forms, and what the factory's database holds."""

import copy
import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.db import connections
from django.test import Client

from factory import actions
from factory.actions import Staff
from factory.models import Template
from omnia.mongo.clusters import client_for_uri

COMMAND = Staff.command("tests")
ADMIN = "/admin/factory/"
DATE = f"{ADMIN}template/date/"
START = "at:/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en"
Browser = Callable[[str], Client]
"""A signed-in client by the name of a fixed actor."""


def everything() -> dict[str, list[dict[str, Any]]]:
    """What the factory's database holds, its audit log included."""
    entry = connections.settings["factory"]
    held = client_for_uri(entry["HOST"])[entry["NAME"]]
    return {name: list(held[name].find().sort("_id", 1)) for name in sorted(held.list_collection_names())}


def page(client: Client, url: str, expected: int = 200, /, **asked: Any) -> str:
    response = client.get(url, asked)
    assert response.status_code == expected, response.content[:500]
    return words_of(response)


def words_of(response: Any) -> str:
    """A page without the marks of what differs in a text word by word."""
    return re.sub(r"</?(?:del|ins)>", "", response.content.decode())


def hidden(html: str, name: str) -> str:
    """The value of a form's hidden input."""
    found = re.search(rf'<input type="hidden"\s+name="{name}"\s+value="([^"]*)"', html)
    assert found, name
    return unescape(found.group(1))


def sheet(client: Client, url: str = DATE) -> dict[str, str]:
    """What the sheet's form would send if nobody touched it but for the hidden inputs."""
    html = page(client, url + "change/")
    return {name: hidden(html, name) for name in ("revision", "seen")}


def field_of(html: str, name: str) -> str:
    """The part of the page that belongs to one input: itself and what is said of it."""
    place = html.index(f'name="{name}"')
    begin = html.rindex('<div class="omnia-field', 0, place)
    return html[begin : html.index("</div>", place)]


def keys_in(html: str) -> set[str]:
    """The keys of the documents that a list shows."""
    return set(re.findall(r"<code>(\w+)</code>", html))


def date() -> Template:
    return Template.objects.get(key="date")


def with_draft(change: Callable[[dict[str, Any]], None], key: str = "date") -> None:
    """Save a changed draft of a template."""
    row = Template.objects.get(key=key)
    body = copy.deepcopy(row.draft)
    change(body)
    actions.save_draft(COMMAND, "template", key, body, base_revision=row.revision)


def say(body: dict[str, Any], text: str) -> None:
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = text


def revision(client: Client, where: str) -> dict[str, str]:
    return {"revision": hidden(page(client, DATE + where), "revision")}


def refused_publication(client: Client, told: str) -> None:
    html, before = page(client, f"{DATE}publish/"), everything()
    assert told in unescape(html)
    assert 'name="note"' not in html
    response = client.post(f"{DATE}publish/", {"revision": str(date().revision)})
    assert response.status_code in (409, 422)
    assert told in unescape(words_of(response))
    assert everything() == before
