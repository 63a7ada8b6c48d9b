"""The form that says where a release goes: which channel, for a canary how many callers, and when."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from tenants.actions.channels import USUAL_STEPS, plan_steps
from tenants.actions.releasing import Target
from tenants.project.channels import CANARY, LIVE, WHOLE, Pointer, Step, is_name

OTHER = "other"
HOURS = [("", gettext_lazy("it stays as it is")), ("1", gettext_lazy("every hour")), ("6", gettext_lazy("every six hours")),
         ("24", gettext_lazy("every day"))]  # fmt: skip
USUAL_WEIGHT = USUAL_STEPS[0]


class PlaceForm(forms.Form):
    """Where a release goes; `target` is what it says."""

    to = forms.ChoiceField(choices=[(LIVE, LIVE), (CANARY, CANARY), (OTHER, OTHER)], required=False)
    name = forms.CharField(required=False, max_length=40)
    weight = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=WHOLE,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Write a whole number of percent from 1 to 100.")
        ),
    )
    every = forms.ChoiceField(choices=HOURS, required=False)
    at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"invalid": gettext_lazy("Choose a day and a time, or leave the field empty.")},
    )

    def clean_at(self) -> datetime | None:
        """A time in UTC, which is to come."""
        at: datetime | None = self.cleaned_data["at"]
        if at is not None and at <= datetime.now(UTC):
            raise forms.ValidationError(gettext("This time is past. Choose a later one, or leave the field empty."))
        return at

    def clean(self) -> dict[str, Any]:
        """A channel needs a name, and a canary a weight."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("to") == OTHER and not is_name(data.get("name", "")):
            self.add_error(
                "name",
                gettext("Write a name of small letters, digits, - and _, for instance staging."),
            )
        if data.get("to") == CANARY and data.get("weight") is None and "weight" not in self.errors:
            self.add_error("weight", gettext("Say how many of a hundred callers get it."))
        return data

    @property
    def target(self) -> Target:
        """Where the release goes, of a valid form."""
        to, at = self.cleaned_data["to"] or LIVE, self.cleaned_data["at"]
        if to != CANARY:
            return Target(self.cleaned_data["name"] if to == OTHER else LIVE, at=at)
        weight = int(self.cleaned_data["weight"])
        return Target(CANARY, weight, steps_after(weight, self.cleaned_data["every"], at), at)


def steps_after(weight: int, every: str, at: datetime | None = None) -> tuple[Step, ...]:
    """The usual weights above one, so many hours apart; none without hours."""
    if not every:
        return ()
    apart = timedelta(hours=int(every))
    return plan_steps((at or datetime.now(UTC)) + apart, apart, [more for more in USUAL_STEPS if more > weight])


def place_context(form: PlaceForm, pointers: Sequence[Pointer]) -> dict[str, Any]:
    """What the fields of the form show: the form itself, what is live and what runs beside, and the names there are."""
    live = next((pointer for pointer in pointers if pointer.channel == LIVE), Pointer(LIVE))
    return {
        "form": form,
        "pointers": pointers,
        "live": live,
        "running": live.canary,
        "channel_names": [pointer.channel for pointer in pointers if pointer.channel != LIVE],
        "now_utc": datetime.now(UTC),
        "usual_weight": USUAL_WEIGHT,
        "hours": HOURS,
        "chosen_to": form["to"].value() or LIVE,
    }
