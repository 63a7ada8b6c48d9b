"""The picture of a flow: every node and exit is in it, and no line runs through a box."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.workbench import flow_picture
from omnia.workbench.flow_picture import draw


def flow(exits: dict[str, list[str]]) -> dict:
    nodes = [
        {
            "id": key,
            "key": key,
            "label": {"en": key},
            "rows": [],
            "edges": [{"id": f"{key}{index}", "to": target} for index, target in enumerate(targets)],
        }
        for key, targets in exits.items()
    ]
    return {"key": "flow", "label": {"en": "Flow"}, "start": next(iter(exits), ""), "nodes": nodes}


def points(path: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r"(-?\d+) (-?\d+)", path)]


def crosses(box: flow_picture.Box, path: str) -> bool:
    """Whether a line runs through the inside of a box; touching its sides is how lines begin and end."""
    left, right, top, bottom = box.x + 1, box.x + box.width - 1, box.y + 1, box.y + box.height - 1
    for (x1, y1), (x2, y2) in itertools.pairwise(points(path)):
        if max(x1, x2) > left and min(x1, x2) < right and max(y1, y2) > top and min(y1, y2) < bottom:
            return True
    return False


def test_a_straight_flow_runs_from_left_to_right_in_one_row():
    picture = draw(flow({"a": ["b"], "b": ["c"], "c": [""]}), ["en"], {})
    assert [box.key for box in picture.boxes] == ["a", "b", "c"]
    assert picture.boxes[0].x < picture.boxes[1].x < picture.boxes[2].x
    assert len({box.y for box in picture.boxes}) == 1
    assert len(picture.ends) == 1
    assert picture.ends[0].x > picture.boxes[2].x


def test_a_node_stands_right_of_all_that_lead_to_it():
    picture = draw(flow({"a": ["b", "c"], "b": ["c"], "c": []}), ["en"], {})
    assert [box.x for box in picture.boxes] == sorted({box.x for box in picture.boxes})


@pytest.mark.parametrize(
    "exits",
    [{}, {"a": []}, {"a": ["a"]}, {"a": ["b"], "b": ["a"]}, {"a": ["missing"]}, {"a": [""], "island": ["a"]}],
)
def test_odd_flows_have_a_picture(exits):
    picture = draw(flow(exits), ["en"], {})
    assert len(picture.boxes) == len(exits)


def test_problems_of_a_node_are_counted_on_its_box():
    problems = {"/nodes/1/rows/0/text/en": ["missing"], "/nodes/1": ["odd", "odder"], "/nodes/10": ["elsewhere"]}
    picture = draw(flow({"a": ["b"], "b": []}), ["en"], problems)
    assert [box.problems for box in picture.boxes] == [0, 3]


def test_a_long_name_is_shortened_on_the_box_and_whole_in_its_title():
    body = flow({"a": []})
    body["nodes"][0]["label"]["en"] = "A name that no box could ever hold"
    box = draw(body, ["en"], {}).boxes[0]
    assert box.title.endswith("…")
    assert len(box.title) <= flow_picture.LETTERS
    assert box.name == "A name that no box could ever hold"


keys = st.sampled_from([*"abcdefg", ""])


@given(st.dictionaries(st.sampled_from("abcdefg"), st.lists(keys, max_size=5), min_size=1))
def test_lines_pass_between_the_boxes_and_everything_is_inside_the_picture(exits):
    picture = draw(flow(exits), ["en"], {})
    known = {*exits, ""}
    assert len(picture.lines) == sum(target in known for targets in exits.values() for target in targets)
    for line in picture.lines:
        assert not [box.key for box in picture.boxes if crosses(box, line.path)]
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points(line.path))
    for one, other in itertools.combinations(picture.boxes, 2):
        assert one.x != other.x or one.y + one.height <= other.y or other.y + other.height <= one.y
