"""Reading one text without a conversation."""

from collections.abc import Sequence

import msgspec

from omnia.dialogue.conversation import Alternative, ParseAnswer, UnknownNode, Utterance, parse_text
from omnia.dialogue.extraction.regions import region_for
from omnia.dialogue.extraction.registry import kinds
from omnia.mongo.context import ProjectRef
from runtime_api.conversations.requests import checked_subject, checked_text, local_time, texts_of, validation_problem
from runtime_api.conversations.schemas import EarlierText, ParseBody
from runtime_api.conversations.turns import live_release, program_of


def parse(project: ProjectRef, body: ParseBody) -> bytes:
    """What a text says, as the API answers it.

    Raises:
        Problem: there is no such template, kind, node or locale, or nothing is published.
    """
    checked_subject(body, "template", "kind")
    checked_text("/text", body.text)
    found = _parse_kind(body) if body.kind is not None else _parse_template(project, body)
    return msgspec.json.encode(found)


def _parse_kind(body: ParseBody) -> ParseAnswer:
    kind = body.kind or ""
    if kind not in kinds():
        raise validation_problem("/kind", f"There is no kind of this name. Choose among: {', '.join(kinds())}.")
    if body.node is not None:
        raise validation_problem("/node", "A kind has no nodes; name a template to read for one.")
    now = local_time(body.reference_time)
    said = [Alternative(*each) for each in texts_of(body.alternatives or ())]
    return parse_text(
        kind, body.text, locale=body.locale, now=now, region=body.region, alternatives=said, earlier=_earlier(body.earlier or ())
    )


def _earlier(attempts: Sequence[EarlierText]) -> list[Utterance]:
    """The earlier attempts, the first of them first."""
    found = []
    for place, each in enumerate(attempts):
        text = checked_text(f"/earlier/{place}/text", each.text)
        told = texts_of(each.alternatives or (), f"/earlier/{place}")
        found.append(Utterance(text, tuple(Alternative(*other) for other in told)))
    return found


def _parse_template(project: ProjectRef, body: ParseBody) -> ParseAnswer:
    release = live_release(project)
    program = program_of(project, release.number, body.locale, template=body.template)
    template = program.templates[body.template or ""]
    said = [Alternative(*each) for each in texts_of(body.alternatives or ())]
    earlier = _earlier(body.earlier or ())
    region = body.region or region_for(body.locale, release.default_locale, release.region) or None
    now = local_time(body.reference_time)
    try:
        return parse_text(
            template, body.text, locale=body.locale, now=now, region=region, alternatives=said, earlier=earlier, node=body.node
        )
    except UnknownNode as error:
        paths = ", ".join(unit.path for unit in template.units)
        raise validation_problem("/node", f"The template has no such node. Choose among: {paths}.") from error
