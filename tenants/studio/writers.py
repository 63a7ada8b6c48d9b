"""Who wrote each part of a document last, as the history shows it."""

from typing import Any

from omnia.documents.places import in_words
from tenants import selectors
from tenants.control.models import Project
from tenants.selectors import Document

MOST_PLACES = 100


def shown_writers(project: Project, document: Document, key: str) -> dict[str, Any] | None:
    """The places that people wrote, in words, and the factory's version that the rest is from; None for what was deleted."""
    try:
        found = selectors.written_by(project, document, key)
        body = selectors.draft(project, document, key).body
    except selectors.Missing:
        return None
    places = [{"place": in_words(body, row.pointer), "by": row.by, "at": row.at} for row in found.written[:MOST_PLACES]]
    return {"factory_version": found.factory_version, "places": places}
