"""Django's settings: the role of the process picks the module.

A module named in full (`omnia.settings.test`) is taken as it is, so that it can set its own environment first.
"""

import os as _os

from omnia.settings.env import Environment as _Environment
from omnia.settings.env import environment as _environment

if _os.environ.get("DJANGO_SETTINGS_MODULE", __name__) == __name__:
    if _environment().OMNIA_ROLE == "runtime":
        from omnia.settings.runtime import *  # noqa: F403
    else:
        from omnia.settings.portal import *  # noqa: F403


def __getattr__(name: str) -> _Environment:
    """`omnia.settings.ENVIRONMENT`: the environment that this process was started with."""
    if name == "ENVIRONMENT":
        return _environment()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
