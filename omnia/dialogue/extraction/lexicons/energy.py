"""Words around what a meter shows and around the power of a supply. All folded; phrases are parted by `|`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.text import tokenise

_READING_SYMBOLS = "kwh|kw h|kw/h|m3|m 3|m³|mc|smc|stm3|cbm|dm3"
_KILOWATT_SYMBOLS = (
    "kw|kva|k w|k va|kilowatt|kilowatts|kilo watt|kilovoltampere|kilovolt ampere|kilovolt amperes|kilo volt ampere"
)
_WATT_SYMBOLS = "w|va|watt|watts|voltampere|volt ampere"

READING_UNITS: Mapping[str, str] = {
    "en": "kilowatt hours|kilowatt hour|kilowatts|cubic metres|cubic meters|cubic metre|cubic meter|cubic feet|litres|liters|units",
    "it": "kilowattora|kilowatt ora|kilowatt|chilowattora|chilowatt ora|chilowatt|metri cubi|metro cubo|metri cubi standard|standard metri cubi|litri",
    "es": "kilovatios hora|kilovatio hora|kilovatios|kilowatios|metros cubicos|metro cubico|litros",
    "fr": "kilowattheures|kilowattheure|kilowatt heures|kilowatt heure|kilowatts|metres cubes|metre cube|litres",
    "de": "kilowattstunden|kilowattstunde|kilowatt stunden|kilowatt|kubikmeter|liter",
    "pt": "quilowatts hora|quilowatt hora|quilowatts|kilowatts hora|quilovatios hora|metros cubicos|metro cubico|litros",
}  # fmt: skip

READING_CUES: Mapping[str, str] = {
    "en": "reading reads read meter shows display index says number",
    "it": "lettura letture contatore legge segna leggo autolettura display cifre numero totale",
    "es": "lectura lecturas contador marca leo pantalla numero cifra indica",
    "fr": "releve index compteur indique affiche lis chiffre numero",
    "de": "zahlerstand stand zahler ablesung zeigt steht lese ablese",
    "pt": "leitura leituras contador marca mostra visor leio numero indica",
}
"""Words that announce what a meter shows."""

TARIFFS: Mapping[str, str] = {
    "en": "rate band tier register tariff",
    "it": "fascia f effe tariffa registro",
    "es": "periodo tramo tarifa registro",
    "fr": "tarif poste registre plage",
    "de": "tarif register zahlwerk",
    "pt": "periodo tarifa registo",
}
"""Before a single digit these name what is read: `fascia uno` is no part of the reading."""

RED: Mapping[str, str] = {
    "en": "red",
    "it": "rosso rossa rossi rosse",
    "es": "rojo roja rojos rojas",
    "fr": "rouge rouges",
    "de": "rot rote roten",
    "pt": "vermelho vermelha vermelhos vermelhas",
}
"""The colour of a dial's decimals."""

OTHER_UNITS = "ampere|amperes|amp|amps|amperios|amper|volt|volts|voltios|mal|fois|euro|euros|€|%|percento|per cento"
"""After a number these say that it is no reading and no power."""

KILOWATTS: Mapping[str, str] = {
    "en": "kilowatts|kilovolt amps",
    "it": "chilowatt|chilovatt|kilovatt|kilovat|chili|kilo|kappa w|kappa doppia vu|kappa vu doppia|kappa vu a|kappa vu",
    "es": "kilovatios|kilovatio|kilowatios|kilowatio|kilovoltamperios|kas",
    "fr": "kilowatts|kilovoltamperes|kilovolt amperes|ka ve a",
    "de": "kilowatt|kilovoltampere|ka we",
    "pt": "quilowatts|quilowatt|quilovatios|quilovoltamperes|quilovolt amperes|kilovoltamperes|ca ve a",
}

WATTS: Mapping[str, str] = {
    "en": "watts",
    "it": "vatt",
    "es": "vatios|vatio|watios",
    "fr": "watts|voltamperes",
    "de": "watt",
    "pt": "vatios|watts",
}

TENTHS_AFTER: Mapping[str, str] = {"it": "e"}
"""The word between kilowatts and tenths of one: `tre e tre` is 3.3."""


@dataclass(frozen=True, slots=True)
class EnergyLexicon:
    """One language's units, as tuples of tokens, and the words around a reading."""

    reading_units: tuple[tuple[str, ...], ...]
    reading_cues: frozenset[str]
    tariffs: frozenset[str]
    red: frozenset[str]
    kilowatts: tuple[tuple[str, ...], ...]
    watts: tuple[tuple[str, ...], ...]
    other_units: tuple[tuple[str, ...], ...]
    tenths_after: str


def _units(*lists: str) -> tuple[tuple[str, ...], ...]:
    """Phrases as tokens, the longest first."""
    every = {tuple(token.text for token in tokenise(phrase)) for phrases in lists for phrase in phrases.split("|")}
    return tuple(sorted(every, key=lambda words: (-len(words), words)))


@lru_cache(maxsize=16)
def energy_lexicon(language: str) -> EnergyLexicon:
    """The lexicon of a language; English where the language is not served."""
    known = language if language in READING_UNITS else "en"
    return EnergyLexicon(
        reading_units=_units(_READING_SYMBOLS, READING_UNITS[known]),
        reading_cues=frozenset(READING_CUES[known].split()),
        tariffs=frozenset(TARIFFS[known].split()),
        red=frozenset(RED[known].split()),
        kilowatts=_units(_KILOWATT_SYMBOLS, KILOWATTS[known]),
        watts=_units(_WATT_SYMBOLS, WATTS[known]),
        other_units=_units(OTHER_UNITS),
        tenths_after=TENTHS_AFTER.get(known, ""),
    )
