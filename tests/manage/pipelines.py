"""A pipeline's client, and the keys that owners issue for it."""

import orjson

from tenants.actions.keys import issue_key
from tests.api.published import Client

BASE = "/api/manage/v1"


class Pipeline(Client):
    """Calls the management API with a key."""

    def call(self, method, path, body=None, **headers):
        content = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        return self.request(method, BASE + path, content, **headers)


def key_for(cast, project, *scopes, **options):
    """A key that the project's owner issues."""
    owner = "owner" if project.pk == cast.project.pk else "stranger"
    return issue_key(cast.actor(owner), project, name="deploy", scopes=scopes or ("manage",), **options)
