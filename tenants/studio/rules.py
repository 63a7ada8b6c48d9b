"""The rules of a datum (its constraints), in words."""

from django.utils.translation import gettext as _

from tenants.studio.fields import Control

_BOUNDS: dict[str, Control] = {"min": "number", "max": "number"}
PARAMETERS: dict[str, dict[str, Control]] = {
    "range": _BOUNDS,
    "length": _BOUNDS,
    "age_range": _BOUNDS,
    "pattern": {"pattern": "text"},
    "format": {"format": "text"},
    "expression": {"expression": "text"},
}
"""What a rule may say, in the order in which it is shown, whether it says it or not."""


def parameter(kind: str, name: str, key: str) -> str:
    """What a parameter of the rule `key` of this kind means."""
    words = {
        ("range", "min"): _("Smallest value"),
        ("range", "max"): _("Largest value"),
        ("length", "min"): _("Fewest characters"),
        ("length", "max"): _("Most characters"),
        ("age_range", "min"): _("Youngest age"),
        ("age_range", "max"): _("Oldest age"),
        ("pattern", "pattern"): _("Pattern that it fits"),
        ("format", "format"): _("Form that it has"),
        ("checksum", "algorithm"): _("How the check digit is worked out"),
        ("date_past", "include_today"): _("Today counts as past"),
        ("date_future", "include_today"): _("Today counts as future"),
        ("expression", "expression"): _("Condition that must be true"),
    }
    return words.get((kind, name), _("Rule “%(rule)s”: %(name)s") % {"rule": key, "name": name})
