"""The tests' settings: role `all`, quick password hashing, no files written outside the test's own folder."""

import os as _os
import tempfile as _tempfile

_os.environ.setdefault("OMNIA_SECRET_KEY", "tests-only-" + "k" * 40)
_os.environ.setdefault("OMNIA_DATA_DIR", _tempfile.gettempdir())
_os.environ.setdefault("OMNIA_MONGODB_URI", "mongodb://127.0.0.1:1/?directConnection=true")
_os.environ.setdefault("OMNIA_LOG_LEVEL", "ERROR")

from omnia.settings.portal import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
