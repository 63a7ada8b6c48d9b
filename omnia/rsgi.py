"""The application of a process, as granian runs it (interface RSGI): doors to the probes, the runtime and the pages."""

import contextlib
import os
import resource
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnia.settings")

import django

django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402  # after setup
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from management_api.handler import THREADS, ManagementHandler, is_management  # noqa: E402
from omnia.gateway.exchange import Front, NoFront, Reply  # noqa: E402
from omnia.gateway.lanes import Lane  # noqa: E402
from omnia.gateway.page_lanes import PageLanes  # noqa: E402
from omnia.gateway.server import Door, Gateway  # noqa: E402
from omnia.gateway.wsgi_bridge import Application  # noqa: E402
from omnia.infra.headers import PERMISSIONS_POLICY  # noqa: E402
from omnia.probes import ADDRESSES as PROBES  # noqa: E402
from omnia.probes import probes  # noqa: E402
from omnia.wsgi import RuntimeHandler, is_runtime  # noqa: E402

PROBE_THREADS = 2
PROBE_BODY = 0
SENTENCES = {
    400: "The request broke off. Send it again.",
    408: "The request did not arrive in time. Send it again.",
    500: "Something went wrong on our side.",
    503: "Too many people are here just now. Try again in a moment.",
}


def refuse_page(status: int, _scope: Any) -> Reply:
    """What the way in answers in the place of a page, in plain words: no thread is there to make one."""
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
    headers += [("X-Content-Type-Options", "nosniff"), ("Permissions-Policy", PERMISSIONS_POLICY)]
    headers += [("Retry-After", "1")] if status == 503 else []
    headers += [("Connection", "close")] if status == 408 else []
    return Reply(status, headers, SENTENCES[status].encode())


def make_gateway() -> Gateway:
    """The application for this process's role, with lanes of their own for the probes, the runtime and the pages."""
    threads = settings.OMNIA_THREADS
    portal = runtime = management = None
    if settings.OMNIA_ROLE != "runtime":
        handler: Application = WSGIHandler()
        portal = Door(_page_lanes, NoFront(), handler, body_bytes=_page_bytes(), refusal=refuse_page)
        management = _management_door()
    if settings.OMNIA_ROLE != "portal":
        runtime = _runtime_door(partial(Lane, "api", threads))
    rest = runtime or portal
    assert rest is not None  # noqa: S101  # each role has one
    watched = Door(partial(Lane, "probes", PROBE_THREADS), NoFront(), probes(), body_bytes=PROBE_BODY, refusal=rest.refusal)

    def door_of(path: str) -> Door:
        if path in PROBES:
            return watched
        if management is not None and is_management(path):
            return management
        if runtime is None or portal is None:
            return rest
        return runtime if is_runtime(path) else portal

    doors = [door for door in (watched, runtime, portal, management) if door is not None]
    return Gateway(doors, door_of, body_seconds=settings.OMNIA_BODY_SECONDS, beside=_keep_plans if portal is not None else bool)


def _keep_plans() -> None:
    from tenants.actions import planned  # a runtime process has no control database

    planned.ensure_started()


def _page_lanes() -> PageLanes:
    from omnia.portal_share import address_of, is_stranger  # a runtime process has no pages

    return PageLanes(settings.OMNIA_THREADS, settings.OMNIA_ANONYMOUS_AT_ONCE, is_stranger=is_stranger, address_of=address_of)


def _runtime_door(lane: Any) -> Door:
    from runtime_api.front import RuntimeFront, refuse  # a portal process has no runtime
    from runtime_api.health import warm_up
    from runtime_api.patterns import MAX_BODY

    front: Front = RuntimeFront() if settings.OMNIA_FAST_PATH else NoFront()
    warm_up()
    return Door(lane, front, RuntimeHandler(), body_bytes=MAX_BODY, refusal=refuse)


def _management_door() -> Door:
    from management_api.bounds import MAX_BODY  # a runtime process has no management API
    from runtime_api.front import refuse

    return Door(partial(Lane, "manage", THREADS), NoFront(), ManagementHandler(), body_bytes=MAX_BODY, refusal=refuse)


def _page_bytes() -> int:
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0


def _allow_many_connections() -> None:
    """Let the process have as many files as the system lets it have: each connection is one, idle or not."""
    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


_allow_many_connections()
application = make_gateway()
