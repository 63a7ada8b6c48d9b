"""What looks like a secret in the sources: `find_secrets.py` fails with the places; a line that only looks so is marked as such.

The patterns are detect-secrets' own, for the keys and tokens of services, private keys, passwords in addresses, and words such as
`password = "…"` outside the tests. A file is read through line by line only where one of the patterns occurs in it at all.
"""

import re
import subprocess
import sys
from pathlib import Path

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parents[1]
ENDINGS = (
    ".py", ".md", ".html", ".js", ".yaml", ".yml", ".sh", ".toml", ".json", ".in", ".txt", ".css", ".conf",
    ".env", ".pem", ".key",
)  # fmt: skip
NOT_OURS = ("requirements/", "locale/", "static/vendor/")
"""Hashes of packages, translations, and libraries of others."""

LEFT_OUT = (".", "var/")
"""What is not under version control."""

STAND_INS = r"^(password|secret|pass|tests-only-|api_keys|hash of the password.*)$"
"""What the documentation and its examples write in place of one."""

TOO_VAGUE = {"IPPublicDetector"}
WORDS = "KeywordDetector"
FILTERS = ("allowlist.is_line_allowlisted", "heuristic.is_sequential_string", "heuristic.is_templated_secret",
           "heuristic.is_indirect_reference", "heuristic.is_prefixed_with_dollar_sign")  # fmt: skip
SAID = re.compile(r"(?i)(?:api_?key|secret|passw(?:or)?d|token)\w*[\"']?\s*[=:]\s*[\"'][^\"'\s]{6,}[\"']")
"""What the words stand beside; the library's own patterns for that take a minute over all files."""


def main() -> int:
    """Look through every file that is under version control; the number of places is what this ends with, at most 1."""
    detectors = [each for each in get_mapping_from_secret_type_to_class().values() if issubclass(each, RegexBasedDetector)]
    chosen = [each for each in detectors if each.__name__ not in TOO_VAGUE | {WORDS}]
    patterns = [pattern for each in chosen for pattern in each.denylist]
    files = [name for name in _files() if _may_hold_one(name, patterns)]
    named = [{"name": each.__name__} for each in chosen] + [{"name": WORDS}]
    filters: list[dict[str, object]] = [{"path": f"detect_secrets.filters.{name}"} for name in FILTERS]
    filters.append({"path": "detect_secrets.filters.regex.should_exclude_secret", "pattern": [STAND_INS]})
    found = SecretsCollection(str(ROOT))
    with transient_settings({"plugins_used": named, "filters_used": filters}):
        for name in files:
            found.scan_file(name)
    places = sorted(
        f"{name}:{secret.line_number}: {secret.type}"
        for name, secret in found
        if not (secret.type == "Secret Keyword" and name.startswith("tests/"))
    )
    for place in places:
        print(f"{place} looks like a secret. Take it out, or mark its line with “pragma: allowlist secret” if it is none.")  # noqa: T201
    return bool(places)


def _files() -> list[str]:
    """What is under version control, or all that lies here where there is none."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    here = (str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file())
    names = listed.stdout.splitlines() if listed.returncode == 0 else [name for name in here if not name.startswith(LEFT_OUT)]
    return [name for name in names if name.endswith(ENDINGS) and not name.startswith(NOT_OURS)]


def _may_hold_one(name: str, patterns: "list[re.Pattern[str]]") -> bool:
    path = ROOT / name
    if not path.is_file():
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    is_test = name.startswith("tests/")
    return any(pattern.search(text) for pattern in patterns) or (not is_test and SAID.search(text) is not None)


if __name__ == "__main__":
    sys.exit(main())
