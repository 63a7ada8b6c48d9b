"""Sign-in is no weapon: who guesses slows themselves down, the rightful person gets in, the signed-in are served throughout."""

import http.client
import itertools
import json
import math
import re
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from process_tree import Product, copy_of
from waiting import wait_until

CUSTOMER = "anna@acme.example"
LOOPS = 8
PAGES = 60
MOST_PAGES = 5_000
PATIENCE = 300.0
GUESSER, PERSON = "198.51.100.1", "203.0.113.5"


class Visitor:
    """One browser behind the proxy, which tells the product its address."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address = port, address
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if form is not None:
            body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **form}).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as connection:
            connection.request("POST" if form is not None else "GET", path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text

    def sign_in(self, email: str, password: str) -> int:
        if "csrftoken" not in self.cookies:
            status, _page = self.ask("/sign-in")
            if status != 200:
                return status
        return self.ask("/sign-in", {"username": email, "password": password})[0]


PROXIED = {"OMNIA_TRUSTED_PROXIES": "127.0.0.1/32"}
NUMBERS = itertools.count(1)
"""Of the strangers: no account is tried a second time, and no address comes back."""


@pytest.fixture(scope="module")
def product(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One product for the tests that leave nobody slowed down whom another one needs."""
    running = Product(copy_of(prepared_folder, tmp_path_factory.mktemp("tried") / "var"), more=PROXIED)
    try:
        running.wait_for("OMNIA is running")
        yield running
    finally:
        running.end()


@pytest.fixture
def password(product: Product) -> str:
    """The demo customer's password, as the data folder keeps it."""
    found = json.loads((product.folder / "demo.json").read_text())
    return str(found[CUSTOMER])


@pytest.fixture
def loops(product: Product) -> Iterator[Counter[int]]:
    """Eight strangers who try to sign in without a pause, each time with another account from another address."""
    stop, statuses = threading.Event(), Counter[int]()

    def loop() -> None:
        visitor = Visitor(product.port, GUESSER)
        while not stop.is_set():
            number = next(NUMBERS)
            visitor.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            statuses[visitor.sign_in(f"person{number}@example.com", "wrong")] += 1

    with ThreadPoolExecutor(LOOPS) as pool:
        running = [pool.submit(loop) for _loop in range(LOOPS)]
        yield statuses
        stop.set()
        for one in running:
            one.result(300)


def test_signed_in_person_gets_every_page_while_eight_strangers_try_to_sign_in(product, password, request):
    person = Visitor(product.port, PERSON)
    assert person.sign_in(CUSTOMER, password) == 302
    statuses = request.getfixturevalue("loops")
    pages = Counter[int]()
    # Until the strangers were answered a second time: a page is quick, a sign-in is made slow.
    while pages.total() < PAGES or (statuses.total() <= LOOPS and pages.total() < MOST_PAGES):
        pages[person.ask("/projects")[0]] += 1
    assert pages == {200: pages.total()}
    assert statuses.total() > LOOPS


def until_signed_in(person: Visitor, password: str) -> list[int]:
    """Try as a person would who is told to come back in a second; the statuses, the last one 302 if it went well."""
    statuses: list[int] = []
    deadline, clock = time.monotonic() + PATIENCE, threading.Event()
    while 302 not in statuses and time.monotonic() < deadline:
        statuses.append(person.sign_in(CUSTOMER, password))
        clock.wait(0 if statuses[-1] == 302 else 1)
    return statuses


def test_person_in_a_known_browser_signs_in_while_eight_strangers_try_to(product, password, request):
    person = Visitor(product.port, PERSON)
    assert person.sign_in(CUSTOMER, password) == 302
    person.cookies.pop("sessionid")
    request.getfixturevalue("loops")
    statuses = until_signed_in(person, password)
    assert statuses[-1] == 302, statuses


def test_person_in_a_new_browser_signs_in_while_eight_strangers_try_to(product, password, loops):
    statuses = until_signed_in(Visitor(product.port, PERSON), password)
    assert statuses[-1] == 302, (statuses, loops)


def test_thirty_five_guesses_in_many_spellings_are_few_and_the_person_signs_in_elsewhere(serve, password):
    product = serve(**PROXIED)
    guesser, began = Visitor(product.port, GUESSER), time.monotonic()
    spellings = [CUSTOMER, CUSTOMER.upper(), CUSTOMER.title(), f" {CUSTOMER}", CUSTOMER.replace("a", "\uff41", 1)]
    statuses = Counter(guesser.sign_in(spellings[number % len(spellings)], f"wrong {number}") for number in range(35))
    # Few at once, and then one more after 4 seconds, 8, 16 and so on.
    assert statuses[200] <= 7 + math.floor(math.log2((time.monotonic() - began) / 4 + 1))
    assert statuses[200] + statuses[429] == 35
    # Which takes as long as it takes: one more is let through, and whoever comes within its long wait is not, password or no.
    wait_until(lambda: guesser.sign_in(CUSTOMER, "wrong") == 200, PATIENCE)
    assert guesser.sign_in(CUSTOMER.upper(), password) == 429
    assert Visitor(product.port, PERSON).sign_in(CUSTOMER, password) == 302


def test_person_signs_in_at_the_guessers_address_with_a_browser_that_is_known(product, password):
    own = Visitor(product.port, GUESSER)
    assert own.sign_in(CUSTOMER, password) == 302
    for name in ("sessionid", "csrftoken"):
        own.cookies.pop(name)
    guesser = Visitor(product.port, GUESSER)
    assert 429 in {guesser.sign_in(CUSTOMER, "wrong") for _guess in range(10)}
    assert own.sign_in(CUSTOMER, password) == 302


def test_nonsense_for_a_proxy_stops_the_start_with_a_sentence(serve):
    product = serve(ready=False, OMNIA_TRUSTED_PROXIES="proxy.example")
    assert product.process.wait(180) != 0
    assert re.search(r"OMNIA_TRUSTED_PROXIES is not right: “proxy.example” is neither an address nor a network", product.printed)
    assert "Traceback" not in product.printed
