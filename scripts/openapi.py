"""Writes docs/reference/openapi.json anew: what the API promises, compared by the tests with what it does.

Run it after a change of the API, and look at what changed: additions are welcome, anything else breaks callers.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SNAPSHOT = ROOT / "docs" / "reference" / "openapi.json"


def main() -> None:
    """Write the file."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnia.settings.test")

    import django  # the settings must be named first

    django.setup()
    from runtime_api.api import openapi_json

    SNAPSHOT.write_bytes(openapi_json() + b"\n")


if __name__ == "__main__":
    main()
