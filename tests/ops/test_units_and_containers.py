"""Units of systemd, the image and the compose file: what they name exists, and what they may do is little."""

import configparser
import re
import shlex
import shutil
import subprocess
import tomllib

import commands_told
import pytest
import rules
import yaml

from omnia.settings.env import SECRET_FIELDS, Environment

DEPLOY = rules.ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
KNOWN = Environment.model_fields.keys() | {f"{name}_FILE" for name in SECRET_FIELDS}


def unit(path):
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(path)
    return parser


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_runs_a_command_that_exists_as_nobody_special(path):
    service = unit(path)["Service"]
    program, script, *arguments = shlex.split(service["ExecStart"])
    assert (program, script) == ("/opt/omnia/.venv/bin/python", "manage.py")
    commands_told.check(arguments, path.name)
    assert service["User"] == "omnia"
    wanted = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "CapabilityBoundingSet": ""}
    assert {name: service[name] for name in wanted} == wanted
    variables = dict(word.split("=", 1) for word in service.get("Environment", "").split())
    assert variables.keys() - KNOWN == set()


def test_a_process_is_stopped_after_it_has_drained():
    for path in UNITS:
        service = unit(path)["Service"]
        if "manage.py start" in service["ExecStart"]:
            assert float(service["TimeoutStopSec"]) > 2 * Environment.model_fields["OMNIA_DRAIN_SECONDS"].default
            assert service["KillMode"] == "mixed"


def test_every_job_has_a_timer():
    jobs = {path.stem for path in UNITS if unit(path)["Service"].get("Type") == "oneshot"}
    assert jobs
    assert jobs == {path.stem for path in (DEPLOY / "systemd").glob("*.timer")}


def test_the_guide_writes_the_files_that_the_units_read():
    guide = (rules.ROOT / "docs" / "how_to" / "run_on_your_servers.md").read_text(encoding="utf-8")
    read = {line for path in UNITS for line in re.findall(r"^EnvironmentFile=(.+)$", path.read_text(), flags=re.MULTILINE)}
    assert [name for name in sorted(read) if name not in guide] == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed; units are not verified.")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    for path in sorted((DEPLOY / "systemd").iterdir()):
        # This machine has no product under /opt.
        content = re.sub(r"^WorkingDirectory=.*$", "WorkingDirectory=/", path.read_text(), flags=re.MULTILINE)
        (tmp_path / path.name).write_text(content.replace("/opt/omnia/.venv/bin/python", shutil.which("true")))
    files = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "omnia-" in line] == []


def test_the_image_holds_every_package_of_the_product_and_nothing_else():
    packages = tomllib.loads((rules.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    dockerfile = (DEPLOY / "container" / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (\w+) \1$", dockerfile, flags=re.MULTILINE))
    assert copied == {*packages, "templates", "static", "locale"}
    let_in = set(re.findall(r"^!([\w/.]+)$", (DEPLOY / "container" / "Dockerfile.dockerignore").read_text(), flags=re.MULTILINE))
    assert let_in == copied | {"manage.py", "pyproject.toml", "requirements/base.txt"}


def test_the_image_is_built_from_hashed_wheels_and_runs_as_nobody():
    dockerfile = (DEPLOY / "container" / "Dockerfile").read_text()
    last = dockerfile.rpartition("\nFROM ")[2]
    assert "--require-hashes --only-binary :all:" in dockerfile
    assert re.search(r"^USER 10001:10001$", last, flags=re.MULTILINE)
    assert "apt" not in dockerfile
    assert dict(re.findall(r"(OMNIA_\w+)=(\S+)", last)).keys() - KNOWN == set()


def test_compose_gives_each_process_its_secrets_alone_and_no_way_out_of_the_databases_network():
    told = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())
    services = told["services"]
    own = {name: service for name, service in services.items() if name in ("portal", "runtime", "jobs")}
    for name, service in own.items():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"]), name
        assert service["environment"].keys() - KNOWN == set()
        mounted = {value.rpartition("/")[2] for key, value in service["environment"].items() if key.endswith("_FILE")}
        assert mounted == set(service["secrets"])
    assert "control" not in services["runtime"]["secrets"]
    assert told["networks"]["databases"] == {"internal": True}
    assert [name for name in ("mongodb", "redis") if services[name]["networks"] != ["databases"]] == []
    commands_told.check(services["jobs"]["command"], "compose: jobs")
    assert [port for service in services.values() for port in service.get("ports", ()) if not port.startswith("127.0.0.1:")] == []
