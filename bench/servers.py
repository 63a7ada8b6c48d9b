"""Starting what is measured, each server on one core, and loading it from the other with wrk."""

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis

from omnia.mongo import embedded
from omnia.serve import supervisor

ROOT = Path(__file__).parents[1]
SERVER_CORE, LOAD_CORE = 0, 1
CONNECTIONS = 32
READY_SECONDS = 60.0
INSTALL_SECONDS = 1200.0
ANSWER_SECONDS = 10
"""A later answer is lost to wrk. Its own two seconds are soon over on a core that has other work too, or beside a slow peer."""

UNCOUNTED = "bench.uncounted:application"
"""The product without what counts its conversations."""

UNMETERED = "bench.unmetered:application"
"""The product without what counts its reads."""

NO_LIMIT = "1000000"
"""Requests a second: the limits are counted, and never reached."""


class BenchError(RuntimeError):
    """Something that is needed is missing, or a server answered otherwise than it must; the sentence says which."""


class NotInstalledError(BenchError):
    """A peer cannot be installed here; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A demo project with a release, in an embedded database that runs."""

    environment: dict[str, str]
    api_key: str
    database: embedded.EmbeddedServer


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers at an address."""

    address: str
    process: "subprocess.Popen[bytes]"


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw: requests, how many a second, and seconds at the median and the 99th percentile."""

    requests: int
    rate: float
    median: float
    slowest: float


@contextmanager
def empty(folder: Path) -> Iterator[tuple[dict[str, str], embedded.EmbeddedServer]]:
    """The embedded database with nothing in it, and the environment that points at it; `folder` is empty."""
    server = embedded.start(folder / "mongodb")
    if server.process is not None:
        # Beside the load generator and Redis, so that the server that is measured has its core alone.
        for thread in Path(f"/proc/{server.process.pid}/task").iterdir():
            # One that ends meanwhile needs no core; what a thread starts has its core.
            with suppress(ProcessLookupError):
                os.sched_setaffinity(int(thread.name), {LOAD_CORE})
    environment = {**os.environ, "OMNIA_MONGODB_URI": server.uri, "OMNIA_DATA_DIR": str(folder), "OMNIA_LOG_LEVEL": "ERROR"}
    environment |= {"OMNIA_CLUSTERS": f"default={server.uri}", "OMNIA_SECRET_KEY": secrets.token_urlsafe(48)}
    environment |= {"OMNIA_LIMIT_PER_KEY": NO_LIMIT, "OMNIA_LIMIT_PER_PROJECT": NO_LIMIT, "PYTHONPATH": str(ROOT)}
    try:
        yield environment, server
    finally:
        server.stop()


@contextmanager
def prepared(folder: Path) -> Iterator[Prepared]:
    """The embedded database with the catalogue and the demo project; `folder` is empty."""
    with empty(folder) as (environment, server):
        command = [sys.executable, str(ROOT / "manage.py"), "demo", "--migrate", "--json"]
        made = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        yield Prepared(environment, json.loads(made.stdout)["api_key"], server)


@contextmanager
def granian(application: str, environment: Mapping[str, str], ready: str) -> Iterator[str]:
    """Ours, or a WSGI application, under granian with one process, on one core; gives its address once `ready` answers 200."""
    with granian_process(application, environment, ready) as started:
        yield started.address


@contextmanager
def granian_process(
    application: str, environment: Mapping[str, str], ready: str, core: int | None = SERVER_CORE
) -> Iterator[Running]:
    """Like `granian`, with the process, which is the worker's parent; on any core if `core` is None."""
    port = embedded.free_port()
    bare = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--backlog", "1024", "--blocking-threads", environment.get("OMNIA_THREADS", "8"),
        "--no-access-log", "--log-level", "error",
    ]  # fmt: skip
    is_ours = application in (supervisor.APPLICATION, UNCOUNTED, UNMETERED)
    options = supervisor.granian_command("127.0.0.1", port, environment) if is_ours else bare
    pinned = ["taskset", "-c", str(core)] if core is not None else []
    command = [*pinned, *options, "--workers", "1", application]
    with running(command, environment, f"http://127.0.0.1:{port}", ready) as started:
        yield started


@contextmanager
def uvicorn(application: str, environment: Mapping[str, str]) -> Iterator[str]:
    """An ASGI application under uvicorn with its fast parts, one process, on the core that ours has; it answers `/livez`."""
    with uvicorn_process(application, environment) as started:
        yield started.address


@contextmanager
def uvicorn_process(application: str, environment: Mapping[str, str]) -> Iterator[Running]:
    """Like `uvicorn`, with the process."""
    port = embedded.free_port()
    command = [
        "taskset", "-c", str(SERVER_CORE), sys.executable, "-m", "uvicorn", "--host", "127.0.0.1", "--port", str(port),
        "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "error", application,
    ]  # fmt: skip
    with running(command, environment, f"http://127.0.0.1:{port}", "/livez") as started:
        yield started


@contextmanager
def node_server(peer: str, environment: Mapping[str, str], ready: str) -> Iterator[Running]:
    """A peer under Node, one process, on the core that ours has; its packages are fetched once, into `var`.

    Raises `NotInstalledError` where Node, npm or the packages are missing.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise NotInstalledError("Node and npm are not installed. Install them: apt-get install nodejs npm.")
    folder = ROOT / "var" / "bench" / peer
    shutil.copytree(Path(__file__).parent / "peers" / peer, folder, dirs_exist_ok=True)
    _install_node_packages(npm, folder)
    port = embedded.free_port()
    told = {**environment, "BENCH_PORT": str(port), "NODE_ENV": "production"}
    command = ["taskset", "-c", str(SERVER_CORE), node, str(folder / "server.js")]
    with running(command, told, f"http://127.0.0.1:{port}", ready) as started:
        yield started


def _install_node_packages(npm: str, folder: Path) -> None:
    """Install what `package.json` names, unless just that is there: npm asks its registry anew, over a minute if that is away."""
    wanted, stamp = (folder / "package.json").read_bytes(), folder / "node_modules" / "installed.json"
    if stamp.exists() and stamp.read_bytes() == wanted:
        return
    # The packages' own scripts are not run: none is needed, and some fetch more.
    fetch_packages(
        [npm, "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"], folder
    )
    stamp.write_bytes(wanted)


def fetch_packages(command: list[str], folder: Path = ROOT) -> None:
    """Install what a peer needs; raises `NotInstalledError` if that fails or takes too long."""
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise NotInstalledError(f"It could not be installed in {INSTALL_SECONDS:.0f} s.") from error
    except subprocess.CalledProcessError as error:
        raise NotInstalledError(f"It could not be installed: {' '.join(error.stderr.split())[:200]}") from error


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis that keeps nothing on the disk, on the load generator's core; gives its URL."""
    binary = shutil.which("redis-server")
    if binary is None:
        raise BenchError("redis-server is not installed. Install it: apt-get install redis-server")
    folder.mkdir(parents=True)
    port = embedded.free_port()
    command = ["taskset", "-c", str(LOAD_CORE), binary, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    process = subprocess.Popen([*command, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL)
    try:
        _await_redis(process, port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def _await_redis(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    with redis.Redis(port=port) as connection:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                connection.ping()
            except redis.ConnectionError:
                time.sleep(0.02)
            else:
                return
    raise BenchError("Redis did not start.")


@contextmanager
def running(
    command: list[str], environment: Mapping[str, str], address: str, ready: str, *, folder: Path = ROOT, log: Path | None = None
) -> Iterator[Running]:
    """A process that serves at `address`, in `folder`, writing to `log` if that is given; ended afterwards."""
    with log.open("wb") if log else nullcontext() as output:
        process = subprocess.Popen(
            command, env=dict(environment), cwd=folder, start_new_session=True, stdout=output, stderr=output
        )
    try:
        _wait(process, address + ready)
        yield Running(address, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def in_own_process(module: str, environment: Mapping[str, str], *arguments: str) -> Any:
    """What a module of the benches prints as JSON, run with the product's settings from an environment of its own."""
    told = {**environment, "OMNIA_ROLE": "portal", "DJANGO_SETTINGS_MODULE": "omnia.settings"}
    command = [sys.executable, "-m", module, *arguments]
    return json.loads(subprocess.run(command, env=told, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def _wait(process: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except urllib.error.HTTPError:
            # It answers; what it answers is checked by whoever measures.
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise BenchError(f"Nothing answered at {address}.")


def get(address: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and content of a read."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=dict(headers)), timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def post(address: str, headers: Mapping[str, str], body: object) -> dict[str, Any]:
    """The JSON that a call answers with; raises `BenchError` if it does not succeed."""
    request = urllib.request.Request(address, json.dumps(body).encode(), dict(headers), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            content: dict[str, Any] = json.load(answer)
            return content
    except urllib.error.HTTPError as error:
        raise BenchError(f"{address} answered {error.code}: {error.read().decode()}") from error


def wrk(address: str, headers: Mapping[str, str], *, seconds: int, status: int, body: object = None) -> Load:
    """Load an address from the other core, with GET, or POST if there is a body.

    Raises `BenchError` if any answer had not the status or was lost.
    """
    return _load("statuses.lua", address, headers, seconds, [str(status), *([json.dumps(body)] if body is not None else [])])


def read_many(address: str, file: Path, *, seconds: int, exponent: float, lines: int, seed: int) -> Load:
    """Read with the keys and paths in the first lines of a file, by Zipf's distribution or, if 0, in turn; raises like `wrk`."""
    return _load("many.lua", address, {}, seconds, ["200", str(file), str(exponent), str(lines), str(seed)])


def talk(address: str, headers: Mapping[str, str], said: Mapping[str, str], *, seconds: int) -> Load:
    """Hold conversations with the template `date` from the other core, saying the same in each; raises like `wrk`.

    `said` has what is said, and what the answer to it must hold.
    """
    return _load("talking.lua", address, headers, seconds, [*said, *said.values()])


def exchange(address: str, opening: str, message: str, said: Sequence[str], held: Sequence[str], *, seconds: int) -> Load:
    """Hold conversations from the other core with a bot that is sent messages, saying the same in each; raises like `wrk`.

    In the opening and in a message CONVERSATION and TEXT stand for a conversation's name and what is said in it. `held` has what
    the answer to the opening, and then to each of what is said, must hold.
    """
    names = f"bench-{secrets.token_hex(8)}-"
    return _load("messaging.lua", address, {}, seconds, [names, opening, message, *said, *held])


def talk_counted(address: str, headers: Mapping[str, str], said: Mapping[str, str], *, seconds: int) -> int:
    """Like `talk`; gives the number of requests that were answered."""
    return int(_figures("talking.lua", address, headers, seconds, [*said, *said.values()])["requests"])


def processor_seconds(pid: int) -> float:
    """The processor's time that a process, and those that it started, have had by now."""
    spent, children = 0.0, []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        # One that ends meanwhile is not counted, nor are those that ended before.
        with suppress(FileNotFoundError, ProcessLookupError):
            spent += int((thread / "schedstat").read_text(encoding="ascii").split()[0]) / 1e9
            children += (thread / "children").read_text(encoding="ascii").split()
    for child in children:
        with suppress(FileNotFoundError):
            spent += processor_seconds(int(child))
    return spent


def flood(address: str, headers: Mapping[str, str], rate: int, seconds: int) -> tuple[Load, int]:
    """Read at a rate that is above a limit; also gives how many were refused; raises like `wrk`."""
    figures = _figures("flooding.lua", address, headers, seconds, [str(rate), str(CONNECTIONS)])
    return _shown(figures), int(figures["refused"])


def _load(script: str, address: str, headers: Mapping[str, str], seconds: int, arguments: Sequence[str]) -> Load:
    return _shown(_figures(script, address, headers, seconds, arguments))


def _shown(figures: dict[str, Any]) -> Load:
    return Load(figures["requests"], figures["requests"] / figures["seconds"], figures["median"], figures["slowest"])


def _figures(script: str, address: str, headers: Mapping[str, str], seconds: int, arguments: Sequence[str]) -> dict[str, Any]:
    binary = shutil.which("wrk")
    if binary is None:
        raise BenchError("wrk is not installed. Install it: apt-get install wrk")
    told = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["taskset", "-c", str(LOAD_CORE), binary, "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "--latency"]
    command += ["--timeout", f"{ANSWER_SECONDS}s"]
    command += ["-s", str(Path(__file__).with_name(script)), *told, address, "--", *arguments]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, Any] = json.loads(re.findall(r"^figures (.*)$", said, flags=re.MULTILINE)[-1])
    if figures["other"] or figures["errors"]:
        raise BenchError(
            f"{address}: {figures['other']} answers were not what they must be, {figures['errors']} were lost or late."
        )
    return figures
