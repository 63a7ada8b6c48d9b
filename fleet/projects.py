"""The registry of projects, read in slices, so that ten thousand take no more memory than ten."""

from collections.abc import Callable, Iterable

from tenants.control.models import Project, ProjectStatus

MAX_NAMED = 500


class UnknownProject(LookupError):  # noqa: N818
    """No project, or more than one, has this id or name; the sentence says which."""


def count() -> int:
    """How many projects there are; erased ones are none."""
    return Project.objects.exclude(status=ProjectStatus.ERASED).count()


def after(cursor: str, limit: int) -> list[Project]:
    """The next projects by id; those that are set up while somebody reads come where their ids are."""
    rows = Project.objects.filter(pk__gt=cursor).exclude(status=ProjectStatus.ERASED).order_by("pk")
    return list(rows[:limit])


def is_gone(project: Project) -> bool:
    """Whether a project has been erased since it was read."""
    return not Project.objects.filter(pk=project.pk).exclude(status=ProjectStatus.ERASED).exists()


def names(ids: Iterable[str]) -> dict[str, str]:
    """Id to name of projects, by name."""
    rows = Project.objects.filter(pk__in=list(ids)).only("name")
    return {row.pk: row.name for row in sorted(rows, key=lambda row: (row.name.casefold(), row.pk))}


def find(words: Iterable[str]) -> tuple[str, ...]:
    """The ids of projects that are named by id or by name. Raises `UnknownProject`."""
    chosen = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    if len(chosen) > MAX_NAMED:
        raise UnknownProject(f"At most {MAX_NAMED} projects can be named. Take a share of them instead.")
    here = Project.objects.exclude(status=ProjectStatus.ERASED)
    by_id = set(here.filter(pk__in=chosen).values_list("pk", flat=True))
    by_name: dict[str, list[str]] = {}
    for key, name in here.filter(name__in=chosen).values_list("pk", "name"):
        by_name.setdefault(name, []).append(key)
    return tuple(_one(word, by_id, by_name) for word in chosen)


def _one(word: str, by_id: set[str], by_name: dict[str, list[str]]) -> str:
    if word in by_id:
        return word
    named = by_name.get(word, [])
    if len(named) > 1:
        raise UnknownProject(f"{len(named)} projects are called “{word[:80]}”. Name the one by its id: {', '.join(named[:5])}.")
    if not named:
        raise UnknownProject(f"There is no project “{word[:80]}”. Write its name or id as the list of projects shows it.")
    return named[0]


def counted(is_meant: Callable[[str], bool]) -> tuple[int, int]:
    """How many projects are meant, by their ids, and how many there are."""
    meant = total = 0
    ids = Project.objects.exclude(status=ProjectStatus.ERASED).values_list("pk", flat=True)
    for key in ids.iterator(chunk_size=1000):
        total += 1
        meant += is_meant(key)
    return meant, total
