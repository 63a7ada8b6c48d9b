"""Entity tags of drafts, and the conditions that requests put on them (RFC 9110, section 13)."""

import re

from django.http import HttpRequest

from omnia.infra.problems import Problem
from tenants.selectors import DraftBody

TAG = re.compile(r'"(\d{1,9})-([0-9a-f]{16})"')
ANY = "*"


def tag(version: int, digest: str) -> str:
    """The entity tag of a draft: its version, and what it says."""
    return f'"{version}-{digest[:16]}"'


def condition(request: HttpRequest, name: str) -> str:
    """What a request says in `If-Match` or `If-None-Match`."""
    return str(request.headers.get(name, "")).strip()


def creates(request: HttpRequest) -> bool:
    """Whether a request asks for something new, and for nothing that is there to be replaced."""
    return condition(request, "If-None-Match") == ANY


def required_version(request: HttpRequest, held: DraftBody) -> int:
    """The version that a request is based on, which is the present one.

    Raises:
        Problem: 428 without `If-Match`, 412 if it names another state.
    """
    asked = condition(request, "If-Match")
    if not asked:
        raise Problem("precondition-required", "Send If-Match with the ETag of the document that you read.")
    if asked == ANY or tag(held.version, held.hash) in [each.strip() for each in asked.split(",")]:
        return held.version
    raise Problem(
        "precondition-failed",
        f"“{held.key}” is at version {held.version} now. Nothing was written: read it again, and look at what changed.",
        headers={"ETag": tag(held.version, held.hash)},
    )


def is_held(request: HttpRequest, present: str) -> bool:
    """Whether the caller holds this state already."""
    asked = condition(request, "If-None-Match")
    return asked == ANY or present in [each.strip().removeprefix("W/") for each in asked.split(",")]
