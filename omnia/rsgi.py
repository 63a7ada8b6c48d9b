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
from omnia.gateway.exchange import Front, NoFront  # noqa: E402
from omnia.gateway.lanes import Lane  # noqa: E402
from omnia.gateway.page_lanes import PageLanes  # noqa: E402
from omnia.gateway.refused_pages import refuse_page  # noqa: E402
from omnia.gateway.server import Door, Gateway  # noqa: E402
from omnia.gateway.wsgi_bridge import Application  # noqa: E402
from omnia.probes import ADDRESSES as PROBES  # noqa: E402
from omnia.probes import probes  # noqa: E402
from omnia.wsgi import RuntimeHandler, is_runtime  # noqa: E402

PROBE_THREADS = 2
PROBE_BODY = 0


def make_gateway() -> Gateway:
    """The application for this process's role, with lanes of their own for the probes, the runtime and the pages."""
    gateway = _gateway_class()
    threads = settings.OMNIA_THREADS
    portal = runtime = management = None
    if settings.OMNIA_ROLE != "runtime":
        from omnia import staff_pages  # a runtime process has no pages

        staff_pages.load()
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
    return gateway(doors, door_of, body_seconds=settings.OMNIA_BODY_SECONDS, beside=_work_beside)


def _gateway_class() -> type[Gateway]:
    """The gateway that makes spans where a collector is named; elsewhere nothing of tracing is even imported."""
    if not settings.OMNIA_OTEL_ENDPOINT:
        return Gateway
    from omnia.tracing.gateway import heard_gateway  # its packages are an extra

    return heard_gateway()


def _work_beside() -> None:
    """Begin what a serving process of this role does besides answering."""
    if settings.OMNIA_ROLE != "portal":
        from runtime_api.metering import folding  # a portal process has no runtime

        folding.ensure_started()
    if settings.OMNIA_ROLE != "runtime":
        _keep_plans()


def _keep_plans() -> None:
    from factory import checking  # a runtime process has neither the factory's database nor the control database
    from fleet import figures, usage, worker
    from tenants.actions import erasing_later, planned, relocating_asked, update_worker

    planned.ensure_started()
    erasing_later.ensure_started()
    relocating_asked.ensure_started()
    update_worker.ensure_started()
    worker.ensure_started()
    figures.ensure_started()
    checking.ensure_started()
    usage.ensure_started()


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


def _leave_the_core_to_who_wakes() -> None:
    """Let a thread that is woken wait until its core is free: the thread that woke it mostly has the interpreter still.

    Threads take this from the one that starts them. It takes nothing from other processes, and is no more than a wish.
    """
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


_allow_many_connections()
_leave_the_core_to_who_wakes()
application = make_gateway()
