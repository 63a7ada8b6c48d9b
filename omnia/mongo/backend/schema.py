"""Collections and indexes as migrations make them, so that a migration which was killed midway can be run again."""

from typing import Any

from django_mongodb_backend.schema import DatabaseSchemaEditor as MongoSchemaEditor


class DatabaseSchemaEditor(MongoSchemaEditor):  # type: ignore[misc]  # the backend ships no types
    """Takes a collection that is there already for one that a killed migration left: nothing undoes half a migration."""

    def create_model(self, model: Any) -> None:
        """Create a model's collection with its indexes; what of them exists stays as it is."""
        if model._meta.db_table not in self.get_database().list_collection_names():  # Django's own way to the name
            super().create_model(model)
            return
        self._create_model_indexes(model)
        for field in model._meta.local_many_to_many:
            if field.remote_field.through._meta.auto_created:
                self.create_model(field.remote_field.through)
