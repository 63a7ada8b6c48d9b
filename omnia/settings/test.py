"""The tests' settings: role `all`, quick password hashing, nothing written outside a folder of the tests' own.

No variable of the person's shell reaches the tests but `OMNIA_TEST_…`: a suite must never touch the databases that the shell
happens to point at. The database's address is put in by `tests/conftest.py` once its server runs.
"""

import os as _os
import tempfile as _tempfile

for _name in [name for name in _os.environ if name.startswith("OMNIA_") and not name.startswith("OMNIA_TEST_")]:
    del _os.environ[_name]
_os.environ.update(
    OMNIA_ROLE="all",
    OMNIA_SECRET_KEY="tests-only-" + "k" * 40,
    OMNIA_DATA_DIR=_os.path.join(_tempfile.gettempdir(), "omnia-tests"),  # noqa: PTH118  # a name, not a path that is opened
    OMNIA_MONGODB_URI="mongodb://127.0.0.1:1/?directConnection=true",
    OMNIA_DATABASE_PREFIX="omnia_test_" + _os.environ.get("PYTEST_XDIST_WORKER", "main"),
    OMNIA_LOG_LEVEL="ERROR",
)

from omnia.settings.portal import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
