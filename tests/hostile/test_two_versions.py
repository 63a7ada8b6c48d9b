"""Two versions of the product behind a load balancer under load: a canary, a switch, going back, and no request fails.

Two versions are the product and a copy of it that bears another number; both stand on the same databases.
"""

import json
import re
import shutil
import signal
import urllib.request
from pathlib import Path

import pytest
from balancing import Callers, Role, is_up, weigh
from process_tree import ROOT, copy_of
from sampling import is_exhaustive
from waiting import eventually, wait_until

import omnia
from omnia.mongo import embedded

pytestmark = pytest.mark.skipif(not is_exhaustive(), reason="Two versions under load are tried by make test-all.")
NEXT = "99.0.0"
PARTS = ("omnia", "factory", "tenants", "fleet", "runtime_api", "management_api", "templates", "static", "locale", "manage.py")
SEEN = 60
"""Answers after which a phase has been seen by everybody who calls."""


@pytest.fixture(scope="module")
def following(tmp_path_factory) -> Path:
    """The version after this one: a copy of the product with another number."""
    folder = tmp_path_factory.mktemp("following")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    told = folder / "omnia" / "__init__.py"
    told.write_text(told.read_text().replace(omnia.VERSION, NEXT))
    return folder


def figure(port: int, name: str) -> dict[str, float]:
    """A figure of a process, by its labels."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
        rows = re.findall(rf"^{name}(\{{[^}}]*\}})? (\S+)$", answer.read().decode(), flags=re.MULTILINE)
    return {labels: float(value) for labels, value in rows}


def answered(port: int) -> float:
    return sum(figure(port, "omnia_requests_total").values())


def test_canary_switch_and_going_back_fail_no_request_and_running_conversations_go_on(
    balancer, prepared_folder, following, tmp_path, record_testsuite_property
):
    data = copy_of(prepared_folder, tmp_path / "var")
    server = embedded.start(embedded.folder_in(data), durable=False)
    told = {
        "OMNIA_ROLE": "runtime", "OMNIA_CLUSTERS": f"default={server.uri}", "OMNIA_DRAIN_SECONDS": "12",
        "OMNIA_LIMIT_PER_KEY": "0", "OMNIA_LIMIT_PER_PROJECT": "0",
        "OMNIA_SECRET_KEY": (data / "secret_key").read_text(),
    }  # fmt: skip
    key = next(value for name, value in json.loads((data / "demo.json").read_text()).items() if name.startswith("key:"))
    roles: list[Role] = []

    def start(name: str, root: Path) -> Role:
        roles.append(Role(tmp_path / f"{name}-{len(roles)}", balancer[name], told, root))
        assert eventually(lambda: is_up(balancer["stats"], name)), roles[-1].printed
        return roles[-1]

    def everybody_has_called(callers: Callers) -> None:
        before = sum(callers.statuses.values())
        wait_until(lambda: sum(callers.statuses.values()) >= before + SEEN)

    try:
        weigh(balancer["admin"], one=100, two=0)
        start("one", ROOT)
        with Callers(balancer["front"], key) as callers:
            everybody_has_called(callers)
            running = [opened(callers) for _each in range(3)]
            old = start("two", following)
            assert list(figure(balancer["two"], "omnia_build_info")) == [f'{{version="{NEXT}"}}']
            untouched = answered(balancer["two"])
            everybody_has_called(callers)
            assert answered(balancer["two"]) == untouched, "a version without weight is asked for nothing"

            weigh(balancer["admin"], two=10)  # a canary
            wait_until(lambda: answered(balancer["two"]) > untouched + 3)
            weigh(balancer["admin"], two=100, one=0)  # blue becomes green
            everybody_has_called(callers)
            carried_on = [answer_in(callers, session) for session in running]
            on_next = answered(balancer["two"])
            weigh(balancer["admin"], one=100, two=0)  # and back
            everybody_has_called(callers)
            old.process.send_signal(signal.SIGTERM)
            assert old.process.wait(180) == 0
            everybody_has_called(callers)
        record_testsuite_property("two_versions", f"{dict(callers.statuses)}, {on_next:.0f} by the next version")
    finally:
        for role in roles:
            role.end()
        server.stop()
    assert callers.failed == []
    assert carried_on == [200, 200, 200]
    assert on_next > SEEN / 2


def opened(callers: Callers) -> str:
    """A conversation that is begun and left open."""
    status, content = called(callers, "/api/v1/sessions", {"template": "date", "locale": "en", "channel": "chat"})
    assert status == 201
    return str(content["session"])


def answer_in(callers: Callers, session: str) -> int:
    turn = {"turn": 0, "event": "utterance", "text": "the fourteenth of March"}
    return called(callers, f"/api/v1/sessions/{session}/turns", turn)[0]


def called(callers: Callers, path: str, body: dict[str, object]) -> tuple[int, dict[str, object]]:
    request = urllib.request.Request(f"http://127.0.0.1:{callers.port}{path}", json.dumps(body).encode(), callers.headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.status, json.loads(answer.read())
