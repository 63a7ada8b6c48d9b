"""The catalogue's own audit chain, in the factory database."""

from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.db import models

from omnia.infra import audit, units
from omnia.infra.audit import Actor, Chain
from omnia.infra.units import Books, Unit
from omnia.mongo.clusters import client_for_uri
from omnia.mongo.stamped import collection_of, key_field


def catalogue_chain() -> Chain:
    """The chain, under the name that its entries are bound to."""
    entry = settings.DATABASES["factory"]
    return Chain(client_for_uri(entry["HOST"])[entry["NAME"]]["audit"], "catalogue")


def books() -> Books:
    """Where units of work on the catalogue are written down."""
    chain = catalogue_chain()
    return Books(chain, chain.log.database[units.NAME])


def unit(actor: Actor, action: str, model: type[models.Model], key: str) -> AbstractContextManager[Unit]:
    """Do a unit of work that changes a row of the catalogue; see `omnia.infra.units.begun`."""
    return units.begun(books(), actor, action, collection_of(model), key, field=key_field(model))


def note(actor: Actor, *, action: str, subject: str, **details: Any) -> None:
    """Add an entry."""
    audit.append(catalogue_chain(), actor=actor, action=action, subject=subject, details=details)
