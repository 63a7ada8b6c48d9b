"""Writing rows of Django's models together with the stamp of a unit of work, which no model has a field for."""

from typing import TYPE_CHECKING, Any

from bson import ObjectId
from django.db import connections, models, router

from omnia.mongo.clusters import Document, client_for_uri

if TYPE_CHECKING:
    from pymongo.collection import Collection


def collection_of(model: type[models.Model]) -> "Collection[Document]":
    """The collection of a model of the control or the factory database."""
    entry = connections.settings[router.db_for_write(model)]
    return client_for_uri(entry["HOST"])[entry["NAME"]][model._meta.db_table]


def key_field(model: type[models.Model]) -> str:
    """The field of a stored document that a model's key is in."""
    return _column(model._meta.pk)


def row_query(row: models.Model) -> Document:
    """What finds a row by its key, as it is stored."""
    # Not its type: a row may stand behind Django's lazy one of a request.
    model = row._meta.model
    return {key_field(model): _stored(model, model._meta.pk.attname, row.pk)}


def document_of(row: models.Model) -> Document:
    """A row as it is stored; one without a key gets one, as the database would give it."""
    fields = row._meta.concrete_fields
    if row.pk is None:
        row.pk = ObjectId()
    return {_column(field): _stored(row, field.attname, getattr(row, field.attname)) for field in fields}


def stored(model: type[models.Model], **values: Any) -> Document:
    """Values of a model's fields as they are stored, by the names under which they are."""
    return {_column(model._meta.get_field(name)): _stored(model, name, value) for name, value in values.items()}


def _column(field: Any) -> str:
    return str(field.column)


def _stored(model: Any, name: str, value: Any) -> Any:
    connection = connections[router.db_for_write(model if isinstance(model, type) else type(model))]
    return model._meta.get_field(name).get_db_prep_save(value, connection)
