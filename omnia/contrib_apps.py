"""Contributed apps with the primary key that MongoDB has; their migrations are ours (omnia/migrations)."""

from typing import Any

from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.contrib.auth.apps import AuthConfig
from django.contrib.contenttypes.apps import ContentTypesConfig
from django.contrib.sessions.apps import SessionsConfig
from django.core import checks
from guardian.apps import GuardianConfig

OBJECT_ID = "django_mongodb_backend.fields.ObjectIdAutoField"


def check_pages(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """Django's own check of what is registered, once it is."""
    from omnia import staff_pages  # the apps' models are there only now

    staff_pages.load()
    found: list[checks.CheckMessage] = check_admin_app(app_configs, **options)
    return found


class MongoAdminConfig(SimpleAdminConfig):
    """django.contrib.admin on MongoDB, without its pages, which are imported with their addresses: no command needs them."""

    default_auto_field = OBJECT_ID

    def ready(self) -> None:
        """Register the checks."""
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_pages, checks.Tags.admin)


class MongoAuthConfig(AuthConfig):
    """django.contrib.auth on MongoDB."""

    default_auto_field = OBJECT_ID


class MongoContentTypesConfig(ContentTypesConfig):
    """django.contrib.contenttypes on MongoDB."""

    default_auto_field = OBJECT_ID


class MongoSessionsConfig(SessionsConfig):
    """django.contrib.sessions on MongoDB."""

    default_auto_field = OBJECT_ID


class MongoGuardianConfig(GuardianConfig):
    """django-guardian on MongoDB."""

    default_auto_field = OBJECT_ID
