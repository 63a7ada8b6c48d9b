"""What is refused once a project's quota is used up: new conversations, and reads if the quota says so; what runs goes on."""

from typing import Never

from omnia.infra.problems import Problem
from runtime_api.conversations.sessions import utc_now
from tenants.project.quotas import UsedUp


def check_begin(used_up: UsedUp | None) -> None:
    """Refuse to begin a conversation; raises the problem `quota-used-up`."""
    if used_up is not None and used_up.begins and used_up.holds(utc_now().date()):
        _refuse("No new conversation begins; those that run go on.", used_up.begins)


def refuses_reads(used_up: UsedUp | None) -> bool:
    """Whether nothing is read now."""
    return used_up is not None and bool(used_up.reads) and used_up.holds(utc_now().date())


def check_read(used_up: UsedUp | None) -> None:
    """Refuse to read; raises the problem `quota-used-up`."""
    if used_up is not None and refuses_reads(used_up):
        _refuse("Nothing is read any more; conversations that run go on.", used_up.reads)


def _refuse(consequence: str, kinds: tuple[str, ...]) -> Never:
    listed = ", ".join(kinds)
    raise Problem("quota-used-up", f"The project's quota for this month is used up ({listed}). {consequence}")
