"""The control models as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ControlConfig(AppConfig):
    """Users, projects and memberships, in the control database."""

    name = "tenants.control"
    label = "tenants"
    verbose_name = gettext_lazy("Tenants")
    default_auto_field = "django_mongodb_backend.fields.ObjectIdAutoField"
