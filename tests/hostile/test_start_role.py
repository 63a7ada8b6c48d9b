"""`manage.py start` serves one role on configured servers and nothing else; the try-out keeps away from those."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from process_tree import ROOT, Product, environment, is_gone
from pymongo import MongoClient
from waiting import eventually

from omnia.mongo import embedded

KEY = "k" * 50


class Started(Product):
    """`manage.py start`, asked in the same way."""

    command = "start"


@contextmanager
def started(folder: Path, **more: str) -> Iterator[Started]:
    product = Started(folder, more={"OMNIA_SECRET_KEY": KEY, **more})
    try:
        yield product
    finally:
        product.end()


def databases_of(uri: str) -> dict[str, list[str]]:
    with MongoClient(uri) as client:
        return {name: sorted(client[name].list_collection_names()) for name in client.list_database_names()}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[embedded.EmbeddedServer]:
    """An empty database server that stands for the operator's."""
    running = embedded.start(tmp_path / "server", durable=False)
    yield running
    running.stop()


def test_runtime_that_starts_before_its_database_lives_at_once_and_gets_ready_by_itself(tmp_path):
    port = embedded.free_port()
    uri = embedded.uri_of(tmp_path / "server", port)
    with started(tmp_path / "var", OMNIA_ROLE="runtime", OMNIA_CLUSTERS=f"default={uri}") as product:
        assert eventually(lambda: product.call("/livez")[0] == 200)
        assert product.call("/readyz")[0] == 503
        running = embedded.start(tmp_path / "server", durable=False, port=port)
        try:
            assert eventually(lambda: product.call("/readyz")[0] == 200)
        finally:
            running.stop()
        assert eventually(lambda: product.call("/readyz")[0] == 503)
        product.process.send_signal(signal.SIGTERM)
        assert product.process.wait(180) == 0
    assert is_gone(product.folder)
    assert not (tmp_path / "var" / "mongodb").exists()


def test_portal_that_starts_on_an_empty_server_makes_nothing_there_and_no_database_of_its_own(tmp_path, server):
    before = databases_of(server.uri)
    told = {"OMNIA_ROLE": "portal", "OMNIA_MONGODB_URI": server.uri, "OMNIA_CLUSTERS": f"default={server.uri}"}
    with started(tmp_path / "var", **told) as product:
        assert eventually(lambda: answers(product.port))
        assert not (tmp_path / "var" / "mongodb").exists()
        assert not (tmp_path / "var" / "demo.json").exists()
        assert "@" not in product.printed, "no account is told"
        product.process.kill()
        product.process.wait()
        assert is_gone(product.folder)
    assert databases_of(server.uri) == before


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=20).close()
    except OSError:
        return False
    return True


def run(command: str, folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    told = environment(OMNIA_DATA_DIR=str(folder), PORT=str(embedded.free_port()), **more)
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), command], env=told, cwd="/", capture_output=True, text=True, check=False
    )


def test_try_out_on_configured_servers_is_refused_in_a_sentence_and_changes_nothing(tmp_path, server):
    before = databases_of(server.uri)
    told = {"OMNIA_MONGODB_URI": server.uri, "OMNIA_CLUSTERS": f"default={server.uri}", "OMNIA_SECRET_KEY": KEY}
    finished = run("serve", tmp_path / "var", **told)
    assert finished.returncode != 0
    assert finished.stderr.startswith("This is the try-out")
    assert finished.stderr.count("\n") == 1
    assert databases_of(server.uri) == before
    assert not (tmp_path / "var" / "mongodb").exists()


def test_start_without_configured_servers_is_refused_in_a_sentence(tmp_path):
    finished = run("start", tmp_path / "var")
    assert finished.returncode != 0
    assert "OMNIA_CLUSTERS" in finished.stderr or "OMNIA_MONGODB_URI" in finished.stderr
    assert finished.stderr.count("\n") == 1
    assert not (tmp_path / "var" / "mongodb").exists()


def test_worker_of_a_started_role_that_is_killed_is_replaced_and_told_of_in_a_line_for_machines(tmp_path, server):
    with started(tmp_path / "var", OMNIA_ROLE="runtime", OMNIA_CLUSTERS=f"default={server.uri}") as product:
        assert eventually(lambda: product.call("/readyz")[0] == 200)
        for role in ("worker", "web"):
            os.kill(product.web_pids()[role], signal.SIGKILL)
            assert eventually(lambda: product.call("/readyz")[0] == 200 and len(product.web_pids()) == 2)
        product.process.kill()
        product.process.wait()
        assert is_gone(product.folder)
        lines = [json.loads(line) for line in product.printed.splitlines()]
        reported = [line for line in lines if line["event"] == "server.reported"]
        assert reported[0]["sentence"] == "Unexpected exit from worker-1"
        assert (reported[0]["service"], reported[0]["level"]) == ("omnia-runtime", "error")
