"""The picture of a flow: where each node stands and how the lines run, worked out on the server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.studio.flow_form import NODE_PREFIX, Problems, label_of, trouble

Body = dict[str, Any]

WIDTH, HEIGHT = 184, 60
GAP_X, GAP_Y = 88, 28
MARGIN = 20
END_SIZE = 14
LETTERS = 22
"""How many letters of a name fit into a box."""
END = ""
"""The key that stands for the end of the flow."""


@dataclass(frozen=True, slots=True)
class Box:
    """One node of the picture."""

    key: str
    name: str
    detail: str
    x: int
    y: int
    start: bool
    problems: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def section(self) -> str:
        """The editor's section of this node."""
        return NODE_PREFIX + self.key

    @property
    def title(self) -> str:
        """Its name, as far as it fits."""
        return shortened(self.name)

    @property
    def start_sign(self) -> str:
        """The triangle on the box with which the flow starts."""
        return f"M{self.x + self.width - 22} {self.y + 14}l9 6l-9 6z"

    @property
    def mark_y(self) -> int:
        """The line on which the number of problems stands."""
        return self.y + 4

    @property
    def text_x(self) -> int:
        """Where its words begin."""
        return self.x + 14

    @property
    def title_y(self) -> int:
        """The line its name stands on."""
        return self.y + 26

    @property
    def detail_y(self) -> int:
        """The line its details stand on."""
        return self.y + 45

    @property
    def mark_x(self) -> int:
        """Where the sign for problems stands."""
        return self.x + self.width - 4


@dataclass(frozen=True, slots=True)
class Line:
    """One exit of the picture, with its number beside the node that it leaves."""

    path: str
    number: int
    number_x: int
    number_y: int
    otherwise: bool
    words: str

    @property
    def digit_y(self) -> int:
        """The line on which the number's digits stand."""
        return self.number_y + 4


@dataclass(frozen=True, slots=True)
class EndMark:
    """Where the flow ends."""

    x: int
    y: int

    @property
    def centre(self) -> int:
        """The middle of the sign, whose left side is where the lines arrive."""
        return self.x + END_SIZE


@dataclass(frozen=True, slots=True)
class Picture:
    """A flow, laid out from left to right."""

    width: int
    height: int
    boxes: Sequence[Box]
    lines: Sequence[Line]
    ends: Sequence[EndMark]


def draw(body: Body, locales: Sequence[str], problems: Problems) -> Picture:
    """Lay the flow out: a column for each step away from the start, and lines for the exits."""
    nodes = {str(node["key"]): node for node in body.get("nodes", [])}
    columns = _columns(nodes, str(body.get("start", "")))
    tallest = max((len(column) for column in columns), default=1)
    height = tallest * HEIGHT + (tallest - 1) * GAP_Y
    places = {key: place for index, column in enumerate(columns) for key, place in _stacked(column, index, height).items()}
    boxes = [_box(body, index, node, places[key], locales, problems) for index, (key, node) in enumerate(nodes.items())]
    ends = [EndMark(x, y + HEIGHT // 2) for key, (x, y) in places.items() if key == END]
    lines, lowest = _lines(nodes, places, height)
    width = 2 * MARGIN + len(columns) * WIDTH + max(len(columns) - 1, 0) * GAP_X
    if columns and columns[-1] == [END]:
        width -= WIDTH - 2 * END_SIZE
    return Picture(width, max(height + 2 * MARGIN, lowest + MARGIN), boxes, lines, ends)


def _targets(node: Mapping[str, Any]) -> list[str]:
    return [str(edge.get("to", END)) for edge in node.get("edges", [])]


def _columns(nodes: Mapping[str, Mapping[str, Any]], start: str) -> list[list[str]]:
    """Node keys by their distance from the start; unreachable ones come last, and the flow's end right of all that lead to it."""
    distance: dict[str, int] = {}
    pending = [start] if start in nodes else []
    distance.update(dict.fromkeys(pending, 0))
    while pending:
        key = pending.pop(0)
        for target in _targets(nodes[key]):
            if target in nodes and target not in distance:
                distance[target] = distance[key] + 1
                pending.append(target)
    last = max(distance.values(), default=-1)
    distance |= {key: last + 1 for key in nodes if key not in distance}
    ending = [distance[key] for key, node in nodes.items() if END in _targets(node)]
    if ending:
        distance[END] = max(max(ending) + 1, *distance.values())
    columns: list[list[str]] = [[] for _column in range(max(distance.values(), default=-1) + 1)]
    for key, column in distance.items():
        columns[column].append(key)
    return columns


def _stacked(column: Sequence[str], index: int, height: int) -> dict[str, tuple[int, int]]:
    """The corner of each node of a column, the column centred in the picture."""
    used = len(column) * HEIGHT + (len(column) - 1) * GAP_Y
    top = MARGIN + (height - used) // 2
    x = MARGIN + index * (WIDTH + GAP_X)
    return {key: (x, top + row * (HEIGHT + GAP_Y)) for row, key in enumerate(column)}


def _box(
    body: Body, index: int, node: Mapping[str, Any], place: tuple[int, int], locales: Sequence[str], problems: Problems
) -> Box:
    key = str(node["key"])
    count = len(node.get("rows", []))
    detail = ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
    asked = sum(row.get("type") == "acquire" for row in node.get("rows", []))
    if asked:
        detail += " · " + ngettext("asks %(count)s datum", "asks %(count)s data", asked) % {"count": asked}
    return Box(
        key,
        label_of(node, locales),
        detail,
        *place,
        start=key == body.get("start"),
        problems=trouble(problems, f"/nodes/{index}"),
    )


def shortened(name: str) -> str:
    """A name that fits into a box."""
    return name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"


def _lines(nodes: Mapping[str, Mapping[str, Any]], places: Mapping[str, tuple[int, int]], height: int) -> tuple[list[Line], int]:
    """The exits as lines, and how far down the lowest of them runs."""
    lines: list[Line] = []
    lowest = MARGIN + height
    for key, node in nodes.items():
        edges = node.get("edges", [])
        for index, edge in enumerate(edges):
            target = str(edge.get("to", END))
            if target not in places:
                continue
            leaves = places[key][1] + (index + 1) * HEIGHT // (len(edges) + 1)
            origin = (places[key][0] + WIDTH, leaves)
            forward = places[target][0] > places[key][0]
            if not forward:
                lowest += GAP_Y // 2
            path = _forward(origin, places, target) if forward else _backward(origin, places[target], lowest)
            lines.append(Line(path, index + 1, origin[0] + 14, leaves, bool(edge.get("otherwise")), _words(edge)))
    return lines, lowest


def _forward(origin: tuple[int, int], places: Mapping[str, tuple[int, int]], target: str) -> str:
    """A line to a node further right, bent where it changes its height and passing between the columns' boxes."""
    x, y = places[target]
    entry = (x, y + HEIGHT // 2)
    lane = _free_lane(origin, entry, places) if x - origin[0] > GAP_X else origin[1]
    first, last = origin[0] + GAP_X // 2, x - GAP_X // 4
    return rounded([origin, (first, origin[1]), (first, lane), (last, lane), (last, entry[1]), entry])


def _free_lane(origin: tuple[int, int], entry: tuple[int, int], places: Mapping[str, tuple[int, int]]) -> int:
    """A height at which a long line crosses the columns between without running through a box."""
    between = [(x, y) for x, y in places.values() if origin[0] < x and x + WIDTH < entry[0]]
    candidates = [origin[1], entry[1], *(y - GAP_Y // 2 for _x, y in between), *(y + HEIGHT + GAP_Y // 2 for _x, y in between)]
    free = [lane for lane in candidates if all(not y - 4 <= lane <= y + HEIGHT + 4 for _x, y in between)]
    return min(free, key=lambda lane: abs(lane - origin[1]) + abs(lane - entry[1]), default=origin[1])


def _backward(origin: tuple[int, int], place: tuple[int, int], lane: int) -> str:
    """A line to a node further left, or to itself: down, under everything, and up into it from below."""
    first = origin[0] + GAP_X // 2 - 8
    entry = (place[0] + WIDTH // 2, place[1] + HEIGHT)
    return rounded([origin, (first, origin[1]), (first, lane), (entry[0], lane), entry])


def rounded(points: Sequence[tuple[int, int]], radius: int = 10) -> str:
    """An SVG path along right angles with rounded corners."""
    corners = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    path = [f"M{corners[0][0]} {corners[0][1]}"]
    for (before, corner), (_corner, after) in pairwise(list(pairwise(corners))):
        bend = min(radius, _distance(before, corner) // 2, _distance(corner, after) // 2)
        into, out = _towards(corner, before, bend), _towards(corner, after, bend)
        path.append(f"L{into[0]} {into[1]}Q{corner[0]} {corner[1]} {out[0]} {out[1]}")
    path.append(f"L{corners[-1][0]} {corners[-1][1]}")
    return "".join(path)


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(corner: tuple[int, int], point: tuple[int, int], length: int) -> tuple[int, int]:
    """The point `length` away from a corner in the direction of `point`."""

    def sign(value: int) -> int:
        return (value > 0) - (value < 0)

    return corner[0] + sign(point[0] - corner[0]) * length, corner[1] + sign(point[1] - corner[1]) * length


def _words(edge: Mapping[str, Any]) -> str:
    if edge.get("when"):
        return _("If %(condition)s") % {"condition": edge["when"]}
    return _("Otherwise") if edge.get("otherwise") else _("Always")
