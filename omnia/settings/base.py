"""What both roles share."""

from pathlib import Path as _Path

from omnia.mongo.embedded_access import EMBEDDED as _EMBEDDED
from omnia.settings.env import environment as _environment
from omnia.settings.env import prepare_data_folder as _prepare_data_folder
from omnia.settings.env import secret_key as _secret_key

ENVIRONMENT = _environment()
BASE_DIR = _Path(__file__).resolve().parents[2]
OMNIA_ROLE = ENVIRONMENT.OMNIA_ROLE
DATA_DIR = ENVIRONMENT.OMNIA_DATA_DIR.resolve()
if not ENVIRONMENT.configured:
    _prepare_data_folder(DATA_DIR)


SECRET_KEY = ENVIRONMENT.OMNIA_SECRET_KEY or _secret_key(DATA_DIR)
"""The configured key, or one that is made once and kept in the data folder, readable by its owner alone."""
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
OMNIA_CLUSTERS = ENVIRONMENT.OMNIA_CLUSTERS or {
    # One process that is everything cannot disagree with itself on where projects are.
    "default": ENVIRONMENT.OMNIA_MONGODB_URI or _EMBEDDED
}
OMNIA_MONGODB_OPERATION_MS = ENVIRONMENT.OMNIA_MONGODB_OPERATION_MS
OMNIA_METRICS_TOKEN = ENVIRONMENT.OMNIA_METRICS_TOKEN
OMNIA_METRICS_ADDRESS = ENVIRONMENT.OMNIA_METRICS_ADDRESS
OMNIA_SESSION_FALLBACK = ENVIRONMENT.OMNIA_SESSION_FALLBACK
OMNIA_DRAIN_FILE = ENVIRONMENT.OMNIA_DRAIN_FILE
OMNIA_PROJECTS_PER_ACCOUNT = ENVIRONMENT.OMNIA_PROJECTS_PER_ACCOUNT
OMNIA_INVITATION_DAYS = ENVIRONMENT.OMNIA_INVITATION_DAYS
OMNIA_TRUSTED_PROXIES = ENVIRONMENT.OMNIA_TRUSTED_PROXIES
OMNIA_DISK_FOLDER = ENVIRONMENT.OMNIA_DISK_FOLDER
OMNIA_DISK_FREE_MB = ENVIRONMENT.OMNIA_DISK_FREE_MB
OMNIA_THREADS = ENVIRONMENT.OMNIA_THREADS
OMNIA_BODY_SECONDS = ENVIRONMENT.OMNIA_BODY_SECONDS
OMNIA_MAX_ALIASES = ENVIRONMENT.OMNIA_MAX_ALIASES
OMNIA_REDIS_URL = ENVIRONMENT.OMNIA_REDIS_URL
OMNIA_KEY_RING = ENVIRONMENT.OMNIA_KEY_RING
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
OMNIA_MANAGEMENT_MIDDLEWARE = [
    "omnia.infra.telemetry.RequestIdMiddleware",
    "runtime_api.middleware.AnswerMiddleware",
    "omnia.infra.problems.ProblemMiddleware",
    "management_api.middleware.ManagementGuardMiddleware",
]
"""The whole chain around the management API, where the portal is served."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"omnia": {"()": "omnia.infra.telemetry.formatter", "style": ENVIRONMENT.OMNIA_LOG_FORMAT}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "omnia"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.OMNIA_LOG_LEVEL},
    "loggers": {"pymongo": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
