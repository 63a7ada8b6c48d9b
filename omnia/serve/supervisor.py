"""Starting and stopping the processes of one machine."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings

from omnia.mongo import embedded

STOP_SECONDS = 20.0


def embedded_environment(data_dir: Path) -> tuple[embedded.EmbeddedServer | None, dict[str, str]]:
    """Start the embedded server unless an address is configured; returns it with the variables that point at it."""
    if os.environ.get("OMNIA_MONGODB_URI") or os.environ.get("OMNIA_MONGODB_URI_FILE"):
        return None, {}
    server = embedded.start(embedded.folder_in(data_dir))
    # Each process has the same servers and the same key, as on configured servers.
    return server, {
        "OMNIA_MONGODB_URI": server.uri,
        "OMNIA_CLUSTERS": f"default={server.uri}",
        "OMNIA_SECRET_KEY": settings.SECRET_KEY,
    }


def manage(arguments: list[str], environment: Mapping[str, str], *, quiet: bool = True) -> str:
    """Run a command of manage.py in a process of its own and return what it printed; raises `CalledProcessError`."""
    command = [sys.executable, str(Path(__file__).resolve().parents[2] / "manage.py"), *arguments]
    stderr = subprocess.PIPE if quiet else None
    finished = subprocess.run(command, env=dict(environment), stdout=subprocess.PIPE, stderr=stderr, text=True, check=True)  # noqa: S603
    return finished.stdout


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. The web server could not tell: its processes share a port, and so would a second OMNIA."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def web_server(environment: Mapping[str, str], *, host: str, port: int, workers: int, threads: int) -> "subprocess.Popen[bytes]":
    """Start granian on the product's WSGI application, in a process group of its own."""
    command = [
        str(Path(sys.executable).with_name("granian")),
        "--interface", "wsgi",
        "--host", host,
        "--port", str(port),
        "--workers", str(workers),
        "--blocking-threads", str(threads),
        "--backlog", "1024",
        "--no-access-log",
        "--log-level", "error",
        "--workers-kill-timeout", "15",
        "--respawn-failed-workers",
        "omnia.wsgi:application",
    ]  # fmt: skip
    told = dict(environment)
    if workers > 1 and not told.get("PROMETHEUS_MULTIPROC_DIR"):
        # Each process counts on its own; here they keep their numbers together, so that any of them can tell the sum.
        told["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="omnia-metrics-")
    return subprocess.Popen(command, env=told, start_new_session=True)  # noqa: S603


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


def wait_for_end(process: "subprocess.Popen[bytes]") -> int:
    """Wait until the process ends or someone asks to stop (Ctrl-C, SIGTERM); returns its exit status, 0 if asked."""
    asked = threading.Event()

    def tell_when_over() -> None:
        process.wait()
        asked.set()

    watcher = threading.Thread(target=tell_when_over, daemon=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _setter(asked))
    watcher.start()
    asked.wait()
    return process.returncode or 0


def _setter(event: threading.Event) -> Callable[..., None]:
    def handler(_number: int, _frame: object) -> None:
        event.set()

    return handler
