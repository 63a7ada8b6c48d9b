"""From a JSON pointer into a document to the page where people mend that place."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from omnia.workbench import document_form, flow_form
from omnia.workbench.fields import element_id


def section_url(project_id: str, document: str, key: str, body: dict[str, Any], pointer: str) -> str:
    """The address of the editor, opened where `pointer` is, with the cursor in its field if it has one."""
    if pointer.startswith("/tests"):
        return reverse(f"studio:{document}-source", args=[project_id, key])
    section = flow_form.section_at(body, pointer) if document == "flow" else document_form.section_at(body, pointer)
    address = reverse(f"studio:{document}", args=[project_id, key]) + "?" + urlencode({"section": section})
    return f"{address}#{element_id(pointer)}" if pointer else address
