"""The database wrapper that Django finds under ENGINE = "omnia.mongo.backend"."""

from typing import Any

from django_mongodb_backend.base import DatabaseWrapper as MongoDatabaseWrapper

from omnia.mongo import clusters


class DatabaseWrapper(MongoDatabaseWrapper):  # type: ignore[misc]  # the backend ships no types
    """Shares the process's client of the cluster: the stock wrapper opens one client, and three threads, per alias."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """The shared client for this alias's address."""
        return clusters.client_for_uri(conn_params["host"])

    def close_pool(self) -> None:
        """Let go of the client without closing it: other aliases use it too."""
        self.run_on_commit = []
        if self.session:
            self._end_session()
        self.connection = None
        self.__dict__.pop("database", None)
