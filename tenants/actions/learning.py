"""What was said and not understood, turned into a test or a synonym of the draft; each is one version, and undone as one."""

import copy
from collections.abc import Sequence
from typing import Any

from omnia.dialogue.replay.keeping import NotKeepable, is_kept, make_test
from omnia.dialogue.simulate import run_template_tests
from omnia.dialogue.template import parse_template, walk_nodes
from omnia.documents.expected import from_words
from omnia.documents.versions import Saved
from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from tenants.access import authorise
from tenants.actions.editing import EditingError, save_document, save_template
from tenants.actions.reading import note_conversation_read
from tenants.control.models import Project
from tenants.past_programs import draft_edition
from tenants.replaying import NotHeld, hold_again, hold_on
from tenants.selectors import Document, Missing, conversation, draft

MAX_WORDS = 500


class NotATestError(EditingError):
    """A conversation that cannot be kept as a test; `why` is a code of `NotHeld` or `NotKeepable`, or `kept`."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


def keep_test(actor: Actor, project: Project, key: str, *, node: str, locale: str, words: str, expected: str) -> Saved:
    """Keep words as a test of a template's draft.

    Args:
        actor: who keeps it.
        project: whose draft.
        key: the template.
        node: the datum that the words are about.
        locale: the language of the words.
        words: what was said.
        expected: what must be understood, as it is written; nothing may be understood where it is empty.

    Raises:
        EditingError, Forbidden, Absent: see `editing.save_document`.
    """
    body, version = _draft(project, key)
    asked = _node(body, node)
    test: dict[str, Any] = {"id": f"heard_{new_id(8)}", "locale": locale, "utterance": _checked(words)}
    test |= {
        "category": "noisy" if expected.strip() else "negative",
        "expect": {node: from_words(asked["kind"], expected.strip())},
    }
    if any(each.get("locale") == locale and each.get("utterance") == test["utterance"] for each in body.get("tests", [])):
        raise EditingError("These words are a test of this template already.")
    body.setdefault("tests", []).append(test)
    return save_template(actor, project, key, body, base_version=version, message=f"Test from a conversation: {words[:80]}")


def fails_its_last_test(body: dict[str, Any], locales: Sequence[str]) -> bool:
    """Whether a template does not pass the test that was added to it last, as one from a conversation may not at first."""
    last = body.get("tests", [])[-1:]
    return any(not result.passed for result in run_template_tests({**body, "tests": last}, locales=locales))


def add_synonym(actor: Actor, project: Project, key: str, *, node: str, locale: str, words: str, option: str) -> Saved:
    """Add words to the synonyms of an option of a closed list; raises as `keep_test` does."""
    body, version = _draft(project, key)
    entry = next((each for each in options(_node(body, node)) if each["value"] == option), None)
    if entry is None:
        raise EditingError("This option is not in the draft's list any more.")
    held = entry.setdefault("synonyms", {}).setdefault(locale, [])
    if _checked(words).casefold() in {each.casefold() for each in held}:
        raise EditingError("These words are a synonym of this option already.")
    held.append(words.strip())
    return save_template(actor, project, key, body, base_version=version, message=f"Synonym from a conversation: {words[:80]}")


def keep_conversation(actor: Actor, project: Project, session: str, *, as_now: bool) -> Saved:
    """Keep a finished conversation as a test of the draft that it speaks to; a value stands in for each private one.

    Args:
        actor: who keeps it.
        project: whose conversation and draft.
        session: the conversation.
        as_now: whether it must end as the draft ends it now; otherwise as it ended then.

    Raises:
        NotATestError: no test can hold it, it is one already, or the draft lacks what it is about.
        Missing: there is no such conversation.
        Forbidden, Absent: see `editing.save_document`, and who may not read conversations.
    """
    authorise(actor, project, "view_conversations")
    authorise(actor, project, "edit_templates")
    row = conversation(project, session)
    note_conversation_read(actor, project, session)
    try:
        held = hold_again(project, row)
        program, steps = held.spoken.program, list(held.course.steps)
        if as_now:
            found = hold_on(project, held, draft_edition(project))
            program, steps = found.spoken.program, [each.step for each in found.replay.given]
        test = make_test(program, held.recording, steps, name=f"replayed_{new_id(8)}")
    except (NotHeld, NotKeepable) as error:
        raise NotATestError(error.why if isinstance(error, NotHeld) else error.code, str(error)) from error
    recording = held.recording
    told = f"Test from the conversation {recording.session}"
    return _add_test(actor, project, recording.document, recording.key, test, told)


def keep_simulated(actor: Actor, project: Project, document: Document, key: str, test: dict[str, Any]) -> Saved:
    """Keep a simulated conversation as a test of the draft that it was held with.

    Raises:
        NotATestError: it is one already, or the draft lacks the document.
        EditingError, Forbidden, Absent: see `editing.save_document`.
    """
    authorise(actor, project, "edit_templates")
    return _add_test(actor, project, document, key, test, "Test from the simulator")


def _add_test(actor: Actor, project: Project, document: Document, key: str, test: dict[str, Any], message: str) -> Saved:
    try:
        found = draft(project, document, key)
    except Missing as error:
        raise NotATestError("draft_no_document", f"The draft has no {document} “{key}” any more.") from error
    body = copy.deepcopy(dict(found.body))
    if is_kept(body, test):
        raise NotATestError("kept", "This conversation is a test of the draft already.")
    body.setdefault("tests", []).append(test)
    return save_document(actor, project, document, key, body, base_version=found.version, message=message)


def options(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The options of a node's closed list, or none."""
    engines = (node.get("contract") or {}).get("engines", [])
    return [entry for engine in engines if engine.get("type") == "lexicon" for entry in engine["entries"]]


def node_at(body: dict[str, Any], path: str) -> dict[str, Any] | None:
    """The node of a template that a unit's path names, or None if there is none any more."""
    places = {".".join(place): node.key for place, node in walk_nodes(parse_template(body))}
    nodes, found = body["nodes"], None
    for key in path.split(".") if path in places else ():
        found = next(node for node in nodes if node["key"] == key)
        nodes = found.get("parts", [])
    return found


def _draft(project: Project, key: str) -> tuple[dict[str, Any], int]:
    try:
        found = draft(project, "template", key)
    except Missing as error:
        raise EditingError(f"This project has no template “{key}” any more.") from error
    return copy.deepcopy(dict(found.body)), found.version


def _node(body: dict[str, Any], path: str) -> dict[str, Any]:
    node = node_at(body, path)
    if node is None:
        raise EditingError("The draft does not ask for this datum any more.")
    return node


def _checked(words: str) -> str:
    found = words.strip()
    if not 0 < len(found) <= MAX_WORDS:
        raise EditingError(f"The words of a test or a synonym have 1 to {MAX_WORDS} characters.")
    return found
