"""Makes many projects of an industry that no other test has, changes some of their copies, and the draft that they came from."""

import copy
import sys
from pathlib import Path

import django

django.setup()
sys.path.insert(0, str(Path(__file__).parents[1]))

from crowds import change_copies, crowd  # noqa: E402  # after setup

from factory.actions import Staff, save_draft  # noqa: E402
from factory.models import Template  # noqa: E402
from omnia.infra.audit import Actor  # noqa: E402
from tenants.actions.provisioning import create_project  # noqa: E402
from tenants.control.models import User  # noqa: E402

KEY = "pod_code"


def say(body: dict, text: str) -> None:
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = text


owner = User.objects.create_user("crowd@example.com", "a-long-password", name="Crowd")
facts = {"industries": ("utilities",), "locales": ("en", "it"), "owner": owner}
first = create_project(Actor("system", "tests", "tests"), name="Energia", **facts)
projects = crowd(first, int(sys.argv[1]) - 1, name="Energia")
change_copies(projects[:10], lambda body: say(body, "Tell me your POD."), key=KEY)
row = Template.objects.get(key=KEY)
draft = copy.deepcopy(row.draft)
say(draft, "Which is your POD code, please?")
save_draft(Staff.command("tests"), "template", KEY, draft, base_revision=row.revision)
