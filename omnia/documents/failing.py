"""Tests that do not go as they must, as people read them: what was said, what had to come of it, and what came."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from omnia.dialogue.lint_names import acquired_units, units_of
from omnia.dialogue.references import acquired_names
from omnia.dialogue.simulate import NO_REPLY, OTHER_OUTCOME, OTHER_REPLY, OTHER_VALUE, SILENCE, TestResult, matches
from omnia.documents.wording import language_name, outcome_label, step_name, text_of, value_in_words

Body = Mapping[str, Any]

SENTENCES = frozenset((
    gettext_noop("“%(name)s” should be %(expected)s and is %(found)s."),
    gettext_noop("The outcome should be “%(expected)s” and is “%(found)s”."),
    gettext_noop("After “%(said)s” the answer should say “%(expected)s” and is “%(found)s”."),
    gettext_noop("The conversation was over before “%(said)s”, to which “%(expected)s” should be answered."),
    gettext_noop("No sentence of the tests breaks “%(rule)s”: write a scripted test in which a caller does."),
    gettext_noop("“%(step)s” %(level)s was not played."),
    gettext_noop("The conversation should be completed and is %(found)s."),
    gettext_noop("The conversation is not over after %(turns)s turns."),
    gettext_noop("The conversation ended with another value."),
    gettext_noop("The conversation is completed without a value that is required."),
    gettext_noop("After “%(said)s” the rest was not acquired."),
    gettext_noop(
        "Of %(all)s noisy sentences %(good)s were understood (%(part)s; %(least)s are needed). "
        "Not understood, for example: %(missed)s."
    ),
))  # fmt: skip
"""What tests and conversations fail with."""

CONVERSATION = re.compile(
    r"[^.]+\.scenario\.(?P<path>.+?)\.(?P<what>silence|nothing|refused|invalid:[^.]+|first:[^.]+)(?:\.(?P<how>\d+|mended|always))?"
)
"""The id of a conversation that was made from the tests, about one datum."""

STEPS = {"silence": "no_input", "nothing": "no_match", "refused": "not_confirmed"}
MAX_SHOWN = 200
"""Characters of a value."""

Side = tuple[str, str, str]
"""A name with the value that had to come, and the one that came."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One test that does not go as it must."""

    title: str
    language: str
    said: Sequence[str]
    sides: Sequence[Side]
    """The values that differ."""
    reason: str
    section: str
    """The section of the editor where it is mended: of a template the datum's, of a flow the node's that acquires it."""
    test: str = ""
    """The id of the document's own test that fails; empty for a conversation that was made from them."""


def in_words(body: Body, results: Sequence[TestResult], templates: Mapping[str, Body] | None = None) -> list[Failure]:
    """The failures of a document's tests, and of the conversations that are made from them; `templates` are those of a flow."""
    tests = {str(test.get("id")): test for test in body.get("tests", ())}
    if "start" in body:
        return [_of_flow(body, result, tests.get(result.id, {}), templates or {}) for result in results]
    nodes: dict[str, Body] = {}
    # A document that is no template may have anything.
    with suppress(KeyError, TypeError):
        nodes = dict(units_of(body.get("nodes", ())))
    return [_failure(result, tests.get(result.id, {}), nodes) for result in results]


def _of_flow(body: Body, result: TestResult, test: Body, templates: Mapping[str, Body]) -> Failure:
    """A failure of a flow's test; its place is the node that acquires what differs."""
    named = dict(acquired_units(acquired_names(body), templates))
    failure = _failure(result, test, named)
    differing = [name for name, value in _expected(result).items() if not matches(value, (result.found or {}).get(name))]
    asked = differing[0] if differing else ""
    return replace(failure, section=next((f"node:{node['key']}" for node in body["nodes"] if _acquires(node, asked)), ""))


def _expected(result: TestResult) -> Body:
    return result.expected if isinstance(result.expected, Mapping) else {}


def _acquires(node: Body, asked: str) -> bool:
    """Whether a flow's node acquires the datum that is known by a name."""
    names = acquired_names({"nodes": [node]})
    return any(asked == name or asked.startswith(f"{name}.") for name in names)


def _failure(result: TestResult, test: Body, nodes: Mapping[str, Body]) -> Failure:
    about = CONVERSATION.fullmatch(result.id) if not test else None
    expected = (name for name, value in _expected(result).items() if not matches(value, (result.found or {}).get(name)))
    path = about["path"] if about else next((name for name in expected if name in nodes), next(iter(nodes), ""))
    node, step = nodes.get(path, {}), _step(about["what"]) if about else ""
    sides = [*_sides(result, nodes)]
    reason = "" if sides and result.sentence == OTHER_VALUE else _reason(result, node)
    section = f"{path}:step:{step}" if step in node.get("steps", {}) else f"{path}:recognition"
    title = _title(about, path, node) if about else _plain_title(result, test)
    own = result.id if test else ""
    return Failure(title, language_name(result.locale), [*said_in(test)], sides, reason, section if nodes else "", own)


def _step(what: str) -> str:
    return what if what.startswith("invalid:") else STEPS.get(what, "")


def _plain_title(result: TestResult, test: Body) -> str:
    """What a test is called that is about no ladder."""
    _locale, _dot, kind = result.id.partition(".scenario.")
    if test:
        return _("A test of its own")
    if kind == "straight":
        return _("Every question is answered at once")
    if kind.startswith("part."):
        return _("A part is said first")
    return _("Noisy callers") if result.id.endswith(".noise") else result.id


def _title(about: re.Match[str], path: str, node: Body) -> str:
    """What happens in a conversation about one datum."""
    what, how = about["what"], about["how"] or ""
    told = {"name": _label(path, {path: node}), "what": step_name(_step(what), node) if _step(what) else ""}
    if what == "refused":
        return _("“%(name)s” is read back, and refused") % told
    if what.startswith("first:"):
        return _("Of “%(name)s” a part is said first: %(parts)s") % {
            **told,
            "parts": what.removeprefix("first:").replace("+", ", "),
        }
    if how == "always":
        return _("%(what)s at “%(name)s”, without end") % told
    if how.isdecimal():
        words = ngettext(
            "%(what)s at “%(name)s” once, then the answer",
            "%(what)s at “%(name)s” %(times)s times, then the answer",
            int(how),
        )
        return words % {**told, "times": how}
    return _("%(what)s at “%(name)s”, then the answer") % told


def _label(name: str, nodes: Mapping[str, Body]) -> str:
    """What a value is called: by its datum, which its path or its last name tells."""
    node = nodes.get(name) or next((each for path, each in nodes.items() if path.rpartition(".")[2] == name), {})
    return text_of(node.get("label"), name)


def said_in(test: Body) -> Iterator[str]:
    """What the person says, turn by turn."""
    if test.get("utterance") is not None:
        yield f"“{test['utterance']}”"
    for turn in test.get("turns", ()):
        if turn.get("silence"):
            yield _("silence")
        elif turn.get("keys") is not None:
            yield _("keys %(keys)s") % {"keys": turn["keys"]}
        else:
            yield f"“{turn.get('say') or ''}”"


def _sides(result: TestResult, nodes: Mapping[str, Body]) -> Iterator[Side]:
    if not isinstance(result.expected, Mapping) or not isinstance(result.found, Mapping):
        return
    for name, value in result.expected.items():
        found = result.found.get(name)
        if not matches(value, found):
            if isinstance(value, Mapping) and isinstance(found, Mapping):
                found = {part: found.get(part) for part in value}
            yield _label(name, nodes), _value(value), _value(found)


def _value(value: Any) -> str:
    told = value_in_words(value) or _("nothing")
    told = ", ".join(told.splitlines())
    return told if len(told) <= MAX_SHOWN else f"{told[: MAX_SHOWN - 1]}…"


def _reason(result: TestResult, node: Body) -> str:
    if result.sentence not in SENTENCES:
        return result.message
    told = dict(result.told)
    if "step" in told:
        told["step"] = step_name(told["step"], node)
    if "rule" in told:
        told["rule"] = step_name(f"invalid:{told['rule']}", node)
    if result.sentence == OTHER_OUTCOME:
        told["expected"] = outcome_label(told["expected"])
    if result.sentence in (OTHER_REPLY, NO_REPLY):
        return _(result.sentence) % {**told, "said": _done(told["said"])}
    if "found" in told and result.sentence != OTHER_VALUE:
        going_on = told["found"] in ("listening", "waiting")
        told["found"] = _("still going on") if going_on else outcome_label(told["found"])
    return _(result.sentence) % told if told else _(result.sentence)


def _done(said: str) -> str:
    """What was done, in the reader's language, where nothing was said."""
    keys = re.fullmatch(r"keys ([0-9*#]+)", said)
    if keys:
        return _("keys %(keys)s") % {"keys": keys[1]}
    return _("silence") if said == SILENCE else said
