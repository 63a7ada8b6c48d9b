"""What both roles share."""

import os as _os
from pathlib import Path as _Path

from omnia.infra.vault_transit import VaultPlace as _VaultPlace
from omnia.mongo import no_maps as _no_maps
from omnia.mongo.embedded_access import EMBEDDED as _EMBEDDED
from omnia.settings.env import environment as _environment
from omnia.settings.env import prepare_data_folder as _prepare_data_folder
from omnia.settings.env import secret_keys as _secret_keys

ENVIRONMENT = _environment()
BASE_DIR = _Path(__file__).resolve().parents[2]
OMNIA_ROLE = ENVIRONMENT.OMNIA_ROLE
_no_maps.skip_search()
DATA_DIR = ENVIRONMENT.OMNIA_DATA_DIR.resolve()
if not ENVIRONMENT.configured:
    _prepare_data_folder(DATA_DIR)


def _is_writable(folder: _Path) -> bool:
    return folder.is_dir() and _os.access(folder, _os.W_OK | _os.X_OK)


SECRET_KEY, *_earlier_keys = [ENVIRONMENT.OMNIA_SECRET_KEY] if ENVIRONMENT.OMNIA_SECRET_KEY else _secret_keys(DATA_DIR)
"""The configured key, or one that is made once and kept in the data folder, readable by its owner alone."""
SECRET_KEY_FALLBACKS = [each for each in [*ENVIRONMENT.OMNIA_SECRET_KEY_FALLBACKS, *_earlier_keys] if each != SECRET_KEY]
"""Other keys that are accepted while the key is being replaced."""
DEBUG = ENVIRONMENT.OMNIA_DEBUG
ALLOWED_HOSTS = ENVIRONMENT.OMNIA_ALLOWED_HOSTS
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("it", "Italiano")]
FORMAT_MODULE_PATH = ["omnia.formats"]
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
OMNIA_OTEL_ENDPOINT = ENVIRONMENT.OMNIA_OTEL_ENDPOINT
OMNIA_OTEL_SHARE = ENVIRONMENT.OMNIA_OTEL_SHARE
OMNIA_SESSION_FALLBACK = ENVIRONMENT.OMNIA_SESSION_FALLBACK
OMNIA_DRAIN_FILE = ENVIRONMENT.OMNIA_DRAIN_FILE
OMNIA_PROJECTS_PER_ACCOUNT = ENVIRONMENT.OMNIA_PROJECTS_PER_ACCOUNT
OMNIA_INVITATION_DAYS = ENVIRONMENT.OMNIA_INVITATION_DAYS
OMNIA_STAFF_SECOND_FACTOR = ENVIRONMENT.staff_second_factor
OMNIA_CATALOGUE_REVIEW = ENVIRONMENT.catalogue_review
OMNIA_STAFF_IDLE_MINUTES = ENVIRONMENT.OMNIA_STAFF_IDLE_MINUTES
OMNIA_STAFF_SIGNED_IN_HOURS = ENVIRONMENT.OMNIA_STAFF_SIGNED_IN_HOURS
OMNIA_CUSTOMER_IDLE_MINUTES = ENVIRONMENT.OMNIA_CUSTOMER_IDLE_MINUTES
OMNIA_CUSTOMER_SIGNED_IN_HOURS = ENVIRONMENT.OMNIA_CUSTOMER_SIGNED_IN_HOURS
OMNIA_ERASURE_GRACE_DAYS = ENVIRONMENT.OMNIA_ERASURE_GRACE_DAYS
OMNIA_TRUSTED_PROXIES = ENVIRONMENT.OMNIA_TRUSTED_PROXIES
OMNIA_DISK_FOLDER = ENVIRONMENT.OMNIA_DISK_FOLDER
OMNIA_DISK_FREE_MB = ENVIRONMENT.OMNIA_DISK_FREE_MB
OMNIA_USAGE_FOLDER = ENVIRONMENT.OMNIA_USAGE_FOLDER or (str(DATA_DIR / "usage") if _is_writable(DATA_DIR) else "")
"""Where processes keep what they counted; the data folder is there after a restart, one of the system's perhaps not."""
OMNIA_THREADS = ENVIRONMENT.OMNIA_THREADS
OMNIA_BODY_SECONDS = ENVIRONMENT.OMNIA_BODY_SECONDS
OMNIA_MAX_ALIASES = ENVIRONMENT.OMNIA_MAX_ALIASES
OMNIA_REDIS_URL = ENVIRONMENT.OMNIA_REDIS_URL
OMNIA_KEY_RING = ENVIRONMENT.OMNIA_KEY_RING
OMNIA_VAULT = (
    _VaultPlace(
        ENVIRONMENT.OMNIA_VAULT_URL,
        _Path(ENVIRONMENT.OMNIA_VAULT_TOKEN_FILE),
        ENVIRONMENT.OMNIA_VAULT_MOUNT,
        ENVIRONMENT.OMNIA_VAULT_KEY,
        _Path(ENVIRONMENT.OMNIA_VAULT_CA_FILE) if ENVIRONMENT.OMNIA_VAULT_CA_FILE else None,
        ENVIRONMENT.OMNIA_VAULT_SECONDS,
    )
    if ENVIRONMENT.OMNIA_VAULT_URL
    else None
)
"""Where the key ring is, if a Vault has it."""
OMNIA_VAULT_WRAPS = ENVIRONMENT.OMNIA_VAULT_WRAPS
OMNIA_BUNDLE_KEYS = ENVIRONMENT.OMNIA_BUNDLE_KEYS
OMNIA_AUDIT_KEYS = ENVIRONMENT.OMNIA_AUDIT_KEYS
OMNIA_AUDIT_CHECKPOINTS = ENVIRONMENT.OMNIA_AUDIT_CHECKPOINTS or (
    "" if ENVIRONMENT.configured else str(DATA_DIR / "audit_checkpoints.jsonl")
)
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
