"""System checks of the product: what must hold before a process serves."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  # Django's own name

READABLE_BY_ALL = 0o004
CONTROL_APPS = ("tenants", "factory", "auth", "guardian")


@register(Tags.security)
def runtime_knows_no_control_plane(app_configs: Any, **_options: Any) -> list[CheckMessage]:  # noqa: ARG001  # Django's
    """E001: a runtime process must have no control or factory database, and none of their apps."""
    if settings.OMNIA_ROLE != "runtime":
        return []
    from django.apps import apps

    present = [
        label for label in CONTROL_APPS if apps.is_installed(label) or label in {app.label for app in apps.get_app_configs()}
    ]
    named = [
        alias for alias, entry in settings.DATABASES.items() if entry.get("ENGINE") not in (None, "django.db.backends.dummy")
    ]
    if present or named:
        words = ", ".join([*present, *named])
        return [Error(f"A runtime process knows of the control plane: {words}.", id="omnia.E001")]
    return []


@register()
def project_collections_are_bounded(app_configs: Any, **_options: Any) -> list[CheckMessage]:  # noqa: ARG001  # Django's
    """E002: a project may have 12 collections and 30 indexes, because the storage engine pays for each file."""
    from omnia.mongo.indexes import MAX_COLLECTIONS, MAX_INDEXES
    from tenants.project.collections import COLLECTIONS

    indexes = sum(len(models) + 1 for models in COLLECTIONS.values())
    if len(COLLECTIONS) > MAX_COLLECTIONS or indexes > MAX_INDEXES:
        return [Error(f"{len(COLLECTIONS)} collections with {indexes} indexes are declared for a project.", id="omnia.E002")]
    return []


@register(Tags.security)
def secret_files_are_private(app_configs: Any, **_options: Any) -> list[CheckMessage]:  # noqa: ARG001  # Django's
    """W001: a file that holds a secret may be read by everybody on the machine."""
    from omnia.settings.env import SECRET_FIELDS

    named = [(f"{name}_FILE", os.environ.get(f"{name}_FILE")) for name in SECRET_FIELDS]
    return [
        Warning(f"Everybody on this machine may read {path}, which {name} names.", hint=f"chmod 600 {path}", id="omnia.W001")
        for name, path in named
        if path and Path(path).is_file() and Path(path).stat().st_mode & READABLE_BY_ALL
    ]
