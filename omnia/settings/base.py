"""What both roles share."""

import contextlib as _contextlib
import os as _os
import secrets as _secrets
from pathlib import Path as _Path

from omnia.settings.env import environment as _environment

ENVIRONMENT = _environment()
BASE_DIR = _Path(__file__).resolve().parents[2]
OMNIA_ROLE = ENVIRONMENT.OMNIA_ROLE
DATA_DIR = ENVIRONMENT.OMNIA_DATA_DIR.resolve()


def _secret_key() -> str:
    """The configured key, or one that is generated once and kept in the data folder, readable by its owner alone."""
    if ENVIRONMENT.OMNIA_SECRET_KEY:
        return ENVIRONMENT.OMNIA_SECRET_KEY
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        # Written aside and linked into place: of two processes that start at once, both read the whole of the first one's key.
        draft = path.with_name(f"secret_key.{_os.getpid()}")
        with _os.fdopen(_os.open(draft, _os.O_WRONLY | _os.O_CREAT | _os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(_secrets.token_urlsafe(48))
        with _contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
DEBUG = ENVIRONMENT.OMNIA_DEBUG
ALLOWED_HOSTS = ENVIRONMENT.OMNIA_ALLOWED_HOSTS
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("it", "Italiano")]
LOCALE_PATHS = [BASE_DIR / "locale"]
DEFAULT_AUTO_FIELD = "django_mongodb_backend.fields.ObjectIdAutoField"
DATABASE_ROUTERS = ["omnia.mongo.router.ProjectRouter"]
SILENCED_SYSTEM_CHECKS: list[str] = []

OMNIA_PORT = ENVIRONMENT.PORT
OMNIA_PUBLIC_URL = ENVIRONMENT.OMNIA_PUBLIC_URL
OMNIA_MONGODB_OPTIONS = {
    "maxPoolSize": ENVIRONMENT.OMNIA_MONGODB_POOL,
    "serverSelectionTimeoutMS": ENVIRONMENT.OMNIA_MONGODB_TIMEOUT_MS,
    "connectTimeoutMS": ENVIRONMENT.OMNIA_MONGODB_TIMEOUT_MS,
    "retryWrites": True,
    "tz_aware": False,
    "appname": f"omnia-{ENVIRONMENT.OMNIA_ROLE}",
}
OMNIA_CLUSTERS = ENVIRONMENT.OMNIA_CLUSTERS or (
    {"default": ENVIRONMENT.OMNIA_MONGODB_URI} if ENVIRONMENT.OMNIA_MONGODB_URI else {}
)
OMNIA_DRAIN_FILE = ENVIRONMENT.OMNIA_DRAIN_FILE
OMNIA_MAX_ALIASES = ENVIRONMENT.OMNIA_MAX_ALIASES
OMNIA_REDIS_URL = ENVIRONMENT.OMNIA_REDIS_URL
OMNIA_REDIS_CONNECTIONS = ENVIRONMENT.OMNIA_THREADS + 8
OMNIA_LIMIT_PER_KEY = ENVIRONMENT.OMNIA_LIMIT_PER_KEY
OMNIA_LIMIT_PER_PROJECT = ENVIRONMENT.OMNIA_LIMIT_PER_PROJECT
OMNIA_LIMIT_GLOBAL = ENVIRONMENT.OMNIA_LIMIT_GLOBAL
OMNIA_SESSION_TTL = ENVIRONMENT.OMNIA_SESSION_TTL
OMNIA_CONVERSATION_DAYS = ENVIRONMENT.OMNIA_CONVERSATION_DAYS
OMNIA_STALE_SECONDS = ENVIRONMENT.OMNIA_STALE_SECONDS
OMNIA_CACHE_BYTES = ENVIRONMENT.OMNIA_CACHE_BYTES
OMNIA_FOLLOW_CHANGES = ENVIRONMENT.OMNIA_FOLLOW_CHANGES
OMNIA_FAST_PATH = ENVIRONMENT.OMNIA_FAST_PATH
OMNIA_RUNTIME_MIDDLEWARE = [
    "omnia.infra.telemetry.RequestIdMiddleware",
    "runtime_api.middleware.AnswerMiddleware",
    "omnia.infra.problems.ProblemMiddleware",
    "runtime_api.middleware.BodyGuardMiddleware",
]
"""The whole chain around the JSON API, in every role; the portal's own is longer."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"omnia": {"()": "omnia.infra.telemetry.formatter", "style": ENVIRONMENT.OMNIA_LOG_FORMAT}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "omnia"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.OMNIA_LOG_LEVEL},
    "loggers": {"pymongo": {"level": "WARNING"}, "axes": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
