"""Words of documents and of the audit log, as people read them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from omnia.audit_events import EVENTS
from tenants.project.channels import LIVE

COPY_STATUSES = [
    ("current", gettext_lazy("As in the factory")),
    ("customised", gettext_lazy("Customised")),
    ("update_available", gettext_lazy("Update available")),
    ("customised_and_update_available", gettext_lazy("Customised, update available")),
    ("local", gettext_lazy("Your own")),
    ("orphaned", gettext_lazy("No longer in the factory")),
]


def event_text(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """An audit entry as a sentence; `names` has the titles of documents by key."""
    subject = str(entry["object"]).partition(":")[2] or str(entry["object"])
    subject = names.get(subject, subject)
    event = EVENTS.get(str(entry["action"]))
    if event is None:
        # Of a later release.
        return str(entry["action"])
    if entry["action"] == "release.rolled_back" and entry["details"].get("channel", LIVE) != LIVE:
        return _("A channel went back to release %(subject)s") % {"subject": subject}
    return str(event.sentence) % {"subject": subject}
