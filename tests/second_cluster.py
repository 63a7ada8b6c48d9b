"""A second cluster for the tests that move projects: the product is told of the server, and callers are patient."""

import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings as django_settings

from omnia.mongo import clusters
from omnia.mongo.context import DATABASE_PREFIX
from tests.api.published import Answer, Client

UNAVAILABLE = 503
KEY = "second"
TRIES = 300


class Patient(Client):
    """Sends again what was answered 503, as callers do: a server that is new to a process may be slow to answer at first."""

    def request(self, method: str, address: str, content: bytes = b"", **headers: str) -> Answer:
        pause = threading.Event()
        for _try in range(TRIES):
            answer = super().request(method, address, content, **headers)
            if answer.status != UNAVAILABLE:
                break
            pause.wait(0.1)
        return answer


@contextmanager
def configured(uri: str) -> Iterator[None]:
    """Have the product know the cluster, and drop what was left on it."""
    before = django_settings.OMNIA_CLUSTERS
    django_settings.OMNIA_CLUSTERS = {**before, KEY: uri}
    try:
        yield
        client = clusters.client_for_uri(uri)
        for name in client.list_database_names():
            if name.startswith(DATABASE_PREFIX):
                client.drop_database(name)
    finally:
        django_settings.OMNIA_CLUSTERS = before


def is_ready(port: int) -> bool:
    """Whether a server answers that it is ready; raises `OSError` while it does not."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20) as answer:
        return bool(answer.status == 200)
