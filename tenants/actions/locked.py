"""What the catalogue alone decides on in a project's copy: no save changes it, by whichever door it comes."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Literal

from omnia.dialogue.diff import changes_between
from omnia.dialogue.lint import Finding
from omnia.dialogue.merge import Rule, rules_of, three_way
from omnia.finding_sentences import LOCKED
from omnia.mongo.clusters import database
from tenants import sync
from tenants.control.models import Project
from tenants.project import collections

Body = Mapping[str, Any]
Document = Literal["template", "flow"]

OWN_RULES = Rule("/manageability", "factory")
"""Who decides where is decided by the catalogue as well: a lock that the project took away would be none."""
MOST = 200
"""Places that are told; nobody reads more."""


def rules_in(project: Project, document: Document, key: str, body: Body) -> list[Rule]:
    """Who decides where in a draft; nothing where the catalogue keeps no place for itself, or is not where it came from."""
    rules = rules_of(body)
    if not any(rule.level == "factory" for rule in rules):
        return []
    heads = database(project.ref)[collections.TEMPLATES if document == "template" else collections.FLOWS]
    head = heads.find_one({"_id": key, "deleted": {"$ne": True}}, {"origin.factory_key": 1}) or {}
    original = (head.get("origin") or {}).get("factory_key")
    seen = sync.published_versions(document, project.pk, [original]).get(original) if original else None
    return [*rules, OWN_RULES] if seen is not None and not seen.deprecated else []


def locked_findings(rules: Sequence[Rule], held: Body, body: Body) -> list[Finding]:
    """The places that a change of a draft touches and that the catalogue alone decides on.

    They are those that an update would set back which brings nothing new: one law for both.
    """
    if not rules:
        return []
    wanted, allowed = three_way(held, body, held).document, three_way(held, body, held, rules=rules).document
    touched = islice(changes_between(allowed, wanted), MOST)
    return [Finding(change.path, "locked", "error", LOCKED, sentence=LOCKED) for change in touched]
