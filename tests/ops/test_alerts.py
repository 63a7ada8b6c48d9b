"""Every alert asks for figures that exist, fires when it must and not on an ordinary day, and leads to a page that helps."""

import shutil
import subprocess

import alert_cases
import pytest
import rules
import yaml

WITH_PROMTOOL = pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed; get Prometheus.")
ALLOWED_BESIDE = {"instance", "job"}
"""Labels that Prometheus adds."""


def promtool(*arguments: str) -> str:
    """What promtool says; fails unless it is content."""
    done = subprocess.run(["promtool", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@WITH_PROMTOOL
def test_the_rules_are_well_formed():
    assert "SUCCESS" in promtool("check", "rules", str(rules.RULES))


@WITH_PROMTOOL
def test_each_alert_fires_when_it_must_and_is_quiet_on_an_ordinary_day(tmp_path):
    promtool("test", "rules", *[_written(case, tmp_path) for case in alert_cases.CASES])


def _written(case, folder):
    """A file for promtool with a case's two days; it evaluates what the case needs and no other rule, or it would take long."""
    needed = rules.alerts()[case.alert]["expr"]
    kept = [
        rule
        for group in rules.groups()
        for rule in group["rules"]
        if rule.get("alert") == case.alert or rule.get("record", "-") in needed
    ]
    content = {
        "rule_files": [f"{case.alert}.rules.yaml"],
        "evaluation_interval": case.interval,
        "tests": [_group(case, fires=fires) for fires in (True, False)],
    }
    (folder / f"{case.alert}.rules.yaml").write_text(yaml.safe_dump({"groups": [{"name": "tried", "rules": kept}]}))
    (folder / f"{case.alert}.yaml").write_text(yaml.safe_dump(content, sort_keys=False))
    return str(folder / f"{case.alert}.yaml")


def _group(case, *, fires):
    series = case.fires if fires else case.quiet
    question = f'(count(ALERTS{{alertname="{case.alert}",alertstate="firing"}}) > bool 0) or vector(0)'
    return {
        "name": f"{case.alert} {'fires' if fires else 'is quiet'}",
        "interval": "1m",
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "promql_expr_test": [{"expr": question, "eval_time": case.at, "exp_samples": [{"labels": "{}", "value": int(fires)}]}],
    }


def test_every_alert_has_a_case():
    assert {case.alert for case in alert_cases.CASES} == set(rules.alerts())


def test_every_expression_asks_for_figures_that_are_exported_and_labels_that_they_have():
    known = rules.exported() | {name: set() for name in rules.recorded()}
    unknown, unlabelled = [], []
    for where, expression in rules.expressions():
        found = rules.named(expression)
        assert found, f"{where} asks for nothing"
        unknown += [(where, name) for name, _labels in found if name not in known and name not in rules.OTHERS]
        own = [(name, labels) for name, labels in found if name in known]
        unlabelled += [(where, name, labels - known[name]) for name, labels in own if labels - known[name] - ALLOWED_BESIDE]
        if own and len(own) == len(found):
            unlabelled += [(where, name, label) for name, _chosen in own for label in _lacking(expression, known[name])]
    assert unknown == []
    assert unlabelled == []


def _lacking(expression, labels):
    return rules.grouped(expression) - labels - ALLOWED_BESIDE - {"le"}


def test_every_alert_says_how_grave_it_is_and_leads_to_a_page_that_names_it():
    for name, alert in rules.alerts().items():
        assert alert["labels"]["severity"] in {"page", "ticket"}, name
        page = rules.ROOT / alert["annotations"]["runbook"]
        assert page.is_file(), f"{name}: {page} is not there"
        assert f"`{name}`" in page.read_text(encoding="utf-8"), f"{page} does not name {name}"


def test_every_runbook_stands_in_the_list_of_them():
    listed = (rules.ROOT / "docs" / "runbooks" / "README.md").read_text(encoding="utf-8")
    pages = sorted(path.name for path in (rules.ROOT / "docs" / "runbooks").glob("*.md") if path.name != "README.md")
    assert [page for page in pages if f"({page})" not in listed] == []
    assert [name for name in rules.alerts() if f"`{name}`" not in listed] == []
