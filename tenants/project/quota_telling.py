"""Looks how far a project's quota is used, and tells operators of the levels that are new."""

from datetime import UTC, datetime

from omnia.infra import metrics
from omnia.infra.telemetry import log
from omnia.mongo.context import ProjectRef
from tenants.project import quotas

logger = log(__name__)


def judge(project: ProjectRef) -> None:
    """Look, note it for people and for the runtime, and say each new level once."""
    for kind, level in quotas.judge(project, datetime.now(UTC).date()):
        metrics.QUOTAS_REACHED.labels(kind, str(level)).inc()
        logger.warning("quota.reached", project=project.id, kind=kind, level=level)
