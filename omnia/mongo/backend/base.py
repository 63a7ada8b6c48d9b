"""The database wrapper that Django finds under ENGINE = "omnia.mongo.backend"."""

from typing import Any

from django_mongodb_backend.base import DatabaseWrapper as MongoDatabaseWrapper

from omnia.mongo import aliases, clusters, outages
from omnia.mongo.backend.operations import DatabaseOperations
from omnia.mongo.backend.schema import DatabaseSchemaEditor
from omnia.mongo.context import TenancyError, is_project_alias, require_bound


class DatabaseWrapper(MongoDatabaseWrapper):  # type: ignore[misc]  # the backend ships no types
    """Shares the process's client of the cluster: the stock wrapper opens one client, and three threads, per alias.

    A project's wrapper hands out collections only while that project is bound. Every way through Django's ORM ends here, so this
    is the last line behind the querysets' own checks.
    """

    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias=alias)
        self._closings = clusters.closings()
        aliases.note_wrapper(alias)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """The shared client for this alias's address."""
        self._closings = clusters.closings()
        return clusters.client_for_uri(conn_params["host"])

    def get_collection(self, name: str, **options: Any) -> Any:
        """A collection of this alias's database; of a project's, only while it is bound."""
        self._require_bound()
        outages.check(self.settings_dict["HOST"])
        self._let_go_of_closed()
        return super().get_collection(name, **options)

    def get_database(self) -> Any:
        """This alias's database; a project's, only while it is bound."""
        self._require_bound()
        self._let_go_of_closed()
        return super().get_database()

    def start_transaction_mongo(self) -> None:
        """Begin a transaction; on a project's database, only while it is bound."""
        self._require_bound()
        super().start_transaction_mongo()

    def commit_mongo(self) -> None:
        """Commit; a transaction of a project that would end while another, or none, is bound is taken back."""
        try:
            self._require_bound()
        except TenancyError:
            self.rollback_mongo()
            raise
        super().commit_mongo()

    def close_pool(self) -> None:
        """Let go of the client without closing it: other aliases use it too."""
        self.run_on_commit: list[Any] = []
        if self.session:
            self._end_session()
        self.connection = None
        self.__dict__.pop("database", None)

    def _let_go_of_closed(self) -> None:
        # Each thread has a wrapper of its own, and whoever closed the clients reaches those of its own thread alone.
        if self._closings != clusters.closings():
            self.close_pool()

    def _require_bound(self) -> None:
        if is_project_alias(self.alias):
            require_bound(self.alias)
