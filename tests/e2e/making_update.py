"""A project whose copy tells its own numbers, and a newer version in the factory: three things apart from it, one against it."""

import copy
import json
import sys
from typing import Any

import django

django.setup()

from factory.actions import Staff, publish_version, save_draft  # noqa: E402  # after setup
from factory.models import Template  # noqa: E402
from omnia.infra.audit import Actor  # noqa: E402
from tenants import selectors  # noqa: E402
from tenants.actions.editing import save_template  # noqa: E402
from tenants.actions.keys import issue_key  # noqa: E402
from tenants.actions.people import add_member  # noqa: E402
from tenants.actions.provisioning import create_project  # noqa: E402
from tenants.actions.releasing import publish  # noqa: E402
from tenants.control.models import User  # noqa: E402

KEY, INDUSTRY = "case_number", "public_sector"
SYSTEM, STAFF = Actor("system", "tests", "tests"), Staff.command("tests")
LONG = {
    "id": "ours.long",
    "category": "complete",
    "utterance": "P 2026 4170 0000 0012",
    "expect": {KEY: "P2026417000000012"},
    "locale": "en",
}


def say(body: dict[str, Any], step: str, text: str) -> None:
    body["nodes"][0]["steps"][step][0]["actions"][0]["text"]["en"] = text


def allow(body: dict[str, Any], most: int) -> None:
    body["nodes"][0]["constraints"][0]["params"]["max"] = most


def customise(body: dict[str, Any]) -> None:
    """The project's numbers are longer than the factory thinks, and a test of its own says so."""
    allow(body, 24)
    body["tests"].append(LONG)


def improve(body: dict[str, Any]) -> None:
    """Three texts that the project left alone, and the very limit that it changed."""
    say(body, "start", "Which case is it about?")
    say(body, "no_match", "Which case number, please?")
    say(body, "help", "It is on top of every letter.")
    allow(body, 16)


owner = User.objects.get(email="owner@example.com")
project = create_project(SYSTEM, name="Comune", industries=(INDUSTRY,), locales=("en", "it"), owner=owner)
add_member(SYSTEM, project, email="designer@example.com", role="designer")
held = selectors.draft(project, "template", KEY)
customise(held.body)
save_template(SYSTEM, project, KEY, held.body, base_version=held.version)
publish(SYSTEM, project, note="First release")
row = Template.objects.get(key=KEY)
draft = copy.deepcopy(row.draft)
improve(draft)
save_draft(STAFF, "template", KEY, draft, base_revision=row.revision)
publish_version(STAFF, "template", KEY, note="Shorter, and stricter", tested=True)
key = issue_key(SYSTEM, project, name="Tests", scopes=("read", "converse")).key
json.dump({"id": project.pk, "name": project.name, "key": key}, sys.stdout)
