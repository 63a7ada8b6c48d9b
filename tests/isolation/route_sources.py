"""Every address that the product answers, from where the product itself takes them.

These are the URL configurations, the OpenAPI documents, the calls of the layer in front, and the probes.
"""

import re
from collections.abc import Iterator

import orjson
from django.urls import URLPattern, URLResolver, get_resolver

from management_api.api import openapi_json as management_json
from omnia.probes import ADDRESSES
from runtime_api.api import openapi_json as runtime_json
from runtime_api.calls import BASE, CALLS

PORTAL, MANAGEMENT, RUNTIME = "omnia.urls_portal", "omnia.urls_management", "omnia.urls_runtime"
GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")
STEP = re.compile(r"<(?:\w+:)?(\w+)>")


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for held in resolver.url_patterns:
        text = before + str(held.pattern)
        if isinstance(held, URLPattern):
            yield text
        else:
            yield from _patterns(held, text)


def _plain(pattern: str) -> str:
    """An address with its parameters in braces, without what regular expressions have around it."""
    named = STEP.sub(r"{\1}", GROUP.sub(r"{\1}", pattern))
    return "/" + named.replace("^", "").replace("$", "").replace("\\", "")


def addresses_of(configuration: str) -> set[str]:
    """The addresses of one of Django's URL configurations."""
    return {_plain(pattern) for pattern in _patterns(get_resolver(configuration))}


def operations_of(document: bytes) -> set[tuple[str, str]]:
    """Method and address of every operation of an OpenAPI document."""
    paths = orjson.loads(document)["paths"]
    return {(method.upper(), path) for path, operations in paths.items() for method in operations}


def described() -> set[tuple[str, str]]:
    """Method and address of every operation that either document promises."""
    return operations_of(runtime_json()) | operations_of(management_json())


def in_front() -> set[tuple[str, str]]:
    """Method and address of every call that the layer in front of Django knows."""
    return {(call.method, BASE + call.path) for call in CALLS}


def every_address() -> set[str]:
    """All of them."""
    configured = addresses_of(PORTAL) | addresses_of(MANAGEMENT) | addresses_of(RUNTIME)
    return configured | set(ADDRESSES) | {path for _method, path in described() | in_front()}
