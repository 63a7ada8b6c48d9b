"""What concerns all projects, as a Django app: commands, and pages beside those of the catalogue."""

from django.apps import AppConfig


class FleetConfig(AppConfig):
    """It has no models: its rows are documents of the control database."""

    name = "fleet"
    label = "fleet"
    verbose_name = "All projects"
