"""Migrations of contributed apps, made for MongoDB's primary keys."""
