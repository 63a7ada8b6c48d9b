"""Processes of the product are killed, in every order: what can come back comes back by itself, and nothing is left over."""

import itertools
import os
import signal
import socket

import pytest
from process_tree import ROLES, copy_of, is_gone, members
from sampling import sampled
from waiting import eventually

from omnia.mongo import embedded

ORDERS = list(itertools.permutations(ROLES))
TURN = {"turn": 0, "event": "utterance", "text": "the fourteenth of March"}


def test_database_web_server_and_worker_killed_come_back_and_what_was_acknowledged_is_there(serve):
    product = serve()
    before = embedded.find(embedded.folder_in(product.folder))
    session = product.begin()
    assert eventually(lambda: product.call(f"/api/v1/sessions/{session}/turns", TURN, product.key())[0] == 200)
    for role in ("database", "web", "worker"):
        killed = product.pids()[role]
        os.kill(killed, signal.SIGKILL)
        assert eventually(lambda role=role, killed=killed: product.pids().get(role, killed) != killed), product.printed
        assert eventually(product.is_well), product.printed
        assert eventually(lambda: product.call(f"/api/v1/sessions/{session}", key=product.key())[1].get("turn") == 1)
    assert embedded.find(embedded.folder_in(product.folder)).port == before.port
    for sentence in ("The embedded database was killed (signal 9)", "The web server was killed (signal 9)"):
        assert sentence in product.printed
    assert product.printed.count("process.restarted") >= 2, "told in the log as well"
    product.process.send_signal(signal.SIGTERM)
    assert product.process.wait(180) == 0
    assert "The database closed its files in order" in product.printed
    assert is_gone(product.folder)


def is_free(port: int) -> bool:
    """Whether a server can be started on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@pytest.mark.parametrize("order", sampled(ORDERS, parts=len(ORDERS)), ids="-".join)
def test_killed_in_this_order_nothing_is_left_and_the_next_start_finds_everything(serve, order):
    product = serve()
    session = product.begin()
    there = product.pids()
    for role in order:
        # Dead already, or started again with another number: the others are killed all the same.
        if (now := product.pids().get(role, there[role])) in members(product.folder):
            os.kill(now, signal.SIGKILL)
    product.process.wait(180)
    assert is_gone(product.folder)
    # A connection of another test's may have been given the number for a moment.
    assert eventually(lambda: is_free(product.port))
    again = serve(product.folder)
    assert eventually(lambda: again.call(f"/api/v1/sessions/{session}", key=again.key())[0] == 200)


def test_second_start_on_a_used_folder_is_refused_in_a_sentence_and_harms_nothing(serve):
    first = serve()
    there = first.pids()
    second = serve(first.folder, ready=False)
    assert second.process.wait(180) == 1
    refusal = f"OMNIA runs on the data folder {first.folder} already (process {first.process.pid})."
    assert second.printed.startswith(refusal)
    assert second.printed.count("\n") == 1
    assert first.pids() == there
    assert eventually(first.is_well)


def test_told_to_stop_during_set_up_nothing_is_left(serve, tmp_path):
    product = serve(tmp_path / "fresh", ready=False)
    product.wait_for("Catalogue and demo")
    assert eventually(lambda: len(members(product.folder)) == 3)
    product.process.send_signal(signal.SIGTERM)
    assert product.process.wait(180) == 0
    assert is_gone(product.folder)
    assert "closed its files in order" in product.printed


def test_killed_during_set_up_nothing_is_left_and_the_next_start_finishes(serve, tmp_path):
    product = serve(tmp_path / "fresh", ready=False)
    product.wait_for("Catalogue and demo")
    assert eventually(lambda: len(members(product.folder)) == 3)
    product.process.kill()
    product.process.wait()
    assert is_gone(product.folder)
    assert eventually(serve(product.folder).is_well)


def test_port_file_that_was_left_behind_is_not_believed(serve, prepared_folder, tmp_path):
    first = serve()
    port = embedded.find(embedded.folder_in(first.folder)).port
    folder = copy_of(prepared_folder, tmp_path / "copied")
    (folder / "mongodb" / "omnia_port").write_text(str(port))
    second = serve(folder)
    assert embedded.find(embedded.folder_in(second.folder)).port != port
    second.kill("serve")
    second.process.wait()
    assert is_gone(second.folder)
    assert eventually(first.is_well), "the other product's database was neither used nor stopped"
