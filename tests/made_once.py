"""Data folders in which much is set up already: made once in a run of the suites, by whoever asks first, and copied by each."""

import fcntl
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = "OMNIA_TEST_FOLDER"
"""Names the folder that all suites of a run share; `scripts/test_suites.sh` makes it."""


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """Where the processes of a run find what one of them made."""
    if told := os.environ.get(FOLDER):
        return Path(told)
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder as `make` leaves it. Who comes while somebody makes it waits; if that fails, the next one tries.

    It is nobody's own: who wants to change something in it copies it.
    """
    mark = folder.with_name(f"{folder.name}.made")
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            mark.touch()
    return folder


def set_up(folder: Path) -> None:
    """Have the product itself set up what it sets up in an empty data folder: databases, catalogue and demo."""
    from tests.hostile.process_tree import Product

    folder.parent.mkdir(parents=True, exist_ok=True)
    product = Product(folder)
    try:
        product.wait_for("OMNIA is running")
        product.process.send_signal(signal.SIGINT)
        assert product.process.wait(180) == 0, product.printed
    finally:
        product.end()
