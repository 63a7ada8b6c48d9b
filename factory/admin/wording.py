"""Words of catalogue documents as staff read them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from factory import selectors

LANGUAGES = {"en": "English", "it": "Italiano", "es": "Español", "fr": "Français", "de": "Deutsch", "pt": "Português"}
"""The languages that the catalogue is written in, each in its own words."""

STEP_ORDER = (
    "start", "help", "no_match", "no_input", "irrelevant_match", "ambiguous",
    "confirmation", "not_confirmed", "invalid", "success",
)  # fmt: skip


def language_name(locale: str) -> str:
    """A language in its own words, with its country if the locale names one."""
    language, _dash, country = locale.partition("-")
    name = LANGUAGES.get(language, language)
    return f"{name} ({country.upper()})" if country else name


def in_order(locales: Any) -> list[str]:
    """Languages in the catalogue's order; others after them, by name."""
    known = list(LANGUAGES)
    return sorted(locales, key=lambda locale: (known.index(locale) if locale in LANGUAGES else len(known), locale))


def text_of(texts: Any, fallback: str) -> str:
    """A text in the reader's language, else in English, else in any."""
    if not isinstance(texts, Mapping):
        return fallback
    bare = (get_language() or "en").split("-", maxsplit=1)[0]
    return str(texts.get(bare) or texts.get("en") or next(iter(texts.values()), "") or fallback)


def step_name(step: str, node: Mapping[str, Any] | None = None) -> str:
    """A step's name for people; `node` tells what the rule of an `invalid` step is about."""
    names = {
        "introduction": _("Introduction"),
        "start": _("Question"),
        "help": _("Help"),
        "no_match": _("No match"),
        "no_input": _("No input"),
        "irrelevant_match": _("Irrelevant match"),
        "ambiguous": _("Two readings"),
        "confirmation": _("Confirmation"),
        "not_confirmed": _("Not confirmed"),
        "invalid": _("Any rule broken"),
        "success": _("Success"),
    }
    base, _colon, constraint = step.partition(":")
    if not constraint:
        return names.get(base, base)
    kinds = {str(row.get("key")): str(row.get("type")) for row in (node or {}).get("constraints", [])}
    return _("Rule broken: %(rule)s") % {"rule": rule_name(kinds.get(constraint, ""), constraint)}


def rule_name(kind: str, key: str) -> str:
    """What a rule demands; its key where there is nothing better."""
    names = {
        "required": _("must be given"),
        "range": _("outside the range"),
        "length": _("wrong length"),
        "pattern": _("wrong pattern"),
        "one_of": _("not one of the options"),
        "format": _("wrong format"),
        "checksum": _("check digit"),
        "date_past": _("must be in the past"),
        "date_future": _("must be in the future"),
        "date_valid": _("no such date"),
        "age_range": _("wrong age"),
    }
    return f"{names[kind]} ({key})" if kind in names else key


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
        "confirmation": _("Reads the value back and asks for a yes."),
        "not_confirmed": _("Played after a no; the value is kept until it is corrected."),
        "invalid": _("Played when the value breaks a rule."),
        "success": _("Played once when the datum is done."),
    }
    return leads.get(step.partition(":")[0], "")


def row_name(kind: str) -> str:
    """What a flow's row or an escalation's action does."""
    names = {
        "say": _("Say"),
        "acquire": _("Acquire"),
        "assign": _("Set a variable"),
        "log": _("Note in the transcript"),
        "webhook": _("Call a webhook"),
        "request": _("Ask the host"),
        "transfer": _("Transfer"),
        "hang_up": _("Hang up"),
        "end": _("End"),
        "close": _("Close"),
    }
    return names.get(kind, kind)


def kind_name(kind: str) -> str:
    """A kind of datum in words: its key is English already."""
    return kind.replace("_", " ")


def industry_name(key: str, known: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """An industry's name; its key if it is not in the list."""
    found = (selectors.industries() if known is None else known).get(key, {})
    return text_of(found, key)
