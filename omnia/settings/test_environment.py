"""The environment of the tests: no variable of the person's shell reaches them but `OMNIA_TEST_…`.

A suite must never touch the databases that the shell happens to point at.
"""

import os
import tempfile
from pathlib import Path


def prepare(role: str, **variables: str) -> None:
    """Replace all variables of the product by the tests' own; `variables` are those of this suite."""
    for name in [name for name in os.environ if name.startswith("OMNIA_") and not name.startswith("OMNIA_TEST_")]:
        del os.environ[name]
    os.environ.update(
        OMNIA_ROLE=role,
        OMNIA_SECRET_KEY="tests-only-" + "k" * 40,
        OMNIA_DATA_DIR=str(Path(tempfile.gettempdir()) / "omnia-tests"),
        OMNIA_DATABASE_PREFIX="omnia_test_" + os.environ.get("PYTEST_XDIST_WORKER", "main"),
        OMNIA_LOG_LEVEL="ERROR",
        # Tests count what is asked, and when; those of the feeds turn them on.
        OMNIA_FOLLOW_CHANGES="false",
        **variables,
    )
