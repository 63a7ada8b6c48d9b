"""The environment of the tests: no variable of the person's shell reaches them but `OMNIA_TEST_…`.

A suite must never touch the databases that the shell happens to point at.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def prepare(role: str, **variables: str) -> None:
    """Replace all variables of the product by the tests' own; `variables` are those of this suite."""
    for name in [name for name in os.environ if name.startswith("OMNIA_") and not name.startswith("OMNIA_TEST_")]:
        del os.environ[name]
    # Each process of the tests counts for itself: another suite's counts are of databases that are not here.
    counts = tempfile.mkdtemp(prefix="omnia-tests-usage-")
    atexit.register(shutil.rmtree, counts, ignore_errors=True)
    os.environ.update(
        OMNIA_ROLE=role,
        OMNIA_SECRET_KEY="tests-only-" + "k" * 40,
        OMNIA_DATA_DIR=str(Path(tempfile.gettempdir()) / "omnia-tests"),
        OMNIA_DATABASE_PREFIX="omnia_test_" + os.environ.get("PYTEST_XDIST_WORKER", "main"),
        OMNIA_USAGE_FOLDER=counts,
        OMNIA_LOG_LEVEL="ERROR",
        # How quick a busy machine is, is no matter of the tests: those of an operation that is given up set their own bound.
        OMNIA_MONGODB_OPERATION_MS="60000",
        OMNIA_MONGODB_TIMEOUT_MS="20000",
        # The staff of the tests sign in with their password alone; those of the second factor require it.
        OMNIA_STAFF_SECOND_FACTOR="offered",
        # What is published is what most tests are about; those of the review ask for a second person.
        OMNIA_CATALOGUE_REVIEW="alone",
        # Tests count what is asked, and when; those of the feeds turn them on.
        OMNIA_FOLLOW_CHANGES="false",
        **variables,
    )
