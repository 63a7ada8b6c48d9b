"""Reading one text without a conversation: what the runtime API's `parse` answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from omnia.dialogue.compile import CompiledTemplate, Program, Stop, Unit
from omnia.dialogue.engine.checking import broken_rule, is_filled
from omnia.dialogue.engine.reading import Found, Hypothesis, merged
from omnia.dialogue.engine.state import Content, Run, Session
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.events import MAX_EARLIER, MAX_HEARD, MAX_TEXT, Alternative, Utterance
from omnia.dialogue.extraction.hearing.checksum_repair import propose
from omnia.dialogue.extraction.hearing.evidence import Attempt
from omnia.dialogue.extraction.registry import recognise_attempts
from omnia.dialogue.extraction.values import Context, Violation
from omnia.dialogue.speech import format_value

LENIENT = {"possible": True}
"""Without a template nobody can be asked again, so doubtful readings are given too, with the confidence that they deserve."""


class UnknownNode(ValueError):  # noqa: N818  # the name says it
    """A node that the template does not have."""


class ParseAnswer(msgspec.Struct, frozen=True):
    """What was found, best first; whether it keeps the constraints; and what is broken."""

    matches: list[dict[str, Any]]
    valid: bool
    violations: list[dict[str, Any]]


def parse_text(
    subject: str | CompiledTemplate,
    text: str,
    *,
    locale: str,
    now: datetime,
    region: str | None = None,
    alternatives: Sequence[str | Alternative] = (),
    earlier: Sequence[Utterance] = (),
    node: str | None = None,
) -> ParseAnswer:
    """Read a text for a kind of value, or for the nodes of a compiled template.

    Args:
        subject: The name of a kind, or a template.
        text: What was said.
        locale: BCP-47 tag of the language spoken.
        now: The person's local time; an aware one tells the offset from UTC too, for times said in another zone.
        region: ISO 3166 country for phone numbers and the like.
        alternatives: Further transcriptions of the text, best first, with or without a confidence.
        earlier: What the person said before for the same question, the first attempt first.
        node: Dotted path of the only node, or part, to read for.

    Raises:
        KeyError: there is no such kind.
        UnknownNode: the template has no such node.
    """
    said = [each if isinstance(each, Alternative) else Alternative(each) for each in alternatives]
    attempts = _heard([*earlier[-MAX_EARLIER:], Utterance(text[:MAX_TEXT], tuple(said))])
    if isinstance(subject, str):
        return _parse_kind(subject, attempts, Context.at(now, locale, region, None, LENIENT))
    return _parse_template(subject, attempts, now, region, node)


def _heard(utterances: Sequence[Utterance]) -> list[Attempt]:
    """The attempts, the present one last, each in as many transcriptions as may be read of all: the present one comes first."""
    found: list[Attempt] = []
    left = MAX_HEARD
    for utterance in reversed(utterances):
        told = utterance.transcriptions(left)
        left -= sum(len(each.text) for each in told)
        if told:
            found.append(Attempt(tuple(each.text for each in told), tuple(each.confidence for each in told)))
    return found[::-1]


def _parse_kind(kind: str, attempts: Sequence[Attempt], context: Context) -> ParseAnswer:
    told = recognise_attempts(kind, attempts, context)
    reading, text = told.reading, told.text
    matches = [
        {
            "node": kind,
            "value": match.value,
            "raw": match.raw,
            "formatted": format_value(kind, match.value, context.locale),
            "confidence": round(match.confidence, 3),
            "span": list(match.span),
        }
        for match in reading.matches
    ]
    violations = [_violation(kind, violation, _proposal(violation, text, context)) for violation in reading.violations]
    return ParseAnswer(matches, bool(matches), violations)


def _proposal(violation: Violation, text: str, context: Context) -> str | None:
    """What was meant, where exactly one confusable character explains a check digit that is wrong."""
    if violation.rule != "checksum":
        return None
    match = propose(violation.kind, text, context, "either")
    return match.value if match is not None and match.raw == violation.raw else None


def _violation(node: str, violation: Violation, proposal: str | None = None) -> dict[str, Any]:
    told = {
        "node": node,
        "constraint": violation.rule,
        "raw": violation.raw,
        "span": list(violation.span),
        "message": violation.message,
    }
    return {**told, "proposal": proposal} if proposal else told


def _parse_template(
    template: CompiledTemplate, attempts: Sequence[Attempt], now: datetime, region: str | None, node: str | None
) -> ParseAnswer:
    turn = bare_turn(template, now, region)
    *earlier, said = [list(map(Hypothesis, one.texts, one.confidences)) for one in attempts]
    matches: list[dict[str, Any]] = []
    violations: list[dict[str, Any]] = []
    for unit, part_key in wanted_units(template, node):
        part = next((part for part in unit.parts if part.key == part_key), None)
        heeded = heed(turn, unit, part, Content(), said, earlier)
        if heeded.found is not None:
            content = merged(unit, Content(), heeded.found)
            matches.append(_match(unit, heeded.found, content, template.locale, part_key))
            rule = broken_rule(turn, unit, content)
            if rule is not None:
                message = f"The value breaks the constraint “{rule.source.key}”."
                violations.append({"node": unit.path, "constraint": rule.source.key, "raw": content.raw, "message": message})
            elif part is None and not is_filled(unit, content):
                violations.append(_incomplete(unit, content))
        elif heeded.violation is not None:
            text = next((each.text for each in said if heeded.violation.raw in each.text), "")
            asked = Context.at(now, template.locale, region)
            violations.append(_violation(unit.path, heeded.violation, _proposal(heeded.violation, text, asked)))
    matches.sort(key=lambda match: -match["confidence"])
    return ParseAnswer(matches, bool(matches) and not violations, violations)


def _incomplete(unit: Unit, content: Content) -> dict[str, Any]:
    missing = [part.key for part in unit.parts if part.required and content.parts.get(part.key) is None]
    return {
        "node": unit.path,
        "constraint": "required",
        "raw": content.raw,
        "message": f"Not all of the value was said; missing: {', '.join(missing)}.",
    }


def _match(unit: Unit, found: Found, content: Content, locale: str, part: str | None) -> dict[str, Any]:
    value = found.parts[part] if part and part in found.parts else content.value
    kind = next((own.kind for own in unit.parts if own.key == part), unit.kind)
    match = {
        "node": unit.path,
        "value": value,
        "raw": found.raw,
        "formatted": format_value(kind, value if part else unit.named(value), locale, "" if part else unit.format),
        "confidence": round(found.confidence, 3),
        "span": list(found.span),
    }
    return {**match, "part": part} if part else match


def wanted_units(template: CompiledTemplate, node: str | None) -> list[tuple[Unit, str | None]]:
    """The units to read for, with the part if one is named."""
    if node is None:
        return [(unit, None) for unit in template.units]
    for unit in template.units:
        if node == unit.path:
            return [(unit, None)]
        part = next((part for part in unit.parts if node in (part.path, part.key)), None)
        if part is not None:
            return [(unit, part.key)]
    raise UnknownNode(f"The template “{template.key}” has no node “{node}”.")


def bare_turn(template: CompiledTemplate, now: datetime, region: str | None) -> Turn:
    """A turn around one template, for the checks; nothing has been said in it yet."""
    key = template.key
    program = Program(key, False, template.locale, "only", {"only": Stop("only", (), ())}, {key: template}, 1, {key: key})
    return Turn(program, Session("chat", "only", region or "", runs={key: Run()}, active=key), now)
