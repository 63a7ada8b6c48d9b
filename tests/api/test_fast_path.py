"""The layer in front of Django: it says what Django says, byte for byte, and leaves to Django what it must."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from layers import answer_of, django_alone, with_layers
from published import BOOKING, DATE, NOW

from omnia.infra import background, metrics
from omnia.infra.invalidation import HUB, KEYS, Change
from omnia.mongo.clusters import database
from runtime_api import published
from tenants.project import collections

DOCUMENT = "/api/v1/templates/date"
READS = [
    DOCUMENT,
    f"{DOCUMENT}?locale=en",
    f"{DOCUMENT}?locale=it",
    "/api/v1/flows/booking",
    "/api/v1/flows/booking?locale=it",
    "/api/v1/release",
    "/api/v1/release?channel=live",
    "/api/v1/release?channel=canary",
    "/api/v1/release?channel=staging",
    f"{DOCUMENT}?channel=live",
    f"{DOCUMENT}?channel=canary&locale=it",
    f"{DOCUMENT}?channel=staging&locale=en",
    "/api/v1/flows/booking?channel=staging",
]
"""What the layer answers itself."""

REST = [
    f"{DOCUMENT}?locale=ru",
    f"{DOCUMENT}?locale=",
    f"{DOCUMENT}?locale=en&locale=it",
    f"{DOCUMENT}?locale={'a' * 40}",
    f"{DOCUMENT}?other=1",
    "/api/v1/templates/absent",
    "/api/v1/templates/date/more",
    "/api/v1/templates/Date",
    "/api/v1/templates/",
    "/api/v1/templates",
    "/api/v1/flows/absent",
    "/api/v1/templates?channel=staging",
    "/api/v1/release?channel=other",
    "/api/v1/release?channel=keys",
    "/api/v1/release?channel=",
    "/api/v1/release?channel=Live",
    f"/api/v1/release?channel={'a' * 32}",
    "/api/v1/release?channel=live&channel=canary",
    "/api/v1/release?locale=it",
    f"{DOCUMENT}?locale=it&channel=staging",
    f"{DOCUMENT}?channel=staging&locale={'a' * 36}",
    f"{DOCUMENT}?&locale=it",
    f"{DOCUMENT}?channel=other&locale=it",
    "/api/v1/openapi.json",
    "/livez",
    "/nowhere",
]
ENCODINGS = ["", "gzip", "br, gzip;q=0.5", "gzip;q=0", "*", "*;q=0", "identity", "gzip;q=nonsense", "GZIP, deflate"]


@dataclass
class Both:
    """The layer with Django behind it, and Django alone."""

    key: str

    def __post_init__(self) -> None:
        self.django, self.layer = django_alone(), with_layers()
        self.handed_on = self.layer.handed_on

    def close(self) -> None:
        self.django.close()
        self.layer.close()

    def ask(self, application: Any, address: str, method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
        """Status, headers and bytes, as if the request were the first of its second."""
        background.reset_process()
        body = headers.pop("body", "").encode()
        return answer_of(application, self.key, method, address, body, **headers)

    def same(self, address: str, method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
        """The answer that both give; the layer is asked twice, for it remembers."""
        wanted = self.ask(self.django, address, method, **headers)
        assert self.ask(self.layer, address, method, **headers) == wanted
        assert self.ask(self.layer, address, method, **headers) == wanted
        return wanted


@pytest.fixture
def both(published_project) -> Iterator[Both]:
    changed = {**DATE, "icon": "calendar"}
    published_project.publish([changed], [BOOKING], channel="staging")
    published_project.start_canary(published_project.publish([changed], [], channel="other"))
    made = Both(published_project.issue(channels=["staging", "empty"]))
    yield made
    made.close()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("address", READS)
def test_reads_are_answered_in_front_with_the_same_status_headers_and_bytes(both, address, encoding):
    status, headers, content = both.same(address, accept_encoding=encoding)
    assert (status, both.handed_on) == ("200 OK", [])
    held = headers["ETag"]
    for condition in (held, f"W/{held}", f'"other", {held}', "*"):
        assert both.same(address, accept_encoding=encoding, if_none_match=condition)[::2] == ("304 Not Modified", b"")
    for condition in ('"other"', "nonsense", ""):
        assert both.same(address, accept_encoding=encoding, if_none_match=condition)[::2] == (status, content)
    assert both.handed_on == []


@pytest.mark.parametrize("address", REST)
def test_everything_else_is_answered_by_django(both, address):
    both.same(address)
    assert both.handed_on == [address.partition("?")[0]] * 2


@pytest.mark.parametrize("method", ["HEAD", "POST", "DELETE", "OPTIONS", "BREW"])
def test_other_methods_are_answered_by_django(both, method):
    both.same(DOCUMENT, method)
    assert len(both.handed_on) == 2


@pytest.mark.parametrize("headers", [{"body": "{}"}, {"body": "{}", "transfer_encoding": "chunked"}])
def test_a_read_with_a_body_is_answered_by_django(both, headers):
    both.same(DOCUMENT, **headers)
    assert len(both.handed_on) == 2


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer nonsense", "Basic dXNlcg==", "Bearer omk_default_p12345_abcdefghijklmnopqrstuvwx"]
)
def test_a_key_that_is_not_good_is_refused_once_and_counted_once(both, authorization):
    def refused() -> float:
        return sum(
            sample.value
            for family in metrics.AUTH_REFUSED.collect()
            for sample in family.samples
            if sample.name.endswith("_total")
        )

    both.ask(both.layer, DOCUMENT)
    before = refused()
    answer = both.ask(both.layer, DOCUMENT, authorization=authorization)
    assert (answer[0], refused() - before) == ("401 Unauthorized", 1)
    assert both.ask(both.django, DOCUMENT, authorization=authorization) == answer


def test_a_key_without_the_scope_is_refused_by_django(published_project):
    both = Both(published_project.issue("converse"))
    assert both.same(DOCUMENT)[0] == "403 Forbidden"
    assert len(both.handed_on) == 2


def test_large_documents_are_compressed_under_a_tag_of_their_own(both, published_project):
    published_project.publish([{**DATE, "synonyms": {"en": [f"day {number}" for number in range(200)]}}], [])
    plain = both.same(DOCUMENT)
    packed = both.same(DOCUMENT, accept_encoding="gzip")
    assert packed[1]["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == plain[2]
    assert len(packed[2]) < len(plain[2])
    assert packed[1]["ETag"] == plain[1]["ETag"][:-1] + '-gzip"'
    assert packed[1]["Vary"] == plain[1]["Vary"] == "Authorization, Accept-Encoding"


def test_over_the_limit_is_refused_in_front_with_the_same_status_headers_and_bytes(both, settings, clock):
    clock.stop()
    settings.OMNIA_LIMIT_PER_KEY = 0.01
    assert both.same(DOCUMENT)[1]["RateLimit"] == '"key";r=0;t=100'

    def second(application: Any) -> tuple[str, dict[str, str], bytes]:
        assert both.ask(application, DOCUMENT)[0] == "200 OK"
        return answer_of(application, both.key, "GET", DOCUMENT, b"")

    wanted = second(both.django)
    handed_on = len(both.handed_on)
    assert second(both.layer) == wanted
    assert len(both.handed_on) == handed_on
    assert (wanted[0], wanted[1]["Retry-After"]) == ("429 Too Many Requests", "100")


def test_what_is_published_next_is_answered_next(both, published_project):
    before = both.same(DOCUMENT)
    document = {**published.body(published_project.ref, before[1]["ETag"].strip('"')), "icon": "event"}
    published_project.publish([document], [])
    after = both.same(DOCUMENT)
    assert after[1]["ETag"] != before[1]["ETag"]
    assert b'"icon":"event"' in after[2]
    assert both.same("/api/v1/flows/booking")[0] == "404 Not Found"


def test_a_key_that_was_revoked_is_refused_at_the_next_look(both, published_project):
    assert both.same(DOCUMENT)[0] == "200 OK"
    database(published_project.ref)[collections.API_KEYS].update_many({}, {"$set": {"revoked_at": NOW}})
    HUB.publish(KEYS, Change(published_project.ref.id))
    assert both.same(DOCUMENT)[0] == "401 Unauthorized"


def test_requests_are_counted_alike(both):
    def counted(route: str) -> float:
        return metrics.REQUESTS.labels(route, "GET", "200")._value.get()

    for address, route in ((DOCUMENT, "api/v1/templates/<key>"), ("/api/v1/release", "api/v1/release")):
        before = counted(route)
        both.ask(both.django, address)
        both.ask(both.layer, address)
        assert counted(route) - before == 2
