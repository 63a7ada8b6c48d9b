"""The project models as a Django app."""

from django.apps import AppConfig


class ProjectDataConfig(AppConfig):
    """Templates, flows, versions, releases and keys, in each project's database."""

    name = "tenants.project"
    label = "project"
    default_auto_field = "django_mongodb_backend.fields.ObjectIdAutoField"
