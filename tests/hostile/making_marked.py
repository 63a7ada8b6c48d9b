"""Makes projects each of which says a word of its own wherever words can be put; prints what opens them, as JSON.

How many, and the names of the words, come as arguments.
"""

import copy
import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  # after setup
from django.test import Client  # noqa: E402

from omnia.infra.audit import Actor  # noqa: E402
from tenants import selectors  # noqa: E402
from tenants.actions.editing import save_template  # noqa: E402
from tenants.actions.keys import issue_key  # noqa: E402
from tenants.actions.provisioning import create_project  # noqa: E402
from tenants.actions.releasing import publish  # noqa: E402
from tenants.control.models import User  # noqa: E402

SYSTEM = Actor("system", "tests", "tests")


def marked(word: str) -> dict[str, str]:
    """A project of one owner, whose name, texts, release and key say the word."""
    owner = User.objects.create_user(f"{word}@example.com", None, name=f"Owner {word}")
    actor = Actor("user", str(owner.pk), str(owner))
    project = create_project(actor, name=f"Project {word}", industries=(), locales=("en", "it"), owner=owner)
    held = selectors.draft(project, "template", "date")
    body = copy.deepcopy(held.body)
    for step in body["nodes"][0]["steps"].values():
        for level in step:
            for action in level["actions"]:
                action["text"] = {locale: f"{text} {word}" for locale, text in action["text"].items()}
    save_template(actor, project, "date", body, base_version=held.version, message=f"Message {word}")
    publish(actor, project, note=f"Note {word}", allow_missing_texts=True)
    browser = Client()
    browser.force_login(owner)
    key = issue_key(actor, project, name=f"Key {word}", scopes=("read", "converse", "manage")).key
    return {"word": word, "id": project.pk, "key": key, "session": browser.cookies[settings.SESSION_COOKIE_NAME].value}


json.dump({"cookie": settings.SESSION_COOKIE_NAME, "projects": [marked(word) for word in sys.argv[1:]]}, sys.stdout)
