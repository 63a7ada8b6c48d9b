"""The studio as a Django app."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class StudioConfig(AppConfig):
    """The customers' web pages."""

    name = "tenants.studio"
    label = "studio"

    def ready(self) -> None:
        """Have sessions begin when people sign in."""
        from tenants.studio import session_limits  # models are there only now

        user_logged_in.connect(session_limits.begin_session, dispatch_uid="session_limits.begin")
