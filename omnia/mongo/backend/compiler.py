"""Queries as they are sent: `only()` and `defer()` read what they name and no more. Django finds these compilers by name."""

from typing import Any

from django_mongodb_backend.compiler import (
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django_mongodb_backend.compiler import SQLCompiler as MongoCompiler

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]


class SQLCompiler(MongoCompiler):  # type: ignore[misc]  # the backend ships no types
    """Names the fields that a query asks for: the stock compiler fetches whole documents and leaves the others out afterwards."""

    def build_query(self, columns: Any = None) -> Any:
        """The query; without columns it reads whole documents, which nobody wants where fields are deferred."""
        if columns is None and not self.query.select_related and self.query.get_select_mask():
            columns = self.columns
        return super().build_query(columns)
