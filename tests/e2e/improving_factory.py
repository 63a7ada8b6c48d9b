"""Staff publish newer versions of four templates that no other test looks at, and a template that no project has."""

import copy

import django

django.setup()

from factory.actions import Staff, create_draft, publish_version, save_draft  # noqa: E402  # after setup
from factory.models import Template  # noqa: E402

STAFF = Staff.command("tests")
KEYS = ("duration", "percentage", "rating", "url")

for key in KEYS:
    row = Template.objects.get(key=key)
    body = copy.deepcopy(row.draft)
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = "Shorter, please."
    save_draft(STAFF, "template", key, body, base_revision=row.revision)
    publish_version(STAFF, "template", key, note="Shorter first question", tested=True)
if not Template.objects.filter(key="delivery_day").exists():
    created = copy.deepcopy(Template.objects.get(key="date").draft) | {
        "key": "delivery_day",
        "label": {"en": "Delivery day", "it": "Giorno di consegna"},
    }
    create_draft(STAFF, "template", created)
    publish_version(STAFF, "template", "delivery_day", note="New", tested=True)
