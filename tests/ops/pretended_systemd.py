"""Stands for `systemctl` where there is no systemd: starts what units say, as they say it, and keeps the process ids in a file.

The sandbox of a unit and its user are systemd's own, and are left out. Run as `systemctl daemon-reload`, `enable --now UNIT…`,
`start UNIT…`, `restart UNIT…`, `stop UNIT…`; `PRETENDED_SYSTEMD` is a JSON object of `units` and `state` (folders), and `read_as`
(what stands in a unit, and what is read in its place).
"""

import contextlib
import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

TOLD = json.loads(os.environ["PRETENDED_SYSTEMD"])
STATE = Path(TOLD["state"])


def settings_of(unit: str) -> dict[str, list[str]]:
    """The lines of a unit, by name."""
    text = (Path(TOLD["units"]) / f"{unit}.service").read_text(encoding="utf-8")
    for written, meant in TOLD["read_as"].items():
        text = text.replace(written, meant)
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, equals, value = line.partition("=")
        if equals:
            found.setdefault(name, []).append(value)
    return found


def environment_of(settings: dict[str, list[str]]) -> dict[str, str]:
    """What a service's process finds in its environment: nothing of whoever called, but where programs are."""
    lines = [line for file in settings.get("EnvironmentFile", []) for line in Path(file).read_text(encoding="utf-8").splitlines()]
    words = [*settings.get("Environment", []), *lines]
    pairs = [word.split("=", 1) for line in words for word in shlex.split(line)]
    return {"PATH": os.environ["PATH"], **dict(pairs)}


def start(unit: str) -> None:
    settings = settings_of(unit)
    command = shlex.split(settings["ExecStart"][0])
    with (STATE / f"{unit}.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=settings["WorkingDirectory"][0],
            env=environment_of(settings),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    if settings.get("Type") == ["oneshot"]:
        sys.exit(process.wait()) if process.wait() else None
        return
    (STATE / f"{unit}.pid").write_text(str(process.pid), encoding="ascii")


def stop(unit: str) -> None:
    kept = STATE / f"{unit}.pid"
    if not kept.exists():
        return
    pid = int(kept.read_text(encoding="ascii"))
    kept.unlink()
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    while Path(f"/proc/{pid}").exists() and "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8"):
        signal.sigtimedwait([], 0.05)


def main(verb: str, *words: str) -> None:
    units = [word.removesuffix(".service") for word in words if not word.startswith("--")]
    for unit in units:
        if unit.endswith(".timer"):
            # It is due at its hour; that it has a service is looked at.
            settings_of(unit.removesuffix(".timer"))
            continue
        if verb in {"restart", "stop"}:
            stop(unit)
        if verb in {"enable", "start", "restart"}:
            start(unit)


if __name__ == "__main__":
    main(*sys.argv[1:])
