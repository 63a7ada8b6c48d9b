"""The picture of a flow: where each node stands and how the lines run, worked out on the server."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnia.dialogue.addresses import BY_ID, join, step_to
from omnia.dialogue.positions import is_position, layout_of
from omnia.workbench.fields import Problems, Shown
from omnia.workbench.flow_form import NODE_PREFIX, label_of

Body = dict[str, Any]

WIDTH, LEAST_HEIGHT = 172, 64
GAP_X, GAP_Y = 84, 30
MARGIN = 24
END_SIZE = 14
EXIT_SPACE = 17
"""The least distance between two exits of a box, so that their numbers do not touch."""
LANES = 4
"""How many lines beside each other fit into the gap between two columns."""
LETTERS = 20
"""How many letters of a name fit into a box."""
END = ""
"""The key that stands for the end of the flow."""

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """One node of the picture."""

    id: str
    key: str
    name: str
    detail: str
    x: int
    y: int
    start: bool
    problems: int
    height: int
    width: int = WIDTH

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
        return f"M{self.x + self.width - 22} {self.y + self.height // 2 - 15}l9 6l-9 6z"

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
        return self.y + self.height // 2 - 5

    @property
    def detail_y(self) -> int:
        """The line its details stand on."""
        return self.y + self.height // 2 + 15

    @property
    def mark_x(self) -> int:
        """Where the sign for problems stands."""
        return self.x + self.width - 16


@dataclass(frozen=True, slots=True)
class Line:
    """One exit of the picture, with its number beside the node that it leaves."""

    address: str
    """Of the exit, as an edit names it."""
    origin: str
    target: str
    """The keys of the nodes at its ends; the end of the flow has none."""
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
    """Lay the flow out: nodes in columns so that lines run to the right wherever they can, loops below everything."""
    nodes = {str(node["key"]): node for node in body.get("nodes", [])}
    columns = _ordered(_columns(nodes, str(body.get("start", ""))), nodes)
    frames = _moved(_frames(columns, nodes), nodes, layout_of(body))
    boxes = [_box(body, index, node, frames[key], locales, problems) for index, (key, node) in enumerate(nodes.items())]
    ends = [EndMark(frame.x, frame.middle) for key, frame in frames.items() if key == END]
    bottom = max((frame.bottom for frame in frames.values()), default=MARGIN)
    lines, lowest = _lines(nodes, frames, bottom, is_moved=bool(layout_of(body)))
    right = max((frame.x + (2 * END_SIZE if key == END else WIDTH) for key, frame in frames.items()), default=MARGIN)
    sticks_out = any(_targets(node) and frames[key].x + WIDTH == right for key, node in nodes.items())
    return Picture(right + MARGIN + (GAP_X // 2 if sticks_out else 0), lowest + MARGIN, boxes, lines, ends)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where something stands."""

    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height


def _targets(node: Mapping[str, Any]) -> list[str]:
    return [str(edge.get("to", END)) for edge in node.get("edges", [])]


def _columns(nodes: Mapping[str, Mapping[str, Any]], start: str) -> dict[str, int]:
    """The column of each node: one right of the farthest node that leads to it, lines that run back left aside."""
    order = _downstream(nodes, start)
    column: dict[str, int] = {}
    for key in order:
        column.setdefault(key, 0)
        for target in _targets(nodes[key]):
            if target in nodes and order.index(target) > order.index(key):
                column[target] = max(column.get(target, 0), column[key] + 1)
    ending = [column[key] for key in order if END in _targets(nodes[key])]
    if ending:
        column[END] = max(ending) + 1
    return column


def _downstream(nodes: Mapping[str, Mapping[str, Any]], start: str) -> list[str]:
    """The nodes so that each stands before those it leads to, loops aside: what is reachable from the start first."""
    done: list[str] = []
    seen: set[str] = set()
    for root in (start, *nodes):
        if root not in nodes or root in seen:
            continue
        finished: list[str] = []
        seen.add(root)
        pending = [(root, iter(_targets(nodes[root])))]
        while pending:
            key, targets = pending[-1]
            following = next((target for target in targets if target in nodes and target not in seen), None)
            if following is None:
                finished.append(key)
                pending.pop()
            else:
                seen.add(following)
                pending.append((following, iter(_targets(nodes[following]))))
        done += reversed(finished)
    return done


def _ordered(column_of: Mapping[str, int], nodes: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """The columns from left to right, each from top to bottom in the order of the nodes that lead into it."""
    columns: list[list[str]] = [[] for _column in range(max(column_of.values(), default=-1) + 1)]
    rank: dict[str, float] = {}
    for index, column in enumerate(columns):
        members = [key for key, place in column_of.items() if place == index]
        for key in members:
            sources = [
                rank[other] + _exit_of(nodes[other], key) for other in nodes if other in rank and key in _targets(nodes[other])
            ]
            rank[key] = sum(sources) / len(sources) if sources else 0.0
        column.extend(sorted(members, key=lambda key: rank[key]))
        rank |= {key: float(row) for row, key in enumerate(column)}
    return columns


def _exit_of(node: Mapping[str, Any], target: str) -> float:
    """How far down among the exits of a node the one to `target` is, as a share of a row."""
    targets = _targets(node)
    return (targets.index(target) + 1) / (len(targets) + 1)


def _frames(columns: Sequence[Sequence[str]], nodes: Mapping[str, Mapping[str, Any]]) -> dict[str, _Frame]:
    """Where each node stands, every column centred in the height of the tallest."""

    def height(key: str) -> int:
        exits = len(nodes[key].get("edges", [])) if key in nodes else 0
        return max(LEAST_HEIGHT, (exits + 1) * EXIT_SPACE)

    used = [sum(height(key) for key in column) + (len(column) - 1) * GAP_Y for column in columns]
    frames: dict[str, _Frame] = {}
    for index, column in enumerate(columns):
        y = MARGIN + (max(used) - used[index]) // 2
        for key in column:
            frames[key] = _Frame(MARGIN + index * (WIDTH + GAP_X), y, height(key))
            y += height(key) + GAP_Y
    return frames


def _moved(frames: dict[str, _Frame], nodes: Mapping[str, Mapping[str, Any]], layout: Mapping[str, Any]) -> dict[str, _Frame]:
    """The frames where people put the nodes; one that nobody put anywhere gives way downwards, and the end is right of all."""
    if not layout:
        return frames
    ids = {key: str(node.get("id", "")) for key, node in nodes.items()}
    put = {key: layout[name] for key, name in ids.items() if is_position(layout.get(name))}
    found = {key: _Frame(x, y, frames[key].height) for key, (x, y) in put.items()}
    for key in nodes:
        if key not in put:
            found[key] = _free_frame(frames[key], found.values())
    if END in frames and found:
        ending = [found[key].middle for key, node in nodes.items() if END in _targets(node)]
        found[END] = _Frame(max(frame.x for frame in found.values()) + WIDTH + GAP_X, sum(ending) // len(ending), 0)
    return found


def _free_frame(frame: _Frame, others: Iterable[_Frame]) -> _Frame:
    """The frame, so far down that it covers none of the others."""
    for other in sorted(others, key=lambda other: other.y):
        beside = other.x - GAP_Y < frame.x + WIDTH and frame.x < other.x + WIDTH + GAP_Y
        if beside and other.y - GAP_Y < frame.bottom and frame.y < other.bottom + GAP_Y:
            frame = _Frame(frame.x, other.bottom + GAP_Y, frame.height)
    return frame


def _lane_between(one: _Frame, other: _Frame) -> int:
    """The height between two boxes of which one stands below the other; 0 if there is none."""
    upper, lower = sorted((one, other), key=lambda frame: frame.y)
    return (upper.bottom + lower.y) // 2 if lower.y - upper.bottom >= GAP_Y // 2 else 0


def _box(body: Body, index: int, node: Mapping[str, Any], frame: _Frame, locales: Sequence[str], problems: Problems) -> Box:
    key = str(node["key"])
    count = len(node.get("rows", []))
    detail = ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
    asked = sum(row.get("type") == "acquire" for row in node.get("rows", []))
    if asked:
        detail += " · " + ngettext("asks %(count)s datum", "asks %(count)s data", asked) % {"count": asked}
    return Box(
        str(node.get("id", "")),
        key,
        label_of(node, locales),
        detail,
        frame.x,
        frame.y,
        start=key == body.get("start"),
        problems=Shown(body, locales, problems).trouble(f"/nodes/{index}"),
        height=frame.height,
    )


def shortened(name: str) -> str:
    """A name that fits into a box."""
    return name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"


def _lines(
    nodes: Mapping[str, Mapping[str, Any]], frames: Mapping[str, _Frame], bottom: int, *, is_moved: bool
) -> tuple[list[Line], int]:
    """The exits as lines, and how far down the lowest of them runs; `is_moved` says that nodes stand in no columns."""
    lines: list[Line] = []
    lowest = bottom
    used: dict[int, int] = {}
    for key, node in nodes.items():
        edges, frame = node.get("edges", []), frames[key]
        for index, edge in enumerate(edges):
            target = frames.get(str(edge.get("to", END)))
            if target is None:
                continue
            origin = (frame.x + WIDTH, frame.y + (index + 1) * frame.height // (len(edges) + 1))
            # Lines that leave the same column bend at different places, so that one can be followed with the eye.
            lane = used[frame.x] = used.get(frame.x, -1) + 1
            bend = origin[0] + 30 + lane % LANES * 9
            if target.x > (origin[0] if is_moved else frame.x):
                path = _forward(origin, target, bend, frames.values())
            elif target == frame:
                path = _backward(origin, target, bend, frame.bottom + GAP_Y // 2)
                lowest = max(lowest, frame.bottom + GAP_Y // 2)
            elif is_moved and (lane_between := _lane_between(frame, target)):
                path = _backward(origin, target, bend, lane_between)
            else:
                lowest += GAP_Y // 2
                path = _backward(origin, target, bend, lowest)
            lines.append(
                Line(
                    _address(node, edges, index),
                    key,
                    str(edge.get("to", END)),
                    path,
                    index + 1,
                    origin[0] + 12,
                    origin[1],
                    bool(edge.get("otherwise")),
                    _words(edge),
                )
            )
    return lines, lowest


def _address(node: Mapping[str, Any], edges: Sequence[Any], index: int) -> str:
    return join(f"/nodes/{BY_ID}{node.get('id', '')}", "edges", step_to(edges, index))


def _forward(origin: Point, target: _Frame, bend: int, frames: Iterable[_Frame]) -> str:
    """A line to a node further right, passing between the boxes of the columns it crosses."""
    entry, last = (target.x, target.middle), target.x - 18
    between = [frame for frame in frames if origin[0] < frame.x and frame.x + WIDTH < target.x]
    lane = _free_lane(origin[1], entry[1], between)
    return rounded([origin, (bend, origin[1]), (bend, lane), (last, lane), (last, entry[1]), entry])


def _free_lane(leaves: int, arrives: int, between: Sequence[_Frame]) -> int:
    """The height, as near as possible to both ends of a line, at which it crosses no box."""
    if not between:
        return arrives
    edges = [lane for frame in between for lane in (frame.y - GAP_Y // 2, frame.bottom + GAP_Y // 2)]
    free = [lane for lane in (arrives, leaves, *edges) if all(not frame.y - 6 <= lane <= frame.bottom + 6 for frame in between)]
    return min(free, key=lambda lane: abs(lane - leaves) + abs(lane - arrives), default=arrives)


def _backward(origin: Point, target: _Frame, bend: int, lane: int) -> str:
    """A line to a node further left, or to itself: down, below the boxes, and into it from the left."""
    entry, last = (target.x, target.bottom - 12), target.x - 14
    return rounded([origin, (bend, origin[1]), (bend, lane), (last, lane), (last, entry[1]), entry])


def rounded(points: Sequence[Point], radius: int = 10) -> str:
    """An SVG path along right angles with rounded corners."""
    corners = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    path = [f"M{corners[0][0]} {corners[0][1]}"]
    for (before, corner), (_corner, after) in pairwise(list(pairwise(corners))):
        bend = min(radius, _distance(before, corner) // 2, _distance(corner, after) // 2)
        into, out = _towards(corner, before, bend), _towards(corner, after, bend)
        path.append(f"L{into[0]} {into[1]}Q{corner[0]} {corner[1]} {out[0]} {out[1]}")
    path.append(f"L{corners[-1][0]} {corners[-1][1]}")
    return "".join(path)


def _distance(one: Point, other: Point) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(corner: Point, point: Point, length: int) -> Point:
    """The point `length` away from a corner in the direction of `point`."""

    def sign(value: int) -> int:
        return (value > 0) - (value < 0)

    return corner[0] + sign(point[0] - corner[0]) * length, corner[1] + sign(point[1] - corner[1]) * length


def _words(edge: Mapping[str, Any]) -> str:
    if edge.get("when"):
        return _("If %(condition)s") % {"condition": edge["when"]}
    return _("Otherwise") if edge.get("otherwise") else _("Always")
