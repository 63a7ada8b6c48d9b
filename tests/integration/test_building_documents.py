"""Templates and flows built in the studio: each button does one thing, saves it as a version, and is undone and done again."""

import re
from html import unescape

import pytest
from django.test import Client
from sampling import sampled

from omnia.dialogue.addresses import from_pointer, get
from omnia.dialogue.canonical import content_hash
from tenants import selectors

SECTIONS = [
    ("template", "choice", "about"),
    ("template", "choice", "choice:settings"),
    ("template", "choice", "choice:recognition"),
    ("template", "choice", "choice:step:no_match"),
    ("template", "date", "date:settings"),
    ("flow", "report_claim", "about"),
    ("flow", "report_claim", "node:start"),
]


class Bench:
    """A person at the editor of one document of the project."""

    def __init__(self, cast, document: str, key: str, who: str = "designer") -> None:
        self.project, self.document, self.key = cast.project, document, key
        self.client = Client()
        self.client.force_login(getattr(cast, who))
        self.where = f"/p/{cast.project.pk}/{document}s/{key}"

    @property
    def head(self):
        return selectors.draft(self.project, self.document, self.key)

    def page(self, section: str) -> str:
        answer = self.client.get(self.where, {"section": section})
        assert answer.status_code == 200
        return answer.content.decode()

    def press(self, section: str, **posted: str):
        return self.client.post(f"{self.where}?section={section}", {"base_version": self.head.version, **posted})

    def body(self) -> dict:
        return self.head.body


def buttons(html: str) -> list[str]:
    return [unescape(value) for value in re.findall(r'name="change"\s+value="([^"]*)"', html)]


def beside(html: str, button: str) -> dict[str, str]:
    """What a person chooses beside a button that adds: a name, and the first sort of thing."""
    verb, _space, address = button.partition(" ")
    if verb == "paste":
        return {f"paste:{address}": "Fax; by fax\nPigeon", f"paste-in:{address}": "en"}
    kinds = re.search(rf'name="kind:{re.escape(address)}">\s*<option value="([^"]+)"', html)
    return {f"name:{address}": "Fresh one"} | ({f"kind:{address}": kinds.group(1)} if kinds else {})


@pytest.mark.parametrize(("document", "key", "section"), sampled(SECTIONS, 8))
def test_each_button_of_a_section_saves_one_change_that_is_undone_and_done_again(cast, document, key, section):
    if document == "flow":
        key = min(selectors.draft_bodies(cast.project, "flow"))
        section = section if section == "about" else f"node:{selectors.draft(cast.project, 'flow', key).body['start']}"
    bench = Bench(cast, document, key)
    html = bench.page(section)
    by_verb: dict[str, list[str]] = {}
    for button in buttons(html):
        by_verb.setdefault(button.split()[0], []).append(button)
    assert by_verb
    for button in (button for some in by_verb.values() for button in {some[0], some[-1]}):
        before, version = content_hash(bench.body()), bench.head.version
        assert bench.press(section, change=button, **beside(html, button)).status_code == 302
        changed = content_hash(bench.body())
        assert (bench.head.version, changed != before) == (version + 1, True), button
        assert bench.press(section, undo=str(version)).status_code == 302
        assert content_hash(bench.body()) == before, button
        assert bench.press(section, redo=str(version + 1)).status_code == 302
        assert content_hash(bench.body()) == changed, button
        bench.press(section, undo=str(version))


def test_undo_and_redo_walk_through_all_saves_of_one_person_and_stop_at_those_of_another(cast):
    bench, other = Bench(cast, "template", "choice"), Bench(cast, "template", "choice", "owner")
    section, step = "choice:step:no_match", "/nodes/@choice/steps/no_match"
    texts = [content_hash(bench.body())]
    for _round in range(3):
        bench.press(section, change=f"add {step}")
        texts.append(content_hash(bench.body()))
    for way, wanted in (("undo", texts[2]), ("undo", texts[1]), ("redo", texts[2]), ("redo", texts[3]), ("undo", texts[2])):
        bench.press(section, **{way: re.search(rf'name="{way}"\s+value="(\d+)"', bench.page(section)).group(1)})
        assert content_hash(bench.body()) == wanted
    other.press(section, change=f"add {step}")
    assert not re.search(r'name="(undo|redo)"', bench.page(section))


def test_new_datum_opens_with_its_question_to_be_written_and_a_rule_brings_its_words(cast):
    bench = Bench(cast, "template", "choice")
    answer = bench.press("about", change="add /nodes", **{"name:/nodes": "Policy number", "kind:/nodes": "policy_number"})
    assert answer["Location"].endswith("section=policy_number%3Asettings")
    place = from_pointer(bench.body(), "/nodes/1")
    answer = bench.press("policy_number:settings", change=f"add {place}/constraints", **{f"kind:{place}/constraints": "length"})
    made = get(bench.body(), place)
    assert (made["key"], made["label"], made["constraints"][0]["type"]) == ("policy_number", {"en": "Policy number"}, "length")
    assert set(made["steps"]["invalid:length"][0]["actions"][0]["text"]) == {"en", "it"}
    assert "Give a least (min) or a greatest value (max)" in unescape(bench.page("policy_number:settings"))
    bench.press("policy_number:settings", **{f"at:{place}/constraints/@{made['constraints'][0]['id']}/params/max": "9"})
    assert get(bench.body(), place)["constraints"][0]["params"] == {"max": 9}


@pytest.mark.parametrize(
    "posted",
    [
        {"change": "remove /nodes/@choice"},
        {"change": "remove /key"},
        {"change": "add /tests"},
        {"change": "explode /nodes"},
        {"change": "add /nodes", "name:/nodes": "X", "kind:/nodes": "no_such_kind"},
        {"change": "paste /nodes", "paste:/nodes": "a", "paste-in:/nodes": "en"},
    ],
)
def test_change_that_the_section_does_not_offer_changes_nothing(cast, posted):
    bench = Bench(cast, "template", "choice")
    before = (bench.head.version, content_hash(bench.body()))
    assert bench.press("about", **posted).status_code == 302
    assert (bench.head.version, content_hash(bench.body())) == before


def test_viewer_is_offered_no_change_and_makes_none(cast):
    bench = Bench(cast, "template", "choice", "viewer")
    before = bench.head.version
    assert buttons(bench.page("choice:recognition")) == []
    assert bench.press("about", change="add /nodes", **{"name:/nodes": "X", "kind:/nodes": "date"}).status_code == 403
    assert bench.head.version == before


def test_flow_is_given_a_branch_with_a_mocked_service_by_forms_alone(cast):
    key = min(selectors.draft_bodies(cast.project, "flow"))
    bench = Bench(cast, "flow", key)
    bench.press("about", change="add /nodes", **{"name:/nodes": "After hours"})
    node = from_pointer(bench.body(), f"/nodes/{len(bench.body()['nodes']) - 1}")
    section = "node:after_hours"
    bench.press(section, change=f"add {node}/rows", **{f"kind:{node}/rows": "webhook"})
    row = f"{node}/rows/@{get(bench.body(), node)['rows'][0]['id']}"
    form = {
        f"at:{row}/{name}": value
        for name, value in {"name": "opening_hours", "mapping": "open = answer.open", "timeout": "2,5"}.items()
    }
    bench.press(section, **form)
    bench.press(section, change=f"add {node}/edges", **{f"kind:{node}/edges": "when"})
    way = f"{node}/edges/@{get(bench.body(), node)['edges'][0]['id']}"
    bench.press(section, **{f"at:{way}/when": "variables.open == true", f"at:{way}/to": bench.body()["start"]})
    made = get(bench.body(), node)
    held = {name: made["rows"][0].get(name) for name in ("type", "name", "mapping", "timeout")}
    assert held == {"type": "webhook", "name": "opening_hours", "mapping": {"open": "answer.open"}, "timeout": 2.5}
    assert [(each["when"], each["to"]) for each in made["edges"]] == [("variables.open == true", bench.body()["start"])]
