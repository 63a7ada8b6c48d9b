"""Django's WSGI applications of a process; `omnia.rsgi` is what the server runs, and asks them.

In the role `all`, requests to the runtime's addresses go through a handler with the runtime's short middleware chain: a portal's
typical chain costs a third of the throughput, and a conversation needs none of it.
"""

import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnia.settings")

import django

django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402  # after setup
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import ResolverMatch, URLResolver, get_resolver  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from management_api.handler import ManagementHandler, is_management  # noqa: E402
from omnia.mongo import clusters  # noqa: E402
from omnia.probes import ADDRESSES as PROBES  # noqa: E402
from omnia.probes import probes  # noqa: E402

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

RUNTIME_PREFIXES = ("/api/v1/",)
RUNTIME_URLS = "omnia.urls_runtime"
MAX_REMEMBERED_PATH = 160
"""Characters of an address whose view is remembered."""


class RuntimeHandler(WSGIHandler):
    """Django's handler with the runtime's addresses and middleware, whatever the process's own are."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002  # Django's signature
        """Build the short chain around the views; exceptions pass through it to the middleware that answers with a problem."""
        handler: Callable[[HttpRequest], HttpResponse] = _view_answer
        for path in reversed(settings.OMNIA_RUNTIME_MIDDLEWARE):
            handler = import_string(path)(handler)
        self._middleware_chain = handler

    def get_response(self, request: HttpRequest) -> HttpResponse:
        """Answer a request with the runtime's addresses."""
        return self._middleware_chain(request)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Any:
        """Answer as WSGI wants it, without Django's signals: they look after connections that the runtime does not use."""
        response = self.get_response(self.request_class(environ))
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return [response.content]


def _view_answer(request: HttpRequest) -> HttpResponse:
    """What the view of the request's address answers; none of the runtime's needs what Django offers around a view."""
    path = request.path_info
    match = _resolved(path) if len(path) <= MAX_REMEMBERED_PATH else _resolver().resolve(path)
    request.resolver_match = match
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


def _resolver() -> URLResolver:
    return get_resolver(RUNTIME_URLS)


@lru_cache(maxsize=2048)
def _resolved(path: str) -> ResolverMatch:
    return _resolver().resolve(path)


def is_runtime(path: str) -> bool:
    """Whether an address is one of the runtime's."""
    return path.startswith(RUNTIME_PREFIXES) or path == "/api/v1"


def _application() -> Application:
    """Django alone, for this process's role, under any WSGI server: without the layers in front, and without their bounds."""
    if settings.OMNIA_ROLE == "runtime":
        return _beside_probes(RuntimeHandler())
    clusters.bound_operations()
    portal, management = WSGIHandler(), ManagementHandler()
    runtime = RuntimeHandler() if settings.OMNIA_ROLE == "all" else portal

    def dispatch(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        handler = management if is_management(path) else runtime if is_runtime(path) else portal
        return handler(environ, start_response)

    return _beside_probes(dispatch)


def _beside_probes(rest: Application) -> Application:
    watched = probes()

    def dispatch(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return (watched if environ.get("PATH_INFO") in PROBES else rest)(environ, start_response)

    return dispatch


application = _application()
