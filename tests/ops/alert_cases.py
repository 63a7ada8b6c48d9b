"""For each alert: figures under which it fires, and figures of an ordinary day under which it does not.

A series is written as promtool reads it: `a+bxn` is n + 1 values that begin at a and grow by b, one a minute.
"""

from dataclasses import dataclass

Series = dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """An alert, the figures that make it fire by `at`, and those that do not."""

    alert: str
    at: str
    fires: Series
    quiet: Series
    interval: str = "1m"
    """How often the rules are looked at."""


def answers(good: int, bad: int, minutes: int) -> Series:
    """Answers of the API a minute."""
    return {
        'omnia_requests_total{status="200"}': f"0+{good}x{minutes}",
        'omnia_requests_total{status="503"}': f"0+{bad}x{minutes}",
    }


def seconds(name: str, labels: str, slow: int, minutes: int = 40) -> Series:
    """A histogram with a hundred new answers a minute, some of which took between a half and a whole second."""
    rows = {"0.5": 100 - slow, "1": 100, "+Inf": 100}
    buckets = {f'{name}_bucket{{{labels},le="{le}"}}': f"0+{count}x{minutes}" for le, count in rows.items()}
    return buckets | {f"{name}_count{{{labels}}}": f"0+100x{minutes}"}


def cache(hits: int, misses: int, evictions: int) -> Series:
    """What a cache did a minute."""
    counts = {"hits": hits, "misses": misses, "evictions": evictions}
    return {f'omnia_cache_{name}_total{{cache="releases"}}': f"0+{count}x60" for name, count in counts.items()}


def members(lag: int) -> Series:
    """A replica set whose secondary is so many milliseconds behind."""
    return {
        'mongodb_rs_members_optimeDate{set="rs0",member_idx="a:27017",member_state="PRIMARY"}': "1000000+60000x20",
        'mongodb_rs_members_optimeDate{set="rs0",member_idx="b:27017",member_state="SECONDARY"}': f"{1000000 - lag}+60000x20",
    }


def disk(free: int) -> Series:
    """A disk of a hundred bytes."""
    labels = 'instance="one",mountpoint="/var/lib/mongodb",fstype="ext4"'
    return {f"node_filesystem_avail_bytes{{{labels}}}": f"{free}x30", f"node_filesystem_size_bytes{{{labels}}}": "100x30"}


def pool(in_use: int) -> Series:
    """A pool of fifty connections."""
    labels = 'instance="one",cluster="eu"'
    return {
        f"omnia_mongodb_connections_in_use{{{labels}}}": f"{in_use}x20",
        f"omnia_mongodb_connections_limit{{{labels}}}": "50x20",
    }


def constant(name: str, value: float, minutes: int = 130) -> Series:
    """A figure that stays as it is."""
    return {name: f"{value}x{minutes}"}


def growing(name: str, step: float, minutes: int = 30) -> Series:
    """A counter that grows by so much a minute."""
    return {name: f"0+{step}x{minutes}"}


ROUTE, OPERATION = 'route="api/v1/sessions"', 'cluster="eu",operation="find"'
CONVERSATIONS = 'omnia_conversations_started_total{channel="voice"}'
WEEK = 7 * 24 * 60

CASES = (
    Case("OmniaErrorBudgetBurnsFast", "70m", answers(98, 2, 75), answers(999, 1, 75)),
    Case("OmniaErrorBudgetBurnsSlowly", "390m", answers(99, 1, 400), answers(9995, 5, 400)),
    Case("OmniaErrorsSpike", "15m", answers(900, 100, 20), answers(990, 10, 20)),
    Case("OmniaSlowAnswers", "30m", seconds("omnia_request_seconds", ROUTE, 20), seconds("omnia_request_seconds", ROUTE, 0)),
    Case("OmniaStaleAnswers", "20m", growing("omnia_stale_answers_total", 3), growing("omnia_stale_answers_total", 0)),
    Case("OmniaProcessDown", "10m", constant('up{job="omnia-runtime"}', 0), constant('up{job="omnia-runtime"}', 1)),
    Case(
        "OmniaDatabaseReadsFail", "20m", growing("omnia_mongodb_failures_total", 30), growing("omnia_mongodb_failures_total", 1)
    ),
    Case("OmniaConnectionPoolExhausted", "15m", pool(49), pool(20)),
    Case(
        "OmniaSlowOperations",
        "30m",
        seconds("omnia_mongodb_operation_seconds", OPERATION, 20),
        seconds("omnia_mongodb_operation_seconds", OPERATION, 0),
    ),
    Case("OmniaReplicationLags", "15m", members(60_000), members(500)),
    Case(
        "OmniaClusterNearlyFull",
        "40m",
        constant('omnia_cluster_files{cluster="eu"}', 90_000),
        constant('omnia_cluster_files{cluster="eu"}', 500),
    ),
    Case("OmniaDiskNearlyFull", "20m", disk(5), disk(40)),
    Case("OmniaCacheTooSmall", "55m", cache(1000, 500, 400), cache(1000, 20, 0)),
    Case(
        "OmniaRedisFails",
        "20m",
        growing('omnia_redis_failures_total{use="sessions"}', 60),
        growing('omnia_redis_failures_total{use="sessions"}', 0),
    ),
    Case(
        "OmniaRecorderBehind",
        "15m",
        constant('omnia_recorder_waiting{instance="one"}', 700),
        constant('omnia_recorder_waiting{instance="one"}', 3),
    ),
    Case(
        "OmniaBackupTooOld",
        "1h",
        constant("omnia_last_backup_timestamp_seconds", -100_000),
        constant("omnia_last_backup_timestamp_seconds", -70_000),
    ),
    Case(
        "OmniaDrillTooOld",
        "2h",
        constant("omnia_last_drill_timestamp_seconds", -800_000),
        constant("omnia_last_drill_timestamp_seconds", -500_000),
    ),
    Case("OmniaAuditDoesNotHold", "5m", constant("omnia_audit_broken", 1), constant("omnia_audit_broken", 0)),
    Case(
        "OmniaAuditUnchecked",
        "2h",
        constant("omnia_last_audit_check_timestamp_seconds", -800_000),
        constant("omnia_last_audit_check_timestamp_seconds", -500_000),
    ),
    Case(
        "OmniaFiguresStale",
        "30m",
        constant("omnia_figures_timestamp_seconds", -600),
        growing("omnia_figures_timestamp_seconds", 60, 40),
    ),
    Case(
        "OmniaProjectNotReady",
        "30m",
        constant('omnia_projects{cluster="eu",status="failed"}', 2),
        constant('omnia_projects{cluster="eu",status="failed"}', 0),
    ),
    Case(
        "OmniaCertificateExpires",
        "90m",
        constant("probe_ssl_earliest_cert_expiry", 500_000),
        constant("probe_ssl_earliest_cert_expiry", 5_000_000),
    ),
    Case("OmniaCanaryStopped", "10m", {"omnia_canaries_stopped_total": "0 0 1x30"}, constant("omnia_canaries_stopped_total", 4)),
    Case(
        "OmniaProjectCostSpike",
        "50m",
        {'omnia_usage_spikes{kind="egress"}': "0x10 1x60"},
        {'omnia_usage_spikes{kind="egress"}': "0x10 1x10 0x60"},
    ),
    Case(
        "OmniaQuotaUsedUp",
        "10m",
        {'omnia_quotas_reached_total{kind="turns",level="100"}': "0 0 1x30"},
        {'omnia_quotas_reached_total{kind="turns",level="80"}': "0 0 1x30"},
    ),
    Case(
        "OmniaCostSpike",
        f"{WEEK + 240}m",
        {CONVERSATIONS: f"0+120x{WEEK} {120 * WEEK}+600x300"},
        growing(CONVERSATIONS, 120, WEEK + 300),
        "4m",
    ),
)
