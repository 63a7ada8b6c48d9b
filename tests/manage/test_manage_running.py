"""A running product: the pipeline of the how-to as it is written there, commands beside it, and requests of every shape."""

import json
import os
import re
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from kept_connection import KeptConnection
from sampling import is_exhaustive
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from management_api.api import openapi_json
from tests.hostile.served import ROOT, manage, prepared, served

HOW_TO = ROOT / "docs" / "how_to" / "content_in_git.md"

load_all_checks()
NAMES = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "missing_required_header", "unsupported_method", "allow_header_conformance", "ignored_auth",
]  # fmt: skip
EXAMPLES = 12

schema = schemathesis.openapi.from_dict(orjson.loads(openapi_json()))
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@schemathesis.serializer("application/zip")
def _zip(_context: schemathesis.SerializationContext, value: object) -> bytes | None:
    """Bytes as they are, and nothing for what the tool makes up besides."""
    return value if isinstance(value, bytes) else None


@pytest.fixture(scope="module")
def running(tmp_path_factory, prepared_folder):
    """A product that answers, with its environment and a key that may manage its demo project."""
    with prepared(tmp_path_factory.mktemp("product"), prepared_folder) as stage, served(stage) as product:
        project = json.loads(manage(stage.environment, "project_status", "--json"))
        identifier = project[0]["project"]
        issued = json.loads(
            manage(stage.environment, "issue_key", "--project", identifier, "--scope", "manage", "--name", "deploy", "--json")
        )
        yield stage, product, identifier, issued["key"]


def script() -> str:
    return next(
        code for code in re.findall(r"```bash\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL) if "deploy.sh" in code
    )


def deploy(folder: Path, port: int, key: str, what: str, note: str = "From git") -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "OMNIA_URL": f"http://127.0.0.1:{port}", "OMNIA_KEY": key, "NOTE": note}
    return subprocess.run(
        ["bash", "deploy.sh", what], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
    )


def test_pipeline_of_the_how_to_checks_publishes_and_refuses_beside_a_running_product(running, tmp_path):
    stage, product, project, key = running
    folder = tmp_path / "content"
    manage(stage.environment, "export_documents", "--project", project, "--to", str(folder))
    (folder / "deploy.sh").write_text(script())
    assert (deploy(folder, product.port, key, "check").stdout, product.call("GET", "/release")[1]["release"]) == ("", 1)
    path = folder / "templates" / "date.json"
    body = json.loads(path.read_text())
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = "Which day, please?"
    path.write_text(json.dumps(body))

    checked = deploy(folder, product.port, key, "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("changed template date\n    changed ")
    assert product.call("GET", "/release")[1]["release"] == 1

    published = deploy(folder, product.port, key, "publish", "A “shorter” question & more")
    assert (published.returncode, published.stderr) == (0, ""), published
    assert (
        product.call("GET", "/templates/date")[1]["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"]
        == body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"]
    )
    status, _headers, content = product.ask("GET", "/api/manage/v1/releases", Authorization=f"Bearer {key}")
    assert (status, json.loads(content)["items"][0]["note"]) == (200, "A “shorter” question & more")

    del body["nodes"][0]["kind"]
    path.write_text(json.dumps(body))
    for what in ("check", "publish"):
        refused = deploy(folder, product.port, key, what)
        assert (refused.returncode != 0, "error in template date at /nodes/0" in refused.stdout) == (True, True)
    assert product.call("GET", "/release")[1]["release"] == 2

    manage(stage.environment, "export_documents", "--project", project, "--to", str(folder))
    told = json.loads(
        manage(stage.environment, "import_documents", "--project", project, "--from", str(folder), "--dry-run", "--json")
    )
    assert {row["what"] for row in told["documents"]} == {"unchanged"}


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
def test_any_request_is_answered_as_the_management_contract_says(case: schemathesis.Case, running):
    _stage, product, _project, key = running
    case.call_and_validate(
        base_url=f"http://127.0.0.1:{product.port}",
        headers={"Authorization": f"Bearer {key}"},
        checks=CHECKS.get_by_names(NAMES),
    )


PUBLISHERS, ROUNDS = 16, 200 if is_exhaustive() else 25
EACH = 200 if is_exhaustive() else 2


class Publisher:
    """One of many pipelines, over a connection of its own."""

    def __init__(self, port: int, key: str) -> None:
        self._connection = KeptConnection(port, timeout=120)
        self._key = key

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        content = orjson.dumps(body) if body is not None else None
        answer, told = self._connection.ask(method, f"/api/manage/v1{path}", content, headers)
        return answer.status, orjson.loads(told)

    def live(self) -> dict[str, Any]:
        return next(row for row in self.ask("GET", "/channels")[1]["items"] if row["channel"] == "live")

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def publishers(running):
    """Sixteen of them."""
    _stage, product, _project, key = running
    made = [Publisher(product.port, key) for _publisher in range(PUBLISHERS)]
    yield made
    for each in made:
        each.close()


def test_of_sixteen_publishers_who_saw_the_same_state_one_wins_each_round_and_the_others_are_told(publishers):
    numbers = [publishers[0].ask("POST", "/releases", {"allow_missing_texts": True})[1]["release"] for _release in range(2)]
    sequences = [publishers[0].live()["sequence"]]
    with ThreadPoolExecutor(PUBLISHERS) as pool:
        for number in range(ROUNDS):
            told = {"release": numbers[number % 2], "sequence": sequences[-1]}
            answers = list(pool.map(lambda each, told=told: each.ask("POST", "/rollback", told), publishers))
            won = [answer["sequence"] for status, answer in answers if status == 200]
            lost = Counter(status for status, _answer in answers if status != 200)
            assert len(won) == 1, lost
            # 409 by who finds it there already, 412 by who finds that it moved.
            assert lost.keys() <= {409, 412}
            sequences += won
    assert sequences == list(range(sequences[0], sequences[0] + ROUNDS + 1))
    assert publishers[0].live()["sequence"] == sequences[-1]


def test_sixteen_publishers_at_once_get_a_number_and_a_sequence_each_and_none_gets_anothers(publishers):
    before = publishers[0].live()

    def publish(publisher: Publisher) -> list[tuple[int, dict[str, Any]]]:
        return [publisher.ask("POST", "/releases", {"allow_missing_texts": True}) for _time in range(EACH)]

    with ThreadPoolExecutor(PUBLISHERS) as pool:
        answers = [answer for listed in pool.map(publish, publishers) for answer in listed]
    won = [answer for status, answer in answers if status == 201]
    assert {status for status, _answer in answers} <= {201, 409}
    assert len({answer["release"] for answer in won}) == len(won) >= PUBLISHERS
    assert sorted(answer["sequence"] for answer in won) == list(range(before["sequence"] + 1, before["sequence"] + len(won) + 1))
    after = publishers[0].live()
    assert (after["sequence"], after["release"]) in {(answer["sequence"], answer["release"]) for answer in won}
