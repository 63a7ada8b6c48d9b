"""The order of a list that two sides changed: who moved what, and where the new items go."""

from collections.abc import Container, Iterator, Sequence

START = ""
"""What an item follows that stands first."""


def merged_order(
    before: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: Container[str]
) -> tuple[list[str], bool]:
    """The merged order of the items that are kept, and whether it is clear: False if both sides moved items differently.

    The result is the same whichever side is ours, unless it is not clear: then the items stand as ours has them.

    Args:
        before: the identities in the base's order.
        ours: the identities in our order.
        theirs: the identities in their order.
        kept: the identities that the merged list holds; each of them is in `ours` or in `theirs`.
    """
    ours, theirs = _only(ours, kept), _only(theirs, kept)
    shared = set(ours) & set(theirs)
    common, is_clear = _common_order(before, _only(ours, shared), _only(theirs, shared))
    runs = (_runs(ours, shared), _runs(theirs, shared))
    order: list[str] = []
    for anchor in (START, *common):
        order += [anchor] if anchor != START else []
        # Both put new items at one place: which come first must not depend on whose side we are.
        for run in sorted(run[anchor] for run in runs if anchor in run):
            order += run
    return order, is_clear


def _common_order(before: Sequence[str], ours: list[str], theirs: list[str]) -> tuple[list[str], bool]:
    """The order of what both sides hold; a side that left the base's order alone follows the other."""
    if ours == theirs:
        return ours, True
    old = [name for name in before if name in set(ours)]
    known = set(old)
    our_old, their_old = _only(ours, known), _only(theirs, known)
    if our_old == their_old == old:
        # They differ only in where both put the same new items.
        return min(ours, theirs), True
    if our_old == old:
        return theirs, True
    return ours, their_old == old


def _only(names: Sequence[str], kept: Container[str]) -> list[str]:
    return [name for name in names if name in kept]


def _runs(names: Sequence[str], shared: Container[str]) -> dict[str, list[str]]:
    """The items that one side alone has, by the shared item that they follow."""
    return {anchor: run for anchor, run in _grouped(names, shared) if run}


def _grouped(names: Sequence[str], shared: Container[str]) -> Iterator[tuple[str, list[str]]]:
    anchor = START
    run: list[str] = []
    for name in names:
        if name in shared:
            yield anchor, run
            anchor, run = name, []
        else:
            run.append(name)
    yield anchor, run
