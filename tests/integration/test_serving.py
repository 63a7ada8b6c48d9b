"""`manage.py serve` before it starts anything."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from omnia.mongo import embedded
from omnia.serve import supervisor

ROOT = Path(__file__).parents[2]


def test_serving_on_a_port_that_another_server_shares_says_so_and_starts_nothing(tmp_path):
    with socket.socket() as other:
        # As the web server does it: whoever asks the same way would be let in beside it.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("OMNIA_", "DJANGO_"))}
        environment = {**kept, "PORT": str(port), "OMNIA_DATA_DIR": str(tmp_path / "var")}
        finished = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), "serve"], env=environment, capture_output=True, text=True, check=False
        )
    assert finished.returncode == 1
    assert f"Something listens on port {port} already." in finished.stderr
    assert f"PORT={port + 1} make run" in finished.stderr
    assert not (tmp_path / "var" / "mongodb").exists()


def test_port_that_is_chosen_is_none_that_an_outgoing_connection_may_get_before_it_is_listened_on():
    first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    if first < embedded.OWN_PORTS.stop:
        pytest.skip("The system gives nearly all ports to outgoing connections.")
    assert [port for port in (embedded.free_port() for _time in range(50)) if port >= first] == []


def test_a_port_that_nobody_listens_on_is_free():
    assert supervisor.port_is_free("127.0.0.1", embedded.free_port())
