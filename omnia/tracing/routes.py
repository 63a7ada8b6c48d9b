"""What a request's address is called in a trace: the pattern that it fits, for addresses name conversations and people."""

from django.conf import settings
from django.urls import Resolver404, resolve

from management_api.handler import URLS as MANAGEMENT_URLS
from management_api.handler import is_management
from omnia.wsgi import RUNTIME_URLS, is_runtime

LONGEST = 1000
"""Characters of an address that is looked up."""


def route_of(method: str, path: str) -> str:
    """Django's pattern of an address; empty if there is none."""
    if len(path) > LONGEST:
        return ""
    if is_runtime(path) and settings.OMNIA_ROLE != "portal":
        return _runtime_route(method, path)
    return _resolved(path, MANAGEMENT_URLS if is_management(path) and settings.OMNIA_ROLE != "runtime" else None)


def _runtime_route(method: str, path: str) -> str:
    from runtime_api.calls import find_plain  # a portal process has no runtime

    # What was answered in front of Django is looked up as it is there, which is quicker.
    found = find_plain(method, path)
    return found[0].route if found is not None else _resolved(path, RUNTIME_URLS)


def _resolved(path: str, urls: str | None) -> str:
    try:
        return str(resolve(path, urls).route)
    except Resolver404:
        return ""
