"""What lint finds is told in the reader's language: each sentence is known to the translations, and has its Italian."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from omnia.dialogue import beginnings
from omnia.dialogue.lint import lint_template
from omnia.finding_sentences import SENTENCES, TERMS
from omnia.finding_words import in_readers_language

LINT = Path(__file__).parents[3] / "omnia" / "dialogue"
PLACE = re.compile(r"%\(\w+\)s")
RULES = ("lint", "lint_nodes", "lint_contract", "lint_flows", "lint_report")


def constants(tree: ast.AST) -> set[str]:
    """The sentences of a module, without its docstrings and what is put together around a value."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    inside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside
    }
    return {text for text in texts if " " in text and text.rstrip(")s").endswith((".", "(reason"))}


@pytest.mark.parametrize("module", RULES)
def test_every_sentence_of_lint_is_known_to_the_translations(module):
    tree = ast.parse((LINT / f"{module}.py").read_text())
    assert constants(tree) <= SENTENCES
    put_together = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("error", "warn")
        and isinstance(node.args[2], ast.JoinedStr)
    ]
    assert not put_together, "a sentence that is put together is translated by nothing"


def test_every_sentence_of_lint_has_its_italian_with_the_same_places():
    with override("it"):
        assert [text for text in (*SENTENCES, *TERMS) if gettext(text) == text] == []
        assert [text for text in SENTENCES if set(PLACE.findall(gettext(text))) != set(PLACE.findall(text))] == []


def with_webhook(**mapping: str) -> dict:
    body = beginnings.template("date", "own", {"en": "Own", "it": "Proprio"}, ("en", "it"))
    call = {"id": "call", "type": "webhook", "name": "", "url": "http://x", "timeout": 99, "mapping": mapping}
    body["nodes"][0]["steps"]["start"][0]["actions"].append(call)
    return body


def test_wrong_lines_of_a_mapping_are_told_in_italian():
    found = lint_template(with_webhook(city="answer.", Town="answer.town", unset=""), locales=["en", "it"])
    with override("it"):
        told = {finding.message for finding in in_readers_language(found)}
    for sentence in (
        "L’espressione non è CEL valido: finisce troppo presto.",
        "Di’ che valore prende “unset”: manca un’espressione.",
        "La richiesta non ha un nome. Scrivilo.",
        "Un webhook ha bisogno di un indirizzo che cominci con https:// e non contenga password.",
        "Il tempo di attesa deve essere tra 0.1 e 10 secondi.",
    ):
        assert sentence in told, told
    assert any(message.startswith("La chiave “Town” (variabile)") for message in told)
    english = {finding.message for finding in found}
    assert "A webhook needs an address that starts with https:// and holds no password." in english
    assert "The time-out must be between 0.1 and 10 seconds." in english


def test_word_of_the_document_that_is_also_one_of_the_products_is_left_as_it_is():
    body = with_webhook()
    body["nodes"][0]["kind"] = "options"
    with override("it"):
        told = {finding.message for finding in in_readers_language(lint_template(body, locales=["en", "it"]))}
    assert any(message.startswith("Non c’è alcun tipo “options”.") for message in told)
