"""Words of catalogue documents as staff read them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from factory import selectors
from omnia.documents.wording import LANGUAGES, text_of


def in_order(locales: Any) -> list[str]:
    """Languages in the catalogue's order; others after them, by name."""
    known = list(LANGUAGES)
    return sorted(locales, key=lambda locale: (known.index(locale) if locale in LANGUAGES else len(known), locale))


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


def class_name(change_class: str) -> str:
    """What a version asks of who takes it, in the words that projects read."""
    names = {
        "wording": _("Wording"),
        "safe": _("Additions"),
        "meaning": _("Behaves differently"),
        "breaking": _("May break what uses it"),
    }
    return names.get(change_class, change_class)


def industry_name(key: str, known: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """An industry's name; its key if it is not in the list."""
    found = (selectors.industries() if known is None else known).get(key, {})
    return text_of(found, key)
