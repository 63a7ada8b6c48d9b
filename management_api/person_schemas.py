"""The shapes of what is known of a caller: what the management API takes and answers."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from management_api.schemas import Asked
from tenants.persons.matching import MOST


class PersonBody(Asked):
    """Who is looked for."""

    how: Literal["external_id", "value"] = Field(description="By your own id of the call or person, or by something they said.")
    wanted: str = Field(min_length=1, max_length=MOST, description="That id or value. It stands in no log.")


class SearchBody(Asked):
    """Which search is meant."""

    search: str = Field(min_length=1, max_length=64, description="Its id, so that nothing is done about somebody else.")


class HitRow(Schema):
    """A conversation that is about the person."""

    session: str
    subject: str = Field(description="Key of the flow or template.")
    is_running: bool
    ended_at: datetime | None
    where: list[str] = Field(description="`external_id`, `turn 3`, `value date`, `state`, `words`.")


class ContentRow(Schema):
    """A document of the project's own content that holds the value; it is named, and left alone."""

    document: str
    key: str
    what: Literal["draft", "message"]


class SearchAnswer(Schema):
    """How far a search is, and what it found until now; no word that anybody said."""

    search: str = Field(description="Its id. A search is forgotten after an hour, and when another one begins.")
    state: Literal["running", "done"]
    how: Literal["external_id", "value"]
    started_at: datetime
    seen: int = Field(description="Records that were opened and looked through.")
    total: int = Field(description="Records there were when it began; 0 by an external id, which is found at once.")
    is_too_many: bool = Field(
        description="So many conversations hold the value that it is not one person; nothing is erased then."
    )
    conversations: list[HitRow]
    words: int = Field(description="Words that did not help, of these conversations.")
    places: list[ContentRow]


class PersonAnswer(Schema):
    """Everything that is kept of a person, with its words."""

    format: str
    project: dict[str, Any]
    at: datetime
    conversations: list[dict[str, Any]] = Field(description="Records of conversations.")
    running: list[dict[str, Any]] = Field(description="Conversations that run, or have no record yet.")
    words: list[dict[str, Any]] = Field(description="Words that did not help.")
    content: list[ContentRow]


class CertificateAnswer(Schema):
    """What was erased."""

    entry: int = Field(description="Number of the entry of the project's audit log that certifies it.")
    at: datetime
    mark: str = Field(description="Stands for the value in the audit log: a keyed hash.")
    conversations: int
    running: int
    words: int
    places: int = Field(description="Documents of the project's own content in which it stands and which were left alone.")
