"""Warming up: what is loaded once is loaded before the first caller speaks."""

import subprocess
import sys

PROBE = """
import sys
from datetime import datetime
from omnia.dialogue.parsing import parse_text
from omnia.dialogue.extraction.languages import LANGUAGES
from omnia.dialogue.warm_up import warm_up_dialogue

warm_up_dialogue()
known = set(sys.modules)
for language in LANGUAGES:
    for kind in ("date", "time", "amount", "phone", "email", "iban", "full_name", "address"):
        parse_text(kind, "17", locale=language, now=datetime(2026, 3, 4, 10, 0))
print(sorted(set(sys.modules) - known))
"""


def test_after_warming_up_no_module_is_loaded_for_a_caller():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"
