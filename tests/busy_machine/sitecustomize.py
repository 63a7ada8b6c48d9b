"""What each Python process runs first whose PYTHONPATH names this folder: the product in it takes its time, and starts cold."""

import importlib.util
from pathlib import Path

_found = importlib.util.spec_from_file_location("patience", Path(__file__).parents[1] / "patience.py")
_patience = importlib.util.module_from_spec(_found)
_found.loader.exec_module(_patience)
_patience.take_time_as_modules_come()
_patience.start_cold_as_modules_come()
