"""What gestures on the picture of a flow do to the document, and what they are refused."""

import json

import pytest

from omnia.dialogue.edits import EditError, applied
from omnia.workbench.canvas import edits_of
from omnia.workbench.flow_picture import draw

NODES = [
    {"id": "n1", "key": "one", "label": {"en": "One"}, "rows": [], "edges": [{"id": "e1", "otherwise": True, "to": "two"}]},
    {"id": "n2", "key": "two", "label": {"en": "Two"}, "rows": [], "edges": []},
]
FLOW = {"schema": 1, "key": "flow", "label": {"en": "Flow"}, "start": "one", "nodes": NODES}


def after(verb, told, body=FLOW):
    made = edits_of(body, verb, told, ["en"])
    return applied(body, made.edits) if made is not None else None


def test_nodes_are_put_where_they_are_wanted_and_what_stands_there_already_is_no_change():
    body = after("place", json.dumps({"n1": [24, 48]}))
    assert body["layout"] == {"n1": [24, 48]}
    assert after("place", json.dumps({"n1": [24, 48]}), body) is None
    assert after("place", json.dumps({"n2": [0, 0]}), body)["layout"] == {"n1": [24, 48], "n2": [0, 0]}


@pytest.mark.parametrize(
    "told", ["", "[]", "{", '{"n9": [1, 2]}', '{"n1": [1]}', '{"n1": [-12, 0]}', '{"n1": "here"}', '{"n1": [1.5, 2]}']
)
def test_nodes_that_are_gone_and_places_outside_are_refused(told):
    with pytest.raises(EditError):
        edits_of(FLOW, "place", told, ["en"])


def test_laying_out_anew_forgets_where_nodes_were_put():
    body = after("place", json.dumps({"n1": [24, 48]}))
    assert after("arrange", "", body) == FLOW
    assert after("arrange", "") is None


def test_first_exit_of_a_node_is_the_one_otherwise_taken_and_a_further_one_stands_before_it():
    made = after("connect", "/nodes/@n2 one")["nodes"][1]["edges"]
    assert [{name: edge[name] for name in edge if name != "id"} for edge in made] == [{"otherwise": True, "to": "one"}]
    further = after("connect", "/nodes/@n1 one")["nodes"][0]["edges"]
    assert [(edge.get("to"), edge.get("otherwise", False)) for edge in further] == [("one", False), ("two", True)]


def test_exit_is_led_to_another_node_and_to_the_end():
    assert after("lead", "/nodes/@n1/edges/@e1 one")["nodes"][0]["edges"][0]["to"] == "one"
    assert "to" not in after("lead", "/nodes/@n1/edges/@e1 ")["nodes"][0]["edges"][0]
    assert after("lead", "/nodes/@n1/edges/@e1 two") is None


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("connect", "/nodes/@n9 one"),
        ("connect", "/nodes/@n1 nine"),
        ("lead", "/nodes/@n1/edges/@e9 one"),
        ("lead", "/label/en one"),
    ],
)
def test_gesture_on_what_is_gone_is_refused(verb, told):
    with pytest.raises(EditError):
        edits_of(FLOW, verb, told, ["en"])


def test_picture_shows_nodes_where_they_were_put_and_the_others_cover_none_of_them():
    free = draw(FLOW, ["en"], {})
    held = {box.key: (box.x, box.y) for box in free.boxes}
    picture = draw({**FLOW, "layout": {"n1": list(held["two"])}}, ["en"], {})
    places = {box.key: (box.x, box.y) for box in picture.boxes}
    assert places["one"] == held["two"]
    one, two = picture.boxes
    assert two.y >= one.y + one.height or two.x >= one.x + one.width
    assert picture.height >= max(box.y + box.height for box in picture.boxes)


def test_place_that_is_none_is_drawn_as_if_nobody_had_put_the_node_anywhere():
    bent = draw({**FLOW, "layout": {"n1": [1], "n9": [0, 0]}}, ["en"], {})
    assert [(box.x, box.y) for box in bent.boxes] == [(box.x, box.y) for box in draw(FLOW, ["en"], {}).boxes]
