"""What OMNIA_REDIS_URL may say."""

import pytest

from omnia.infra.redis_address import FORMS, parse


@pytest.mark.parametrize("scheme", FORMS)
def test_each_form_takes_user_password_and_several_or_one_host_in_percent_encoding(scheme):
    hosts = "one.example:7001,[::1]" if "+" in scheme else "one.example:7001"
    found = parse(f"{scheme}://ann%40shop:p%40ss%3A%2F%2523@{hosts}")
    assert found.login == {"username": "ann@shop", "password": "p@ss:/%23"}
    assert found.tls is scheme.startswith("rediss")
    assert found.hosts[0] == ("one.example", 7001)
    assert len(found.hosts) == (2 if "+" in scheme else 1)


def test_password_without_a_user_is_that_of_the_default_user():
    assert parse("redis://:secret@h").login == {"password": "secret"}


def test_ports_are_those_of_the_form_unless_said():
    assert [parse(f"{scheme}://[::1]").hosts for scheme in ("redis", "redis+sentinel")] == [(("::1", 6379),), (("::1", 26379),)]


def test_sentinels_have_the_servers_login_unless_they_have_their_own_or_none():
    own = parse("redis+sentinel://a:b@h/main/3?sentinel_username=c&sentinel_password=d%26")
    assert (own.master, own.database, own.sentinel_login) == ("main", 3, {"username": "c", "password": "d&"})
    assert parse("redis+sentinel://a:b@h/main").sentinel_login == {"username": "a", "password": "b"}
    assert parse("redis+sentinel://a:b@h/main?sentinel_password=").sentinel_login == {}
    assert "sentinel_password" not in own.options


def test_options_are_read_as_what_they_are():
    found = parse("rediss://h/2?socket_timeout=1.5&ssl_check_hostname=no&ssl_cert_reqs=none&max_connections=9")
    assert (found.database, found.options) == (
        2,
        {"socket_timeout": 1.5, "ssl_check_hostname": False, "ssl_cert_reqs": "none", "max_connections": 9},
    )


@pytest.mark.parametrize(
    "address",
    [
        "nonsense", "http://h", "redis://", "redis://user:secret@", "redis://h:port", "redis://h:99999", "redis://h:0", "redis://a,b",
        "redis://h/x", "redis://h/1/2", "redis://h/-1", "redis://h/1?db=2", "redis://h?db=one", "redis://h?socket_timeout=nan",
        "redis://h?socket_timeout=0", "redis://h?colour=red", "redis://h?ssl_cert_reqs=none", "rediss://h?ssl_cert_reqs=never",
        "rediss://h?ssl_ca_certs=/nowhere/ca.pem", "redis+cluster://h/1", "redis+cluster://", "redis://h?sentinel_password=x",
        "redis://user:se#cret@h", "redis://user:se/cret@h", "redis+sentinel://h/main/x", " redis://h",
    ],
)  # fmt: skip
def test_address_that_cannot_be_meant_is_refused_in_a_sentence_without_its_password(address):
    with pytest.raises(ValueError, match=r"\w") as refused:
        parse(address)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)
