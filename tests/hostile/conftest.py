"""Products of their own for the tests that hammer them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from balancing import balanced
from process_tree import Product, copy_of
from served import Stage, prepared


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory, prepared_folder: Path) -> Iterator[Stage]:
    """A database with a demo project, for as many web servers as the tests need."""
    with prepared(tmp_path_factory.mktemp("product"), prepared_folder) as made:
        yield made


@pytest.fixture
def balancer(tmp_path: Path) -> Iterator[dict[str, int]]:
    """haproxy in front of two ports, which nobody listens on yet."""
    with balanced(tmp_path) as ports:
        yield ports


@pytest.fixture
def serve(prepared_folder: Path, tmp_path: Path) -> Iterator[Callable[..., Product]]:
    """Starts products on copies of that folder; whatever is left of them is ended afterwards."""
    started: list[Product] = []

    def start(folder: Path | None = None, *, ready: bool = True, **more: str) -> Product:
        chosen = folder or copy_of(prepared_folder, tmp_path / f"var{len(started)}")
        product = Product(chosen, more=more)
        started.append(product)
        if ready:
            product.wait_for("OMNIA is running")
        return product

    yield start
    for product in started:
        product.end()
