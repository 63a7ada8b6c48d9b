"""Several documents of a project's database changed together, or not at all."""

from collections.abc import Callable
from typing import TypeVar

from pymongo.errors import DuplicateKeyError, OperationFailure, PyMongoError

from omnia.mongo import clusters
from omnia.mongo.context import ProjectRef

Result = TypeVar("Result")

MAX_ATTEMPTS = 5
"""Times that work is begun anew because somebody else wrote to the same documents."""

TRANSIENT = "TransientTransactionError"
UNSUPPORTED = frozenset({20, 263})
"""MongoDB's codes for a server that has no transactions: one that is no member of a replica set."""


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
        TransactionsMissing: the server cannot.
        Exception: what `work` raises; nothing was written then.
    """
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


def _once(project: ProjectRef, work: Callable[[], Result]) -> Result:
    # Bound: every operation of this thread on this client belongs to the session, without each function handing it on.
    with (
        clusters.client(project.cluster).start_session() as session,
        session.bind(end_session=False),
        session.start_transaction(),
    ):
        return work()
