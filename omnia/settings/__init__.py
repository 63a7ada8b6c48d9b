"""Django's settings: the role of the process picks the module."""

from omnia.settings import env as _env

ENVIRONMENT = _env.load()

if ENVIRONMENT.OMNIA_ROLE == "runtime":
    from omnia.settings.runtime import *  # noqa: F403
else:
    from omnia.settings.portal import *  # noqa: F403
