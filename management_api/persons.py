"""What is known of one caller: found, given out, erased, as on the studio's page. The key needs the scope `persons` too."""

from datetime import UTC

import msgspec
import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Router

from management_api import person_schemas as schemas
from management_api.answers import JSON, call, respond
from management_api.auth import Manager, manager_of
from management_api.documents import UNREADABLE
from omnia.infra.problems import Problem
from tenants.access import authorise_persons
from tenants.actions import person
from tenants.persons import searches
from tenants.persons.finding import Search

LOOK_SECONDS = 4.0
"""How long one call looks."""

NONE = "Nobody is looked for in this project. POST /person begins a search; one is forgotten after an hour."
OVER = "This search is over: an hour passed, or somebody looked for another person. Look once more."
BUSY = {409: "Not everything was looked at yet, or what was found is not one person."}

router = Router(tags=["Persons"])


@call(router, "GET", "/person", schemas.SearchAnswer)
def read_search(request: HttpRequest) -> HttpResponse:
    """What the search for a person found until now. It does not go on by that."""
    manager = _allowed(request)
    return _answer(searches.current(manager.project))


@call(router, "POST", "/person", schemas.SearchAnswer, status=201, problems=UNREADABLE)
def begin_search(request: HttpRequest, body: schemas.PersonBody) -> HttpResponse:
    """Look for a person in all that is kept of callers, for a few seconds; `go_on` does the rest.

    A project has one search, which the studio's page shares: an earlier one is forgotten.
    """
    manager = _allowed(request)
    begun = person.begin_search(manager.actor, manager.project, body.how, body.wanted)
    return _answer(person.go_on(manager.actor, manager.project, seconds=LOOK_SECONDS) or begun, status=201)


@call(router, "POST", "/person/go_on", schemas.SearchAnswer)
def go_on_with_search(request: HttpRequest) -> HttpResponse:
    """Look on, for a few seconds."""
    manager = _allowed(request)
    return _answer(person.go_on(manager.actor, manager.project, seconds=LOOK_SECONDS))


@call(router, "POST", "/person/export", schemas.PersonAnswer, problems={**UNREADABLE, **BUSY})
def export_person(request: HttpRequest, body: schemas.SearchBody) -> HttpResponse:
    """Give out everything that was found of the person, with every word that is kept. It is an entry of the audit log."""
    manager = _allowed(request)
    content = person.export_person(manager.actor, manager.project, _asked(manager, body.search))
    told = orjson.dumps(content, default=_plain)
    return HttpResponse(told, content_type=JSON)


@call(router, "POST", "/person/erase", schemas.CertificateAnswer, problems={**UNREADABLE, **BUSY})
def erase_person(request: HttpRequest, body: schemas.SearchBody) -> HttpResponse:
    """Erase what was found of the person, and answer the certificate, which is an entry of the audit log."""
    manager = _allowed(request)
    done = person.erase_person(manager.actor, manager.project, _asked(manager, body.search))
    return respond(schemas.CertificateAnswer.model_validate(msgspec.to_builtins(done)))


def _allowed(request: HttpRequest) -> Manager:
    """Who asks, before anything is told of whether there is a search; raises `Forbidden`."""
    manager = manager_of(request)
    authorise_persons(manager.actor, manager.project)
    return manager


def _asked(manager: Manager, search_id: str) -> Search:
    """The search that a body names, if it is still the one; raises `Problem`."""
    search = searches.current(manager.project)
    if search is None or search.id != search_id:
        raise Problem("conflict", OVER) if search is not None else Problem("not-found", NONE)
    return search


def _answer(search: Search | None, *, status: int = 200) -> HttpResponse:
    """A search as it stands; raises `Problem` if there is none."""
    if search is None:
        raise Problem("not-found", NONE)
    content = schemas.SearchAnswer.model_validate(
        {
            "search": search.id,
            "state": "done" if search.is_done else "running",
            "how": search.how,
            "started_at": search.started_at if search.started_at.tzinfo else search.started_at.replace(tzinfo=UTC),
            "seen": search.seen,
            "total": search.total,
            "is_too_many": search.has_too_many,
            "conversations": msgspec.to_builtins(search.hits),
            "words": search.words,
            "places": msgspec.to_builtins(search.places),
        }
    )
    return respond(content, status=status)


def _plain(value: object) -> str:
    return str(value)
