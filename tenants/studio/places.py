"""From a JSON pointer into a document to the page where people mend that place."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from omnia.workbench import document_form, flow_form
from omnia.workbench.fields import element_id


class SectionUrls:
    """The addresses of the places of one document: its parts are walked through once, however many places are asked for."""

    def __init__(self, project_id: str, document: str, key: str, body: dict[str, Any]) -> None:
        self._editor = reverse(f"studio:{document}", args=[project_id, key])
        self._source = reverse(f"studio:{document}-source", args=[project_id, key])
        self._section_at = partial(flow_form.section_at, body) if document == "flow" else document_form.Places(body).section_at

    def at(self, pointer: str) -> str:
        """The address of the editor, opened where `pointer` is, with the cursor in its field if it has one."""
        if pointer.startswith("/tests"):
            return self._source
        address = self._editor + "?" + urlencode({"section": self._section_at(pointer)})
        return f"{address}#{element_id(pointer)}" if pointer else address


def section_url(project_id: str, document: str, key: str, body: dict[str, Any], pointer: str) -> str:
    """The address of the editor, opened where `pointer` is, with the cursor in its field if it has one."""
    return SectionUrls(project_id, document, key, body).at(pointer)
