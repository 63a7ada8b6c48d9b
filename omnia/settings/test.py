"""The tests' settings: role `all`, quick password hashing; `tests/conftest.py` puts in the address of its own server."""

from omnia.settings.test_environment import prepare as _prepare

# How quick a busy machine is, is no matter of the tests: those of an operation that is given up set their own bound.
_prepare("all", OMNIA_MONGODB_URI="mongodb://127.0.0.1:1/?directConnection=true", OMNIA_MONGODB_OPERATION_MS="60000")

from omnia.settings.portal import *  # noqa: E402, F403  # reads the environment that was just prepared

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
