"""What a level or a row does, as fields: one form for both, since both speak, call, ask and end alike."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import join
from omnia.workbench.fields import Field, Shown

SPOKEN = frozenset({"say", "transfer", "close", "hang_up", "end"})


def fields_of(shown: Shown, pointer: str, doing: dict[str, Any], templates: Sequence[tuple[str, str]] = ()) -> list[Field]:
    """The fields of an action or row; `templates` are those that a row may run, with their names."""
    kind = str(doing.get("type"))
    made = {
        "assign": _assign,
        "log": _log,
        "webhook": _webhook,
        "request": _request,
        "transfer": _transfer,
    }
    fields = made[kind](shown, pointer) if kind in made else []
    if kind == "acquire":
        fields = _acquire(shown, pointer, templates)
    return fields + (shown.texts(join(pointer, "text"), _("Text"), long=True) if kind in SPOKEN else [])


def _acquire(shown: Shown, pointer: str, templates: Sequence[tuple[str, str]]) -> list[Field]:
    known_as = _("Only needed where the flow asks for the same template twice.")
    return [
        shown.select(join(pointer, "template"), _("Template"), "", templates),
        shown.field(join(pointer, "name"), _("Known as"), help=known_as, is_code=True),
    ]


def _assign(shown: Shown, pointer: str) -> list[Field]:
    return [
        shown.field(join(pointer, "variable"), _("Variable"), is_code=True),
        shown.field(
            join(pointer, "value"),
            _("Value"),
            is_code=True,
            expression="assigned",
            help=_('An expression, such as 1 + 1 or "gold".'),
        ),
    ]


def _log(shown: Shown, pointer: str) -> list[Field]:
    return [shown.field(join(pointer, "message"), _("Note"), help=_("Never spoken."))]


def _mapping(shown: Shown, pointer: str) -> Field:
    told = _("A variable a line, with the expression that fills it: city = answer.city")
    label = _("Variables from the answer")
    return shown.field(join(pointer, "mapping"), label, {}, "pairs", help=told, is_code=True, expression="mapped")


def _webhook(shown: Shown, pointer: str) -> list[Field]:
    body = _("A name and a text a line: code = {customer_code}")
    told = _("Begins with https:// or is empty, if the host knows it.")
    return [
        shown.field(join(pointer, "name"), _("Name"), help=_("What the host calls this service.")),
        shown.select(join(pointer, "method"), _("Method"), "POST", [("POST", "POST"), ("GET", "GET")]),
        shown.field(join(pointer, "url"), _("Address"), is_code=True, help=told),
        shown.field(join(pointer, "body"), _("What is sent"), {}, "pairs", help=body, is_code=True),
        _mapping(shown, pointer),
        shown.field(join(pointer, "timeout"), _("Seconds to wait"), 5.0, "number"),
    ]


def _request(shown: Shown, pointer: str) -> list[Field]:
    sent = _("A name and a text a line: code = {customer_code}")
    return [
        shown.field(join(pointer, "name"), _("Name"), help=_("What the host is to do, such as send_sms.")),
        shown.field(join(pointer, "parameters"), _("What is sent"), {}, "pairs", help=sent, is_code=True),
        shown.field(join(pointer, "wait"), _("Wait for the host's answer"), default=False, control="checkbox"),
        _mapping(shown, pointer),
    ]


def _transfer(shown: Shown, pointer: str) -> list[Field]:
    return [shown.field(join(pointer, "to"), _("Transfer to"), help=_("A number or a queue that the host knows."))]
