"""What a check of the doctor is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from omnia.infra.audit import Actor
from tenants.control.models import Project


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: a sentence that says what and where, and how it is mended if that is safe."""

    sentence: str
    mend: Callable[[Actor], object] | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold; `holds` says so in a sentence."""

    name: str
    holds: str
    look: Callable[[], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class ProjectCheck:
    """Something that must hold in each project."""

    name: str
    holds: str
    look: Callable[[Project], Iterator[Finding]]
