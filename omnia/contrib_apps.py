"""Contributed apps with the primary key that MongoDB has; their migrations are ours (omnia/migrations)."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.apps import AuthConfig
from django.contrib.contenttypes.apps import ContentTypesConfig
from django.contrib.sessions.apps import SessionsConfig
from guardian.apps import GuardianConfig

OBJECT_ID = "django_mongodb_backend.fields.ObjectIdAutoField"


class MongoAdminConfig(AdminConfig):
    """django.contrib.admin on MongoDB."""

    default_auto_field = OBJECT_ID


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
