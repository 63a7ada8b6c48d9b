"""A released document with the texts of one locale."""

import re
from collections.abc import Mapping
from typing import Any

from omnia.dialogue.texts import locale_chain, text_for

LOCALISED = frozenset({"label", "description", "text", "synonyms", "format", "examples"})
"""The fields that hold texts by locale; the types are in omnia.dialogue.template."""

OPAQUE = frozenset({"params", "options", "mapping", "parameters", "body", "expect", "manageability"})
"""Fields whose contents are the author's own, whatever their keys look like."""

LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Body = dict[str, Any]


def one_locale(document: Body, locale: str, default_locale: str) -> Body:
    """The document with one locale's texts, found by the usual chain of fall-backs; tests of other languages are left out."""
    kept: Body = _reduced(document, locale, default_locale)
    if "tests" in document:
        language = locale.split("-", maxsplit=1)[0]
        kept["tests"] = [test for test in document["tests"] if test.get("locale", "").split("-", maxsplit=1)[0] == language]
    return kept


def _reduced(value: Any, locale: str, default_locale: str) -> Any:
    if isinstance(value, list):
        return [_reduced(item, locale, default_locale) for item in value]
    if not isinstance(value, dict):
        return value
    reduced: Body = {}
    for name, item in value.items():
        if name in OPAQUE:
            reduced[name] = item
        elif name in LOCALISED and _is_by_locale(item):
            reduced[name] = _chosen(item, locale, default_locale)
        else:
            reduced[name] = _reduced(item, locale, default_locale)
    return reduced


def _is_by_locale(item: Any) -> bool:
    return isinstance(item, dict) and all(LOCALE.fullmatch(name) for name in item)


def _chosen(texts: Mapping[str, Any], locale: str, default_locale: str) -> Body:
    """A text falls back to the default locale; a list of other names or examples does not: it belongs to its language."""
    if any(isinstance(item, list) for item in texts.values()):
        own = locale_chain(locale, locale)
        return next(({locale: texts[name]} for name in own if texts.get(name)), {})
    found = text_for(texts, locale, default_locale)
    return {locale: found} if found else {}
