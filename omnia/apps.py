"""The composition root as a Django app: system checks and the commands that belong to no one app."""

from django.apps import AppConfig


class OmniaConfig(AppConfig):
    """Registers the system checks."""

    name = "omnia"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from omnia import checks  # noqa: F401
