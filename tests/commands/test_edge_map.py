"""`edge_map`: haproxy sends a key's callers to the region of their cluster, before any process reads the key."""

import http.server
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from waiting import eventually

from omnia.infra.audit import SYSTEM
from omnia.mongo import embedded
from tenants.actions import clusters
from tenants.actions.keys import issue_key
from tenants.control.models import Cluster

CONFIGURATION = """
defaults
  mode http
  timeout connect 60s
  timeout client 60s
  timeout server 60s
frontend edge
  bind 127.0.0.1:{edge}
  use_backend %[req.hdr(authorization),word(2,' '),map_beg({map},nowhere)]
backend runtime_north
  server one 127.0.0.1:{north}
backend runtime_south-2
  server one 127.0.0.1:{south}
backend nowhere
  http-request return status 401
"""


@pytest.fixture
def regions(cast, settings):
    """Two clusters, in the north and in the south."""
    settings.OMNIA_CLUSTERS = {**settings.OMNIA_CLUSTERS, "south.eu": settings.OMNIA_CLUSTERS["default"]}
    for row, region in zip(clusters.register_clusters(SYSTEM), ("North", "South 2"), strict=True):
        clusters.change_cluster(SYSTEM, row, region=region, accepts_projects=True)
    return cast


@contextmanager
def saying(word: str) -> Iterator[int]:
    """A server that answers everything with a word; yields its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(word.encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def asked(port: int, key: str) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/release", headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return str(error.code)


def test_each_cluster_has_a_line_with_the_backend_of_its_region(regions, manage):
    called = manage("edge_map")
    assert (called.status, called.out) == (0, "omk_default_ runtime_north\nomk_south.eu_ runtime_south-2\n")


def test_cluster_without_a_region_is_named_and_no_map_is_printed(regions, manage):
    Cluster.objects.filter(pk="south.eu").update(region=" ")
    called = manage("edge_map")
    assert (called.status, called.out) == (1, "")
    assert "south.eu" in called.err


@pytest.mark.skipif(shutil.which("haproxy") is None, reason="haproxy is not installed; the map is not tried.")
def test_haproxy_sends_callers_to_the_region_of_their_key_and_strangers_nowhere(regions, manage, tmp_path):
    (tmp_path / "regions.map").write_text(manage("edge_map").out)
    key, edge = issue_key(SYSTEM, regions.project, name="x", scopes=("read",)).key, embedded.free_port()
    elsewhere = key.replace("omk_default_", "omk_south.eu_", 1)
    with saying("north") as north, saying("south") as south:
        told = CONFIGURATION.format(edge=edge, map=tmp_path / "regions.map", north=north, south=south)
        (tmp_path / "haproxy.cfg").write_text(told)
        with (tmp_path / "log").open("wb") as log:
            process = subprocess.Popen(
                [str(shutil.which("haproxy")), "-db", "-f", str(tmp_path / "haproxy.cfg")], stdout=log, stderr=log
            )
        try:
            assert eventually(lambda: asked(edge, key)) == "north", (tmp_path / "log").read_text()
            assert [asked(edge, each) for each in (elsewhere, "omk_mars_x_y", "nonsense")] == ["south", "401", "401"]
        finally:
            process.terminate()
            process.wait()
