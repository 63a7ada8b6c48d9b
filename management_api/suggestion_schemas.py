"""The shapes of suggesting upstream: what the management API takes and answers."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from management_api.schemas import Asked, Kind
from tenants.sync import MAX_NOTE
from tenants.upstream import MOST_PLACES

Address = Annotated[str, Field(max_length=1000)]


class PlaceRow(Schema):
    """A place in which a copy differs from the factory's version that it took last."""

    address: str = Field(description="Names the place in `places`.")
    place: str = Field(description="The place for people.")
    is_order: bool = Field(description="Whether it is the order of a list, told by its items' identities.")
    sides: dict[str, Any] = Field(description="`factory` and `mine`; a side that is left out has nothing there.")


class PlacesAnswer(Schema):
    """What of a copy can be suggested."""

    document: Kind
    key: str
    factory_key: str
    version: int = Field(description="Of the draft.")
    etag: str = Field(description="The draft that was compared; give it as `If-Match` when suggesting.")
    base_version: int = Field(description="The factory's version that the copy took last.")
    items: list[PlaceRow]
    is_cut: bool = Field(description=f"Whether there are more; the first {MOST_PLACES} are listed.")


class ChosenBody(Asked):
    """Which places leave the project."""

    places: list[Address] = Field(max_length=MOST_PLACES, description="Addresses.")
    note: str = Field(default="", max_length=MAX_NOTE, description="Why it is better.")


class LeavingAnswer(Schema):
    """All that would leave the project."""

    project_name: str
    person: str = Field(description="The key's name, as staff would read it.")
    note: str
    places: int
    document: dict[str, Any] = Field(description="The factory's version with the chosen places as the project has them.")


class SuggestionRow(Schema):
    """A suggestion, and what became of it."""

    suggestion: str = Field(description="Names it, to withdraw it.")
    document: Kind
    key: str = Field(description="Of the project's copy.")
    factory_key: str
    base_version: int
    places: int
    note: str
    person: str
    at: datetime
    state: Literal["open", "taking", "taken", "declined", "withdrawn"]
    reason: str = Field(description="Why it was declined.")
    decided_at: datetime | None
    published_with: int = Field(description="The first version of the factory that has it; 0 as long as none has.")


class SuggestionList(Schema):
    """What the project suggested, newest first."""

    items: list[SuggestionRow]
