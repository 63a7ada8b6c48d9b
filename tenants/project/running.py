"""Running conversations as the runtime keeps them: the names of their keys in Redis, and what each is sealed under."""

from datetime import date

from omnia.mongo.context import ProjectRef


def prefix(project: ProjectRef) -> str:
    """The beginning of each of a project's keys; the hash tag keeps them on one node of a Redis Cluster."""
    return f"omnia:{{{project.id}}}:"


def session_key(project: ProjectRef, session: str) -> str:
    """Where Redis has a conversation: a hash of its version and its sealed data."""
    return f"{prefix(project)}session:{session}"


def seen_key(project: ProjectRef, session: str) -> str:
    """What tells in Redis, a day longer, that there was a conversation."""
    return f"{prefix(project)}seen:{session}"


def owed_key(project: ProjectRef) -> str:
    """The sorted set of the conversations whose records are owed to the database."""
    return f"{prefix(project)}owed"


def usage_key(project: ProjectRef, day: date) -> str:
    """The hash of what conversations in Redis were counted for on a day."""
    return f"{prefix(project)}usage:{day.isoformat()}"


def claim_key(project: ProjectRef, name: str) -> str:
    """Where Redis has the answer of an idempotency key; in the database its id is `claim:` and the name."""
    return f"{prefix(project)}claim:{name}"


def sealed_session(session: str, version: int) -> str:
    """What a conversation's data are sealed under."""
    return f"session:{session}:{version}"


def sealed_claim(name: str) -> str:
    """What the answer of an idempotency key is sealed under."""
    return f"claim:{name}"
