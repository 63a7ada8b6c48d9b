"""Every address, with every method, for everybody: who is not let in is refused as the table says, and changes nothing.

The rows come from the URL configurations, the OpenAPI documents, the layer in front and the probes; the table is
`route_policy.py`.
"""

import re
from collections.abc import Iterator

import casting
import pymongo
import pytest
from django.core.cache import caches
from sampling import sampled

from omnia.mongo.clusters import client_for_uri
from omnia.mongo.context import DATABASE_PREFIX
from tests.isolation import route_sources
from tests.isolation.route_policy import CALLS, METHODS, PAGES, RIGHTS, actors_at, row_of
from tests.isolation.route_requests import filled, sent
from tests.isolation.world import Answer, World, make_world, stored_in, watched_writes

ADDRESSES = sorted({address for _method, address in PAGES | CALLS})
KNOCKS = [
    (method, address, who) for address in ADDRESSES for method in METHODS for who in actors_at(address)
]  # fmt: skip
USUAL = [knock for knock in KNOCKS if knock[0] in ("GET", "POST") or (knock[0], knock[1]) in CALLS]
SET_UP_SECONDS = 300
PARTS, PARTS_OF_LET_IN, PARTS_OF_CHANGES, PARTS_OF_UNUSUAL, PARTS_OF_KEPT = 3, 10, 3, 12, 4
ENDING = {"/sign-out", "/admin/logout/", "/account/sessions"}


@pytest.fixture(scope="module")
def world(migrated, catalogue_documents, contents) -> Iterator[World]:
    """Everything and everybody, once for the module."""
    with watched_writes(migrated) as writes:
        with pymongo.timeout(SET_UP_SECONDS):
            contents.bring(stored_in("default"), {})
            contents.bring(stored_in("factory"), catalogue_documents)
            caches["local"].clear()
            made = make_world(casting.make_cast(), writes)
        yield made
        for project in made.cast.project, made.cast.foreign:
            client_for_uri(migrated).drop_database(DATABASE_PREFIX + project.pk)


def test_every_address_of_the_product_has_a_row_and_every_row_an_address():
    assert {address for _method, address in PAGES | CALLS} == route_sources.every_address()


def test_every_call_of_the_documents_and_of_the_layer_in_front_has_a_row_and_every_row_a_call():
    assert set(CALLS) == route_sources.described()
    assert route_sources.in_front() == {call for call in CALLS if call[1].startswith("/api/v1/")}


def test_process_that_serves_the_runtime_alone_has_no_address_of_its_own():
    assert route_sources.addresses_of(route_sources.RUNTIME) < route_sources.addresses_of(route_sources.PORTAL)


IS_REFUSED = {knock: row_of(knock[0], knock[1]).refusal(knock[2]) is not None for knock in KNOCKS}
CHOSEN = {
    *sampled([knock for knock in USUAL if IS_REFUSED[knock]], PARTS),
    *sampled([knock for knock in USUAL if not IS_REFUSED[knock]], PARTS_OF_LET_IN),
    *sampled([knock for knock in KNOCKS if knock not in USUAL], PARTS_OF_UNUSUAL),
}
CHANGING = sampled(
    [(method, address) for address in ADDRESSES for method in METHODS if row_of(method, address).changes], PARTS_OF_CHANGES
)


def chosen_at(address: str, *, refused: bool) -> list[tuple[str, str]]:
    """Method and actor of every request to an address that is to be refused, or answered, of this run's sample."""
    here = [knock for knock in KNOCKS if knock[1] == address and knock in CHOSEN]
    return [(method, who) for method, at, who in here if IS_REFUSED[method, at, who] == refused]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_not_let_in_is_refused_and_nothing_is_written(world, address):
    forms = {method: sent(world, method, address) for method in METHODS}
    place, told = filled(world, address), {}
    world.writes.taken()
    for method, who in chosen_at(address, refused=True):
        body, headers = forms[method]
        answer = world.ask(method, place, who, body=body, **headers)
        row, led_to, wrote = row_of(method, address), answer.headers.get("Location", ""), world.writes.taken()
        status, leads_to = row.refusal(who)
        is_refused = (answer.status == status and led_to.startswith(leads_to)) or answer.status in row.also
        if not is_refused or wrote:
            told[f"{method} as {who or 'nobody'}"] = (answer.status, led_to, wrote)
    assert told == {}


def test_after_all_refusals_the_databases_hold_what_they_held(world):
    """What reached the databases by another way than the process's clients would show here."""
    assert world.digest() == world.baseline


FORGED = [address for method, address in sorted(PAGES) if method == "POST" and PAGES[method, address].right != "405"]


@pytest.mark.parametrize("address", FORGED)
def test_form_of_another_site_is_refused_and_nothing_is_written(world, address):
    body, headers = sent(world, "POST", address)
    place, who = filled(world, address), next(iter(sorted(RIGHTS[PAGES["POST", address].right] & {"owner", "superuser"})), "")
    world.writes.taken()
    answer = world.ask("POST", place, who, body=body, trusted=False, **headers)
    assert (answer.status, world.writes.taken()) == (403 if not address.startswith("/api/") else 404, [])


OF_A_PROJECT = [address for address in ADDRESSES if address.startswith("/p/{project_id}/")]


@pytest.mark.parametrize("address", OF_A_PROJECT)
def test_project_of_others_answers_like_one_that_never_was(world, address):
    place = filled(world, address)
    absent = place.replace(world.names["project_id"], "z" * len(world.names["project_id"]))
    for method in ("GET", "POST"):
        body, headers = sent(world, method, address)
        for who in ("stranger", "superuser"):
            theirs, nobodys = (world.ask(method, each, who, body=body, **headers) for each in (place, absent))
            assert (theirs.status, sorted(theirs.headers)) == (nobodys.status, sorted(nobodys.headers))
            assert anonymous(theirs, place, world) == anonymous(nobodys, absent, world)


def anonymous(answer: Answer, place: str, world: World) -> str:
    """What an answer says, without what is new each time, and without the address that was asked for."""
    text = answer.content.decode().replace(place, "").replace(place.replace("&", "&amp;"), "")
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=|CSRFToken": )"?[\w-]+', "", text)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_let_in_is_answered_and_what_is_sent_changes_something(world, address):
    for method, who in let_in(address):
        row, (body, headers) = row_of(method, address), sent(world, method, address)
        world.writes.taken()
        answer = world.ask(method, filled(world, address), who, body=body, **headers)
        changed = world.changed()
        if who == "foreign_key":
            # It is let in to its own project, which has no such things in it.
            assert answer.status < 500
            assert world.cast.project.pk.encode() not in answer.content
            assert not any(place.startswith(world.cast.project.pk) for place in changed)
        else:
            assert answer.status in row.met, (method, who, answer.status, answer.content[-300:])
            assert bool(changed) or not row.changes, (method, who, answer.status, answer.headers)
        world.restore(changed)
        if address in ENDING and who in world.people:
            world.sign_in(who)


READ_BY_MACHINES = {"/api/v1/openapi.json", "/api/v1/docs", "/api/v1/docs/reference.css", "/api/manage/v1/openapi.json"}
"""What is the same for everybody may be kept by everybody."""


@pytest.mark.parametrize("address", sorted({address for method, address in PAGES | CALLS if method == "GET"} - READ_BY_MACHINES))
def test_no_browser_or_proxy_keeps_a_page_or_an_answer_with_somebodys_data(world, address):
    let_in = RIGHTS.get(row_of("GET", address).right, frozenset())
    for who in ("", *sorted(let_in & {"owner", "superuser", "read_key", "converse_key", "manage_key"})):
        answer = world.ask("GET", filled(world, address), who)
        told = {word.strip() for word in answer.headers.get("Cache-Control", "").split(",")}
        assert "no-store" in told or (address.startswith("/api/v1/") and {"private", "no-store"} & told), (who, told)
        if address in ENDING and who in world.people:
            world.sign_in(who)
    world.restore(world.changed())


def let_in(address: str) -> list[tuple[str, str]]:
    """Those who are let in, and for what changes something somebody, each in its sample.

    What is sent is right then, so that who is refused is not refused for it.
    """
    rows = {method: row_of(method, address) for method in METHODS}
    changing = [(method, max(RIGHTS[row.right])) for method, row in rows.items() if (method, address) in CHANGING]
    return list(dict.fromkeys([*chosen_at(address, refused=False), *changing]))
