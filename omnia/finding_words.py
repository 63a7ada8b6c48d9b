"""Findings in the reader's language, for the studio and the staff admin."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from omnia.dialogue.lint import Finding
from omnia.dialogue.locale_names import locale_name
from omnia.finding_sentences import TERMS

TRANSLATED = frozenset(("text_missing", "text_falls_back", "name_falls_back"))


def language_in_words(locale: str) -> str:
    """A language by its name in the reader's own: Italian for English readers, italiano for Italian ones."""
    return locale_name(locale, get_language() or "en")


def in_readers_language(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with sentences in the reader's language; what is said of a document that lacks its shape stays English."""
    language = get_language()
    return [_translated(finding, language) for finding in findings]


@lru_cache(maxsize=2048)
def _translated(finding: Finding, _language: str | None) -> Finding:
    """Once for each language: a page of a large template shows the same findings with every click."""
    if finding.code not in TRANSLATED:
        return msgspec.structs.replace(finding, message=_in_words(finding)) if finding.sentence else finding
    named = "/label/" in finding.path
    sentences = {
        "text_missing": _("The name is missing in %(language)s. Write it, or switch that language off.")
        if named
        else _("The text is missing in %(language)s. Write it, or switch that language off."),
        "text_falls_back": _("The text is missing in %(language)s. Who calls hears the one in %(fallback)s."),
        "name_falls_back": _("The name is missing in %(language)s. The one in %(fallback)s is shown."),
    }
    sentence = sentences[finding.code]
    told = {"language": language_in_words(finding.locale), "fallback": language_in_words(finding.fallback)}
    return msgspec.structs.replace(finding, message=sentence % told)


def _in_words(finding: Finding) -> str:
    sentence = _(finding.sentence)
    # Only these are words of the product's: a key or a text of the document stays as it is.
    told = {name: _(value) if name in ("what", "unit") and value in TERMS else value for name, value in finding.told}
    return sentence % told if told else sentence
