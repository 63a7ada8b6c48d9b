"""Whether the servers that are configured answer, are of a version that will do, and are set up as the product needs them."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings
from pymongo.errors import ConfigurationError, OperationFailure, PyMongoError

from fleet.doctor.finding import Check, Finding
from omnia.infra.redis import client as redis_client
from omnia.infra.redis_address import parse
from omnia.mongo import addresses, clusters

OWN = {"default": "control", "factory": "factory"}
OLDEST_MONGODB, OLDEST_REDIS = (6, 0), (6, 2)
CLOCKS_APART = timedelta(seconds=2)
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
ALMIGHTY = frozenset({"root", "__system", "dbAdminAnyDatabase", "userAdminAnyDatabase"})
KEEPS_ALL = "noeviction"
PORTS = {"http": 80, "https": 443}
COLLECTOR_SECONDS = 2.0


def servers() -> dict[str, str]:
    """The addresses of all MongoDB servers, each with the names that it has here."""
    named = [(str(settings.DATABASES[alias]["HOST"]), name) for alias, name in OWN.items()]
    named += [(clusters.cluster_uri(key), f"cluster “{key}”") for key in clusters.known()]
    found: dict[str, list[str]] = {}
    for uri, name in named:
        found.setdefault(uri, []).append(name)
    return {uri: ", ".join(names) for uri, names in found.items()}


def _each(look: Callable[[str, str], Iterator[Finding]]) -> Callable[[], Iterator[Finding]]:
    """A check that looks at one server after the other; one that does not answer is the business of `addresses` alone."""

    def look_at_all() -> Iterator[Finding]:
        for uri, name in servers().items():
            try:
                yield from look(uri, name)
            except PyMongoError:
                continue

    return look_at_all


def reachable() -> Iterator[Finding]:
    """Servers that do not answer, or let this user not in."""
    for uri, name in servers().items():
        try:
            clusters.unguarded_client(uri).admin.command("ping")
        except (ConfigurationError, OperationFailure) as error:
            yield Finding(f"The server of {name} refuses this user or address: {_first(error)}. Correct its address.")
        except PyMongoError as error:
            yield Finding(f"The server of {name} does not answer: {_first(error)}. Start it, or correct its address.")


def _first(error: Exception) -> str:
    return str(error).partition(" (configured")[0].partition(", full error")[0].rstrip(" .")


def versions(uri: str, name: str) -> Iterator[Finding]:
    """A server that is too old, or alone."""
    client = clusters.unguarded_client(uri)
    version = tuple(client.server_info()["versionArray"][:2])
    if version < OLDEST_MONGODB:
        yield Finding(
            f"The server of {name} is MongoDB {_dotted(version)}; the product needs {_dotted(OLDEST_MONGODB)} or newer."
        )
    hello = client.admin.command("hello")
    if "setName" not in hello and hello.get("msg") != "isdbgrid":
        yield Finding(f"The server of {name} is no replica set: when it is lost, all is. Make it one (rs.initiate()).")


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def clocks(uri: str, name: str) -> Iterator[Finding]:
    """A server whose clock goes otherwise than this machine's."""
    before = datetime.now(UTC)
    told: Any = clusters.unguarded_client(uri).admin.command("hello").get("localTime")
    if told is None:
        return
    there = told.replace(tzinfo=UTC)
    if there < before - CLOCKS_APART or there > datetime.now(UTC) + CLOCKS_APART:
        apart = abs(there - before).total_seconds()
        yield Finding(f"The clock of the server of {name} is {apart:.0f} seconds off this machine's. Set both by NTP.")


def encryption() -> Iterator[Finding]:
    """Servers on other machines that are talked to in clear."""
    for uri, name in servers().items():
        options = addresses.options_of(uri)
        is_encrypted = options.get("tls") or options.get("ssl") or uri.startswith("mongodb+srv://")
        if not is_encrypted and not _is_here(uri):
            yield Finding(f"The server of {name} is on another machine and talked to in clear. Add tls=true to its address.")
    if settings.OMNIA_REDIS_URL:
        address = parse(settings.OMNIA_REDIS_URL)
        if not address.tls and {host for host, _port in address.hosts} - HERE:
            yield Finding("Redis is on another machine and talked to in clear. Use rediss:// in OMNIA_REDIS_URL.")


def _is_here(uri: str) -> bool:
    hosts = urlsplit(uri).netloc.rpartition("@")[2].split(",")
    return {urlsplit(f"//{host}").hostname for host in hosts} <= HERE


def users(uri: str, name: str) -> Iterator[Finding]:
    """Users that may do everything, and servers that ask for none."""
    told = clusters.unguarded_client(uri).admin.command("connectionStatus")["authInfo"]
    if not told["authenticatedUsers"]:
        if not _is_here(uri):
            yield Finding(f"The server of {name} lets everybody in. Switch its authorisation on, and see database_users.")
        return
    almighty = sorted({role["role"] for role in told["authenticatedUserRoles"]} & ALMIGHTY)
    if almighty:
        yield Finding(
            f"The user for {name} may do everything ({', '.join(almighty)}). Give each process its own: manage.py database_users."
        )


def redis_set_up() -> Iterator[Finding]:
    """A Redis that does not answer, is too old, throws things away, or forgets them with a restart."""
    if not settings.OMNIA_REDIS_URL:
        return
    try:
        client = redis_client()
        client.ping()
        version = str(client.info("server").get("redis_version", "0"))
    except redis.RedisError as error:
        yield Finding(f"Redis does not answer as it should: {_first(error)}. Look at OMNIA_REDIS_URL.")
        return
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_REDIS:
        yield Finding(f"Redis is of version {version}; the product needs {_dotted(OLDEST_REDIS)} or newer.")
    yield from _keeping(client)


def _keeping(client: Any) -> Iterator[Finding]:
    try:
        policy = client.info("memory").get("maxmemory_policy", KEEPS_ALL)
        persistence = client.info("persistence")
        saves = client.config_get("save").get("save", "")
    except redis.RedisError:
        # Who may not ask for the configuration cannot be told of it.
        return
    if policy != KEEPS_ALL:
        yield Finding(f"Redis throws keys away when it is full ({policy}): running conversations among them. Set {KEEPS_ALL}.")
    if not persistence.get("aof_enabled") and not saves:
        yield Finding("Redis keeps nothing on disk: a restart ends all running conversations. Set appendonly yes.")


def collector() -> Iterator[Finding]:
    """A collector of traces that nobody can connect to from here."""
    url = urlsplit(settings.OMNIA_OTEL_ENDPOINT)
    if not url.hostname:
        return
    try:
        with socket.create_connection((url.hostname, url.port or PORTS[url.scheme]), COLLECTOR_SECONDS):
            pass
    except OSError as error:
        yield Finding(
            f"The collector of traces cannot be reached: {_first(error)}. Start it, or correct OMNIA_OTEL_ENDPOINT; requests do "
            "not wait for it."
        )


CHECKS = (
    Check("addresses", "Every server that is configured answers.", reachable),
    Check("versions", "The servers are new enough, and replica sets.", _each(versions)),
    Check("clocks", "The servers' clocks go as this machine's.", _each(clocks)),
    Check("tls", "Servers on other machines are talked to under TLS.", encryption),
    Check("users", "No process's user may do everything.", _each(users)),
    Check("redis", "Redis keeps what it is given.", redis_set_up),
    Check("collector", "The collector of traces can be reached, if one is named.", collector),
)
