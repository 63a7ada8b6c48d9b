"""A runtime process: the JSON API alone. It knows no control and no factory database: no address, no app, no alias."""

from omnia.settings.base import *  # noqa: F403
from omnia.settings.base import OMNIA_RUNTIME_MIDDLEWARE

DATABASES: dict[str, dict[str, object]] = {}
INSTALLED_APPS = ["tenants.project.apps.ProjectDataConfig", "runtime_api.apps.RuntimeConfig", "omnia.apps.OmniaConfig"]
MIDDLEWARE = OMNIA_RUNTIME_MIDDLEWARE
ROOT_URLCONF = "omnia.urls_runtime"
WSGI_APPLICATION = "omnia.wsgi.application"
TEMPLATES: list[dict[str, object]] = []
