"""Writes docs/reference/openapi*.json anew: what the APIs promise, compared by the tests with what they do.

Run it after a change of an API, and look at what changed: additions are welcome, anything else breaks callers.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"


def main() -> None:
    """Write the files."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnia.settings.test")

    import django  # the settings must be named first

    django.setup()
    from management_api.api import openapi_json as management
    from runtime_api.api import openapi_json as runtime

    (REFERENCE / "openapi.json").write_bytes(runtime() + b"\n")
    (REFERENCE / "openapi_management.json").write_bytes(management() + b"\n")


if __name__ == "__main__":
    main()
