"""What a copy's origin says of the versions that the project wants: which it took, declined, or stays at."""

from collections.abc import Collection, Mapping
from typing import Any

Origin = Mapping[str, Any]


def offered_version(origin: Origin, published: int, withdrawn: Collection[int] = ()) -> int:
    """The factory's version that a copy is offered, 0 if none.

    A pinned copy is offered nothing beyond the version that it is pinned to; a version that was declined is not offered again,
    a newer one is. `published` is the version that the project sees; what was `withdrawn` is offered to no pinned copy either.
    """
    pinned = origin.get("pinned")
    version = published if pinned is None else min(published, pinned)
    if version in withdrawn:
        return 0
    return version if version > max(origin["version"], origin.get("declined") or 0) else 0
