"""The catalogue's documents built by staff on the workbench: by editors, undone, and by nobody else."""

import re
from html import unescape

from staff_pages import ADMIN, everything, hidden, page

from factory.models import Flow, Template
from omnia.dialogue.addresses import from_pointer

CHOICE = f"{ADMIN}template/choice/build/"


def draft() -> dict:
    return Template.objects.get(key="choice").draft


def press(client, section: str, where: str = CHOICE, /, **posted: str):
    html = page(client, where, section=section)
    shown = {name: hidden(html, name) for name in ("base_version", "seen_version")}
    return client.post(f"{where}?section={section}", {**shown, **posted})


def test_editor_gives_a_template_an_option_a_rule_and_a_datum_and_takes_them_back(browser):
    client, before = browser("editor"), draft()
    engine = from_pointer(before, "/nodes/0/contract/engines/0")
    press(client, "choice:recognition", change=f"add {engine}/entries", **{f"name:{engine}/entries": "Fax"})
    rules = f"{from_pointer(before, '/nodes/0')}/constraints"
    press(client, "choice:settings", change=f"add {rules}", **{f"kind:{rules}": "one_of"})
    answer = press(client, "about", change="add /nodes", **{"name:/nodes": "Remark", "kind:/nodes": "free_text"})
    assert answer["Location"].endswith("build/?section=remark%3Asettings")
    made = draft()
    assert [made["nodes"][0]["contract"]["engines"][0]["entries"][-1]["value"], made["nodes"][0]["constraints"][0]["type"]] == [
        "fax", "one_of",
    ]  # fmt: skip
    assert [node["key"] for node in made["nodes"]] == ["choice", "remark"]
    for _step in range(3):
        undo = re.search(r'name="undo"\s+value="(\d+)"', page(client, CHOICE, section="about"))
        press(client, "about", undo=undo.group(1))
    assert draft() == before


def test_editor_gives_a_starter_flow_a_node(browser):
    where = f"{ADMIN}flow/report_claim/build/"
    answer = press(browser("editor"), "about", where, change="add /nodes", **{"name:/nodes": "After hours"})
    assert answer["Location"].endswith("section=node%3Aafter_hours")
    assert Flow.objects.get(key="report_claim").draft["nodes"][-1]["key"] == "after_hours"


def test_who_may_only_read_is_offered_nothing_and_changes_nothing(browser):
    client, before = browser("publisher"), everything()
    html = page(client, CHOICE, section="about")
    assert 'name="change"' not in html
    assert "You can look, not change" in unescape(html)
    posted = {"base_version": "1", "change": "add /nodes", "name:/nodes": "X", "kind:/nodes": "date"}
    assert client.post(f"{CHOICE}?section=about", posted).status_code == 403
    assert everything() == before


def test_two_editors_of_one_text_see_both_sides_on_the_workbench(browser):
    text = f"{from_pointer(draft(), '/nodes/0/steps/start/0/actions/0')}/text/en"
    mine, theirs = browser("editor"), browser("editor")
    shown = {"base_version": hidden(page(mine, CHOICE, section="choice:step:start"), "base_version")}
    press(theirs, "choice:step:start", **{f"at:{text}": "Theirs?"})
    answer = mine.post(f"{CHOICE}?section=choice:step:start", {**shown, f"at:{text}": "Mine?"})
    assert answer.status_code == 409
    html = unescape(answer.content.decode())
    assert [words in html for words in ("Theirs?", "Mine?", "Keep mine")] == [True] * 3
