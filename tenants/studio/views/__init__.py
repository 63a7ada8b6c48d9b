"""The studio's views, one module a place of the rail."""
