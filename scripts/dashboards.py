"""Write the Grafana dashboards: `python scripts/dashboards.py [FOLDER]`; without a folder, to deploy/grafana.

They are declared here, a line a panel, so that a change is a line in a review; the JSON is what Grafana takes.
"""

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parents[1] / "deploy" / "grafana"
WIDTH, HEIGHT, COLUMNS = 12, 8, 24


class Panel(NamedTuple):
    """A chart: its title, its unit, and the lines in it, each an expression and its legend."""

    title: str
    unit: str
    lines: tuple[tuple[str, str], ...]
    kind: str = "timeseries"


def rate(name: str, by: str, selector: str = "", over: str = "5m") -> str:
    """How fast counters grow, added up by a label."""
    return f"sum by ({by}) (rate({name}{selector}[{over}]))"


def quantile(share: float, name: str, by: str) -> str:
    """A quantile of a histogram, by labels."""
    return f"histogram_quantile({share}, sum by (le, {by}) (rate({name}_bucket[5m])))"


def part(hits: str, misses: str, by: str) -> str:
    """The share of hits."""
    return f"{rate(hits, by)} / ({rate(hits, by)} + {rate(misses, by)})"


RUNTIME = (
    Panel("Requests by call", "reqps", ((rate("omnia_requests_total", "route"), "{{route}}"),)),
    Panel(
        "Errors by call", "reqps", ((rate("omnia_requests_total", "route, status", '{status=~"5.."}'), "{{route}} {{status}}"),)
    ),
    Panel(
        "Share of errors, five minutes and an hour",
        "percentunit",
        (("omnia:errors:ratio_5m", "5 min"), ("omnia:errors:ratio_1h", "1 h")),
    ),
    Panel(
        "Seconds to answer, median and 99th percentile",
        "s",
        (
            (quantile(0.5, "omnia_request_seconds", "route"), "{{route}} 50 %"),
            (quantile(0.99, "omnia_request_seconds", "route"), "{{route}} 99 %"),
        ),
    ),
    Panel("Conversations that run (estimate)", "short", (("omnia:conversations:running", "running"),)),
    Panel("Requests in flight", "short", (("sum by (instance) (omnia_requests_in_flight)", "{{instance}}"),)),
    Panel(
        "Refused by limits, and for their key",
        "reqps",
        (
            (rate("omnia_limited_total", "policy"), "limit {{policy}}"),
            (rate("omnia_auth_refused_total", "reason"), "key {{reason}}"),
        ),
    ),
    Panel("Hits of caches", "percentunit", ((part("omnia_cache_hits_total", "omnia_cache_misses_total", "cache"), "{{cache}}"),)),
    Panel("Evictions", "cps", ((rate("omnia_cache_evictions_total", "cache"), "{{cache}}"),)),
    Panel("Bytes in caches", "bytes", (("sum by (cache) (omnia_cache_bytes)", "{{cache}}"),)),
    Panel("Processor", "percentunit", (("sum by (instance) (rate(process_cpu_seconds_total[5m]))", "{{instance}}"),)),
    Panel("Memory", "bytes", (("sum by (instance) (process_resident_memory_bytes)", "{{instance}}"),)),
    Panel("Versions that run", "short", (("count by (version) (omnia_build_info)", "{{version}}"),)),
    Panel("Waiting to be recorded", "short", (("sum by (instance) (omnia_recorder_waiting)", "{{instance}}"),)),
)
TENANTS = (
    Panel("Projects by cluster", "short", (("max by (cluster, status) (omnia_projects)", "{{cluster}} {{status}}"),)),
    Panel("Collections and indexes by cluster", "short", (("max by (cluster) (omnia_cluster_files)", "{{cluster}}"),)),
    Panel("Channels moved, an hour", "short", (("sum by (channel) (increase(omnia_channel_moves_total[1h]))", "{{channel}}"),)),
    Panel("Canaries that stopped themselves, a day", "short", (("sum(increase(omnia_canaries_stopped_total[1d]))", "stopped"),)),
    Panel(
        "Since the last backup",
        "s",
        (
            ("time() - max(omnia_last_backup_timestamp_seconds)", "backup"),
            ("time() - max(omnia_last_drill_timestamp_seconds)", "drill"),
        ),
        "stat",
    ),
    Panel("Since the logs were checked", "s", (("time() - max(omnia_last_audit_check_timestamp_seconds)", "check"),), "stat"),
    Panel("Logs that do not hold", "short", (("max(omnia_audit_broken)", "broken"),), "stat"),
    Panel("Used this month", "short", (("max by (kind) (omnia_usage_month)", "{{kind}}"),)),
    Panel("Projects that use far more than usual", "short", (("max by (kind) (omnia_usage_spikes)", "{{kind}}"),)),
    Panel("Projects at 80 and 100 % of a quota", "short", (("max by (level) (omnia_quota_projects)", "{{level}} %"),)),
    Panel(
        "Quotas that came to 80 and 100 %, a day",
        "short",
        (("sum by (kind, level) (increase(omnia_quotas_reached_total[1d]))", "{{kind}} {{level}} %"),),
    ),
    Panel("Expressions over their budget", "cps", (("sum(rate(omnia_expressions_over_budget_total[5m]))", "expressions"),)),
)
DATABASES = (
    Panel(
        "Seconds of operations, 99th percentile",
        "s",
        ((quantile(0.99, "omnia_mongodb_operation_seconds", "cluster, operation"), "{{cluster}} {{operation}}"),),
    ),
    Panel(
        "Operations", "ops", ((rate("omnia_mongodb_operation_seconds_count", "cluster, operation"), "{{cluster}} {{operation}}"),)
    ),
    Panel(
        "Operations refused",
        "ops",
        ((rate("omnia_mongodb_operation_failures_total", "cluster, operation"), "{{cluster}} {{operation}}"),),
    ),
    Panel(
        "Connections in use, of those allowed",
        "percentunit",
        (
            (
                "sum by (instance, cluster) (omnia_mongodb_connections_in_use) / sum by (instance, cluster) (omnia_mongodb_connections_limit)",
                "{{instance}} {{cluster}}",
            ),
        ),
    ),
    Panel("Connections", "short", (("sum by (cluster) (omnia_mongodb_connections)", "{{cluster}}"),)),
    Panel("Waits for a connection in vain", "cps", ((rate("omnia_mongodb_checkout_failures_total", "cluster"), "{{cluster}}"),)),
    Panel(
        "Reads that failed, and stale answers",
        "cps",
        (("sum(rate(omnia_mongodb_failures_total[5m]))", "failed"), ("sum(rate(omnia_stale_answers_total[5m]))", "stale")),
    ),
    Panel(
        "Seconds of reads by the runtime, 99th percentile",
        "s",
        (("histogram_quantile(0.99, sum by (le) (rate(omnia_mongodb_read_seconds_bucket[5m])))", "read"),),
    ),
    Panel("Streams of changes", "short", (("sum(omnia_change_streams)", "streams"),)),
    Panel("Redis fails", "cps", ((rate("omnia_redis_failures_total", "use"), "{{use}}"),)),
    Panel("Values of Redis not believed", "cps", ((rate("omnia_cache_rejected_total", "cache"), "{{cache}}"),)),
    Panel("Records not written at once", "cps", (("sum(rate(omnia_archive_failures_total[5m]))", "failures"),)),
)
PORTAL = (
    Panel("Portal and runtime processes that live", "short", (('sum by (job) (up{job=~"omnia-.*"})', "{{job}}"),)),
    Panel(
        "Operations for pages, control and factory",
        "ops",
        (
            (
                rate("omnia_mongodb_operation_seconds_count", "cluster, operation", '{cluster=~"control|factory"}'),
                "{{cluster}} {{operation}}",
            ),
        ),
    ),
    Panel(
        "Seconds of operations for pages, 99th percentile",
        "s",
        (
            (
                'histogram_quantile(0.99, sum by (le, cluster) (rate(omnia_mongodb_operation_seconds_bucket{cluster=~"control|factory"}[5m])))',
                "{{cluster}}",
            ),
        ),
    ),
    Panel(
        "Redis fails for pages and sign-in",
        "cps",
        ((rate("omnia_redis_failures_total", "use", '{use=~"portal|sign_in"}'), "{{use}}"),),
    ),
    Panel(
        "Processor",
        "percentunit",
        (('sum by (instance) (rate(process_cpu_seconds_total{job="omnia-portal"}[5m]))', "{{instance}}"),),
    ),
    Panel("Memory", "bytes", (('sum by (instance) (process_resident_memory_bytes{job="omnia-portal"})', "{{instance}}"),)),
    Panel("Figures gathered, seconds ago", "s", (("time() - max(omnia_figures_timestamp_seconds)", "figures"),), "stat"),
    Panel("Log lines left out", "cps", ((rate("omnia_log_lines_left_out_total", "event"), "{{event}}"),)),
    Panel("Changes told", "cps", ((rate("omnia_actions_total", "event"), "{{event}}"),)),
    Panel(
        "Changes that another process settled, an hour",
        "short",
        (("sum by (outcome) (increase(omnia_units_settled_total[1h]))", "{{outcome}}"),),
    ),
)
FUNNEL = (
    Panel("Conversations started", "cps", ((rate("omnia_conversations_started_total", "channel"), "{{channel}}"),)),
    Panel("Conversations finished, by outcome", "cps", ((rate("omnia_conversations_finished_total", "outcome"), "{{outcome}}"),)),
    Panel(
        "Share of each outcome, an hour",
        "percentunit",
        (
            (
                "sum by (outcome) (increase(omnia_conversations_finished_total[1h])) / scalar(sum(increase(omnia_conversations_finished_total[1h])))",
                "{{outcome}}",
            ),
        ),
    ),
    Panel(
        "Started now and a week ago",
        "cps",
        (("omnia:conversations:rate_1h", "now"), ("omnia:conversations:rate_1h offset 1w", "a week ago")),
    ),
    Panel("Turns", "reqps", (('sum(rate(omnia_requests_total{route="api/v1/sessions/<session>/turns"}[5m]))', "turns"),)),
    Panel("Reads", "reqps", (('sum(rate(omnia_requests_total{method="GET"}[5m]))', "reads"),)),
)
DASHBOARDS = {"runtime": RUNTIME, "tenants": TENANTS, "databases": DATABASES, "portal": PORTAL, "funnel": FUNNEL}


def dashboard(name: str, panels: tuple[Panel, ...]) -> dict[str, Any]:
    """A dashboard as Grafana imports it; which Prometheus it asks is chosen on the page."""
    return {
        "uid": f"omnia-{name}",
        "title": f"OMNIA {name}",
        "tags": ["omnia"],
        "schemaVersion": 39,
        "editable": False,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {"list": [{"name": "source", "type": "datasource", "query": "prometheus", "label": "Prometheus"}]},
        "panels": [_panel(number, panel) for number, panel in enumerate(panels)],
    }


def _panel(number: int, panel: Panel) -> dict[str, Any]:
    source = {"type": "prometheus", "uid": "${source}"}
    place = {"x": number * WIDTH % COLUMNS, "y": number * WIDTH // COLUMNS * HEIGHT, "w": WIDTH, "h": HEIGHT}
    lines = [
        {"refId": chr(ord("A") + at), "expr": expression, "legendFormat": legend, "datasource": source}
        for at, (expression, legend) in enumerate(panel.lines)
    ]
    return {
        "id": number + 1,
        "type": panel.kind,
        "title": panel.title,
        "datasource": source,
        "gridPos": place,
        "fieldConfig": {"defaults": {"unit": panel.unit}, "overrides": []},
        "targets": lines,
    }


def main(folder: Path) -> None:
    """Write all of them."""
    for name, panels in DASHBOARDS.items():
        content = json.dumps(dashboard(name, panels), indent=1, ensure_ascii=False) + "\n"
        (folder / f"{name}.json").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
