"""What is sent to each address: its parameters, and forms and bodies that change something for who is let in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import orjson

from omnia.dialogue.canonical import content_hash
from tests.isolation.world import World, reworded

TEXT = "at:/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en"
FORM = "application/x-www-form-urlencoded"
PASSWORD = "correct-horse-battery-41"
HIDDEN = re.compile(r'<input type="hidden"\s+name="([\w-]+)"\s+value="([^"]*)"')
TYPED = re.compile(r'name="(at:[^"]+/text/en)"')
Fields = dict[str, str]
Fill = Callable[[World, str], Fields]
"""From the world and the address to the fields of a form."""


def parameters(world: World, address: str) -> Fields:
    """What stands for the parameters of an address."""
    is_flow = "flow" in address
    held = {
        **world.names, "key": "activate_supply" if is_flow else "date", "number": "1", "document": "template", "form": "csv",
        "place": "x", "content_type_id": "1", "url": "nowhere", "upload": "none", "app_label": "factory",
        "object_id": "report_claim" if is_flow else "date",
    }  # fmt: skip
    chosen = (
        ("/industry/", "object_id", "utilities"), ("/user/", "object_id", world.names["user_id"]),
        ("/cluster/", "object_id", "default"), ("/tenants/project/", "object_id", world.names["project_id"]),
        ("/factory/suggestion/", "object_id", world.names["suggestion"]), ("/rollout/", "object_id", "phone"),
        ("/updates/", "key", "email"), ("/add", "key", "delivery_day"), ("/new_documents/", "key", "delivery_day"),
        ("/suggest/{document}/{key}", "key", "number"), ("{suggestion}", "key", "date"),
        ("/suggestions/", "key", "number"),
        ("/conversations/", "session", world.names["recorded"]), ("/replay/", "session", world.names["recorded"]),
        ("/templates/{key}/remove", "key", "rating"),
        ("/live", "number", "2"), ("/password/new/", "token", world.names["reset"]),
    )  # fmt: skip
    held |= {name: value for part, name, value in chosen if part in address}
    if "/flow/" in address and "/rollout/" in address:
        held["object_id"] = "activate_supply"
    return held


def filled(world: World, address: str) -> str:
    """The address with its parameters, and with the part of a page that its form belongs to."""
    held = parameters(world, address)
    place = re.sub(r"{(\w+)}", lambda step: held[step[1]], address)
    return place + ("?section=date:step:start" if address == "/p/{project_id}/templates/{key}" else "")


def _read(world: World, address: str, who: str, page: str = "") -> tuple[Fields, str]:
    """The hidden fields of a page, as somebody who is let in sees them, and the page."""
    place = filled(world, page or address)
    html = world.ask("GET", place, who).content.decode()
    return {name: unescape(value) for name, value in HIDDEN.findall(html) if name != "discard"}, html


def _with(**said: str) -> Fill:
    return lambda _world, _address: said


def _read_with(who: str, page: str = "", **said: str) -> Fill:
    return lambda world, address: {**_read(world, address, who, page)[0], **said}


def _typed(who: str) -> Fill:
    """The form of an editor with another first text."""

    def fill(world: World, address: str) -> Fields:
        fields, html = _read(world, address, who)
        return {**fields, unescape(TYPED.search(html)[1]): "Taken over"}  # type: ignore[index]

    return fill


def _as_json(who: str) -> Fill:
    """The form with the whole document."""

    def fill(world: World, address: str) -> Fields:
        fields, html = _read(world, address, who)
        text = unescape(html.split("<textarea", 1)[1].split(">\n", 1)[1].split("</textarea>")[0])
        return {**fields, "text": orjson.dumps({**orjson.loads(text), "tags": ["taken-over"]}).decode()}

    return fill


def _imported(world: World, address: str) -> Fields:
    """The form that takes in the document with another text, which was looked at."""
    body = orjson.loads(_document(world, address))
    fields, _html = _read(world, address, "owner")
    return {**fields, "text": orjson.dumps(body).decode(), "seen": content_hash(body), "import": "1"}


def _places(world: World, address: str) -> Fields:
    fields, html = _read(world, address, "owner")
    found = re.search(r'name="place"\s+value="([^"]+)"', html)
    return {**fields, "place": unescape(found[1]), "note": "Taken over"}  # type: ignore[index]


def _found(world: World, address: str) -> Fields:
    """The form that replaces a word in the first place where it stands."""
    html = world.ask("GET", f"{filled(world, address)}?q=date&by=day&preview=1", "owner").content.decode()
    place = re.search(r'name="place"\s+value="([^"]+)"', html)
    seen = re.search(r'name="(version:[^"]+)"\s+value="([^"]+)"', html)
    return {"q": "date", "by": "day", "place": unescape(place[1]), seen[1]: seen[2]}  # type: ignore[index]


FORMS: dict[str, Fill] = {
    "/p/{project_id}/texts": _found,
    "/p/{project_id}/templates/{key}": _with(base_version="2", **{TEXT: "Taken over"}),
    "/p/{project_id}/templates/{key}/history": _with(restore="1"),
    "/p/{project_id}/flows/{key}": _typed("owner"),
    "/p/{project_id}/flows/{key}/history": _with(restore="1"),
    "/p/{project_id}/templates/{key}/import": _imported,
    "/p/{project_id}/flows/{key}/import": _imported,
    "/p/{project_id}/new/{document}": _with(name="Taken over", kind="date"),
    "/p/{project_id}/updates/{document}/{key}": _with(offered="2", base_version="1"),
    "/p/{project_id}/updates/{document}/{key}/decline": _with(offered="2"),
    "/p/{project_id}/updates/{document}/{key}/pin": _with(version="1"),
    "/p/{project_id}/suggest/{document}/{key}": _places,
    "/p/{project_id}/releases/new": _with(note="Taken over", allow_missing_texts="on"),
    "/p/{project_id}/releases/{number}/place": _with(to="other", name="mine"),
    "/p/{project_id}/channels/canary/weight": _with(weight="50"),
    "/p/{project_id}/channels/{channel}/move": _with(release="1"),
    "/p/{project_id}/insight/rule": _with(measure="captured", points="3", confidence="95", at_least="200"),
    "/p/{project_id}/insight/templates/{key}/learn": _with(node="date", locale="en", words="taken over", **{"as": "negative"}),
    "/p/{project_id}/people": _with(email="mine@example.com", role="owner"),
    "/p/{project_id}/people/{user_id}": _with(role="owner"),
    "/p/{project_id}/people/invitations/{invitation_id}": _with(withdraw="1"),
    "/p/{project_id}/keys": _with(name="mine", scopes="read"),
    "/p/{project_id}/keys/{key_id}/replace": _with(days="7"),
    "/p/{project_id}/settings/sharing": _with(share="yes"),
    "/p/{project_id}/settings/support": _with(level="edit"),
    "/p/{project_id}/support/end": lambda world, _address: {"support": world.names["support"]},
    "/p/{project_id}/privacy/retention": _with(conversations="9", words="3", confirm="yes"),
    "/p/{project_id}/privacy/person": _with(how="value", wanted="Taken over"),
    "/p/{project_id}/privacy/person/export": _read_with("owner", "/p/{project_id}/privacy/person"),
    "/p/{project_id}/privacy/person/erase": _read_with("owner", "/p/{project_id}/privacy/person"),
    "/p/{project_id}/erase": lambda world, _address: {"confirm": world.names["project_id"]},
    "/p/{project_id}/simulator": _with(dialogue="template:date", locale="en"),
    "/p/{project_id}/simulator/turn": _with(event="hang_up"),
    "/projects/new": _with(name="Mine", locales="en", default_locale="en", step="create"),
    "/preferences/theme": _with(theme="dark"),
    "/i18n/setlang/": _with(language="it"),
    "/account/password": _with(current="wrong", password=PASSWORD, again=PASSWORD),
    "/password/forgotten": _with(email="nobody@example.com"),
    "/password/new/{token}": _with(password=PASSWORD, again=PASSWORD),
    "/sign-in": _with(username="owner@example.com", password="wrong"),
    "/admin/factory/industry/add/": _with(key="mine", label_en="Mine"),
    "/admin/factory/industry/{object_id}/change/": _with(label_en="Taken over"),
    "/admin/factory/suggestion/{object_id}/change/": _read_with("superuser", act="decline", reason="No"),
    "/admin/tenants/user/add/": _with(email="mine@example.com", name="Mine", password1=PASSWORD, password2=PASSWORD),
    "/admin/tenants/user/{object_id}/change/": _with(name="Taken over", is_active="on"),
    "/admin/tenants/project/{object_id}/support/": _with(reason="To see what they see", minutes="15"),
    "/admin/usage/{project_id}/": _with(turns="5"),
    "/admin/tenants/cluster/{object_id}/change/": _with(region="Taken over"),
}  # fmt: skip

_DOCUMENT: dict[str, Fill] = {
    "/add/": _with(key="mine", label="Mine", kind="number"),
    "/{object_id}/change/": _typed("superuser"),
    "/{object_id}/build/": _typed("superuser"),
    "/{object_id}/document/": _as_json("superuser"),
    "/{object_id}/restore/{number}/": _read_with("superuser"),
    "/{object_id}/restore-save/{number}/": _read_with("superuser"),
    "/{object_id}/publish/": _read_with("superuser", note="Taken over"),
    "/{object_id}/review/": _read_with("superuser", act="ask", note="Taken over"),
    "/{object_id}/blast-radius/": _with(act="cancel"),
    "/{object_id}/rollout/": _with(act="pause", number="2", revision="1"),
}
for _base in ("/admin/factory/template", "/admin/factory/flow"):
    FORMS |= {_base + part: fill for part, fill in _DOCUMENT.items()}
    FORMS[_base + "/{object_id}/undo/"] = _read_with("superuser", _base + "/{object_id}/change/")


def _document(world: World, address: str) -> bytes:
    """The draft with another first text."""
    kind, key = ("flows", "activate_supply") if "flow" in address else ("templates", "date")
    body = orjson.loads(world.ask("GET", f"/api/manage/v1/{kind}/{key}", "manage_key").content)
    if kind == "flows":
        return orjson.dumps({**body, "label": {**body["label"], "en": "Taken over"}})
    return orjson.dumps(reworded(body, "Taken over"))


def _archive(world: World, _address: str) -> bytes:
    from tenants.document_files import archive_of, files_in_archive

    files = dict(files_in_archive(world.ask("GET", "/api/manage/v1/export", "manage_key").content))
    body = orjson.loads(files["templates/date.json"])
    return archive_of(files | {"templates/date.json": orjson.dumps(reworded(body, "Taken over"))})


def _plan(_world: World, _address: str) -> bytes:
    return orjson.dumps({"channel": "live", "release": 2, "at": (datetime.now(UTC) + timedelta(days=3)).isoformat()})


def _chosen(world: World, _address: str) -> bytes:
    listed = world.ask("GET", "/api/manage/v1/suggestions/template/number", "manage_key").content
    return orjson.dumps({"places": [place["address"] for place in orjson.loads(listed)["items"]], "note": "Taken over"})


def _searched(world: World, _address: str) -> bytes:
    found = world.ask("GET", "/api/manage/v1/person", "persons_key").content
    return orjson.dumps({"search": orjson.loads(found)["search"]})


Content = Callable[[World, str], bytes]


def _json(said: Any) -> Content:
    return lambda _world, _address: orjson.dumps(said)


MANAGE = "/api/manage/v1"
START = {"template": "date", "locale": "en", "channel": "chat"}
BODIES: dict[tuple[str, str], Content] = {
    ("POST", "/api/v1/sessions"): _json(START),
    ("POST", "/api/v1/sessions/{session}/turns"): _json({"turn": 0, "event": "utterance", "text": "12 May 1980"}),
    ("POST", "/api/v1/parse"): _json({"template": "date", "locale": "en", "text": "12 May 1980"}),
    ("PUT", MANAGE + "/templates/{key}"): _document,
    ("PUT", MANAGE + "/flows/{key}"): _document,
    ("POST", MANAGE + "/templates/{key}/validate"): _document,
    ("POST", MANAGE + "/flows/{key}/validate"): _document,
    ("POST", MANAGE + "/templates/{key}/restore"): _json({"version": 1}),
    ("POST", MANAGE + "/flows/{key}/restore"): _json({"version": 1}),
    ("POST", MANAGE + "/releases"): _json({"note": "Taken over", "allow_missing_texts": True}),
    ("PUT", MANAGE + "/channels/{channel}"): _json({"release": 1}),
    ("POST", MANAGE + "/rollback"): _json({"release": 2}),
    ("POST", MANAGE + "/canary"): _json({"release": 2, "weight": 10}),
    ("PATCH", MANAGE + "/canary"): _json({"weight": 50}),
    ("POST", MANAGE + "/canary/promote"): _json({}),
    ("POST", MANAGE + "/canary/abort"): _json({}),
    ("PUT", MANAGE + "/canary/steps"): _json({"steps": []}),
    ("PUT", MANAGE + "/canary/rule"): _json({"rule": {"measure": "captured", "points": 3, "confidence": 95, "at_least": 200}}),
    ("POST", MANAGE + "/plans"): _plan,
    ("POST", MANAGE + "/replay"): _json({"days": 7}),
    ("POST", MANAGE + "/person"): _json({"how": "value", "wanted": "Which day is it"}),
    ("POST", MANAGE + "/person/export"): _searched,
    ("POST", MANAGE + "/person/erase"): _searched,
    ("POST", MANAGE + "/suggestions/{document}/{key}/preview"): _chosen,
    ("POST", MANAGE + "/suggestions/{document}/{key}"): _chosen,
    ("POST", MANAGE + "/updates/{document}/{key}/preview"): _json({}),
    ("POST", MANAGE + "/updates/{document}/{key}"): _json({"offered": 2}),
    ("POST", MANAGE + "/updates/{document}/{key}/decline"): _json({"offered": 2}),
    ("PUT", MANAGE + "/updates/{document}/{key}/pin"): _json({"version": 1}),
    ("POST", MANAGE + "/import"): _archive,
}


def sent(world: World, method: str, address: str) -> tuple[bytes, Fields]:
    """Body and headers of a request."""
    content = BODIES.get((method, address))
    if content is not None:
        kind = "application/zip" if address.endswith("/import") else "application/json"
        return content(world, address), {"content_type": kind, "if_match": "*"}
    fill = FORMS.get(address) if method == "POST" else None
    if fill is not None:
        return urlencode(fill(world, address)).encode(), {"content_type": FORM}
    return b"", {"if_match": "*"} if address.startswith("/api/") else {}
