"""Which entries of the staff admin's menu a person sees."""

from collections.abc import Callable

from django.apps import apps
from django.http import HttpRequest


def sees(model: str) -> Callable[[HttpRequest], bool]:
    """Whether the person of a request may open the list of a model, named as `app.model`: what the menu asks for its entries."""

    def asked(request: HttpRequest) -> bool:
        # The admin's registry exists once the apps are loaded; the settings name this function before.
        from django.contrib import admin

        return bool(admin.site.get_model_admin(apps.get_model(model)).has_module_permission(request))

    return asked
