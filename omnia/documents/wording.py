"""Words of documents as people read them: languages, steps, rules, and values."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

LANGUAGES = {"en": "English", "it": "Italiano", "es": "Español", "fr": "Français", "de": "Deutsch", "pt": "Português"}
"""The languages that documents are written in, each in its own words."""

STEP_ORDER = (
    "start", "help", "no_match", "no_input", "irrelevant_match", "ambiguous",
    "declined", "unavailable", "confirmation", "not_confirmed", "spelling", "invalid", "success",
)  # fmt: skip


def language_name(locale: str) -> str:
    """A language in its own words, with its country if the locale names one."""
    language, _dash, country = locale.partition("-")
    name = LANGUAGES.get(language, language)
    return f"{name} ({country.upper()})" if country else name


def text_in(texts: Any, language: str, fallback: str) -> str:
    """A document's text in a language, else in English, else in any."""
    if not isinstance(texts, Mapping):
        return fallback
    bare = language.split("-", maxsplit=1)[0]
    return str(texts.get(language) or texts.get(bare) or texts.get("en") or next(iter(texts.values()), "") or fallback)


def text_of(texts: Any, fallback: str) -> str:
    """A document's text in the reader's language, else in English, else in any."""
    return text_in(texts, get_language() or "en", fallback)


# Translated one by one where they are asked for: lists of places name a step for each of hundreds.
STEP_NAMES = {
    "introduction": gettext_lazy("Introduction"),
    "start": gettext_lazy("Question"),
    "help": gettext_lazy("Help"),
    "no_match": gettext_lazy("No match"),
    "no_input": gettext_lazy("No input"),
    "irrelevant_match": gettext_lazy("Irrelevant match"),
    "ambiguous": gettext_lazy("Two readings"),
    "declined": gettext_lazy("Not told"),
    "unavailable": gettext_lazy("Has none"),
    "confirmation": gettext_lazy("Confirmation"),
    "not_confirmed": gettext_lazy("Not confirmed"),
    "spelling": gettext_lazy("Spelling"),
    "invalid": gettext_lazy("Rule broken"),
    "success": gettext_lazy("Success"),
}


def step_name(step: str, node: Mapping[str, Any] | None = None) -> str:
    """A step's name for people; `node` tells what the rule of an `invalid` step is about."""
    base, _colon, constraint = step.partition(":")
    if not constraint:
        return str(STEP_NAMES.get(base, base))
    kinds = {str(row.get("key")): str(row.get("type")) for row in (node or {}).get("constraints", [])}
    return broken(kinds.get(constraint, ""), constraint)


def ordered_steps(node: Mapping[str, Any]) -> list[str]:
    """A node's steps in the order in which a dialogue meets them."""
    rank = {name: place for place, name in enumerate(STEP_ORDER)}
    return sorted(node.get("steps", {}), key=lambda step: (rank.get(step.partition(":")[0], len(rank)), step))


def addable_steps(node: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The steps that a node could have and does not, with their names: those of every node, and one for each of its rules."""
    held = node.get("steps", {})
    rules = [f"invalid:{row['key']}" for row in node.get("constraints", [])]
    return [(step, step_name(step, node)) for step in (*STEP_ORDER, *rules) if step not in held]


def step_lead(step: str) -> str:
    """One sentence on when a step is played."""
    leads = {
        "introduction": _("Played once, before the first question."),
        "start": _("Played when this datum is asked for."),
        "help": _("Played when the person asks for help."),
        "no_match": _("Played when nothing fitting was understood; each level should help more than the one before."),
        "no_input": _("Played after silence."),
        "irrelevant_match": _("Played when only another datum was understood; it is kept, and the question comes again."),
        "ambiguous": _("Played when the words can mean two things; {one} and {other} speak them."),
        "declined": _("Played when the person would rather not say; after the last level the datum is given up."),
        "unavailable": _("Played when the person says that they have none; after the last level the datum is given up."),
        "confirmation": _("Reads the value back and asks for a yes."),
        "not_confirmed": _("Played after a no; the value is kept until it is corrected."),
        "spelling": _(
            "Played on the phone when a name sounds like one that is written otherwise; unanswered, the name stays as heard."
        ),
        "invalid": _("Played when the value breaks a rule."),
        "success": _("Played once when the datum is done."),
    }
    return leads.get(step.partition(":")[0], "")


def outcome_label(outcome: str) -> str:
    """How a conversation ended, in words."""
    labels = {
        "completed": _("Completed"),
        "partial": _("Partly completed"),
        "transferred": _("Transferred"),
        "closed": _("Closed"),
        "abandoned": _("Abandoned"),
        "cancelled": _("Cancelled"),
        "failed": _("Failed"),
    }
    return labels.get(outcome, outcome.replace("_", " ").capitalize())


def broken(kind: str, key: str) -> str:
    """What is wrong with a value that breaks the rule `key` of this kind."""
    words = {
        "required": _("Missing"),
        "range": _("Out of range"),
        "length": _("Wrong length"),
        "pattern": _("Wrong pattern"),
        "one_of": _("Not one of the values"),
        "format": _("Wrong form"),
        "checksum": _("Wrong check digit"),
        "date_valid": _("No such date"),
        "date_past": _("Not in the past"),
        "date_future": _("Not in the future"),
        "age_range": _("Age out of range"),
    }
    return words.get(kind, _("Rule broken: %(rule)s") % {"rule": key})


def value_in_words(value: Any) -> str | None:
    """A value of a document as readable text, a line for each thing that it holds; None where there is nothing."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping | list):
        return "\n".join(_lines(value, ())) or _("(empty)")
    return str(value)


def _lines(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    """What an object or list holds, a line for each value; the ids of its parts say nothing to people."""
    if isinstance(value, Mapping):
        for name, held in value.items():
            if name not in ("id", "type"):
                yield from _lines(held, (*path, str(name)))
    elif isinstance(value, list):
        for number, held in enumerate(value, start=1):
            yield from _lines(held, (*path, str(number)) if len(value) > 1 else path)
    else:
        names = [language_name(name) for name in path if name not in ("actions", "text")]
        told = value_in_words(value)
        shown = _("nothing") if told in (None, "") else told
        yield f"{' › '.join(names)}: {shown}" if names else str(shown)
