"""A process starts without a search for libraries of maps, which takes longer than the rest of its start."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SCRIPT = """
import ctypes.util
searched = []
ctypes.util.find_library = lambda name: searched.append(name)
import django
django.setup()
import django_mongodb_backend.base, django_mongodb_backend.operations, django_mongodb_backend.schema
print([name for name in searched if name.lower().startswith(("gdal", "geos"))])
"""


def test_setting_up_looks_for_no_library_of_maps():
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "omnia.settings.test"}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=told, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
