"""Base of every model that lives in a project's database: pinned to its project."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import wraps
from typing import Any, TypeVar

from django.db import models
from django_mongodb_backend.queryset import MongoQuerySet

from omnia.mongo import aliases
from omnia.mongo.context import CrossTenantAccess, current, is_project_alias, require_bound

M = TypeVar("M", bound=models.Model)


def _check(alias: str | None) -> None:
    """Refuse when `alias` is not the bound project's database; raises `NoProjectBound` or `CrossTenantAccess`.

    The alias is registered again: it may have been forgotten since the queryset was built, when many projects are in use.
    """
    aliases.register(require_bound(alias))


def _alias_of(thing: Any) -> str | None:
    """The project alias that an object or queryset is pinned to, or None for anything else."""
    if isinstance(thing, models.Model):
        thing = thing._state
        alias = thing.db
    else:
        alias = getattr(thing, "_db", None)
    return alias if is_project_alias(alias) else None


def _check_all(things: Iterable[Any]) -> None:
    for thing in things:
        if (alias := _alias_of(thing)) is not None:
            _check(alias)


class ProjectQuerySet(MongoQuerySet, models.QuerySet[M]):  # type: ignore[misc]  # the backend ships no types
    """A queryset that belongs to the project under which it was built, whenever it is evaluated."""

    _db: str | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._db is None:
            self._db = aliases.register(current())
        elif not is_project_alias(self._db):
            raise CrossTenantAccess("Project data lives in project databases only.")

    def _fetch_all(self) -> None:
        _check(self._db)
        super()._fetch_all()

    def __getitem__(self, key: Any) -> Any:
        _check(self._db)
        return super().__getitem__(key)

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[M]:
        """Iterate without a cache; the project is checked at the start and again at each row."""
        _check(self._db)
        return self._checked(super().iterator(*args, **kwargs))

    def _checked(self, rows: Iterator[M]) -> Iterator[M]:
        for row in rows:
            require_bound(self._db)
            yield row

    def using(self, alias: str | None) -> "ProjectQuerySet[M]":
        """Another database is never right for project data."""
        _check(alias)
        return super().using(alias)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Insert objects, all of which must belong to the bound project."""
        held = list(objs)
        _check(self._db)
        _check_all(held)
        return super().bulk_create(held, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        """Update objects, all of which must belong to the bound project."""
        held = tuple(objs)
        _check(self._db)
        _check_all(held)
        return super().bulk_update(held, *args, **kwargs)

    def raw_aggregate(self, pipeline: list[dict[str, Any]], using: str | None = None) -> Any:
        """Run an aggregation pipeline on the bound project's database."""
        _check(using or self._db)
        return super().raw_aggregate(pipeline, using=using or self._db)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Become a subquery; only of the project that is bound."""
        _check(self._db)
        return super().resolve_expression(*args, **kwargs)


def _guarded(original: Callable[..., Any]) -> Callable[..., Any]:
    """A queryset method that first refuses another project's querysets and objects, among its arguments too."""

    @wraps(original)
    def run(self: ProjectQuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        _check(self._db)
        _check_all((*args, *kwargs.values()))
        return original(self, *args, **kwargs)

    return run


# Methods that reach the database without filling the queryset's cache, and those that combine querysets.
GUARDED = (
    "_combinator_query", "_insert", "_raw_delete", "_update", "__and__", "__or__", "__xor__", "aggregate", "contains", "count",
    "create", "delete", "exists", "explain", "get", "get_or_create", "in_bulk", "update", "update_or_create",
)  # fmt: skip
for _name in GUARDED:
    setattr(ProjectQuerySet, _name, _guarded(getattr(models.QuerySet, _name)))


class ProjectManager(models.Manager.from_queryset(ProjectQuerySet)):  # type: ignore[misc]
    """The default manager of project models; without a bound project it raises."""

    def get_queryset(self) -> "ProjectQuerySet[Any]":
        """A fresh queryset of the bound project; a related look-up from another project's object is refused."""
        if self._db is not None:
            _check(self._db)
        _check_all(self._hints.values())
        return ProjectQuerySet(self.model, using=aliases.register(current()), hints=self._hints)


class ProjectModel(models.Model):
    """A document in a project's database. An instance belongs to the project that it was made under or loaded from."""

    objects = ProjectManager()

    class Meta:
        """Related look-ups and refreshes use the base manager: it must be pinned too."""

        abstract = True
        base_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A new object belongs to the project under which it is made, not to the one under which it happens to be saved.
        if self._state.db is None:
            self._state.db = aliases.register(current())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save in the object's own project, which must be the bound one."""
        _check(kwargs.get("using") or self._state.db)
        _check(self._state.db)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete from the object's own project, which must be the bound one."""
        _check(kwargs.get("using") or self._state.db)
        _check(self._state.db)
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the object again from its own project, which must be the bound one."""
        _check(self._state.db)
        super().refresh_from_db(*args, **kwargs)

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Save as fixtures do; the same rule holds."""
        _check(self._state.db)
        super().save_base(*args, **kwargs)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any) -> Any:
        """Load an instance; only the bound project's database may be its source."""
        require_bound(db)
        return super().from_db(db, field_names, values, **kwargs)
