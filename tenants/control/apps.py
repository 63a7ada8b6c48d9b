"""The control models as a Django app."""

from django.apps import AppConfig


class ControlConfig(AppConfig):
    """Users, projects and memberships, in the control database."""

    name = "tenants.control"
    label = "tenants"
    verbose_name = "Projects"
    default_auto_field = "django_mongodb_backend.fields.ObjectIdAutoField"
