"""The process's Redis client, or none: plain, TLS, Cluster or Sentinel, by the form of OMNIA_REDIS_URL."""

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode, RedisCluster
from redis.exceptions import RedisClusterException
from redis.retry import Retry
from redis.sentinel import Sentinel

from omnia.infra import background, redis_address
from omnia.infra.redis_address import RedisAddress
from omnia.infra.redis_connection import DirectConnection

TIMEOUT = 0.5
"""Seconds until a Redis call is given up: the product works without Redis, so it never waits long for it."""

WAIT = 2.0
"""Seconds that a thread waits for a free connection."""

PAUSE_SECONDS = 0.5
"""Seconds that Redis is left alone after it did not answer in time."""


class Pause:
    """For how long Redis is not to be asked, after it failed: each request would wait for it anew."""

    def __init__(self) -> None:
        self._until = 0.0

    def is_on(self) -> bool:
        """Whether Redis is to be left alone now."""
        return time.monotonic() < self._until

    def begin(self) -> None:
        """Leave Redis alone for a moment."""
        self._until = time.monotonic() + PAUSE_SECONDS

    def end(self) -> None:
        """Ask Redis again."""
        self._until = 0.0


PAUSE = Pause()
"""On while Redis hangs, whoever noticed it: then `command` refuses at once."""

_client: Any = None
_for_url = ""
_lock = threading.Lock()
_own = threading.local()


class Script:
    """A script that Redis runs by its digest: its text is sent only to a server that does not know it yet."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()  # what Redis names scripts by

    def run(self, keys: Sequence[str], *arguments: Any) -> Any:
        """Run it; raises like `command`."""
        try:
            return command("EVALSHA", self._digest, len(keys), *keys, *arguments)
        except redis.exceptions.NoScriptError:
            return command("EVAL", self.text, len(keys), *keys, *arguments)


def command(*parts: Any) -> Any:
    """The answer to one command, over a connection that this thread keeps, if Redis is one plain server.

    The client's way to a connection and back (pool, locks, measurements) costs more than the round trip. It stands in for all
    other forms of Redis, and when the kept connection was lost: then the command is sent again, as the client would.

    Raises:
        redis.RedisError: Redis does not answer, did not in time a moment ago, or answers with an error.
    """
    if PAUSE.is_on():
        raise redis.TimeoutError("Redis did not answer in time a moment ago.")
    try:
        return _ask(parts)
    except redis.TimeoutError:
        # A Redis that hangs would hold every thread as long as this one: for a moment all are told at once.
        PAUSE.begin()
        raise
    except RedisClusterException as error:
        raise redis.ConnectionError("The Redis Cluster does not answer.") from error


def _sent(parts: Sequence[Any]) -> Any:
    connected = client()
    if type(getattr(connected, "connection_pool", None)) is not redis.BlockingConnectionPool:
        return connected.execute_command(*parts)
    kept = _own_connection(connected)
    try:
        return kept.ask(parts)
    except redis.ResponseError:
        raise
    except redis.TimeoutError:
        # Whoever waited once is not made to wait again.
        raise
    except redis.ConnectionError:
        return connected.execute_command(*parts)


_ask: Callable[[Sequence[Any]], Any] = _sent


def watch(around: Callable[[Callable[[Sequence[Any]], Any]], Callable[[Sequence[Any]], Any]]) -> None:
    """Have `command` ask another way, made from its own, for as long as this process runs."""
    global _ask  # noqa: PLW0603
    _ask = around(_ask)


def _own_connection(connected: Any) -> "_Kept":
    kept: _Kept | None = getattr(_own, "kept", None)
    if kept is None or kept.client is not connected:
        kept = _own.kept = _Kept(connected)
    return kept


class _Kept:
    """A thread's own connection of a client; closed when the thread ends or turns to another client."""

    def __init__(self, connected: Any) -> None:
        self.client = connected
        pool = connected.connection_pool
        self._connection = pool.connection_class(**pool.connection_kwargs)
        # What is encrypted goes the library's way, which waits as Python's own sockets do.
        self._direct = DirectConnection(self._connection) if type(self._connection) is redis.Connection else None
        self.ask = self._direct.ask if self._direct is not None else self._ask_by_library

    def _ask_by_library(self, parts: Sequence[Any]) -> Any:
        connection = self._connection
        try:
            connection.send_packed_command(connection.pack_command(*parts), check_health=False)
            return connection.read_response()
        except redis.ResponseError:
            raise
        except BaseException:
            # An answer that was not read would be taken for the next command's.
            connection.disconnect()
            raise

    def __del__(self) -> None:
        # The library's object stands in a cycle: left to the collector, its socket would be found open.
        self._connection.disconnect()


def client() -> Any:
    """The shared client, or None when OMNIA_REDIS_URL is not set. Answers are bytes.

    Raises:
        redis.RedisError: a Cluster is asked for its nodes at first, and none of them answers.
    """
    global _client, _for_url  # one client a process
    url = settings.OMNIA_REDIS_URL
    if not url:
        return None
    if _client is None or _for_url != url:
        with _lock:
            if _client is None or _for_url != url:
                _client, _for_url = _connect(url), url
    return _client


def _connect(url: str) -> Any:
    """Open a client; `omnia.infra.redis_address` says what an address may look like."""
    address = redis_address.parse(url)
    if address.form == "cluster":
        return _connect_cluster(address)
    if address.form == "sentinel":
        return _connect_sentinel(address)
    [(host, port)] = address.hosts
    # A thread that finds all connections taken waits its turn instead of failing.
    pool = redis.BlockingConnectionPool(  # type: ignore[no-untyped-call]
        connection_class=redis.SSLConnection if address.tls else redis.Connection,
        host=host,
        port=port,
        db=address.database,
        **{"max_connections": settings.OMNIA_REDIS_CONNECTIONS, "timeout": WAIT, "health_check_interval": 30, **_shared(address)},
        **address.login,
    )
    return redis.Redis(connection_pool=pool)


def _shared(address: RedisAddress) -> dict[str, Any]:
    """Arguments of every connection, whatever the form; the address's own win."""
    return {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, **address.options}


def _connect_sentinel(address: RedisAddress) -> Any:
    shared = {"ssl": address.tls, "retry": _at_once(0), **_shared(address)}
    sentinel = Sentinel(list(address.hosts), sentinel_kwargs={**shared, **address.sentinel_login}, **shared, **address.login)  # type: ignore[no-untyped-call]
    return sentinel.master_for(address.master, db=address.database)  # type: ignore[no-untyped-call]


def _connect_cluster(address: RedisAddress) -> Any:
    nodes = [ClusterNode(host, port) for host, port in address.hosts]  # type: ignore[no-untyped-call]
    try:
        # A node that is away may have been replaced: the library asks the others for the nodes before its second attempt.
        return RedisCluster(startup_nodes=nodes, ssl=address.tls, retry=_at_once(1), **_shared(address), **address.login)
    except RedisClusterException as error:
        # The library's error here is no RedisError, which is what callers are prepared for.
        raise redis.ConnectionError("No node of the Redis Cluster answers.") from error


def _at_once(retries: int) -> Retry:
    """Further attempts without a pause: the library's own way waits for seconds, and holds the thread that answers a request."""
    return Retry(NoBackoff(), retries)


background.on_reset(PAUSE.end)


@background.after_fork
def _forget_client() -> None:
    global _client, _lock, _own
    _client, _lock, _own = None, threading.Lock(), threading.local()
