"""What the product consists of is listed, is not known to be weak, and its sources hold nothing that looks like a secret."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


AUDIT = script("audit_dependencies")


def test_no_locked_package_is_known_to_be_weak_by_the_file_of_advisories():
    held = json.loads(AUDIT.ADVISORIES.read_text(encoding="utf-8"))
    assert len(held["advisories"]["django"]) > 50
    assert AUDIT.known_weak(AUDIT.locked(), held["advisories"]) == []


def test_weak_version_is_named_with_its_advisory():
    held = json.loads(AUDIT.ADVISORIES.read_text(encoding="utf-8"))
    said = AUDIT.known_weak({"django": "5.0.6"}, held["advisories"])
    assert any(sentence.startswith("django 5.0.6: PYSEC-2024-") for sentence in said)


@pytest.mark.parametrize(
    ("version", "is_weak"), [("1.3.9", False), ("1.4", True), ("1.4.10", True), ("1.4.11", False), ("2.0", True), ("9", True)]
)
def test_version_is_weak_from_where_it_began_until_it_was_mended(version, is_weak):
    assert AUDIT.is_affected(version, [["1.4", "1.4.11"], ["2.0", ""]]) == is_weak


def test_list_of_parts_names_every_locked_package_and_every_vendored_file(tmp_path):
    target = tmp_path / "omnia.cdx.json"
    subprocess.run([sys.executable, str(ROOT / "scripts" / "sbom.py"), str(target)], check=True, capture_output=True)
    found = json.loads(target.read_text(encoding="utf-8"))
    assert found["bomFormat"] == "CycloneDX"
    named = {row["name"].lower().replace("_", "-").replace(".", "-") for row in found["components"]}
    pins = AUDIT.PIN.findall((ROOT / "requirements" / "base.txt").read_text(encoding="utf-8"))
    assert {name.lower().replace("_", "-").replace(".", "-") for name, _version in pins} - named == set()
    files = {each["name"] for row in found["components"] for each in row.get("components", [])}
    vendored = (ROOT / "static" / "vendor").rglob("*")
    assert files == {str(path.relative_to(ROOT)) for path in vendored if path.is_file() and path.name != "LICENSE"}


# Put together here, so that this file does not hold what it looks for.
SECRETS = {
    "aws.py": 'KEY = "AKIA' + 'Q3EXAMPLF7ZQ2LMN"',
    "key.pem": "-----BEGIN RSA PRIVATE " + "KEY-----",
    "deploy.yaml": "uri: mongodb://omnia:" + "kV9xTq2Lr8@db.example/",
    "settings.py": 'PASSWORD = "' + 'kV9xTq2Lr8"',
}


@pytest.mark.parametrize("name", SECRETS)
def test_secret_in_a_source_is_found(tmp_path, monkeypatch, capsys, name):
    finder = script("find_secrets")
    monkeypatch.setattr(finder, "ROOT", tmp_path)
    (tmp_path / "fine.py").write_text('NAME = "nothing"\n')
    assert finder.main() == 0
    (tmp_path / name).write_text(f"{SECRETS[name]}\n")
    assert finder.main() == 1
    assert f"{name}:1: " in capsys.readouterr().out
