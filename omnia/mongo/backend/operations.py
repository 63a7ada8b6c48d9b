"""What Django asks a backend for, with compilers of our own."""

from django_mongodb_backend.operations import DatabaseOperations as MongoOperations


class DatabaseOperations(MongoOperations):  # type: ignore[misc]  # the backend ships no types
    """Compiles queries so that deferred fields stay in the database."""

    compiler_module = "omnia.mongo.backend.compiler"
