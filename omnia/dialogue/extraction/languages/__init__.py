"""What the languages say: one pack a language, the shape of a pack, and the one list of those that are spoken.

A pack is plain data by area (`schema`). `compiled` makes of it what recognisers read, `shared` holds tables that are of no language.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from omnia.dialogue.extraction.languages.schema import Lexicon, Pack, PackError, pack_of

LANGUAGES = ("en", "it", "es", "fr", "de", "pt")
"""The languages that are spoken: each is a folder here."""


@lru_cache(maxsize=64)
def pack(language: str) -> Pack:
    """All that is known of a language; English for one that is not spoken here (never a guess from the words)."""
    name = language if language in LANGUAGES else "en"
    try:
        module = import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        raise PackError(f"{name!r} is listed as a language and has no folder that can be imported: {error}.") from error
    except TypeError as error:
        raise PackError(f"The pack of {name!r} is not whole: {error}.") from error
    return pack_of(name, module)


@lru_cache(maxsize=64)
def own_pack(language: str) -> Pack | None:
    """The pack of a language; None for one that is not spoken here: what holds for English need not hold for it."""
    return pack(language) if language in LANGUAGES else None


@lru_cache(maxsize=64)
def habits(language: str) -> Pack:
    """The pack whose fields tell how a language works; for one that is not spoken here, what English need not have told is left out."""
    found: Pack = own_pack(language) or _without_habits(pack(language))
    return found


def _without_habits(told: Any) -> Any:
    """A pack, or an area of it, with every field that may be left out as if it were."""
    return type(told)(**{each.name: _plain(each, getattr(told, each.name)) for each in fields(told)})


def _plain(field: Field[Any], told: Any) -> Any:
    if is_dataclass(told):
        return _without_habits(told)
    if field.default_factory is not MISSING:
        return field.default_factory()
    return told if field.default is MISSING else field.default


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """What the recognisers of numbers, dates, times and amounts read of a pack."""
    return Lexicon.of(pack(language))
