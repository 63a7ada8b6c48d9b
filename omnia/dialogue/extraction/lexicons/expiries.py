"""The words that go with the expiry of a card. All folded."""

from __future__ import annotations

from collections.abc import Mapping

EXPIRY_CUES: Mapping[str, str] = {
    "en": "expir|valid|exp|good through|good until",
    "it": "scad|valid",
    "es": "caduc|venc|valid|expir",
    "fr": "expir|valid|valable|echeance",
    "de": "gultig|ablauf|abgelaufen|ablaufdatum|lauft ab|verfall",
    "pt": "valid|expir|venc|caduc",
}
"""Beginnings of words that make sure that a month and a year are an expiry."""

SLASHES: Mapping[str, str] = {
    "en": "forward slash|slash|stroke|oblique",
    "it": "barra|barretta|slash",
    "es": "barra|diagonal|slash",
    "fr": "barre oblique|barre|slash|sur",
    "de": "schragstrich|querstrich|strich|slash",
    "pt": "barra|traco|slash",
}
"""How the mark between month and year is said."""
