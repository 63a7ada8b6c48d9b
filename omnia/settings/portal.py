"""A portal process (staff admin and studio), and the role `all`, which answers the runtime API as well."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from omnia.admin_menu import sees as _sees
from omnia.infra.django_cache import cache_settings as _cache_settings
from omnia.infra.email_addresses import email_settings as _email_settings
from omnia.mongo.aliases import database_settings as _database_settings
from omnia.mongo.embedded_access import EMBEDDED as _EMBEDDED
from omnia.settings.base import *  # noqa: F403
from omnia.settings.base import BASE_DIR, ENVIRONMENT, OMNIA_REDIS_URL, OMNIA_ROLE

# Never empty: the library would take that for localhost:27017, where another's database may listen.
_control = ENVIRONMENT.OMNIA_MONGODB_URI or _EMBEDDED
DATABASES = {
    "default": _database_settings(_control, f"{ENVIRONMENT.OMNIA_DATABASE_PREFIX}_control"),
    "factory": _database_settings(ENVIRONMENT.OMNIA_FACTORY_URI or _control, f"{ENVIRONMENT.OMNIA_DATABASE_PREFIX}_factory"),
}

INSTALLED_APPS = [
    "unfold",
    "omnia.contrib_apps.MongoAdminConfig",
    "omnia.contrib_apps.MongoAuthConfig",
    "omnia.contrib_apps.MongoContentTypesConfig",
    "omnia.contrib_apps.MongoSessionsConfig",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "omnia.contrib_apps.MongoGuardianConfig",
    "django_htmx",
    "csp",
    "omnia.apps.OmniaConfig",
    "factory.apps.FactoryConfig",
    "tenants.control.apps.ControlConfig",
    "tenants.project.apps.ProjectDataConfig",
    "tenants.studio.apps.StudioConfig",
    "fleet.apps.FleetConfig",
]
if OMNIA_ROLE == "all":
    INSTALLED_APPS.append("runtime_api.apps.RuntimeConfig")

MIGRATION_MODULES = {
    "admin": "omnia.migrations.admin",
    "auth": "omnia.migrations.auth",
    "contenttypes": "omnia.migrations.contenttypes",
    "sessions": "omnia.migrations.sessions",
    "guardian": "omnia.migrations.guardian",
    "project": None,
}

MIDDLEWARE = [
    "omnia.infra.telemetry.RequestIdMiddleware",
    "omnia.client_address.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "omnia.infra.headers.PermissionsPolicyMiddleware",
    "omnia.infra.headers.NotKeptMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "omnia.portal_outage.DatabaseOutageMiddleware",
    "omnia.portal_share.PortalShareMiddleware",
    "omnia.disk_guard.DiskGuardMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.studio.session_limits.SessionLimitsMiddleware",
    "omnia.second_factor_gate.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "omnia.admin_policy.AdminPolicyMiddleware",
]
OMNIA_AUTOSAVE_SECONDS = ENVIRONMENT.OMNIA_AUTOSAVE_SECONDS
OMNIA_PORTAL_AT_ONCE = max(1, ENVIRONMENT.OMNIA_THREADS - (2 if OMNIA_ROLE == "all" else 0))
"""Pages that a process makes at once: where it serves the runtime too, two threads are always left to conversations."""
OMNIA_ANONYMOUS_AT_ONCE = max(1, OMNIA_PORTAL_AT_ONCE // 3)
"""Of these, pages for whoever has not signed in: the others are always left to those who have."""

ROOT_URLCONF = "omnia.urls_portal"
WSGI_APPLICATION = "omnia.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tenants.studio.context.theme",
            ],
        },
    },
]

AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = [
    "tenants.control.sign_in.LimitedBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["omnia.infra.hashing.BoundedArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "tenants.control.password_words.OwnWordsValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
"""Seconds for which the link works with which a person sets a password anew."""
LOGIN_URL = "studio:sign-in"
LOGIN_REDIRECT_URL = "studio:projects"
LOGOUT_REDIRECT_URL = "studio:sign-in"
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = ENVIRONMENT.OMNIA_DEBUG

_secure = ENVIRONMENT.OMNIA_PUBLIC_URL.startswith("https://")
# What begins so a browser takes over TLS alone, for this host alone, from this host alone (RFC 6265bis).
SESSION_COOKIE_NAME = "__Host-sessionid" if _secure else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if _secure else "csrftoken"
SESSION_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 3600 * (12 + max(ENVIRONMENT.OMNIA_STAFF_SIGNED_IN_HOURS, ENVIRONMENT.OMNIA_CUSTOMER_SIGNED_IN_HOURS))
"""Longer than anybody stays signed in, so that who is signed out hears why, and finds what was kept for them."""
OMNIA_SEEN_COOKIE_NAME = "__Host-omnia_seen" if _secure else "omnia_seen"
"""Says, signed, when a session was last used."""
CSRF_COOKIE_SECURE = _secure
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.OMNIA_PUBLIC_URL] if ENVIRONMENT.OMNIA_PUBLIC_URL else []
SECURE_HSTS_SECONDS = 31536000 if _secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# The admin theme evaluates Alpine expressions and sets styles from scripts, so its pages need a policy of their own.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": ["'self'", "'unsafe-eval'"],
    "style-src": ["'self'", "'unsafe-inline'"],
}

# A template's sheet in the staff admin has an input for each of its texts in each language.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000

DEFAULT_FROM_EMAIL = ENVIRONMENT.OMNIA_EMAIL_FROM
globals().update(_email_settings(ENVIRONMENT.OMNIA_EMAIL_URL))

CACHES = _cache_settings(redis_configured=bool(OMNIA_REDIS_URL), prefix=f"{ENVIRONMENT.OMNIA_DATABASE_PREFIX}:portal")
SESSION_ENGINE = "omnia.sessions" if OMNIA_REDIS_URL else "django.contrib.sessions.backends.db"

UNFOLD = {
    "SITE_TITLE": "OMNIA factory",
    "SITE_HEADER": "OMNIA factory",
    "SITE_SUBHEADER": gettext_lazy("Catalogue of dialogue templates"),
    "SITE_URL": "/",
    "SITE_SYMBOL": "factory",
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("img/omnia.svg")}],
    "DASHBOARD_CALLBACK": "factory.admin.dashboard.dashboard",
    "STYLES": [
        lambda _request: static("css/admin.css"),
        lambda _request: static("css/sides.css"),
        lambda _request: static("css/fleet.css"),
    ],
    "SCRIPTS": [lambda _request: static("js/admin.js")],
    "BORDER_RADIUS": "6px",
    "COLORS": {
        "primary": {
            "50": "238 242 255", "100": "224 231 255", "200": "199 210 254", "300": "165 180 252", "400": "129 140 248",
            "500": "99 102 241", "600": "79 70 229", "700": "67 56 202", "800": "55 48 163", "900": "49 46 129",
            "950": "30 27 75",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            {
                "title": gettext_lazy("Catalogue"),
                "items": [
                    {
                        "title": gettext_lazy("Overview"),
                        "icon": "home",
                        "link": reverse_lazy("admin:index"),
                    },
                    {
                        "title": gettext_lazy("Templates"),
                        "icon": "article",
                        "link": reverse_lazy("admin:factory_template_changelist"),
                        "permission": _sees("factory.template"),
                    },
                    {
                        "title": gettext_lazy("Starter flows"),
                        "icon": "account_tree",
                        "link": reverse_lazy("admin:factory_flow_changelist"),
                        "permission": _sees("factory.flow"),
                    },
                    {
                        "title": gettext_lazy("Industries"),
                        "icon": "domain",
                        "link": reverse_lazy("admin:factory_industry_changelist"),
                        "permission": _sees("factory.industry"),
                    },
                    {
                        "title": gettext_lazy("Texts"),
                        "icon": "translate",
                        "link": reverse_lazy("admin:factory_texts"),
                        "permission": _sees("factory.template"),
                    },
                    {
                        "title": gettext_lazy("Import and export"),
                        "icon": "folder_zip",
                        "link": reverse_lazy("admin:factory_files"),
                        "permission": _sees("factory.template"),
                    },
                    {
                        "title": gettext_lazy("Suggestions"),
                        "icon": "inbox",
                        "link": reverse_lazy("admin:factory_suggestion_changelist"),
                        "permission": _sees("factory.suggestion"),
                        "badge": "fleet.admin.suggestions.waiting",
                    },
                ],
            },
            {
                "title": gettext_lazy("Platform"),
                "items": [
                    {
                        "title": gettext_lazy("Projects"),
                        "icon": "workspaces",
                        "link": reverse_lazy("admin:tenants_project_changelist"),
                        "permission": _sees("tenants.project"),
                    },
                    {
                        "title": gettext_lazy("Usage"),
                        "icon": "monitoring",
                        "link": reverse_lazy("admin-usage"),
                        "permission": _sees("tenants.project"),
                    },
                    {
                        "title": gettext_lazy("Accounts"),
                        "icon": "group",
                        "link": reverse_lazy("admin:tenants_user_changelist"),
                        "permission": _sees("tenants.user"),
                    },
                    {
                        "title": gettext_lazy("Clusters"),
                        "icon": "dns",
                        "link": reverse_lazy("admin:tenants_cluster_changelist"),
                        "permission": _sees("tenants.cluster"),
                    },
                    {
                        "title": gettext_lazy("Audit log"),
                        "icon": "history",
                        "link": reverse_lazy("admin-log-platform"),
                        "permission": "fleet.admin.logs.may_read_logs",
                    },
                ],
            },
        ],
    },
}  # fmt: skip
