"""Which project this code works for: the only ContextVar of the product."""

import inspect
import re
import sys
from contextvars import ContextVar
from dataclasses import dataclass

DATABASE_PREFIX = "omnia_p_"
ALIAS_PREFIX = "project:"
PROJECT_ID = re.compile(r"[a-z][a-z0-9]{0,23}")


class TenancyError(RuntimeError):
    """Base of the errors that keep tenants apart."""


class NoProjectBound(TenancyError):  # noqa: N818  # reads as the sentence it stands for
    """Project data was touched while no project was bound."""

    def __init__(self) -> None:
        super().__init__("No project is bound here. Project data can only be reached inside `with bind(project):`.")


class CrossTenantAccess(TenancyError):  # noqa: N818
    """An object or queryset of one project was used under another."""


@dataclass(frozen=True, slots=True)
class ProjectRef:
    """What is needed to reach a project's database: its immutable random id and the cluster it lives on."""

    id: str
    cluster: str = "default"

    def __post_init__(self) -> None:
        # The id becomes part of a database's name: nothing that a person typed may get that far.
        if not PROJECT_ID.fullmatch(self.id):
            raise ValueError("A project's id has lower-case letters and digits only, and starts with a letter.")

    @property
    def database_name(self) -> str:
        """The name of the project's database."""
        return DATABASE_PREFIX + self.id

    @property
    def alias(self) -> str:
        """Django's alias of the project's database."""
        return ALIAS_PREFIX + self.id


class BindingInGenerator(TenancyError):  # noqa: N818  # reads as the sentence it stands for
    """A project was to be bound inside a generator."""

    def __init__(self) -> None:
        super().__init__(
            "A project cannot be bound inside a generator: between two of its items, whoever asks for them would work for that "
            "project. Bind it around the loop, or gather the items in a list."
        )


_SUSPENDABLE = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR

_bound: ContextVar[ProjectRef | None] = ContextVar("omnia_project", default=None)


class bind:  # noqa: N801  # read as the function that it stands for; a generator's context manager costs five times as much
    """Work for `project` until the block ends; the previous binding comes back then, also after an error.

    Raises `BindingInGenerator` in a generator, whose context is that of whoever asks it for its next item.
    """

    __slots__ = ("_previous", "_project")

    def __init__(self, project: ProjectRef) -> None:
        self._project = project

    def __enter__(self) -> ProjectRef:
        """Bind it."""
        if sys._getframe(1).f_code.co_flags & _SUSPENDABLE:  # noqa: SLF001  # inspect.stack reads files
            raise BindingInGenerator
        self._previous = _bound.get()
        _bound.set(self._project)
        return self._project

    def __exit__(self, *_error: object) -> None:
        """Have the previous binding back."""
        # The value and not the token is restored: a token refuses a context copied to another thread.
        _bound.set(self._previous)


def current() -> ProjectRef:
    """The bound project; raises `NoProjectBound`."""
    project = _bound.get()
    if project is None:
        raise NoProjectBound
    return project


def current_or_none() -> ProjectRef | None:
    """The bound project, or None."""
    return _bound.get()


def is_project_alias(alias: str | None) -> bool:
    """Whether a Django alias names a project's database."""
    return alias is not None and alias.startswith(ALIAS_PREFIX)


def require_bound(alias: str | None) -> ProjectRef:
    """The bound project, if `alias` is its database; else raises `NoProjectBound` or `CrossTenantAccess`."""
    project = current()
    if alias != project.alias:
        raise CrossTenantAccess("A queryset or object of one project was used while another project is bound.")
    return project
