"""The tests' settings: role `all`, quick password hashing; `tests/conftest.py` puts in the address of its own server."""

from omnia.settings.test_environment import prepare as _prepare

_prepare("all", OMNIA_MONGODB_URI="mongodb://127.0.0.1:1/?directConnection=true")

from omnia.settings.portal import *  # noqa: E402, F403  # reads the environment that was just prepared

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
