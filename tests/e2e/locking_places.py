"""The catalogue decides on the question and the rules of a copy: `locking_places.py PROJECT KEY`."""

import json
import sys

import django

django.setup()

from omnia.infra.audit import SYSTEM  # noqa: E402  # after setup
from omnia.mongo.context import bind  # noqa: E402
from tenants import selectors  # noqa: E402
from tenants.actions import editing  # noqa: E402
from tenants.control.models import Project  # noqa: E402

project, key = Project.objects.get(pk=sys.argv[1]), sys.argv[2]
with bind(project.ref):
    draft = selectors.draft(project, "template", key)
    body = json.loads(json.dumps(draft.body))
    places = ("/nodes/*/steps/start", "/nodes/*/constraints", "/nodes/*/contract")
    body["manageability"] = [{"path": path, "level": "factory"} for path in places]
    editing.save_document(SYSTEM, project, "template", key, body, base_version=draft.version)
