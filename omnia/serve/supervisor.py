"""Starting and stopping the processes of one machine."""

import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from omnia.serve import lifeline
from omnia.settings.env import environment

ROOT = Path(__file__).resolve().parents[2]
STOP_SECONDS = 20.0
APPLICATION = "omnia.rsgi:application"
SPARE_FILES = 256
"""Files that a process opens besides its connections: libraries, databases, Redis."""

MAX_HEADER_BYTES = 64 * 1024


def manage(arguments: list[str], environment: Mapping[str, str]) -> str:
    """Run a command of manage.py in a process of its own and return what it printed; raises `CalledProcessError`."""
    finished = subprocess.run(  # noqa: S603
        lifeline.command(str(ROOT / "manage.py"), *arguments),
        env=importable(environment), capture_output=True, text=True, check=True, start_new_session=True,
    )  # fmt: skip
    return finished.stdout


def importable(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment, with which the product is found from whatever folder a process is started in."""
    return {**environment, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), environment.get("PYTHONPATH"))))}


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. The web server could not tell: its processes share a port, and so would a second OMNIA."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def granian_command(host: str, port: int, variables: Mapping[str, str]) -> list[str]:
    """The command that serves `APPLICATION`, but for the number of processes and the application itself.

    Without HTTP/2 and WebSockets, which nothing of ours speaks: one connection is then one request at a time.
    """
    seconds = float(variables.get("OMNIA_BODY_SECONDS") or environment().OMNIA_BODY_SECONDS)
    connections = int(variables.get("OMNIA_CONNECTIONS") or environment().OMNIA_CONNECTIONS)
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if files != resource.RLIM_INFINITY:
        connections = min(connections, files - SPARE_FILES)
    return [
        str(Path(sys.executable).with_name("granian")),
        "--interface", "rsgi",
        "--loop", "asyncio",
        "--http", "1",
        "--no-ws",
        "--host", host,
        "--port", str(port),
        "--backlog", "1024",
        "--backpressure", str(max(1, connections)),
        "--http1-header-read-timeout", str(int(seconds * 1000)),
        "--http1-buffer-size", str(MAX_HEADER_BYTES),
        "--no-access-log",
        "--log-level", "error",
        "--log-config", str(Path(__file__).with_name("log_config.json")),
    ]  # fmt: skip


def web_server(variables: Mapping[str, str], *, host: str, port: int, workers: int, threads: int) -> "subprocess.Popen[bytes]":
    """Start granian on the product's application, in a process group of its own."""
    command = [
        *granian_command(host, port, variables),
        "--workers", str(workers),
        "--workers-kill-timeout", "15",
        "--respawn-failed-workers",
        APPLICATION,
    ]  # fmt: skip
    told = importable({**variables, "OMNIA_THREADS": str(threads)})
    return subprocess.Popen(lifeline.command(*command), env=told, start_new_session=True)  # noqa: S603


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process in order; after a while, by force."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
