"""Words of documents and of the audit log, as people read them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    sentences = {
        "project.created": _("The project was created"),
        "document.saved": _("“%(subject)s” was saved") % {"subject": subject},
        "document.created": _("“%(subject)s” was added") % {"subject": subject},
        "document.deleted": _("“%(subject)s” was deleted") % {"subject": subject},
        "document.restored": _("“%(subject)s” was brought back") % {"subject": subject},
        "update.taken": _("An update of “%(subject)s” was taken") % {"subject": subject},
        "release.published": _("Release %(subject)s was published") % {"subject": subject},
        "release.rolled_back": _("Release %(subject)s was made live again") % {"subject": subject}
        if entry["details"].get("channel", LIVE) == LIVE
        else _("A channel went back to release %(subject)s") % {"subject": subject},
        "channel.moved": _("The channel %(subject)s was moved") % {"subject": subject},
        "channel.scheduled": _("A move of the channel %(subject)s was planned") % {"subject": subject},
        "channel.schedule_cancelled": _("A plan for the channel %(subject)s was cancelled") % {"subject": subject},
        "channel.schedule_failed": _("A plan for the channel %(subject)s could not be done") % {"subject": subject},
        "canary.started": _("Release %(subject)s became the canary") % {"subject": subject},
        "canary.weight_changed": _("The weight of the canary, release %(subject)s, was changed") % {"subject": subject},
        "canary.steps_planned": _("The steps of the canary, release %(subject)s, were planned") % {"subject": subject},
        "canary.rule_changed": _("What stops the canary, release %(subject)s, was changed") % {"subject": subject},
        "canary.promoted": _("The canary, release %(subject)s, became live") % {"subject": subject},
        "canary.aborted": _("The canary of release %(subject)s ended") % {"subject": subject},
        "api_key.issued": _("An API key was issued"),
        "api_key.revoked": _("An API key was revoked"),
        "member.added": _("A person joined"),
        "invitation.made": _("A person was invited"),
        "invitation.resent": _("An invitation was sent again"),
        "invitation.withdrawn": _("An invitation was withdrawn"),
        "invitation.declined": _("An invitation was declined"),
        "member.removed": _("A person was removed"),
        "member.role_changed": _("A person's role was changed"),
    }
    return sentences.get(str(entry["action"]), str(entry["action"]))
