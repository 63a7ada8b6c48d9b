"""Base of every model that lives in a project's database: pinned to its project."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import models

from omnia.mongo import aliases
from omnia.mongo.context import ALIAS_PREFIX, CrossTenantAccess, current

M = TypeVar("M", bound=models.Model)


def _check(alias: str | None) -> None:
    """Refuse when `alias` is not the bound project's database; raises `NoProjectBound` or `CrossTenantAccess`."""
    bound = current().alias
    if alias != bound:
        raise CrossTenantAccess("A queryset or object of one project was used while another project is bound.")


class ProjectQuerySet(models.QuerySet[M]):
    """A queryset that belongs to the project under which it was built, whenever it is evaluated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._db is None:
            self._db = aliases.register(current())
        elif not self._db.startswith(ALIAS_PREFIX):
            raise CrossTenantAccess("Project data lives in project databases only.")

    def _fetch_all(self) -> None:
        _check(self._db)
        super()._fetch_all()  # type: ignore[misc]

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[M]:
        """Iterate without a cache; the project is checked when iteration starts."""
        _check(self._db)
        return super().iterator(*args, **kwargs)

    def using(self, alias: str | None) -> "ProjectQuerySet[M]":
        """Another database is never right for project data."""
        _check(alias)
        return super().using(alias)


def _guarded(name: str) -> Any:
    original = getattr(models.QuerySet, name)

    def run(self: ProjectQuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        _check(self._db)
        return original(self, *args, **kwargs)

    run.__name__ = name
    run.__doc__ = original.__doc__
    return run


# Methods that reach the database without filling the queryset's cache.
for _name in ("count", "exists", "create", "bulk_create", "bulk_update", "update", "_update", "delete", "_raw_delete", "_insert",
              "aggregate", "explain", "contains", "get", "get_or_create", "update_or_create", "in_bulk", "raw_aggregate"):  # fmt: skip
    if hasattr(models.QuerySet, _name):
        setattr(ProjectQuerySet, _name, _guarded(_name))


class ProjectManager(models.Manager.from_queryset(ProjectQuerySet)):  # type: ignore[misc]
    """The default manager of project models; without a bound project it raises."""

    def get_queryset(self) -> "ProjectQuerySet[Any]":
        """A fresh queryset of the bound project."""
        return ProjectQuerySet(self.model, using=aliases.register(current()))


class ProjectModel(models.Model):
    """A document in a project's database. An instance belongs to the project that it was loaded from or first saved in."""

    objects = ProjectManager()

    class Meta:
        abstract = True
        # Related look-ups and refreshes use the base manager: it must be pinned too.
        base_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A new object belongs to the project under which it is made, not to the one under which it happens to be saved.
        if self._state.db is None:
            self._state.db = aliases.register(current())

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Any:
        """Load an instance; only the bound project's database may be its source."""
        _check(db)
        return super().from_db(db, field_names, values)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save in the object's own project, which must be the bound one."""
        _check(kwargs.get("using") or self._state.db)
        _check(self._state.db)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete from the object's own project, which must be the bound one."""
        _check(kwargs.get("using") or self._state.db)
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the object again from its own project, which must be the bound one."""
        _check(self._state.db)
        super().refresh_from_db(*args, **kwargs)
