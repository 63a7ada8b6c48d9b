"""Findings on missing texts in the reader's language, for the studio and the staff admin."""

from collections.abc import Iterable

import msgspec
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from omnia.dialogue.lint import Finding
from omnia.dialogue.locale_names import locale_name

TRANSLATED = frozenset(("text_missing", "text_falls_back", "name_falls_back"))


def language_in_words(locale: str) -> str:
    """A language by its name in the reader's own: Italian for English readers, italiano for Italian ones."""
    return locale_name(locale, get_language() or "en")


def in_readers_language(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those on missing texts with a sentence in the reader's language; the others are English."""
    return [_translated(finding) for finding in findings]


def _translated(finding: Finding) -> Finding:
    if finding.code not in TRANSLATED:
        return finding
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
