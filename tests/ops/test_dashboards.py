"""The dashboards are what their declarations say, and every panel's question is one that Prometheus understands."""

import json
import shutil
import subprocess
import sys

import pytest
import rules
import yaml


def dashboards():
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(rules.DASHBOARDS.glob("*.json"))}


def test_the_files_are_those_that_the_script_writes(tmp_path):
    subprocess.run([sys.executable, str(rules.ROOT / "scripts" / "dashboards.py"), str(tmp_path)], check=True)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    there = {path.name: path.read_text(encoding="utf-8") for path in rules.DASHBOARDS.glob("*.json")}
    assert there == written, "call scripts/dashboards.py"


def test_there_is_one_for_each_of_runtime_tenants_databases_portal_and_funnel_with_no_panel_upon_another():
    found = dashboards()
    assert sorted(found) == ["databases", "funnel", "portal", "runtime", "tenants"]
    for name, dashboard in found.items():
        places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in dashboard["panels"]]
        assert len(places) == len(set(places)), name
        assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])


def test_every_figure_of_the_product_is_on_a_dashboard_or_in_an_alert():
    asked = {name.removesuffix(suffix) for _where, expression in rules.expressions() for name, _labels in rules.named(expression)
             for suffix in ("", "_bucket", "_count", "_sum")}  # fmt: skip
    own = {name for name in rules.exported() if name.startswith("omnia_") and not name.endswith(("_bucket", "_count", "_sum"))}
    assert own - asked == set()


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed; it comes with Prometheus.")
def test_prometheus_understands_every_question_of_a_panel(tmp_path):
    questions = [expression for where, expression in rules.expressions() if ": " in where]
    content = {
        "groups": [{"name": "panels", "rules": [{"record": f"panel:{n}", "expr": each} for n, each in enumerate(questions)]}]
    }
    (tmp_path / "panels.yaml").write_text(yaml.safe_dump(content))
    done = subprocess.run(
        ["promtool", "check", "rules", str(tmp_path / "panels.yaml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
