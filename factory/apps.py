"""The factory as a Django app."""

from django.apps import AppConfig


class FactoryConfig(AppConfig):
    """The catalogue's models, in the factory database."""

    name = "factory"
    label = "factory"
    default_auto_field = "django_mongodb_backend.fields.ObjectIdAutoField"
