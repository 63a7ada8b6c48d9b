"""The studio as a Django app."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """The customers' web pages."""

    name = "tenants.studio"
    label = "studio"
