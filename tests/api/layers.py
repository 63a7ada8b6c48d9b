"""Asking the way in with the layers in front of Django, or with Django alone."""

from functools import partial
from http import HTTPStatus
from typing import Any

from omnia.gateway.exchange import Front, NoFront
from omnia.gateway.lanes import Lane
from omnia.gateway.server import Door, Gateway
from omnia.wsgi import RuntimeHandler
from runtime_api.front import RuntimeFront, refuse
from runtime_api.patterns import MAX_BODY
from tests.api.exchanging import exchange


class Layers:
    """The runtime's way in, with the layers in front or with Django alone; `handed_on` names what came to Django."""

    def __init__(self, front: Front | None = None) -> None:
        self.handed_on: list[str] = []
        self._django = RuntimeHandler()
        door = Door(partial(Lane, "test", 1), front or NoFront(), self._behind, body_bytes=MAX_BODY, refusal=refuse)
        self.gateway = Gateway([door], lambda _path: door, body_seconds=10.0)

    def _behind(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.handed_on.append(environ["PATH_INFO"])
        return self._django(environ, start_response)

    def close(self) -> None:
        """End the thread."""
        self.gateway.__rsgi_del__(None)


def django_alone() -> Layers:
    return Layers()


def with_layers() -> Layers:
    return Layers(RuntimeFront())


def answer_of(
    layers: Layers, key: str, method: str, address: str, content: bytes = b"", **headers: str
) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and bytes of a request with an API key; no header is sent twice."""
    told = {"authorization": f"Bearer {key}", "x-request-id": "the-same-id", "host": "127.0.0.1"}
    if content:
        told["content-length"] = str(len(content))
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    status, rows, answered = exchange(layers.gateway, method, address, told, content)
    assert len({name.lower() for name, _value in rows}) == len(rows)
    return f"{status} {HTTPStatus(status).phrase}", dict(rows), answered
