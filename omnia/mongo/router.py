"""Sends each model to its database, and refuses what would leave a project."""

from typing import Any

from django.db.models import Model

from omnia.mongo import aliases
from omnia.mongo.context import CrossTenantAccess, current, is_project_alias

PROJECT_APP = "project"
FACTORY_APP = "factory"


class ProjectRouter:
    """Project models go to the bound project, the catalogue to `factory`, everything else to `default`.

    It fails closed: a project model without a bound project raises `NoProjectBound`, never falls back to `default`.
    """

    def _alias(self, model: type[Model], hints: dict[str, Any]) -> str:
        label = model._meta.app_label
        if label == FACTORY_APP:
            return "factory"
        if label != PROJECT_APP:
            return "default"
        alias = aliases.register(current())
        instance = hints.get("instance")
        held = instance._state.db if isinstance(instance, Model) else None
        if is_project_alias(held) and held != alias:
            raise CrossTenantAccess("An object of one project was used while another project is bound.")
        return alias

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """The alias to read `model` from."""
        return self._alias(model, hints)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """The alias to write `model` to."""
        return self._alias(model, hints)

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:  # noqa: ARG002  # Django's signature
        """Only objects of the same database may refer to each other."""
        return first._state.db == second._state.db

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:  # noqa: ARG002
        """Django's migrations touch the control and factory databases only, each with its own apps."""
        if is_project_alias(db) or app_label == PROJECT_APP:
            return False
        return (db == "factory") == (app_label == FACTORY_APP)
