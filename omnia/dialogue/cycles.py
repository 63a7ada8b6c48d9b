"""Which nodes of a graph lie on a cycle, found with one look at each edge."""

from collections.abc import Iterator, Mapping, Sequence


def on_cycles(ways: Mapping[str, Sequence[str]]) -> set[str]:
    """The nodes from which a way leads back to themselves.

    These are the strongly connected components of several nodes, and the nodes with a way to themselves (Tarjan, “Depth-first
    search and linear graph algorithms”, 1972; without recursion, so that a long chain needs no deep stack).

    Args:
        ways: each node with the nodes that follow it; a target that is no node is passed over.
    """
    search = _Search(ways)
    for node in ways:
        search.visit(node)
    return search.found


class _Search:
    """One depth-first search; `low` is the earliest open node that a node's ways lead to."""

    def __init__(self, ways: Mapping[str, Sequence[str]]) -> None:
        self.found: set[str] = set()
        self._ways = ways
        self._low: dict[str, int] = {}
        self._open: dict[str, int] = {}
        """Nodes whose component is not whole yet, with when they were met, in that order."""
        self._path: list[tuple[str, Iterator[str]]] = []

    def visit(self, node: str) -> None:
        """Look at all that can be reached from a node and was not met before."""
        if node in self._low:
            return
        self._enter(node)
        while self._path:
            current, targets = self._path[-1]
            target = next(targets, None)
            if target is None:
                self._leave()
            else:
                self._follow(current, target)

    def _enter(self, node: str) -> None:
        self._low[node] = self._open[node] = len(self._low)
        self._path.append((node, iter(self._ways[node])))

    def _follow(self, node: str, target: str) -> None:
        if target == node:
            self.found.add(node)
        elif target in self._open:
            self._low[node] = min(self._low[node], self._open[target])
        elif target in self._ways and target not in self._low:
            self._enter(target)

    def _leave(self) -> None:
        node, _targets = self._path.pop()
        if self._path:
            parent = self._path[-1][0]
            self._low[parent] = min(self._low[parent], self._low[node])
        if self._low[node] == self._open[node]:
            self._close(node)

    def _close(self, first: str) -> None:
        """Take out the component that began with a node."""
        members: list[str] = []
        while not members or members[-1] != first:
            members.append(self._open.popitem()[0])
        if len(members) > 1:
            self.found.update(members)
