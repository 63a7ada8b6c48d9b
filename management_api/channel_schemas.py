"""The shapes of releases, channels, canaries, plans and counts: what the management API takes and answers."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field

from management_api.schemas import MAX_NUMBER, Asked
from tenants.actions.channels import MAX_STEPS
from tenants.insight.rule import LEAST_CONFIDENCE, MAX_AT_LEAST, MAX_POINTS, MOST_CONFIDENCE, Rule

MAX_NOTE = 300
MILLISECOND = 1000


def _as_kept(at: datetime) -> datetime:
    """A time as the database keeps it: in UTC, to the millisecond; raises `ValueError` beyond the calendar."""
    try:
        moment = at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("This time is beyond the calendar.") from error
    return moment.replace(microsecond=moment.microsecond // MILLISECOND * MILLISECOND)


Moment = Annotated[AwareDatetime, AfterValidator(_as_kept)]
Sequence = Annotated[
    int | None, Field(ge=0, le=MAX_NUMBER, description="The channel's sequence that was looked at; refused if it moved since.")
]
Weight = Annotated[int, Field(ge=1, le=100, description="Percent of the callers.")]


class StepShape(Asked):
    """A weight that a canary gets by itself; at 100 its release becomes live."""

    at: Moment = Field(description="With a zone, for instance 2026-12-01T08:00:00Z; at most a year ahead.")
    weight: Weight


Steps = Annotated[
    list[StepShape], Field(max_length=MAX_STEPS, description="Each with a later time and a greater weight than the one before.")
]


class RuleShape(Asked):
    """What counts as worse: a canary for which it holds stops by itself."""

    measure: Literal["captured", "completed"] = Field(
        default=Rule().measure,
        description="`captured`: conversations that captured all they asked for. `completed`: those that came to their end.",
    )
    points: float = Field(default=Rule().points, gt=0, le=MAX_POINTS, description="How many of a hundred fewer are worse.")
    confidence: float = Field(default=Rule().confidence, ge=LEAST_CONFIDENCE, le=MOST_CONFIDENCE, description="Percent.")
    at_least: int = Field(default=Rule().at_least, ge=1, le=MAX_AT_LEAST, description="Conversations before it is judged.")


class CanaryRow(Schema):
    """A release that a part of the new conversations gets."""

    release: int
    baseline: int = Field(description="The release that is live while it runs.")
    weight: int = Field(description="Percent of the callers.")
    started_at: datetime
    started_by: str
    changed_at: datetime
    changed_by: str
    steps: list[StepShape] = Field(description="Weights that follow by themselves.")
    rule: RuleShape | None = Field(description="What counts as worse; null for a canary that does not stop itself.")


class PlanRow(Schema):
    """A move of a channel that happens by itself."""

    plan: str = Field(description="Names it, to cancel it.")
    channel: str = Field(description="`canary` for one that begins then.")
    release: int
    at: datetime
    by: str
    weight: int | None = Field(description="Of a canary: percent of the callers.")
    steps: list[StepShape]
    rule: RuleShape | None


class ChannelRow(Schema):
    """Where a channel points."""

    channel: str
    release: int | None = Field(description="Null as long as it never pointed at one.")
    sequence: int = Field(description="Rises with each change of where new conversations go.")
    updated_at: datetime | None
    canary: CanaryRow | None = Field(description="Beside `live` alone.")
    scheduled: list[PlanRow] = Field(description="What is planned, the earliest first; a canary's beginning beside `live`.")


class ProjectAnswer(Schema):
    """The project that the key names."""

    project: str
    name: str
    locales: list[str]
    default_locale: str
    region: str
    industries: list[str]
    live: ChannelRow
    draft: str = Field(description="Names this state of all drafts; another one after any change.")
    unpublished: int = Field(description="Documents in which the drafts differ from the live release.")


class ReleaseRow(Schema):
    """One release."""

    release: int
    note: str
    author: str
    at: datetime
    locales: list[str]
    templates: int
    flows: int
    missing_texts: dict[str, int]


class ReleaseList(Schema):
    """The latest releases, newest first."""

    items: list[ReleaseRow]


class PublishBody(Asked):
    """What is published, and why."""

    note: str = Field(default="", max_length=MAX_NOTE)
    draft: str = Field(default="", max_length=64, description="Publish this state of the drafts and no other.")
    allow_missing_texts: bool = Field(default=False, description="Callers may hear the fall-back language.")
    channel: str = Field(default="live", max_length=31, description="Which channel gets it; `canary` needs a weight.")
    weight: Weight | None = Field(default=None, description="With `canary`: percent of the callers.")
    at: Moment | None = Field(default=None, description="When the channel gets it; the drafts are frozen now. Now if left out.")
    steps: Steps = Field(default=[], description="With `canary`.")
    rule: RuleShape | None = Field(default=None, description="With `canary`.")


class SeenBody(Asked):
    """Which state of `live` was looked at."""

    sequence: Sequence = None


class MoveBody(SeenBody):
    """Where the channel goes."""

    release: int = Field(ge=1, le=MAX_NUMBER)


class CanaryBody(MoveBody):
    """What a part of the new conversations gets."""

    weight: Weight
    steps: Steps = []
    rule: RuleShape | None = None


class WeightBody(SeenBody):
    """How many get it."""

    weight: int = Field(ge=0, le=100, description="Percent of the callers.")


class StepsBody(SeenBody):
    """How the canary goes on by itself."""

    steps: Steps = Field(description="In place of those that were planned; none: it stays at its weight.")


class RuleBody(SeenBody):
    """When the canary stops itself."""

    rule: RuleShape | None = Field(description="Null: it does not stop itself.")


class AbortBody(SeenBody):
    """Why it ends."""

    reason: str = Field(default="", max_length=MAX_NOTE)


class PlanBody(MoveBody):
    """Which release a channel gets at a time."""

    channel: str = Field(max_length=31, description="`canary` begins one, and needs a weight.")
    at: Moment = Field(description="With a zone, for instance 2026-12-01T08:00:00Z; at most a year ahead.")
    weight: Weight | None = None
    steps: Steps = []
    rule: RuleShape | None = None


class PlanList(Schema):
    """What is planned in the project, by channel and time."""

    items: list[PlanRow]


class MovedAnswer(Schema):
    """Where a channel points now; of what is planned, where it will."""

    channel: str
    release: int
    sequence: int
    ended_canary: int | None = Field(description="The release of a canary that the move has ended.")
    planned_at: datetime | None = Field(default=None, description="When the channel gets the release; null if it has it.")


class ChannelList(Schema):
    """The project's channels."""

    items: list[ChannelRow]


class ArmRow(Schema):
    """One side of a canary."""

    conversations: int = Field(description="Those that the rule's measure is about.")
    well: int = Field(description="Those of them that went well by the measure.")


class VerdictRow(Schema):
    """How a canary stands by its rule."""

    canary: ArmRow
    live: ArmRow
    drop: float = Field(description="Points of a hundred by which the canary is lower; negative if it is better.")
    confidence: float = Field(description="Percent with which it is worse by more than the rule allows.")
    is_early: bool = Field(description="Whether it had fewer conversations than the rule waits for.")
    is_worse: bool = Field(description="Whether it is about to be stopped.")


class StoppedRow(Schema):
    """A canary that stopped itself."""

    release: int
    baseline: int
    at: datetime
    weight: int
    canary_conversations: int
    canary_rate: float = Field(description="Percent.")
    baseline_conversations: int
    baseline_rate: float = Field(description="Percent.")
    drop: float = Field(description="Points of a hundred.")
    confidence: float = Field(description="Percent.")


class CanaryState(Schema):
    """The canary, how it stands, and those that stopped themselves."""

    sequence: int = Field(description="Of `live`.")
    canary: CanaryRow | None = Field(description="Null if none runs.")
    verdict: VerdictRow | None = Field(description="Null without a rule.")
    stopped: list[StoppedRow] = Field(description="The last five that stopped themselves, newest first.")


class CountsRow(Schema):
    """What was counted of one datum, in all or for one value of a dimension."""

    template: str
    node: str
    by: str = Field(description="`all`, or a dimension: `release`, `locale`, `channel`, `pointer`.")
    value: str = Field(description="Of the dimension; empty in all.")
    counts: dict[str, int] = Field(description="The columns of the studio's CSV file.")


class InsightAnswer(Schema):
    """Counts of finished conversations; no word that anybody said."""

    conversations: dict[str, int] = Field(description="How many, and how they ended.")
    items: list[CountsRow]
