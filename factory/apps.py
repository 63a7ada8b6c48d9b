"""The factory as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FactoryConfig(AppConfig):
    """The catalogue's models, in the factory database."""

    name = "factory"
    label = "factory"
    verbose_name = _("Catalogue")
    default_auto_field = "django_mongodb_backend.fields.ObjectIdAutoField"
