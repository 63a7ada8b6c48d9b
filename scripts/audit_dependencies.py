"""Known weaknesses of what is locked: asked of the registry where it answers, and looked up in a file of advisories that travels.

`audit_dependencies.py` ends with 1 if something locked is known to be weak. Without a network it says what was not asked and goes
by the file alone, which tells its date. `--write FOLDER` makes it anew from a checkout of github.com/pypa/advisory-database.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[1]
LOCKS = tuple(ROOT / "requirements" / f"{name}.txt" for name in ("base", "embedded", "s3", "otel", "dev"))
ADVISORIES = ROOT / "requirements" / "advisories.json"
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
SECONDS = 120

Advisory = dict[str, Any]


def locked() -> dict[str, str]:
    """The version of each package that is locked."""
    texts = [path.read_text(encoding="utf-8") for path in LOCKS]
    return {canonicalize_name(name): version for text in texts for name, version in PIN.findall(text)}


def known_weak(pins: Mapping[str, str], advisories: Mapping[str, list[Advisory]]) -> list[str]:
    """A sentence for each locked package that an advisory is about."""
    return [
        f"{name} {version}: {each['id']}" + (f", mended in {each['fixed']}" if each["fixed"] else "")
        for name, version in sorted(pins.items())
        for each in advisories.get(name, [])
        if is_affected(version, each["ranges"])
    ]


def is_affected(version: str, ranges: list[list[str]]) -> bool:
    """Whether a version lies in one of the ranges, each from a version on and up to, without it, another one, or for ever."""
    found = Version(version)
    return any(Version(begin) <= found and (not end or found < Version(end)) for begin, end in ranges)


def main() -> int:
    """Ask, look up, and say what was done."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", metavar="FOLDER", help="make the file of advisories anew from this checkout")
    asked.add_argument("--as-of", default="", help="with --write: the day of the checkout's newest change")
    options = asked.parse_args()
    if options.write:
        return _write(Path(options.write), options.as_of)
    pins = locked()
    held = json.loads(ADVISORIES.read_text(encoding="utf-8"))
    weak = known_weak(pins, held["advisories"])
    _say(f"File of advisories, as of {held['as_of']}: {len(pins)} packages looked up, {len(weak)} known to be weak.")
    weak += _ask_registry()
    for sentence in weak:
        _say(sentence)
    return bool(weak)


def _ask_registry() -> list[str]:
    """What the registry knows; nothing, and a sentence, where it does not answer."""
    lock = str(LOCKS[0])
    command = [str(Path(sys.executable).with_name("pip-audit")), "-r", lock, "--require-hashes", "--no-deps", "--disable-pip"]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, "--format", "json", "--progress-spinner", "off"],
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        rows = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError, OSError):
        _say("The registry was not asked: it does not answer from here.")
        return []
    known = [row for row in rows if "skip_reason" not in row]
    weak = [f"{row['name']} {row['version']}: {each['id']}" for row in known for each in row["vulns"]]
    _say(f"Registry: it knows {len(known)} of the {len(rows)} packages of base.txt, {len(weak)} weaknesses.")
    return weak


def _write(folder: Path, as_of: str) -> int:
    pins = locked()
    found = {name: rows for name in sorted(pins) if (rows := sorted(_read(folder, name), key=lambda row: str(row["id"])))}
    # A line for each, so that a change shows what it changes.
    lines = ",\n".join(f"{json.dumps(name)}: [\n" + ",\n".join(map(json.dumps, rows)) + "]" for name, rows in found.items())
    head = f'"source": "github.com/pypa/advisory-database (CC-BY-4.0)", "as_of": {json.dumps(as_of)}'
    ADVISORIES.write_text(f'{{{head}, "advisories": {{\n{lines}\n}}}}\n', encoding="utf-8")
    return 0


def _read(folder: Path, name: str) -> Iterator[Advisory]:
    for path in (folder / "vulns" / name).glob("*.yaml"):
        row = yaml.safe_load(path.read_text(encoding="utf-8"))
        ranges = [pair for each in row["affected"] for held in each.get("ranges", []) for pair in _pairs(held)]
        if ranges and "withdrawn" not in row:
            yield {"id": row["id"], "ranges": ranges, "fixed": next((end for _begin, end in reversed(ranges) if end), "")}


def _pairs(held: Mapping[str, Any]) -> Iterator[list[str]]:
    """From the beginnings and ends of a range, which stand one after the other, to pairs."""
    begin = ""
    for event in held["events"] if held["type"] == "ECOSYSTEM" else ():
        if "introduced" in event:
            begin = str(event["introduced"])
        elif begin and "fixed" in event:
            yield from _pair(begin, str(event["fixed"]))
            begin = ""
    if begin:
        yield from _pair(begin, "")


def _pair(begin: str, end: str) -> Iterator[list[str]]:
    try:
        Version(begin), Version(end or "0")
    except InvalidVersion:
        return
    yield [begin, end]


def _say(sentence: str) -> None:
    print(sentence)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
