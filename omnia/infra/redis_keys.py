"""Removing from Redis all that names something, wherever in it, on one server or on all of a Cluster."""

from omnia.infra.redis import client

AT_ONCE = 1000
"""Keys that Redis looks at in one step of its search."""


def is_configured() -> bool:
    """Whether there is a Redis at all; raises `redis.RedisError` if there is and it does not answer."""
    connection = client()
    if connection is None:
        return False
    connection.ping()
    return True


def delete_naming(text: str) -> int:
    """Delete every key that contains a text; returns how many there were.

    Raises:
        redis.RedisError: Redis does not answer; some keys may be left.
    """
    connection = client()
    if connection is None:
        return 0
    # One by one: on a Cluster they lie on different nodes.
    return sum(int(connection.unlink(key)) for key in connection.scan_iter(match=f"*{text}*", count=AT_ONCE))
