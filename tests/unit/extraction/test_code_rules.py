"""The rules of codes, on published examples and on ones worked out from the rule; no real person's."""

from datetime import datetime

import pytest

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-23T10:00")


def read(kind, region, text):
    return recognise(kind, text, Context({"GB": "en", "US": "en"}.get(region, region.lower()), NOW, region))


@pytest.mark.parametrize(
    ("kind", "region", "text", "value"),
    [
        ("vin", "US", "1M8GDM9AXKP042788", "1M8GDM9AXKP042788"),
        ("vin", "US", "11111111111111111", "11111111111111111"),
        ("vin", "IT", "ZFA31200000123456", "ZFA31200000123456"),
        ("licence_plate", "FR", "AB-123-CD", "AB123CD"),
        ("licence_plate", "DE", "M-AB 1234", "MAB1234"),
        ("licence_plate", "PT", "AA-01-BC", "AA01BC"),
        ("health_card", "IT", "RSSMRA85T10A562S", "RSSMRA85T10A562S"),
        ("health_card", "IT", "RSSMRA85T10A56NH", "RSSMRA85T10A56NH"),
        ("health_card", "IT", "80380 00030 12345 67890", "80380000301234567890"),
        ("health_card", "DE", "80276 00030 12345 67890", "80276000301234567890"),
        ("health_card", "ES", "BBBBBBBBQR648597", "BBBBBBBBQR648597"),
        ("health_card", "ES", "PEGA 8201354796", "PEGA8201354796"),
        ("health_card", "FR", "255081416802538", "255081416802538"),
        ("health_card", "FR", "385057800608488", "385057800608488"),
        ("health_card", "DE", "A123456780", "A123456780"),
        ("health_card", "GB", "943 476 5919", "9434765919"),
        ("passport", "US", "A12345678", "A12345678"),
        ("imei", "GB", "490154203237518", "490154203237518"),
        ("cups", "ES", "ES1234123456789012JY1F", "ES1234123456789012JY1F"),
        ("flight_number", "GB", "b a two eight five", "BA285"),
    ],
)
def test_code_that_keeps_its_rule_is_found(kind, region, text, value):
    assert read(kind, region, text).matches[0].value == value


@pytest.mark.parametrize(
    ("kind", "region", "text"),
    [
        ("vin", "US", "1M8GDM9A1KP042788"),
        ("vin", "US", "LSVAA4187A2184841"),
        ("health_card", "DE", "A123456789"),
        ("health_card", "GB", "943 476 5918"),
        ("imei", "GB", "490154203237519"),
        ("cups", "ES", "ES1234123456789012JX"),
    ],
)
def test_code_with_a_wrong_check_character_is_a_violation(kind, region, text):
    reading = read(kind, region, text)
    assert reading.matches == ()
    assert "checksum" in {violation.rule for violation in reading.violations}


@pytest.mark.parametrize(("region", "text"), [("IT", "AI 123 CD"), ("GB", "AB12 CIE"), ("ES", "1234 BAD")])
def test_piece_of_a_plate_that_cannot_be_is_no_foreign_plate(region, text):
    assert read("licence_plate", region, text).matches == ()
