"""A form that was sent after its session had ended: kept for the person, and offered again once they have signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

import orjson
from django.http import HttpRequest

from tenants.control.models import User
from tenants.studio.shown_once import PREFIX, look_at, put_aside, take_out

KEPT = "late-form"
SECONDS = 3600
"""For how long it waits for the person."""
LONGEST = 200_000
"""Bytes of what is kept."""

SECRETS = frozenset({"password", "password1", "password2", "again", "current", "code", "passkey", "passphrase"})
"""Fields that are kept nowhere; a form that has one is not kept."""

MARK = "late-form"
"""A field of the form on the page that offers what was kept, and of no other."""

ARRIVED_ALL_THE_SAME = frozenset({400, 409, 422})
"""Refusals with which a page gives back what was sent to it."""


@dataclass(frozen=True, slots=True)
class LateForm:
    """What was sent, by whom, and where to."""

    user: str
    path: str
    fields: Sequence[tuple[str, str]]


def keep(request: HttpRequest, user: User) -> bool:
    """Keep what was just sent, encrypted in the session, for this person alone; returns whether it could be kept."""
    if request.headers.get("HX-Request") or request.FILES or SECRETS & set(request.POST):
        return False
    fields = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in {"csrfmiddlewaretoken", MARK}
    ]
    held = orjson.dumps({"user": str(user.pk), "path": request.get_full_path(), "fields": fields})
    if len(held) > LONGEST:
        return False
    put_aside(request, KEPT, held.decode())
    return True


def kept(request: HttpRequest) -> LateForm | None:
    """What waits for the person who is signed in; None if nothing does."""
    held = look_at(request, KEPT, SECONDS)
    if not held:
        return None
    found = orjson.loads(held)
    return LateForm(found["user"], found["path"], [(name, value) for name, value in found["fields"]])


def forget(request: HttpRequest) -> None:
    """It is sent, or not wanted."""
    take_out(request, KEPT)


def forget_sent(request: HttpRequest, status: int) -> None:
    """Forget it once it was sent again from its page, and arrived."""
    if request.method != "POST" or MARK not in request.POST or PREFIX + KEPT not in request.session:
        return
    arrived = status < HTTPStatus.BAD_REQUEST or status in ARRIVED_ALL_THE_SAME
    held = kept(request)
    if held is None or (arrived and held.path == request.get_full_path()):
        forget(request)


def forget_others(request: HttpRequest, user: User) -> None:
    """Forget what somebody else sent who was signed in with this browser before."""
    if PREFIX + KEPT not in request.session:
        return
    held = kept(request)
    if held is None or held.user != str(user.pk):
        forget(request)
