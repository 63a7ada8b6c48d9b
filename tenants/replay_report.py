"""What the last replay found, as the command and the management API tell it: ids, codes and numbers, no word of anybody."""

from typing import TypedDict

from tenants.actions.replay_job import Job
from tenants.replaying import Verdict


class Numbers(TypedDict):
    """How many conversations ended how."""

    otherwise: int
    same: int
    questions: int
    not_held: int


class Row(TypedDict):
    """A conversation that would end differently."""

    session: str
    document: str
    key: str
    locale: str
    why: str
    datum: str
    then: str
    now: str
    departs: bool
    stands_in: bool


class NotHeld(TypedDict):
    """A conversation that could not be held, and why."""

    session: str
    why: str


class Report(TypedDict):
    """What was found until now."""

    days: int
    seen: int
    conversations: int
    numbers: Numbers
    otherwise: list[Row]
    not_held: list[NotHeld]


def report(job: Job) -> Report:
    """What a job found until now; `conversations` are those that were held or tried."""
    held = [each for each in job.done if each.is_held]
    return Report(
        days=job.days,
        seen=job.seen,
        conversations=len(job.done),
        numbers=Numbers(
            otherwise=sum(each.ends_otherwise for each in held),
            same=sum(each.why == "same" for each in held),
            questions=sum(each.why == "questions" for each in held),
            not_held=len(job.done) - len(held),
        ),
        otherwise=[_row(each) for each in held if each.ends_otherwise],
        not_held=[NotHeld(session=each.session, why=each.why) for each in job.done if not each.is_held],
    )


def _row(verdict: Verdict) -> Row:
    return Row(
        session=verdict.session,
        document=verdict.document,
        key=verdict.key,
        locale=verdict.locale,
        why=verdict.why,
        datum=verdict.datum,
        then=verdict.then,
        now=verdict.now,
        departs=verdict.departs,
        stands_in=verdict.stands_in,
    )
