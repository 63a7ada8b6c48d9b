"""The runtime API as a Django app."""

from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    """No models: the runtime reads project databases directly."""

    name = "runtime_api"
