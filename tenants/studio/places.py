"""From a JSON pointer into a document to the page where people mend that place."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tenants.studio import flow_form
from tenants.studio.document_form import nodes_with_pointers
from tenants.studio.fields import element_id


def section_of(body: dict[str, Any], pointer: str) -> str:
    """The editor's section that shows `pointer`, as `document_form.outline` names it."""
    for group in ("introduction", "success"):
        if pointer.startswith(f"/{group}"):
            return f"group:{group}"
    best = "about"
    for path, place, _node in nodes_with_pointers(body):
        if pointer == place or pointer.startswith(place + "/"):
            rest = pointer.removeprefix(place).split("/")
            best = f"{path}:step:{rest[2]}" if len(rest) > 2 and rest[1] == "steps" else f"{path}:settings"
    return best


def section_url(project_id: str, document: str, key: str, body: dict[str, Any], pointer: str) -> str:
    """The address of the editor, opened where `pointer` is, with the cursor in its field if it has one."""
    if pointer.startswith("/tests"):
        return reverse(f"studio:{document}-source", args=[project_id, key])
    section = flow_form.section_at(body, pointer) if document == "flow" else section_of(body, pointer)
    address = reverse(f"studio:{document}", args=[project_id, key]) + "?" + urlencode({"section": section})
    return f"{address}#{element_id(pointer)}" if pointer else address
