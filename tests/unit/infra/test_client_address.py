"""Who calls is the right-most hop that no trusted proxy is."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from omnia.client_address import ClientAddressMiddleware
from omnia.infra.client_address import neighbourhood, parse_networks, resolve_client

PROXIES = parse_networks(["10.0.0.0/24", "192.168.7.7", "fd00::/8"])
CASES = {
    "no header": ("203.0.113.5", "", "203.0.113.5"),
    "stranger names somebody else": ("203.0.113.5", "198.51.100.1", "203.0.113.5"),
    "proxy names the client": ("10.0.0.9", "198.51.100.1", "198.51.100.1"),
    "client made up hops to the left": ("10.0.0.9", "1.1.1.1, 2.2.2.2, 198.51.100.1", "198.51.100.1"),
    "two proxies in a row": ("10.0.0.9", "1.1.1.1,198.51.100.1, 192.168.7.7", "198.51.100.1"),
    "client made up the proxy's address": ("203.0.113.5", "10.0.0.9", "203.0.113.5"),
    "all hops are proxies": ("10.0.0.9", "10.0.0.1, 10.0.0.2", "10.0.0.1"),
    "hop that is no address": ("10.0.0.9", "198.51.100.1, unknown", "10.0.0.9"),
    "hop with a port": ("10.0.0.9", "198.51.100.1:4711", "198.51.100.1"),
    "IPv6 with brackets and port": ("fd00::1", "[2001:db8::5]:4711", "2001:db8::5"),
    "IPv4 in IPv6": ("::ffff:10.0.0.9", "::ffff:198.51.100.1", "198.51.100.1"),
    "no peer": ("", "198.51.100.1", "unknown"),
}


@pytest.mark.parametrize("case", CASES)
def test_client_is_resolved(case):
    peer, header, client = CASES[case]
    assert resolve_client(peer, header, PROXIES) == client


def test_nobody_is_believed_when_no_proxy_is_named():
    assert resolve_client("127.0.0.1", "198.51.100.1", []) == "127.0.0.1"


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.300", "10.0.0.1/24", "0.0.0.0/0", "::/0", "10.0.0.1-5"])
def test_nonsense_is_refused_by_name(text):
    with pytest.raises(ValueError, match="“"):
        parse_networks(["10.0.0.1", text])


def test_subscriber_of_ipv6_is_its_network():
    assert neighbourhood("2001:db8::5") == neighbourhood("2001:db8::ffff:1") != neighbourhood("2001:db8:0:1::5")
    assert neighbourhood("198.51.100.1") != neighbourhood("198.51.100.2")


def test_what_a_stranger_claims_to_have_forwarded_is_dropped(settings):
    settings.OMNIA_TRUSTED_PROXIES = PROXIES
    seen = {}

    def view(request):
        seen.update(request.META)
        return HttpResponse()

    headers = {"HTTP_X_FORWARDED_FOR": "198.51.100.1", "HTTP_X_FORWARDED_PROTO": "https", "REMOTE_ADDR": "203.0.113.5"}
    ClientAddressMiddleware(view)(RequestFactory().get("/", **headers))
    assert seen["REMOTE_ADDR"] == "203.0.113.5"
    assert "HTTP_X_FORWARDED_PROTO" not in seen
    ClientAddressMiddleware(view)(RequestFactory().get("/", **{**headers, "REMOTE_ADDR": "10.0.0.9"}))
    assert seen["REMOTE_ADDR"] == "198.51.100.1"
    assert seen["HTTP_X_FORWARDED_PROTO"] == "https"
