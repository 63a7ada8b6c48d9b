"""The WSGI application of a process.

In the role `all`, requests to the runtime's addresses go through a handler with the runtime's short middleware chain: a portal's
typical chain costs a third of the throughput, and a conversation needs none of it.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnia.settings")

import django

django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402  # after setup
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

RUNTIME_PREFIXES = ("/api/v1/", "/livez", "/readyz", "/startupz", "/metrics")
RUNTIME_MIDDLEWARE = ("omnia.infra.telemetry.RequestIdMiddleware",)


class RuntimeHandler(WSGIHandler):
    """Django's handler with the runtime's addresses and middleware, whatever the process's own are."""

    def load_middleware(self, is_async: bool = False) -> None:
        """Build the short chain around the views."""
        from django.utils.module_loading import import_string

        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        from django.core.handlers.exception import convert_exception_to_response

        handler = convert_exception_to_response(self._get_response)
        for path in reversed(RUNTIME_MIDDLEWARE):
            handler = convert_exception_to_response(import_string(path)(handler))
        self._middleware_chain = handler


def _is_runtime(path: str) -> bool:
    return path.startswith(RUNTIME_PREFIXES) or path == "/api/v1"


def make_application() -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """The application for this process's role."""
    if settings.OMNIA_ROLE == "runtime":
        return RuntimeHandler()
    portal = WSGIHandler()
    if settings.OMNIA_ROLE == "portal":
        return portal
    runtime = RuntimeHandler()

    def dispatch(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return (runtime if _is_runtime(environ.get("PATH_INFO", "")) else portal)(environ, start_response)

    return dispatch


application = make_application()
