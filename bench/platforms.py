"""Platforms for conversations that a user would pick instead: bots of theirs that ask a date, read it back and ask again.

Each is a real bot of its platform, trained or written with what the platform brings, as light as it allows: one process on the
core that ours has, its conversations in Redis. What cannot be installed raises `NotInstalledError`, and is left out.
"""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.servers import (
    ROOT,
    SERVER_CORE,
    BenchError,
    Load,
    NotInstalledError,
    Running,
    exchange,
    fetch_packages,
    node_server,
    post,
    running,
)
from omnia.mongo import embedded


@dataclass(frozen=True, slots=True)
class Partner:
    """A server that runs, and what holds conversations with it from the other core for a number of `seconds`."""

    process: int
    converse: Callable[..., Load]


CONVERSATION, TEXT = "CONVERSATION", "TEXT"
"""Stand in messages where the conversation's name and what is said go."""

RASA_PEER, RASA_ENVIRONMENT = Path(__file__).parent / "peers" / "rasa", ROOT / "var" / "venv-rasa"
RASA_LOCK = ROOT / "requirements" / "rasa.txt"


@dataclass(frozen=True, slots=True)
class Protocol:
    """How a platform's bot is addressed: the path, what opens a conversation, and what carries a person's text."""

    path: str
    opening: Mapping[str, Any]
    message: Mapping[str, Any]


REST = Protocol("/webhooks/rest/webhook", {"sender": CONVERSATION, "message": "/open"}, {"sender": CONVERSATION, "message": TEXT})
"""Rasa's channel for REST; a message with a slash names an intent."""

ACTIVITY = {
    "channelId": "directline",
    "serviceUrl": "http://127.0.0.1/",
    "deliveryMode": "expectReplies",
    "conversation": {"id": CONVERSATION},
    "from": {"id": "person"},
    "recipient": {"id": "bot"},
    "locale": "en-us",
}
ACTIVITIES = Protocol(
    "/api/messages",
    {**ACTIVITY, "type": "conversationUpdate", "id": "0", "membersAdded": [{"id": "person"}]},
    {**ACTIVITY, "type": "message", "id": "1", "text": TEXT},
)
"""The Bot Framework's protocol, the answers in the response to the request."""

RASA_ANSWERS = ("Which date", "the fourteenth of March 2027", "Which date", "next Friday", "is noted")
BOT_FRAMEWORK_ANSWERS = ("Which date", "14 March", "Which date", "Friday", "is noted")
"""What the answer to the opening, and to each sentence of the conversation, must hold."""


@contextmanager
def rasa(redis_url: str, said: Mapping[str, str]) -> Iterator[Partner]:
    """Rasa with rules and regular expressions, without a neural network and without a server of actions."""
    command = _rasa_installed()
    folder = ROOT / "var" / "bench" / "rasa"
    shutil.copytree(RASA_PEER, folder, dirs_exist_ok=True)
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
    told = {**os.environ, **quiet, "BENCH_REDIS_PORT": str(urlsplit(redis_url).port)}
    _train(folder, told, command)
    port = embedded.free_port()
    run = ["run", "--quiet", "-i", "127.0.0.1", "-p", str(port), "--model", "models/dates.tar.gz"]
    serve = ["taskset", "-c", str(SERVER_CORE), command, *run, "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    log = folder / "server.log"
    with running(serve, told, f"http://127.0.0.1:{port}", "/", folder=folder, log=log) as started:
        yield _rehearsed(started, REST, said, RASA_ANSWERS)


def _train(folder: Path, environment: Mapping[str, str], command: str) -> None:
    files = ["--config", "config.yml", "--domain", "domain.yml", "--data", "training.yml", "--fixed-model-name", "dates"]
    try:
        subprocess.run([command, "train", *files], cwd=folder, env=environment, check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        raise BenchError(f"Rasa could not be trained: {error.stderr[-2000:]}") from error


def _rasa_installed() -> str:
    """Rasa's command, installed from its lock if it is not there as locked."""
    stamp, command = RASA_ENVIRONMENT / "lock.sha256", RASA_ENVIRONMENT / "bin" / "rasa"
    locked = hashlib.sha256(RASA_LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != locked:
        wanted, uv = _python310(), Path(sys.executable).with_name("uv")
        if not uv.exists():
            raise NotInstalledError("uv is not installed. `make bench` installs it.")
        fetch_packages([str(uv), "venv", "--quiet", "--clear", "--python", wanted, str(RASA_ENVIRONMENT)])
        python = str(RASA_ENVIRONMENT / "bin" / "python")
        fetch_packages([str(uv), "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", str(RASA_LOCK)])
        stamp.write_text(locked, encoding="ascii")
    return str(command)


def _python310() -> str:
    """A Python 3.10, which Rasa wants: the one named in BENCH_PYTHON310, in the path, or among pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    named = shutil.which(os.environ.get("BENCH_PYTHON310", "python3.10"))
    for place in filter(None, [named, *map(str, pyenv.glob("3.10.*/bin/python3.10"))]):
        # What stands in the path may be a shim that finds no such version.
        asked = subprocess.run([place, "--version"], check=False, capture_output=True, text=True)
        if asked.stdout.startswith("Python 3.10."):
            return place
    raise NotInstalledError("There is no Python 3.10, which it wants. Name one in BENCH_PYTHON310.")


@contextmanager
def bot_framework(redis_url: str, said: Mapping[str, str]) -> Iterator[Partner]:
    """A bot of Microsoft's Bot Framework SDK under Node, with its prompts for dates and for yes and no."""
    with node_server("botframework", {**os.environ, "OMNIA_REDIS_URL": redis_url}, "/livez") as started:
        yield _rehearsed(started, ACTIVITIES, said, BOT_FRAMEWORK_ANSWERS)


def _rehearsed(server: Running, protocol: Protocol, said: Mapping[str, str], answers: tuple[str, ...]) -> Partner:
    """A bot with which one conversation was held by itself, and went as it must; raises `BenchError` if not."""
    address = server.address + protocol.path
    opening, message = json.dumps(protocol.opening), json.dumps(protocol.message)
    name = f"bench-{secrets.token_hex(8)}"
    bodies = [opening, *(message.replace(TEXT, text) for text in said)]
    for body, held in zip(bodies, answers, strict=True):
        answer = json.dumps(post(address, {"Content-Type": "application/json"}, json.loads(body.replace(CONVERSATION, name))))
        if held not in answer:
            raise BenchError(f"{address} answered without “{held}”: {answer}")
    return Partner(server.process.pid, partial(exchange, address, opening, message, tuple(said), answers))


PLATFORMS = {
    "Rasa 3.6, rules and regular expressions": rasa,
    "Microsoft's Bot Framework SDK": bot_framework,
}
"""By name: what starts the platform's bot, with Redis at an address, to be said the same as the product."""


def start_platforms(stack: ExitStack, redis_url: str, said: Mapping[str, str]) -> tuple[dict[str, Partner], dict[str, str]]:
    """The platforms that can be installed, which run until the stack closes; and why the others are left out."""
    started, left_out = {}, {}
    for name, start in PLATFORMS.items():
        try:
            started[name] = stack.enter_context(start(redis_url, said))
        except NotInstalledError as error:
            left_out[name] = f"left out: {error}"
    return started, left_out
