"""The icons that a document may show."""

import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

SPRITE = "vendor/lucide/icons.svg"
FALLBACK = "form"
SYMBOL = re.compile(r'<symbol id="([^"]+)"')


@lru_cache(maxsize=1)
def icons() -> tuple[str, ...]:
    """The names of the icons that there are, sorted."""
    found = finders.find(SPRITE)
    return tuple(sorted(SYMBOL.findall(Path(found).read_text(encoding="utf-8")))) if isinstance(found, str) else ()


def symbol(name: str) -> str:
    """The icon of that name, or the one that stands for any document."""
    return name if name in icons() else FALLBACK
