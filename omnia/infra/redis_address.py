"""What OMNIA_REDIS_URL says: one server, a Cluster or a Sentinel; with user, password and TLS in each of the forms."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote

Form = Literal["server", "cluster", "sentinel"]

FORMS: dict[str, tuple[Form, bool]] = {
    "redis": ("server", False),
    "rediss": ("server", True),
    "redis+cluster": ("cluster", False),
    "rediss+cluster": ("cluster", True),
    "redis+sentinel": ("sentinel", False),
    "rediss+sentinel": ("sentinel", True),
}
"""Scheme to form, and whether everything is said over TLS."""

PORTS: dict[Form, int] = {"server": 6379, "cluster": 6379, "sentinel": 26379}
EXAMPLE = "redis://user:password@cache.example:6379/0"

_ADDRESS = re.compile(r"(?P<scheme>[a-z+]+)://(?P<authority>[^/?#\s]*)(?P<path>/[^?#\s]*)?(?:\?(?P<query>[^#\s]*))?")
_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.%]+)\]|(?P<name>[^:\[\]]+))(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """An address that was understood."""

    form: Form
    hosts: tuple[tuple[str, int], ...]
    tls: bool
    database: int
    master: str
    """Name under which the Sentinels know the servers; empty in the other forms."""
    login: dict[str, Any]
    """`username` and `password` at the servers, as far as given."""
    sentinel_login: dict[str, Any]
    """The same at the Sentinels."""
    options: dict[str, Any]
    """What the address says beyond that, as arguments of the library's connections."""


def parse(address: str) -> RedisAddress:
    """Read an address. User, password and master name are percent-decoded.

    Raises:
        ValueError: it cannot be meant; the sentence says what is wrong and never repeats a password.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None or found["scheme"] not in FORMS:
        raise ValueError(f"write it as {EXAMPLE}, with one of {', '.join(f'{name}://' for name in FORMS)}; %-encode the password")
    form, tls = FORMS[found["scheme"]]
    login_text, _at, hosts = found["authority"].rpartition("@")
    options = _options(found["query"] or "", form, tls=tls)
    master, database = _path(found["path"] or "", form, options.pop("db", None))
    login = _login(*login_text.partition(":")[::2])
    at_sentinels = {name: options.pop(f"sentinel_{name}") for name in ("username", "password") if f"sentinel_{name}" in options}
    return RedisAddress(
        form=form,
        hosts=_hosts(hosts, form),
        tls=tls,
        database=database,
        master=master,
        login=login,
        sentinel_login={name: value for name, value in at_sentinels.items() if value} if at_sentinels else login,
        options=options,
    )


def _login(username: str, password: str) -> dict[str, Any]:
    given = {"username": unquote(username), "password": unquote(password)}
    return {name: value for name, value in given.items() if value}


def _hosts(text: str, form: Form) -> tuple[tuple[str, int], ...]:
    found = []
    for entry in text.split(","):
        match = _HOST.fullmatch(entry)
        port = int(match["port"] or PORTS[form]) if match else 0
        if match is None or not 0 < port <= 65535:
            raise ValueError(f"“{entry}” is not host:port" if entry else f"it names no server; write it as {EXAMPLE}")
        found.append((match["six"] or unquote(match["name"]), port))
    if form == "server" and len(found) > 1:
        raise ValueError("one server has one host; for several write redis+cluster:// or redis+sentinel://")
    return tuple(found)


def _path(path: str, form: Form, chosen: int | None) -> tuple[str, int]:
    """The master's name and the database's number that a path and `?db=` give."""
    parts = [unquote(part) for part in path.split("/") if part]
    master = (parts.pop(0) if parts else "mymaster") if form == "sentinel" else ""
    if len(parts) > 1 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"“{path}” is not the number of a database")
    if parts and chosen is not None and int(parts[0]) != chosen:
        raise ValueError(f"it names two databases, {parts[0]} and {chosen}")
    database = int(parts[0]) if parts else chosen or 0
    if form == "cluster" and database:
        raise ValueError("a Redis Cluster has the database 0 only")
    return master, database


def _options(query: str, form: Form, *, tls: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in OPTIONS:
            raise ValueError(f"there is no option “{name}”; there are {', '.join(OPTIONS)}")
        if name.startswith("ssl_") and not tls:
            raise ValueError(f"{name} is for TLS; begin the address with rediss")
        if name.startswith("sentinel_") and form != "sentinel":
            raise ValueError(f"{name} is for the Sentinel form")
        try:
            found[name] = OPTIONS[name](value)
        except ValueError as error:
            raise ValueError(f"{name} is {error if str(error).startswith('not ') else 'not a number'}") from error
    return found


def _whole(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError("not a number from 0 on")
    return number


def _seconds(value: str) -> float:
    number = float(value)
    if not 0 < number <= 60:
        raise ValueError("not a number of seconds up to 60")
    return number


def _yes_or_no(value: str) -> bool:
    if value.lower() not in {"true", "false", "yes", "no", "1", "0"}:
        raise ValueError("not true or false")
    return value.lower() in {"true", "yes", "1"}


def _certainty(value: str) -> str:
    if value not in {"none", "optional", "required"}:
        raise ValueError("not none, optional or required")
    return value


def _readable(value: str) -> str:
    if not Path(value).exists():
        raise ValueError(f"not there: {value}")
    return value


OPTIONS: dict[str, Callable[[str], Any]] = {
    "db": _whole,
    "client_name": str,
    "max_connections": _whole,
    "timeout": _seconds,
    "socket_timeout": _seconds,
    "socket_connect_timeout": _seconds,
    "socket_keepalive": _yes_or_no,
    "health_check_interval": _whole,
    "ssl_ca_certs": _readable,
    "ssl_ca_path": _readable,
    "ssl_certfile": _readable,
    "ssl_keyfile": _readable,
    "ssl_password": str,
    "ssl_cert_reqs": _certainty,
    "ssl_check_hostname": _yes_or_no,
    "sentinel_username": str,
    "sentinel_password": str,
}
"""What may follow a question mark, and how it is read. What an address says wins over the product's own values."""
