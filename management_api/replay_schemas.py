"""The shapes of a replay: what the management API takes and answers."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from management_api.schemas import Asked, Kind
from tenants.actions.replay_job import DAYS, SAMPLES


class ReplayBody(Asked):
    """Which conversations."""

    days: int = Field(default=7, ge=1, le=max(DAYS), description="Of the last days.")
    sample: int = Field(default=200, ge=1, le=max(SAMPLES), description="At most so many, spread over the period.")


class ReplayNumbers(Schema):
    """How many conversations ended how."""

    otherwise: int = Field(description="Would end differently.")
    same: int = Field(description="End the same.")
    questions: int = Field(description="End the same, after more questions or fewer.")
    not_held: int = Field(description="Could not be held again.")


class ReplayRow(Schema):
    """A conversation that would end differently."""

    session: str
    document: Kind
    key: str
    locale: str
    why: str = Field(
        description="`unasked`, `asked_again`, `endless`, `outcome`, `further`, `lost`, `gained` or `value`: what differs most."
    )
    datum: str = Field(description="What it is about, where it is about one.")
    then: str = Field(description="How it ended.")
    now: str = Field(description="How it would end; empty if it stops at a question.")
    departs: bool = Field(description="Already the run on its own release is not what its record tells.")
    stands_in: bool = Field(description="Values of the same kind stood in for private words.")


class NotHeldRow(Schema):
    """A conversation that could not be held again."""

    session: str
    why: str


class ReplayAnswer(Schema):
    """What a replay found until now; no word that anybody said."""

    replay: str = Field(description="Its id; another one is about other drafts or conversations.")
    state: Literal["running", "stopped", "done"]
    by: str
    stopped_by: str
    started_at: datetime
    is_stale: bool = Field(description="The drafts were changed since it began.")
    days: int
    seen: int = Field(description="Conversations of the period among which the sample was taken.")
    conversations: int = Field(description="Those that were held or tried until now.")
    left: int = Field(description="Call `POST /replay/go_on` again until it is 0; of a stopped one they are not held.")
    numbers: ReplayNumbers
    otherwise: list[ReplayRow]
    not_held: list[NotHeldRow]
