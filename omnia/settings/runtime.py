"""A runtime process: the JSON API alone. It knows no control and no factory database: no address, no app, no alias."""

from omnia.settings.base import *  # noqa: F403

DATABASES: dict[str, dict[str, object]] = {}
INSTALLED_APPS = ["tenants.project.apps.ProjectDataConfig", "runtime_api.apps.RuntimeConfig", "omnia.apps.OmniaConfig"]
MIDDLEWARE = ["omnia.infra.telemetry.RequestIdMiddleware"]
ROOT_URLCONF = "omnia.urls_runtime"
WSGI_APPLICATION = "omnia.wsgi.application"
TEMPLATES: list[dict[str, object]] = []
