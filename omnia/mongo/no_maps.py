"""Spares every process a search for libraries of maps, which the product does not use.

The database backend tries to import Django's support for maps at three places, and each time Django looks for the library GDAL
under twelve names, with a compiler and a linker where they are installed: two thirds of a second before anything begins.
"""

import sys
from types import ModuleType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

LIBRARY = "django.contrib.gis.gdal.libgdal"


class _NoMaps:
    """A finder that answers for one module: it is not to be had, as where its library is not installed."""

    @staticmethod
    def find_spec(name: str, _path: Any = None, _target: ModuleType | None = None) -> None:
        """Raise `ImproperlyConfigured` for the library of maps; nothing is said of any other module."""
        if name == LIBRARY:
            raise ImproperlyConfigured("The product uses no maps.")


def skip_search() -> None:
    """Have the search fail at once in this process, before the backend is imported."""
    if _NoMaps not in sys.meta_path:
        sys.meta_path.insert(0, _NoMaps)
