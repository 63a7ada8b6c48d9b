# ruff: noqa: E501  # rows and paragraphs of a page
"""Write docs/reference/stored_data.md: what is stored, where, whose and for how long, from the declarations of the collections."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "stored_data.md"
HEADER = """# What is stored

A record of processing: every collection, what it is for, which personal data it has and where in it, and how long they stay. Written by `python scripts/stored_data.py` from the declarations that set-up, backups and restoring work from (`tenants/project/collections.py`, `tenants/control/collections.py`, `factory/collections.py`); do not edit it. The suite walks databases that have lived and fails for a collection, or a project's field, that is not declared.

*In backups* says whether a backup holds a collection, and what restoring in place does with it: *replaced* by what the backup holds; *merged*: replaced, and what came since and may not be undone is carried over (releases with their texts and records of conversations stay, channels count on, no data key is lost); *continued*: what stands goes on and is not set back (the log, API keys, running conversations), and the backup's is taken only where nothing stands. *Handed on* says whether a project that is restored beside another one gets it.

Erasing a project drops its whole database, with every collection, declared or not, every row of the control database that is declared to be of a project its suggestions in the factory, and its keys in Redis; the next backup into a folder removes it there.
"""
ELSEWHERE = """
## Elsewhere

| where | what | how long | in backups |
|---|---|---|---|
| Redis, `omnia:{<project>}:session:…`, `seen:…`, `claim:…` | Running conversations and answers kept for idempotency keys, sealed with the project's key. | `OMNIA_SESSION_TTL` after the last turn; that there was one, a day longer | no |
| Redis, `omnia:{<project>}:usage:…` | How many conversations and turns a day had. No personal data. | eight days; stored in the project's database within a minute | no |
| The machine, `OMNIA_USAGE_FOLDER` | How many reads and bytes each project had, by process and day. No personal data. | until it is stored, within a minute; a day's file until an hour after its end | no |
| Redis, `omnia:{<project>}:…` | Copies of published releases and texts; counts for limits. No personal data. | until room is needed, a day at most | no |
| Redis or the process, sign-in limits | Hashes of addresses and account names that failed to sign in. | 15 minutes | no |
| Logs of the processes | Events with ids; no words of callers and no names. `audit.checkpoint` lines hold codes of the audit logs. | as the operator keeps them | no |
| Backups | What the tables above say. Encrypted; see [back up and restore. | the rule given to `backup`; so data leave the backups that much later than the databases | - |
"""


def main() -> None:
    """Write the page."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnia.settings.test")
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The page's text."""
    from factory.collections import DECLARED as FACTORY
    from tenants.control.collections import DECLARED as CONTROL
    from tenants.project.collections import DECLARED as PROJECT

    parts = (
        ("Each project's own database, `omnia_p_<id>`", PROJECT),
        ("The control database, `omnia_control`", CONTROL),
        ("The factory's database, `omnia_factory`", FACTORY),
    )
    return "\n".join([HEADER, *(line for title, declared in parts for line in _table(title, declared))]) + ELSEWHERE


def _table(title: str, declared: tuple) -> Iterator[str]:  # type: ignore[type-arg]
    yield f"## {title}\n"
    yield "| collection | what for | personal data | how long | in backups | handed on |"
    yield "|---|---|---|---|---|---|"
    for each in sorted(declared, key=lambda row: row.name):
        personal = "; ".join(f"`{field.path}`: {field.personal}" for field in each.personal) or "none"
        backed_up = each.restoring if each.is_backed_up else "no"
        how_long = f"{each.retention} Erased with its project." if each.project else each.retention
        cells = (f"`{each.name}`", each.purpose, personal, how_long, backed_up, "yes" if each.is_handed_on else "no")
        yield f"| {' | '.join(cells)} |"
    yield ""


if __name__ == "__main__":
    main()
