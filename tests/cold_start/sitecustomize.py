"""What each Python process runs first whose PYTHONPATH names this folder: the product in it loads nothing in advance."""

import importlib.util
from pathlib import Path

_found = importlib.util.spec_from_file_location("patience", Path(__file__).parents[1] / "patience.py")
_patience = importlib.util.module_from_spec(_found)
_found.loader.exec_module(_patience)
_patience.start_cold_as_modules_come()
