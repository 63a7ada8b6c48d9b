"""Figures of several processes: right sums at any look, also of those that were killed, and nothing left behind."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from test_process import ask, environment_of, served
from waiting import wait_until

from omnia.infra import metrics

READS = 120
ROUTE = 'omnia_requests_total{method="GET",route="api/v1/templates/<key>",status="200"}'


@pytest.fixture(scope="module")
def four(migrated, tmp_path_factory):
    """The port of a runtime of four processes, and the folder of their numbers."""
    environment = environment_of(migrated, tmp_path_factory.mktemp("four"))
    process, port = served({**environment, "OMNIA_LIMIT_PER_KEY": "0", "OMNIA_LIMIT_PER_PROJECT": "0"}, workers=4)
    yield port, Path(environment["OMNIA_DATA_DIR"]) / "metrics"
    process.send_signal(signal.SIGTERM)
    process.wait(60)


def told(port):
    return ask(port, "GET", "/metrics")[2].decode()


def value(text, name):
    return next((float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name)), 0.0)


def read_over_many_connections(port, key, count):
    """Each over a connection of its own, so that all processes get some."""
    for _request in range(count):
        assert ask(port, "GET", "/api/v1/templates/date", Authorization=f"Bearer {key}")[0] == 200


def living(folder):
    return sorted(int(path.stem) for path in folder.glob("*.alive"))


def test_every_read_is_told_by_whichever_process_is_asked_and_stays_told_when_one_is_killed(four, published_project):
    port, folder = four
    before = value(told(port), ROUTE)
    read_over_many_connections(port, published_project.key, READS)
    assert {value(told(port), ROUTE) for _look in range(12)} == {before + READS}
    workers = living(folder)
    assert len(workers) == 4
    os.kill(workers[0], signal.SIGKILL)
    wait_until(lambda: value(told(port), "omnia_processes") == 4 and workers[0] not in living(folder))
    assert {value(told(port), ROUTE) for _look in range(12)} == {before + READS}
    read_over_many_connections(port, published_project.key, READS)
    assert {value(told(port), ROUTE) for _look in range(12)} == {before + 2 * READS}
    assert [path.name for path in folder.iterdir() if f"_{workers[0]}.db" in path.name] == [], "its gauges and files are gone"


def test_figures_of_the_processes_are_sums_and_the_version_is_told(four):
    text = told(four[0])
    assert value(text, "omnia_processes") == 4
    assert value(text, "process_resident_memory_bytes") > 4 * 20_000_000
    assert value(text, "process_cpu_seconds_total") > 1
    assert 'omnia_build_info{version="' in text


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed; it comes with Prometheus.")
def test_promtool_finds_nothing_in_the_figures_of_one_process_or_of_several(four, published_project):
    port, _folder = four
    published_project.client.get("/api/v1/templates/date")
    read_over_many_connections(port, published_project.key, 4)
    for text in (told(port), metrics.exposition()[0].decode()):
        found = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, check=False)
        assert (found.returncode, found.stdout + found.stderr) == (0, "")


def test_counts_without_a_lock_lose_none_between_threads():
    counter = metrics.LocklessCounter(metrics.CACHE_HITS.labels("plans"))
    before = metrics.CACHE_HITS.labels("plans")._value.get()
    threads = [threading.Thread(target=lambda: [counter.count() for _each in range(50_000)]) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert metrics.CACHE_HITS.labels("plans")._value.get() - before == 400_000


def test_a_cell_in_a_file_loses_none_between_threads_and_is_read_by_others(tmp_path):
    script = (
        "import threading, json\n"
        "from prometheus_client import Counter\n"
        "from omnia.infra import metrics, metric_files\n"
        "metric_files.join()\n"
        "counter = metrics.LocklessCounter(metrics.CACHE_HITS.labels('plans'))\n"
        "work = lambda: [counter.count() for _each in range(50_000)]\n"
        "threads = [threading.Thread(target=work) for _thread in range(8)]\n"
        "[thread.start() for thread in threads]; [thread.join() for thread in threads]\n"
        "print(metric_files.exposition().decode())\n"
    )
    told_here = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "omnia.settings.test_runtime"}
    root = Path(__file__).parents[2]
    for runs in (1, 2):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=told_here,
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        assert value(done.stdout, 'omnia_cache_hits_total{cache="plans"}') == 400_000 * runs
        assert value(done.stdout, "omnia_processes") == 1
    assert len(list(tmp_path.glob("counter_*"))) == 3, "one of the dead, and two of the one that is not known to be dead yet"
