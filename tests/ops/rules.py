"""What the alerts, the recording rules and the dashboards ask, and what a product exports."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from prometheus_client import REGISTRY

ROOT = Path(__file__).parents[2]
RULES = ROOT / "deploy" / "prometheus" / "omnia.rules.yaml"
DASHBOARDS = ROOT / "deploy" / "grafana"
OTHERS = {
    "up": "Prometheus itself",
    "node_filesystem_avail_bytes": "node_exporter",
    "node_filesystem_size_bytes": "node_exporter",
    "mongodb_rs_members_optimeDate": "mongodb_exporter",
    "probe_ssl_earliest_cert_expiry": "blackbox_exporter",
}
"""Figures that other programs export, and which."""

SUFFIXES = {"histogram": ("_bucket", "_count", "_sum"), "counter": ("_total",), "gauge": ("",)}
NAME = re.compile(r"\b((?:omnia|process|mongodb|node|probe)_[a-zA-Z_]+|omnia(?::\w+)+|up(?=\{))(\{[^}]*\})?")
GROUPING = re.compile(r"\bby \(([^)]*)\)")


def groups() -> list[dict[str, Any]]:
    """The groups of the rules."""
    found: list[dict[str, Any]] = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    return found


def alerts() -> dict[str, dict[str, Any]]:
    """The alerts, by name."""
    return {rule["alert"]: rule for group in groups() for rule in group["rules"] if "alert" in rule}


def recorded() -> set[str]:
    """The names of what rules record."""
    return {rule["record"] for group in groups() for rule in group["rules"] if "record" in rule}


def expressions() -> Iterator[tuple[str, str]]:
    """Every expression, with where it stands."""
    for group in groups():
        for rule in group["rules"]:
            yield rule.get("alert") or rule["record"], rule["expr"]
    for path in sorted(DASHBOARDS.glob("*.json")):
        for panel in json.loads(path.read_text(encoding="utf-8"))["panels"]:
            for target in panel.get("targets", ()):
                yield f"{path.stem}: {panel['title']}", target["expr"]


def exported() -> dict[str, set[str]]:
    """The samples that this process exports, each with the labels that it may have."""
    from omnia.infra import metrics  # registers them

    assert metrics.REQUESTS
    found: dict[str, set[str]] = {}
    for collector in list(REGISTRY._collector_to_names):
        labels = set(getattr(collector, "_labelnames", ()))
        for family in collector.collect():
            for suffix in SUFFIXES.get(family.type, ("",)):
                more = {"le"} if suffix == "_bucket" else set()
                found[family.name + suffix] = labels | more
    return found


def named(expression: str) -> list[tuple[str, set[str]]]:
    """The figures that an expression asks for, each with the labels by which it chooses."""
    return [(name, set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", chosen))) for name, chosen in NAME.findall(expression)]


def grouped(expression: str) -> set[str]:
    """The labels by which an expression groups."""
    return {label.strip() for held in GROUPING.findall(expression) for label in held.split(",") if label.strip()}
