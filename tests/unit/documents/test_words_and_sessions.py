"""Texts compared word by word, differences as a tree, and saves of one go taken together."""

from datetime import UTC, datetime, timedelta

from omnia.dialogue import addresses
from omnia.documents.comparing import compare
from omnia.documents.history import TOGETHER, sessions_of_work
from omnia.documents.texts import Wanted, search, texts_of
from omnia.documents.versions import Version
from omnia.documents.words import MAX_TOKENS, word_pieces

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def marked(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_own else piece.text for piece in pieces)


def test_words_that_one_text_has_for_itself_are_told_apart_and_nothing_is_lost():
    before, after = "Which date of birth, please?", "What date of birth?"
    one, other = word_pieces(before, after)
    assert (marked(one), marked(other)) == ("[Which] date of birth[, please]?", "[What] date of birth?")
    assert ("".join(piece.text for piece in one), "".join(piece.text for piece in other)) == (before, after)


def test_text_too_long_to_be_compared_counts_as_changed_as_a_whole():
    text = "word " * MAX_TOKENS
    one, other = word_pieces(text, "word")
    assert [(piece.text, piece.is_own) for piece in (*one, *other)] == [(text, True), ("word", True)]


def document(question: str, help_text: str) -> dict:
    def ladder(text: str) -> list:
        return [{"id": "1", "actions": [{"id": "a", "type": "say", "text": {"en": text}}]}]

    node = {"id": "n", "key": "day", "label": {"en": "Day"}, "steps": {"start": ladder(question), "help": ladder(help_text)}}
    return {"key": "day", "label": {"en": "Day"}, "nodes": [node]}


def test_differences_stand_in_a_tree_in_which_single_places_are_one_line():
    tree = compare(document("Which day?", "Say a day."), document("What day?", "Say any day.")).tree
    assert [(branch.name, branch.count) for branch in tree] == [("Day", 2)]
    assert [branch.name for branch in tree[0].inside] == ["Question › level 1 › English", "Help › level 1 › English"]
    assert [branch.name for branch in compare(document("a", "b"), document("c", "b")).tree] == [
        "Day › Question › level 1 › English"
    ]


def version(number: int, author: str = "Owner", minutes: float = 0, note: str = "") -> Version:
    return Version(number, "", author, NOW + timedelta(minutes=minutes), note)


def test_saves_of_one_person_in_one_go_are_one_line_and_named_ones_and_others_stand_for_themselves():
    apart = TOGETHER.total_seconds() / 60 + 1
    versions = [
        version(7, minutes=apart + 31),
        version(6, minutes=31),
        version(5, minutes=30),
        version(4, minutes=20, note="Shorter"),
        version(3, author="Designer", minutes=2),
        version(2, minutes=1),
        version(1),
    ]
    work = [(one.version.number, [row.number for row in one.earlier]) for one in sessions_of_work(versions)]
    assert work == [(7, []), (6, [5]), (4, []), (3, []), (2, [1])]
    assert [one.version.number for one in sessions_of_work(versions, apart=[5])] == [7, 6, 5, 4, 3, 2]


def test_texts_are_found_by_words_language_and_case_and_replaced_as_they_are_written():
    body = document("Which day? (day)", "Say a Day.")
    texts = [text for text in texts_of(body) if Wanted("day").is_in(text)]
    assert [text.shown for text in texts] == ["Day", "Day", "Which day? (day)", "Say a Day."]
    assert [text.shown for text in texts_of(body) if Wanted("day", same_case=True).is_in(text)] == ["Which day? (day)"]
    assert not [text for text in texts_of(body) if Wanted("da", whole_words=True).is_in(text)]
    assert not [text for text in texts_of(body) if Wanted("day", locale="it").is_in(text)]
    assert Wanted("day").replaced(texts[3], "date") == "Say a Date."
    assert Wanted("Day", same_case=True).replaced(texts[3], "date") == "Say a date."
    assert Wanted("(day)").replaced(texts[2], r"\1") == r"Which day? \1"


def test_lines_of_a_list_are_replaced_one_by_one_and_those_that_became_alike_are_one():
    body = {"entries": [{"id": "e", "synonyms": {"en": ["red one", "red two", "blue"]}}]}
    (text,) = texts_of(body)
    assert Wanted(" two").replaced(text, "") == ["red one", "red", "blue"]
    assert Wanted("red two").replaced(text, "blue") == ["red one", "blue"]


def test_search_finds_the_texts_that_hold_the_words_at_their_places():
    body = {
        "label": {"en": "Which day", "it": "Giorno"},
        "nodes": [
            {
                "id": "a/b",
                "key": "date",
                "label": {"en": "Day of {day}"},
                "options": [{"synonyms": {"en": ["today", "day"], "it": []}}],
            }
        ],
        "tests": [{"expect": {"text": "day"}}],
    }
    for wanted in (Wanted("day"), Wanted("day", locale="it"), Wanted("{day}"), Wanted("DAY", same_case=True)):
        assert list(search(body, wanted)) == [text for text in texts_of(body) if wanted.is_in(text)]
    assert [(text.pointer, text.address, text.shown) for text in search(body, Wanted("day"))] == [
        ("/label/en", "/label/en", "Which day"),
        ("/nodes/0/label/en", "/nodes/@a~1b/label/en", "Day of {day}"),
        ("/nodes/0/options/0/synonyms/en", "/nodes/@a~1b/options/0/synonyms/en", "today\nday"),
    ]


def test_search_writes_out_no_place_of_a_text_that_does_not_fit(monkeypatch):
    written = []
    monkeypatch.setattr(addresses, "written", lambda steps: written.append(steps) or "/".join(steps))
    body = {"nodes": [{"id": str(number), "label": {"en": "a day" if number == 3 else "a week"}} for number in range(50)]}
    (found,) = search(body, Wanted("day"))
    assert written == []
    assert (found.pointer, found.address) == ("nodes/3/label/en", "nodes/@3/label/en")
