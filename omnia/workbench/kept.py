"""What follows from a saved body alone is worked out once for each version: findings of lint, the tree, what can be named.

A key begins with the owner of the document and holds its hash and all else that the answer depends on, so nothing is ever out of
date, and nothing of one owner is found under another.
"""

from collections.abc import Callable, Hashable, Sequence

from django.conf import settings

from omnia.dialogue.lint import Finding
from omnia.infra.cache import Cache

Key = tuple[str, *tuple[Hashable, ...]]

PART = 0.05
"""The share of `OMNIA_CACHE_BYTES` that findings may hold; what stands for trees is short."""

FINDING_BYTES, DIGEST_BYTES, NAME_BYTES = 200, 300, 80

_findings: Cache[tuple[Finding, ...]] = Cache("findings", lambda: int(settings.OMNIA_CACHE_BYTES * PART))
_digests: Cache[str] = Cache("trees", lambda: int(settings.OMNIA_CACHE_BYTES * PART / 10))

_names: Cache[frozenset[str]] = Cache("names", lambda: int(settings.OMNIA_CACHE_BYTES * PART / 10))


def findings(key: Key, check: Callable[[], Sequence[Finding]]) -> list[Finding]:
    """What lint says of a body, which `check` asks it for where it was not asked yet."""
    return list(_findings.load(key, lambda: tuple(check()), _size))


def digest(key: Key, work_out: Callable[[], str]) -> str:
    """What stands for a tree as it is shown, which `work_out` makes where it was not made yet."""
    return _digests.load(key, work_out, lambda _digest: DIGEST_BYTES)


def names(key: Key, work_out: Callable[[], frozenset[str]]) -> frozenset[str]:
    """What can be named in a body, which `work_out` gathers from all of it where that was not done yet."""
    return _names.load(key, work_out, lambda found: DIGEST_BYTES + NAME_BYTES * len(found))


def _size(found: Sequence[Finding]) -> int:
    """About the bytes that findings take."""
    return sum(FINDING_BYTES + len(each.path) + 4 * len(each.message) for each in found)
