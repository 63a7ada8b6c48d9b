"""Several documents of a project's database changed together, or not at all."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from pymongo.errors import BulkWriteError, DuplicateKeyError, OperationFailure, PyMongoError

from omnia.mongo import clusters
from omnia.mongo.context import CrossTenantAccess, ProjectRef, current_or_none

Result = TypeVar("Result")

MAX_ATTEMPTS = 5
"""Times that work is begun anew because somebody else wrote to the same documents."""

TRANSIENT = "TransientTransactionError"
UNSUPPORTED = frozenset({20, 263})
"""MongoDB's codes for a server that has no transactions: one that is no member of a replica set."""
CONFLICTS = frozenset((112, 11000))
"""Codes of a write that met another one: WriteConflict, and DuplicateKey of two that wrote the same document."""

Act = Callable[[], object]
_waiting: ContextVar[list[Act] | None] = ContextVar("omnia_after_commit", default=None)
"""What is done once the transaction that runs is committed; None where none runs."""


class TransactionsMissing(RuntimeError):  # noqa: N818
    """The project's database server has no transactions."""

    def __init__(self) -> None:
        super().__init__(
            "The database server of this project has no transactions, so that several documents cannot be changed together. "
            "Run it as a replica set; one member is enough."
        )


def together(project: ProjectRef, work: Callable[[], Result]) -> Result:
    """Do work whose operations on the project's cluster all take effect at once, or none of them.

    Args:
        project: whose database.
        work: what to do; it is done again if somebody else wrote to the same documents, so it must not act elsewhere.

    Raises:
        CrossTenantAccess: another project is bound.
        TransactionsMissing: the server cannot.
        Exception: what `work` raises; nothing was written then.
    """
    if current_or_none() not in (None, project):
        raise CrossTenantAccess("A transaction of one project was begun while another project is bound.")
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            return _once(project, work)
        except PyMongoError as error:
            if isinstance(error, OperationFailure) and error.code in UNSUPPORTED:
                raise TransactionsMissing from error
            again = error.has_error_label(TRANSIENT) or isinstance(error, DuplicateKeyError)
            if not again or attempt == MAX_ATTEMPTS:
                raise
    raise AssertionError  # the last attempt returns or raises


def is_conflict(error: PyMongoError) -> bool:
    """Whether an operation failed because it met another one, and may be tried again."""
    if isinstance(error, BulkWriteError):
        met = error.details["writeErrors"]
        return bool(met) and all(each["code"] in CONFLICTS for each in met)
    return isinstance(error, OperationFailure) and error.code in CONFLICTS


def is_running() -> bool:
    """Whether what this thread writes now belongs to a transaction, and may still be taken back."""
    return _waiting.get() is not None


def after_commit(act: Act) -> None:
    """Do something once what was written before it stands: now, or when the transaction that runs is committed."""
    waiting = _waiting.get()
    if waiting is None:
        act()
    else:
        waiting.append(act)


def _once(project: ProjectRef, work: Callable[[], Result]) -> Result:
    waiting: list[Act] = []
    token = _waiting.set(waiting)
    try:
        # Bound: every operation of this thread on this client belongs to the session, without each function handing it on.
        with (
            clusters.client(project.cluster).start_session() as session,
            session.bind(end_session=False),
            session.start_transaction(),
        ):
            result = work()
    finally:
        _waiting.reset(token)
    for act in waiting:
        act()
    return result
